// Made by idlc from enums.x. Changes belong there.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <onc/xdr/decoder.h>
#include <onc/xdr/encoder.h>
#include <onc/xdr/types.h>

namespace enums {

enum class status : std::int32_t {
  OK = 0,
  NOT_FOUND = 1,
  STALE = 70,
};
using enum status;
/// The enumerator's name, or an empty string for a value outside the schema.
std::string_view to_string(status value) noexcept;
bool encode(onc::xdr::Encoder& out, status value);
bool decode(onc::xdr::Decoder& in, status& value);
constexpr std::size_t xdr_size(status) noexcept { return 4; }

enum class implied : std::int32_t {
  FIRST = 0,
  SECOND = 1,
  TENTH = 10,
  ELEVENTH = 11,
  LAST = -2147483648,
};
using enum implied;
/// The enumerator's name, or an empty string for a value outside the schema.
std::string_view to_string(implied value) noexcept;
bool encode(onc::xdr::Encoder& out, implied value);
bool decode(onc::xdr::Decoder& in, implied& value);
constexpr std::size_t xdr_size(implied) noexcept { return 4; }

enum class twice : std::int32_t {
  ONE = 1,
  UNO = 1,
  NEXT = 2,
};
using enum twice;
/// The enumerator's name, or an empty string for a value outside the schema.
std::string_view to_string(twice value) noexcept;
bool encode(onc::xdr::Encoder& out, twice value);
bool decode(onc::xdr::Decoder& in, twice& value);
constexpr std::size_t xdr_size(twice) noexcept { return 4; }

struct defaults {
  status zero_is_known{};
  twice zero_is_unknown = twice::ONE;
  friend bool operator==(const defaults&, const defaults&) = default;
};
bool encode(onc::xdr::Encoder& out, const defaults& value);
bool decode(onc::xdr::Decoder& in, defaults& value);
constexpr std::size_t xdr_size(const defaults&) noexcept { return 8; }
std::string to_string(const defaults& value);

}  // namespace enums
