// Records on their way out of a stream: appended whole, sent in pieces of any size.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include <onc/xdr/buffer.h>

#include "session/record_mark.h"

namespace onc {

class SendQueue {
 public:
  explicit SendQueue(std::size_t limit) noexcept : buffer_(limit) {}

  /// Leaves room for a record's mark; the record is appended to `buffer` behind it. False when the queue is full.
  bool open() {
    record_begin_ = buffer_.size();
    return open_record(buffer_);
  }
  /// The record is complete.
  void close() noexcept { close_record(buffer_, record_begin_); }
  /// The record is taken back.
  void abandon() noexcept { buffer_.truncate(record_begin_); }
  [[nodiscard]] xdr::Buffer& buffer() noexcept { return buffer_; }
  /// The record that is open, as far as it is written.
  [[nodiscard]] std::span<const std::byte> record() const noexcept {
    return buffer_.bytes().subspan(record_begin_ + record_mark_size);
  }

  /// What is to be sent, in order. Valid until the queue changes.
  [[nodiscard]] std::span<const std::byte> outgoing() const noexcept { return buffer_.bytes().subspan(sent_); }
  [[nodiscard]] std::size_t waiting() const noexcept { return buffer_.size() - sent_; }
  /// Bytes queued and bytes sent since the queue was made or cleared.
  [[nodiscard]] std::uint64_t total_queued() const noexcept { return total_sent_ + waiting(); }
  [[nodiscard]] std::uint64_t total_sent() const noexcept { return total_sent_; }
  /// The first `count` bytes of it were sent.
  void sent(std::size_t count) noexcept;
  void clear() noexcept;

 private:
  xdr::Buffer buffer_;
  std::size_t sent_ = 0;
  std::size_t record_begin_ = 0;
  std::uint64_t total_sent_ = 0;
};

}  // namespace onc
