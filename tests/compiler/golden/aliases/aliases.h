// Made by idlc from aliases.x. Changes belong there.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <onc/xdr/decoder.h>
#include <onc/xdr/encoder.h>
#include <onc/xdr/types.h>

namespace aliases {

struct node;
struct menu;
class filter;
struct branch;
struct cause;
struct region;
struct step;
struct cell;
struct board;
class tile;
class condition;

/// Typedefs of types that lead back to themselves: before them, between them, behind them.
using nodet = node;

struct node {
  onc::xdr::Boxed<nodet> left{};
  onc::xdr::Boxed<nodet> right{};
  std::int32_t value = 0;
  friend bool operator==(const node&, const node&) = default;
};
bool encode(onc::xdr::Encoder& out, const node& value);
bool decode(onc::xdr::Decoder& in, node& value);
std::size_t xdr_size(const node& value);
std::string to_string(const node& value);

using menut = menu;

struct menu {
  std::string title{};
  onc::xdr::Vector<menut> entries{};
  friend bool operator==(const menu&, const menu&) = default;
};
bool encode(onc::xdr::Encoder& out, const menu& value);
bool decode(onc::xdr::Decoder& in, menu& value);
std::size_t xdr_size(const menu& value);
std::string to_string(const menu& value);

using filtert = filter;

class filter {
 public:
  /// Starts with 0.
  filter() noexcept;
  filter(const filter& other);
  filter(filter&& other) noexcept;
  filter& operator=(const filter& other);
  filter& operator=(filter&& other) noexcept;
  ~filter() {
    if (arm_ >= Arm::parts_) clear();
  }

  static filter make_parts(onc::xdr::Vector<filtert> value);
  static filter make_text(std::string value);

  [[nodiscard]] std::int32_t kind() const noexcept { return kind_; }
  /// Null unless kind() is 0.
  [[nodiscard]] const onc::xdr::Vector<filtert>* parts() const noexcept {
    return arm_ == Arm::parts_ ? &parts_ : nullptr;
  }
  [[nodiscard]] onc::xdr::Vector<filtert>* parts() noexcept { return arm_ == Arm::parts_ ? &parts_ : nullptr; }
  /// Null unless kind() is 1.
  [[nodiscard]] const std::string* text() const noexcept { return arm_ == Arm::text_ ? &text_ : nullptr; }
  [[nodiscard]] std::string* text() noexcept { return arm_ == Arm::text_ ? &text_ : nullptr; }

  friend bool operator==(const filter& left, const filter& right);
  friend bool decode(onc::xdr::Decoder& in, filter& value);

 private:
  enum class Arm : std::uint8_t { void_, unknown_, parts_, text_ };
  auto& select(auto& value, Arm wanted, std::int32_t tag);
  void clear() noexcept;

