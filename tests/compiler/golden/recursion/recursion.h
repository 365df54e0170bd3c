// Made by idlc from recursion.x. Changes belong there.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include <onc/xdr/decoder.h>
#include <onc/xdr/encoder.h>
#include <onc/xdr/types.h>

namespace recursion {

struct stringlist_element;
class expression;
struct pair;
struct around;
struct through;

struct tree {
  onc::xdr::Boxed<tree> left{};
  onc::xdr::Boxed<tree> right{};
  std::int32_t value = 0;
  friend bool operator==(const tree&, const tree&) = default;
};
bool encode(onc::xdr::Encoder& out, const tree& value);
bool decode(onc::xdr::Decoder& in, tree& value);
std::size_t xdr_size(const tree& value);
std::string to_string(const tree& value);

struct menu {
  std::string title{};
  onc::xdr::Vector<menu> entries{};
  friend bool operator==(const menu&, const menu&) = default;
};
bool encode(onc::xdr::Encoder& out, const menu& value);
bool decode(onc::xdr::Decoder& in, menu& value);
std::size_t xdr_size(const menu& value);
std::string to_string(const menu& value);

/// RFC 4506 section 4.19 prints this way of writing optional data.
class stringlist {
 public:
  /// Starts with false.
  stringlist() noexcept {}
  stringlist(const stringlist& other);
  stringlist(stringlist&& other) noexcept;
  stringlist& operator=(const stringlist& other);
  stringlist& operator=(stringlist&& other) noexcept;
  ~stringlist() {
    if (arm_ >= Arm::element_) clear();
  }

  static stringlist make_element(stringlist_element value);
  static stringlist make_void();

  [[nodiscard]] bool opted() const noexcept { return opted_; }
  /// Null unless opted() is true.
  [[nodiscard]] const stringlist_element* element() const noexcept {
    return arm_ == Arm::element_ ? element_.operator->() : nullptr;
  }
  [[nodiscard]] stringlist_element* element() noexcept {
    return arm_ == Arm::element_ ? element_.operator->() : nullptr;
  }

  friend bool operator==(const stringlist& left, const stringlist& right);
  friend bool decode(onc::xdr::Decoder& in, stringlist& value);

 private:
  enum class Arm : std::uint8_t { void_, unknown_, element_ };
  auto& select(auto& value, Arm wanted, bool tag);
  bool select_void(bool tag) noexcept;
  void clear() noexcept;

  bool opted_ = false;
  Arm arm_ = Arm::void_;
  union {
    onc::xdr::Boxed<stringlist_element> element_;
  };
};
bool encode(onc::xdr::Encoder& out, const stringlist& value);
bool decode(onc::xdr::Decoder& in, stringlist& value);
std::size_t xdr_size(const stringlist& value);
std::string to_string(const stringlist& value);

using expressions = onc::xdr::Vector<expression>;
bool encode_expressions(onc::xdr::Encoder& out, const expressions& value);
bool decode_expressions(onc::xdr::Decoder& in, expressions& value);
std::size_t xdr_size_expressions(const expressions& value);

class expression {
 public:
  /// Starts with 0.
  expression() noexcept : number_() {}
  expression(const expression& other);
  expression(expression&& other) noexcept;
  expression& operator=(const expression& other);
  expression& operator=(expression&& other) noexcept;
  ~expression() {
    if (arm_ >= Arm::operands_) clear();
  }

  static expression make_number(std::int32_t value);
  static expression make_operands(pair value);
  static expression make_negated(expression value);
  static expression make_arguments(expressions value);

  [[nodiscard]] std::int32_t kind() const noexcept { return kind_; }
  /// Null unless kind() is 0.
  [[nodiscard]] const std::int32_t* number() const noexcept { return arm_ == Arm::number_ ? &number_ : nullptr; }
  [[nodiscard]] std::int32_t* number() noexcept { return arm_ == Arm::number_ ? &number_ : nullptr; }
  /// Null unless kind() is 1.
  [[nodiscard]] const pair* operands() const noexcept {
    return arm_ == Arm::operands_ ? operands_.operator->() : nullptr;
  }
  [[nodiscard]] pair* operands() noexcept { return arm_ == Arm::operands_ ? operands_.operator->() : nullptr; }
  /// Null unless kind() is 2.
  [[nodiscard]] const expression* negated() const noexcept {
    return arm_ == Arm::negated_ ? negated_.operator->() : nullptr;
  }
  [[nodiscard]] expression* negated() noexcept { return arm_ == Arm::negated_ ? negated_.operator->() : nullptr; }
  /// Null unless kind() is 3.
  [[nodiscard]] const expressions* arguments() const noexcept {
    return arm_ == Arm::arguments_ ? &arguments_ : nullptr;
  }
  [[nodiscard]] expressions* arguments() noexcept { return arm_ == Arm::arguments_ ? &arguments_ : nullptr; }

  friend bool operator==(const expression& left, const expression& right);
  friend bool decode(onc::xdr::Decoder& in, expression& value);

 private:
  enum class Arm : std::uint8_t { void_, unknown_, number_, operands_, negated_, arguments_ };
  auto& select(auto& value, Arm wanted, std::int32_t tag);
  void clear() noexcept;

