// Made by idlc from namespaces.x. Changes belong there.
#include "namespaces.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <onc/xdr/construct.h>
#include <onc/xdr/print.h>
#include <onc/xdr/size.h>

namespace namespaces {

bool encode(onc::xdr::Encoder& out, const outside& value) {
  return out.field("a", out.fixed(value.a));
}
bool decode(onc::xdr::Decoder& in, outside& value) {
  return in.field("a", in.fixed(value.a));
}
std::string to_string(const outside& value) {
  return onc::xdr::Printer()
      .field("a", value.a)
      .text();
}

}  // namespace namespaces

namespace a {

std::string_view to_string(color value) noexcept {
  switch (value) {
    case color::RED:
      return "RED";
    case color::BLUE:
      return "BLUE";
  }
  return {};
}
bool encode(onc::xdr::Encoder& out, color value) {
  return out.i32(static_cast<std::int32_t>(value));
}
bool decode(onc::xdr::Decoder& in, color& value) {
  return in.enumerator(value);
}

bool encode_name(onc::xdr::Encoder& out, const name& value) {
  return out.string(value, ::namespaces::TOP);
}
bool decode_name(onc::xdr::Decoder& in, name& value) {
  return in.string(value, ::namespaces::TOP);
}
std::size_t xdr_size_name(const name& value) {
  return onc::xdr::opaque_size(value);
}

bool encode(onc::xdr::Encoder& out, const s& value) {
  return out.fields("x c n", value.x, value.c, onc::xdr::Bounded{value.n, ::namespaces::TOP});
}
bool decode(onc::xdr::Decoder& in, s& value) {
  return in.fields("x c n", value.x, value.c, onc::xdr::Bounded{value.n, ::namespaces::TOP});
}
std::size_t xdr_size(const s& value) {
  return 8 + xdr_size_name(value.n);
}
std::string to_string(const s& value) {
  return onc::xdr::Printer()
      .field("x", value.x)
      .field("c", value.c)
      .field("n", value.n)
      .text();
}

}  // namespace a

namespace a::deep {

bool encode(onc::xdr::Encoder& out, const s& value) {
  return out.fields("up.x up.c up.n", value.up.x, value.up.c, onc::xdr::Bounded{value.up.n, ::namespaces::TOP}) &&
         out.field("o", encode(out, value.o)) &&
         out.field("m", out.fixed(value.m));
}
bool decode(onc::xdr::Decoder& in, s& value) {
  return in.fields("up.x up.c up.n", value.up.x, value.up.c, onc::xdr::Bounded{value.up.n, ::namespaces::TOP}) &&
         in.field("o", decode(in, value.o)) &&
         in.field("m", in.fixed(value.m));
}
std::size_t xdr_size(const s& value) {
  return 24 + xdr_size(value.up);
}
std::string to_string(const s& value) {
  return onc::xdr::Printer()
      .field("up", value.up)
      .field("o", value.o)
      .field("m", value.m)
      .text();
}

}  // namespace a::deep

