// Record marking, sending side (RFC 5531 section 11): each record leaves as one fragment.
#pragma once

#include <cstddef>
#include <cstdint>

#include <onc/xdr/buffer.h>
#include <onc/xdr/byte_order.h>

namespace onc {

inline constexpr std::size_t record_mark_size = 4;
inline constexpr std::uint32_t last_fragment = 0x80000000U;
/// The longest record that fits one fragment.
inline constexpr std::size_t max_fragment = 0x7fffffffU;

/// Leaves room for a mark at the end of `out`; the record is appended behind it. False when the buffer is full.
inline bool open_record(xdr::Buffer& out) {
  if (out.prepare(record_mark_size).size() < record_mark_size) return false;
  out.commit(record_mark_size);
  return true;
}

/// Fills in the mark that `open_record` left at `begin`.
inline void close_record(xdr::Buffer& out, std::size_t begin) noexcept {
  const std::size_t size = out.size() - begin - record_mark_size;
  xdr::store32(out.bytes().data() + begin, last_fragment | static_cast<std::uint32_t>(size));
}

}  // namespace onc
