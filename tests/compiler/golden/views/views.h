// Made by idlc from views.x. Changes belong there.
// Renamed, because C++ or this header has another use for the name:
//   NAME_MAX -> NAME_MAX_
//
// What views refer to, and what they hold as it is.
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

namespace views {

inline constexpr std::uint32_t NAME_MAX_ = 255;

using name = std::string;
bool encode_name(onc::xdr::Encoder& out, const name& value);
bool decode_name(onc::xdr::Decoder& in, name& value);
std::size_t xdr_size_name(const name& value);

using handle = std::array<std::byte, 32>;
bool encode_handle(onc::xdr::Encoder& out, const handle& value);
bool decode_handle(onc::xdr::Decoder& in, handle& value);
constexpr std::size_t xdr_size_handle(const handle&) noexcept { return 32; }

using names = std::vector<name>;
bool encode_names(onc::xdr::Encoder& out, const names& value);
bool decode_names(onc::xdr::Decoder& in, names& value);
std::size_t xdr_size_names(const names& value);

enum class kind : std::int32_t {
  FILE = 1,
  FOLDER = 2,
};
using enum kind;
/// The enumerator's name, or an empty string for a value outside the schema.
std::string_view to_string(kind value) noexcept;
bool encode(onc::xdr::Encoder& out, kind value);
bool decode(onc::xdr::Decoder& in, kind& value);
constexpr std::size_t xdr_size(kind) noexcept { return 4; }

struct time {
  std::uint32_t sec = 0;
  std::uint32_t nsec = 0;
  friend bool operator==(const time&, const time&) = default;
};
bool encode(onc::xdr::Encoder& out, const time& value);
bool decode(onc::xdr::Decoder& in, time& value);
constexpr std::size_t xdr_size(const time&) noexcept { return 8; }
std::string to_string(const time& value);

struct attributes {
  kind type = kind::FILE;
  std::uint64_t size = 0;
  time changed{};
  handle id{};
  friend bool operator==(const attributes&, const attributes&) = default;
};
bool encode(onc::xdr::Encoder& out, const attributes& value);
bool decode(onc::xdr::Decoder& in, attributes& value);
constexpr std::size_t xdr_size(const attributes&) noexcept { return 52; }
std::string to_string(const attributes& value);

struct entry {
  name called{};
  std::optional<attributes> attr{};
  std::vector<std::byte> extra{};
  std::vector<std::uint32_t> blocks{};
  std::array<kind, 4> history{};
  std::vector<bool> flags{};
  std::vector<std::int8_t> small{};
  names others{};
  friend bool operator==(const entry&, const entry&) = default;
};
bool encode(onc::xdr::Encoder& out, const entry& value);
bool decode(onc::xdr::Decoder& in, entry& value);
std::size_t xdr_size(const entry& value);
std::string to_string(const entry& value);

struct tree {
  name label{};
  onc::xdr::Boxed<tree> left{};
  onc::xdr::Vector<tree> children{};
  friend bool operator==(const tree&, const tree&) = default;
};
bool encode(onc::xdr::Encoder& out, const tree& value);
bool decode(onc::xdr::Decoder& in, tree& value);
std::size_t xdr_size(const tree& value);
std::string to_string(const tree& value);

class found {
 public:
  /// Starts with kind::FILE.
  found() noexcept;
  found(const found& other);
  found(found&& other) noexcept;
  found& operator=(const found& other);
  found& operator=(found&& other) noexcept;
  ~found() {
    if (arm_ >= Arm::data_) clear();
  }

  static found make_data(std::vector<std::byte> value);
  static found make_entries(std::vector<entry> value);
  static found make_void(kind tag);

  [[nodiscard]] kind type() const noexcept { return type_; }
  /// Null unless type() is kind::FILE.
  [[nodiscard]] const std::vector<std::byte>* data() const noexcept { return arm_ == Arm::data_ ? &data_ : nullptr; }
  [[nodiscard]] std::vector<std::byte>* data() noexcept { return arm_ == Arm::data_ ? &data_ : nullptr; }
  /// Null unless type() is kind::FOLDER.
  [[nodiscard]] const std::vector<entry>* entries() const noexcept {
    return arm_ == Arm::entries_ ? &entries_ : nullptr;
  }
  [[nodiscard]] std::vector<entry>* entries() noexcept { return arm_ == Arm::entries_ ? &entries_ : nullptr; }

  friend bool operator==(const found& left, const found& right);
  friend bool decode(onc::xdr::Decoder& in, found& value);

 private:
  enum class Arm : std::uint8_t { void_, unknown_, data_, entries_ };
  static Arm arm_of(kind tag) noexcept;
  auto& select(auto& value, Arm wanted, kind tag);
  bool select_void(kind tag) noexcept;
  void clear() noexcept;

  kind type_ = kind::FILE;
  Arm arm_ = Arm::data_;
  union {
    std::vector<std::byte> data_;
    std::vector<entry> entries_;
  };
};
bool encode(onc::xdr::Encoder& out, const found& value);
bool decode(onc::xdr::Decoder& in, found& value);
std::size_t xdr_size(const found& value);
std::string to_string(const found& value);

class nested {
 public:
  /// Starts with 0.
  nested() noexcept;
  nested(const nested& other);
  nested(nested&& other) noexcept;
  nested& operator=(const nested& other);
  nested& operator=(nested&& other) noexcept;
  ~nested() {
    if (arm_ >= Arm::text_) clear();
  }