  std::int32_t kind_ = 0;
  Arm arm_ = Arm::parts_;
  union {
    onc::xdr::Vector<filtert> parts_;
    std::string text_;
  };
};
bool encode(onc::xdr::Encoder& out, const filter& value);
bool decode(onc::xdr::Decoder& in, filter& value);
std::size_t xdr_size(const filter& value);
std::string to_string(const filter& value);

struct entry {
  std::int32_t value = 0;
  friend bool operator==(const entry&, const entry&) = default;
};
bool encode(onc::xdr::Encoder& out, const entry& value);
bool decode(onc::xdr::Decoder& in, entry& value);
constexpr std::size_t xdr_size(const entry&) noexcept { return 4; }
std::string to_string(const entry& value);

/// The link of a list, whatever its name.
using entryt = std::vector<entry>;
bool encode_entryt(onc::xdr::Encoder& out, const entryt& value);
bool decode_entryt(onc::xdr::Decoder& in, entryt& value);
std::size_t xdr_size_entryt(const entryt& value);

using brancht = branch;

struct fork {
  onc::xdr::Boxed<brancht> left{};
  onc::xdr::Boxed<brancht> right{};
  friend bool operator==(const fork&, const fork&) = default;
};
bool encode(onc::xdr::Encoder& out, const fork& value);
bool decode(onc::xdr::Decoder& in, fork& value);
std::size_t xdr_size(const fork& value);
std::string to_string(const fork& value);

struct branch {
  std::int32_t value = 0;
  fork ends{};
  friend bool operator==(const branch&, const branch&) = default;
};
bool encode(onc::xdr::Encoder& out, const branch& value);
bool decode(onc::xdr::Decoder& in, branch& value);
std::size_t xdr_size(const branch& value);
std::string to_string(const branch& value);

using causet = cause;

using maybe_cause = onc::xdr::Boxed<causet>;
bool encode_maybe_cause(onc::xdr::Encoder& out, const maybe_cause& value);
bool decode_maybe_cause(onc::xdr::Decoder& in, maybe_cause& value);
std::size_t xdr_size_maybe_cause(const maybe_cause& value);

struct context {
  maybe_cause behind{};
  friend bool operator==(const context&, const context&) = default;
};
bool encode(onc::xdr::Encoder& out, const context& value);
bool decode(onc::xdr::Decoder& in, context& value);
std::size_t xdr_size(const context& value);
std::string to_string(const context& value);

struct cause {
  context around{};
  friend bool operator==(const cause&, const cause&) = default;
};
bool encode(onc::xdr::Encoder& out, const cause& value);
bool decode(onc::xdr::Decoder& in, cause& value);
std::size_t xdr_size(const cause& value);
std::string to_string(const cause& value);

using memory = region;

struct place {
  onc::xdr::Boxed<memory> parent{};
  friend bool operator==(const place&, const place&) = default;
};
bool encode(onc::xdr::Encoder& out, const place& value);
bool decode(onc::xdr::Decoder& in, place& value);
std::size_t xdr_size(const place& value);
std::string to_string(const place& value);

struct region {
  place where{};
  friend bool operator==(const region&, const region&) = default;
};
bool encode(onc::xdr::Encoder& out, const region& value);
bool decode(onc::xdr::Decoder& in, region& value);
std::size_t xdr_size(const region& value);
std::string to_string(const region& value);

/// A list by value within itself is a vector of what is not complete yet.
using stept = onc::xdr::Vector<step>;
bool encode_stept(onc::xdr::Encoder& out, const stept& value);
bool decode_stept(onc::xdr::Decoder& in, stept& value);
std::size_t xdr_size_stept(const stept& value);

struct detour {
  stept first{};
  onc::xdr::Vector<stept> others{};
  friend bool operator==(const detour&, const detour&) = default;
};
bool encode(onc::xdr::Encoder& out, const detour& value);
bool decode(onc::xdr::Decoder& in, detour& value);
std::size_t xdr_size(const detour& value);
std::string to_string(const detour& value);

class turn {
 public:
  /// Starts with 0.
  turn() noexcept;
  turn(const turn& other);
  turn(turn&& other) noexcept;
  turn& operator=(const turn& other);
  turn& operator=(turn&& other) noexcept;
  ~turn() {
    if (arm_ >= Arm::away_) clear();
  }

  static turn make_away(detour value);
  static turn make_void();

  [[nodiscard]] std::int32_t kind() const noexcept { return kind_; }
  /// Null unless kind() is 0.
  [[nodiscard]] const detour* away() const noexcept { return arm_ == Arm::away_ ? &away_ : nullptr; }
  [[nodiscard]] detour* away() noexcept { return arm_ == Arm::away_ ? &away_ : nullptr; }

  friend bool operator==(const turn& left, const turn& right);
  friend bool decode(onc::xdr::Decoder& in, turn& value);

 private:
  enum class Arm : std::uint8_t { void_, unknown_, away_ };
  auto& select(auto& value, Arm wanted, std::int32_t tag);
  bool select_void(std::int32_t tag) noexcept;
  void clear() noexcept;

