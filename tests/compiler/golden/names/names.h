// Made by idlc from names.x. Changes belong there.
// Renamed, because C++ or this header has another use for the name:
//   NULL -> NULL_
//   EOF -> EOF_
//   linux -> linux_
//   unix -> unix_
//   class -> class_
//   private -> private_
//   public -> public_
//   major -> major_
//   minor -> minor_
//   status.status -> status_
//   status.out -> out_
//   status.operator -> operator_
//   left.tag -> tag_
//   left.left -> left_
//   left.status -> status_
//   right.right -> right_
//   delete -> delete_
//   A -> a_
//   connect -> connect_
//   value -> value_
//   Client -> Client_
//   id -> id_
//   id.options -> options_
//   id.call -> call_2
//   id.out -> out_2
//   id.in -> in_2
//   PROG -> PROG_
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

#include <cstdio>

namespace names {

struct B1;
class rec;
struct pair;

/// reserved everywhere
inline constexpr std::uint32_t NULL_ = 0;

inline constexpr std::uint32_t EOF_ = 1;
inline constexpr std::uint32_t linux_ = 5;
inline constexpr std::uint32_t unix_ = 0x7;
inline constexpr std::uint32_t other = 3;
inline constexpr std::uint64_t big = 0x123456789;
inline constexpr std::int32_t neg = -5;
inline constexpr std::int64_t low = -9223372036854775807 - 1;
inline constexpr std::uint64_t huge = 18446744073709551615U;
inline constexpr std::uint32_t octal = 493;
inline constexpr std::uint32_t expr = 19;

enum class class_ : std::int32_t {
  private_ = 1,
  public_ = 2,
  major_ = 3,
  minor_ = 4,
  made = -2147483648,
};
using enum class_;
/// The enumerator's name, or an empty string for a value outside the schema.
std::string_view to_string(class_ value_) noexcept;
bool encode(onc::xdr::Encoder& out_, class_ value_);
bool decode(onc::xdr::Decoder& in_, class_& value_);
constexpr std::size_t xdr_size(class_) noexcept { return 4; }

using value = std::int32_t;

using in = std::string;
bool encode_in(onc::xdr::Encoder& out_, const in& value_);
bool decode_in(onc::xdr::Decoder& in_, in& value_);
std::size_t xdr_size_in(const in& value_);

using out = std::array<std::byte, 8>;
bool encode_out(onc::xdr::Encoder& out_, const out& value_);
bool decode_out(onc::xdr::Decoder& in_, out& value_);
constexpr std::size_t xdr_size_out(const out&) noexcept { return 8; }

using number = std::int64_t;

using ok = std::vector<bool>;
bool encode_ok(onc::xdr::Encoder& out_, const ok& value_);
bool decode_ok(onc::xdr::Decoder& in_, ok& value_);
std::size_t xdr_size_ok(const ok& value_);

enum class tag : std::int32_t {
  A = 0,
  B = 1,
  C = 120,
  D = 121,
};
using enum tag;
/// The enumerator's name, or an empty string for a value outside the schema.
std::string_view to_string(tag value_) noexcept;
bool encode(onc::xdr::Encoder& out_, tag value_);
bool decode(onc::xdr::Decoder& in_, tag& value_);
constexpr std::size_t xdr_size(tag) noexcept { return 4; }

struct status {
  tag status_{};
  value made = 0;
  std::int32_t other = 0;
  out xx{};
  std::int32_t out_ = 0;
  std::int32_t operator_ = 0;
  friend bool operator==(const status&, const status&) = default;
};
bool encode(onc::xdr::Encoder& out_, const status& value_);
bool decode(onc::xdr::Decoder& in_, status& value_);
constexpr std::size_t xdr_size(const status&) noexcept { return 28; }
std::string to_string(const status& value_);

class left {
 public:
  /// Starts with tag::A.
  left() noexcept : left_arm_() {}

  static left make_left_(std::int32_t value_);
  static left make_status_(tag tag_2, status value_);
  static left make_void(tag tag_2);

