// Any stream is cut into the same records, whatever the sizes in which it arrives.

#include "session/record_reader.h"

#include <cstdlib>
#include <vector>

#include "input.h"

namespace {

using Records = std::vector<std::vector<std::byte>>;

template <class Feed>
Records cut(const Feed& feed) {
  onc::RecordReader reader({.record = 4096, .fragments = 64});
  Records records;
  while (feed(reader)) {
    while (const auto record = reader.next()) records.emplace_back(record->begin(), record->end());
    if (!reader.failure()) return records;
  }
  return records;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  onc::fuzz::Input pieces(data, size);
  const Records by_pieces = cut([&](onc::RecordReader& reader) {
    if (pieces.empty()) return false;
    reader.commit(pieces.move_into(reader.prepare()));
    return true;
  });
  std::size_t at = 0;
  const Records by_bytes = cut([&](onc::RecordReader& reader) {
    if (at == size) return false;
    reader.prepare().front() = static_cast<std::byte>(data[at++]);
    reader.commit(1);
    return true;
  });
  if (by_pieces != by_bytes) std::abort();
  return 0;
}
