#include <onc/service.h>

namespace onc {

std::string Peer::to_string() const {
  std::string text{onc::to_string(transport)};
  if (local) return text + " uid " + std::to_string(local->uid) + " pid " + std::to_string(local->pid);
  return text + " " + address.to_string();
}

Outcome IncomingCall::fail_to_encode() {
  return fail(Error(Errc::server_failure, results_->report().message("results")));
}

}  // namespace onc