  [[nodiscard]] tag tag_() const noexcept { return tag_arm_; }
  /// Null unless tag_() is tag::A.
  [[nodiscard]] const std::int32_t* left_() const noexcept { return arm_ == Arm::left_arm_ ? &left_arm_ : nullptr; }
  [[nodiscard]] std::int32_t* left_() noexcept { return arm_ == Arm::left_arm_ ? &left_arm_ : nullptr; }
  /// Null unless tag_() is tag::B or tag::C.
  [[nodiscard]] const status* status_() const noexcept { return arm_ == Arm::status_arm_ ? &status_arm_ : nullptr; }
  [[nodiscard]] status* status_() noexcept { return arm_ == Arm::status_arm_ ? &status_arm_ : nullptr; }

  friend bool operator==(const left& left_, const left& right_);
  friend bool decode(onc::xdr::Decoder& in_, left& value_);

 private:
  enum class Arm : std::uint8_t { void_, unknown_, left_arm_, status_arm_ };
  static Arm arm_of(tag tag_2) noexcept;
  auto& select(auto& value_, Arm wanted, tag tag_2);
  bool select_void(tag tag_2) noexcept;

  tag tag_arm_ = tag::A;
  Arm arm_ = Arm::left_arm_;
  union {
    std::int32_t left_arm_;
    status status_arm_;
  };
};
bool encode(onc::xdr::Encoder& out_, const left& value_);
bool decode(onc::xdr::Decoder& in_, left& value_);
std::size_t xdr_size(const left& value_);
std::string to_string(const left& value_);

enum class right_wanted_q : std::int32_t {
  Q = 0,
  R = 1,
};
using enum right_wanted_q;
/// The enumerator's name, or an empty string for a value outside the schema.
std::string_view to_string(right_wanted_q value_) noexcept;
bool encode(onc::xdr::Encoder& out_, right_wanted_q value_);
bool decode(onc::xdr::Decoder& in_, right_wanted_q& value_);
constexpr std::size_t xdr_size(right_wanted_q) noexcept { return 4; }

struct right_wanted {
  std::int32_t a = 0;
  right_wanted_q q{};
  friend bool operator==(const right_wanted&, const right_wanted&) = default;
};
bool encode(onc::xdr::Encoder& out_, const right_wanted& value_);
bool decode(onc::xdr::Decoder& in_, right_wanted& value_);
constexpr std::size_t xdr_size(const right_wanted&) noexcept { return 8; }
std::string to_string(const right_wanted& value_);

class right {
 public:
  /// Starts with 0.
  right() noexcept : made_2() {}
  right(const right& other_);
  right(right&& other_) noexcept;
  right& operator=(const right& other_);
  right& operator=(right&& other_) noexcept;
  ~right() {
    if (arm_ >= Arm::other_2) clear();
  }

  static right make_made(out value_);
  static right make_other(in value_);
  static right make_wanted(right_wanted value_);
  static right make_void(std::int32_t tag_);

  [[nodiscard]] std::int32_t right_() const noexcept { return right_arm_; }
  /// Null unless right_() is 0.
  [[nodiscard]] const out* made() const noexcept { return arm_ == Arm::made_2 ? &made_2 : nullptr; }
  [[nodiscard]] out* made() noexcept { return arm_ == Arm::made_2 ? &made_2 : nullptr; }
  /// Null unless right_() is 1.
  [[nodiscard]] const in* other() const noexcept { return arm_ == Arm::other_2 ? &other_2 : nullptr; }
  [[nodiscard]] in* other() noexcept { return arm_ == Arm::other_2 ? &other_2 : nullptr; }
  /// Null unless right_() is -1.
  [[nodiscard]] const right_wanted* wanted() const noexcept { return arm_ == Arm::wanted_ ? &wanted_ : nullptr; }
  [[nodiscard]] right_wanted* wanted() noexcept { return arm_ == Arm::wanted_ ? &wanted_ : nullptr; }

  friend bool operator==(const right& left_, const right& right_);
  friend bool decode(onc::xdr::Decoder& in_, right& value_);

 private:
  enum class Arm : std::uint8_t { void_, unknown_, made_2, wanted_, other_2 };
  static Arm arm_of(std::int32_t tag_) noexcept;
  auto& select(auto& value_, Arm wanted, std::int32_t tag_);
  bool select_void(std::int32_t tag_) noexcept;
  void clear() noexcept;

