#include "session/record_reader.h"

#include <algorithm>
#include <cstring>
#include <string>

namespace onc {

namespace {

constexpr std::size_t read_size = std::size_t{16} << 10;
constexpr std::size_t least_read = std::size_t{4} << 10;  // where so much room is left, no more is made

}  // namespace

std::span<std::byte> RecordReader::prepare() {
  if (empty()) {
    buffer_.clear();
    parsed_ = record_begin_ = record_end_ = 0;
  } else {
    compact();
  }
  // As much as the fragment lacks, but no more than is there already.
  const std::size_t received = record_end_ - record_begin_;
  const bool has_room = buffer_.capacity() - buffer_.size() >= least_read;
  return buffer_.prepare(std::max(has_room ? least_read : read_size, std::min(fragment_left_, received)));
}

void RecordReader::restart() noexcept {
  buffer_.clear();
  parsed_ = record_begin_ = record_end_ = fragment_left_ = fragments_ = 0;
  last_ = unread_ = failed_ = false;
}

std::optional<RecordReader::Record> RecordReader::next_in_parts() {
  if (failed_) return nothing_yet();
  do {
    if (expects_mark()) {
      if (available() < record_mark_size) return nothing_yet();
      if (failed_ = !take_mark(); failed_) return nothing_yet();
    }
    take_body();
    if (fragment_left_ > 0) return nothing_yet();
  } while (!last_);
  return finish_record();
}

std::optional<RecordReader::Record> RecordReader::nothing_yet() noexcept {
  unread_ = false;
  return std::nullopt;
}

// False where it exceeds a limit.
bool RecordReader::take_mark() noexcept {
  const std::uint32_t mark = xdr::load32(buffer_.bytes().data() + parsed_);
  parsed_ += record_mark_size;
  if (fragments_ == 0) record_begin_ = record_end_ = parsed_;
  last_ = (mark & last_fragment) != 0;
  fragment_left_ = mark & ~last_fragment;
  ++fragments_;
  return record_size() <= limits_.record && fragments_ <= limits_.fragments;
}

Error RecordReader::explain_failure() const {
  if (record_size() > limits_.record) {
    return Error(Errc::limit_exceeded, "a record of at least " + std::to_string(record_size()) +
                                           " bytes, the limit is " + std::to_string(limits_.record));
  }
  return Error(Errc::limit_exceeded,
               "a record in more than " + std::to_string(limits_.fragments) + " fragments, which is the limit");
}

void RecordReader::take_body() {
  const std::size_t count = std::min(available(), fragment_left_);
  std::byte* bytes = buffer_.bytes().data();
  if (count > 0 && record_end_ != parsed_) std::memmove(bytes + record_end_, bytes + parsed_, count);
  record_end_ += count;
  parsed_ += count;
  fragment_left_ -= count;
}

RecordReader::Record RecordReader::finish_record() {
  const Record record = std::span<const std::byte>(buffer_.bytes()).subspan(record_begin_, record_end_ - record_begin_);
  fragments_ = 0;
  last_ = false;
  record_begin_ = record_end_ = parsed_;
  return record;
}

// Moves what is still needed to the front. Once `next` has run out of bytes, what is behind the record's bytes so far
// is less than a mark, so the memory a record needs is its own size.
void RecordReader::compact() {
  if (record_begin_ == 0 && record_end_ == parsed_) return;
  std::byte* bytes = buffer_.bytes().data();
  const std::size_t record = fragments_ > 0 ? record_end_ - record_begin_ : 0;
  const std::size_t rest = available();
  if (record > 0 && record_begin_ > 0) std::memmove(bytes, bytes + record_begin_, record);
  if (rest > 0) std::memmove(bytes + record, bytes + parsed_, rest);
  buffer_.truncate(record + rest);
  record_begin_ = 0;
  record_end_ = parsed_ = record;
}

}  // namespace onc
