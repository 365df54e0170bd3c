// Made by idlc from unions.x. Changes belong there.
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

namespace unions {

enum class status : std::int32_t {
  OK = 0,
  NOT_FOUND = 1,
  STALE = 2,
  MOVED = 3,
};
using enum status;
/// The enumerator's name, or an empty string for a value outside the schema.
std::string_view to_string(status value) noexcept;
bool encode(onc::xdr::Encoder& out, status value);
bool decode(onc::xdr::Decoder& in, status& value);
constexpr std::size_t xdr_size(status) noexcept { return 4; }

struct entry {
  std::string name{};
  std::vector<std::byte> data{};
  friend bool operator==(const entry&, const entry&) = default;
};
bool encode(onc::xdr::Encoder& out, const entry& value);
bool decode(onc::xdr::Decoder& in, entry& value);
std::size_t xdr_size(const entry& value);
std::string to_string(const entry& value);

/// Stored arms, several labels, default.
class get_result {
 public:
  /// Starts with status::OK.
  get_result() noexcept;
  get_result(const get_result& other);
  get_result(get_result&& other) noexcept;
  get_result& operator=(const get_result& other);
  get_result& operator=(get_result&& other) noexcept;
  ~get_result() {
    if (arm_ >= Arm::found_) clear();
  }

  static get_result make_found(entry value);
  static get_result make_latest(status tag, std::uint64_t value);
  static get_result make_void(status tag);

  [[nodiscard]] status st() const noexcept { return st_; }
  /// Null unless st() is status::OK.
  [[nodiscard]] const entry* found() const noexcept { return arm_ == Arm::found_ ? &found_ : nullptr; }
  [[nodiscard]] entry* found() noexcept { return arm_ == Arm::found_ ? &found_ : nullptr; }
  /// Null unless st() is status::STALE or status::MOVED.
  [[nodiscard]] const std::uint64_t* latest() const noexcept { return arm_ == Arm::latest_ ? &latest_ : nullptr; }
  [[nodiscard]] std::uint64_t* latest() noexcept { return arm_ == Arm::latest_ ? &latest_ : nullptr; }

  friend bool operator==(const get_result& left, const get_result& right);
  friend bool decode(onc::xdr::Decoder& in, get_result& value);

 private:
  enum class Arm : std::uint8_t { void_, unknown_, latest_, found_ };
  static Arm arm_of(status tag) noexcept;
  auto& select(auto& value, Arm wanted, status tag);
  bool select_void(status tag) noexcept;
  void clear() noexcept;

  status st_ = status::OK;
  Arm arm_ = Arm::found_;
  union {
    entry found_;
    std::uint64_t latest_;
  };
};
bool encode(onc::xdr::Encoder& out, const get_result& value);
bool decode(onc::xdr::Decoder& in, get_result& value);
std::size_t xdr_size(const get_result& value);
std::string to_string(const get_result& value);

/// Every arm is trivial, so the class copies like a struct.
class attribute {
 public:
  /// Starts with true.
  attribute() noexcept : mode_() {}

  static attribute make_mode(std::uint32_t value);
  static attribute make_void();

  [[nodiscard]] bool set_it() const noexcept { return set_it_; }
  /// Null unless set_it() is true.
  [[nodiscard]] const std::uint32_t* mode() const noexcept { return arm_ == Arm::mode_ ? &mode_ : nullptr; }
  [[nodiscard]] std::uint32_t* mode() noexcept { return arm_ == Arm::mode_ ? &mode_ : nullptr; }

  friend bool operator==(const attribute& left, const attribute& right);
  friend bool decode(onc::xdr::Decoder& in, attribute& value);

 private:
  enum class Arm : std::uint8_t { void_, unknown_, mode_ };
  auto& select(auto& value, Arm wanted, bool tag);
  bool select_void(bool tag) noexcept;

  bool set_it_ = true;
  Arm arm_ = Arm::mode_;
  union {
    std::uint32_t mode_;
  };
};
bool encode(onc::xdr::Encoder& out, const attribute& value);
bool decode(onc::xdr::Decoder& in, attribute& value);
std::size_t xdr_size(const attribute& value);
std::string to_string(const attribute& value);

class by_number {
 public:
  /// Starts with -1.
  by_number() noexcept;
  by_number(const by_number& other);
  by_number(by_number&& other) noexcept;
  by_number& operator=(const by_number& other);
  by_number& operator=(by_number&& other) noexcept;
  ~by_number() {
    if (arm_ >= Arm::text_) clear();
  }

  static by_number make_text(std::string value);
  static by_number make_many(std::vector<std::int32_t> value);
  static by_number make_maybe(std::optional<entry> value);

  [[nodiscard]] std::int32_t number() const noexcept { return number_; }
  /// Null unless number() is -1.
  [[nodiscard]] const std::string* text() const noexcept { return arm_ == Arm::text_ ? &text_ : nullptr; }
  [[nodiscard]] std::string* text() noexcept { return arm_ == Arm::text_ ? &text_ : nullptr; }
  /// Null unless number() is 16.
  [[nodiscard]] const std::vector<std::int32_t>* many() const noexcept { return arm_ == Arm::many_ ? &many_ : nullptr; }
  [[nodiscard]] std::vector<std::int32_t>* many() noexcept { return arm_ == Arm::many_ ? &many_ : nullptr; }
  /// Null unless number() is 3.
  [[nodiscard]] const std::optional<entry>* maybe() const noexcept { return arm_ == Arm::maybe_ ? &maybe_ : nullptr; }
  [[nodiscard]] std::optional<entry>* maybe() noexcept { return arm_ == Arm::maybe_ ? &maybe_ : nullptr; }