  std::int32_t right_arm_ = 0;
  Arm arm_ = Arm::made_2;
  union {
    out made_2;
    in other_2;
    right_wanted wanted_;
  };
};
bool encode(onc::xdr::Encoder& out_, const right& value_);
bool decode(onc::xdr::Decoder& in_, right& value_);
std::size_t xdr_size(const right& value_);
std::string to_string(const right& value_);

class un {
 public:
  /// Starts with 4294967295.
  un() noexcept : b_() {}
  un(const un& other_);
  un(un&& other_) noexcept;
  un& operator=(const un& other_);
  un& operator=(un&& other_) noexcept;
  ~un() {
    if (arm_ >= Arm::r_) clear();
  }

  static un make_b(std::array<bool, 3> value_);
  static un make_r(std::uint32_t tag_, std::vector<right> value_);

  [[nodiscard]] std::uint32_t u() const noexcept { return u_; }
  /// Null unless u() is 4294967295.
  [[nodiscard]] const std::array<bool, 3>* b() const noexcept { return arm_ == Arm::b_ ? &b_ : nullptr; }
  [[nodiscard]] std::array<bool, 3>* b() noexcept { return arm_ == Arm::b_ ? &b_ : nullptr; }
  /// Null unless u() is none of the other arms'.
  [[nodiscard]] const std::vector<right>* r() const noexcept { return arm_ == Arm::r_ ? &r_ : nullptr; }
  [[nodiscard]] std::vector<right>* r() noexcept { return arm_ == Arm::r_ ? &r_ : nullptr; }

  friend bool operator==(const un& left_, const un& right_);
  friend bool decode(onc::xdr::Decoder& in_, un& value_);

 private:
  enum class Arm : std::uint8_t { void_, unknown_, b_, r_ };
  static Arm arm_of(std::uint32_t tag_) noexcept;
  auto& select(auto& value_, Arm wanted, std::uint32_t tag_);
  void clear() noexcept;

  std::uint32_t u_ = 4294967295;
  Arm arm_ = Arm::b_;
  union {
    std::array<bool, 3> b_;
    std::vector<right> r_;
  };
};
bool encode(onc::xdr::Encoder& out_, const un& value_);
bool decode(onc::xdr::Decoder& in_, un& value_);
std::size_t xdr_size(const un& value_);
std::string to_string(const un& value_);

class allvoid {
 public:
  /// Starts with true.
  allvoid() noexcept {}

  static allvoid make_void(bool tag_);

  [[nodiscard]] bool b() const noexcept { return b_; }

  friend bool operator==(const allvoid& left_, const allvoid& right_);
  friend bool decode(onc::xdr::Decoder& in_, allvoid& value_);

 private:
  enum class Arm : std::uint8_t { void_, unknown_ };
  static Arm arm_of(bool tag_) noexcept;
  bool select_void(bool tag_) noexcept;

  bool b_ = true;
  Arm arm_ = Arm::void_;
};
bool encode(onc::xdr::Encoder& out_, const allvoid& value_);
bool decode(onc::xdr::Decoder& in_, allvoid& value_);
constexpr std::size_t xdr_size(const allvoid&) noexcept { return 4; }
std::string to_string(const allvoid& value_);

class onlydef {
 public:
  /// Starts with 0.
  onlydef() noexcept : y_() {}

  static onlydef make_y(std::int32_t tag_, std::int32_t value_);

  [[nodiscard]] std::int32_t x() const noexcept { return x_; }
  /// Null unless x() is none of the other arms'.
  [[nodiscard]] const std::int32_t* y() const noexcept { return arm_ == Arm::y_ ? &y_ : nullptr; }
  [[nodiscard]] std::int32_t* y() noexcept { return arm_ == Arm::y_ ? &y_ : nullptr; }

  friend bool operator==(const onlydef& left_, const onlydef& right_);
  friend bool decode(onc::xdr::Decoder& in_, onlydef& value_);

 private:
  enum class Arm : std::uint8_t { void_, unknown_, y_ };
  static Arm arm_of(std::int32_t tag_) noexcept;
  auto& select(auto& value_, Arm wanted, std::int32_t tag_);

  std::int32_t x_ = 0;
  Arm arm_ = Arm::y_;
  union {
    std::int32_t y_;
  };
};
bool encode(onc::xdr::Encoder& out_, const onlydef& value_);
bool decode(onc::xdr::Decoder& in_, onlydef& value_);
constexpr std::size_t xdr_size(const onlydef&) noexcept { return 8; }
std::string to_string(const onlydef& value_);

class bdef {
 public:
  /// Starts with true.
  bdef() noexcept : f_() {}

