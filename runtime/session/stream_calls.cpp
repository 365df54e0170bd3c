#include "session/stream_calls.h"

#include <deque>
#include <limits>
#include <utility>
#include <vector>

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
  if (!complete) {
    queue_->abandon();
    return release(call);
  }
  // A flavour may find out only while it makes its credential that it may renew it: what is attached is not kept.
  if (keeps_message(call) && !queue_->has_attached()) {
    call.flight.message_slot = kept_.take();
    kept_.at(call.flight.message_slot).append(queue_->record());
  }
  queue_->close();
}

// What was not sent is found again when the connection is lost.
void StreamCalls::close_one_way(Call& call) {
  call.flight.message_slot = not_kept;
  queue_->close();
  while (!one_way_.empty() && one_way_.front().begin < queue_->total_sent()) one_way_.pop_front();
  one_way_.push_back({call.flight.stream_begin, queue_->record().size() + record_mark_size});
}

void StreamCalls::clear_queue() {
  std::vector<std::byte> kept;
  std::deque<Queued> again;
  for (const Queued& one : one_way_) {
    if (one.begin < queue_->total_sent()) continue;
    again.push_back({kept.size(), one.size});
    const auto record = queue_->copy(static_cast<std::size_t>(one.begin - queue_->total_sent()), one.size);
    kept.insert(kept.end(), record.begin(), record.end());
  }
  queue_->clear();
  queue_->buffer().append(kept);
  one_way_ = std::move(again);
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

bool StreamCalls::was_sent(const Call& call) const noexcept { return queue_->total_sent() > call.flight.stream_begin; }

std::size_t StreamCalls::overfull() const noexcept {
  return queue_->waiting() > options().max_waiting ? queue_->waiting() : 0;
}

std::size_t StreamCalls::max_message() const noexcept { return max_fragment; }

}  // namespace onc
