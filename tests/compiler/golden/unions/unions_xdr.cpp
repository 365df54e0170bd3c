// Made by idlc from unions.x. Changes belong there.
#include "unions.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <onc/xdr/construct.h>
#include <onc/xdr/print.h>
#include <onc/xdr/size.h>

namespace unions {

std::string_view to_string(status value) noexcept {
  switch (value) {
    case status::OK:
      return "OK";
    case status::NOT_FOUND:
      return "NOT_FOUND";
    case status::STALE:
      return "STALE";
    case status::MOVED:
      return "MOVED";
  }
  return {};
}
bool encode(onc::xdr::Encoder& out, status value) {
  return out.i32(static_cast<std::int32_t>(value));
}
bool decode(onc::xdr::Decoder& in, status& value) {
  return in.enumerator(value);
}

bool encode(onc::xdr::Encoder& out, const entry& value) {
  return out.fields("name data", onc::xdr::Bounded{value.name, 255}, onc::xdr::Bounded{value.data});
}
bool decode(onc::xdr::Decoder& in, entry& value) {
  return in.fields("name data", onc::xdr::Bounded{value.name, 255}, onc::xdr::Bounded{value.data});
}
std::size_t xdr_size(const entry& value) {
  return onc::xdr::opaque_size(value.name) + onc::xdr::opaque_size(value.data);
}
std::string to_string(const entry& value) {
  return onc::xdr::Printer()
      .field("name", value.name)
      .field("data", value.data)
      .text();
}

get_result::get_result() noexcept : found_() {}

get_result::get_result(const get_result& other) : st_(other.st_), arm_(other.arm_) {
  switch (arm_) {
    case Arm::found_:
      std::construct_at(&found_, other.found_);
      break;
    case Arm::latest_:
      std::construct_at(&latest_, other.latest_);
      break;
    default:
      break;
  }
}

get_result::get_result(get_result&& other) noexcept : st_(other.st_), arm_(other.arm_) {
  switch (arm_) {
    case Arm::found_:
      std::construct_at(&found_, std::move(other.found_));
      break;
    case Arm::latest_:
      std::construct_at(&latest_, std::move(other.latest_));
      break;
    default:
      break;
  }
}

get_result& get_result::operator=(const get_result& other) {
  if (this != &other) *this = get_result(other);
  return *this;
}

get_result& get_result::operator=(get_result&& other) noexcept {
  if (this != &other) {
    std::destroy_at(this);
    std::construct_at(this, std::move(other));
  }
  return *this;
}

void get_result::clear() noexcept {
  switch (arm_) {
    case Arm::found_:
      std::destroy_at(&found_);
      break;
    default:
      break;
  }
}

// An arm that is selected already keeps its value, and with it the memory to fill again.
auto& get_result::select(auto& value, Arm wanted, status tag) {
  if (arm_ != wanted) {
    if (arm_ >= Arm::found_) clear();
    arm_ = Arm::void_;
    onc::xdr::construct(value);
    arm_ = wanted;
  }
  st_ = tag;
  return value;
}

bool get_result::select_void(status tag) noexcept {
  if (arm_ >= Arm::found_) clear();
  arm_ = Arm::void_;
  st_ = tag;
  return true;
}

get_result get_result::make_found(entry value) {
  get_result made;
  made.select(made.found_, Arm::found_, status::OK) = std::move(value);
  return made;
}

get_result get_result::make_latest(status tag, std::uint64_t value) {
  if (arm_of(tag) != Arm::latest_) throw std::invalid_argument("get_result::make_latest: the tag selects another arm");
  get_result made;
  made.select(made.latest_, Arm::latest_, tag) = value;
  return made;
}

get_result get_result::make_void(status tag) {
  if (arm_of(tag) != Arm::void_) throw std::invalid_argument("get_result::make_void: the tag selects another arm");
  get_result made;
  made.select_void(tag);
  return made;
}

get_result::Arm get_result::arm_of(status tag) noexcept {
  switch (tag) {
    case status::OK:
      return Arm::found_;
    case status::STALE:
    case status::MOVED:
      return Arm::latest_;
    default:
      return Arm::void_;
  }
}

bool operator==(const get_result& left, const get_result& right) {
  if (left.st_ != right.st_) return false;
  switch (left.arm_) {
    case get_result::Arm::found_:
      return left.found_ == right.found_;
    case get_result::Arm::latest_:
      return left.latest_ == right.latest_;
    default:
      return true;
  }
}

bool encode(onc::xdr::Encoder& out, const get_result& value) {
  switch (value.st()) {
    case status::OK:
      return out.fields("st found.name found.data", value.st(), onc::xdr::Bounded{value.found()->name, 255},
          onc::xdr::Bounded{value.found()->data});
    case status::STALE:
    case status::MOVED:
      return out.fields("st latest", value.st(), *value.latest());
    default:
      return out.fields("st", value.st());
  }
}
bool decode(onc::xdr::Decoder& in, get_result& value) {
  status tag{};
  if (!in.field("st", in.peek(tag))) return false;
  switch (tag) {
    case status::OK: {
      auto& made = value.select(value.found_, get_result::Arm::found_, tag);
      return in.fields("st found.name found.data", onc::xdr::Peeked{tag}, onc::xdr::Bounded{made.name, 255},
          onc::xdr::Bounded{made.data});
    }
    case status::STALE:
    case status::MOVED: {
      auto& made = value.select(value.latest_, get_result::Arm::latest_, tag);
      return in.fields("st latest", onc::xdr::Peeked{tag}, made);
    }
    default:
      return in.fields("st", onc::xdr::Peeked{tag}) && value.select_void(tag);
  }
}
std::size_t xdr_size(const get_result& value) {
  switch (value.st()) {
    case status::OK:
      return 4 + xdr_size(*value.found());
    case status::STALE:
    case status::MOVED:
      return 12;
    default:
      return 4;
  }
}
std::string to_string(const get_result& value) {
  return onc::xdr::Printer()
      .field("st", value.st())
      .arm("found", value.found())
      .arm("latest", value.latest())
      .text();
}

// An arm that is selected already keeps its value, and with it the memory to fill again.
auto& attribute::select(auto& value, Arm wanted, bool tag) {
  if (arm_ != wanted) {
    arm_ = Arm::void_;
    onc::xdr::construct(value);
    arm_ = wanted;
  }
  set_it_ = tag;
  return value;
}

bool attribute::select_void(bool tag) noexcept {
  arm_ = Arm::void_;
  set_it_ = tag;
  return true;
}

attribute attribute::make_mode(std::uint32_t value) {
  attribute made;
  made.select(made.mode_, Arm::mode_, true) = value;
  return made;
}

attribute attribute::make_void() {
  attribute made;
  made.select_void(false);
  return made;
}

bool operator==(const attribute& left, const attribute& right) {
  if (left.set_it_ != right.set_it_) return false;
  switch (left.arm_) {
    case attribute::Arm::mode_:
      return left.mode_ == right.mode_;
    default:
      return true;
  }
}

bool encode(onc::xdr::Encoder& out, const attribute& value) {
  if (value.set_it()) return out.fields("set_it mode", value.set_it(), *value.mode());
  return out.fields("set_it", value.set_it());
}
bool decode(onc::xdr::Decoder& in, attribute& value) {
  bool tag{};
  if (!in.field("set_it", in.peek(tag))) return false;
  if (tag) {
    auto& made = value.select(value.mode_, attribute::Arm::mode_, tag);
    return in.fields("set_it mode", onc::xdr::Peeked{tag}, made);
  }
  return in.fields("set_it", onc::xdr::Peeked{tag}) && value.select_void(tag);
}
std::size_t xdr_size(const attribute& value) {
  if (value.set_it()) return 8;
  return 4;
}
std::string to_string(const attribute& value) {
  return onc::xdr::Printer()
      .field("set_it", value.set_it())
      .arm("mode", value.mode())
      .text();
}

by_number::by_number() noexcept : text_() {}

by_number::by_number(const by_number& other) : number_(other.number_), arm_(other.arm_) {
  switch (arm_) {
    case Arm::text_:
      std::construct_at(&text_, other.text_);
      break;
    case Arm::many_:
      std::construct_at(&many_, other.many_);
      break;
    case Arm::maybe_:
      std::construct_at(&maybe_, other.maybe_);
      break;
    default:
      break;
  }
}

by_number::by_number(by_number&& other) noexcept : number_(other.number_), arm_(other.arm_) {
  switch (arm_) {
    case Arm::text_:
      std::construct_at(&text_, std::move(other.text_));
      break;
    case Arm::many_:
      std::construct_at(&many_, std::move(other.many_));
      break;
    case Arm::maybe_:
      std::construct_at(&maybe_, std::move(other.maybe_));
      break;
    default:
      break;
  }
}

by_number& by_number::operator=(const by_number& other) {
  if (this != &other) *this = by_number(other);
  return *this;
}

by_number& by_number::operator=(by_number&& other) noexcept {
  if (this != &other) {
    std::destroy_at(this);
    std::construct_at(this, std::move(other));
  }
  return *this;
}

void by_number::clear() noexcept {
  switch (arm_) {
    case Arm::text_:
      std::destroy_at(&text_);
      break;
    case Arm::many_:
      std::destroy_at(&many_);
      break;
    case Arm::maybe_:
      std::destroy_at(&maybe_);
      break;
    default:
      break;
  }
}

// An arm that is selected already keeps its value, and with it the memory to fill again.
auto& by_number::select(auto& value, Arm wanted, std::int32_t tag) {
  if (arm_ != wanted) {
    if (arm_ >= Arm::text_) clear();
    arm_ = Arm::void_;
    onc::xdr::construct(value);
    arm_ = wanted;
  }
  number_ = tag;
  return value;
}

by_number by_number::make_text(std::string value) {
  by_number made;
  made.select(made.text_, Arm::text_, -1) = std::move(value);
  return made;
}

by_number by_number::make_many(std::vector<std::int32_t> value) {
  by_number made;
  made.select(made.many_, Arm::many_, 16) = std::move(value);
  return made;
}

by_number by_number::make_maybe(std::optional<entry> value) {
  by_number made;
  made.select(made.maybe_, Arm::maybe_, 3) = std::move(value);
  return made;
}

bool operator==(const by_number& left, const by_number& right) {
  if (left.number_ != right.number_) return false;
  switch (left.arm_) {
    case by_number::Arm::text_:
      return left.text_ == right.text_;
    case by_number::Arm::many_:
      return left.many_ == right.many_;
    case by_number::Arm::maybe_:
      return left.maybe_ == right.maybe_;
    default:
      return true;
  }
}

bool encode(onc::xdr::Encoder& out, const by_number& value) {
  switch (value.number()) {
    case -1:
      return out.fields("number text", value.number(), onc::xdr::Bounded{*value.text()});
    case 16:
      return out.fields("number", value.number()) && out.field("many", out.array(*value.many(), 5));
    case 3:
      return out.fields("number", value.number()) && out.field("maybe", out.optional(*value.maybe()));
    default:
      return out.unknown_arm(static_cast<std::int64_t>(value.number()));
  }
}
bool decode(onc::xdr::Decoder& in, by_number& value) {
  std::int32_t tag{};
  if (!in.field("number", in.peek(tag))) return false;
  switch (tag) {
    case -1: {
      auto& made = value.select(value.text_, by_number::Arm::text_, tag);
      return in.fields("number text", onc::xdr::Peeked{tag}, onc::xdr::Bounded{made});
    }
    case 16:
      return in.fields("number", onc::xdr::Peeked{tag})
          && in.field("many", in.array(value.select(value.many_, by_number::Arm::many_, tag), 5, 4));
    case 3:
      return in.fields("number", onc::xdr::Peeked{tag})
          && in.field("maybe", in.optional(value.select(value.maybe_, by_number::Arm::maybe_, tag)));
    default:
      return in.unknown_arm(static_cast<std::int64_t>(tag));
  }
}
std::size_t xdr_size(const by_number& value) {
  switch (value.number()) {
    case -1:
      return 4 + onc::xdr::opaque_size(*value.text());
    case 16:
      return 8 + 4 * (*value.many()).size();
    case 3:
      return 4 + onc::xdr::optional_size(*value.maybe());
    default:
      return 4;
  }
}
std::string to_string(const by_number& value) {
  return onc::xdr::Printer()
      .field("number", value.number())
      .arm("text", value.text())
      .arm("many", value.many())
      .arm("maybe", value.maybe())
      .text();
}

by_unsigned::by_unsigned(const by_unsigned& other) : kind_(other.kind_), arm_(other.arm_) {
  switch (arm_) {
    case Arm::any_:
      std::construct_at(&any_, other.any_);
      break;
    default:
      break;
  }
}

by_unsigned::by_unsigned(by_unsigned&& other) noexcept : kind_(other.kind_), arm_(other.arm_) {
  switch (arm_) {
    case Arm::any_:
      std::construct_at(&any_, std::move(other.any_));
      break;
    default:
      break;
  }
}

by_unsigned& by_unsigned::operator=(const by_unsigned& other) {
  if (this != &other) *this = by_unsigned(other);
  return *this;
}

by_unsigned& by_unsigned::operator=(by_unsigned&& other) noexcept {
  if (this != &other) {
    std::destroy_at(this);
    std::construct_at(this, std::move(other));
  }
  return *this;
}

void by_unsigned::clear() noexcept {
  switch (arm_) {
    case Arm::any_:
      std::destroy_at(&any_);
      break;
    default:
      break;
  }
}

// An arm that is selected already keeps its value, and with it the memory to fill again.
auto& by_unsigned::select(auto& value, Arm wanted, std::uint32_t tag) {
  if (arm_ != wanted) {
    if (arm_ >= Arm::any_) clear();
    arm_ = Arm::void_;
    onc::xdr::construct(value);
    arm_ = wanted;
  }
  kind_ = tag;
  return value;
}

bool by_unsigned::select_void(std::uint32_t tag) noexcept {
  if (arm_ >= Arm::any_) clear();
  arm_ = Arm::void_;
  kind_ = tag;
  return true;
}

by_unsigned by_unsigned::make_any(std::uint32_t tag, entry value) {
  if (arm_of(tag) != Arm::any_) throw std::invalid_argument("by_unsigned::make_any: the tag selects another arm");
  by_unsigned made;
  made.select(made.any_, Arm::any_, tag) = std::move(value);
  return made;
}

by_unsigned by_unsigned::make_void() {
  by_unsigned made;
  made.select_void(4294967295);
  return made;
}

by_unsigned::Arm by_unsigned::arm_of(std::uint32_t tag) noexcept {
  switch (tag) {
    case 4294967295:
      return Arm::void_;
    default:
      return Arm::any_;
  }
}

bool operator==(const by_unsigned& left, const by_unsigned& right) {
  if (left.kind_ != right.kind_) return false;
  switch (left.arm_) {
    case by_unsigned::Arm::any_:
      return left.any_ == right.any_;
    default:
      return true;
  }
}

bool encode(onc::xdr::Encoder& out, const by_unsigned& value) {
  switch (value.kind()) {
    case 4294967295:
      return out.fields("kind", value.kind());
    default:
      return out.fields("kind any.name any.data", value.kind(), onc::xdr::Bounded{value.any()->name, 255},
          onc::xdr::Bounded{value.any()->data});
  }
}
bool decode(onc::xdr::Decoder& in, by_unsigned& value) {
  std::uint32_t tag{};
  if (!in.field("kind", in.peek(tag))) return false;
  switch (tag) {
    case 4294967295:
      return in.fields("kind", onc::xdr::Peeked{tag}) && value.select_void(tag);
    default: {
      auto& made = value.select(value.any_, by_unsigned::Arm::any_, tag);
      return in.fields("kind any.name any.data", onc::xdr::Peeked{tag}, onc::xdr::Bounded{made.name, 255},
          onc::xdr::Bounded{made.data});
    }
  }
}
std::size_t xdr_size(const by_unsigned& value) {
  switch (value.kind()) {
    case 4294967295:
      return 4;
    default:
      return 4 + xdr_size(*value.any());
  }
}
std::string to_string(const by_unsigned& value) {
  return onc::xdr::Printer()
      .field("kind", value.kind())
      .arm("any", value.any())
      .text();
}

// An arm that is selected already keeps its value, and with it the memory to fill again.
auto& only_default::select(auto& value_2, Arm wanted, status tag) {
  if (arm_ != wanted) {
    arm_ = Arm::void_;
    onc::xdr::construct(value_2);
    arm_ = wanted;
  }
  st_ = tag;
  return value_2;
}

only_default only_default::make_value(status tag, std::int32_t value_2) {
  if (arm_of(tag) != Arm::value_) throw std::invalid_argument("only_default::make_value: the tag selects another arm");
  only_default made;
  made.select(made.value_, Arm::value_, tag) = value_2;
  return made;
}

only_default::Arm only_default::arm_of(status tag) noexcept {
  switch (tag) {
    default:
      return Arm::value_;
  }
}

bool operator==(const only_default& left, const only_default& right) {
  if (left.st_ != right.st_) return false;
  switch (left.arm_) {
    case only_default::Arm::value_:
      return left.value_ == right.value_;
    default:
      return true;
  }
}

bool encode(onc::xdr::Encoder& out, const only_default& value) {
  switch (value.st()) {
    default:
      return out.fields("st value", value.st(), *value.value());
  }
}
bool decode(onc::xdr::Decoder& in, only_default& value) {
  status tag{};
  if (!in.field("st", in.peek(tag))) return false;
  switch (tag) {
    default: {
      auto& made = value.select(value.value_, only_default::Arm::value_, tag);
      return in.fields("st value", onc::xdr::Peeked{tag}, made);
    }
  }
}
std::string to_string(const only_default& value) {
  return onc::xdr::Printer()
      .field("st", value.st())
      .arm("value", value.value())
      .text();
}

bool voids::select_void(status tag) noexcept {
  arm_ = Arm::void_;
  st_ = tag;
  return true;
}

voids voids::make_void(status tag) {
  if (arm_of(tag) != Arm::void_) throw std::invalid_argument("voids::make_void: the tag selects another arm");
  voids made;
  made.select_void(tag);
  return made;
}

voids::Arm voids::arm_of(status tag) noexcept {
  switch (tag) {
    case status::OK:
      return Arm::void_;
    case status::STALE:
      return Arm::void_;
    default:
      return Arm::unknown_;
  }
}

bool operator==(const voids& left, const voids& right) {
  if (left.st_ != right.st_) return false;
  switch (left.arm_) {
    default:
      return true;
  }
}

bool encode(onc::xdr::Encoder& out, const voids& value) {
  switch (value.st()) {
    case status::OK:
      return out.fields("st", value.st());
    case status::STALE:
      return out.fields("st", value.st());
    default:
      return out.unknown_arm(static_cast<std::int64_t>(value.st()));
  }
}
bool decode(onc::xdr::Decoder& in, voids& value) {
  status tag{};
  if (!in.field("st", in.peek(tag))) return false;
  switch (tag) {
    case status::OK:
      return in.fields("st", onc::xdr::Peeked{tag}) && value.select_void(tag);
    case status::STALE:
      return in.fields("st", onc::xdr::Peeked{tag}) && value.select_void(tag);
    default:
      return in.unknown_arm(static_cast<std::int64_t>(tag));
  }
}
std::string to_string(const voids& value) {
  return onc::xdr::Printer()
      .field("st", value.st())
      .text();
}

bool encode(onc::xdr::Encoder& out, const holder& value) {
  return out.field("one", encode(out, value.one)) &&
         out.field("each", out.fixed(value.each)) &&
         out.field("many", out.array(value.many, onc::xdr::unbounded)) &&
         out.field("maybe", out.optional(value.maybe));
}
bool decode(onc::xdr::Decoder& in, holder& value) {
  return in.field("one", decode(in, value.one)) &&
         in.field("each", in.fixed(value.each)) &&
         in.field("many", in.array(value.many, onc::xdr::unbounded, 8)) &&
         in.field("maybe", in.optional(value.maybe));
}
std::size_t xdr_size(const holder& value) {
  return 8 + xdr_size(value.one) + onc::xdr::elements_size(value.each) + onc::xdr::elements_size(value.many)
      + (value.maybe ? 4 : 0);
}
std::string to_string(const holder& value) {
  return onc::xdr::Printer()
      .field("one", value.one)
      .field("each", value.each)
      .field("many", value.many)
      .field("maybe", value.maybe)
      .text();
}

}  // namespace unions