  static nested make_text(std::string value);
  static nested make_inner(onc::xdr::Vector<nested> value);

  [[nodiscard]] std::int32_t depth() const noexcept { return depth_; }
  /// Null unless depth() is 0.
  [[nodiscard]] const std::string* text() const noexcept { return arm_ == Arm::text_ ? &text_ : nullptr; }
  [[nodiscard]] std::string* text() noexcept { return arm_ == Arm::text_ ? &text_ : nullptr; }
  /// Null unless depth() is 1.
  [[nodiscard]] const onc::xdr::Vector<nested>* inner() const noexcept {
    return arm_ == Arm::inner_ ? &inner_ : nullptr;
  }
  [[nodiscard]] onc::xdr::Vector<nested>* inner() noexcept { return arm_ == Arm::inner_ ? &inner_ : nullptr; }

  friend bool operator==(const nested& left, const nested& right);
  friend bool decode(onc::xdr::Decoder& in, nested& value);

 private:
  enum class Arm : std::uint8_t { void_, unknown_, text_, inner_ };
  auto& select(auto& value, Arm wanted, std::int32_t tag);
  void clear() noexcept;

  std::int32_t depth_ = 0;
  Arm arm_ = Arm::text_;
  union {
    std::string text_;
    onc::xdr::Vector<nested> inner_;
  };
};
bool encode(onc::xdr::Encoder& out, const nested& value);
bool decode(onc::xdr::Decoder& in, nested& value);
std::size_t xdr_size(const nested& value);
std::string to_string(const nested& value);

/// Has nothing to refer to, so its view is itself.
class plain {
 public:
  /// Starts with true.
  plain() noexcept : when_() {}

  static plain make_when(time value);
  static plain make_void();

  [[nodiscard]] bool set() const noexcept { return set_; }
  /// Null unless set() is true.
  [[nodiscard]] const time* when() const noexcept { return arm_ == Arm::when_ ? &when_ : nullptr; }
  [[nodiscard]] time* when() noexcept { return arm_ == Arm::when_ ? &when_ : nullptr; }

  friend bool operator==(const plain& left, const plain& right);
  friend bool decode(onc::xdr::Decoder& in, plain& value);

 private:
  enum class Arm : std::uint8_t { void_, unknown_, when_ };
  auto& select(auto& value, Arm wanted, bool tag);
  bool select_void(bool tag) noexcept;

  bool set_ = true;
  Arm arm_ = Arm::when_;
  union {
    time when_;
  };
};
bool encode(onc::xdr::Encoder& out, const plain& value);
bool decode(onc::xdr::Decoder& in, plain& value);
std::size_t xdr_size(const plain& value);
std::string to_string(const plain& value);

/// A name that refers to the message it is decoded from, and is valid as long as
/// that stays where and as it is.
using name_view = std::string_view;
bool encode_name_view(onc::xdr::Encoder& out, const name_view& value);
bool decode_name_view(onc::xdr::Decoder& in, name_view& value);
std::size_t xdr_size_name_view(const name_view& value);

/// A handle that refers to the message it is decoded from, and is valid as long as
/// that stays where and as it is.
using handle_view = onc::xdr::BytesView;
bool encode_handle_view(onc::xdr::Encoder& out, const handle_view& value);
bool decode_handle_view(onc::xdr::Decoder& in, handle_view& value);
constexpr std::size_t xdr_size_handle_view(const handle_view&) noexcept { return 32; }

/// A names that refers to the message it is decoded from, and is valid as long as
/// that stays where and as it is.
using names_view = std::vector<name_view>;
bool encode_names_view(onc::xdr::Encoder& out, const names_view& value);
bool decode_names_view(onc::xdr::Decoder& in, names_view& value);
std::size_t xdr_size_names_view(const names_view& value);

/// A attributes that refers to the message it is decoded from, and is valid as long as
/// that stays where and as it is.
struct attributes_view {
  kind type = kind::FILE;
  std::uint64_t size = 0;
  time changed{};
  handle_view id{};
  friend bool operator==(const attributes_view&, const attributes_view&) = default;
};
bool encode(onc::xdr::Encoder& out, const attributes_view& value);
bool decode(onc::xdr::Decoder& in, attributes_view& value);
constexpr std::size_t xdr_size(const attributes_view&) noexcept { return 52; }
std::string to_string(const attributes_view& value);

/// A entry that refers to the message it is decoded from, and is valid as long as
/// that stays where and as it is.
struct entry_view {
  name_view called{};
  std::optional<attributes_view> attr{};
  onc::xdr::BytesView extra{};
  onc::xdr::NumbersView<std::uint32_t> blocks{};
  onc::xdr::NumbersView<kind> history{};
  onc::xdr::NumbersView<bool> flags{};
  std::vector<std::int8_t> small{};
  names_view others{};
  friend bool operator==(const entry_view&, const entry_view&) = default;
};
bool encode(onc::xdr::Encoder& out, const entry_view& value);
bool decode(onc::xdr::Decoder& in, entry_view& value);
std::size_t xdr_size(const entry_view& value);
std::string to_string(const entry_view& value);

/// A tree that refers to the message it is decoded from, and is valid as long as
/// that stays where and as it is.
struct tree_view {
  name_view label{};
  onc::xdr::Boxed<tree_view> left{};
  onc::xdr::Vector<tree_view> children{};
  friend bool operator==(const tree_view&, const tree_view&) = default;
};
bool encode(onc::xdr::Encoder& out, const tree_view& value);
bool decode(onc::xdr::Decoder& in, tree_view& value);
std::size_t xdr_size(const tree_view& value);
std::string to_string(const tree_view& value);

/// A found that refers to the message it is decoded from, and is valid as long as
/// that stays where and as it is.
class found_view {
 public:
  /// Starts with kind::FILE.
  found_view() noexcept : data_() {}
  found_view(const found_view& other);
  found_view(found_view&& other) noexcept;
  found_view& operator=(const found_view& other);
  found_view& operator=(found_view&& other) noexcept;
  ~found_view() {
    if (arm_ >= Arm::entries_) clear();
  }