  static bdef make_f(float value_);
  static bdef make_void();

  [[nodiscard]] bool b() const noexcept { return b_; }
  /// Null unless b() is true.
  [[nodiscard]] const float* f() const noexcept { return arm_ == Arm::f_ ? &f_ : nullptr; }
  [[nodiscard]] float* f() noexcept { return arm_ == Arm::f_ ? &f_ : nullptr; }

  friend bool operator==(const bdef& left_, const bdef& right_);
  friend bool decode(onc::xdr::Decoder& in_, bdef& value_);

 private:
  enum class Arm : std::uint8_t { void_, unknown_, f_ };
  auto& select(auto& value_, Arm wanted, bool tag_);
  bool select_void(bool tag_) noexcept;

  bool b_ = true;
  Arm arm_ = Arm::f_;
  union {
    float f_;
  };
};
bool encode(onc::xdr::Encoder& out_, const bdef& value_);
bool decode(onc::xdr::Decoder& in_, bdef& value_);
std::size_t xdr_size(const bdef& value_);
std::string to_string(const bdef& value_);

struct list {
  friend bool operator==(const list&, const list&) = default;
};
bool encode(onc::xdr::Encoder& out_, const list& value_);
bool decode(onc::xdr::Decoder& in_, list& value_);
constexpr std::size_t xdr_size(const list&) noexcept { return 0; }
std::string to_string(const list& value_);

struct plist {
  std::int32_t x = 0;
  friend bool operator==(const plist&, const plist&) = default;
};
bool encode(onc::xdr::Encoder& out_, const plist& value_);
bool decode(onc::xdr::Decoder& in_, plist& value_);
constexpr std::size_t xdr_size(const plist&) noexcept { return 4; }
std::string to_string(const plist& value_);

using pl = std::vector<plist>;
bool encode_pl(onc::xdr::Encoder& out_, const pl& value_);
bool decode_pl(onc::xdr::Decoder& in_, pl& value_);
std::size_t xdr_size_pl(const pl& value_);

struct user {
  std::vector<list> l{};
  std::vector<plist> p{};
  pl q{};
  std::array<std::vector<plist>, 2> arr{};
  std::vector<std::vector<plist>> many{};
  std::vector<pl> r{};
  std::vector<list> opt{};
  friend bool operator==(const user&, const user&) = default;
};
bool encode(onc::xdr::Encoder& out_, const user& value_);
bool decode(onc::xdr::Decoder& in_, user& value_);
std::size_t xdr_size(const user& value_);
std::string to_string(const user& value_);

struct A1 {
  onc::xdr::Vector<B1> b{};
  std::int32_t z = 0;
  friend bool operator==(const A1&, const A1&) = default;
};
bool encode(onc::xdr::Encoder& out_, const A1& value_);
bool decode(onc::xdr::Decoder& in_, A1& value_);
std::size_t xdr_size(const A1& value_);
std::string to_string(const A1& value_);

struct B1 {
  onc::xdr::Vector<A1> a{};
  onc::xdr::Boxed<A1> one{};
  friend bool operator==(const B1&, const B1&) = default;
};
bool encode(onc::xdr::Encoder& out_, const B1& value_);
bool decode(onc::xdr::Decoder& in_, B1& value_);
std::size_t xdr_size(const B1& value_);
std::string to_string(const B1& value_);

using recs = onc::xdr::Vector<rec>;
bool encode_recs(onc::xdr::Encoder& out_, const recs& value_);
bool decode_recs(onc::xdr::Decoder& in_, recs& value_);
std::size_t xdr_size_recs(const recs& value_);

class rec {
 public:
  /// Starts with 2.
  rec() noexcept;
  rec(const rec& other_);
  rec(rec&& other_) noexcept;
  rec& operator=(const rec& other_);
  rec& operator=(rec&& other_) noexcept;
  ~rec() {
    if (arm_ >= Arm::p_) clear();
  }

  static rec make_p(pair value_);
  static rec make_r(std::array<rec, 2> value_);
  static rec make_s(std::string value_);
  static rec make_rs(recs value_);

