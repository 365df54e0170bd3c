// Made by idlc from names.x. Changes belong there.
#include "names.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <onc/xdr/construct.h>
#include <onc/xdr/print.h>
#include <onc/xdr/size.h>

namespace names {

std::string_view to_string(class_ value_) noexcept {
  switch (value_) {
    case class_::private_:
      return "private";
    case class_::public_:
      return "public";
    case class_::major_:
      return "major";
    case class_::minor_:
      return "minor";
    case class_::made:
      return "made";
  }
  return {};
}
bool encode(onc::xdr::Encoder& out_, class_ value_) {
  return out_.i32(static_cast<std::int32_t>(value_));
}
bool decode(onc::xdr::Decoder& in_, class_& value_) {
  return in_.enumerator(value_);
}

bool encode_in(onc::xdr::Encoder& out_, const in& value_) {
  return out_.string(value_);
}
bool decode_in(onc::xdr::Decoder& in_, in& value_) {
  return in_.string(value_);
}
std::size_t xdr_size_in(const in& value_) {
  return onc::xdr::opaque_size(value_);
}

bool encode_out(onc::xdr::Encoder& out_, const out& value_) {
  return out_.opaque_fixed(value_);
}
bool decode_out(onc::xdr::Decoder& in_, out& value_) {
  return in_.opaque_fixed(value_);
}

bool encode_ok(onc::xdr::Encoder& out_, const ok& value_) {
  return out_.array(value_, 10);
}
bool decode_ok(onc::xdr::Decoder& in_, ok& value_) {
  return in_.array(value_, 10, 4);
}
std::size_t xdr_size_ok(const ok& value_) {
  return 4 + 4 * value_.size();
}

std::string_view to_string(tag value_) noexcept {
  switch (value_) {
    case tag::A:
      return "A";
    case tag::B:
      return "B";
    case tag::C:
      return "C";
    case tag::D:
      return "D";
  }
  return {};
}
bool encode(onc::xdr::Encoder& out_, tag value_) {
  return out_.i32(static_cast<std::int32_t>(value_));
}
bool decode(onc::xdr::Decoder& in_, tag& value_) {
  return in_.enumerator(value_);
}

bool encode(onc::xdr::Encoder& out_, const status& value_) {
  return out_.fields("status made other xx out operator", value_.status_, value_.made, value_.other, value_.xx,
                     value_.out_, value_.operator_);
}
bool decode(onc::xdr::Decoder& in_, status& value_) {
  return in_.fields("status made other xx out operator", value_.status_, value_.made, value_.other, value_.xx,
                    value_.out_, value_.operator_);
}
std::string to_string(const status& value_) {
  return onc::xdr::Printer()
      .field("status", value_.status_)
      .field("made", value_.made)
      .field("other", value_.other)
      .field("xx", value_.xx)
      .field("out", value_.out_)
      .field("operator", value_.operator_)
      .text();
}

// An arm that is selected already keeps its value, and with it the memory to fill again.
auto& left::select(auto& value_, Arm wanted, tag tag_2) {
  if (arm_ != wanted) {
    arm_ = Arm::void_;
    onc::xdr::construct(value_);
    arm_ = wanted;
  }
  tag_arm_ = tag_2;
  return value_;
}

bool left::select_void(tag tag_2) noexcept {
  arm_ = Arm::void_;
  tag_arm_ = tag_2;
  return true;
}

left left::make_left_(std::int32_t value_) {
  left made_;
  made_.select(made_.left_arm_, Arm::left_arm_, tag::A) = value_;
  return made_;
}

left left::make_status_(tag tag_2, status value_) {
  if (arm_of(tag_2) != Arm::status_arm_) throw std::invalid_argument("left::make_status_: the tag selects another arm");
  left made_;
  made_.select(made_.status_arm_, Arm::status_arm_, tag_2) = std::move(value_);
  return made_;
}

left left::make_void(tag tag_2) {
  if (arm_of(tag_2) != Arm::void_) throw std::invalid_argument("left::make_void: the tag selects another arm");
  left made_;
  made_.select_void(tag_2);
  return made_;
}

left::Arm left::arm_of(tag tag_2) noexcept {
  switch (tag_2) {
    case tag::A:
      return Arm::left_arm_;
    case tag::B:
    case tag::C:
      return Arm::status_arm_;
    default:
      return Arm::void_;
  }
}

bool operator==(const left& left_, const left& right_) {
  if (left_.tag_arm_ != right_.tag_arm_) return false;
  switch (left_.arm_) {
    case left::Arm::left_arm_:
      return left_.left_arm_ == right_.left_arm_;
    case left::Arm::status_arm_:
      return left_.status_arm_ == right_.status_arm_;
    default:
      return true;
  }
}

bool encode(onc::xdr::Encoder& out_, const left& value_) {
  switch (value_.tag_()) {
    case tag::A:
      return out_.fields("tag left", value_.tag_(), *value_.left_());
    case tag::B:
    case tag::C:
      return out_.fields("tag status.status status.made status.other status.xx status.out status.operator",
          value_.tag_(), value_.status_()->status_, value_.status_()->made, value_.status_()->other,
          value_.status_()->xx, value_.status_()->out_, value_.status_()->operator_);
    default:
      return out_.fields("tag", value_.tag_());
  }
}
bool decode(onc::xdr::Decoder& in_, left& value_) {
  tag tag_{};
  if (!in_.field("tag", in_.peek(tag_))) return false;
  switch (tag_) {
    case tag::A: {
      auto& made_ = value_.select(value_.left_arm_, left::Arm::left_arm_, tag_);
      return in_.fields("tag left", onc::xdr::Peeked{tag_}, made_);
    }
    case tag::B:
    case tag::C: {
      auto& made_ = value_.select(value_.status_arm_, left::Arm::status_arm_, tag_);
      return in_.fields("tag status.status status.made status.other status.xx status.out status.operator",
          onc::xdr::Peeked{tag_}, made_.status_, made_.made, made_.other, made_.xx, made_.out_, made_.operator_);
    }
    default:
      return in_.fields("tag", onc::xdr::Peeked{tag_}) && value_.select_void(tag_);
  }
}
std::size_t xdr_size(const left& value_) {
  switch (value_.tag_()) {
    case tag::A:
      return 8;
    case tag::B:
    case tag::C:
      return 32;
    default:
      return 4;
  }
}
std::string to_string(const left& value_) {
  return onc::xdr::Printer()
      .field("tag", value_.tag_())
      .arm("left", value_.left_())
      .arm("status", value_.status_())
      .text();
}

std::string_view to_string(right_wanted_q value_) noexcept {
  switch (value_) {
    case right_wanted_q::Q:
      return "Q";
    case right_wanted_q::R:
      return "R";
  }
  return {};
}
bool encode(onc::xdr::Encoder& out_, right_wanted_q value_) {
  return out_.i32(static_cast<std::int32_t>(value_));
}
bool decode(onc::xdr::Decoder& in_, right_wanted_q& value_) {
  return in_.enumerator(value_);
}

bool encode(onc::xdr::Encoder& out_, const right_wanted& value_) {
  return out_.fields("a q", value_.a, value_.q);
}
bool decode(onc::xdr::Decoder& in_, right_wanted& value_) {
  return in_.fields("a q", value_.a, value_.q);
}
std::string to_string(const right_wanted& value_) {
  return onc::xdr::Printer()
      .field("a", value_.a)
      .field("q", value_.q)
      .text();
}

right::right(const right& other_) : right_arm_(other_.right_arm_), arm_(other_.arm_) {
  switch (arm_) {
    case Arm::made_2:
      std::construct_at(&made_2, other_.made_2);
      break;
    case Arm::other_2:
      std::construct_at(&other_2, other_.other_2);
      break;
    case Arm::wanted_:
      std::construct_at(&wanted_, other_.wanted_);
      break;
    default:
      break;
  }
}

right::right(right&& other_) noexcept : right_arm_(other_.right_arm_), arm_(other_.arm_) {
  switch (arm_) {
    case Arm::made_2:
      std::construct_at(&made_2, std::move(other_.made_2));
      break;
    case Arm::other_2:
      std::construct_at(&other_2, std::move(other_.other_2));
      break;
    case Arm::wanted_:
      std::construct_at(&wanted_, std::move(other_.wanted_));
      break;
    default:
      break;
  }
}

right& right::operator=(const right& other_) {
  if (this != &other_) *this = right(other_);
  return *this;
}

right& right::operator=(right&& other_) noexcept {
  if (this != &other_) {
    std::destroy_at(this);
    std::construct_at(this, std::move(other_));
  }
  return *this;
}

void right::clear() noexcept {
  switch (arm_) {
    case Arm::other_2:
      std::destroy_at(&other_2);
      break;
    default:
      break;
  }
}

// An arm that is selected already keeps its value, and with it the memory to fill again.
auto& right::select(auto& value_, Arm wanted, std::int32_t tag_) {
  if (arm_ != wanted) {
    if (arm_ >= Arm::other_2) clear();
    arm_ = Arm::void_;
    onc::xdr::construct(value_);
    arm_ = wanted;
  }
  right_arm_ = tag_;
  return value_;
}

bool right::select_void(std::int32_t tag_) noexcept {
  if (arm_ >= Arm::other_2) clear();
  arm_ = Arm::void_;
  right_arm_ = tag_;
  return true;
}

right right::make_made(out value_) {
  right made_;
  made_.select(made_.made_2, Arm::made_2, 0) = std::move(value_);
  return made_;
}

right right::make_other(in value_) {
  right made_;
  made_.select(made_.other_2, Arm::other_2, 1) = std::move(value_);
  return made_;
}

right right::make_wanted(right_wanted value_) {
  right made_;
  made_.select(made_.wanted_, Arm::wanted_, -1) = std::move(value_);
  return made_;
}

right right::make_void(std::int32_t tag_) {
  if (arm_of(tag_) != Arm::void_) throw std::invalid_argument("right::make_void: the tag selects another arm");
  right made_;
  made_.select_void(tag_);
  return made_;
}

right::Arm right::arm_of(std::int32_t tag_) noexcept {
  switch (tag_) {
    case 0:
      return Arm::made_2;
    case 1:
      return Arm::other_2;
    case -1:
      return Arm::wanted_;
    case 2:
    case 3:
      return Arm::void_;
    default:
      return Arm::unknown_;
  }
}

bool operator==(const right& left_, const right& right_) {
  if (left_.right_arm_ != right_.right_arm_) return false;
  switch (left_.arm_) {
    case right::Arm::made_2:
      return left_.made_2 == right_.made_2;
    case right::Arm::other_2:
      return left_.other_2 == right_.other_2;
    case right::Arm::wanted_:
      return left_.wanted_ == right_.wanted_;
    default:
      return true;
  }
}

bool encode(onc::xdr::Encoder& out_, const right& value_) {
  switch (value_.right_()) {
    case 0:
      return out_.fields("right made", value_.right_(), *value_.made());
    case 1:
      return out_.fields("right other", value_.right_(), onc::xdr::Bounded{*value_.other()});
    case -1:
      return out_.fields("right wanted.a wanted.q", value_.right_(), value_.wanted()->a, value_.wanted()->q);
    case 2:
    case 3:
      return out_.fields("right", value_.right_());
    default:
      return out_.unknown_arm(static_cast<std::int64_t>(value_.right_()));
  }
}
bool decode(onc::xdr::Decoder& in_, right& value_) {
  std::int32_t tag_{};
  if (!in_.field("right", in_.peek(tag_))) return false;
  switch (tag_) {
    case 0: {
      auto& made_ = value_.select(value_.made_2, right::Arm::made_2, tag_);
      return in_.fields("right made", onc::xdr::Peeked{tag_}, made_);
    }
    case 1: {
      auto& made_ = value_.select(value_.other_2, right::Arm::other_2, tag_);
      return in_.fields("right other", onc::xdr::Peeked{tag_}, onc::xdr::Bounded{made_});
    }
    case -1: {
      auto& made_ = value_.select(value_.wanted_, right::Arm::wanted_, tag_);
      return in_.fields("right wanted.a wanted.q", onc::xdr::Peeked{tag_}, made_.a, made_.q);
    }
    case 2:
    case 3:
      return in_.fields("right", onc::xdr::Peeked{tag_}) && value_.select_void(tag_);
    default:
      return in_.unknown_arm(static_cast<std::int64_t>(tag_));
  }
}
std::size_t xdr_size(const right& value_) {
  switch (value_.right_()) {
    case 0:
      return 12;
    case 1:
      return 4 + xdr_size_in(*value_.other());
    case -1:
      return 12;
    case 2:
    case 3:
      return 4;
    default:
      return 4;
  }
}
std::string to_string(const right& value_) {
  return onc::xdr::Printer()
      .field("right", value_.right_())
      .arm("made", value_.made())
      .arm("other", value_.other())
      .arm("wanted", value_.wanted())
      .text();
}

un::un(const un& other_) : u_(other_.u_), arm_(other_.arm_) {
  switch (arm_) {
    case Arm::b_:
      std::construct_at(&b_, other_.b_);
      break;
    case Arm::r_:
      std::construct_at(&r_, other_.r_);
      break;
    default:
      break;
  }
}

un::un(un&& other_) noexcept : u_(other_.u_), arm_(other_.arm_) {
  switch (arm_) {
    case Arm::b_:
      std::construct_at(&b_, std::move(other_.b_));
      break;
    case Arm::r_:
      std::construct_at(&r_, std::move(other_.r_));
      break;
    default:
      break;
  }
}

un& un::operator=(const un& other_) {
  if (this != &other_) *this = un(other_);
  return *this;
}

un& un::operator=(un&& other_) noexcept {
  if (this != &other_) {
    std::destroy_at(this);
    std::construct_at(this, std::move(other_));
  }
  return *this;
}

void un::clear() noexcept {
  switch (arm_) {
    case Arm::r_:
      std::destroy_at(&r_);
      break;
    default:
      break;
  }
}

// An arm that is selected already keeps its value, and with it the memory to fill again.
auto& un::select(auto& value_, Arm wanted, std::uint32_t tag_) {
  if (arm_ != wanted) {
    if (arm_ >= Arm::r_) clear();
    arm_ = Arm::void_;
    onc::xdr::construct(value_);
    arm_ = wanted;
  }
  u_ = tag_;
  return value_;
}

un un::make_b(std::array<bool, 3> value_) {
  un made_;
  made_.select(made_.b_, Arm::b_, 4294967295) = std::move(value_);
  return made_;
}

un un::make_r(std::uint32_t tag_, std::vector<right> value_) {
  if (arm_of(tag_) != Arm::r_) throw std::invalid_argument("un::make_r: the tag selects another arm");
  un made_;
  made_.select(made_.r_, Arm::r_, tag_) = std::move(value_);
  return made_;
}

un::Arm un::arm_of(std::uint32_t tag_) noexcept {
  switch (tag_) {
    case 4294967295:
      return Arm::b_;
    default:
      return Arm::r_;
  }
}

bool operator==(const un& left_, const un& right_) {
  if (left_.u_ != right_.u_) return false;
  switch (left_.arm_) {
    case un::Arm::b_:
      return left_.b_ == right_.b_;
    case un::Arm::r_:
      return left_.r_ == right_.r_;
    default:
      return true;
  }
}

bool encode(onc::xdr::Encoder& out_, const un& value_) {
  switch (value_.u()) {
    case 4294967295:
      return out_.fields("u", value_.u()) && out_.field("b", out_.fixed(*value_.b()));
    default:
      return out_.fields("u", value_.u()) && out_.field("r", out_.array(*value_.r(), 5));
  }
}
bool decode(onc::xdr::Decoder& in_, un& value_) {
  std::uint32_t tag_{};
  if (!in_.field("u", in_.peek(tag_))) return false;
  switch (tag_) {
    case 4294967295:
      return in_.fields("u", onc::xdr::Peeked{tag_})
          && in_.field("b", in_.fixed(value_.select(value_.b_, un::Arm::b_, tag_)));
    default:
      return in_.fields("u", onc::xdr::Peeked{tag_})
          && in_.field("r", in_.array(value_.select(value_.r_, un::Arm::r_, tag_), 5, 4));
  }
}
std::size_t xdr_size(const un& value_) {
  switch (value_.u()) {
    case 4294967295:
      return 16;
    default:
      return 8 + onc::xdr::elements_size(*value_.r());
  }
}
std::string to_string(const un& value_) {
  return onc::xdr::Printer()
      .field("u", value_.u())
      .arm("b", value_.b())
      .arm("r", value_.r())
      .text();
}

bool allvoid::select_void(bool tag_) noexcept {
  arm_ = Arm::void_;
  b_ = tag_;
  return true;
}

allvoid allvoid::make_void(bool tag_) {
  if (arm_of(tag_) != Arm::void_) throw std::invalid_argument("allvoid::make_void: the tag selects another arm");
  allvoid made_;
  made_.select_void(tag_);
  return made_;
}

allvoid::Arm allvoid::arm_of(bool tag_) noexcept {
  if (tag_) return Arm::void_;
  return Arm::void_;
}

bool operator==(const allvoid& left_, const allvoid& right_) {
  if (left_.b_ != right_.b_) return false;
  switch (left_.arm_) {
    default:
      return true;
  }
}

bool encode(onc::xdr::Encoder& out_, const allvoid& value_) {
  if (value_.b()) return out_.fields("b", value_.b());
  return out_.fields("b", value_.b());
}
bool decode(onc::xdr::Decoder& in_, allvoid& value_) {
  bool tag_{};
  if (!in_.field("b", in_.peek(tag_))) return false;
  if (tag_) return in_.fields("b", onc::xdr::Peeked{tag_}) && value_.select_void(tag_);
  return in_.fields("b", onc::xdr::Peeked{tag_}) && value_.select_void(tag_);
}
std::string to_string(const allvoid& value_) {
  return onc::xdr::Printer()
      .field("b", value_.b())
      .text();
}

// An arm that is selected already keeps its value, and with it the memory to fill again.
auto& onlydef::select(auto& value_, Arm wanted, std::int32_t tag_) {
  if (arm_ != wanted) {
    arm_ = Arm::void_;
    onc::xdr::construct(value_);
    arm_ = wanted;
  }
  x_ = tag_;
  return value_;
}

onlydef onlydef::make_y(std::int32_t tag_, std::int32_t value_) {
  if (arm_of(tag_) != Arm::y_) throw std::invalid_argument("onlydef::make_y: the tag selects another arm");
  onlydef made_;
  made_.select(made_.y_, Arm::y_, tag_) = value_;
  return made_;
}

onlydef::Arm onlydef::arm_of(std::int32_t tag_) noexcept {
  switch (tag_) {
    default:
      return Arm::y_;
  }
}

bool operator==(const onlydef& left_, const onlydef& right_) {
  if (left_.x_ != right_.x_) return false;
  switch (left_.arm_) {
    case onlydef::Arm::y_:
      return left_.y_ == right_.y_;
    default:
      return true;
  }
}

bool encode(onc::xdr::Encoder& out_, const onlydef& value_) {
  switch (value_.x()) {
    default:
      return out_.fields("x y", value_.x(), *value_.y());
  }
}
bool decode(onc::xdr::Decoder& in_, onlydef& value_) {
  std::int32_t tag_{};
  if (!in_.field("x", in_.peek(tag_))) return false;
  switch (tag_) {
    default: {
      auto& made_ = value_.select(value_.y_, onlydef::Arm::y_, tag_);
      return in_.fields("x y", onc::xdr::Peeked{tag_}, made_);
    }
  }
}
std::string to_string(const onlydef& value_) {
  return onc::xdr::Printer()
      .field("x", value_.x())
      .arm("y", value_.y())
      .text();
}

// An arm that is selected already keeps its value, and with it the memory to fill again.
auto& bdef::select(auto& value_, Arm wanted, bool tag_) {
  if (arm_ != wanted) {
    arm_ = Arm::void_;
    onc::xdr::construct(value_);
    arm_ = wanted;
  }
  b_ = tag_;
  return value_;
}

bool bdef::select_void(bool tag_) noexcept {
  arm_ = Arm::void_;
  b_ = tag_;
  return true;
}

bdef bdef::make_f(float value_) {
  bdef made_;
  made_.select(made_.f_, Arm::f_, true) = value_;
  return made_;
}

bdef bdef::make_void() {
  bdef made_;
  made_.select_void(false);
  return made_;
}

bool operator==(const bdef& left_, const bdef& right_) {
  if (left_.b_ != right_.b_) return false;
  switch (left_.arm_) {
    case bdef::Arm::f_:
      return left_.f_ == right_.f_;
    default:
      return true;
  }
}

bool encode(onc::xdr::Encoder& out_, const bdef& value_) {
  if (value_.b()) return out_.fields("b f", value_.b(), *value_.f());
  return out_.fields("b", value_.b());
}
bool decode(onc::xdr::Decoder& in_, bdef& value_) {
  bool tag_{};
  if (!in_.field("b", in_.peek(tag_))) return false;
  if (tag_) {
    auto& made_ = value_.select(value_.f_, bdef::Arm::f_, tag_);
    return in_.fields("b f", onc::xdr::Peeked{tag_}, made_);
  }
  return in_.fields("b", onc::xdr::Peeked{tag_}) && value_.select_void(tag_);
}
std::size_t xdr_size(const bdef& value_) {
  if (value_.b()) return 8;
  return 4;
}
std::string to_string(const bdef& value_) {
  return onc::xdr::Printer()
      .field("b", value_.b())
      .arm("f", value_.f())
      .text();
}

bool encode(onc::xdr::Encoder& /*out_*/, const list& /*value_*/) {
  return true;
}
bool decode(onc::xdr::Decoder& /*in_*/, list& /*value_*/) {
  return true;
}
std::string to_string(const list& /*value_*/) {
  return onc::xdr::Printer()
      .text();
}

bool encode(onc::xdr::Encoder& out_, const plist& value_) {
  return out_.fields("x", value_.x);
}
bool decode(onc::xdr::Decoder& in_, plist& value_) {
  return in_.fields("x", value_.x);
}
std::string to_string(const plist& value_) {
  return onc::xdr::Printer()
      .field("x", value_.x)
      .text();
}

bool encode_pl(onc::xdr::Encoder& out_, const pl& value_) {
  return out_.list(value_);
}
bool decode_pl(onc::xdr::Decoder& in_, pl& value_) {
  return in_.list(value_);
}
std::size_t xdr_size_pl(const pl& value_) {
  return 4 + 8 * value_.size();
}

bool encode(onc::xdr::Encoder& out_, const user& value_) {
  return out_.field("l", out_.chain(value_.l)) &&
         out_.field("p", out_.chain(value_.p)) &&
         out_.field("q", encode_pl(out_, value_.q)) &&
         out_.field("arr",
             out_.fixed(value_.arr,
             [](onc::xdr::Encoder& coder, const auto& element) { return coder.chain(element); })) &&
         out_.field("many",
             out_.array(value_.many, onc::xdr::unbounded,
             [](onc::xdr::Encoder& coder, const auto& element) { return coder.chain(element); })) &&
         out_.field("r", out_.array(value_.r, onc::xdr::unbounded, encode_pl)) &&
         out_.field("opt", out_.list(value_.opt));
}
bool decode(onc::xdr::Decoder& in_, user& value_) {
  return in_.field("l", in_.chain(value_.l)) &&
         in_.field("p", in_.chain(value_.p)) &&
         in_.field("q", decode_pl(in_, value_.q)) &&
         in_.field("arr",
             in_.fixed(value_.arr, [](onc::xdr::Decoder& coder, auto& element) { return coder.chain(element); })) &&
         in_.field("many",
             in_.array(value_.many, onc::xdr::unbounded, 8,
             [](onc::xdr::Decoder& coder, auto& element) { return coder.chain(element); })) &&
         in_.field("r", in_.array(value_.r, onc::xdr::unbounded, 4, decode_pl)) &&
         in_.field("opt", in_.list(value_.opt));
}
std::size_t xdr_size(const user& value_) {
  return 12 + onc::xdr::chain_size(value_.l) + onc::xdr::chain_size(value_.p) + xdr_size_pl(value_.q)
      + onc::xdr::elements_size(value_.arr, [](const auto& element) { return onc::xdr::chain_size(element); })
      + onc::xdr::elements_size(value_.many, [](const auto& element) { return onc::xdr::chain_size(element); })
      + onc::xdr::elements_size(value_.r, xdr_size_pl) + 4 * value_.opt.size();
}
std::string to_string(const user& value_) {
  return onc::xdr::Printer()
      .field("l", value_.l)
      .field("p", value_.p)
      .field("q", value_.q)
      .field("arr", value_.arr)
      .field("many", value_.many)
      .field("r", value_.r)
      .field("opt", value_.opt)
      .text();
}

bool encode(onc::xdr::Encoder& out_, const A1& value_) {
  if (!out_.enter()) return false;
  const bool ok_ = out_.field("b", out_.array(value_.b, onc::xdr::unbounded)) &&
                   out_.fields("z", value_.z);
  out_.leave();
  return ok_;
}
bool decode(onc::xdr::Decoder& in_, A1& value_) {
  if (!in_.enter()) return false;
  const bool ok_ = in_.field("b", in_.array(value_.b, onc::xdr::unbounded, 8)) &&
                   in_.fields("z", value_.z);
  in_.leave();
  return ok_;
}
std::size_t xdr_size(const A1& value_) {
  return 8 + onc::xdr::elements_size(value_.b);
}
std::string to_string(const A1& value_) {
  return onc::xdr::Printer()
      .field("b", value_.b)
      .field("z", value_.z)
      .text();
}

bool encode(onc::xdr::Encoder& out_, const B1& value_) {
  if (!out_.enter()) return false;
  const bool ok_ = out_.field("a", out_.array(value_.a, onc::xdr::unbounded)) &&
                   out_.field("one", out_.optional(value_.one));
  out_.leave();
  return ok_;
}
bool decode(onc::xdr::Decoder& in_, B1& value_) {
  if (!in_.enter()) return false;
  const bool ok_ = in_.field("a", in_.array(value_.a, onc::xdr::unbounded, 8)) &&
                   in_.field("one", in_.optional(value_.one));
  in_.leave();
  return ok_;
}
std::size_t xdr_size(const B1& value_) {
  return 4 + onc::xdr::elements_size(value_.a) + onc::xdr::optional_size(value_.one);
}
std::string to_string(const B1& value_) {
  return onc::xdr::Printer()
      .field("a", value_.a)
      .field("one", value_.one)
      .text();
}

bool encode_recs(onc::xdr::Encoder& out_, const recs& value_) {
  return out_.array(value_, onc::xdr::unbounded);
}
bool decode_recs(onc::xdr::Decoder& in_, recs& value_) {
  return in_.array(value_, onc::xdr::unbounded, 8);
}
std::size_t xdr_size_recs(const recs& value_) {
  return 4 + onc::xdr::elements_size(value_);
}

rec::rec() noexcept : s_() {}

rec::rec(const rec& other_) : k_(other_.k_), arm_(other_.arm_) {
  switch (arm_) {
    case Arm::p_:
      std::construct_at(&p_, other_.p_);
      break;
    case Arm::r_:
      std::construct_at(&r_, other_.r_);
      break;
    case Arm::s_:
      std::construct_at(&s_, other_.s_);
      break;
    case Arm::rs_:
      std::construct_at(&rs_, other_.rs_);
      break;
    default:
      break;
  }
}

rec::rec(rec&& other_) noexcept : k_(other_.k_), arm_(other_.arm_) {
  switch (arm_) {
    case Arm::p_:
      std::construct_at(&p_, std::move(other_.p_));
      break;
    case Arm::r_:
      std::construct_at(&r_, std::move(other_.r_));
      break;
    case Arm::s_:
      std::construct_at(&s_, std::move(other_.s_));
      break;
    case Arm::rs_:
      std::construct_at(&rs_, std::move(other_.rs_));
      break;
    default:
      break;
  }
}

rec& rec::operator=(const rec& other_) {
  if (this != &other_) *this = rec(other_);
  return *this;
}

rec& rec::operator=(rec&& other_) noexcept {
  if (this != &other_) {
    std::destroy_at(this);
    std::construct_at(this, std::move(other_));
  }
  return *this;
}

void rec::clear() noexcept {
  switch (arm_) {
    case Arm::p_:
      std::destroy_at(&p_);
      break;
    case Arm::r_:
      std::destroy_at(&r_);
      break;
    case Arm::s_:
      std::destroy_at(&s_);
      break;
    case Arm::rs_:
      std::destroy_at(&rs_);
      break;
    default:
      break;
  }
}

// An arm that is selected already keeps its value, and with it the memory to fill again.
auto& rec::select(auto& value_, Arm wanted, std::int32_t tag_) {
  if (arm_ != wanted) {
    if (arm_ >= Arm::p_) clear();
    arm_ = Arm::void_;
    onc::xdr::construct(value_);
    arm_ = wanted;
  }
  k_ = tag_;
  return value_;
}

rec rec::make_p(pair value_) {
  rec made_;
  made_.select(made_.p_, Arm::p_, 0) = std::move(value_);
  return made_;
}

rec rec::make_r(std::array<rec, 2> value_) {
  rec made_;
  made_.select(made_.r_, Arm::r_, 1) = std::move(value_);
  return made_;
}

rec rec::make_s(std::string value_) {
  rec made_;
  made_.select(made_.s_, Arm::s_, 2) = std::move(value_);
  return made_;
}

rec rec::make_rs(recs value_) {
  rec made_;
  made_.select(made_.rs_, Arm::rs_, 3) = std::move(value_);
  return made_;
}

bool operator==(const rec& left_, const rec& right_) {
  if (left_.k_ != right_.k_) return false;
  switch (left_.arm_) {
    case rec::Arm::p_:
      return left_.p_ == right_.p_;
    case rec::Arm::r_:
      return left_.r_ == right_.r_;
    case rec::Arm::s_:
      return left_.s_ == right_.s_;
    case rec::Arm::rs_:
      return left_.rs_ == right_.rs_;
    default:
      return true;
  }
}

bool encode(onc::xdr::Encoder& out_, const rec& value_) {
  const auto write_arm = [&] {
    switch (value_.k()) {
      case 0:
        return out_.fields("k", value_.k()) && out_.field("p", encode(out_, *value_.p()));
      case 1:
        return out_.fields("k", value_.k()) && out_.field("r", out_.fixed(*value_.r()));
      case 2:
        return out_.fields("k s", value_.k(), onc::xdr::Bounded{*value_.s(), 3});
      case 3:
        return out_.fields("k", value_.k()) && out_.field("rs", encode_recs(out_, *value_.rs()));
      default:
        return out_.unknown_arm(static_cast<std::int64_t>(value_.k()));
    }
  };
  if (!out_.enter()) return false;
  const bool ok_ = write_arm();
  out_.leave();
  return ok_;
}
bool decode(onc::xdr::Decoder& in_, rec& value_) {
  std::int32_t tag_{};
  const auto read_arm = [&] {
    switch (tag_) {
      case 0:
        return in_.fields("k", onc::xdr::Peeked{tag_})
            && in_.field("p",
            in_.boxed(value_.select(value_.p_, rec::Arm::p_, tag_),
            [](onc::xdr::Decoder& coder, auto& element) { return decode(coder, element); }));
      case 1:
        return in_.fields("k", onc::xdr::Peeked{tag_})
            && in_.field("r",
            in_.boxed(value_.select(value_.r_, rec::Arm::r_, tag_),
            [](onc::xdr::Decoder& coder, auto& element) { return coder.fixed(element); }));
      case 2: {
        auto& made_ = value_.select(value_.s_, rec::Arm::s_, tag_);
        return in_.fields("k s", onc::xdr::Peeked{tag_}, onc::xdr::Bounded{made_, 3});
      }
      case 3:
        return in_.fields("k", onc::xdr::Peeked{tag_})
            && in_.field("rs", decode_recs(in_, value_.select(value_.rs_, rec::Arm::rs_, tag_)));
      default:
        return in_.unknown_arm(static_cast<std::int64_t>(tag_));
    }
  };
  if (!in_.enter()) return false;
  const bool ok_ = in_.field("k", in_.peek(tag_)) && read_arm();
  in_.leave();
  return ok_;
}
std::size_t xdr_size(const rec& value_) {
  switch (value_.k()) {
    case 0:
      return 4 + xdr_size(*value_.p());
    case 1:
      return 4 + onc::xdr::elements_size(*value_.r());
    case 2:
      return 4 + onc::xdr::opaque_size(*value_.s());
    case 3:
      return 4 + xdr_size_recs(*value_.rs());
    default:
      return 4;
  }
}
std::string to_string(const rec& value_) {
  return onc::xdr::Printer()
      .field("k", value_.k())
      .arm("p", value_.p())
      .arm("r", value_.r())
      .arm("s", value_.s())
      .arm("rs", value_.rs())
      .text();
}

bool encode(onc::xdr::Encoder& out_, const pair& value_) {
  if (!out_.enter()) return false;
  const bool ok_ = out_.field("a", encode(out_, value_.a)) &&
                   out_.field("b", encode(out_, value_.b));
  out_.leave();
  return ok_;
}
bool decode(onc::xdr::Decoder& in_, pair& value_) {
  if (!in_.enter()) return false;
  const bool ok_ = in_.field("a", decode(in_, value_.a)) &&
                   in_.field("b", decode(in_, value_.b));
  in_.leave();
  return ok_;
}
std::size_t xdr_size(const pair& value_) {
  return xdr_size(value_.a) + xdr_size(value_.b);
}
std::string to_string(const pair& value_) {
  return onc::xdr::Printer()
      .field("a", value_.a)
      .field("b", value_.b)
      .text();
}

bool encode(onc::xdr::Encoder& out_, const later& value_) {
  return out_.field("arr", out_.fixed(value_.arr)) &&
         out_.fields("o q f d", onc::xdr::Bounded{value_.o, SIZE}, value_.q, value_.f, value_.d) &&
         out_.field("c", out_.i8(value_.c)) &&
         out_.field("s", out_.i16(value_.s)) &&
         out_.field("uc", out_.u8(value_.uc)) &&
         out_.fields("lo", value_.lo);
}
bool decode(onc::xdr::Decoder& in_, later& value_) {
  return in_.field("arr", in_.fixed(value_.arr)) &&
         in_.fields("o q f d", onc::xdr::Bounded{value_.o, SIZE}, value_.q, value_.f, value_.d) &&
         in_.field("c", in_.i8(value_.c)) &&
         in_.field("s", in_.i16(value_.s)) &&
         in_.field("uc", in_.u8(value_.uc)) &&
         in_.fields("lo", value_.lo);
}
std::size_t xdr_size(const later& value_) {
  return 60 + onc::xdr::opaque_size(value_.o);
}
std::string to_string(const later& value_) {
  return onc::xdr::Printer()
      .field("arr", value_.arr)
      .field("o", value_.o)
      .field("q", value_.q)
      .field("f", value_.f)
      .field("d", value_.d)
      .field("c", value_.c)
      .field("s", value_.s)
      .field("uc", value_.uc)
      .field("lo", value_.lo)
      .text();
}

bool encode(onc::xdr::Encoder& out_, const fwd& value_) {
  return out_.field("l", encode(out_, value_.l)) &&
         out_.field("lo", out_.optional(value_.lo));
}
bool decode(onc::xdr::Decoder& in_, fwd& value_) {
  return in_.field("l", decode(in_, value_.l)) &&
         in_.field("lo", in_.optional(value_.lo));
}
std::size_t xdr_size(const fwd& value_) {
  return xdr_size(value_.l) + onc::xdr::optional_size(value_.lo);
}
std::string to_string(const fwd& value_) {
  return onc::xdr::Printer()
      .field("l", value_.l)
      .field("lo", value_.lo)
      .text();
}

bool encode(onc::xdr::Encoder& out_, const usesalias& value_) {
  return out_.field("a", encode(out_, value_.a)) &&
         out_.field("b", out_.optional(value_.b));
}
bool decode(onc::xdr::Decoder& in_, usesalias& value_) {
  return in_.field("a", decode(in_, value_.a)) &&
         in_.field("b", in_.optional(value_.b));
}
std::size_t xdr_size(const usesalias& value_) {
  return xdr_size(value_.a) + onc::xdr::optional_size(value_.b);
}
std::string to_string(const usesalias& value_) {
  return onc::xdr::Printer()
      .field("a", value_.a)
      .field("b", value_.b)
      .text();
}

bool encode(onc::xdr::Encoder& out_, const named& value_) {
  return out_.fields("q", value_.q);
}
bool decode(onc::xdr::Decoder& in_, named& value_) {
  return in_.fields("q", value_.q);
}
std::string to_string(const named& value_) {
  return onc::xdr::Printer()
      .field("q", value_.q)
      .text();
}

std::string_view to_string(ne value_) noexcept {
  switch (value_) {
    case ne::NE:
      return "NE";
  }
  return {};
}
bool encode(onc::xdr::Encoder& out_, ne value_) {
  return out_.i32(static_cast<std::int32_t>(value_));
}
bool decode(onc::xdr::Decoder& in_, ne& value_) {
  return in_.enumerator(value_);
}

bool encode(onc::xdr::Encoder& out_, const arr_element& value_) {
  return out_.fields("w", value_.w);
}
bool decode(onc::xdr::Decoder& in_, arr_element& value_) {
  return in_.fields("w", value_.w);
}
std::string to_string(const arr_element& value_) {
  return onc::xdr::Printer()
      .field("w", value_.w)
      .text();
}

bool encode_arr(onc::xdr::Encoder& out_, const arr& value_) {
  return out_.array(value_, 3);
}
bool decode_arr(onc::xdr::Decoder& in_, arr& value_) {
  return in_.array(value_, 3, 4);
}
std::size_t xdr_size_arr(const arr& value_) {
  return 4 + 4 * value_.size();
}

bool encode(onc::xdr::Encoder& out_, const Client& value_) {
  return out_.fields("id", value_.id);
}
bool decode(onc::xdr::Decoder& in_, Client& value_) {
  return in_.fields("id", value_.id);
}
std::string to_string(const Client& value_) {
  return onc::xdr::Printer()
      .field("id", value_.id)
      .text();
}

bool encode_call(onc::xdr::Encoder& out_, const call& value_) {
  return out_.string(value_, 4);
}
bool decode_call(onc::xdr::Decoder& in_, call& value_) {
  return in_.string(value_, 4);
}
std::size_t xdr_size_call(const call& value_) {
  return onc::xdr::opaque_size(value_);
}

bool encode_pl_alias(onc::xdr::Encoder& out_, const pl_alias& value_) {
  return out_.chain(value_);
}
bool decode_pl_alias(onc::xdr::Decoder& in_, pl_alias& value_) {
  return in_.chain(value_);
}
std::size_t xdr_size_pl_alias(const pl_alias& value_) {
  return onc::xdr::chain_size(value_);
}

bool encode_opaque_t(onc::xdr::Encoder& out_, const opaque_t& value_) {
  return out_.opaque(value_, 9);
}
bool decode_opaque_t(onc::xdr::Decoder& in_, opaque_t& value_) {
  return in_.opaque(value_, 9);
}
std::size_t xdr_size_opaque_t(const opaque_t& value_) {
  return onc::xdr::opaque_size(value_);
}

}  // namespace names