  std::int32_t kind_ = 0;
  Arm arm_ = Arm::away_;
  union {
    detour away_;
  };
};
bool encode(onc::xdr::Encoder& out, const turn& value);
bool decode(onc::xdr::Decoder& in, turn& value);
std::size_t xdr_size(const turn& value);
std::string to_string(const turn& value);

struct step {
  turn where{};
  friend bool operator==(const step&, const step&) = default;
};
bool encode(onc::xdr::Encoder& out, const step& value);
bool decode(onc::xdr::Decoder& in, step& value);
std::size_t xdr_size(const step& value);
std::string to_string(const step& value);

/// Arrays of what is not complete yet.
using row = std::array<cell, 2>;
bool encode_row(onc::xdr::Encoder& out, const row& value);
bool decode_row(onc::xdr::Decoder& in, row& value);
std::size_t xdr_size_row(const row& value);

struct cell {
  std::int32_t value = 0;
  onc::xdr::Boxed<row> below{};
  friend bool operator==(const cell&, const cell&) = default;
};
bool encode(onc::xdr::Encoder& out, const cell& value);
bool decode(onc::xdr::Decoder& in, cell& value);
std::size_t xdr_size(const cell& value);
std::string to_string(const cell& value);

using square = std::array<board, 4>;
bool encode_square(onc::xdr::Encoder& out, const square& value);
bool decode_square(onc::xdr::Decoder& in, square& value);
std::size_t xdr_size_square(const square& value);

struct rows {
  onc::xdr::Boxed<square> first{};
  onc::xdr::Vector<square> more{};
  friend bool operator==(const rows&, const rows&);
};
bool encode(onc::xdr::Encoder& out, const rows& value);
bool decode(onc::xdr::Decoder& in, rows& value);
std::size_t xdr_size(const rows& value);
std::string to_string(const rows& value);

struct board {
  rows parts{};
  std::string name{};
  friend bool operator==(const board&, const board&) = default;
};
bool encode(onc::xdr::Encoder& out, const board& value);
bool decode(onc::xdr::Decoder& in, board& value);
std::size_t xdr_size(const board& value);
std::string to_string(const board& value);

using tiles = std::array<tile, 2>;
bool encode_tiles(onc::xdr::Encoder& out, const tiles& value);
bool decode_tiles(onc::xdr::Decoder& in, tiles& value);
std::size_t xdr_size_tiles(const tiles& value);

class tiled {
 public:
  /// Starts with 0.
  tiled() noexcept {}
  tiled(const tiled& other);
  tiled(tiled&& other) noexcept;
  tiled& operator=(const tiled& other);
  tiled& operator=(tiled&& other) noexcept;
  ~tiled() {
    if (arm_ >= Arm::many_) clear();
  }

  static tiled make_many(onc::xdr::Vector<tiles> value);
  static tiled make_one(onc::xdr::Boxed<tiles> value);
  static tiled make_void();

  [[nodiscard]] std::int32_t kind() const noexcept { return kind_; }
  /// Null unless kind() is 1.
  [[nodiscard]] const onc::xdr::Vector<tiles>* many() const noexcept {
    return arm_ == Arm::many_ ? std::addressof(many_) : nullptr;
  }
  [[nodiscard]] onc::xdr::Vector<tiles>* many() noexcept {
    return arm_ == Arm::many_ ? std::addressof(many_) : nullptr;
  }
  /// Null unless kind() is 2.
  [[nodiscard]] const onc::xdr::Boxed<tiles>* one() const noexcept {
    return arm_ == Arm::one_ ? std::addressof(one_) : nullptr;
  }
  [[nodiscard]] onc::xdr::Boxed<tiles>* one() noexcept { return arm_ == Arm::one_ ? std::addressof(one_) : nullptr; }

  friend bool operator==(const tiled& left, const tiled& right);
  friend bool decode(onc::xdr::Decoder& in, tiled& value);

 private:
  enum class Arm : std::uint8_t { void_, unknown_, many_, one_ };
  auto& select(auto& value, Arm wanted, std::int32_t tag);
  bool select_void(std::int32_t tag) noexcept;
  void clear() noexcept;

  std::int32_t kind_ = 0;
  Arm arm_ = Arm::void_;
  union {
    onc::xdr::Vector<tiles> many_;
    onc::xdr::Boxed<tiles> one_;
  };
};
bool encode(onc::xdr::Encoder& out, const tiled& value);
bool decode(onc::xdr::Decoder& in, tiled& value);
std::size_t xdr_size(const tiled& value);
std::string to_string(const tiled& value);

class tile {
 public:
  /// Starts with 0.
  tile() noexcept : number_() {}
  tile(const tile& other);
  tile(tile&& other) noexcept;
  tile& operator=(const tile& other);
  tile& operator=(tile&& other) noexcept;
  ~tile() {
    if (arm_ >= Arm::both_) clear();
  }

  static tile make_number(std::int32_t value);
  static tile make_both(std::array<tiled, 2> value);