  [[nodiscard]] std::int32_t k() const noexcept { return k_; }
  /// Null unless k() is 0.
  [[nodiscard]] const pair* p() const noexcept { return arm_ == Arm::p_ ? p_.operator->() : nullptr; }
  [[nodiscard]] pair* p() noexcept { return arm_ == Arm::p_ ? p_.operator->() : nullptr; }
  /// Null unless k() is 1.
  [[nodiscard]] const std::array<rec, 2>* r() const noexcept { return arm_ == Arm::r_ ? r_.operator->() : nullptr; }
  [[nodiscard]] std::array<rec, 2>* r() noexcept { return arm_ == Arm::r_ ? r_.operator->() : nullptr; }
  /// Null unless k() is 2.
  [[nodiscard]] const std::string* s() const noexcept { return arm_ == Arm::s_ ? &s_ : nullptr; }
  [[nodiscard]] std::string* s() noexcept { return arm_ == Arm::s_ ? &s_ : nullptr; }
  /// Null unless k() is 3.
  [[nodiscard]] const recs* rs() const noexcept { return arm_ == Arm::rs_ ? &rs_ : nullptr; }
  [[nodiscard]] recs* rs() noexcept { return arm_ == Arm::rs_ ? &rs_ : nullptr; }

  friend bool operator==(const rec& left_, const rec& right_);
  friend bool decode(onc::xdr::Decoder& in_, rec& value_);

 private:
  enum class Arm : std::uint8_t { void_, unknown_, p_, r_, s_, rs_ };
  auto& select(auto& value_, Arm wanted, std::int32_t tag_);
  void clear() noexcept;

