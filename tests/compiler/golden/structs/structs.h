// Made by idlc from structs.x. Changes belong there.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <onc/xdr/decoder.h>
#include <onc/xdr/encoder.h>
#include <onc/xdr/types.h>

namespace structs {

inline constexpr std::uint32_t KEY_MAX = 128;

using key = std::string;
bool encode_key(onc::xdr::Encoder& out, const key& value);
bool decode_key(onc::xdr::Decoder& in, key& value);
std::size_t xdr_size_key(const key& value);

using handle = std::array<std::byte, 32>;
bool encode_handle(onc::xdr::Encoder& out, const handle& value);
bool decode_handle(onc::xdr::Decoder& in, handle& value);
constexpr std::size_t xdr_size_handle(const handle&) noexcept { return 32; }

using cookie = std::vector<std::byte>;
bool encode_cookie(onc::xdr::Encoder& out, const cookie& value);
bool decode_cookie(onc::xdr::Decoder& in, cookie& value);
std::size_t xdr_size_cookie(const cookie& value);

using size = std::uint64_t;
using offset = size;

using triple = std::array<std::int32_t, 3>;
bool encode_triple(onc::xdr::Encoder& out, const triple& value);
bool decode_triple(onc::xdr::Decoder& in, triple& value);
constexpr std::size_t xdr_size_triple(const triple&) noexcept { return 12; }

using keys = std::vector<key>;
bool encode_keys(onc::xdr::Encoder& out, const keys& value);
bool decode_keys(onc::xdr::Decoder& in, keys& value);
std::size_t xdr_size_keys(const keys& value);

using maybe_size = std::optional<size>;
bool encode_maybe_size(onc::xdr::Encoder& out, const maybe_size& value);
bool decode_maybe_size(onc::xdr::Decoder& in, maybe_size& value);
std::size_t xdr_size_maybe_size(const maybe_size& value);

struct primitives {
  std::int32_t a = 0;
  std::uint32_t b = 0;
  std::int64_t c = 0;
  std::uint64_t d = 0;
  bool e = false;
  float f = 0;
  double g = 0;
  onc::xdr::Quadruple h{};
  std::int8_t i = 0;
  std::uint8_t j = 0;
  std::int16_t k = 0;
  std::uint16_t l = 0;
  friend bool operator==(const primitives&, const primitives&) = default;
};
bool encode(onc::xdr::Encoder& out, const primitives& value);
bool decode(onc::xdr::Decoder& in, primitives& value);
constexpr std::size_t xdr_size(const primitives&) noexcept { return 72; }
std::string to_string(const primitives& value);

struct containers {
  std::string text{};
  std::string bounded{};
  std::array<std::byte, KEY_MAX> fixed{};
  std::vector<std::byte> variable{};
  std::vector<std::int32_t> numbers{};
  std::array<std::int32_t, 4> some{};
  std::vector<bool> flags{};
  std::array<bool, 8> bits{};
  std::optional<std::int64_t> maybe{};
  std::optional<primitives> parts{};
  std::vector<primitives> all{};
  friend bool operator==(const containers&, const containers&) = default;
};
bool encode(onc::xdr::Encoder& out, const containers& value);
bool decode(onc::xdr::Decoder& in, containers& value);
std::size_t xdr_size(const containers& value);
std::string to_string(const containers& value);

struct typedefs {
  key name{};
  handle file{};
  cookie data{};
  offset at = 0;
  triple of{};
  keys many{};
  maybe_size limit{};
  std::vector<key> others{};
  std::array<handle, 2> pair{};
  std::optional<key> alias{};
  primitives named{};
  friend bool operator==(const typedefs&, const typedefs&) = default;
};
bool encode(onc::xdr::Encoder& out, const typedefs& value);
bool decode(onc::xdr::Decoder& in, typedefs& value);
std::size_t xdr_size(const typedefs& value);
std::string to_string(const typedefs& value);

enum class nested_position_side : std::int32_t {
  LEFT = 0,
  RIGHT = 1,
};
using enum nested_position_side;
/// The enumerator's name, or an empty string for a value outside the schema.
std::string_view to_string(nested_position_side value) noexcept;
bool encode(onc::xdr::Encoder& out, nested_position_side value);
bool decode(onc::xdr::Decoder& in, nested_position_side& value);
constexpr std::size_t xdr_size(nested_position_side) noexcept { return 4; }

struct nested_position {
  std::int32_t x = 0;
  nested_position_side side{};
  friend bool operator==(const nested_position&, const nested_position&) = default;
};
bool encode(onc::xdr::Encoder& out, const nested_position& value);
bool decode(onc::xdr::Decoder& in, nested_position& value);
constexpr std::size_t xdr_size(const nested_position&) noexcept { return 8; }
std::string to_string(const nested_position& value);

struct nested {
  nested_position position{};
  friend bool operator==(const nested&, const nested&) = default;
};
bool encode(onc::xdr::Encoder& out, const nested& value);
bool decode(onc::xdr::Decoder& in, nested& value);
constexpr std::size_t xdr_size(const nested&) noexcept { return 8; }
std::string to_string(const nested& value);

struct late {
  std::int32_t number = 0;
  friend bool operator==(const late&, const late&) = default;
};
bool encode(onc::xdr::Encoder& out, const late& value);
bool decode(onc::xdr::Decoder& in, late& value);
constexpr std::size_t xdr_size(const late&) noexcept { return 4; }
std::string to_string(const late& value);

struct early {
  late value{};
  friend bool operator==(const early&, const early&) = default;
};
bool encode(onc::xdr::Encoder& out, const early& value);
bool decode(onc::xdr::Decoder& in, early& value);
constexpr std::size_t xdr_size(const early&) noexcept { return 4; }
std::string to_string(const early& value);

}  // namespace structs
