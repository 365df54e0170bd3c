// Made by idlc from views.x. Changes belong there.
#include "views.h"

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

namespace views {

bool encode_name(onc::xdr::Encoder& out, const name& value) {
  return out.string(value, NAME_MAX_);
}
bool decode_name(onc::xdr::Decoder& in, name& value) {
  return in.string(value, NAME_MAX_);
}
std::size_t xdr_size_name(const name& value) {
  return onc::xdr::opaque_size(value);
}

bool encode_handle(onc::xdr::Encoder& out, const handle& value) {
  return out.opaque_fixed(value);
}
bool decode_handle(onc::xdr::Decoder& in, handle& value) {
  return in.opaque_fixed(value);
}

bool encode_names(onc::xdr::Encoder& out, const names& value) {
  return out.array(value, 8, encode_name);
}
bool decode_names(onc::xdr::Decoder& in, names& value) {
  return in.array(value, 8, 4, decode_name);
}
std::size_t xdr_size_names(const names& value) {
  return 4 + onc::xdr::elements_size(value, xdr_size_name);
}

std::string_view to_string(kind value) noexcept {
  switch (value) {
    case kind::FILE:
      return "FILE";
    case kind::FOLDER:
      return "FOLDER";
  }
  return {};
}
bool encode(onc::xdr::Encoder& out, kind value) {
  return out.i32(static_cast<std::int32_t>(value));
}
bool decode(onc::xdr::Decoder& in, kind& value) {
  return in.enumerator(value);
}

bool encode(onc::xdr::Encoder& out, const time& value) {
  return out.fields("sec nsec", value.sec, value.nsec);
}
bool decode(onc::xdr::Decoder& in, time& value) {
  return in.fields("sec nsec", value.sec, value.nsec);
}
std::string to_string(const time& value) {
  return onc::xdr::Printer()
      .field("sec", value.sec)
      .field("nsec", value.nsec)
      .text();
}

bool encode(onc::xdr::Encoder& out, const attributes& value) {
  return out.fields("type size changed.sec changed.nsec id", value.type, value.size, value.changed.sec,
                    value.changed.nsec, value.id);
}
bool decode(onc::xdr::Decoder& in, attributes& value) {
  return in.fields("type size changed.sec changed.nsec id", value.type, value.size, value.changed.sec,
                   value.changed.nsec, value.id);
}
std::string to_string(const attributes& value) {
  return onc::xdr::Printer()
      .field("type", value.type)
      .field("size", value.size)
      .field("changed", value.changed)
      .field("id", value.id)
      .text();
}

bool encode(onc::xdr::Encoder& out, const entry& value) {
  return out.fields("called attr extra", onc::xdr::Bounded{value.called, NAME_MAX_},
                    onc::xdr::Optional{value.attr, [](auto& element, const auto& coder) {
                      return coder(element.type, element.size, element.changed.sec, element.changed.nsec, element.id);
                    }}, onc::xdr::Bounded{value.extra}) &&
         out.field("blocks", out.array(value.blocks, onc::xdr::unbounded)) &&
         out.field("history", out.fixed(value.history)) &&
         out.field("flags", out.array(value.flags, 16)) &&
         out.field("small", out.array(value.small, 4)) &&
         out.field("others", encode_names(out, value.others));
}
bool decode(onc::xdr::Decoder& in, entry& value) {
  return in.fields("called attr extra", onc::xdr::Bounded{value.called, NAME_MAX_},
                   onc::xdr::Optional{value.attr, [](auto& element, const auto& coder) {
                     return coder(element.type, element.size, element.changed.sec, element.changed.nsec, element.id);
                   }}, onc::xdr::Bounded{value.extra}) &&
         in.field("blocks", in.array(value.blocks, onc::xdr::unbounded, 4)) &&
         in.field("history", in.fixed(value.history)) &&
         in.field("flags", in.array(value.flags, 16, 4)) &&
         in.field("small", in.array(value.small, 4, 4)) &&
         in.field("others", decode_names(in, value.others));
}
std::size_t xdr_size(const entry& value) {
  return 32 + xdr_size_name(value.called) + (value.attr ? 52 : 0) + onc::xdr::opaque_size(value.extra)
      + 4 * value.blocks.size() + 4 * value.flags.size() + 4 * value.small.size() + xdr_size_names(value.others);
}
std::string to_string(const entry& value) {
  return onc::xdr::Printer()
      .field("called", value.called)
      .field("attr", value.attr)
      .field("extra", value.extra)
      .field("blocks", value.blocks)
      .field("history", value.history)
      .field("flags", value.flags)
      .field("small", value.small)
      .field("others", value.others)
      .text();
}

bool encode(onc::xdr::Encoder& out, const tree& value) {
  if (!out.enter()) return false;
  const bool ok = out.fields("label", onc::xdr::Bounded{value.label, NAME_MAX_}) &&
                  out.field("left", out.optional(value.left)) &&
                  out.field("children", out.array(value.children, onc::xdr::unbounded));
  out.leave();
  return ok;
}
bool decode(onc::xdr::Decoder& in, tree& value) {
  if (!in.enter()) return false;
  const bool ok = in.fields("label", onc::xdr::Bounded{value.label, NAME_MAX_}) &&
                  in.field("left", in.optional(value.left)) &&
                  in.field("children", in.array(value.children, onc::xdr::unbounded, 12));
  in.leave();
  return ok;
}
std::size_t xdr_size(const tree& value) {
  return 4 + xdr_size_name(value.label) + onc::xdr::optional_size(value.left) + onc::xdr::elements_size(value.children);
}
std::string to_string(const tree& value) {
  return onc::xdr::Printer()
      .field("label", value.label)
      .field("left", value.left)
      .field("children", value.children)
      .text();
}

found::found() noexcept : data_() {}

found::found(const found& other) : type_(other.type_), arm_(other.arm_) {
  switch (arm_) {
    case Arm::data_:
      std::construct_at(&data_, other.data_);
      break;
    case Arm::entries_:
      std::construct_at(&entries_, other.entries_);
      break;
    default:
      break;
  }
}

found::found(found&& other) noexcept : type_(other.type_), arm_(other.arm_) {
  switch (arm_) {
    case Arm::data_:
      std::construct_at(&data_, std::move(other.data_));
      break;
    case Arm::entries_:
      std::construct_at(&entries_, std::move(other.entries_));
      break;
    default:
      break;
  }
}

found& found::operator=(const found& other) {
  if (this != &other) *this = found(other);
  return *this;
}

found& found::operator=(found&& other) noexcept {
  if (this != &other) {
    std::destroy_at(this);
    std::construct_at(this, std::move(other));
  }
  return *this;
}

void found::clear() noexcept {
  switch (arm_) {
    case Arm::data_:
      std::destroy_at(&data_);
      break;
    case Arm::entries_:
      std::destroy_at(&entries_);
      break;
    default:
      break;
  }
}

// An arm that is selected already keeps its value, and with it the memory to fill again.
auto& found::select(auto& value, Arm wanted, kind tag) {
  if (arm_ != wanted) {
    if (arm_ >= Arm::data_) clear();
    arm_ = Arm::void_;
    onc::xdr::construct(value);
    arm_ = wanted;
  }
  type_ = tag;
  return value;
}

bool found::select_void(kind tag) noexcept {
  if (arm_ >= Arm::data_) clear();
  arm_ = Arm::void_;
  type_ = tag;
  return true;
}

found found::make_data(std::vector<std::byte> value) {
  found made;
  made.select(made.data_, Arm::data_, kind::FILE) = std::move(value);
  return made;
}

found found::make_entries(std::vector<entry> value) {
  found made;
  made.select(made.entries_, Arm::entries_, kind::FOLDER) = std::move(value);
  return made;
}

found found::make_void(kind tag) {
  if (arm_of(tag) != Arm::void_) throw std::invalid_argument("found::make_void: the tag selects another arm");
  found made;
  made.select_void(tag);
  return made;
}

found::Arm found::arm_of(kind tag) noexcept {
  switch (tag) {
    case kind::FILE:
      return Arm::data_;
    case kind::FOLDER:
      return Arm::entries_;
    default:
      return Arm::void_;
  }
}

bool operator==(const found& left, const found& right) {
  if (left.type_ != right.type_) return false;
  switch (left.arm_) {
    case found::Arm::data_:
      return left.data_ == right.data_;
    case found::Arm::entries_:
      return left.entries_ == right.entries_;
    default:
      return true;
  }
}

bool encode(onc::xdr::Encoder& out, const found& value) {
  switch (value.type()) {
    case kind::FILE:
      return out.fields("type data", value.type(), onc::xdr::Bounded{*value.data(), 1024});
    case kind::FOLDER:
      return out.fields("type", value.type()) && out.field("entries", out.list(*value.entries()));
    default:
      return out.fields("type", value.type());
  }
}
bool decode(onc::xdr::Decoder& in, found& value) {
  kind tag{};
  if (!in.field("type", in.peek(tag))) return false;
  switch (tag) {
    case kind::FILE: {
      auto& made = value.select(value.data_, found::Arm::data_, tag);
      return in.fields("type data", onc::xdr::Peeked{tag}, onc::xdr::Bounded{made, 1024});
    }
    case kind::FOLDER:
      return in.fields("type", onc::xdr::Peeked{tag})
          && in.field("entries", in.list(value.select(value.entries_, found::Arm::entries_, tag)));
    default:
      return in.fields("type", onc::xdr::Peeked{tag}) && value.select_void(tag);
  }
}
std::size_t xdr_size(const found& value) {
  switch (value.type()) {
    case kind::FILE:
      return 4 + onc::xdr::opaque_size(*value.data());
    case kind::FOLDER:
      return 4 + onc::xdr::list_size(*value.entries());
    default:
      return 4;
  }
}
std::string to_string(const found& value) {
  return onc::xdr::Printer()
      .field("type", value.type())
      .arm("data", value.data())
      .arm("entries", value.entries())
      .text();
}

nested::nested() noexcept : text_() {}

nested::nested(const nested& other) : depth_(other.depth_), arm_(other.arm_) {
  switch (arm_) {
    case Arm::text_:
      std::construct_at(&text_, other.text_);
      break;
    case Arm::inner_:
      std::construct_at(&inner_, other.inner_);
      break;
    default:
      break;
  }
}

nested::nested(nested&& other) noexcept : depth_(other.depth_), arm_(other.arm_) {
  switch (arm_) {
    case Arm::text_:
      std::construct_at(&text_, std::move(other.text_));
      break;
    case Arm::inner_:
      std::construct_at(&inner_, std::move(other.inner_));
      break;
    default:
      break;
  }
}

nested& nested::operator=(const nested& other) {
  if (this != &other) *this = nested(other);
  return *this;
}

nested& nested::operator=(nested&& other) noexcept {
  if (this != &other) {
    std::destroy_at(this);
    std::construct_at(this, std::move(other));
  }
  return *this;
}

void nested::clear() noexcept {
  switch (arm_) {
    case Arm::text_:
      std::destroy_at(&text_);
      break;
    case Arm::inner_:
      std::destroy_at(&inner_);
      break;
    default:
      break;
  }
}

// An arm that is selected already keeps its value, and with it the memory to fill again.
auto& nested::select(auto& value, Arm wanted, std::int32_t tag) {
  if (arm_ != wanted) {
    if (arm_ >= Arm::text_) clear();
    arm_ = Arm::void_;
    onc::xdr::construct(value);
    arm_ = wanted;
  }
  depth_ = tag;
  return value;
}

nested nested::make_text(std::string value) {
  nested made;
  made.select(made.text_, Arm::text_, 0) = std::move(value);
  return made;
}

nested nested::make_inner(onc::xdr::Vector<nested> value) {
  nested made;
  made.select(made.inner_, Arm::inner_, 1) = std::move(value);
  return made;
}

bool operator==(const nested& left, const nested& right) {
  if (left.depth_ != right.depth_) return false;
  switch (left.arm_) {
    case nested::Arm::text_:
      return left.text_ == right.text_;
    case nested::Arm::inner_:
      return left.inner_ == right.inner_;
    default:
      return true;
  }
}

bool encode(onc::xdr::Encoder& out, const nested& value) {
  const auto write_arm = [&] {
    switch (value.depth()) {
      case 0:
        return out.fields("depth text", value.depth(), onc::xdr::Bounded{*value.text()});
      case 1:
        return out.fields("depth", value.depth()) && out.field("inner", out.array(*value.inner(), onc::xdr::unbounded));
      default:
        return out.unknown_arm(static_cast<std::int64_t>(value.depth()));
    }
  };
  if (!out.enter()) return false;
  const bool ok = write_arm();
  out.leave();
  return ok;
}
bool decode(onc::xdr::Decoder& in, nested& value) {
  std::int32_t tag{};
  const auto read_arm = [&] {
    switch (tag) {
      case 0: {
        auto& made = value.select(value.text_, nested::Arm::text_, tag);
        return in.fields("depth text", onc::xdr::Peeked{tag}, onc::xdr::Bounded{made});
      }
      case 1:
        return in.fields("depth", onc::xdr::Peeked{tag})
            && in.field("inner",
            in.array(value.select(value.inner_, nested::Arm::inner_, tag), onc::xdr::unbounded, 8));
      default:
        return in.unknown_arm(static_cast<std::int64_t>(tag));
    }
  };
  if (!in.enter()) return false;
  const bool ok = in.field("depth", in.peek(tag)) && read_arm();
  in.leave();
  return ok;
}
std::size_t xdr_size(const nested& value) {
  switch (value.depth()) {
    case 0:
      return 4 + onc::xdr::opaque_size(*value.text());
    case 1:
      return 8 + onc::xdr::elements_size(*value.inner());
    default:
      return 4;
  }
}
std::string to_string(const nested& value) {
  return onc::xdr::Printer()
      .field("depth", value.depth())
      .arm("text", value.text())
      .arm("inner", value.inner())
      .text();
}

// An arm that is selected already keeps its value, and with it the memory to fill again.
auto& plain::select(auto& value, Arm wanted, bool tag) {
  if (arm_ != wanted) {
    arm_ = Arm::void_;
    onc::xdr::construct(value);
    arm_ = wanted;
  }
  set_ = tag;
  return value;
}

bool plain::select_void(bool tag) noexcept {
  arm_ = Arm::void_;
  set_ = tag;
  return true;
}

plain plain::make_when(time value) {
  plain made;
  made.select(made.when_, Arm::when_, true) = std::move(value);
  return made;
}

plain plain::make_void() {
  plain made;
  made.select_void(false);
  return made;
}

bool operator==(const plain& left, const plain& right) {
  if (left.set_ != right.set_) return false;
  switch (left.arm_) {
    case plain::Arm::when_:
      return left.when_ == right.when_;
    default:
      return true;
  }
}

bool encode(onc::xdr::Encoder& out, const plain& value) {
  if (value.set()) return out.fields("set when.sec when.nsec", value.set(), value.when()->sec, value.when()->nsec);
  return out.fields("set", value.set());
}
bool decode(onc::xdr::Decoder& in, plain& value) {
  bool tag{};
  if (!in.field("set", in.peek(tag))) return false;
  if (tag) {
    auto& made = value.select(value.when_, plain::Arm::when_, tag);
    return in.fields("set when.sec when.nsec", onc::xdr::Peeked{tag}, made.sec, made.nsec);
  }
  return in.fields("set", onc::xdr::Peeked{tag}) && value.select_void(tag);
}
std::size_t xdr_size(const plain& value) {
  if (value.set()) return 12;
  return 4;
}
std::string to_string(const plain& value) {
  return onc::xdr::Printer()
      .field("set", value.set())
      .arm("when", value.when())
      .text();
}

bool encode_name_view(onc::xdr::Encoder& out, const name_view& value) {
  return out.string(value, NAME_MAX_);
}
bool decode_name_view(onc::xdr::Decoder& in, name_view& value) {
  return in.string(value, NAME_MAX_);
}
std::size_t xdr_size_name_view(const name_view& value) {
  return onc::xdr::opaque_size(value);
}

bool encode_handle_view(onc::xdr::Encoder& out, const handle_view& value) {
  return out.fields("", onc::xdr::FixedBytes<32>{value});
}
bool decode_handle_view(onc::xdr::Decoder& in, handle_view& value) {
  return in.fields("", onc::xdr::FixedBytes<32>{value});
}

bool encode_names_view(onc::xdr::Encoder& out, const names_view& value) {
  return out.array(value, 8, encode_name_view);
}
bool decode_names_view(onc::xdr::Decoder& in, names_view& value) {
  return in.array(value, 8, 4, decode_name_view);
}
std::size_t xdr_size_names_view(const names_view& value) {
  return 4 + onc::xdr::elements_size(value, xdr_size_name_view);
}

bool encode(onc::xdr::Encoder& out, const attributes_view& value) {
  return out.fields("type size changed.sec changed.nsec id", value.type, value.size, value.changed.sec,
                    value.changed.nsec, onc::xdr::FixedBytes<32>{value.id});
}
bool decode(onc::xdr::Decoder& in, attributes_view& value) {
  return in.fields("type size changed.sec changed.nsec id", value.type, value.size, value.changed.sec,
                   value.changed.nsec, onc::xdr::FixedBytes<32>{value.id});
}
std::string to_string(const attributes_view& value) {
  return onc::xdr::Printer()
      .field("type", value.type)
      .field("size", value.size)
      .field("changed", value.changed)
      .field("id", value.id)
      .text();
}

bool encode(onc::xdr::Encoder& out, const entry_view& value) {
  return out.fields("called", onc::xdr::Bounded{value.called, NAME_MAX_}) &&
         out.field("attr", out.optional(value.attr)) &&
         out.fields("extra", onc::xdr::Bounded{value.extra}) &&
         out.field("blocks", out.array(value.blocks, onc::xdr::unbounded)) &&
         out.field("history", out.fixed(value.history, 4)) &&
         out.field("flags", out.array(value.flags, 16)) &&
         out.field("small", out.array(value.small, 4)) &&
         out.field("others", encode_names_view(out, value.others));
}
bool decode(onc::xdr::Decoder& in, entry_view& value) {
  return in.fields("called", onc::xdr::Bounded{value.called, NAME_MAX_}) &&
         in.field("attr", in.optional(value.attr)) &&
         in.fields("extra", onc::xdr::Bounded{value.extra}) &&
         in.field("blocks", in.array(value.blocks, onc::xdr::unbounded, 4)) &&
         in.field("history", in.fixed(value.history, 4)) &&
         in.field("flags", in.array(value.flags, 16, 4)) &&
         in.field("small", in.array(value.small, 4, 4)) &&
         in.field("others", decode_names_view(in, value.others));
}
std::size_t xdr_size(const entry_view& value) {
  return 32 + xdr_size_name_view(value.called) + (value.attr ? 52 : 0) + onc::xdr::opaque_size(value.extra)
      + 4 * value.blocks.size() + 4 * value.flags.size() + 4 * value.small.size() + xdr_size_names_view(value.others);
}
std::string to_string(const entry_view& value) {
  return onc::xdr::Printer()
      .field("called", value.called)
      .field("attr", value.attr)
      .field("extra", value.extra)
      .field("blocks", value.blocks)
      .field("history", value.history)
      .field("flags", value.flags)
      .field("small", value.small)
      .field("others", value.others)
      .text();
}

bool encode(onc::xdr::Encoder& out, const tree_view& value) {
  if (!out.enter()) return false;
  const bool ok = out.fields("label", onc::xdr::Bounded{value.label, NAME_MAX_}) &&
                  out.field("left", out.optional(value.left)) &&
                  out.field("children", out.array(value.children, onc::xdr::unbounded));
  out.leave();
  return ok;
}
bool decode(onc::xdr::Decoder& in, tree_view& value) {
  if (!in.enter()) return false;
  const bool ok = in.fields("label", onc::xdr::Bounded{value.label, NAME_MAX_}) &&
                  in.field("left", in.optional(value.left)) &&
                  in.field("children", in.array(value.children, onc::xdr::unbounded, 12));
  in.leave();
  return ok;
}
std::size_t xdr_size(const tree_view& value) {
  return 4 + xdr_size_name_view(value.label) + onc::xdr::optional_size(value.left)
      + onc::xdr::elements_size(value.children);
}
std::string to_string(const tree_view& value) {
  return onc::xdr::Printer()
      .field("label", value.label)
      .field("left", value.left)
      .field("children", value.children)
      .text();
}

found_view::found_view(const found_view& other) : type_(other.type_), arm_(other.arm_) {
  switch (arm_) {
    case Arm::data_:
      std::construct_at(&data_, other.data_);
      break;
    case Arm::entries_:
      std::construct_at(&entries_, other.entries_);
      break;
    default:
      break;
  }
}

found_view::found_view(found_view&& other) noexcept : type_(other.type_), arm_(other.arm_) {
  switch (arm_) {
    case Arm::data_:
      std::construct_at(&data_, std::move(other.data_));
      break;
    case Arm::entries_:
      std::construct_at(&entries_, std::move(other.entries_));
      break;
    default:
      break;
  }
}

found_view& found_view::operator=(const found_view& other) {
  if (this != &other) *this = found_view(other);
  return *this;
}

found_view& found_view::operator=(found_view&& other) noexcept {
  if (this != &other) {
    std::destroy_at(this);
    std::construct_at(this, std::move(other));
  }
  return *this;
}

void found_view::clear() noexcept {
  switch (arm_) {
    case Arm::entries_:
      std::destroy_at(&entries_);
      break;
    default:
      break;
  }
}

// An arm that is selected already keeps its value, and with it the memory to fill again.
auto& found_view::select(auto& value, Arm wanted, kind tag) {
  if (arm_ != wanted) {
    if (arm_ >= Arm::entries_) clear();
    arm_ = Arm::void_;
    onc::xdr::construct(value);
    arm_ = wanted;
  }
  type_ = tag;
  return value;
}

bool found_view::select_void(kind tag) noexcept {
  if (arm_ >= Arm::entries_) clear();
  arm_ = Arm::void_;
  type_ = tag;
  return true;
}

found_view found_view::make_data(onc::xdr::BytesView value) {
  found_view made;
  made.select(made.data_, Arm::data_, kind::FILE) = std::move(value);
  return made;
}

found_view found_view::make_entries(std::vector<entry_view> value) {
  found_view made;
  made.select(made.entries_, Arm::entries_, kind::FOLDER) = std::move(value);
  return made;
}

found_view found_view::make_void(kind tag) {
  if (arm_of(tag) != Arm::void_) throw std::invalid_argument("found_view::make_void: the tag selects another arm");
  found_view made;
  made.select_void(tag);
  return made;
}

found_view::Arm found_view::arm_of(kind tag) noexcept {
  switch (tag) {
    case kind::FILE:
      return Arm::data_;
    case kind::FOLDER:
      return Arm::entries_;
    default:
      return Arm::void_;
  }
}

bool operator==(const found_view& left, const found_view& right) {
  if (left.type_ != right.type_) return false;
  switch (left.arm_) {
    case found_view::Arm::data_:
      return left.data_ == right.data_;
    case found_view::Arm::entries_:
      return left.entries_ == right.entries_;
    default:
      return true;
  }
}

bool encode(onc::xdr::Encoder& out, const found_view& value) {
  switch (value.type()) {
    case kind::FILE:
      return out.fields("type data", value.type(), onc::xdr::Bounded{*value.data(), 1024});
    case kind::FOLDER:
      return out.fields("type", value.type()) && out.field("entries", out.list(*value.entries()));
    default:
      return out.fields("type", value.type());
  }
}
bool decode(onc::xdr::Decoder& in, found_view& value) {
  kind tag{};
  if (!in.field("type", in.peek(tag))) return false;
  switch (tag) {
    case kind::FILE: {
      auto& made = value.select(value.data_, found_view::Arm::data_, tag);
      return in.fields("type data", onc::xdr::Peeked{tag}, onc::xdr::Bounded{made, 1024});
    }
    case kind::FOLDER:
      return in.fields("type", onc::xdr::Peeked{tag})
          && in.field("entries", in.list(value.select(value.entries_, found_view::Arm::entries_, tag)));
    default:
      return in.fields("type", onc::xdr::Peeked{tag}) && value.select_void(tag);
  }
}
std::size_t xdr_size(const found_view& value) {
  switch (value.type()) {
    case kind::FILE:
      return 4 + onc::xdr::opaque_size(*value.data());
    case kind::FOLDER:
      return 4 + onc::xdr::list_size(*value.entries());
    default:
      return 4;
  }
}
std::string to_string(const found_view& value) {
  return onc::xdr::Printer()
      .field("type", value.type())
      .arm("data", value.data())
      .arm("entries", value.entries())
      .text();
}

nested_view::nested_view(const nested_view& other) : depth_(other.depth_), arm_(other.arm_) {
  switch (arm_) {
    case Arm::text_:
      std::construct_at(&text_, other.text_);
      break;
    case Arm::inner_:
      std::construct_at(&inner_, other.inner_);
      break;
    default:
      break;
  }
}

nested_view::nested_view(nested_view&& other) noexcept : depth_(other.depth_), arm_(other.arm_) {
  switch (arm_) {
    case Arm::text_:
      std::construct_at(&text_, std::move(other.text_));
      break;
    case Arm::inner_:
      std::construct_at(&inner_, std::move(other.inner_));
      break;
    default:
      break;
  }
}

nested_view& nested_view::operator=(const nested_view& other) {
  if (this != &other) *this = nested_view(other);
  return *this;
}

nested_view& nested_view::operator=(nested_view&& other) noexcept {
  if (this != &other) {
    std::destroy_at(this);
    std::construct_at(this, std::move(other));
  }
  return *this;
}

void nested_view::clear() noexcept {
  switch (arm_) {
    case Arm::inner_:
      std::destroy_at(&inner_);
      break;
    default:
      break;
  }
}

// An arm that is selected already keeps its value, and with it the memory to fill again.
auto& nested_view::select(auto& value, Arm wanted, std::int32_t tag) {
  if (arm_ != wanted) {
    if (arm_ >= Arm::inner_) clear();
    arm_ = Arm::void_;
    onc::xdr::construct(value);
    arm_ = wanted;
  }
  depth_ = tag;
  return value;
}

nested_view nested_view::make_text(std::string_view value) {
  nested_view made;
  made.select(made.text_, Arm::text_, 0) = std::move(value);
  return made;
}

nested_view nested_view::make_inner(onc::xdr::Vector<nested_view> value) {
  nested_view made;
  made.select(made.inner_, Arm::inner_, 1) = std::move(value);
  return made;
}

bool operator==(const nested_view& left, const nested_view& right) {
  if (left.depth_ != right.depth_) return false;
  switch (left.arm_) {
    case nested_view::Arm::text_:
      return left.text_ == right.text_;
    case nested_view::Arm::inner_:
      return left.inner_ == right.inner_;
    default:
      return true;
  }
}

bool encode(onc::xdr::Encoder& out, const nested_view& value) {
  const auto write_arm = [&] {
    switch (value.depth()) {
      case 0:
        return out.fields("depth text", value.depth(), onc::xdr::Bounded{*value.text()});
      case 1:
        return out.fields("depth", value.depth()) && out.field("inner", out.array(*value.inner(), onc::xdr::unbounded));
      default:
        return out.unknown_arm(static_cast<std::int64_t>(value.depth()));
    }
  };
  if (!out.enter()) return false;
  const bool ok = write_arm();
  out.leave();
  return ok;
}
bool decode(onc::xdr::Decoder& in, nested_view& value) {
  std::int32_t tag{};
  const auto read_arm = [&] {
    switch (tag) {
      case 0: {
        auto& made = value.select(value.text_, nested_view::Arm::text_, tag);
        return in.fields("depth text", onc::xdr::Peeked{tag}, onc::xdr::Bounded{made});
      }
      case 1:
        return in.fields("depth", onc::xdr::Peeked{tag})
            && in.field("inner",
            in.array(value.select(value.inner_, nested_view::Arm::inner_, tag), onc::xdr::unbounded, 8));
      default:
        return in.unknown_arm(static_cast<std::int64_t>(tag));
    }
  };
  if (!in.enter()) return false;
  const bool ok = in.field("depth", in.peek(tag)) && read_arm();
  in.leave();
  return ok;
}
std::size_t xdr_size(const nested_view& value) {
  switch (value.depth()) {
    case 0:
      return 4 + onc::xdr::opaque_size(*value.text());
    case 1:
      return 8 + onc::xdr::elements_size(*value.inner());
    default:
      return 4;
  }
}
std::string to_string(const nested_view& value) {
  return onc::xdr::Printer()
      .field("depth", value.depth())
      .arm("text", value.text())
      .arm("inner", value.inner())
      .text();
}

}  // namespace views
