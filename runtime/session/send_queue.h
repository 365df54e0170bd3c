// Records on their way out of a stream: appended whole, sent in pieces of any size.
#pragma once

#include <cstddef>
#include <span>

#include <onc/xdr/buffer.h>

#include "session/record_mark.h"

namespace onc {

class SendQueue {
 public:
  explicit SendQueue(std::size_t limit) noexcept : buffer_(limit) {}

  /// Leaves room for a record's mark; the record is appended to `buffer` behind it. False when the queue is full.
  bool open();
  /// The record is complete.
  void close() noexcept { close_record(buffer_, record_begin_); }
  /// The record is taken back.
  void abandon() noexcept { buffer_.truncate(record_begin_); }
  [[nodiscard]] xdr::Buffer& buffer() noexcept { return buffer_; }

  /// What is to be sent, in order. Valid until the queue changes.
  [[nodiscard]] std::span<const std::byte> outgoing() const noexcept { return buffer_.bytes().subspan(sent_); }
  [[nodiscard]] std::size_t waiting() const noexcept { return buffer_.size() - sent_; }
  /// The first `count` bytes of it were sent.
  void sent(std::size_t count) noexcept;
  void clear() noexcept;

 private:
  xdr::Buffer buffer_;
  std::size_t sent_ = 0;
  std::size_t record_begin_ = 0;
};

}  // namespace onc
