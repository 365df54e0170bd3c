// Record marking, receiving side (RFC 5531 section 11): cuts records out of a byte stream. Performs no I/O.
//
//   std::span<std::byte> room = reader.prepare();
//   reader.commit(read(fd, room.data(), room.size()));
//   while (const auto record = reader.next()) …
//   return reader.failure();
//
// A record that arrives in one fragment is handed out where it was received; further fragments are moved up to the
// first. Every byte is moved at most twice, and memory grows with the bytes that are there, not with what a mark
// claims.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>

#include <onc/result.h>
#include <onc/xdr/buffer.h>
#include <onc/xdr/byte_order.h>

#include "session/record_mark.h"

namespace onc {

class RecordReader {
 public:
  using Record = std::span<const std::byte>;

  struct Limits {
    std::size_t record = std::size_t{4} << 20;
    /// Fragments of one record, empty ones included: bounds the work that a record can cause.
    std::size_t fragments = 4096;
  };

  explicit RecordReader(const Limits& limits) noexcept : limits_(limits) {}

  /// Room for the next bytes of the stream; at least one. Ends the life of the record handed out last.
  std::span<std::byte> prepare();
  /// `count` bytes were put into that room.
  void commit(std::size_t count) {
    buffer_.commit(count);
    unread_ = true;
  }
  /// The next complete record, valid until `prepare`; nothing when more bytes are needed, or after a failure.
  std::optional<Record> next() {
    if (auto whole = next_whole()) return whole;
    return unread_ ? next_in_parts() : std::nullopt;
  }
  /// Why the stream is beyond repair, if it is: limit_exceeded.
  [[nodiscard]] Result<void> failure() const { return failed_ ? Result<void>(explain_failure()) : Result<void>(); }
  /// Whether no byte is kept; the memory for bytes can then be exchanged for another.
  [[nodiscard]] bool empty() const noexcept { return parsed_ == buffer_.size() && is_between_records(); }
  void exchange_memory(xdr::Buffer& other) noexcept {
    restart();
    buffer_.swap(other);
  }
  [[nodiscard]] std::size_t memory() const noexcept { return buffer_.capacity(); }
  /// Forgets everything: another stream begins.
  void restart() noexcept;
  /// Whether `next` may find a record without further bytes: it has not been called to the end.
  [[nodiscard]] bool unread() const noexcept { return unread_; }
  /// Whether a record has begun and is not complete.
  [[nodiscard]] bool partial() const noexcept { return fragments_ > 0 || parsed_ < buffer_.size(); }

 private:
  [[nodiscard]] std::size_t available() const noexcept { return buffer_.size() - parsed_; }
  [[nodiscard]] bool expects_mark() const noexcept { return fragment_left_ == 0; }
  [[nodiscard]] bool is_between_records() const noexcept { return fragments_ == 0 && fragment_left_ == 0; }
  // Records that came whole and in one fragment, as nearly all do; all others.
  std::optional<Record> next_whole() noexcept;
  std::optional<Record> next_in_parts();
  bool take_mark() noexcept;
  [[nodiscard]] std::size_t record_size() const noexcept { return record_end_ - record_begin_ + fragment_left_; }
  [[nodiscard]] Error explain_failure() const;
  void take_body();
  Record finish_record();
  std::optional<Record> nothing_yet() noexcept;
  void compact();

  Limits limits_;
  xdr::Buffer buffer_;
  std::size_t parsed_ = 0;        // bytes of the buffer that are understood
  std::size_t record_begin_ = 0;  // the current record's bytes so far
  std::size_t record_end_ = 0;
  std::size_t fragment_left_ = 0;  // bytes the current fragment still lacks
  std::size_t fragments_ = 0;      // fragments of the current record so far
  bool last_ = false;              // the current fragment is the record's last
  bool unread_ = false;            // bytes were committed since `next` last ran out of them
  bool failed_ = false;            // as a limit was exceeded
};

inline std::optional<RecordReader::Record> RecordReader::next_whole() noexcept {
  if (!is_between_records()) return std::nullopt;
  unread_ = available() > 0;
  if (available() < record_mark_size) return std::nullopt;
  const std::byte* const at = std::as_const(buffer_).bytes().data() + parsed_;
  const std::uint32_t mark = xdr::load32(at);
  const std::size_t size = mark & ~last_fragment;
  const bool whole = (mark & last_fragment) != 0 && size <= available() - record_mark_size && size <= limits_.record;
  if (!whole) return std::nullopt;
  parsed_ += record_mark_size + size;
  record_begin_ = record_end_ = parsed_;
  return Record(at + record_mark_size, size);
}

}  // namespace onc