namespace a {

u::u() noexcept : one_() {}

u::u(const u& other) : c_(other.c_), arm_(other.arm_) {
  switch (arm_) {
    case Arm::one_:
      std::construct_at(&one_, other.one_);
      break;
    case Arm::two_:
      std::construct_at(&two_, other.two_);
      break;
    default:
      break;
  }
}

u::u(u&& other) noexcept : c_(other.c_), arm_(other.arm_) {
  switch (arm_) {
    case Arm::one_:
      std::construct_at(&one_, std::move(other.one_));
      break;
    case Arm::two_:
      std::construct_at(&two_, std::move(other.two_));
      break;
    default:
      break;
  }
}

u& u::operator=(const u& other) {
  if (this != &other) *this = u(other);
  return *this;
}

u& u::operator=(u&& other) noexcept {
  if (this != &other) {
    std::destroy_at(this);
    std::construct_at(this, std::move(other));
  }
  return *this;
}

void u::clear() noexcept {
  switch (arm_) {
    case Arm::one_:
      std::destroy_at(&one_);
      break;
    case Arm::two_:
      std::destroy_at(&two_);
      break;
    default:
      break;
  }
}

// An arm that is selected already keeps its value, and with it the memory to fill again.
auto& u::select(auto& value, Arm wanted, color tag) {
  if (arm_ != wanted) {
    if (arm_ >= Arm::one_) clear();
    arm_ = Arm::void_;
    onc::xdr::construct(value);
    arm_ = wanted;
  }
  c_ = tag;
  return value;
}

u u::make_one(s value) {
  u made;
  made.select(made.one_, Arm::one_, color::RED) = std::move(value);
  return made;
}

u u::make_two(::a::deep::s value) {
  u made;
  made.select(made.two_, Arm::two_, color::BLUE) = std::move(value);
  return made;
}

bool operator==(const u& left, const u& right) {
  if (left.c_ != right.c_) return false;
  switch (left.arm_) {
    case u::Arm::one_:
      return left.one_ == right.one_;
    case u::Arm::two_:
      return left.two_ == right.two_;
    default:
      return true;
  }
}

bool encode(onc::xdr::Encoder& out, const u& value) {
  switch (value.c()) {
    case color::RED:
      return out.fields("c one.x one.c one.n", value.c(), value.one()->x, value.one()->c,
          onc::xdr::Bounded{value.one()->n, ::namespaces::TOP});
    case color::BLUE:
      return out.fields("c", value.c()) && out.field("two", encode(out, *value.two()));
    default:
      return out.unknown_arm(static_cast<std::int64_t>(value.c()));
  }
}
bool decode(onc::xdr::Decoder& in, u& value) {
  color tag{};
  if (!in.field("c", in.peek(tag))) return false;
  switch (tag) {
    case color::RED: {
      auto& made = value.select(value.one_, u::Arm::one_, tag);
      return in.fields("c one.x one.c one.n", onc::xdr::Peeked{tag}, made.x, made.c,
          onc::xdr::Bounded{made.n, ::namespaces::TOP});
    }
    case color::BLUE:
      return in.fields("c", onc::xdr::Peeked{tag})
          && in.field("two", decode(in, value.select(value.two_, u::Arm::two_, tag)));
    default:
      return in.unknown_arm(static_cast<std::int64_t>(tag));
  }
}
std::size_t xdr_size(const u& value) {
  switch (value.c()) {
    case color::RED:
      return 4 + xdr_size(*value.one());
    case color::BLUE:
      return 4 + xdr_size(*value.two());
    default:
      return 4;
  }
}
std::string to_string(const u& value) {
  return onc::xdr::Printer()
      .field("c", value.c())
      .arm("one", value.one())
      .arm("two", value.two())
      .text();
}

bool encode(onc::xdr::Encoder& out, const node& value) {
  return out.fields("v", value.v);
}
bool decode(onc::xdr::Decoder& in, node& value) {
  return in.fields("v", value.v);
}
std::string to_string(const node& value) {
  return onc::xdr::Printer()
      .field("v", value.v)
      .text();
}

}  // namespace a

namespace b {

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

bool encode(onc::xdr::Encoder& out, const s& value) {
  return out.fields("inner.x inner.c inner.n c d n", value.inner.x, value.inner.c,
                    onc::xdr::Bounded{value.inner.n, ::namespaces::TOP}, value.c, value.d,
                    onc::xdr::Bounded{value.n, ::namespaces::TOP}) &&
         out.field("ns", out.array(value.ns, onc::xdr::unbounded, ::a::encode_name)) &&
         out.field("list", out.list(value.list)) &&
         out.field("deep", encode(out, value.deep));
}
bool decode(onc::xdr::Decoder& in, s& value) {
  return in.fields("inner.x inner.c inner.n c d n", value.inner.x, value.inner.c,
                   onc::xdr::Bounded{value.inner.n, ::namespaces::TOP}, value.c, value.d,
                   onc::xdr::Bounded{value.n, ::namespaces::TOP}) &&
         in.field("ns", in.array(value.ns, onc::xdr::unbounded, 4, ::a::decode_name)) &&
         in.field("list", in.list(value.list)) &&
         in.field("deep", decode(in, value.deep));
}
std::size_t xdr_size(const s& value) {
  return 16 + xdr_size(value.inner) + ::a::xdr_size_name(value.n)
      + onc::xdr::elements_size(value.ns, ::a::xdr_size_name) + 8 * value.list.size() + xdr_size(value.deep);
}
std::string to_string(const s& value) {
  return onc::xdr::Printer()
      .field("inner", value.inner)
      .field("c", value.c)
      .field("d", value.d)
      .field("n", value.n)
      .field("ns", value.ns)
      .field("list", value.list)
      .field("deep", value.deep)
      .text();
}

}  // namespace b

