// Records on their way out of a stream: appended whole, sent in pieces of any size.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include <onc/xdr/buffer.h>

#include "session/record_mark.h"

namespace onc {

class SendQueue {
 public:
  explicit SendQueue(std::size_t limit) noexcept : buffer_(limit) {}

  /// Leaves room for a record's mark; the record is appended to `buffer` behind it. False when the queue is full.
  bool open() {
    record_begin_ = buffer_.size();
    record_attached_ = attached_.size();
    return open_record(buffer_);
  }
  /// The record is complete.
  void close() noexcept;
  /// The record is taken back.
  void abandon() noexcept {
    buffer_.truncate(record_begin_);
    detach();
  }
  [[nodiscard]] xdr::Buffer& buffer() noexcept { return buffer_; }
  /// The record that is open, as far as it is written into the buffer.
  [[nodiscard]] std::span<const std::byte> record() const noexcept {
    return buffer_.bytes().subspan(record_begin_ + record_mark_size);
  }

  /// `bytes` are next in the record that is open, and stay where they are until `keep` or `own`.
  void attach(std::span<const std::byte> bytes);
  /// How many they are.
  [[nodiscard]] std::size_t attached() const noexcept;
  /// Whether some are attached to that record.
  [[nodiscard]] bool has_attached() const noexcept { return attached_.size() > record_attached_; }
  /// All that is attached to it lives as long as `owner`.
  void keep(const std::shared_ptr<const void>& owner) noexcept;
  /// Copies what is attached and not yet sent, where nobody keeps it: it may go away now.
  void own();
  /// Takes back what is attached to the record.
  void detach() noexcept;

  /// What is to be sent next, in order: all of it, unless something is attached. Valid until the queue changes.
  [[nodiscard]] std::span<const std::byte> outgoing() const noexcept {
    return attached_.empty() ? buffer_.bytes().subspan(sent_) : first_piece();
  }
  /// The same in as many pieces as fit. Returns how many; none is empty.
  std::size_t pieces(std::span<std::span<const std::byte>> out) const noexcept;
  [[nodiscard]] bool is_one_piece() const noexcept { return attached_.empty(); }
  /// A copy of `size` bytes of it, from `begin` on.
  [[nodiscard]] std::vector<std::byte> copy(std::size_t begin, std::size_t size) const;
  [[nodiscard]] std::size_t waiting() const noexcept { return buffer_.size() - sent_ + attached_waiting_; }
  /// Bytes queued and bytes sent since the queue was made or cleared.
  [[nodiscard]] std::uint64_t total_queued() const noexcept { return total_sent_ + waiting(); }
  [[nodiscard]] std::uint64_t total_sent() const noexcept { return total_sent_; }
  /// The first `count` bytes of it were sent.
  void sent(std::size_t count) noexcept;
  void clear() noexcept;
  /// REQUIRES: nothing waits.
  void exchange_memory(xdr::Buffer& other) noexcept { buffer_.swap(other); }
  /// Of the buffer.
  [[nodiscard]] std::size_t memory() const noexcept { return buffer_.capacity(); }
  /// Bytes that wait where they are.
  [[nodiscard]] std::size_t attached_waiting() const noexcept { return attached_waiting_; }

 private:
  // Bytes that are sent in front of what stands at `at` of the buffer.
  struct Attached {
    std::size_t at = 0;
    std::span<const std::byte> bytes{};  // that are not yet sent
    std::shared_ptr<const void> owner{};
  };

  [[nodiscard]] std::span<const std::byte> first_piece() const noexcept;
  void forget_sent() noexcept;
  void send_attached(std::size_t count) noexcept;

  xdr::Buffer buffer_;
  std::size_t sent_ = 0;  // of the buffer
  std::size_t record_begin_ = 0;
  std::vector<Attached> attached_{};  // in the order of sending
  std::size_t record_attached_ = 0;   // those before the record that is open
  std::size_t attached_waiting_ = 0;  // bytes
  std::uint64_t total_sent_ = 0;
};

/// Writes into the buffer of a queue, and leaves large strings and opaques where they are.
class GatherSink final : public xdr::Sink {
 public:
  /// `queue` null: everything is copied into `buffer`; otherwise that is its own.
  GatherSink(xdr::Buffer& buffer, SendQueue* queue) noexcept : buffer_(&buffer), queue_(queue) {}
  /// From now on everything is copied, or, with a queue, nothing large.
  void gather_into(SendQueue* queue) noexcept { queue_ = queue; }
  std::span<std::byte> lend(std::size_t written, std::size_t need) override {
    const std::span<std::byte> memory = buffer_->lend(written, need);
    const bool full = queue_ != nullptr && queue_->has_attached() && !fits(need);
    return full ? std::span<std::byte>() : memory;
  }
  bool refer(std::size_t written, std::span<const std::byte> bytes) override;
  [[nodiscard]] std::size_t limit() const noexcept override { return buffer_->limit(); }

 private:
  // With what is attached, too.
  [[nodiscard]] bool fits(std::size_t more) const noexcept {
    return more <= limit() && queue_->waiting() <= limit() - more;
  }

  xdr::Buffer* buffer_;
  SendQueue* queue_;
};

}  // namespace onc
