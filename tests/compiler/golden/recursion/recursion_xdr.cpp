// Made by idlc from recursion.x. Changes belong there.
#include "recursion.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include <onc/xdr/construct.h>
#include <onc/xdr/print.h>
#include <onc/xdr/size.h>

namespace recursion {

bool encode(onc::xdr::Encoder& out, const tree& value) {
  if (!out.enter()) return false;
  const bool ok = out.field("left", out.optional(value.left)) &&
                  out.field("right", out.optional(value.right)) &&
                  out.fields("value", value.value);
  out.leave();
  return ok;
}
bool decode(onc::xdr::Decoder& in, tree& value) {
  if (!in.enter()) return false;
  const bool ok = in.field("left", in.optional(value.left)) &&
                  in.field("right", in.optional(value.right)) &&
                  in.fields("value", value.value);
  in.leave();
  return ok;
}
std::size_t xdr_size(const tree& value) {
  return 4 + onc::xdr::optional_size(value.left) + onc::xdr::optional_size(value.right);
}
std::string to_string(const tree& value) {
  return onc::xdr::Printer()
      .field("left", value.left)
      .field("right", value.right)
      .field("value", value.value)
      .text();
}

bool encode(onc::xdr::Encoder& out, const menu& value) {
  if (!out.enter()) return false;
  const bool ok = out.fields("title", onc::xdr::Bounded{value.title}) &&
                  out.field("entries", out.array(value.entries, onc::xdr::unbounded));
  out.leave();
  return ok;
}
bool decode(onc::xdr::Decoder& in, menu& value) {
  if (!in.enter()) return false;
  const bool ok = in.fields("title", onc::xdr::Bounded{value.title}) &&
                  in.field("entries", in.array(value.entries, onc::xdr::unbounded, 8));
  in.leave();
  return ok;
}
std::size_t xdr_size(const menu& value) {
  return 4 + onc::xdr::opaque_size(value.title) + onc::xdr::elements_size(value.entries);
}
std::string to_string(const menu& value) {
  return onc::xdr::Printer()
      .field("title", value.title)
      .field("entries", value.entries)
      .text();
}

stringlist::stringlist(const stringlist& other) : opted_(other.opted_), arm_(other.arm_) {
  switch (arm_) {
    case Arm::element_:
      std::construct_at(&element_, other.element_);
      break;
    default:
      break;
  }
}

stringlist::stringlist(stringlist&& other) noexcept : opted_(other.opted_), arm_(other.arm_) {
  switch (arm_) {
    case Arm::element_:
      std::construct_at(&element_, std::move(other.element_));
      break;
    default:
      break;
  }
}

stringlist& stringlist::operator=(const stringlist& other) {
  if (this != &other) *this = stringlist(other);
  return *this;
}

stringlist& stringlist::operator=(stringlist&& other) noexcept {
  if (this != &other) {
    std::destroy_at(this);
    std::construct_at(this, std::move(other));
  }
  return *this;
}

void stringlist::clear() noexcept {
  switch (arm_) {
    case Arm::element_:
      std::destroy_at(&element_);
      break;
    default:
      break;
  }
}

// An arm that is selected already keeps its value, and with it the memory to fill again.
auto& stringlist::select(auto& value, Arm wanted, bool tag) {
  if (arm_ != wanted) {
    if (arm_ >= Arm::element_) clear();
    arm_ = Arm::void_;
    onc::xdr::construct(value);
    arm_ = wanted;
  }
  opted_ = tag;
  return value;
}

bool stringlist::select_void(bool tag) noexcept {
  if (arm_ >= Arm::element_) clear();
  arm_ = Arm::void_;
  opted_ = tag;
  return true;
}

stringlist stringlist::make_element(stringlist_element value) {
  stringlist made;
  made.select(made.element_, Arm::element_, true) = std::move(value);
  return made;
}

stringlist stringlist::make_void() {
  stringlist made;
  made.select_void(false);
  return made;
}

bool operator==(const stringlist& left, const stringlist& right) {
  if (left.opted_ != right.opted_) return false;
  switch (left.arm_) {
    case stringlist::Arm::element_:
      return left.element_ == right.element_;
    default:
      return true;
  }
}

bool encode(onc::xdr::Encoder& out, const stringlist& value) {
  const auto write_arm = [&] {
    if (value.opted()) return out.fields("opted", value.opted()) && out.field("element", encode(out, *value.element()));
    return out.fields("opted", value.opted());
  };
  if (!out.enter()) return false;
  const bool ok = write_arm();
  out.leave();
  return ok;
}
bool decode(onc::xdr::Decoder& in, stringlist& value) {
  bool tag{};
  const auto read_arm = [&] {
    if (tag) return in.fields("opted", onc::xdr::Peeked{tag})
        && in.field("element",
        in.boxed(value.select(value.element_, stringlist::Arm::element_, tag),
        [](onc::xdr::Decoder& coder, auto& element) { return decode(coder, element); }));
    return in.fields("opted", onc::xdr::Peeked{tag}) && value.select_void(tag);
  };
  if (!in.enter()) return false;
  const bool ok = in.field("opted", in.peek(tag)) && read_arm();
  in.leave();
  return ok;
}
std::size_t xdr_size(const stringlist& value) {
  if (value.opted()) return 4 + xdr_size(*value.element());
  return 4;
}
std::string to_string(const stringlist& value) {
  return onc::xdr::Printer()
      .field("opted", value.opted())
      .arm("element", value.element())
      .text();
}

bool encode_expressions(onc::xdr::Encoder& out, const expressions& value) {
  return out.array(value, 16);
}
bool decode_expressions(onc::xdr::Decoder& in, expressions& value) {
  return in.array(value, 16, 8);
}
std::size_t xdr_size_expressions(const expressions& value) {
  return 4 + onc::xdr::elements_size(value);
}

expression::expression(const expression& other) : kind_(other.kind_), arm_(other.arm_) {
  switch (arm_) {
    case Arm::number_:
      std::construct_at(&number_, other.number_);
      break;
    case Arm::operands_:
      std::construct_at(&operands_, other.operands_);
      break;
    case Arm::negated_:
      std::construct_at(&negated_, other.negated_);
      break;
    case Arm::arguments_:
      std::construct_at(&arguments_, other.arguments_);
      break;
    default:
      break;
  }
}

expression::expression(expression&& other) noexcept : kind_(other.kind_), arm_(other.arm_) {
  switch (arm_) {
    case Arm::number_:
      std::construct_at(&number_, std::move(other.number_));
      break;
    case Arm::operands_:
      std::construct_at(&operands_, std::move(other.operands_));
      break;
    case Arm::negated_:
      std::construct_at(&negated_, std::move(other.negated_));
      break;
    case Arm::arguments_:
      std::construct_at(&arguments_, std::move(other.arguments_));
      break;
    default:
      break;
  }
}

expression& expression::operator=(const expression& other) {
  if (this != &other) *this = expression(other);
  return *this;
}

expression& expression::operator=(expression&& other) noexcept {
  if (this != &other) {
    std::destroy_at(this);
    std::construct_at(this, std::move(other));
  }
  return *this;
}

void expression::clear() noexcept {
  switch (arm_) {
    case Arm::operands_:
      std::destroy_at(&operands_);
      break;
    case Arm::negated_:
      std::destroy_at(&negated_);
      break;
    case Arm::arguments_:
      std::destroy_at(&arguments_);
      break;
    default:
      break;
  }
}

// An arm that is selected already keeps its value, and with it the memory to fill again.
auto& expression::select(auto& value, Arm wanted, std::int32_t tag) {
  if (arm_ != wanted) {
    if (arm_ >= Arm::operands_) clear();
    arm_ = Arm::void_;
    onc::xdr::construct(value);
    arm_ = wanted;
  }
  kind_ = tag;
  return value;
}

expression expression::make_number(std::int32_t value) {
  expression made;
  made.select(made.number_, Arm::number_, 0) = value;
  return made;
}

expression expression::make_operands(pair value) {
  expression made;
  made.select(made.operands_, Arm::operands_, 1) = std::move(value);
  return made;
}

expression expression::make_negated(expression value) {
  expression made;
  made.select(made.negated_, Arm::negated_, 2) = std::move(value);
  return made;
}

expression expression::make_arguments(expressions value) {
  expression made;
  made.select(made.arguments_, Arm::arguments_, 3) = std::move(value);
  return made;
}

bool operator==(const expression& left, const expression& right) {
  if (left.kind_ != right.kind_) return false;
  switch (left.arm_) {
    case expression::Arm::number_:
      return left.number_ == right.number_;
    case expression::Arm::operands_:
      return left.operands_ == right.operands_;
    case expression::Arm::negated_:
      return left.negated_ == right.negated_;
    case expression::Arm::arguments_:
      return left.arguments_ == right.arguments_;
    default:
      return true;
  }
}

bool encode(onc::xdr::Encoder& out, const expression& value) {
  const auto write_arm = [&] {
    switch (value.kind()) {
      case 0:
        return out.fields("kind number", value.kind(), *value.number());
      case 1:
        return out.fields("kind", value.kind()) && out.field("operands", encode(out, *value.operands()));
      case 2:
        return out.fields("kind", value.kind()) && out.field("negated", encode(out, *value.negated()));
      case 3:
        return out.fields("kind", value.kind()) && out.field("arguments", encode_expressions(out, *value.arguments()));
      default:
        return out.unknown_arm(static_cast<std::int64_t>(value.kind()));
    }
  };
  if (!out.enter()) return false;
  const bool ok = write_arm();
  out.leave();
  return ok;
}
bool decode(onc::xdr::Decoder& in, expression& value) {
  std::int32_t tag{};
  const auto read_arm = [&] {
    switch (tag) {
      case 0: {
        auto& made = value.select(value.number_, expression::Arm::number_, tag);
        return in.fields("kind number", onc::xdr::Peeked{tag}, made);
      }
      case 1:
        return in.fields("kind", onc::xdr::Peeked{tag})
            && in.field("operands",
            in.boxed(value.select(value.operands_, expression::Arm::operands_, tag),
            [](onc::xdr::Decoder& coder, auto& element) { return decode(coder, element); }));
      case 2:
        return in.fields("kind", onc::xdr::Peeked{tag})
            && in.field("negated",
            in.boxed(value.select(value.negated_, expression::Arm::negated_, tag),
            [](onc::xdr::Decoder& coder, auto& element) { return decode(coder, element); }));
      case 3:
        return in.fields("kind", onc::xdr::Peeked{tag})
            && in.field("arguments",
            decode_expressions(in, value.select(value.arguments_, expression::Arm::arguments_, tag)));
      default:
        return in.unknown_arm(static_cast<std::int64_t>(tag));
    }
  };
  if (!in.enter()) return false;
  const bool ok = in.field("kind", in.peek(tag)) && read_arm();
  in.leave();
  return ok;
}
std::size_t xdr_size(const expression& value) {
  switch (value.kind()) {
    case 0:
      return 8;
    case 1:
      return 4 + xdr_size(*value.operands());
    case 2:
      return 4 + xdr_size(*value.negated());
    case 3:
      return 4 + xdr_size_expressions(*value.arguments());
    default:
      return 4;
  }
}
std::string to_string(const expression& value) {
  return onc::xdr::Printer()
      .field("kind", value.kind())
      .arm("number", value.number())
      .arm("operands", value.operands())
      .arm("negated", value.negated())
      .arm("arguments", value.arguments())
      .text();
}

bool encode(onc::xdr::Encoder& out, const pair& value) {
  if (!out.enter()) return false;
  const bool ok = out.field("left", encode(out, value.left)) &&
                  out.field("right", encode(out, value.right));
  out.leave();
  return ok;
}
bool decode(onc::xdr::Decoder& in, pair& value) {
  if (!in.enter()) return false;
  const bool ok = in.field("left", decode(in, value.left)) &&
                  in.field("right", decode(in, value.right));
  in.leave();
  return ok;
}
std::size_t xdr_size(const pair& value) {
  return xdr_size(value.left) + xdr_size(value.right);
}
std::string to_string(const pair& value) {
  return onc::xdr::Printer()
      .field("left", value.left)
      .field("right", value.right)
      .text();
}

outer::outer() : second_() { second_.emplace(); }

outer::outer(const outer& other) : kind_(other.kind_), arm_(other.arm_) {
  switch (arm_) {
    case Arm::first_:
      std::construct_at(&first_, other.first_);
      break;
    case Arm::second_:
      std::construct_at(&second_, other.second_);
      break;
    default:
      break;
  }
}

outer::outer(outer&& other) noexcept : kind_(other.kind_), arm_(other.arm_) {
  switch (arm_) {
    case Arm::first_:
      std::construct_at(&first_, std::move(other.first_));
      break;
    case Arm::second_:
      std::construct_at(&second_, std::move(other.second_));
      break;
    default:
      break;
  }
}

outer& outer::operator=(const outer& other) {
  if (this != &other) *this = outer(other);
  return *this;
}

outer& outer::operator=(outer&& other) noexcept {
  if (this != &other) {
    std::destroy_at(this);
    std::construct_at(this, std::move(other));
  }
  return *this;
}

void outer::clear() noexcept {
  switch (arm_) {
    case Arm::first_:
      std::destroy_at(&first_);
      break;
    case Arm::second_:
      std::destroy_at(&second_);
      break;
    default:
      break;
  }
}

// An arm that is selected already keeps its value, and with it the memory to fill again.
auto& outer::select(auto& value, Arm wanted, std::int32_t tag) {
  if (arm_ != wanted) {
    if (arm_ >= Arm::first_) clear();
    arm_ = Arm::void_;
    onc::xdr::construct(value);
    arm_ = wanted;
  }
  kind_ = tag;
  return value;
}

outer outer::make_first(around value) {
  outer made;
  made.select(made.first_, Arm::first_, 1) = std::move(value);
  return made;
}

outer outer::make_second(through value) {
  outer made;
  made.select(made.second_, Arm::second_, 2) = std::move(value);
  return made;
}

bool operator==(const outer& left, const outer& right) {
  if (left.kind_ != right.kind_) return false;
  switch (left.arm_) {
    case outer::Arm::first_:
      return left.first_ == right.first_;
    case outer::Arm::second_:
      return left.second_ == right.second_;
    default:
      return true;
  }
}

bool encode(onc::xdr::Encoder& out, const outer& value) {
  const auto write_arm = [&] {
    switch (value.kind()) {
      case 1:
        return out.fields("kind", value.kind()) && out.field("first", encode(out, *value.first()));
      case 2:
        return out.fields("kind", value.kind()) && out.field("second", encode(out, *value.second()));
      default:
        return out.unknown_arm(static_cast<std::int64_t>(value.kind()));
    }
  };
  if (!out.enter()) return false;
  const bool ok = write_arm();
  out.leave();
  return ok;
}
bool decode(onc::xdr::Decoder& in, outer& value) {
  std::int32_t tag{};
  const auto read_arm = [&] {
    switch (tag) {
      case 1:
        return in.fields("kind", onc::xdr::Peeked{tag})
            && in.field("first",
            in.boxed(value.select(value.first_, outer::Arm::first_, tag),
            [](onc::xdr::Decoder& coder, auto& element) { return decode(coder, element); }));
      case 2:
        return in.fields("kind", onc::xdr::Peeked{tag})
            && in.field("second",
            in.boxed(value.select(value.second_, outer::Arm::second_, tag),
            [](onc::xdr::Decoder& coder, auto& element) { return decode(coder, element); }));
      default:
        return in.unknown_arm(static_cast<std::int64_t>(tag));
    }
  };
  if (!in.enter()) return false;
  const bool ok = in.field("kind", in.peek(tag)) && read_arm();
  in.leave();
  return ok;
}
std::size_t xdr_size(const outer& value) {
  switch (value.kind()) {
    case 1:
      return 4 + xdr_size(*value.first());
    case 2:
      return 4 + xdr_size(*value.second());
    default:
      return 4;
  }
}
std::string to_string(const outer& value) {
  return onc::xdr::Printer()
      .field("kind", value.kind())
      .arm("first", value.first())
      .arm("second", value.second())
      .text();
}

bool encode(onc::xdr::Encoder& out, const around& value) {
  if (!out.enter()) return false;
  const bool ok = out.field("inside", encode(out, value.inside));
  out.leave();
  return ok;
}
bool decode(onc::xdr::Decoder& in, around& value) {
  if (!in.enter()) return false;
  const bool ok = in.field("inside", decode(in, value.inside));
  in.leave();
  return ok;
}
std::size_t xdr_size(const around& value) {
  return xdr_size(value.inside);
}
std::string to_string(const around& value) {
  return onc::xdr::Printer()
      .field("inside", value.inside)
      .text();
}

inner::inner(const inner& other) : kind_(other.kind_), arm_(other.arm_) {
  switch (arm_) {
    case Arm::again_:
      std::construct_at(&again_, other.again_);
      break;
    default:
      break;
  }
}

inner::inner(inner&& other) noexcept : kind_(other.kind_), arm_(other.arm_) {
  switch (arm_) {
    case Arm::again_:
      std::construct_at(&again_, std::move(other.again_));
      break;
    default:
      break;
  }
}

inner& inner::operator=(const inner& other) {
  if (this != &other) *this = inner(other);
  return *this;
}

inner& inner::operator=(inner&& other) noexcept {
  if (this != &other) {
    std::destroy_at(this);
    std::construct_at(this, std::move(other));
  }
  return *this;
}

void inner::clear() noexcept {
  switch (arm_) {
    case Arm::again_:
      std::destroy_at(&again_);
      break;
    default:
      break;
  }
}

// An arm that is selected already keeps its value, and with it the memory to fill again.
auto& inner::select(auto& value, Arm wanted, std::int32_t tag) {
  if (arm_ != wanted) {
    if (arm_ >= Arm::again_) clear();
    arm_ = Arm::void_;
    onc::xdr::construct(value);
    arm_ = wanted;
  }
  kind_ = tag;
  return value;
}

bool inner::select_void(std::int32_t tag) noexcept {
  if (arm_ >= Arm::again_) clear();
  arm_ = Arm::void_;
  kind_ = tag;
  return true;
}

inner inner::make_again(outer value) {
  inner made;
  made.select(made.again_, Arm::again_, 1) = std::move(value);
  return made;
}

inner inner::make_void(std::int32_t tag) {
  if (arm_of(tag) != Arm::void_) throw std::invalid_argument("inner::make_void: the tag selects another arm");
  inner made;
  made.select_void(tag);
  return made;
}

inner::Arm inner::arm_of(std::int32_t tag) noexcept {
  switch (tag) {
    case 1:
      return Arm::again_;
    default:
      return Arm::void_;
  }
}

bool operator==(const inner& left, const inner& right) {
  if (left.kind_ != right.kind_) return false;
  switch (left.arm_) {
    case inner::Arm::again_:
      return left.again_ == right.again_;
    default:
      return true;
  }
}

bool encode(onc::xdr::Encoder& out, const inner& value) {
  const auto write_arm = [&] {
    switch (value.kind()) {
      case 1:
        return out.fields("kind", value.kind()) && out.field("again", encode(out, *value.again()));
      default:
        return out.fields("kind", value.kind());
    }
  };
  if (!out.enter()) return false;
  const bool ok = write_arm();
  out.leave();
  return ok;
}
bool decode(onc::xdr::Decoder& in, inner& value) {
  std::int32_t tag{};
  const auto read_arm = [&] {
    switch (tag) {
      case 1:
        return in.fields("kind", onc::xdr::Peeked{tag})
            && in.field("again",
            in.boxed(value.select(value.again_, inner::Arm::again_, tag),
            [](onc::xdr::Decoder& coder, auto& element) { return decode(coder, element); }));
      default:
        return in.fields("kind", onc::xdr::Peeked{tag}) && value.select_void(tag);
    }
  };
  if (!in.enter()) return false;
  const bool ok = in.field("kind", in.peek(tag)) && read_arm();
  in.leave();
  return ok;
}
std::size_t xdr_size(const inner& value) {
  switch (value.kind()) {
    case 1:
      return 4 + xdr_size(*value.again());
    default:
      return 4;
  }
}
std::string to_string(const inner& value) {
  return onc::xdr::Printer()
      .field("kind", value.kind())
      .arm("again", value.again())
      .text();
}

bool encode(onc::xdr::Encoder& out, const through& value) {
  if (!out.enter()) return false;
  const bool ok = out.field("inside", encode(out, value.inside));
  out.leave();
  return ok;
}
bool decode(onc::xdr::Decoder& in, through& value) {
  if (!in.enter()) return false;
  const bool ok = in.field("inside", decode(in, value.inside));
  in.leave();
  return ok;
}
std::size_t xdr_size(const through& value) {
  return xdr_size(value.inside);
}
std::string to_string(const through& value) {
  return onc::xdr::Printer()
      .field("inside", value.inside)
      .text();
}

bool encode(onc::xdr::Encoder& out, const stringlist_element& value) {
  if (!out.enter()) return false;
  const bool ok = out.fields("item", onc::xdr::Bounded{value.item}) &&
                  out.field("next", encode(out, value.next));
  out.leave();
  return ok;
}
bool decode(onc::xdr::Decoder& in, stringlist_element& value) {
  if (!in.enter()) return false;
  const bool ok = in.fields("item", onc::xdr::Bounded{value.item}) &&
                  in.field("next", decode(in, value.next));
  in.leave();
  return ok;
}
std::size_t xdr_size(const stringlist_element& value) {
  return onc::xdr::opaque_size(value.item) + xdr_size(value.next);
}
std::string to_string(const stringlist_element& value) {
  return onc::xdr::Printer()
      .field("item", value.item)
      .field("next", value.next)
      .text();
}

}  // namespace recursion
