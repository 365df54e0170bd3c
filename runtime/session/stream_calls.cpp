#include "session/stream_calls.h"

#include <limits>

#include "session/record_mark.h"

namespace onc {

namespace {

constexpr std::size_t not_kept = std::numeric_limits<std::size_t>::max();

}  // namespace

xdr::Buffer& StreamCalls::open_message(Call& call) {
  call.flight.stream_begin = queue_->total_queued();
  call.flight.message_slot = not_kept;
  queue_->open();
  return queue_->buffer();
}

void StreamCalls::close_message(Call& call, bool complete) {
  if (!complete) return queue_->abandon();
  if (keeps_message(call)) {
    call.flight.message_slot = kept_.take();
    kept_.at(call.flight.message_slot).append(queue_->record());
  }
  queue_->close();
}

void StreamCalls::close_one_way(Call& call) {
  call.flight.message_slot = not_kept;
  queue_->close();
}

void StreamCalls::send_again(Call& call) {
  call.flight.stream_begin = queue_->total_queued();
  queue_->open();
  queue_->buffer().append(message_of(call));
  queue_->close();
}

std::span<const std::byte> StreamCalls::message_of(const Call& call) const {
  const std::size_t slot = call.flight.message_slot;
  return slot == not_kept ? std::span<const std::byte>() : kept_.bytes(slot);
}

// A record that is partly sent cannot be taken back; the reply will be skipped.
void StreamCalls::release(Call& call) noexcept {
  if (call.flight.message_slot != not_kept) kept_.give_back(call.flight.message_slot);
  call.flight.message_slot = not_kept;
}

bool StreamCalls::was_sent(const Call& call) const noexcept {
  return queue_->total_sent() > call.flight.stream_begin;
}

std::size_t StreamCalls::max_message() const noexcept { return max_fragment; }

}  // namespace onc