namespace a {

bool encode(onc::xdr::Encoder& out, const uses_later& value) {
  return out.field("later", out.optional(value.later));
}
bool decode(onc::xdr::Decoder& in, uses_later& value) {
  return in.field("later", in.optional(value.later));
}
std::size_t xdr_size(const uses_later& value) {
  return onc::xdr::optional_size(value.later);
}
std::string to_string(const uses_later& value) {
  return onc::xdr::Printer()
      .field("later", value.later)
      .text();
}

}  // namespace a

namespace b {

u::u() noexcept : one_() {}

u::u(const u& other) : c_(other.c_), arm_(other.arm_) {
  switch (arm_) {
    case Arm::one_:
      std::construct_at(&one_, other.one_);
      break;
    default:
      break;
  }
}

u::u(u&& other) noexcept : c_(other.c_), arm_(other.arm_) {
  switch (arm_) {
    case Arm::one_:
      std::construct_at(&one_, std::move(other.one_));
      break;
    default:
      break;
  }
}

u& u::operator=(const u& other) {
  if (this != &other) *this = u(other);
  return *this;
}

u& u::operator=(u&& other) noexcept {
  if (this != &other) {
    std::destroy_at(this);
    std::construct_at(this, std::move(other));
  }
  return *this;
}

void u::clear() noexcept {
  switch (arm_) {
    case Arm::one_:
      std::destroy_at(&one_);
      break;
    default:
      break;
  }
}

// An arm that is selected already keeps its value, and with it the memory to fill again.
auto& u::select(auto& value, Arm wanted, color tag) {
  if (arm_ != wanted) {
    if (arm_ >= Arm::one_) clear();
    arm_ = Arm::void_;
    onc::xdr::construct(value);
    arm_ = wanted;
  }
  c_ = tag;
  return value;
}

bool u::select_void(color tag) noexcept {
  if (arm_ >= Arm::one_) clear();
  arm_ = Arm::void_;
  c_ = tag;
  return true;
}

u u::make_one(::a::u value) {
  u made;
  made.select(made.one_, Arm::one_, color::RED) = std::move(value);
  return made;
}

u u::make_void() {
  u made;
  made.select_void(color::GREEN);
  return made;
}

bool operator==(const u& left, const u& right) {
  if (left.c_ != right.c_) return false;
  switch (left.arm_) {
    case u::Arm::one_:
      return left.one_ == right.one_;
    default:
      return true;
  }
}

bool encode(onc::xdr::Encoder& out, const u& value) {
  switch (value.c()) {
    case color::RED:
      return out.fields("c", value.c()) && out.field("one", encode(out, *value.one()));
    case color::GREEN:
      return out.fields("c", value.c());
    default:
      return out.unknown_arm(static_cast<std::int64_t>(value.c()));
  }
}
bool decode(onc::xdr::Decoder& in, u& value) {
  color tag{};
  if (!in.field("c", in.peek(tag))) return false;
  switch (tag) {
    case color::RED:
      return in.fields("c", onc::xdr::Peeked{tag})
          && in.field("one", decode(in, value.select(value.one_, u::Arm::one_, tag)));
    case color::GREEN:
      return in.fields("c", onc::xdr::Peeked{tag}) && value.select_void(tag);
    default:
      return in.unknown_arm(static_cast<std::int64_t>(tag));
  }
}
std::size_t xdr_size(const u& value) {
  switch (value.c()) {
    case color::RED:
      return 4 + xdr_size(*value.one());
    case color::GREEN:
      return 4;
    default:
      return 4;
  }
}
std::string to_string(const u& value) {
  return onc::xdr::Printer()
      .field("c", value.c())
      .arm("one", value.one())
      .text();
}

v::v(const v& other) : c_(other.c_), arm_(other.arm_) {
  switch (arm_) {
    case Arm::x_:
      std::construct_at(&x_, other.x_);
      break;
    case Arm::y_:
      std::construct_at(&y_, other.y_);
      break;
    default:
      break;
  }
}

v::v(v&& other) noexcept : c_(other.c_), arm_(other.arm_) {
  switch (arm_) {
    case Arm::x_:
      std::construct_at(&x_, std::move(other.x_));
      break;
    case Arm::y_:
      std::construct_at(&y_, std::move(other.y_));
      break;
    default:
      break;
  }
}

v& v::operator=(const v& other) {
  if (this != &other) *this = v(other);
  return *this;
}

v& v::operator=(v&& other) noexcept {
  if (this != &other) {
    std::destroy_at(this);
    std::construct_at(this, std::move(other));
  }
  return *this;
}

void v::clear() noexcept {
  switch (arm_) {
    case Arm::y_:
      std::destroy_at(&y_);
      break;
    default:
      break;
  }
}

// An arm that is selected already keeps its value, and with it the memory to fill again.
auto& v::select(auto& value, Arm wanted, ::a::color tag) {
  if (arm_ != wanted) {
    if (arm_ >= Arm::y_) clear();
    arm_ = Arm::void_;
    onc::xdr::construct(value);
    arm_ = wanted;
  }
  c_ = tag;
  return value;
}

v v::make_x(std::int32_t value) {
  v made;
  made.select(made.x_, Arm::x_, ::a::color::RED) = value;
  return made;
}

v v::make_y(s value) {
  v made;
  made.select(made.y_, Arm::y_, ::a::color::BLUE) = std::move(value);
  return made;
}

bool operator==(const v& left, const v& right) {
  if (left.c_ != right.c_) return false;
  switch (left.arm_) {
    case v::Arm::x_:
      return left.x_ == right.x_;
    case v::Arm::y_:
      return left.y_ == right.y_;
    default:
      return true;
  }
}

bool encode(onc::xdr::Encoder& out, const v& value) {
  switch (value.c()) {
    case ::a::color::RED:
      return out.fields("c x", value.c(), *value.x());
    case ::a::color::BLUE:
      return out.fields("c", value.c()) && out.field("y", encode(out, *value.y()));
    default:
      return out.unknown_arm(static_cast<std::int64_t>(value.c()));
  }
}
bool decode(onc::xdr::Decoder& in, v& value) {
  ::a::color tag{};
  if (!in.field("c", in.peek(tag))) return false;
  switch (tag) {
    case ::a::color::RED: {
      auto& made = value.select(value.x_, v::Arm::x_, tag);
      return in.fields("c x", onc::xdr::Peeked{tag}, made);
    }
    case ::a::color::BLUE:
      return in.fields("c", onc::xdr::Peeked{tag})
          && in.field("y", decode(in, value.select(value.y_, v::Arm::y_, tag)));
    default:
      return in.unknown_arm(static_cast<std::int64_t>(tag));
  }
}
std::size_t xdr_size(const v& value) {
  switch (value.c()) {
    case ::a::color::RED:
      return 8;
    case ::a::color::BLUE:
      return 4 + xdr_size(*value.y());
    default:
      return 4;
  }
}
std::string to_string(const v& value) {
  return onc::xdr::Printer()
      .field("c", value.c())
      .arm("x", value.x())
      .arm("y", value.y())
      .text();
}

}  // namespace b

namespace a {

bool encode(onc::xdr::Encoder& out, const again& value) {
  return out.fields("first.x first.c first.n", value.first.x, value.first.c,
                    onc::xdr::Bounded{value.first.n, ::namespaces::TOP}) &&
         out.field("second", encode(out, value.second)) &&
         out.fields("c", value.c);
}
bool decode(onc::xdr::Decoder& in, again& value) {
  return in.fields("first.x first.c first.n", value.first.x, value.first.c,
                   onc::xdr::Bounded{value.first.n, ::namespaces::TOP}) &&
         in.field("second", decode(in, value.second)) &&
         in.fields("c", value.c);
}
std::size_t xdr_size(const again& value) {
  return 4 + xdr_size(value.first) + xdr_size(value.second);
}
std::string to_string(const again& value) {
  return onc::xdr::Printer()
      .field("first", value.first)
      .field("second", value.second)
      .field("c", value.c)
      .text();
}

}  // namespace a
