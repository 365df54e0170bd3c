// Made by idlc from namespaces.x. Changes belong there.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <onc/client.h>
#include <onc/service.h>
#include <onc/xdr/decoder.h>
#include <onc/xdr/encoder.h>
#include <onc/xdr/types.h>

namespace namespaces {

/// Namespaces of the schema are as many in C++.
inline constexpr std::uint32_t TOP = 3;

struct outside {
  std::array<std::int32_t, TOP> a{};
  friend bool operator==(const outside&, const outside&) = default;
};
bool encode(onc::xdr::Encoder& out, const outside& value);
bool decode(onc::xdr::Decoder& in, outside& value);
constexpr std::size_t xdr_size(const outside&) noexcept { return 12; }
std::string to_string(const outside& value);

}  // namespace namespaces

namespace a {

enum class color : std::int32_t {
  RED = 1,
  BLUE = 2,
};
using enum color;
/// The enumerator's name, or an empty string for a value outside the schema.
std::string_view to_string(color value) noexcept;
bool encode(onc::xdr::Encoder& out, color value);
bool decode(onc::xdr::Decoder& in, color& value);
constexpr std::size_t xdr_size(color) noexcept { return 4; }

using name = std::string;
bool encode_name(onc::xdr::Encoder& out, const name& value);
bool decode_name(onc::xdr::Decoder& in, name& value);
std::size_t xdr_size_name(const name& value);

struct s {
  std::int32_t x = 0;
  color c = color::RED;
  name n{};
  friend bool operator==(const s&, const s&) = default;
};
bool encode(onc::xdr::Encoder& out, const s& value);
bool decode(onc::xdr::Decoder& in, s& value);
std::size_t xdr_size(const s& value);
std::string to_string(const s& value);

}  // namespace a

namespace a::deep {

struct s {
  ::a::s up{};
  ::namespaces::outside o{};
  std::array<std::int32_t, ::namespaces::TOP> m{};
  friend bool operator==(const s&, const s&) = default;
};
bool encode(onc::xdr::Encoder& out, const s& value);
bool decode(onc::xdr::Decoder& in, s& value);
std::size_t xdr_size(const s& value);
std::string to_string(const s& value);

}  // namespace a::deep

namespace a {

class u {
 public:
  /// Starts with color::RED.
  u() noexcept;
  u(const u& other);
  u(u&& other) noexcept;
  u& operator=(const u& other);
  u& operator=(u&& other) noexcept;
  ~u() {
    if (arm_ >= Arm::one_) clear();
  }

  static u make_one(s value);
  static u make_two(::a::deep::s value);

  [[nodiscard]] color c() const noexcept { return c_; }
  /// Null unless c() is color::RED.
  [[nodiscard]] const s* one() const noexcept { return arm_ == Arm::one_ ? &one_ : nullptr; }
  [[nodiscard]] s* one() noexcept { return arm_ == Arm::one_ ? &one_ : nullptr; }
  /// Null unless c() is color::BLUE.
  [[nodiscard]] const ::a::deep::s* two() const noexcept { return arm_ == Arm::two_ ? &two_ : nullptr; }
  [[nodiscard]] ::a::deep::s* two() noexcept { return arm_ == Arm::two_ ? &two_ : nullptr; }

  friend bool operator==(const u& left, const u& right);
  friend bool decode(onc::xdr::Decoder& in, u& value);

 private:
  enum class Arm : std::uint8_t { void_, unknown_, one_, two_ };
  auto& select(auto& value, Arm wanted, color tag);
  void clear() noexcept;

  color c_ = color::RED;
  Arm arm_ = Arm::one_;
  union {
    s one_;
    ::a::deep::s two_;
  };
};
bool encode(onc::xdr::Encoder& out, const u& value);
bool decode(onc::xdr::Decoder& in, u& value);
std::size_t xdr_size(const u& value);
std::string to_string(const u& value);

struct node {
  std::int32_t v = 0;
  friend bool operator==(const node&, const node&) = default;
};
bool encode(onc::xdr::Encoder& out, const node& value);
bool decode(onc::xdr::Decoder& in, node& value);
constexpr std::size_t xdr_size(const node&) noexcept { return 4; }
std::string to_string(const node& value);

}  // namespace a

namespace b {

enum class color : std::int32_t {
  RED = 10,
  GREEN = 20,
};
using enum color;
/// The enumerator's name, or an empty string for a value outside the schema.
std::string_view to_string(color value) noexcept;
bool encode(onc::xdr::Encoder& out, color value);
bool decode(onc::xdr::Decoder& in, color& value);
constexpr std::size_t xdr_size(color) noexcept { return 4; }

struct s {
  ::a::s inner{};
  color c = color::RED;
  ::a::color d = ::a::color::RED;
  ::a::name n{};
  std::vector<::a::name> ns{};
  std::vector<::a::node> list{};
  ::a::deep::s deep{};
  friend bool operator==(const s&, const s&) = default;
};
bool encode(onc::xdr::Encoder& out, const s& value);
bool decode(onc::xdr::Decoder& in, s& value);
std::size_t xdr_size(const s& value);
std::string to_string(const s& value);

}  // namespace b

