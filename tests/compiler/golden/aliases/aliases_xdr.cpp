// Made by idlc from aliases.x. Changes belong there.
#include "aliases.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include <onc/xdr/construct.h>
#include <onc/xdr/print.h>
#include <onc/xdr/size.h>

namespace aliases {

bool encode(onc::xdr::Encoder& out, const node& value) {
  if (!out.enter()) return false;
  const bool ok = out.field("left", out.optional(value.left)) &&
                  out.field("right", out.optional(value.right)) &&
                  out.fields("value", value.value);
  out.leave();
  return ok;
}
bool decode(onc::xdr::Decoder& in, node& value) {
  if (!in.enter()) return false;
  const bool ok = in.field("left", in.optional(value.left)) &&
                  in.field("right", in.optional(value.right)) &&
                  in.fields("value", value.value);
  in.leave();
  return ok;
}
std::size_t xdr_size(const node& value) {
  return 4 + onc::xdr::optional_size(value.left) + onc::xdr::optional_size(value.right);
}
std::string to_string(const node& value) {
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

filter::filter() noexcept : parts_() {}

filter::filter(const filter& other) : kind_(other.kind_), arm_(other.arm_) {
  switch (arm_) {
    case Arm::parts_:
      std::construct_at(&parts_, other.parts_);
      break;
    case Arm::text_:
      std::construct_at(&text_, other.text_);
      break;
    default:
      break;
  }
}

filter::filter(filter&& other) noexcept : kind_(other.kind_), arm_(other.arm_) {
  switch (arm_) {
    case Arm::parts_:
      std::construct_at(&parts_, std::move(other.parts_));
      break;
    case Arm::text_:
      std::construct_at(&text_, std::move(other.text_));
      break;
    default:
      break;
  }
}

filter& filter::operator=(const filter& other) {
  if (this != &other) *this = filter(other);
  return *this;
}

filter& filter::operator=(filter&& other) noexcept {
  if (this != &other) {
    std::destroy_at(this);
    std::construct_at(this, std::move(other));
  }
  return *this;
}

void filter::clear() noexcept {
  switch (arm_) {
    case Arm::parts_:
      std::destroy_at(&parts_);
      break;
    case Arm::text_:
      std::destroy_at(&text_);
      break;
    default:
      break;
  }
}

// An arm that is selected already keeps its value, and with it the memory to fill again.
auto& filter::select(auto& value, Arm wanted, std::int32_t tag) {
  if (arm_ != wanted) {
    if (arm_ >= Arm::parts_) clear();
    arm_ = Arm::void_;
    onc::xdr::construct(value);
    arm_ = wanted;
  }
  kind_ = tag;
  return value;
}

filter filter::make_parts(onc::xdr::Vector<filtert> value) {
  filter made;
  made.select(made.parts_, Arm::parts_, 0) = std::move(value);
  return made;
}

filter filter::make_text(std::string value) {
  filter made;
  made.select(made.text_, Arm::text_, 1) = std::move(value);
  return made;
}

bool operator==(const filter& left, const filter& right) {
  if (left.kind_ != right.kind_) return false;
  switch (left.arm_) {
    case filter::Arm::parts_:
      return left.parts_ == right.parts_;
    case filter::Arm::text_:
      return left.text_ == right.text_;
    default:
      return true;
  }
}

bool encode(onc::xdr::Encoder& out, const filter& value) {
  const auto write_arm = [&] {
    switch (value.kind()) {
      case 0:
        return out.fields("kind", value.kind()) && out.field("parts", out.array(*value.parts(), onc::xdr::unbounded));
      case 1:
        return out.fields("kind text", value.kind(), onc::xdr::Bounded{*value.text()});
      default:
        return out.unknown_arm(static_cast<std::int64_t>(value.kind()));
    }
  };
  if (!out.enter()) return false;
  const bool ok = write_arm();
  out.leave();
  return ok;
}
bool decode(onc::xdr::Decoder& in, filter& value) {
  std::int32_t tag{};
  const auto read_arm = [&] {
    switch (tag) {
      case 0:
        return in.fields("kind", onc::xdr::Peeked{tag})
            && in.field("parts",
            in.array(value.select(value.parts_, filter::Arm::parts_, tag), onc::xdr::unbounded, 8));
      case 1: {
        auto& made = value.select(value.text_, filter::Arm::text_, tag);
        return in.fields("kind text", onc::xdr::Peeked{tag}, onc::xdr::Bounded{made});
      }
      default:
        return in.unknown_arm(static_cast<std::int64_t>(tag));
    }
  };
  if (!in.enter()) return false;
  const bool ok = in.field("kind", in.peek(tag)) && read_arm();
  in.leave();
  return ok;
}
std::size_t xdr_size(const filter& value) {
  switch (value.kind()) {
    case 0:
      return 8 + onc::xdr::elements_size(*value.parts());
    case 1:
      return 4 + onc::xdr::opaque_size(*value.text());
    default:
      return 4;
  }
}
std::string to_string(const filter& value) {
  return onc::xdr::Printer()
      .field("kind", value.kind())
      .arm("parts", value.parts())
      .arm("text", value.text())
      .text();
}

bool encode(onc::xdr::Encoder& out, const entry& value) {
  return out.fields("value", value.value);
}
bool decode(onc::xdr::Decoder& in, entry& value) {
  return in.fields("value", value.value);
}
std::string to_string(const entry& value) {
  return onc::xdr::Printer()
      .field("value", value.value)
      .text();
}

bool encode_entryt(onc::xdr::Encoder& out, const entryt& value) {
  return out.chain(value);
}
bool decode_entryt(onc::xdr::Decoder& in, entryt& value) {
  return in.chain(value);
}
std::size_t xdr_size_entryt(const entryt& value) {
  return onc::xdr::chain_size(value);
}

bool encode(onc::xdr::Encoder& out, const fork& value) {
  if (!out.enter()) return false;
  const bool ok = out.field("left", out.optional(value.left)) &&
                  out.field("right", out.optional(value.right));
  out.leave();
  return ok;
}
bool decode(onc::xdr::Decoder& in, fork& value) {
  if (!in.enter()) return false;
  const bool ok = in.field("left", in.optional(value.left)) &&
                  in.field("right", in.optional(value.right));
  in.leave();
  return ok;
}
std::size_t xdr_size(const fork& value) {
  return onc::xdr::optional_size(value.left) + onc::xdr::optional_size(value.right);
}
std::string to_string(const fork& value) {
  return onc::xdr::Printer()
      .field("left", value.left)
      .field("right", value.right)
      .text();
}

bool encode(onc::xdr::Encoder& out, const branch& value) {
  if (!out.enter()) return false;
  const bool ok = out.fields("value", value.value) &&
                  out.field("ends", encode(out, value.ends));
  out.leave();
  return ok;
}
bool decode(onc::xdr::Decoder& in, branch& value) {
  if (!in.enter()) return false;
  const bool ok = in.fields("value", value.value) &&
                  in.field("ends", decode(in, value.ends));
  in.leave();
  return ok;
}
std::size_t xdr_size(const branch& value) {
  return 4 + xdr_size(value.ends);
}
std::string to_string(const branch& value) {
  return onc::xdr::Printer()
      .field("value", value.value)
      .field("ends", value.ends)
      .text();
}

bool encode_maybe_cause(onc::xdr::Encoder& out, const maybe_cause& value) {
  return out.optional(value);
}
bool decode_maybe_cause(onc::xdr::Decoder& in, maybe_cause& value) {
  return in.optional(value);
}
std::size_t xdr_size_maybe_cause(const maybe_cause& value) {
  return onc::xdr::optional_size(value);
}

bool encode(onc::xdr::Encoder& out, const context& value) {
  if (!out.enter()) return false;
  const bool ok = out.field("behind", encode_maybe_cause(out, value.behind));
  out.leave();
  return ok;
}
bool decode(onc::xdr::Decoder& in, context& value) {
  if (!in.enter()) return false;
  const bool ok = in.field("behind", decode_maybe_cause(in, value.behind));
  in.leave();
  return ok;
}
std::size_t xdr_size(const context& value) {
  return xdr_size_maybe_cause(value.behind);
}
std::string to_string(const context& value) {
  return onc::xdr::Printer()
      .field("behind", value.behind)
      .text();
}

bool encode(onc::xdr::Encoder& out, const cause& value) {
  if (!out.enter()) return false;
  const bool ok = out.field("around", encode(out, value.around));
  out.leave();
  return ok;
}
bool decode(onc::xdr::Decoder& in, cause& value) {
  if (!in.enter()) return false;
  const bool ok = in.field("around", decode(in, value.around));
  in.leave();
  return ok;
}
std::size_t xdr_size(const cause& value) {
  return xdr_size(value.around);
}
std::string to_string(const cause& value) {
  return onc::xdr::Printer()
      .field("around", value.around)
      .text();
}

bool encode(onc::xdr::Encoder& out, const place& value) {
  if (!out.enter()) return false;
  const bool ok = out.field("parent", out.optional(value.parent));
  out.leave();
  return ok;
}
bool decode(onc::xdr::Decoder& in, place& value) {
  if (!in.enter()) return false;
  const bool ok = in.field("parent", in.optional(value.parent));
  in.leave();
  return ok;
}
std::size_t xdr_size(const place& value) {
  return onc::xdr::optional_size(value.parent);
}
std::string to_string(const place& value) {
  return onc::xdr::Printer()
      .field("parent", value.parent)
      .text();
}

bool encode(onc::xdr::Encoder& out, const region& value) {
  if (!out.enter()) return false;
  const bool ok = out.field("where", encode(out, value.where));
  out.leave();
  return ok;
}
bool decode(onc::xdr::Decoder& in, region& value) {
  if (!in.enter()) return false;
  const bool ok = in.field("where", decode(in, value.where));
  in.leave();
  return ok;
}
std::size_t xdr_size(const region& value) {
  return xdr_size(value.where);
}
std::string to_string(const region& value) {
  return onc::xdr::Printer()
      .field("where", value.where)
      .text();
}

bool encode_stept(onc::xdr::Encoder& out, const stept& value) {
  return out.chain(value);
}
bool decode_stept(onc::xdr::Decoder& in, stept& value) {
  return in.chain(value);
}
std::size_t xdr_size_stept(const stept& value) {
  return onc::xdr::chain_size(value);
}

bool encode(onc::xdr::Encoder& out, const detour& value) {
  if (!out.enter()) return false;
  const bool ok = out.field("first", out.chain(value.first)) &&
                  out.field("others",
                      out.array(value.others, onc::xdr::unbounded,
                      [](onc::xdr::Encoder& coder, const auto& element) { return coder.chain(element); }));
  out.leave();
  return ok;
}
bool decode(onc::xdr::Decoder& in, detour& value) {
  if (!in.enter()) return false;
  const bool ok = in.field("first", in.chain(value.first)) &&
                  in.field("others",
                      in.array(value.others, onc::xdr::unbounded, 8,
                      [](onc::xdr::Decoder& coder, auto& element) { return coder.chain(element); }));
  in.leave();
  return ok;
}
std::size_t xdr_size(const detour& value) {
  return 4 + onc::xdr::chain_size(value.first)
      + onc::xdr::elements_size(value.others, [](const auto& element) { return onc::xdr::chain_size(element); });
}
std::string to_string(const detour& value) {
  return onc::xdr::Printer()
      .field("first", value.first)
      .field("others", value.others)
      .text();
}

turn::turn() noexcept : away_() {}

turn::turn(const turn& other) : kind_(other.kind_), arm_(other.arm_) {
  switch (arm_) {
    case Arm::away_:
      std::construct_at(&away_, other.away_);
      break;
    default:
      break;
  }
}

turn::turn(turn&& other) noexcept : kind_(other.kind_), arm_(other.arm_) {
  switch (arm_) {
    case Arm::away_:
      std::construct_at(&away_, std::move(other.away_));
      break;
    default:
      break;
  }
}

turn& turn::operator=(const turn& other) {
  if (this != &other) *this = turn(other);
  return *this;
}

turn& turn::operator=(turn&& other) noexcept {
  if (this != &other) {
    std::destroy_at(this);
    std::construct_at(this, std::move(other));
  }
  return *this;
}

void turn::clear() noexcept {
  switch (arm_) {
    case Arm::away_:
      std::destroy_at(&away_);
      break;
    default:
      break;
  }
}

// An arm that is selected already keeps its value, and with it the memory to fill again.
auto& turn::select(auto& value, Arm wanted, std::int32_t tag) {
  if (arm_ != wanted) {
    if (arm_ >= Arm::away_) clear();
    arm_ = Arm::void_;
    onc::xdr::construct(value);
    arm_ = wanted;
  }
  kind_ = tag;
  return value;
}

bool turn::select_void(std::int32_t tag) noexcept {
  if (arm_ >= Arm::away_) clear();
  arm_ = Arm::void_;
  kind_ = tag;
  return true;
}

turn turn::make_away(detour value) {
  turn made;
  made.select(made.away_, Arm::away_, 0) = std::move(value);
  return made;
}

turn turn::make_void() {
  turn made;
  made.select_void(1);
  return made;
}

bool operator==(const turn& left, const turn& right) {
  if (left.kind_ != right.kind_) return false;
  switch (left.arm_) {
    case turn::Arm::away_:
      return left.away_ == right.away_;
    default:
      return true;
  }
}

bool encode(onc::xdr::Encoder& out, const turn& value) {
  const auto write_arm = [&] {
    switch (value.kind()) {
      case 0:
        return out.fields("kind", value.kind()) && out.field("away", encode(out, *value.away()));
      case 1:
        return out.fields("kind", value.kind());
      default:
        return out.unknown_arm(static_cast<std::int64_t>(value.kind()));
    }
  };
  if (!out.enter()) return false;
  const bool ok = write_arm();
  out.leave();
  return ok;
}
bool decode(onc::xdr::Decoder& in, turn& value) {
  std::int32_t tag{};
  const auto read_arm = [&] {
    switch (tag) {
      case 0:
        return in.fields("kind", onc::xdr::Peeked{tag})
            && in.field("away", decode(in, value.select(value.away_, turn::Arm::away_, tag)));
      case 1:
        return in.fields("kind", onc::xdr::Peeked{tag}) && value.select_void(tag);
      default:
        return in.unknown_arm(static_cast<std::int64_t>(tag));
    }
  };
  if (!in.enter()) return false;
  const bool ok = in.field("kind", in.peek(tag)) && read_arm();
  in.leave();
  return ok;
}
std::size_t xdr_size(const turn& value) {
  switch (value.kind()) {
    case 0:
      return 4 + xdr_size(*value.away());
    case 1:
      return 4;
    default:
      return 4;
  }
}
std::string to_string(const turn& value) {
  return onc::xdr::Printer()
      .field("kind", value.kind())
      .arm("away", value.away())
      .text();
}

bool encode(onc::xdr::Encoder& out, const step& value) {
  if (!out.enter()) return false;
  const bool ok = out.field("where", encode(out, value.where));
  out.leave();
  return ok;
}
bool decode(onc::xdr::Decoder& in, step& value) {
  if (!in.enter()) return false;
  const bool ok = in.field("where", decode(in, value.where));
  in.leave();
  return ok;
}
std::size_t xdr_size(const step& value) {
  return xdr_size(value.where);
}
std::string to_string(const step& value) {
  return onc::xdr::Printer()
      .field("where", value.where)
      .text();
}

bool encode_row(onc::xdr::Encoder& out, const row& value) {
  return out.fixed(value);
}
bool decode_row(onc::xdr::Decoder& in, row& value) {
  return in.fixed(value);
}
std::size_t xdr_size_row(const row& value) {
  return onc::xdr::elements_size(value);
}

bool encode(onc::xdr::Encoder& out, const cell& value) {
  if (!out.enter()) return false;
  const bool ok = out.fields("value", value.value) &&
                  out.field("below", out.optional(value.below, encode_row));
  out.leave();
  return ok;
}
bool decode(onc::xdr::Decoder& in, cell& value) {
  if (!in.enter()) return false;
  const bool ok = in.fields("value", value.value) &&
                  in.field("below", in.optional(value.below, decode_row));
  in.leave();
  return ok;
}
std::size_t xdr_size(const cell& value) {
  return 4 + onc::xdr::optional_size(value.below, xdr_size_row);
}
std::string to_string(const cell& value) {
  return onc::xdr::Printer()
      .field("value", value.value)
      .field("below", value.below)
      .text();
}

bool encode_square(onc::xdr::Encoder& out, const square& value) {
  return out.fixed(value);
}
bool decode_square(onc::xdr::Decoder& in, square& value) {
  return in.fixed(value);
}
std::size_t xdr_size_square(const square& value) {
  return onc::xdr::elements_size(value);
}

bool encode(onc::xdr::Encoder& out, const rows& value) {
  if (!out.enter()) return false;
  const bool ok = out.field("first", out.optional(value.first, encode_square)) &&
                  out.field("more", out.array(value.more, onc::xdr::unbounded, encode_square));
  out.leave();
  return ok;
}
bool decode(onc::xdr::Decoder& in, rows& value) {
  if (!in.enter()) return false;
  const bool ok = in.field("first", in.optional(value.first, decode_square)) &&
                  in.field("more", in.array(value.more, onc::xdr::unbounded, 16, decode_square));
  in.leave();
  return ok;
}
std::size_t xdr_size(const rows& value) {
  return 4 + onc::xdr::optional_size(value.first, xdr_size_square)
      + onc::xdr::elements_size(value.more, xdr_size_square);
}
bool operator==(const rows& left, const rows& right) {
  return left.first == right.first &&
         left.more == right.more;
}
std::string to_string(const rows& value) {
  return onc::xdr::Printer()
      .field("first", value.first)
      .field("more", value.more)
      .text();
}

bool encode(onc::xdr::Encoder& out, const board& value) {
  if (!out.enter()) return false;
  const bool ok = out.field("parts", encode(out, value.parts)) &&
                  out.fields("name", onc::xdr::Bounded{value.name});
  out.leave();
  return ok;
}
bool decode(onc::xdr::Decoder& in, board& value) {
  if (!in.enter()) return false;
  const bool ok = in.field("parts", decode(in, value.parts)) &&
                  in.fields("name", onc::xdr::Bounded{value.name});
  in.leave();
  return ok;
}
std::size_t xdr_size(const board& value) {
  return xdr_size(value.parts) + onc::xdr::opaque_size(value.name);
}
std::string to_string(const board& value) {
  return onc::xdr::Printer()
      .field("parts", value.parts)
      .field("name", value.name)
      .text();
}

bool encode_tiles(onc::xdr::Encoder& out, const tiles& value) {
  return out.fixed(value);
}
bool decode_tiles(onc::xdr::Decoder& in, tiles& value) {
  return in.fixed(value);
}
std::size_t xdr_size_tiles(const tiles& value) {
  return onc::xdr::elements_size(value);
}

tiled::tiled(const tiled& other) : kind_(other.kind_), arm_(other.arm_) {
  switch (arm_) {
    case Arm::many_:
      std::construct_at(&many_, other.many_);
      break;
    case Arm::one_:
      std::construct_at(&one_, other.one_);
      break;
    default:
      break;
  }
}

tiled::tiled(tiled&& other) noexcept : kind_(other.kind_), arm_(other.arm_) {
  switch (arm_) {
    case Arm::many_:
      std::construct_at(&many_, std::move(other.many_));
      break;
    case Arm::one_:
      std::construct_at(&one_, std::move(other.one_));
      break;
    default:
      break;
  }
}

tiled& tiled::operator=(const tiled& other) {
  if (this != &other) *this = tiled(other);
  return *this;
}

tiled& tiled::operator=(tiled&& other) noexcept {
  if (this != &other) {
    std::destroy_at(this);
    std::construct_at(this, std::move(other));
  }
  return *this;
}

void tiled::clear() noexcept {
  switch (arm_) {
    case Arm::many_:
      std::destroy_at(&many_);
      break;
    case Arm::one_:
      std::destroy_at(&one_);
      break;
    default:
      break;
  }
}

// An arm that is selected already keeps its value, and with it the memory to fill again.
auto& tiled::select(auto& value, Arm wanted, std::int32_t tag) {
  if (arm_ != wanted) {
    if (arm_ >= Arm::many_) clear();
    arm_ = Arm::void_;
    onc::xdr::construct(value);
    arm_ = wanted;
  }
  kind_ = tag;
  return value;
}

bool tiled::select_void(std::int32_t tag) noexcept {
  if (arm_ >= Arm::many_) clear();
  arm_ = Arm::void_;
  kind_ = tag;
  return true;
}

tiled tiled::make_many(onc::xdr::Vector<tiles> value) {
  tiled made;
  made.select(made.many_, Arm::many_, 1) = std::move(value);
  return made;
}

tiled tiled::make_one(onc::xdr::Boxed<tiles> value) {
  tiled made;
  made.select(made.one_, Arm::one_, 2) = std::move(value);
  return made;
}

tiled tiled::make_void() {
  tiled made;
  made.select_void(0);
  return made;
}

bool operator==(const tiled& left, const tiled& right) {
  if (left.kind_ != right.kind_) return false;
  switch (left.arm_) {
    case tiled::Arm::many_:
      return left.many_ == right.many_;
    case tiled::Arm::one_:
      return left.one_ == right.one_;
    default:
      return true;
  }
}

bool encode(onc::xdr::Encoder& out, const tiled& value) {
  const auto write_arm = [&] {
    switch (value.kind()) {
      case 0:
        return out.fields("kind", value.kind());
      case 1:
        return out.fields("kind", value.kind())
            && out.field("many", out.array(*value.many(), onc::xdr::unbounded, encode_tiles));
      case 2:
        return out.fields("kind", value.kind()) && out.field("one", out.optional(*value.one(), encode_tiles));
      default:
        return out.unknown_arm(static_cast<std::int64_t>(value.kind()));
    }
  };
  if (!out.enter()) return false;
  const bool ok = write_arm();
  out.leave();
  return ok;
}
bool decode(onc::xdr::Decoder& in, tiled& value) {
  std::int32_t tag{};
  const auto read_arm = [&] {
    switch (tag) {
      case 0:
        return in.fields("kind", onc::xdr::Peeked{tag}) && value.select_void(tag);
      case 1:
        return in.fields("kind", onc::xdr::Peeked{tag})
            && in.field("many",
            in.array(value.select(value.many_, tiled::Arm::many_, tag), onc::xdr::unbounded, 8, decode_tiles));
      case 2:
        return in.fields("kind", onc::xdr::Peeked{tag})
            && in.field("one", in.optional(value.select(value.one_, tiled::Arm::one_, tag), decode_tiles));
      default:
        return in.unknown_arm(static_cast<std::int64_t>(tag));
    }
  };
  if (!in.enter()) return false;
  const bool ok = in.field("kind", in.peek(tag)) && read_arm();
  in.leave();
  return ok;
}
std::size_t xdr_size(const tiled& value) {
  switch (value.kind()) {
    case 0:
      return 4;
    case 1:
      return 8 + onc::xdr::elements_size(*value.many(), xdr_size_tiles);
    case 2:
      return 4 + onc::xdr::optional_size(*value.one(), xdr_size_tiles);
    default:
      return 4;
  }
}
std::string to_string(const tiled& value) {
  return onc::xdr::Printer()
      .field("kind", value.kind())
      .arm("many", value.many())
      .arm("one", value.one())
      .text();
}

tile::tile(const tile& other) : kind_(other.kind_), arm_(other.arm_) {
  switch (arm_) {
    case Arm::number_:
      std::construct_at(&number_, other.number_);
      break;
    case Arm::both_:
      std::construct_at(&both_, other.both_);
      break;
    default:
      break;
  }
}

tile::tile(tile&& other) noexcept : kind_(other.kind_), arm_(other.arm_) {
  switch (arm_) {
    case Arm::number_:
      std::construct_at(&number_, std::move(other.number_));
      break;
    case Arm::both_:
      std::construct_at(&both_, std::move(other.both_));
      break;
    default:
      break;
  }
}

tile& tile::operator=(const tile& other) {
  if (this != &other) *this = tile(other);
  return *this;
}

tile& tile::operator=(tile&& other) noexcept {
  if (this != &other) {
    std::destroy_at(this);
    std::construct_at(this, std::move(other));
  }
  return *this;
}

void tile::clear() noexcept {
  switch (arm_) {
    case Arm::both_:
      std::destroy_at(&both_);
      break;
    default:
      break;
  }
}

// An arm that is selected already keeps its value, and with it the memory to fill again.
auto& tile::select(auto& value, Arm wanted, std::int32_t tag) {
  if (arm_ != wanted) {
    if (arm_ >= Arm::both_) clear();
    arm_ = Arm::void_;
    onc::xdr::construct(value);
    arm_ = wanted;
  }
  kind_ = tag;
  return value;
}

tile tile::make_number(std::int32_t value) {
  tile made;
  made.select(made.number_, Arm::number_, 0) = value;
  return made;
}

tile tile::make_both(std::array<tiled, 2> value) {
  tile made;
  made.select(made.both_, Arm::both_, 1) = std::move(value);
  return made;
}

bool operator==(const tile& left, const tile& right) {
  if (left.kind_ != right.kind_) return false;
  switch (left.arm_) {
    case tile::Arm::number_:
      return left.number_ == right.number_;
    case tile::Arm::both_:
      return left.both_ == right.both_;
    default:
      return true;
  }
}

bool encode(onc::xdr::Encoder& out, const tile& value) {
  const auto write_arm = [&] {
    switch (value.kind()) {
      case 0:
        return out.fields("kind number", value.kind(), *value.number());
      case 1:
        return out.fields("kind", value.kind()) && out.field("both", out.fixed(*value.both()));
      default:
        return out.unknown_arm(static_cast<std::int64_t>(value.kind()));
    }
  };
  if (!out.enter()) return false;
  const bool ok = write_arm();
  out.leave();
  return ok;
}
bool decode(onc::xdr::Decoder& in, tile& value) {
  std::int32_t tag{};
  const auto read_arm = [&] {
    switch (tag) {
      case 0: {
        auto& made = value.select(value.number_, tile::Arm::number_, tag);
        return in.fields("kind number", onc::xdr::Peeked{tag}, made);
      }
      case 1:
        return in.fields("kind", onc::xdr::Peeked{tag})
            && in.field("both", in.fixed(value.select(value.both_, tile::Arm::both_, tag)));
      default:
        return in.unknown_arm(static_cast<std::int64_t>(tag));
    }
  };
  if (!in.enter()) return false;
  const bool ok = in.field("kind", in.peek(tag)) && read_arm();
  in.leave();
  return ok;
}
std::size_t xdr_size(const tile& value) {
  switch (value.kind()) {
    case 0:
      return 8;
    case 1:
      return 4 + onc::xdr::elements_size(*value.both());
    default:
      return 4;
  }
}
std::string to_string(const tile& value) {
  return onc::xdr::Printer()
      .field("kind", value.kind())
      .arm("number", value.number())
      .arm("both", value.both())
      .text();
}

bool encode(onc::xdr::Encoder& out, const conditions& value) {
  if (!out.enter()) return false;
  const bool ok = out.field("all", out.array(value.all, onc::xdr::unbounded));
  out.leave();
  return ok;
}
bool decode(onc::xdr::Decoder& in, conditions& value) {
  if (!in.enter()) return false;
  const bool ok = in.field("all", in.array(value.all, onc::xdr::unbounded, 8));
  in.leave();
  return ok;
}
std::size_t xdr_size(const conditions& value) {
  return 4 + onc::xdr::elements_size(value.all);
}
std::string to_string(const conditions& value) {
  return onc::xdr::Printer()
      .field("all", value.all)
      .text();
}

bool encode(onc::xdr::Encoder& out, const and_condition& value) {
  if (!out.enter()) return false;
  const bool ok = out.field("list", encode(out, value.list));
  out.leave();
  return ok;
}
bool decode(onc::xdr::Decoder& in, and_condition& value) {
  if (!in.enter()) return false;
  const bool ok = in.field("list", decode(in, value.list));
  in.leave();
  return ok;
}
std::size_t xdr_size(const and_condition& value) {
  return xdr_size(value.list);
}
std::string to_string(const and_condition& value) {
  return onc::xdr::Printer()
      .field("list", value.list)
      .text();
}

condition::condition() noexcept : both_() {}

condition::condition(const condition& other) : kind_(other.kind_), arm_(other.arm_) {
  switch (arm_) {
    case Arm::both_:
      std::construct_at(&both_, other.both_);
      break;
    case Arm::leaf_:
      std::construct_at(&leaf_, other.leaf_);
      break;
    default:
      break;
  }
}

condition::condition(condition&& other) noexcept : kind_(other.kind_), arm_(other.arm_) {
  switch (arm_) {
    case Arm::both_:
      std::construct_at(&both_, std::move(other.both_));
      break;
    case Arm::leaf_:
      std::construct_at(&leaf_, std::move(other.leaf_));
      break;
    default:
      break;
  }
}

condition& condition::operator=(const condition& other) {
  if (this != &other) *this = condition(other);
  return *this;
}

condition& condition::operator=(condition&& other) noexcept {
  if (this != &other) {
    std::destroy_at(this);
    std::construct_at(this, std::move(other));
  }
  return *this;
}

void condition::clear() noexcept {
  switch (arm_) {
    case Arm::both_:
      std::destroy_at(&both_);
      break;
    default:
      break;
  }
}

// An arm that is selected already keeps its value, and with it the memory to fill again.
auto& condition::select(auto& value, Arm wanted, std::int32_t tag) {
  if (arm_ != wanted) {
    if (arm_ >= Arm::both_) clear();
    arm_ = Arm::void_;
    onc::xdr::construct(value);
    arm_ = wanted;
  }
  kind_ = tag;
  return value;
}

condition condition::make_both(and_condition value) {
  condition made;
  made.select(made.both_, Arm::both_, 0) = std::move(value);
  return made;
}

condition condition::make_leaf(std::int32_t value) {
  condition made;
  made.select(made.leaf_, Arm::leaf_, 1) = value;
  return made;
}

bool operator==(const condition& left, const condition& right) {
  if (left.kind_ != right.kind_) return false;
  switch (left.arm_) {
    case condition::Arm::both_:
      return left.both_ == right.both_;
    case condition::Arm::leaf_:
      return left.leaf_ == right.leaf_;
    default:
      return true;
  }
}

bool encode(onc::xdr::Encoder& out, const condition& value) {
  const auto write_arm = [&] {
    switch (value.kind()) {
      case 0:
        return out.fields("kind", value.kind()) && out.field("both", encode(out, *value.both()));
      case 1:
        return out.fields("kind leaf", value.kind(), *value.leaf());
      default:
        return out.unknown_arm(static_cast<std::int64_t>(value.kind()));
    }
  };
  if (!out.enter()) return false;
  const bool ok = write_arm();
  out.leave();
  return ok;
}
bool decode(onc::xdr::Decoder& in, condition& value) {
  std::int32_t tag{};
  const auto read_arm = [&] {
    switch (tag) {
      case 0:
        return in.fields("kind", onc::xdr::Peeked{tag})
            && in.field("both", decode(in, value.select(value.both_, condition::Arm::both_, tag)));
      case 1: {
        auto& made = value.select(value.leaf_, condition::Arm::leaf_, tag);
        return in.fields("kind leaf", onc::xdr::Peeked{tag}, made);
      }
      default:
        return in.unknown_arm(static_cast<std::int64_t>(tag));
    }
  };
  if (!in.enter()) return false;
  const bool ok = in.field("kind", in.peek(tag)) && read_arm();
  in.leave();
  return ok;
}
std::size_t xdr_size(const condition& value) {
  switch (value.kind()) {
    case 0:
      return 4 + xdr_size(*value.both());
    case 1:
      return 8;
    default:
      return 4;
  }
}
std::string to_string(const condition& value) {
  return onc::xdr::Printer()
      .field("kind", value.kind())
      .arm("both", value.both())
      .arm("leaf", value.leaf())
      .text();
}

bool encode(onc::xdr::Encoder& out, const uses& value) {
  return out.field("tree", encode(out, value.tree)) &&
         out.field("selection", encode(out, value.selection)) &&
         out.field("list", out.list(value.list)) &&
         out.field("limb", out.optional(value.limb)) &&
         out.field("cause", encode_maybe_cause(out, value.cause)) &&
         out.field("area", encode(out, value.area)) &&
         out.field("board", encode_square(out, value.board));
}
bool decode(onc::xdr::Decoder& in, uses& value) {
  return in.field("tree", decode(in, value.tree)) &&
         in.field("selection", decode(in, value.selection)) &&
         in.field("list", in.list(value.list)) &&
         in.field("limb", in.optional(value.limb)) &&
         in.field("cause", decode_maybe_cause(in, value.cause)) &&
         in.field("area", decode(in, value.area)) &&
         in.field("board", decode_square(in, value.board));
}
std::size_t xdr_size(const uses& value) {
  return 4 + xdr_size(value.tree) + xdr_size(value.selection) + 8 * value.list.size()
      + onc::xdr::optional_size(value.limb) + xdr_size_maybe_cause(value.cause) + xdr_size(value.area)
      + xdr_size_square(value.board);
}
std::string to_string(const uses& value) {
  return onc::xdr::Printer()
      .field("tree", value.tree)
      .field("selection", value.selection)
      .field("list", value.list)
      .field("limb", value.limb)
      .field("cause", value.cause)
      .field("area", value.area)
      .field("board", value.board)
      .text();
}

}  // namespace aliases
