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
  std::int32_t number_ = 0;
  if (!in_.i32(number_)) return false;
  value_ = static_cast<class_>(number_);
  return !to_string(value_).empty() || in_.unknown_enumerator(number_);
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
  std::int32_t number_ = 0;
  if (!in_.i32(number_)) return false;
  value_ = static_cast<tag>(number_);
  return !to_string(value_).empty() || in_.unknown_enumerator(number_);
}

bool encode(onc::xdr::Encoder& out_, const status& value_) {
  return out_.field("status", encode(out_, value_.status_)) &&
         out_.field("made", out_.i32(value_.made)) &&
         out_.field("other", out_.i32(value_.other)) &&
         out_.field("xx", encode_out(out_, value_.xx)) &&
         out_.field("out", out_.i32(value_.out_)) &&
         out_.field("operator", out_.i32(value_.operator_));
}
bool decode(onc::xdr::Decoder& in_, status& value_) {
  return in_.field("status", decode(in_, value_.status_)) &&
         in_.field("made", in_.i32(value_.made)) &&
         in_.field("other", in_.i32(value_.other)) &&
         in_.field("xx", decode_out(in_, value_.xx)) &&
         in_.field("out", in_.i32(value_.out_)) &&
         in_.field("operator", in_.i32(value_.operator_));
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

left::left() noexcept : left_arm_() {}

left left::make_left_(std::int32_t value_) {
  left made_;
  made_.select(tag::A);
  made_.left_arm_ = value_;
  return made_;
}

left left::make_status_(tag tag_2, status value_) {
  if (arm_of(tag_2) != Arm::status_arm_) throw std::invalid_argument("left::make_status_: the tag selects another arm");
  left made_;
  made_.select(tag_2);
  made_.status_arm_ = std::move(value_);
  return made_;
}

left left::make_void(tag tag_2) {
  if (arm_of(tag_2) != Arm::void_) throw std::invalid_argument("left::make_void: the tag selects another arm");
  left made_;
  made_.select(tag_2);
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

bool left::select(tag tag_2) {
  const Arm wanted = arm_of(tag_2);
  if (wanted == Arm::unknown_) return false;
  clear();
  switch (wanted) {
    case Arm::left_arm_:
      std::construct_at(&left_arm_);
      break;
    case Arm::status_arm_:
      std::construct_at(&status_arm_);
      break;
    default:
      break;
  }
  tag_arm_ = tag_2;
  arm_ = wanted;
  return true;
}

void left::clear() noexcept {
  arm_ = Arm::void_;
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
  if (!out_.field("tag", encode(out_, value_.tag_()))) return false;
  switch (value_.tag_()) {
    case tag::A:
      return out_.field("left", out_.i32(*value_.left_()));
    case tag::B:
    case tag::C:
      return out_.field("status", encode(out_, *value_.status_()));
    default:
      return true;
  }
}
bool decode(onc::xdr::Decoder& in_, left& value_) {
  tag tag_{};
  if (!in_.field("tag", decode(in_, tag_))) return false;
  if (!value_.select(tag_)) return in_.unknown_arm(static_cast<std::int64_t>(tag_));
  switch (value_.tag_()) {
    case tag::A:
      return in_.field("left", in_.i32(*value_.left_()));
    case tag::B:
    case tag::C:
      return in_.field("status", decode(in_, *value_.status_()));
    default:
      return true;
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
  std::int32_t number_ = 0;
  if (!in_.i32(number_)) return false;
  value_ = static_cast<right_wanted_q>(number_);
  return !to_string(value_).empty() || in_.unknown_enumerator(number_);
}

bool encode(onc::xdr::Encoder& out_, const right_wanted& value_) {
  return out_.field("a", out_.i32(value_.a)) &&
         out_.field("q", encode(out_, value_.q));
}
bool decode(onc::xdr::Decoder& in_, right_wanted& value_) {
  return in_.field("a", in_.i32(value_.a)) &&
         in_.field("q", decode(in_, value_.q));
}
std::string to_string(const right_wanted& value_) {
  return onc::xdr::Printer()
      .field("a", value_.a)
      .field("q", value_.q)
      .text();
}

right::right() noexcept : made_2() {}

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

right::~right() { clear(); }

right right::make_made(out value_) {
  right made_;
  made_.select(0);
  made_.made_2 = std::move(value_);
  return made_;
}

right right::make_other(in value_) {
  right made_;
  made_.select(1);
  made_.other_2 = std::move(value_);
  return made_;
}

right right::make_wanted(right_wanted value_) {
  right made_;
  made_.select(-1);
  made_.wanted_ = std::move(value_);
  return made_;
}

right right::make_void(std::int32_t tag_) {
  if (arm_of(tag_) != Arm::void_) throw std::invalid_argument("right::make_void: the tag selects another arm");
  right made_;
  made_.select(tag_);
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

bool right::select(std::int32_t tag_) {
  const Arm wanted = arm_of(tag_);
  if (wanted == Arm::unknown_) return false;
  clear();
  switch (wanted) {
    case Arm::made_2:
      std::construct_at(&made_2);
      break;
    case Arm::other_2:
      std::construct_at(&other_2);
      break;
    case Arm::wanted_:
      std::construct_at(&wanted_);
      break;
    default:
      break;
  }
  right_arm_ = tag_;
  arm_ = wanted;
  return true;
}

void right::clear() noexcept {
  switch (arm_) {
    case Arm::made_2:
      std::destroy_at(&made_2);
      break;
    case Arm::other_2:
      std::destroy_at(&other_2);
      break;
    case Arm::wanted_:
      std::destroy_at(&wanted_);
      break;
    default:
      break;
  }
  arm_ = Arm::void_;
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
  if (!out_.field("right", out_.i32(value_.right_()))) return false;
  switch (value_.right_()) {
    case 0:
      return out_.field("made", encode_out(out_, *value_.made()));
    case 1:
      return out_.field("other", encode_in(out_, *value_.other()));
    case -1:
      return out_.field("wanted", encode(out_, *value_.wanted()));
    case 2:
    case 3:
      return true;
    default:
      return out_.unknown_arm(static_cast<std::int64_t>(value_.right_()));
  }
}
bool decode(onc::xdr::Decoder& in_, right& value_) {
  std::int32_t tag_{};
  if (!in_.field("right", in_.i32(tag_))) return false;
  if (!value_.select(tag_)) return in_.unknown_arm(static_cast<std::int64_t>(tag_));
  switch (value_.right_()) {
    case 0:
      return in_.field("made", decode_out(in_, *value_.made()));
    case 1:
      return in_.field("other", decode_in(in_, *value_.other()));
    case -1:
      return in_.field("wanted", decode(in_, *value_.wanted()));
    case 2:
    case 3:
      return true;
    default:
      return in_.unknown_arm(static_cast<std::int64_t>(value_.right_()));
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

un::un() noexcept : b_() {}

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

un::~un() { clear(); }

un un::make_b(std::array<bool, 3> value_) {
  un made_;
  made_.select(4294967295);
  made_.b_ = std::move(value_);
  return made_;
}

un un::make_r(std::uint32_t tag_, std::vector<right> value_) {
  if (arm_of(tag_) != Arm::r_) throw std::invalid_argument("un::make_r: the tag selects another arm");
  un made_;
  made_.select(tag_);
  made_.r_ = std::move(value_);
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

bool un::select(std::uint32_t tag_) {
  const Arm wanted = arm_of(tag_);
  if (wanted == Arm::unknown_) return false;
  clear();
  switch (wanted) {
    case Arm::b_:
      std::construct_at(&b_);
      break;
    case Arm::r_:
      std::construct_at(&r_);
      break;
    default:
      break;
  }
  u_ = tag_;
  arm_ = wanted;
  return true;
}

void un::clear() noexcept {
  switch (arm_) {
    case Arm::b_:
      std::destroy_at(&b_);
      break;
    case Arm::r_:
      std::destroy_at(&r_);
      break;
    default:
      break;
  }
  arm_ = Arm::void_;
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
  if (!out_.field("u", out_.u32(value_.u()))) return false;
  switch (value_.u()) {
    case 4294967295:
      return out_.field("b", out_.fixed(*value_.b()));
    default:
      return out_.field("r", out_.array(*value_.r(), 5));
  }
}
bool decode(onc::xdr::Decoder& in_, un& value_) {
  std::uint32_t tag_{};
  if (!in_.field("u", in_.u32(tag_))) return false;
  if (!value_.select(tag_)) return in_.unknown_arm(static_cast<std::int64_t>(tag_));
  switch (value_.u()) {
    case 4294967295:
      return in_.field("b", in_.fixed(*value_.b()));
    default:
      return in_.field("r", in_.array(*value_.r(), 5, 4));
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

allvoid::allvoid() noexcept {}

allvoid allvoid::make_void(bool tag_) {
  if (arm_of(tag_) != Arm::void_) throw std::invalid_argument("allvoid::make_void: the tag selects another arm");
  allvoid made_;
  made_.select(tag_);
  return made_;
}

allvoid::Arm allvoid::arm_of(bool tag_) noexcept {
  if (tag_) return Arm::void_;
  return Arm::void_;
}

bool allvoid::select(bool tag_) {
  const Arm wanted = arm_of(tag_);
  if (wanted == Arm::unknown_) return false;
  clear();
  switch (wanted) {
    default:
      break;
  }
  b_ = tag_;
  arm_ = wanted;
  return true;
}

void allvoid::clear() noexcept {
  arm_ = Arm::void_;
}

bool operator==(const allvoid& left_, const allvoid& right_) {
  if (left_.b_ != right_.b_) return false;
  switch (left_.arm_) {
    default:
      return true;
  }
}

bool encode(onc::xdr::Encoder& out_, const allvoid& value_) {
  if (!out_.field("b", out_.boolean(value_.b()))) return false;
  if (value_.b()) return true;
  return true;
}
bool decode(onc::xdr::Decoder& in_, allvoid& value_) {
  bool tag_{};
  if (!in_.field("b", in_.boolean(tag_))) return false;
  if (!value_.select(tag_)) return in_.unknown_arm(static_cast<std::int64_t>(tag_));
  if (value_.b()) return true;
  return true;
}
std::string to_string(const allvoid& value_) {
  return onc::xdr::Printer()
      .field("b", value_.b())
      .text();
}

onlydef::onlydef() noexcept : y_() {}

onlydef onlydef::make_y(std::int32_t tag_, std::int32_t value_) {
  if (arm_of(tag_) != Arm::y_) throw std::invalid_argument("onlydef::make_y: the tag selects another arm");
  onlydef made_;
  made_.select(tag_);
  made_.y_ = value_;
  return made_;
}

onlydef::Arm onlydef::arm_of(std::int32_t tag_) noexcept {
  switch (tag_) {
    default:
      return Arm::y_;
  }
}

bool onlydef::select(std::int32_t tag_) {
  const Arm wanted = arm_of(tag_);
  if (wanted == Arm::unknown_) return false;
  clear();
  switch (wanted) {
    case Arm::y_:
      std::construct_at(&y_);
      break;
    default:
      break;
  }
  x_ = tag_;
  arm_ = wanted;
  return true;
}

void onlydef::clear() noexcept {
  arm_ = Arm::void_;
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
  if (!out_.field("x", out_.i32(value_.x()))) return false;
  switch (value_.x()) {
    default:
      return out_.field("y", out_.i32(*value_.y()));
  }
}
bool decode(onc::xdr::Decoder& in_, onlydef& value_) {
  std::int32_t tag_{};
  if (!in_.field("x", in_.i32(tag_))) return false;
  if (!value_.select(tag_)) return in_.unknown_arm(static_cast<std::int64_t>(tag_));
  switch (value_.x()) {
    default:
      return in_.field("y", in_.i32(*value_.y()));
  }
}
std::string to_string(const onlydef& value_) {
  return onc::xdr::Printer()
      .field("x", value_.x())
      .arm("y", value_.y())
      .text();
}

bdef::bdef() noexcept : f_() {}

bdef bdef::make_f(float value_) {
  bdef made_;
  made_.select(true);
  made_.f_ = value_;
  return made_;
}

bdef bdef::make_void() {
  bdef made_;
  made_.select(false);
  return made_;
}

bdef::Arm bdef::arm_of(bool tag_) noexcept {
  if (tag_) return Arm::f_;
  return Arm::void_;
}

bool bdef::select(bool tag_) {
  const Arm wanted = arm_of(tag_);
  if (wanted == Arm::unknown_) return false;
  clear();
  switch (wanted) {
    case Arm::f_:
      std::construct_at(&f_);
      break;
    default:
      break;
  }
  b_ = tag_;
  arm_ = wanted;
  return true;
}

void bdef::clear() noexcept {
  arm_ = Arm::void_;
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
  if (!out_.field("b", out_.boolean(value_.b()))) return false;
  if (value_.b()) return out_.field("f", out_.f32(*value_.f()));
  return true;
}
bool decode(onc::xdr::Decoder& in_, bdef& value_) {
  bool tag_{};
  if (!in_.field("b", in_.boolean(tag_))) return false;
  if (!value_.select(tag_)) return in_.unknown_arm(static_cast<std::int64_t>(tag_));
  if (value_.b()) return in_.field("f", in_.f32(*value_.f()));
  return true;
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
  return out_.field("x", out_.i32(value_.x));
}
bool decode(onc::xdr::Decoder& in_, plist& value_) {
  return in_.field("x", in_.i32(value_.x));
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
                   out_.field("z", out_.i32(value_.z));
  out_.leave();
  return ok_;
}
bool decode(onc::xdr::Decoder& in_, A1& value_) {
  if (!in_.enter()) return false;
  const bool ok_ = in_.field("b", in_.array(value_.b, onc::xdr::unbounded, 8)) &&
                   in_.field("z", in_.i32(value_.z));
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

rec::~rec() { clear(); }

rec rec::make_p(pair value_) {
  rec made_;
  made_.select(0);
  made_.p_ = std::move(value_);
  return made_;
}

rec rec::make_r(std::array<rec, 2> value_) {
  rec made_;
  made_.select(1);
  made_.r_ = std::move(value_);
  return made_;
}

rec rec::make_s(std::string value_) {
  rec made_;
  made_.select(2);
  made_.s_ = std::move(value_);
  return made_;
}

rec rec::make_rs(recs value_) {
  rec made_;
  made_.select(3);
  made_.rs_ = std::move(value_);
  return made_;
}

rec::Arm rec::arm_of(std::int32_t tag_) noexcept {
  switch (tag_) {
    case 0:
      return Arm::p_;
    case 1:
      return Arm::r_;
    case 2:
      return Arm::s_;
    case 3:
      return Arm::rs_;
    default:
      return Arm::unknown_;
  }
}

bool rec::select(std::int32_t tag_) {
  const Arm wanted = arm_of(tag_);
  if (wanted == Arm::unknown_) return false;
  clear();
  switch (wanted) {
    case Arm::p_:
      std::construct_at(&p_)->emplace();
      break;
    case Arm::r_:
      std::construct_at(&r_)->emplace();
      break;
    case Arm::s_:
      std::construct_at(&s_);
      break;
    case Arm::rs_:
      std::construct_at(&rs_);
      break;
    default:
      break;
  }
  k_ = tag_;
  arm_ = wanted;
  return true;
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
  arm_ = Arm::void_;
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

namespace {
bool write_arm(onc::xdr::Encoder& out_, const rec& value_) {
  switch (value_.k()) {
    case 0:
      return out_.field("p", encode(out_, *value_.p()));
    case 1:
      return out_.field("r", out_.fixed(*value_.r()));
    case 2:
      return out_.field("s", out_.string(*value_.s(), 3));
    case 3:
      return out_.field("rs", encode_recs(out_, *value_.rs()));
    default:
      return out_.unknown_arm(static_cast<std::int64_t>(value_.k()));
  }
}
}  // namespace
bool encode(onc::xdr::Encoder& out_, const rec& value_) {
  if (!out_.enter()) return false;
  const bool ok_ = out_.field("k", out_.i32(value_.k())) && write_arm(out_, value_);
  out_.leave();
  return ok_;
}
namespace {
bool read_arm(onc::xdr::Decoder& in_, rec& value_) {
  switch (value_.k()) {
    case 0:
      return in_.field("p", decode(in_, *value_.p()));
    case 1:
      return in_.field("r", in_.fixed(*value_.r()));
    case 2:
      return in_.field("s", in_.string(*value_.s(), 3));
    case 3:
      return in_.field("rs", decode_recs(in_, *value_.rs()));
    default:
      return in_.unknown_arm(static_cast<std::int64_t>(value_.k()));
  }
}
}  // namespace
bool decode(onc::xdr::Decoder& in_, rec& value_) {
  std::int32_t tag_{};
  if (!in_.field("k", in_.i32(tag_))) return false;
  if (!value_.select(tag_)) return in_.unknown_arm(static_cast<std::int64_t>(tag_));
  if (!in_.enter()) return false;
  const bool ok_ = read_arm(in_, value_);
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
         out_.field("o", out_.opaque(value_.o, SIZE)) &&
         out_.field("q", out_.quadruple(value_.q)) &&
         out_.field("f", out_.f32(value_.f)) &&
         out_.field("d", out_.f64(value_.d)) &&
         out_.field("c", out_.i8(value_.c)) &&
         out_.field("s", out_.i16(value_.s)) &&
         out_.field("uc", out_.u8(value_.uc)) &&
         out_.field("lo", out_.i32(value_.lo));
}
bool decode(onc::xdr::Decoder& in_, later& value_) {
  return in_.field("arr", in_.fixed(value_.arr)) &&
         in_.field("o", in_.opaque(value_.o, SIZE)) &&
         in_.field("q", in_.quadruple(value_.q)) &&
         in_.field("f", in_.f32(value_.f)) &&
         in_.field("d", in_.f64(value_.d)) &&
         in_.field("c", in_.i8(value_.c)) &&
         in_.field("s", in_.i16(value_.s)) &&
         in_.field("uc", in_.u8(value_.uc)) &&
         in_.field("lo", in_.i32(value_.lo));
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
  return out_.field("q", out_.i32(value_.q));
}
bool decode(onc::xdr::Decoder& in_, named& value_) {
  return in_.field("q", in_.i32(value_.q));
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
  std::int32_t number_ = 0;
  if (!in_.i32(number_)) return false;
  value_ = static_cast<ne>(number_);
  return !to_string(value_).empty() || in_.unknown_enumerator(number_);
}

bool encode(onc::xdr::Encoder& out_, const arr_element& value_) {
  return out_.field("w", out_.i32(value_.w));
}
bool decode(onc::xdr::Decoder& in_, arr_element& value_) {
  return in_.field("w", in_.i32(value_.w));
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
  return out_.field("id", out_.i32(value_.id));
}
bool decode(onc::xdr::Decoder& in_, Client& value_) {
  return in_.field("id", in_.i32(value_.id));
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