  std::int32_t k_ = 2;
  Arm arm_ = Arm::s_;
  union {
    onc::xdr::Boxed<pair> p_;
    onc::xdr::Boxed<std::array<rec, 2>> r_;
    std::string s_;
    recs rs_;
  };
};
bool encode(onc::xdr::Encoder& out_, const rec& value_);
bool decode(onc::xdr::Decoder& in_, rec& value_);
std::size_t xdr_size(const rec& value_);
std::string to_string(const rec& value_);

struct pair {
  rec a{};
  rec b{};
  friend bool operator==(const pair&, const pair&) = default;
};
bool encode(onc::xdr::Encoder& out_, const pair& value_);
bool decode(onc::xdr::Decoder& in_, pair& value_);
std::size_t xdr_size(const pair& value_);
std::string to_string(const pair& value_);

inline constexpr std::uint32_t SIZE = 4;

struct later {
  std::array<std::int32_t, SIZE> arr{};
  std::vector<std::byte> o{};
  onc::xdr::Quadruple q{};
  float f = 0;
  double d = 0;
  std::int8_t c = 0;
  std::int16_t s = 0;
  std::uint8_t uc = 0;
  std::int32_t lo = 0;
  friend bool operator==(const later&, const later&) = default;
};
bool encode(onc::xdr::Encoder& out_, const later& value_);
bool decode(onc::xdr::Decoder& in_, later& value_);
std::size_t xdr_size(const later& value_);
std::string to_string(const later& value_);

struct fwd {
  later l{};
  std::optional<later> lo{};
  friend bool operator==(const fwd&, const fwd&) = default;
};
bool encode(onc::xdr::Encoder& out_, const fwd& value_);
bool decode(onc::xdr::Decoder& in_, fwd& value_);
std::size_t xdr_size(const fwd& value_);
std::string to_string(const fwd& value_);

using alias1 = later;
using alias2 = alias1;

struct usesalias {
  alias2 a{};
  std::optional<alias2> b{};
  friend bool operator==(const usesalias&, const usesalias&) = default;
};
bool encode(onc::xdr::Encoder& out_, const usesalias& value_);
bool decode(onc::xdr::Decoder& in_, usesalias& value_);
std::size_t xdr_size(const usesalias& value_);
std::string to_string(const usesalias& value_);

struct named {
  std::int32_t q = 0;
  friend bool operator==(const named&, const named&) = default;
};
bool encode(onc::xdr::Encoder& out_, const named& value_);
bool decode(onc::xdr::Decoder& in_, named& value_);
constexpr std::size_t xdr_size(const named&) noexcept { return 4; }
std::string to_string(const named& value_);

enum class ne : std::int32_t {
  NE = 0,
};
using enum ne;
/// The enumerator's name, or an empty string for a value outside the schema.
std::string_view to_string(ne value_) noexcept;
bool encode(onc::xdr::Encoder& out_, ne value_);
bool decode(onc::xdr::Decoder& in_, ne& value_);
constexpr std::size_t xdr_size(ne) noexcept { return 4; }

struct arr_element {
  std::int32_t w = 0;
  friend bool operator==(const arr_element&, const arr_element&) = default;
};
bool encode(onc::xdr::Encoder& out_, const arr_element& value_);
bool decode(onc::xdr::Decoder& in_, arr_element& value_);
constexpr std::size_t xdr_size(const arr_element&) noexcept { return 4; }
std::string to_string(const arr_element& value_);

using arr = std::vector<arr_element>;
bool encode_arr(onc::xdr::Encoder& out_, const arr& value_);
bool decode_arr(onc::xdr::Decoder& in_, arr& value_);
std::size_t xdr_size_arr(const arr& value_);

struct Client {
  std::int32_t id = 0;
  friend bool operator==(const Client&, const Client&) = default;
};
bool encode(onc::xdr::Encoder& out_, const Client& value_);
bool decode(onc::xdr::Decoder& in_, Client& value_);
constexpr std::size_t xdr_size(const Client&) noexcept { return 4; }
std::string to_string(const Client& value_);

using id = std::int32_t;

using call = std::string;
bool encode_call(onc::xdr::Encoder& out_, const call& value_);
bool decode_call(onc::xdr::Decoder& in_, call& value_);
std::size_t xdr_size_call(const call& value_);

using pl_alias = std::vector<plist>;
bool encode_pl_alias(onc::xdr::Encoder& out_, const pl_alias& value_);
bool decode_pl_alias(onc::xdr::Decoder& in_, pl_alias& value_);
std::size_t xdr_size_pl_alias(const pl_alias& value_);

using opaque_t = std::vector<std::byte>;
bool encode_opaque_t(onc::xdr::Encoder& out_, const opaque_t& value_);
bool decode_opaque_t(onc::xdr::Decoder& in_, opaque_t& value_);
std::size_t xdr_size_opaque_t(const opaque_t& value_);

namespace PROG {
struct V1 {
  static constexpr onc::ProgramVersion id{536870913, 1};
  class Client;
  class Service;
};

class V1::Client final : public onc::ClientStub {
 public:
  static onc::Result<Client> connect(std::string_view host, const onc::ConnectOptions& options = {});
  explicit Client(std::shared_ptr<onc::Channel> channel) noexcept : onc::ClientStub(std::move(channel)) {}

  onc::Result<void> null(const onc::CallOptions& options = {}) const;
  onc::Pending<void> start_null(const onc::CallOptions& options = {}) const;
  onc::Result<std::int32_t> delete_(std::int32_t a, ::names::id b, const onc::CallOptions& options = {}) const;
  onc::Pending<std::int32_t> start_delete_(std::int32_t a, ::names::id b, const onc::CallOptions& options = {}) const;
  onc::Result<::names::Client> start_a(std::string_view arg1, const onc::CallOptions& options = {}) const;
  onc::Pending<::names::Client> start_start_a(std::string_view arg1, const onc::CallOptions& options = {}) const;
  onc::Result<::names::call> a_(const ::names::Client& arg1, std::string_view arg2,
      const onc::CallOptions& options = {}) const;
  onc::Pending<::names::call> start_a_(const ::names::Client& arg1, std::string_view arg2,
      const onc::CallOptions& options = {}) const;
  onc::Result<std::vector<plist>> connect_(const pl& arg1, const std::vector<plist>& arg2, tag arg3,
      const onc::xdr::Quadruple& arg4, const out& arg5, const onc::CallOptions& options = {}) const;
  onc::Pending<std::vector<plist>> start_connect_(const pl& arg1, const std::vector<plist>& arg2, tag arg3,
      const onc::xdr::Quadruple& arg4, const out& arg5, const onc::CallOptions& options = {}) const;
  onc::Result<pl_alias> value_(const pl_alias& arg1, const onc::CallOptions& options = {}) const;
  onc::Pending<pl_alias> start_value_(const pl_alias& arg1, const onc::CallOptions& options = {}) const;
};

class V1::Service : public onc::Service {
 public:
  [[nodiscard]] onc::ProgramVersion program_version() const noexcept final { return id; }
  onc::Outcome dispatch(onc::IncomingCall& call_) final;

