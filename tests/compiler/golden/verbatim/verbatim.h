// Made by idlc from verbatim.x. Changes belong there.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include <onc/xdr/decoder.h>
#include <onc/xdr/encoder.h>
#include <onc/xdr/types.h>

#include <cstddef>

/* A comment of the file's author
 * that isn't closed on its first line. */

namespace verbatim {

inline constexpr std::uint32_t SIZE = 4;

}  // namespace verbatim

#define VERBATIM_DOUBLE(x) \
  ((x) * 2)
// stands before the struct

namespace verbatim {

struct a {
  std::array<std::int32_t, SIZE> b{};
  friend bool operator==(const a&, const a&) = default;
};
bool encode(onc::xdr::Encoder& out, const a& value);
bool decode(onc::xdr::Decoder& in, a& value);
constexpr std::size_t xdr_size(const a&) noexcept { return 16; }
std::string to_string(const a& value);

}  // namespace verbatim

static_assert(VERBATIM_DOUBLE(verbatim::SIZE) == 8);
