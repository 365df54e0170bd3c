// Made by idlc from directives.x. Changes belong there.
#include "directives.h"

#include <cstdint>

#include <utility>
// only for the service

namespace directives::FILES {

namespace {
onc::Outcome serve_get(ONE::Service& service, onc::IncomingCall& call) {
  std::uint64_t arg1 = 0;
  const bool ok = call.read([&](onc::xdr::Decoder& in) {
    return in.field("arg1", in.u64(arg1));
  });
  if (!ok) return call.garbage_arguments();
  return call.reply(service.get(arg1, call.context()), [](onc::xdr::Encoder& out, const file& results) {
    return encode(out, results);
  });
}
}  // namespace

onc::Outcome ONE::Service::dispatch(onc::IncomingCall& call) {
  switch (call.procedure()) {
    case 1:
      return serve_get(*this, call);
    default:
      return call.procedure_unavailable();
  }
}

}  // namespace directives::FILES
