#include "session/send_queue.h"

namespace onc {

namespace {

// Below this, moving bytes is not worth the call.
constexpr std::size_t worth_moving = std::size_t{64} << 10;

}  // namespace

// Sent bytes go as soon as they are as many as those that wait: a queue that never runs empty stays small, and each
// byte is moved once on average.
void SendQueue::sent(std::size_t count) noexcept {
  sent_ += count;
  total_sent_ += count;
  if (waiting() == 0) {
    buffer_.clear();
    sent_ = 0;
    return;
  }
  if (sent_ < worth_moving || sent_ < waiting()) return;
  buffer_.drop_front(sent_);
  sent_ = 0;
}

void SendQueue::clear() noexcept {
  buffer_.clear();
  sent_ = 0;
  total_sent_ = 0;
}

}  // namespace onc
