#include "session/datagram_client_session.h"

#include <utility>

namespace onc {

std::span<const std::byte> DatagramClientSession::next_datagram() {
  forget_sent();
  skip_unwanted();
  if (next_ == outgoing_.size()) return {};
  last_ = outgoing_[next_++];
  uses_[last_].queued = false;
  return messages_.bytes(last_);
}

std::size_t DatagramClientSession::next_run(std::span<std::span<const std::byte>> run, std::size_t most) {
  forget_sent();
  skip_unwanted();
  std::size_t count = 0;
  std::size_t bytes = 0;
  for (std::size_t i = next_; i < outgoing_.size() && count < run.size(); ++i) {
    const Use& use = uses_[outgoing_[i]];
    const auto datagram = messages_.bytes(outgoing_[i]);
    bytes += datagram.size();
    const bool wanted = use.call != nullptr || use.one_way;
    if (count > 0 && (!wanted || datagram.size() > run[0].size() || bytes > most)) break;
    run[count++] = datagram;
    if (datagram.size() < run[0].size()) break;
  }
  return count;
}

void DatagramClientSession::sent_run(std::size_t count) noexcept {
  for (; count > 0; --count) {
    const std::size_t slot = outgoing_[next_++];
    uses_[slot].queued = false;
    if (uses_[slot].one_way) leave(slot);
  }
}

// A one-way call has no message any more once the next datagram is wanted.
void DatagramClientSession::forget_sent() noexcept {
  if (last_ != none && uses_[last_].one_way) leave(last_);
  last_ = none;
}

void DatagramClientSession::skip_unwanted() noexcept {
  for (; next_ < outgoing_.size(); ++next_) {
    Use& use = uses_[outgoing_[next_]];
    if (use.call != nullptr || use.one_way) return;
    use.queued = false;
    leave(outgoing_[next_]);
  }
  outgoing_.clear();
  next_ = 0;
}

void DatagramClientSession::could_not_send(Error error, TimePoint now) {
  if (Call* call = uses_[last_].call; call != nullptr) fail(*call, std::move(error), now);
}

xdr::Buffer& DatagramClientSession::open_message(Call& call) {
  const std::size_t slot = messages_.take();
  if (uses_.size() <= slot) uses_.resize(slot + 1);
  uses_[slot] = {.call = &call};
  call.flight.message_slot = slot;
  return messages_.at(slot);
}

void DatagramClientSession::close_message(Call& call, bool complete) {
  if (!complete) return release(call);
  queue(call.flight.message_slot);
}

void DatagramClientSession::close_one_way(Call& call) {
  Use& use = uses_[call.flight.message_slot];
  use.call = nullptr;
  use.one_way = true;
  queue(call.flight.message_slot);
}

std::span<const std::byte> DatagramClientSession::message_of(const Call& call) const {
  return messages_.bytes(call.flight.message_slot);
}

// What waits to be sent keeps its slot until it would have been.
void DatagramClientSession::release(Call& call) noexcept {
  Use& use = uses_[call.flight.message_slot];
  use.call = nullptr;
  if (!use.queued) leave(call.flight.message_slot);
}

// The slot may be another message's from now on, so it is not the one handed out last any more.
void DatagramClientSession::leave(std::size_t slot) noexcept {
  if (slot == last_) last_ = none;
  uses_[slot] = {};
  messages_.give_back(slot);
}

// A slot waits once. Those that were handed out make room for it, as nobody may ask for more than wait.
void DatagramClientSession::queue(std::size_t slot) {
  if (uses_[slot].queued) return;
  if (next_ == outgoing_.size()) {
    outgoing_.clear();
    next_ = 0;
  }
  outgoing_.push_back(slot);
  uses_[slot].queued = true;
}

}  // namespace onc
