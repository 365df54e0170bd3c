// Made by idlc from json.x. Changes belong there.
// Renamed, because C++ or this header has another use for the name:
//   to_json -> to_json_
//   read_json_key -> read_json_key_
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

namespace json {

struct branch;

/// What --json writes: one type of each kind.
inline constexpr std::uint32_t KEY_MAX = 8;

using key = std::string;
bool encode_key(onc::xdr::Encoder& out, const key& value);
bool decode_key(onc::xdr::Decoder& in, key& value);
std::size_t xdr_size_key(const key& value);

using digest = std::array<std::byte, 4>;
bool encode_digest(onc::xdr::Encoder& out, const digest& value);
bool decode_digest(onc::xdr::Decoder& in, digest& value);
constexpr std::size_t xdr_size_digest(const digest&) noexcept { return 4; }

using maybe_int = std::optional<std::int32_t>;
bool encode_maybe_int(onc::xdr::Encoder& out, const maybe_int& value);
bool decode_maybe_int(onc::xdr::Decoder& in, maybe_int& value);
std::size_t xdr_size_maybe_int(const maybe_int& value);

enum class color : std::int32_t {
  RED = 0,
  GREEN = 1,
  VERT = 1,
};
using enum color;
/// The enumerator's name, or an empty string for a value outside the schema.
std::string_view to_string(color value) noexcept;
bool encode(onc::xdr::Encoder& out, color value);
bool decode(onc::xdr::Decoder& in, color& value);
constexpr std::size_t xdr_size(color) noexcept { return 4; }

struct values {
  std::int32_t number = 0;
  std::uint64_t large = 0;
  std::string text{};
  std::vector<std::byte> bytes{};
  key name{};
  std::vector<key> names{};
  std::array<color, 2> kinds{};
  std::optional<maybe_int> nested{};
  friend bool operator==(const values&, const values&) = default;
};
bool encode(onc::xdr::Encoder& out, const values& value);
bool decode(onc::xdr::Decoder& in, values& value);
std::size_t xdr_size(const values& value);
std::string to_string(const values& value);

struct single {
  digest sum{};
  friend bool operator==(const single&, const single&) = default;
};
bool encode(onc::xdr::Encoder& out, const single& value);
bool decode(onc::xdr::Decoder& in, single& value);
constexpr std::size_t xdr_size(const single&) noexcept { return 4; }
std::string to_string(const single& value);

/// A list, and arrays of lists.
struct item {
  color kind{};
  friend bool operator==(const item&, const item&) = default;
};
bool encode(onc::xdr::Encoder& out, const item& value);
bool decode(onc::xdr::Decoder& in, item& value);
constexpr std::size_t xdr_size(const item&) noexcept { return 4; }
std::string to_string(const item& value);

struct items {
  std::vector<item> any{};
  std::vector<item> some{};
  std::vector<std::vector<item>> rows{};
  friend bool operator==(const items&, const items&) = default;
};
bool encode(onc::xdr::Encoder& out, const items& value);
bool decode(onc::xdr::Decoder& in, items& value);
std::size_t xdr_size(const items& value);
std::string to_string(const items& value);

class result {
 public:
  /// Starts with color::RED.
  result() noexcept;
  result(const result& other);
  result(result&& other) noexcept;
  result& operator=(const result& other);
  result& operator=(result&& other) noexcept;
  ~result() {
    if (arm_ >= Arm::found_) clear();
  }

  static result make_found(values value);
  static result make_error(color tag, std::int32_t value);
  static result make_void();

  [[nodiscard]] color kind() const noexcept { return kind_; }
  /// Null unless kind() is color::RED.
  [[nodiscard]] const values* found() const noexcept { return arm_ == Arm::found_ ? &found_ : nullptr; }
  [[nodiscard]] values* found() noexcept { return arm_ == Arm::found_ ? &found_ : nullptr; }
  /// Null unless kind() is none of the other arms'.
  [[nodiscard]] const std::int32_t* error() const noexcept { return arm_ == Arm::error_ ? &error_ : nullptr; }
  [[nodiscard]] std::int32_t* error() noexcept { return arm_ == Arm::error_ ? &error_ : nullptr; }

  friend bool operator==(const result& left, const result& right);
  friend bool decode(onc::xdr::Decoder& in, result& value);

 private:
  enum class Arm : std::uint8_t { void_, unknown_, error_, found_ };
  static Arm arm_of(color tag) noexcept;
  auto& select(auto& value, Arm wanted, color tag);
  bool select_void(color tag) noexcept;
  void clear() noexcept;