  [[nodiscard]] std::int32_t kind() const noexcept { return kind_; }
  /// Null unless kind() is 0.
  [[nodiscard]] const std::int32_t* number() const noexcept { return arm_ == Arm::number_ ? &number_ : nullptr; }
  [[nodiscard]] std::int32_t* number() noexcept { return arm_ == Arm::number_ ? &number_ : nullptr; }
  /// Null unless kind() is 1.
  [[nodiscard]] const std::array<tiled, 2>* both() const noexcept { return arm_ == Arm::both_ ? &both_ : nullptr; }
  [[nodiscard]] std::array<tiled, 2>* both() noexcept { return arm_ == Arm::both_ ? &both_ : nullptr; }

  friend bool operator==(const tile& left, const tile& right);
  friend bool decode(onc::xdr::Decoder& in, tile& value);

 private:
  enum class Arm : std::uint8_t { void_, unknown_, number_, both_ };
  auto& select(auto& value, Arm wanted, std::int32_t tag);
  void clear() noexcept;

  std::int32_t kind_ = 0;
  Arm arm_ = Arm::number_;
  union {
    std::int32_t number_;
    std::array<tiled, 2> both_;
  };
};
bool encode(onc::xdr::Encoder& out, const tile& value);
bool decode(onc::xdr::Decoder& in, tile& value);
std::size_t xdr_size(const tile& value);
std::string to_string(const tile& value);

/// A struct around one around a vector.
struct conditions {
  onc::xdr::Vector<condition> all{};
  friend bool operator==(const conditions&, const conditions&) = default;
};
bool encode(onc::xdr::Encoder& out, const conditions& value);
bool decode(onc::xdr::Decoder& in, conditions& value);
std::size_t xdr_size(const conditions& value);
std::string to_string(const conditions& value);

struct and_condition {
  conditions list{};
  friend bool operator==(const and_condition&, const and_condition&) = default;
};
bool encode(onc::xdr::Encoder& out, const and_condition& value);
bool decode(onc::xdr::Decoder& in, and_condition& value);
std::size_t xdr_size(const and_condition& value);
std::string to_string(const and_condition& value);

class condition {
 public:
  /// Starts with 0.
  condition() noexcept;
  condition(const condition& other);
  condition(condition&& other) noexcept;
  condition& operator=(const condition& other);
  condition& operator=(condition&& other) noexcept;
  ~condition() {
    if (arm_ >= Arm::both_) clear();
  }

  static condition make_both(and_condition value);
  static condition make_leaf(std::int32_t value);

  [[nodiscard]] std::int32_t kind() const noexcept { return kind_; }
  /// Null unless kind() is 0.
  [[nodiscard]] const and_condition* both() const noexcept { return arm_ == Arm::both_ ? &both_ : nullptr; }
  [[nodiscard]] and_condition* both() noexcept { return arm_ == Arm::both_ ? &both_ : nullptr; }
  /// Null unless kind() is 1.
  [[nodiscard]] const std::int32_t* leaf() const noexcept { return arm_ == Arm::leaf_ ? &leaf_ : nullptr; }
  [[nodiscard]] std::int32_t* leaf() noexcept { return arm_ == Arm::leaf_ ? &leaf_ : nullptr; }

  friend bool operator==(const condition& left, const condition& right);
  friend bool decode(onc::xdr::Decoder& in, condition& value);

 private:
  enum class Arm : std::uint8_t { void_, unknown_, leaf_, both_ };
  auto& select(auto& value, Arm wanted, std::int32_t tag);
  void clear() noexcept;

  std::int32_t kind_ = 0;
  Arm arm_ = Arm::both_;
  union {
    and_condition both_;
    std::int32_t leaf_;
  };
};
bool encode(onc::xdr::Encoder& out, const condition& value);
bool decode(onc::xdr::Decoder& in, condition& value);
std::size_t xdr_size(const condition& value);
std::string to_string(const condition& value);

struct uses {
  nodet tree{};
  filtert selection{};
  std::vector<entry> list{};
  std::optional<brancht> limb{};
  maybe_cause cause{};
  memory area{};
  square board{};
  friend bool operator==(const uses&, const uses&) = default;
};
bool encode(onc::xdr::Encoder& out, const uses& value);
bool decode(onc::xdr::Decoder& in, uses& value);
std::size_t xdr_size(const uses& value);
std::string to_string(const uses& value);

}  // namespace aliases
