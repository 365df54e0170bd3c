#include "session/datagram_client_session.h"

#include <utility>

namespace onc {

std::span<const std::byte> DatagramClientSession::next_datagram() {
  while (next_ < outgoing_.size()) {
    last_ = outgoing_[next_++];
    Message& message = messages_[last_];
    message.queued = false;
    if (message.call != nullptr) return message.bytes.bytes();
  }
  outgoing_.clear();
  next_ = 0;
  return {};
}

void DatagramClientSession::could_not_send(Error error) {
  if (Call* call = messages_[last_].call; call != nullptr) fail(*call, std::move(error));
}

xdr::Buffer& DatagramClientSession::open_message(Call& call) {
  call.flight.message_slot = free_slot();
  Message& message = messages_[call.flight.message_slot];
  message.call = &call;
  message.bytes.clear();
  return message.bytes;
}

void DatagramClientSession::close_message(Call& call, bool complete) {
  if (!complete) return release(call);
  queue(call.flight.message_slot);
}

void DatagramClientSession::send_again(Call& call) { queue(call.flight.message_slot); }

void DatagramClientSession::release(Call& call) noexcept {
  messages_[call.flight.message_slot].call = nullptr;
  free_.push_back(call.flight.message_slot);  // never allocates: free_slot reserved for all
}

std::size_t DatagramClientSession::free_slot() {
  if (free_.empty()) {
    messages_.emplace_back();
    free_.reserve(messages_.size());
    return messages_.size() - 1;
  }
  const std::size_t slot = free_.back();
  free_.pop_back();
  return slot;
}

// A slot waits once: what is used again before it was sent keeps its place.
void DatagramClientSession::queue(std::size_t slot) {
  if (std::exchange(messages_[slot].queued, true)) return;
  outgoing_.push_back(slot);
}

}  // namespace onc
