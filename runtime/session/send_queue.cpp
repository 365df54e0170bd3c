#include "session/send_queue.h"

#include <algorithm>

namespace onc {

namespace {

// Below this, moving bytes is not worth the call.
constexpr std::size_t worth_moving = std::size_t{64} << 10;

}  // namespace

std::size_t SendQueue::attached() const noexcept {
  std::size_t bytes = 0;
  for (std::size_t i = record_attached_; i < attached_.size(); ++i) bytes += attached_[i].bytes.size();
  return bytes;
}

void SendQueue::close() noexcept {
  const std::size_t size = buffer_.size() - record_begin_ - record_mark_size + attached();
  xdr::store32(buffer_.bytes().data() + record_begin_, last_fragment | static_cast<std::uint32_t>(size));
}

void SendQueue::attach(std::span<const std::byte> bytes) {
  attached_.push_back({.at = buffer_.size(), .bytes = bytes});
  attached_waiting_ += bytes.size();
}

void SendQueue::keep(const std::shared_ptr<const void>& owner) noexcept {
  for (std::size_t i = record_attached_; i < attached_.size(); ++i) attached_[i].owner = owner;
}

// Those of earlier records have owners.
void SendQueue::own() {
  for (std::size_t i = record_attached_; i < attached_.size(); ++i) {
    Attached& one = attached_[i];
    if (one.owner != nullptr) continue;
    const auto copy = std::make_shared<const std::vector<std::byte>>(one.bytes.begin(), one.bytes.end());
    one.bytes = *copy;
    one.owner = copy;
  }
}

void SendQueue::detach() noexcept {
  for (; has_attached(); attached_.pop_back()) attached_waiting_ -= attached_.back().bytes.size();
}

std::span<const std::byte> SendQueue::first_piece() const noexcept {
  const Attached& first = attached_.front();
  if (sent_ < first.at) return buffer_.bytes().first(first.at).subspan(sent_);
  return first.bytes;
}

std::size_t SendQueue::pieces(std::span<std::span<const std::byte>> out) const noexcept {
  std::size_t count = 0;
  std::size_t from = sent_;
  const auto add = [&](std::span<const std::byte> bytes) {
    if (!bytes.empty() && count < out.size()) out[count++] = bytes;
  };
  for (const Attached& one : attached_) {
    if (count == out.size()) return count;
    add(buffer_.bytes().first(one.at).subspan(from));
    add(one.bytes);
    from = one.at;
  }
  add(buffer_.bytes().subspan(from));
  return count;
}

std::vector<std::byte> SendQueue::copy(std::size_t begin, std::size_t size) const {
  std::vector<std::span<const std::byte>> all(2 * attached_.size() + 1);
  all.resize(pieces(all));
  std::vector<std::byte> bytes;
  for (std::span<const std::byte> piece : all) {
    const std::size_t skipped = std::min(begin, piece.size());
    begin -= skipped;
    piece = piece.subspan(skipped);
    piece = piece.first(std::min(piece.size(), size - bytes.size()));
    bytes.insert(bytes.end(), piece.begin(), piece.end());
  }
  return bytes;
}

void SendQueue::sent(std::size_t count) noexcept {
  total_sent_ += count;
  if (attached_.empty()) {
    sent_ += count;
  } else {
    send_attached(count);
  }
  if (waiting() == 0) {
    buffer_.clear();
    sent_ = 0;
  } else {
    forget_sent();
  }
}

void SendQueue::send_attached(std::size_t count) noexcept {
  std::size_t gone = 0;  // whole ones
  for (Attached& one : attached_) {
    const std::size_t before = std::min(count, one.at - sent_);
    sent_ += before;
    count -= before;
    const std::size_t part = std::min(count, one.bytes.size());
    one.bytes = one.bytes.subspan(part);
    attached_waiting_ -= part;
    count -= part;
    if (!one.bytes.empty()) break;
    ++gone;
  }
  attached_.erase(attached_.begin(), attached_.begin() + static_cast<std::ptrdiff_t>(gone));
  record_attached_ -= std::min(record_attached_, gone);
  sent_ += count;
}

// Sent bytes go as soon as they are as many as those that wait: a queue that never runs empty stays small, and each
// byte is moved once on average.
void SendQueue::forget_sent() noexcept {
  if (sent_ < worth_moving || sent_ < buffer_.size() - sent_) return;
  buffer_.drop_front(sent_);
  for (Attached& one : attached_) one.at -= sent_;
  sent_ = 0;
}

void SendQueue::clear() noexcept {
  buffer_.clear();
  attached_.clear();
  record_attached_ = attached_waiting_ = 0;
  sent_ = 0;
  total_sent_ = 0;
}

bool GatherSink::refer(std::size_t written, std::span<const std::byte> bytes) {
  if (queue_ == nullptr || !fits(written + bytes.size())) return false;
  buffer_->commit(written);
  queue_->attach(bytes);
  return true;
}

}  // namespace onc