  friend bool operator==(const by_number& left, const by_number& right);
  friend bool decode(onc::xdr::Decoder& in, by_number& value);

 private:
  enum class Arm : std::uint8_t { void_, unknown_, text_, many_, maybe_ };
  auto& select(auto& value, Arm wanted, std::int32_t tag);
  void clear() noexcept;

  std::int32_t number_ = -1;
  Arm arm_ = Arm::text_;
  union {
    std::string text_;
    std::vector<std::int32_t> many_;
    std::optional<entry> maybe_;
  };
};
bool encode(onc::xdr::Encoder& out, const by_number& value);
bool decode(onc::xdr::Decoder& in, by_number& value);
std::size_t xdr_size(const by_number& value);
std::string to_string(const by_number& value);

class by_unsigned {
 public:
  /// Starts with 4294967295.
  by_unsigned() noexcept {}
  by_unsigned(const by_unsigned& other);
  by_unsigned(by_unsigned&& other) noexcept;
  by_unsigned& operator=(const by_unsigned& other);
  by_unsigned& operator=(by_unsigned&& other) noexcept;
  ~by_unsigned() {
    if (arm_ >= Arm::any_) clear();
  }

  static by_unsigned make_any(std::uint32_t tag, entry value);
  static by_unsigned make_void();

  [[nodiscard]] std::uint32_t kind() const noexcept { return kind_; }
  /// Null unless kind() is none of the other arms'.
  [[nodiscard]] const entry* any() const noexcept { return arm_ == Arm::any_ ? &any_ : nullptr; }
  [[nodiscard]] entry* any() noexcept { return arm_ == Arm::any_ ? &any_ : nullptr; }

  friend bool operator==(const by_unsigned& left, const by_unsigned& right);
  friend bool decode(onc::xdr::Decoder& in, by_unsigned& value);

 private:
  enum class Arm : std::uint8_t { void_, unknown_, any_ };
  static Arm arm_of(std::uint32_t tag) noexcept;
  auto& select(auto& value, Arm wanted, std::uint32_t tag);
  bool select_void(std::uint32_t tag) noexcept;
  void clear() noexcept;

  std::uint32_t kind_ = 4294967295;
  Arm arm_ = Arm::void_;
  union {
    entry any_;
  };
};
bool encode(onc::xdr::Encoder& out, const by_unsigned& value);
bool decode(onc::xdr::Decoder& in, by_unsigned& value);
std::size_t xdr_size(const by_unsigned& value);
std::string to_string(const by_unsigned& value);

class only_default {
 public:
  /// Starts with status::OK.
  only_default() noexcept : value_() {}

  static only_default make_value(status tag, std::int32_t value_2);

  [[nodiscard]] status st() const noexcept { return st_; }
  /// Null unless st() is none of the other arms'.
  [[nodiscard]] const std::int32_t* value() const noexcept { return arm_ == Arm::value_ ? &value_ : nullptr; }
  [[nodiscard]] std::int32_t* value() noexcept { return arm_ == Arm::value_ ? &value_ : nullptr; }

  friend bool operator==(const only_default& left, const only_default& right);
  friend bool decode(onc::xdr::Decoder& in, only_default& value);

 private:
  enum class Arm : std::uint8_t { void_, unknown_, value_ };
  static Arm arm_of(status tag) noexcept;
  auto& select(auto& value_2, Arm wanted, status tag);

  status st_ = status::OK;
  Arm arm_ = Arm::value_;
  union {
    std::int32_t value_;
  };
};
bool encode(onc::xdr::Encoder& out, const only_default& value);
bool decode(onc::xdr::Decoder& in, only_default& value);
constexpr std::size_t xdr_size(const only_default&) noexcept { return 8; }
std::string to_string(const only_default& value);

class voids {
 public:
  /// Starts with status::OK.
  voids() noexcept {}

  static voids make_void(status tag);

  [[nodiscard]] status st() const noexcept { return st_; }

  friend bool operator==(const voids& left, const voids& right);
  friend bool decode(onc::xdr::Decoder& in, voids& value);

 private:
  enum class Arm : std::uint8_t { void_, unknown_ };
  static Arm arm_of(status tag) noexcept;
  bool select_void(status tag) noexcept;

  status st_ = status::OK;
  Arm arm_ = Arm::void_;
};
bool encode(onc::xdr::Encoder& out, const voids& value);
bool decode(onc::xdr::Decoder& in, voids& value);
constexpr std::size_t xdr_size(const voids&) noexcept { return 4; }
std::string to_string(const voids& value);

struct holder {
  get_result one{};
  std::array<attribute, 2> each{};
  std::vector<by_number> many{};
  std::optional<voids> maybe{};
  friend bool operator==(const holder&, const holder&) = default;
};
bool encode(onc::xdr::Encoder& out, const holder& value);
bool decode(onc::xdr::Decoder& in, holder& value);
std::size_t xdr_size(const holder& value);
std::string to_string(const holder& value);

}  // namespace unions