  color kind_ = color::RED;
  Arm arm_ = Arm::found_;
  union {
    values found_;
    std::int32_t error_;
  };
};
bool encode(onc::xdr::Encoder& out, const result& value);
bool decode(onc::xdr::Decoder& in, result& value);
std::size_t xdr_size(const result& value);
std::string to_string(const result& value);

class maybe {
 public:
  /// Starts with true.
  maybe() noexcept;
  maybe(const maybe& other);
  maybe(maybe&& other) noexcept;
  maybe& operator=(const maybe& other);
  maybe& operator=(maybe&& other) noexcept;
  ~maybe() {
    if (arm_ >= Arm::value_) clear();
  }

  static maybe make_value(result value_2);
  static maybe make_void();

  [[nodiscard]] bool there() const noexcept { return there_; }
  /// Null unless there() is true.
  [[nodiscard]] const result* value() const noexcept { return arm_ == Arm::value_ ? &value_ : nullptr; }
  [[nodiscard]] result* value() noexcept { return arm_ == Arm::value_ ? &value_ : nullptr; }

  friend bool operator==(const maybe& left, const maybe& right);
  friend bool decode(onc::xdr::Decoder& in, maybe& value);

 private:
  enum class Arm : std::uint8_t { void_, unknown_, value_ };
  auto& select(auto& value_2, Arm wanted, bool tag);
  bool select_void(bool tag) noexcept;
  void clear() noexcept;

  bool there_ = true;
  Arm arm_ = Arm::value_;
  union {
    result value_;
  };
};
bool encode(onc::xdr::Encoder& out, const maybe& value);
bool decode(onc::xdr::Decoder& in, maybe& value);
std::size_t xdr_size(const maybe& value);
std::string to_string(const maybe& value);

/// Contains itself.
class tree {
 public:
  /// Starts with 0.
  tree() noexcept : leaf_() {}
  tree(const tree& other);
  tree(tree&& other) noexcept;
  tree& operator=(const tree& other);
  tree& operator=(tree&& other) noexcept;
  ~tree() {
    if (arm_ >= Arm::both_) clear();
  }

  static tree make_leaf(std::int32_t value);
  static tree make_both(branch value);

  [[nodiscard]] std::int32_t kind() const noexcept { return kind_; }
  /// Null unless kind() is 0.
  [[nodiscard]] const std::int32_t* leaf() const noexcept { return arm_ == Arm::leaf_ ? &leaf_ : nullptr; }
  [[nodiscard]] std::int32_t* leaf() noexcept { return arm_ == Arm::leaf_ ? &leaf_ : nullptr; }
  /// Null unless kind() is 1.
  [[nodiscard]] const branch* both() const noexcept { return arm_ == Arm::both_ ? both_.operator->() : nullptr; }
  [[nodiscard]] branch* both() noexcept { return arm_ == Arm::both_ ? both_.operator->() : nullptr; }

  friend bool operator==(const tree& left, const tree& right);
  friend bool decode(onc::xdr::Decoder& in, tree& value);

 private:
  enum class Arm : std::uint8_t { void_, unknown_, leaf_, both_ };
  auto& select(auto& value, Arm wanted, std::int32_t tag);
  void clear() noexcept;

  std::int32_t kind_ = 0;
  Arm arm_ = Arm::leaf_;
  union {
    std::int32_t leaf_;
    onc::xdr::Boxed<branch> both_;
  };
};
bool encode(onc::xdr::Encoder& out, const tree& value);
bool decode(onc::xdr::Decoder& in, tree& value);
std::size_t xdr_size(const tree& value);
std::string to_string(const tree& value);

struct branch {
  tree left{};
  tree right{};
  friend bool operator==(const branch&, const branch&) = default;
};
bool encode(onc::xdr::Encoder& out, const branch& value);
bool decode(onc::xdr::Decoder& in, branch& value);
std::size_t xdr_size(const branch& value);
std::string to_string(const branch& value);

/// Names that generated functions want for themselves.
struct to_json_ {
  std::int32_t text = 0;
  std::int32_t value = 0;
  friend bool operator==(const to_json_&, const to_json_&) = default;
};
bool encode(onc::xdr::Encoder& out, const to_json_& value);
bool decode(onc::xdr::Decoder& in, to_json_& value);
constexpr std::size_t xdr_size(const to_json_&) noexcept { return 8; }
std::string to_string(const to_json_& value);

inline constexpr std::uint32_t names = 1;

using read_json_key_ = std::array<std::int32_t, 2>;
bool encode_read_json_key_(onc::xdr::Encoder& out, const read_json_key_& value);
bool decode_read_json_key_(onc::xdr::Decoder& in, read_json_key_& value);
constexpr std::size_t xdr_size_read_json_key_(const read_json_key_&) noexcept { return 8; }

}  // namespace json