  static found_view make_data(onc::xdr::BytesView value);
  static found_view make_entries(std::vector<entry_view> value);
  static found_view make_void(kind tag);

  [[nodiscard]] kind type() const noexcept { return type_; }
  /// Null unless type() is kind::FILE.
  [[nodiscard]] const onc::xdr::BytesView* data() const noexcept { return arm_ == Arm::data_ ? &data_ : nullptr; }
  [[nodiscard]] onc::xdr::BytesView* data() noexcept { return arm_ == Arm::data_ ? &data_ : nullptr; }
  /// Null unless type() is kind::FOLDER.
  [[nodiscard]] const std::vector<entry_view>* entries() const noexcept {
    return arm_ == Arm::entries_ ? &entries_ : nullptr;
  }
  [[nodiscard]] std::vector<entry_view>* entries() noexcept { return arm_ == Arm::entries_ ? &entries_ : nullptr; }

  friend bool operator==(const found_view& left, const found_view& right);
  friend bool decode(onc::xdr::Decoder& in, found_view& value);

 private:
  enum class Arm : std::uint8_t { void_, unknown_, data_, entries_ };
  static Arm arm_of(kind tag) noexcept;
  auto& select(auto& value, Arm wanted, kind tag);
  bool select_void(kind tag) noexcept;
  void clear() noexcept;

  kind type_ = kind::FILE;
  Arm arm_ = Arm::data_;
  union {
    onc::xdr::BytesView data_;
    std::vector<entry_view> entries_;
  };
};
bool encode(onc::xdr::Encoder& out, const found_view& value);
bool decode(onc::xdr::Decoder& in, found_view& value);
std::size_t xdr_size(const found_view& value);
std::string to_string(const found_view& value);

/// A nested that refers to the message it is decoded from, and is valid as long as
/// that stays where and as it is.
class nested_view {
 public:
  /// Starts with 0.
  nested_view() noexcept : text_() {}
  nested_view(const nested_view& other);
  nested_view(nested_view&& other) noexcept;
  nested_view& operator=(const nested_view& other);
  nested_view& operator=(nested_view&& other) noexcept;
  ~nested_view() {
    if (arm_ >= Arm::inner_) clear();
  }

  static nested_view make_text(std::string_view value);
  static nested_view make_inner(onc::xdr::Vector<nested_view> value);

  [[nodiscard]] std::int32_t depth() const noexcept { return depth_; }
  /// Null unless depth() is 0.
  [[nodiscard]] const std::string_view* text() const noexcept { return arm_ == Arm::text_ ? &text_ : nullptr; }
  [[nodiscard]] std::string_view* text() noexcept { return arm_ == Arm::text_ ? &text_ : nullptr; }
  /// Null unless depth() is 1.
  [[nodiscard]] const onc::xdr::Vector<nested_view>* inner() const noexcept {
    return arm_ == Arm::inner_ ? &inner_ : nullptr;
  }
  [[nodiscard]] onc::xdr::Vector<nested_view>* inner() noexcept { return arm_ == Arm::inner_ ? &inner_ : nullptr; }

  friend bool operator==(const nested_view& left, const nested_view& right);
  friend bool decode(onc::xdr::Decoder& in, nested_view& value);

 private:
  enum class Arm : std::uint8_t { void_, unknown_, text_, inner_ };
  auto& select(auto& value, Arm wanted, std::int32_t tag);
  void clear() noexcept;

  std::int32_t depth_ = 0;
  Arm arm_ = Arm::text_;
  union {
    std::string_view text_;
    onc::xdr::Vector<nested_view> inner_;
  };
};
bool encode(onc::xdr::Encoder& out, const nested_view& value);
bool decode(onc::xdr::Decoder& in, nested_view& value);
std::size_t xdr_size(const nested_view& value);
std::string to_string(const nested_view& value);

}  // namespace views
