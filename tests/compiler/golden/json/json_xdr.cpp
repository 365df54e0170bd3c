// Made by idlc from json.x. Changes belong there.
#include "json.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include <onc/xdr/construct.h>
#include <onc/xdr/print.h>
#include <onc/xdr/size.h>

namespace json {

bool encode_key(onc::xdr::Encoder& out, const key& value) {
  return out.string(value, KEY_MAX);
}
bool decode_key(onc::xdr::Decoder& in, key& value) {
  return in.string(value, KEY_MAX);
}
std::size_t xdr_size_key(const key& value) {
  return onc::xdr::opaque_size(value);
}

bool encode_digest(onc::xdr::Encoder& out, const digest& value) {
  return out.opaque_fixed(value);
}
bool decode_digest(onc::xdr::Decoder& in, digest& value) {
  return in.opaque_fixed(value);
}

bool encode_maybe_int(onc::xdr::Encoder& out, const maybe_int& value) {
  return out.optional(value);
}
bool decode_maybe_int(onc::xdr::Decoder& in, maybe_int& value) {
  return in.optional(value);
}
std::size_t xdr_size_maybe_int(const maybe_int& value) {
  return 4 + (value ? 4 : 0);
}

std::string_view to_string(color value) noexcept {
  switch (value) {
    case color::RED:
      return "RED";
    case color::GREEN:
      return "GREEN";
  }
  return {};
}
bool encode(onc::xdr::Encoder& out, color value) {
  return out.i32(static_cast<std::int32_t>(value));
}
bool decode(onc::xdr::Decoder& in, color& value) {
  return in.enumerator(value);
}

bool encode(onc::xdr::Encoder& out, const values& value) {
  return out.fields("number large text bytes name", value.number, value.large, onc::xdr::Bounded{value.text},
                    onc::xdr::Bounded{value.bytes, KEY_MAX}, onc::xdr::Bounded{value.name, KEY_MAX}) &&
         out.field("names", out.array(value.names, 2, encode_key)) &&
         out.field("kinds", out.fixed(value.kinds)) &&
         out.field("nested", out.optional(value.nested, encode_maybe_int));
}
bool decode(onc::xdr::Decoder& in, values& value) {
  return in.fields("number large text bytes name", value.number, value.large, onc::xdr::Bounded{value.text},
                   onc::xdr::Bounded{value.bytes, KEY_MAX}, onc::xdr::Bounded{value.name, KEY_MAX}) &&
         in.field("names", in.array(value.names, 2, 4, decode_key)) &&
         in.field("kinds", in.fixed(value.kinds)) &&
         in.field("nested", in.optional(value.nested, decode_maybe_int));
}
std::size_t xdr_size(const values& value) {
  return 24 + onc::xdr::opaque_size(value.text) + onc::xdr::opaque_size(value.bytes) + xdr_size_key(value.name)
      + onc::xdr::elements_size(value.names, xdr_size_key) + onc::xdr::optional_size(value.nested, xdr_size_maybe_int);
}
std::string to_string(const values& value) {
  return onc::xdr::Printer()
      .field("number", value.number)
      .field("large", value.large)
      .field("text", value.text)
      .field("bytes", value.bytes)
      .field("name", value.name)
      .field("names", value.names)
      .field("kinds", value.kinds)
      .field("nested", value.nested)
      .text();
}

bool encode(onc::xdr::Encoder& out, const single& value) {
  return out.fields("sum", value.sum);
}
bool decode(onc::xdr::Decoder& in, single& value) {
  return in.fields("sum", value.sum);
}
std::string to_string(const single& value) {
  return onc::xdr::Printer()
      .field("sum", value.sum)
      .text();
}

bool encode(onc::xdr::Encoder& out, const item& value) {
  return out.fields("kind", value.kind);
}
bool decode(onc::xdr::Decoder& in, item& value) {
  return in.fields("kind", value.kind);
}
std::string to_string(const item& value) {
  return onc::xdr::Printer()
      .field("kind", value.kind)
      .text();
}

bool encode(onc::xdr::Encoder& out, const items& value) {
  return out.field("any", out.list(value.any)) &&
         out.field("some", out.chain(value.some)) &&
         out.field("rows",
             out.array(value.rows, 2,
             [](onc::xdr::Encoder& coder, const auto& element) { return coder.chain(element); }));
}
bool decode(onc::xdr::Decoder& in, items& value) {
  return in.field("any", in.list(value.any)) &&
         in.field("some", in.chain(value.some)) &&
         in.field("rows",
             in.array(value.rows, 2, 8, [](onc::xdr::Decoder& coder, auto& element) { return coder.chain(element); }));
}
std::size_t xdr_size(const items& value) {
  return 8 + 8 * value.any.size() + onc::xdr::chain_size(value.some)
      + onc::xdr::elements_size(value.rows, [](const auto& element) { return onc::xdr::chain_size(element); });
}
std::string to_string(const items& value) {
  return onc::xdr::Printer()
      .field("any", value.any)
      .field("some", value.some)
      .field("rows", value.rows)
      .text();
}

result::result() noexcept : found_() {}

result::result(const result& other) : kind_(other.kind_), arm_(other.arm_) {
  switch (arm_) {
    case Arm::found_:
      std::construct_at(&found_, other.found_);
      break;
    case Arm::error_:
      std::construct_at(&error_, other.error_);
      break;
    default:
      break;
  }
}

result::result(result&& other) noexcept : kind_(other.kind_), arm_(other.arm_) {
  switch (arm_) {
    case Arm::found_:
      std::construct_at(&found_, std::move(other.found_));
      break;
    case Arm::error_:
      std::construct_at(&error_, std::move(other.error_));
      break;
    default:
      break;
  }
}

result& result::operator=(const result& other) {
  if (this != &other) *this = result(other);
  return *this;
}

result& result::operator=(result&& other) noexcept {
  if (this != &other) {
    std::destroy_at(this);
    std::construct_at(this, std::move(other));
  }
  return *this;
}

void result::clear() noexcept {
  switch (arm_) {
    case Arm::found_:
      std::destroy_at(&found_);
      break;
    default:
      break;
  }
}

// An arm that is selected already keeps its value, and with it the memory to fill again.
auto& result::select(auto& value, Arm wanted, color tag) {
  if (arm_ != wanted) {
    if (arm_ >= Arm::found_) clear();
    arm_ = Arm::void_;
    onc::xdr::construct(value);
    arm_ = wanted;
  }
  kind_ = tag;
  return value;
}

bool result::select_void(color tag) noexcept {
  if (arm_ >= Arm::found_) clear();
  arm_ = Arm::void_;
  kind_ = tag;
  return true;
}

result result::make_found(values value) {
  result made;
  made.select(made.found_, Arm::found_, color::RED) = std::move(value);
  return made;
}

result result::make_error(color tag, std::int32_t value) {
  if (arm_of(tag) != Arm::error_) throw std::invalid_argument("result::make_error: the tag selects another arm");
  result made;
  made.select(made.error_, Arm::error_, tag) = value;
  return made;
}

result result::make_void() {
  result made;
  made.select_void(color::GREEN);
  return made;
}

result::Arm result::arm_of(color tag) noexcept {
  switch (tag) {
    case color::RED:
      return Arm::found_;
    case color::GREEN:
      return Arm::void_;
    default:
      return Arm::error_;
  }
}

bool operator==(const result& left, const result& right) {
  if (left.kind_ != right.kind_) return false;
  switch (left.arm_) {
    case result::Arm::found_:
      return left.found_ == right.found_;
    case result::Arm::error_:
      return left.error_ == right.error_;
    default:
      return true;
  }
}

bool encode(onc::xdr::Encoder& out, const result& value) {
  switch (value.kind()) {
    case color::RED:
      return out.fields("kind", value.kind()) && out.field("found", encode(out, *value.found()));
    case color::GREEN:
      return out.fields("kind", value.kind());
    default:
      return out.fields("kind error", value.kind(), *value.error());
  }
}
bool decode(onc::xdr::Decoder& in, result& value) {
  color tag{};
  if (!in.field("kind", in.peek(tag))) return false;
  switch (tag) {
    case color::RED:
      return in.fields("kind", onc::xdr::Peeked{tag})
          && in.field("found", decode(in, value.select(value.found_, result::Arm::found_, tag)));
    case color::GREEN:
      return in.fields("kind", onc::xdr::Peeked{tag}) && value.select_void(tag);
    default: {
      auto& made = value.select(value.error_, result::Arm::error_, tag);
      return in.fields("kind error", onc::xdr::Peeked{tag}, made);
    }
  }
}
std::size_t xdr_size(const result& value) {
  switch (value.kind()) {
    case color::RED:
      return 4 + xdr_size(*value.found());
    case color::GREEN:
      return 4;
    default:
      return 8;
  }
}
std::string to_string(const result& value) {
  return onc::xdr::Printer()
      .field("kind", value.kind())
      .arm("found", value.found())
      .arm("error", value.error())
      .text();
}

maybe::maybe() noexcept : value_() {}

maybe::maybe(const maybe& other) : there_(other.there_), arm_(other.arm_) {
  switch (arm_) {
    case Arm::value_:
      std::construct_at(&value_, other.value_);
      break;
    default:
      break;
  }
}

maybe::maybe(maybe&& other) noexcept : there_(other.there_), arm_(other.arm_) {
  switch (arm_) {
    case Arm::value_:
      std::construct_at(&value_, std::move(other.value_));
      break;
    default:
      break;
  }
}

maybe& maybe::operator=(const maybe& other) {
  if (this != &other) *this = maybe(other);
  return *this;
}

maybe& maybe::operator=(maybe&& other) noexcept {
  if (this != &other) {
    std::destroy_at(this);
    std::construct_at(this, std::move(other));
  }
  return *this;
}

void maybe::clear() noexcept {
  switch (arm_) {
    case Arm::value_:
      std::destroy_at(&value_);
      break;
    default:
      break;
  }
}

// An arm that is selected already keeps its value, and with it the memory to fill again.
auto& maybe::select(auto& value_2, Arm wanted, bool tag) {
  if (arm_ != wanted) {
    if (arm_ >= Arm::value_) clear();
    arm_ = Arm::void_;
    onc::xdr::construct(value_2);
    arm_ = wanted;
  }
  there_ = tag;
  return value_2;
}

bool maybe::select_void(bool tag) noexcept {
  if (arm_ >= Arm::value_) clear();
  arm_ = Arm::void_;
  there_ = tag;
  return true;
}

maybe maybe::make_value(result value_2) {
  maybe made;
  made.select(made.value_, Arm::value_, true) = std::move(value_2);
  return made;
}

maybe maybe::make_void() {
  maybe made;
  made.select_void(false);
  return made;
}

bool operator==(const maybe& left, const maybe& right) {
  if (left.there_ != right.there_) return false;
  switch (left.arm_) {
    case maybe::Arm::value_:
      return left.value_ == right.value_;
    default:
      return true;
  }
}

bool encode(onc::xdr::Encoder& out, const maybe& value) {
  if (value.there()) return out.fields("there", value.there()) && out.field("value", encode(out, *value.value()));
  return out.fields("there", value.there());
}
bool decode(onc::xdr::Decoder& in, maybe& value) {
  bool tag{};
  if (!in.field("there", in.peek(tag))) return false;
  if (tag) return in.fields("there", onc::xdr::Peeked{tag})
      && in.field("value", decode(in, value.select(value.value_, maybe::Arm::value_, tag)));
  return in.fields("there", onc::xdr::Peeked{tag}) && value.select_void(tag);
}
std::size_t xdr_size(const maybe& value) {
  if (value.there()) return 4 + xdr_size(*value.value());
  return 4;
}
std::string to_string(const maybe& value) {
  return onc::xdr::Printer()
      .field("there", value.there())
      .arm("value", value.value())
      .text();
}

tree::tree(const tree& other) : kind_(other.kind_), arm_(other.arm_) {
  switch (arm_) {
    case Arm::leaf_:
      std::construct_at(&leaf_, other.leaf_);
      break;
    case Arm::both_:
      std::construct_at(&both_, other.both_);
      break;
    default:
      break;
  }
}

tree::tree(tree&& other) noexcept : kind_(other.kind_), arm_(other.arm_) {
  switch (arm_) {
    case Arm::leaf_:
      std::construct_at(&leaf_, std::move(other.leaf_));
      break;
    case Arm::both_:
      std::construct_at(&both_, std::move(other.both_));
      break;
    default:
      break;
  }
}

tree& tree::operator=(const tree& other) {
  if (this != &other) *this = tree(other);
  return *this;
}

tree& tree::operator=(tree&& other) noexcept {
  if (this != &other) {
    std::destroy_at(this);
    std::construct_at(this, std::move(other));
  }
  return *this;
}

void tree::clear() noexcept {
  switch (arm_) {
    case Arm::both_:
      std::destroy_at(&both_);
      break;
    default:
      break;
  }
}

// An arm that is selected already keeps its value, and with it the memory to fill again.
auto& tree::select(auto& value, Arm wanted, std::int32_t tag) {
  if (arm_ != wanted) {
    if (arm_ >= Arm::both_) clear();
    arm_ = Arm::void_;
    onc::xdr::construct(value);
    arm_ = wanted;
  }
  kind_ = tag;
  return value;
}

tree tree::make_leaf(std::int32_t value) {
  tree made;
  made.select(made.leaf_, Arm::leaf_, 0) = value;
  return made;
}

tree tree::make_both(branch value) {
  tree made;
  made.select(made.both_, Arm::both_, 1) = std::move(value);
  return made;
}

bool operator==(const tree& left, const tree& right) {
  if (left.kind_ != right.kind_) return false;
  switch (left.arm_) {
    case tree::Arm::leaf_:
      return left.leaf_ == right.leaf_;
    case tree::Arm::both_:
      return left.both_ == right.both_;
    default:
      return true;
  }
}

bool encode(onc::xdr::Encoder& out, const tree& value) {
  const auto write_arm = [&] {
    switch (value.kind()) {
      case 0:
        return out.fields("kind leaf", value.kind(), *value.leaf());
      case 1:
        return out.fields("kind", value.kind()) && out.field("both", encode(out, *value.both()));
      default:
        return out.unknown_arm(static_cast<std::int64_t>(value.kind()));
    }
  };
  if (!out.enter()) return false;
  const bool ok = write_arm();
  out.leave();
  return ok;
}
bool decode(onc::xdr::Decoder& in, tree& value) {
  std::int32_t tag{};
  const auto read_arm = [&] {
    switch (tag) {
      case 0: {
        auto& made = value.select(value.leaf_, tree::Arm::leaf_, tag);
        return in.fields("kind leaf", onc::xdr::Peeked{tag}, made);
      }
      case 1:
        return in.fields("kind", onc::xdr::Peeked{tag})
            && in.field("both",
            in.boxed(value.select(value.both_, tree::Arm::both_, tag),
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
std::size_t xdr_size(const tree& value) {
  switch (value.kind()) {
    case 0:
      return 8;
    case 1:
      return 4 + xdr_size(*value.both());
    default:
      return 4;
  }
}
std::string to_string(const tree& value) {
  return onc::xdr::Printer()
      .field("kind", value.kind())
      .arm("leaf", value.leaf())
      .arm("both", value.both())
      .text();
}

bool encode(onc::xdr::Encoder& out, const branch& value) {
  if (!out.enter()) return false;
  const bool ok = out.field("left", encode(out, value.left)) &&
                  out.field("right", encode(out, value.right));
  out.leave();
  return ok;
}
bool decode(onc::xdr::Decoder& in, branch& value) {
  if (!in.enter()) return false;
  const bool ok = in.field("left", decode(in, value.left)) &&
                  in.field("right", decode(in, value.right));
  in.leave();
  return ok;
}
std::size_t xdr_size(const branch& value) {
  return xdr_size(value.left) + xdr_size(value.right);
}
std::string to_string(const branch& value) {
  return onc::xdr::Printer()
      .field("left", value.left)
      .field("right", value.right)
      .text();
}

bool encode(onc::xdr::Encoder& out, const to_json_& value) {
  return out.fields("text value", value.text, value.value);
}
bool decode(onc::xdr::Decoder& in, to_json_& value) {
  return in.fields("text value", value.text, value.value);
}
std::string to_string(const to_json_& value) {
  return onc::xdr::Printer()
      .field("text", value.text)
      .field("value", value.value)
      .text();
}

bool encode_read_json_key_(onc::xdr::Encoder& out, const read_json_key_& value) {
  return out.fixed(value);
}
bool decode_read_json_key_(onc::xdr::Decoder& in, read_json_key_& value) {
  return in.fixed(value);
}

}  // namespace json
