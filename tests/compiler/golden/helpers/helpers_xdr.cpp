// Made by idlc from helpers.x. Changes belong there.
#include "helpers.h"

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

namespace helpers {

std::string_view to_string(words value) noexcept {
  switch (value) {
    case words::begin:
      return "begin";
    case words::options:
      return "options";
    case words::host:
      return "host";
  }
  return {};
}
bool encode(onc::xdr::Encoder& out, words value) {
  return out.i32(static_cast<std::int32_t>(value));
}
bool decode(onc::xdr::Decoder& in, words& value) {
  return in.enumerator(value);
}

bool encode(onc::xdr::Encoder& out, const serve_get& value) {
  return out.fields("x", value.x);
}
bool decode(onc::xdr::Decoder& in, serve_get& value) {
  return in.fields("x", value.x);
}
std::string to_string(const serve_get& value) {
  return onc::xdr::Printer()
      .field("x", value.x)
      .text();
}

bool encode(onc::xdr::Encoder& out, const procedure_get& value) {
  return out.fields("x", value.x);
}
bool decode(onc::xdr::Decoder& in, procedure_get& value) {
  return in.fields("x", value.x);
}
std::string to_string(const procedure_get& value) {
  return onc::xdr::Printer()
      .field("x", value.x)
      .text();
}

bool encode(onc::xdr::Encoder& out, const arguments_of_get& value) {
  return out.fields("x __has_include", value.x, value.x_has_include);
}
bool decode(onc::xdr::Decoder& in, arguments_of_get& value) {
  return in.fields("x __has_include", value.x, value.x_has_include);
}
std::string to_string(const arguments_of_get& value) {
  return onc::xdr::Printer()
      .field("x", value.x)
      .field("__has_include", value.x_has_include)
      .text();
}

bool encode(onc::xdr::Encoder& out, const ClientStub& value) {
  return out.fields("channel_", value.channel_);
}
bool decode(onc::xdr::Decoder& in, ClientStub& value) {
  return in.fields("channel_", value.channel_);
}
std::string to_string(const ClientStub& value) {
  return onc::xdr::Printer()
      .field("channel_", value.channel_)
      .text();
}

bool encode(onc::xdr::Encoder& out, const Arm_& value) {
  return out.fields("select", value.select);
}
bool decode(onc::xdr::Decoder& in, Arm_& value) {
  return in.fields("select", value.select);
}
std::string to_string(const Arm_& value) {
  return onc::xdr::Printer()
      .field("select", value.select)
      .text();
}

bool encode(onc::xdr::Encoder& out, const clear_& value) {
  return out.fields("x", value.x);
}
bool decode(onc::xdr::Decoder& in, clear_& value) {
  return in.fields("x", value.x);
}
std::string to_string(const clear_& value) {
  return onc::xdr::Printer()
      .field("x", value.x)
      .text();
}

box::box(const box& other) : arm_of_arm_(other.arm_of_arm_), arm_(other.arm_) {
  switch (arm_) {
    case Arm::Arm_2_:
      std::construct_at(&Arm_2_, other.Arm_2_);
      break;
    case Arm::clear_2_:
      std::construct_at(&clear_2_, other.clear_2_);
      break;
    case Arm::select_arm_:
      std::construct_at(&select_arm_, other.select_arm_);
      break;
    default:
      break;
  }
}

box::box(box&& other) noexcept : arm_of_arm_(other.arm_of_arm_), arm_(other.arm_) {
  switch (arm_) {
    case Arm::Arm_2_:
      std::construct_at(&Arm_2_, std::move(other.Arm_2_));
      break;
    case Arm::clear_2_:
      std::construct_at(&clear_2_, std::move(other.clear_2_));
      break;
    case Arm::select_arm_:
      std::construct_at(&select_arm_, std::move(other.select_arm_));
      break;
    default:
      break;
  }
}

box& box::operator=(const box& other) {
  if (this != &other) *this = box(other);
  return *this;
}

box& box::operator=(box&& other) noexcept {
  if (this != &other) {
    std::destroy_at(this);
    std::construct_at(this, std::move(other));
  }
  return *this;
}

void box::clear() noexcept {
  switch (arm_) {
    case Arm::clear_2_:
      std::destroy_at(&clear_2_);
      break;
    case Arm::select_arm_:
      std::destroy_at(&select_arm_);
      break;
    default:
      break;
  }
}

// An arm that is selected already keeps its value, and with it the memory to fill again.
auto& box::select(auto& value, Arm wanted, std::int32_t tag) {
  if (arm_ != wanted) {
    if (arm_ >= Arm::clear_2_) clear();
    arm_ = Arm::void_;
    onc::xdr::construct(value);
    arm_ = wanted;
  }
  arm_of_arm_ = tag;
  return value;
}

box box::make_Arm_2(Arm_ value) {
  box made;
  made.select(made.Arm_2_, Arm::Arm_2_, 1) = std::move(value);
  return made;
}

box box::make_clear_2(std::vector<clear_> value) {
  box made;
  made.select(made.clear_2_, Arm::clear_2_, 2) = std::move(value);
  return made;
}

box box::make_select_(std::int32_t tag, std::array<box, 2> value) {
  if (arm_of(tag) != Arm::select_arm_) throw std::invalid_argument("box::make_select_: the tag selects another arm");
  box made;
  made.select(made.select_arm_, Arm::select_arm_, tag) = std::move(value);
  return made;
}

box::Arm box::arm_of(std::int32_t tag) noexcept {
  switch (tag) {
    case 1:
      return Arm::Arm_2_;
    case 2:
      return Arm::clear_2_;
    default:
      return Arm::select_arm_;
  }
}

bool operator==(const box& left, const box& right) {
  if (left.arm_of_arm_ != right.arm_of_arm_) return false;
  switch (left.arm_) {
    case box::Arm::Arm_2_:
      return left.Arm_2_ == right.Arm_2_;
    case box::Arm::clear_2_:
      return left.clear_2_ == right.clear_2_;
    case box::Arm::select_arm_:
      return left.select_arm_ == right.select_arm_;
    default:
      return true;
  }
}

bool encode(onc::xdr::Encoder& out, const box& value) {
  const auto write_arm = [&] {
    switch (value.arm_of_()) {
      case 1:
        return out.fields("arm_of Arm.select", value.arm_of_(), value.Arm_2()->select);
      case 2:
        return out.fields("arm_of", value.arm_of_())
            && out.field("clear", out.array(*value.clear_2(), onc::xdr::unbounded));
      default:
        return out.fields("arm_of", value.arm_of_()) && out.field("select", out.fixed(*value.select_()));
    }
  };
  if (!out.enter()) return false;
  const bool ok = write_arm();
  out.leave();
  return ok;
}
bool decode(onc::xdr::Decoder& in, box& value) {
  std::int32_t tag{};
  const auto read_arm = [&] {
    switch (tag) {
      case 1: {
        auto& made = value.select(value.Arm_2_, box::Arm::Arm_2_, tag);
        return in.fields("arm_of Arm.select", onc::xdr::Peeked{tag}, made.select);
      }
      case 2:
        return in.fields("arm_of", onc::xdr::Peeked{tag})
            && in.field("clear",
            in.array(value.select(value.clear_2_, box::Arm::clear_2_, tag), onc::xdr::unbounded, 4));
      default:
        return in.fields("arm_of", onc::xdr::Peeked{tag})
            && in.field("select",
            in.boxed(value.select(value.select_arm_, box::Arm::select_arm_, tag),
            [](onc::xdr::Decoder& coder, auto& element) { return coder.fixed(element); }));
    }
  };
  if (!in.enter()) return false;
  const bool ok = in.field("arm_of", in.peek(tag)) && read_arm();
  in.leave();
  return ok;
}
std::size_t xdr_size(const box& value) {
  switch (value.arm_of_()) {
    case 1:
      return 8;
    case 2:
      return 8 + 4 * (*value.clear_2()).size();
    default:
      return 4 + onc::xdr::elements_size(*value.select_());
  }
}
std::string to_string(const box& value) {
  return onc::xdr::Printer()
      .field("arm_of", value.arm_of_())
      .arm("Arm", value.Arm_2())
      .arm("clear", value.clear_2())
      .arm("select", value.select_())
      .text();
}

}  // namespace helpers
