#include "session/datagram_client_session.h"

#include <utility>

namespace onc {

std::span<const std::byte> DatagramClientSession::next_datagram() {
  if (last_ != none && uses_[last_].one_way) leave(std::exchange(last_, none));
  while (next_ < outgoing_.size()) {
    last_ = outgoing_[next_++];
    Use& use = uses_[last_];
    use.queued = false;
    if (use.call != nullptr || use.one_way) return messages_.bytes(last_);
    leave(last_);
  }
  last_ = none;
  outgoing_.clear();
  next_ = 0;
  return {};
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

void DatagramClientSession::leave(std::size_t slot) noexcept {
  uses_[slot] = {};
  messages_.give_back(slot);
}

// A slot waits once.
void DatagramClientSession::queue(std::size_t slot) {
  if (std::exchange(uses_[slot].queued, true)) return;
  outgoing_.push_back(slot);
}

}  // namespace onc
