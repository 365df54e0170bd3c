#include <onc/channel.h>
#include <onc/service.h>

namespace onc {

std::string Peer::to_string() const {
  std::string text{onc::to_string(transport)};
  if (local) return text + " uid " + std::to_string(local->uid) + " pid " + std::to_string(local->pid);
  return text + " " + address.to_string();
}

TimePoint CallContext::deadline() noexcept {
  if (!deadline_) deadline_ = time_.allowed == Duration::max() ? TimePoint::max() : time_.now() + time_.allowed;
  return *deadline_;
}

std::shared_ptr<Channel> CallContext::channel_to_client() const {
  return link_ == nullptr ? nullptr : link_->channel();
}

Outcome IncomingCall::fail_to_encode() {
  return fail(Error(Errc::server_failure, results_->report().message("results")));
}

}  // namespace onc