  std::int32_t kind_ = 0;
  Arm arm_ = Arm::number_;
  union {
    std::int32_t number_;
    onc::xdr::Boxed<pair> operands_;
    onc::xdr::Boxed<expression> negated_;
    expressions arguments_;
  };
};
bool encode(onc::xdr::Encoder& out, const expression& value);
bool decode(onc::xdr::Decoder& in, expression& value);
std::size_t xdr_size(const expression& value);
std::string to_string(const expression& value);

struct pair {
  expression left{};
  expression right{};
  friend bool operator==(const pair&, const pair&) = default;
};
bool encode(onc::xdr::Encoder& out, const pair& value);
bool decode(onc::xdr::Decoder& in, pair& value);
std::size_t xdr_size(const pair& value);
std::string to_string(const pair& value);

/// No arm that does not lead back: what a new value holds is on the heap.
class outer {
 public:
  /// Starts with 2.
  outer();
  outer(const outer& other);
  outer(outer&& other) noexcept;
  outer& operator=(const outer& other);
  outer& operator=(outer&& other) noexcept;
  ~outer() {
    if (arm_ >= Arm::first_) clear();
  }

  static outer make_first(around value);
  static outer make_second(through value);

  [[nodiscard]] std::int32_t kind() const noexcept { return kind_; }
  /// Null unless kind() is 1.
  [[nodiscard]] const around* first() const noexcept { return arm_ == Arm::first_ ? first_.operator->() : nullptr; }
  [[nodiscard]] around* first() noexcept { return arm_ == Arm::first_ ? first_.operator->() : nullptr; }
  /// Null unless kind() is 2.
  [[nodiscard]] const through* second() const noexcept { return arm_ == Arm::second_ ? second_.operator->() : nullptr; }
  [[nodiscard]] through* second() noexcept { return arm_ == Arm::second_ ? second_.operator->() : nullptr; }

  friend bool operator==(const outer& left, const outer& right);
  friend bool decode(onc::xdr::Decoder& in, outer& value);

 private:
  enum class Arm : std::uint8_t { void_, unknown_, first_, second_ };
  auto& select(auto& value, Arm wanted, std::int32_t tag);
  void clear() noexcept;

  std::int32_t kind_ = 2;
  Arm arm_ = Arm::second_;
  union {
    onc::xdr::Boxed<around> first_;
    onc::xdr::Boxed<through> second_;
  };
};
bool encode(onc::xdr::Encoder& out, const outer& value);
bool decode(onc::xdr::Decoder& in, outer& value);
std::size_t xdr_size(const outer& value);
std::string to_string(const outer& value);

struct around {
  outer inside{};
  friend bool operator==(const around&, const around&) = default;
};
bool encode(onc::xdr::Encoder& out, const around& value);
bool decode(onc::xdr::Decoder& in, around& value);
std::size_t xdr_size(const around& value);
std::string to_string(const around& value);

class inner {
 public:
  /// Starts with 0.
  inner() noexcept {}
  inner(const inner& other);
  inner(inner&& other) noexcept;
  inner& operator=(const inner& other);
  inner& operator=(inner&& other) noexcept;
  ~inner() {
    if (arm_ >= Arm::again_) clear();
  }

  static inner make_again(outer value);
  static inner make_void(std::int32_t tag);

  [[nodiscard]] std::int32_t kind() const noexcept { return kind_; }
  /// Null unless kind() is 1.
  [[nodiscard]] const outer* again() const noexcept { return arm_ == Arm::again_ ? again_.operator->() : nullptr; }
  [[nodiscard]] outer* again() noexcept { return arm_ == Arm::again_ ? again_.operator->() : nullptr; }

  friend bool operator==(const inner& left, const inner& right);
  friend bool decode(onc::xdr::Decoder& in, inner& value);

 private:
  enum class Arm : std::uint8_t { void_, unknown_, again_ };
  static Arm arm_of(std::int32_t tag) noexcept;
  auto& select(auto& value, Arm wanted, std::int32_t tag);
  bool select_void(std::int32_t tag) noexcept;
  void clear() noexcept;

  std::int32_t kind_ = 0;
  Arm arm_ = Arm::void_;
  union {
    onc::xdr::Boxed<outer> again_;
  };
};
bool encode(onc::xdr::Encoder& out, const inner& value);
bool decode(onc::xdr::Decoder& in, inner& value);
std::size_t xdr_size(const inner& value);
std::string to_string(const inner& value);

struct through {
  inner inside{};
  friend bool operator==(const through&, const through&) = default;
};
bool encode(onc::xdr::Encoder& out, const through& value);
bool decode(onc::xdr::Decoder& in, through& value);
std::size_t xdr_size(const through& value);
std::string to_string(const through& value);

struct stringlist_element {
  std::string item{};
  stringlist next{};
  friend bool operator==(const stringlist_element&, const stringlist_element&) = default;
};
bool encode(onc::xdr::Encoder& out, const stringlist_element& value);
bool decode(onc::xdr::Decoder& in, stringlist_element& value);
std::size_t xdr_size(const stringlist_element& value);
std::string to_string(const stringlist_element& value);

}  // namespace recursion
