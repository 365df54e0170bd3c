#include <onc/function_service.h>

namespace onc {

Outcome FunctionService::dispatch(IncomingCall& call) {
  const auto found = functions_.find(call.procedure());
  if (found != functions_.end()) return found->second(call);
  if (call.procedure() != 0) return call.procedure_unavailable();
  return call.read_nothing() ? call.reply(Result<void>()) : call.garbage_arguments();
}

}  // namespace onc
