// The values of the six messages in messages.x: the same that the harness of peers gives to all its contenders.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>

#include "messages.h"

namespace bench {

inline constexpr std::uint32_t number_count = 1'000'000;
inline constexpr std::size_t blob_size = std::size_t{1} << 20;
inline constexpr std::uint32_t record_count = 100'000;
inline constexpr std::uint32_t entry_count = 1'000;

inline std::uint64_t scattered(std::uint32_t i) { return i * 0x9e3779b97f4a7c15U; }

inline ints make_ints(std::uint32_t count = number_count) {
  ints values;
  for (std::uint32_t i = 0; i < count; ++i) values.push_back(static_cast<std::int32_t>(i * 2654435761U));
  return values;
}

inline doubles make_doubles(std::uint32_t count = number_count) {
  doubles values;
  for (std::uint32_t i = 0; i < count; ++i) values.push_back(i * 0.37 - 1e5);
  return values;
}

inline blob make_blob(std::size_t size = blob_size) {
  blob bytes;
  for (std::size_t i = 0; i < size; ++i) bytes.push_back(static_cast<std::byte>(i * 7 + 1));
  return bytes;
}

inline point make_point(std::uint32_t i) { return {static_cast<std::int32_t>(i), -static_cast<std::int32_t>(i)}; }

inline mixed make_mixed(std::uint32_t i) {
  constexpr colour tints[] = {colour::RED, colour::GREEN, colour::BLUE};
  mixed record;
  record.id = static_cast<std::int32_t>(i);
  record.serial = scattered(i);
  record.name = "name-" + std::to_string(i);
  for (std::size_t k = 0; k < record.digest.size(); ++k) record.digest[k] = static_cast<std::byte>(i + k);
  record.live = i % 2 == 1;
  record.tint = tints[i % 3];
  if (i % 4 == 0) record.where = make_point(i);
  return record;
}

inline mixeds make_mixeds(std::uint32_t count = record_count) {
  mixeds records;
  for (std::uint32_t i = 0; i < count; ++i) records.push_back(make_mixed(i));
  return records;
}

inline std::string file_name(std::uint32_t i) {
  char text[32];
  std::snprintf(text, sizeof text, "file-%06u.txt", i);
  return text;
}

inline dentry make_entry(std::uint32_t i) {
  dentry entry;
  entry.fileid = scattered(i);
  entry.name = file_name(i);
  entry.cookie = i;
  entry.attr = fattr{1, 0644, 1, 1000, 1000, i * 1000ULL, i * 1024ULL, 0, 0, 77, scattered(i), {1, 2}, {3, 4}, {5, 6}};
  entry.handle.assign(32, static_cast<std::byte>('a' + i % 26));
  return entry;
}

inline dirlist make_dirlist(std::uint32_t count = entry_count) {
  dirlist listing;
  for (std::uint32_t i = 0; i < count; ++i) listing.entries.push_back(make_entry(i));
  listing.eof = true;
  return listing;
}

inline op make_op(std::uint32_t i) {
  switch (i % 5) {
    case 1: return op::make_offset(scattered(i));
    case 2: return op::make_put({scattered(i), std::vector<std::byte>(100, static_cast<std::byte>('x'))});
    case 3: return op::make_move({"dir/from-" + std::to_string(i), "dir/to-" + std::to_string(i)});
    case 4: return op::make_stat(make_point(i));
    default: return op::make_void();
  }
}

inline ops make_ops(std::uint32_t count = record_count) {
  ops operations;
  for (std::uint32_t i = 0; i < count; ++i) operations.push_back(make_op(i));
  return operations;
}

}  // namespace bench
