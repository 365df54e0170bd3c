// Made by idlc from constants.x. Changes belong there.
#pragma once

#include <cstdint>
#include <string_view>

#include <onc/xdr/decoder.h>
#include <onc/xdr/encoder.h>
#include <onc/xdr/types.h>

namespace constants {

/// Numbers in every notation, and texts.
inline constexpr std::uint32_t DECIMAL = 128;

inline constexpr std::uint32_t HEXADECIMAL = 0x20000101;
inline constexpr std::uint32_t OCTAL = 493;
inline constexpr std::int32_t NEGATIVE = -1;
inline constexpr std::uint64_t LARGE = 0x100000000;
inline constexpr std::int64_t LOWEST = -9223372036854775807 - 1;
inline constexpr std::uint64_t HIGHEST = 18446744073709551615U;
inline constexpr std::uint32_t COMPUTED = 2051;
inline constexpr std::string_view TEXT = "d4a0ba0250b6fd2ec626e7efd637df76c716e22d0944b88b";

}  // namespace constants