  virtual onc::Result<void> null(onc::CallContext& /*call_*/) { return {}; }
  virtual onc::Result<std::int32_t> delete_(std::int32_t a, ::names::id b, onc::CallContext& call_) = 0;
  virtual onc::Result<::names::Client> start_a(::names::call arg1, onc::CallContext& call_) = 0;
  virtual onc::Result<::names::call> a_(::names::Client arg1, std::string arg2, onc::CallContext& call_) = 0;
  virtual onc::Result<std::vector<plist>> connect_(pl arg1, std::vector<plist> arg2, tag arg3,
      onc::xdr::Quadruple arg4, out arg5, onc::CallContext& call_) = 0;
  virtual onc::Result<pl_alias> value_(pl_alias arg1, onc::CallContext& call_) = 0;
};

struct Client_ {
  static constexpr onc::ProgramVersion id{536870913, 2};
  class Client;
  class Service;
};

class Client_::Client final : public onc::ClientStub {
 public:
  static onc::Result<Client> connect(std::string_view host, const onc::ConnectOptions& options = {});
  explicit Client(std::shared_ptr<onc::Channel> channel) noexcept : onc::ClientStub(std::move(channel)) {}

  onc::Result<::names::id> id_(std::string_view options_, const out& call_2, const ok& out_2, const rec& in_2,
      const onc::CallOptions& options = {}) const;
  onc::Pending<::names::id> start_id_(std::string_view options_, const out& call_2, const ok& out_2, const rec& in_2,
      const onc::CallOptions& options = {}) const;
  onc::Result<std::string> s(std::string_view arg1, const onc::CallOptions& options = {}) const;
  onc::Pending<std::string> start_s(std::string_view arg1, const onc::CallOptions& options = {}) const;
  onc::Result<opaque_t> o(const std::optional<opaque_t>& arg1, const onc::CallOptions& options = {}) const;
  onc::Pending<opaque_t> start_o(const std::optional<opaque_t>& arg1, const onc::CallOptions& options = {}) const;
  onc::Result<std::optional<std::int32_t>> p(const std::optional<std::int32_t>& arg1,
      const onc::CallOptions& options = {}) const;
  onc::Pending<std::optional<std::int32_t>> start_p(const std::optional<std::int32_t>& arg1,
      const onc::CallOptions& options = {}) const;
};

class Client_::Service : public onc::Service {
 public:
  [[nodiscard]] onc::ProgramVersion program_version() const noexcept final { return id; }
  onc::Outcome dispatch(onc::IncomingCall& call_) final;

  virtual onc::Result<::names::id> id_(in options_, out call_2, ok out_2, rec in_2, onc::CallContext& call_) = 0;
  virtual onc::Result<std::string> s(std::string arg1, onc::CallContext& call_) = 0;
  virtual onc::Result<opaque_t> o(std::optional<opaque_t> arg1, onc::CallContext& call_) = 0;
  virtual onc::Result<std::optional<std::int32_t>> p(std::optional<std::int32_t> arg1, onc::CallContext& call_) = 0;
};

}  // namespace PROG

namespace OTHER {
struct PROG_ {
  static constexpr onc::ProgramVersion id{1, 0};
  class Client;
  class Service;
};

class PROG_::Client final : public onc::ClientStub {
 public:
  static onc::Result<Client> connect(std::string_view host, const onc::ConnectOptions& options = {});
  explicit Client(std::shared_ptr<onc::Channel> channel) noexcept : onc::ClientStub(std::move(channel)) {}

  onc::Result<void> x(const onc::CallOptions& options = {}) const;
  onc::Pending<void> start_x(const onc::CallOptions& options = {}) const;
};

class PROG_::Service : public onc::Service {
 public:
  [[nodiscard]] onc::ProgramVersion program_version() const noexcept final { return id; }
  onc::Outcome dispatch(onc::IncomingCall& call_) final;

  virtual onc::Result<void> x(onc::CallContext& call_) = 0;
};

}  // namespace OTHER

}  // namespace names