namespace a {

struct uses_later {
  std::optional<::b::s> later{};
  friend bool operator==(const uses_later&, const uses_later&) = default;
};
bool encode(onc::xdr::Encoder& out, const uses_later& value);
bool decode(onc::xdr::Decoder& in, uses_later& value);
std::size_t xdr_size(const uses_later& value);
std::string to_string(const uses_later& value);

}  // namespace a

namespace b {

class u {
 public:
  /// Starts with color::RED.
  u() noexcept;
  u(const u& other);
  u(u&& other) noexcept;
  u& operator=(const u& other);
  u& operator=(u&& other) noexcept;
  ~u() {
    if (arm_ >= Arm::one_) clear();
  }

  static u make_one(::a::u value);
  static u make_void();

  [[nodiscard]] color c() const noexcept { return c_; }
  /// Null unless c() is color::RED.
  [[nodiscard]] const ::a::u* one() const noexcept { return arm_ == Arm::one_ ? &one_ : nullptr; }
  [[nodiscard]] ::a::u* one() noexcept { return arm_ == Arm::one_ ? &one_ : nullptr; }

  friend bool operator==(const u& left, const u& right);
  friend bool decode(onc::xdr::Decoder& in, u& value);

 private:
  enum class Arm : std::uint8_t { void_, unknown_, one_ };
  auto& select(auto& value, Arm wanted, color tag);
  bool select_void(color tag) noexcept;
  void clear() noexcept;

  color c_ = color::RED;
  Arm arm_ = Arm::one_;
  union {
    ::a::u one_;
  };
};
bool encode(onc::xdr::Encoder& out, const u& value);
bool decode(onc::xdr::Decoder& in, u& value);
std::size_t xdr_size(const u& value);
std::string to_string(const u& value);

class v {
 public:
  /// Starts with ::a::color::RED.
  v() noexcept : x_() {}
  v(const v& other);
  v(v&& other) noexcept;
  v& operator=(const v& other);
  v& operator=(v&& other) noexcept;
  ~v() {
    if (arm_ >= Arm::y_) clear();
  }

  static v make_x(std::int32_t value);
  static v make_y(s value);

  [[nodiscard]] ::a::color c() const noexcept { return c_; }
  /// Null unless c() is ::a::color::RED.
  [[nodiscard]] const std::int32_t* x() const noexcept { return arm_ == Arm::x_ ? &x_ : nullptr; }
  [[nodiscard]] std::int32_t* x() noexcept { return arm_ == Arm::x_ ? &x_ : nullptr; }
  /// Null unless c() is ::a::color::BLUE.
  [[nodiscard]] const s* y() const noexcept { return arm_ == Arm::y_ ? &y_ : nullptr; }
  [[nodiscard]] s* y() noexcept { return arm_ == Arm::y_ ? &y_ : nullptr; }

  friend bool operator==(const v& left, const v& right);
  friend bool decode(onc::xdr::Decoder& in, v& value);

 private:
  enum class Arm : std::uint8_t { void_, unknown_, x_, y_ };
  auto& select(auto& value, Arm wanted, ::a::color tag);
  void clear() noexcept;

  ::a::color c_ = ::a::color::RED;
  Arm arm_ = Arm::x_;
  union {
    std::int32_t x_;
    s y_;
  };
};
bool encode(onc::xdr::Encoder& out, const v& value);
bool decode(onc::xdr::Decoder& in, v& value);
std::size_t xdr_size(const v& value);
std::string to_string(const v& value);

}  // namespace b

namespace a {

struct again {
  s first{};
  ::b::s second{};
  color c = color::RED;
  friend bool operator==(const again&, const again&) = default;
};
bool encode(onc::xdr::Encoder& out, const again& value);
bool decode(onc::xdr::Decoder& in, again& value);
std::size_t xdr_size(const again& value);
std::string to_string(const again& value);

}  // namespace a

namespace b {

namespace P {
struct V {
  static constexpr onc::ProgramVersion id{0x20000009, 1};
  class Client;
  class Service;
};

class V::Client final : public onc::ClientStub {
 public:
  static onc::Result<Client> connect(std::string_view host, const onc::ConnectOptions& options = {});
  explicit Client(std::shared_ptr<onc::Channel> channel) noexcept : onc::ClientStub(std::move(channel)) {}

  onc::Result<s> get(const ::a::s& arg1, std::string_view arg2, const onc::CallOptions& options = {}) const;
  onc::Pending<s> start_get(const ::a::s& arg1, std::string_view arg2, const onc::CallOptions& options = {}) const;
  onc::Result<::a::u> other(const std::optional<u>& arg1, const onc::CallOptions& options = {}) const;
  onc::Pending<::a::u> start_other(const std::optional<u>& arg1, const onc::CallOptions& options = {}) const;
  onc::Result<void> null(const onc::CallOptions& options = {}) const;
  onc::Pending<void> start_null(const onc::CallOptions& options = {}) const;
};

class V::Service : public onc::Service {
 public:
  [[nodiscard]] onc::ProgramVersion program_version() const noexcept final { return id; }
  onc::Outcome dispatch(onc::IncomingCall& call) final;

  virtual onc::Result<s> get(::a::s arg1, ::a::name arg2, onc::CallContext& call) = 0;
  virtual onc::Result<::a::u> other(std::optional<u> arg1, onc::CallContext& call) = 0;
  virtual onc::Result<void> null(onc::CallContext& /*call*/) { return {}; }
};

}  // namespace P

}  // namespace b
