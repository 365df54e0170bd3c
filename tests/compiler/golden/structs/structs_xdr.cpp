// Made by idlc from structs.x. Changes belong there.
#include "structs.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <onc/xdr/print.h>
#include <onc/xdr/size.h>

namespace structs {

bool encode_key(onc::xdr::Encoder& out, const key& value) {
  return out.string(value, KEY_MAX);
}
bool decode_key(onc::xdr::Decoder& in, key& value) {
  return in.string(value, KEY_MAX);
}
std::size_t xdr_size_key(const key& value) {
  return onc::xdr::opaque_size(value);
}

bool encode_handle(onc::xdr::Encoder& out, const handle& value) {
  return out.opaque_fixed(value);
}
bool decode_handle(onc::xdr::Decoder& in, handle& value) {
  return in.opaque_fixed(value);
}

bool encode_cookie(onc::xdr::Encoder& out, const cookie& value) {
  return out.opaque(value);
}
bool decode_cookie(onc::xdr::Decoder& in, cookie& value) {
  return in.opaque(value);
}
std::size_t xdr_size_cookie(const cookie& value) {
  return onc::xdr::opaque_size(value);
}

bool encode_triple(onc::xdr::Encoder& out, const triple& value) {
  return out.fixed(value);
}
bool decode_triple(onc::xdr::Decoder& in, triple& value) {
  return in.fixed(value);
}

bool encode_keys(onc::xdr::Encoder& out, const keys& value) {
  return out.array(value, 16, encode_key);
}
bool decode_keys(onc::xdr::Decoder& in, keys& value) {
  return in.array(value, 16, 4, decode_key);
}
std::size_t xdr_size_keys(const keys& value) {
  return 4 + onc::xdr::elements_size(value, xdr_size_key);
}

bool encode_maybe_size(onc::xdr::Encoder& out, const maybe_size& value) {
  return out.optional(value);
}
bool decode_maybe_size(onc::xdr::Decoder& in, maybe_size& value) {
  return in.optional(value);
}
std::size_t xdr_size_maybe_size(const maybe_size& value) {
  return 4 + (value ? 8 : 0);
}

bool encode(onc::xdr::Encoder& out, const primitives& value) {
  return out.field("a", out.i32(value.a)) &&
         out.field("b", out.u32(value.b)) &&
         out.field("c", out.i64(value.c)) &&
         out.field("d", out.u64(value.d)) &&
         out.field("e", out.boolean(value.e)) &&
         out.field("f", out.f32(value.f)) &&
         out.field("g", out.f64(value.g)) &&
         out.field("h", out.quadruple(value.h)) &&
         out.field("i", out.i8(value.i)) &&
         out.field("j", out.u8(value.j)) &&
         out.field("k", out.i16(value.k)) &&
         out.field("l", out.u16(value.l));
}
bool decode(onc::xdr::Decoder& in, primitives& value) {
  return in.field("a", in.i32(value.a)) &&
         in.field("b", in.u32(value.b)) &&
         in.field("c", in.i64(value.c)) &&
         in.field("d", in.u64(value.d)) &&
         in.field("e", in.boolean(value.e)) &&
         in.field("f", in.f32(value.f)) &&
         in.field("g", in.f64(value.g)) &&
         in.field("h", in.quadruple(value.h)) &&
         in.field("i", in.i8(value.i)) &&
         in.field("j", in.u8(value.j)) &&
         in.field("k", in.i16(value.k)) &&
         in.field("l", in.u16(value.l));
}
std::string to_string(const primitives& value) {
  return onc::xdr::Printer()
      .field("a", value.a)
      .field("b", value.b)
      .field("c", value.c)
      .field("d", value.d)
      .field("e", value.e)
      .field("f", value.f)
      .field("g", value.g)
      .field("h", value.h)
      .field("i", value.i)
      .field("j", value.j)
      .field("k", value.k)
      .field("l", value.l)
      .text();
}

bool encode(onc::xdr::Encoder& out, const containers& value) {
  return out.field("text", out.string(value.text)) &&
         out.field("bounded", out.string(value.bounded, KEY_MAX)) &&
         out.field("fixed", out.opaque_fixed(value.fixed)) &&
         out.field("variable", out.opaque(value.variable, 1024)) &&
         out.field("numbers", out.array(value.numbers, onc::xdr::unbounded)) &&
         out.field("some", out.fixed(value.some)) &&
         out.field("flags", out.array(value.flags, 8)) &&
         out.field("bits", out.fixed(value.bits)) &&
         out.field("maybe", out.optional(value.maybe)) &&
         out.field("parts", out.optional(value.parts)) &&
         out.field("all", out.array(value.all, 2));
}
bool decode(onc::xdr::Decoder& in, containers& value) {
  return in.field("text", in.string(value.text)) &&
         in.field("bounded", in.string(value.bounded, KEY_MAX)) &&
         in.field("fixed", in.opaque_fixed(value.fixed)) &&
         in.field("variable", in.opaque(value.variable, 1024)) &&
         in.field("numbers", in.array(value.numbers, onc::xdr::unbounded, 4)) &&
         in.field("some", in.fixed(value.some)) &&
         in.field("flags", in.array(value.flags, 8, 4)) &&
         in.field("bits", in.fixed(value.bits)) &&
         in.field("maybe", in.optional(value.maybe)) &&
         in.field("parts", in.optional(value.parts)) &&
         in.field("all", in.array(value.all, 2, 72));
}
std::size_t xdr_size(const containers& value) {
  return 196 + onc::xdr::opaque_size(value.text) + onc::xdr::opaque_size(value.bounded)
      + onc::xdr::opaque_size(value.variable) + 4 * value.numbers.size() + 4 * value.flags.size()
      + (value.maybe ? 8 : 0) + (value.parts ? 72 : 0) + 72 * value.all.size();
}
std::string to_string(const containers& value) {
  return onc::xdr::Printer()
      .field("text", value.text)
      .field("bounded", value.bounded)
      .field("fixed", value.fixed)
      .field("variable", value.variable)
      .field("numbers", value.numbers)
      .field("some", value.some)
      .field("flags", value.flags)
      .field("bits", value.bits)
      .field("maybe", value.maybe)
      .field("parts", value.parts)
      .field("all", value.all)
      .text();
}

bool encode(onc::xdr::Encoder& out, const typedefs& value) {
  return out.field("name", encode_key(out, value.name)) &&
         out.field("file", encode_handle(out, value.file)) &&
         out.field("data", encode_cookie(out, value.data)) &&
         out.field("at", out.u64(value.at)) &&
         out.field("of", encode_triple(out, value.of)) &&
         out.field("many", encode_keys(out, value.many)) &&
         out.field("limit", encode_maybe_size(out, value.limit)) &&
         out.field("others", out.array(value.others, onc::xdr::unbounded, encode_key)) &&
         out.field("pair", out.fixed(value.pair, encode_handle)) &&
         out.field("alias", out.optional(value.alias, encode_key)) &&
         out.field("named", encode(out, value.named));
}
bool decode(onc::xdr::Decoder& in, typedefs& value) {
  return in.field("name", decode_key(in, value.name)) &&
         in.field("file", decode_handle(in, value.file)) &&
         in.field("data", decode_cookie(in, value.data)) &&
         in.field("at", in.u64(value.at)) &&
         in.field("of", decode_triple(in, value.of)) &&
         in.field("many", decode_keys(in, value.many)) &&
         in.field("limit", decode_maybe_size(in, value.limit)) &&
         in.field("others", in.array(value.others, onc::xdr::unbounded, 4, decode_key)) &&
         in.field("pair", in.fixed(value.pair, decode_handle)) &&
         in.field("alias", in.optional(value.alias, decode_key)) &&
         in.field("named", decode(in, value.named));
}
std::size_t xdr_size(const typedefs& value) {
  return 192 + xdr_size_key(value.name) + xdr_size_cookie(value.data) + xdr_size_keys(value.many)
      + xdr_size_maybe_size(value.limit) + onc::xdr::elements_size(value.others, xdr_size_key)
      + onc::xdr::optional_size(value.alias, xdr_size_key);
}
std::string to_string(const typedefs& value) {
  return onc::xdr::Printer()
      .field("name", value.name)
      .field("file", value.file)
      .field("data", value.data)
      .field("at", value.at)
      .field("of", value.of)
      .field("many", value.many)
      .field("limit", value.limit)
      .field("others", value.others)
      .field("pair", value.pair)
      .field("alias", value.alias)
      .field("named", value.named)
      .text();
}

std::string_view to_string(nested_position_side value) noexcept {
  switch (value) {
    case nested_position_side::LEFT:
      return "LEFT";
    case nested_position_side::RIGHT:
      return "RIGHT";
  }
  return {};
}
bool encode(onc::xdr::Encoder& out, nested_position_side value) {
  return out.i32(static_cast<std::int32_t>(value));
}
bool decode(onc::xdr::Decoder& in, nested_position_side& value) {
  std::int32_t number = 0;
  if (!in.i32(number)) return false;
  value = static_cast<nested_position_side>(number);
  return !to_string(value).empty() || in.unknown_enumerator(number);
}

bool encode(onc::xdr::Encoder& out, const nested_position& value) {
  return out.field("x", out.i32(value.x)) &&
         out.field("side", encode(out, value.side));
}
bool decode(onc::xdr::Decoder& in, nested_position& value) {
  return in.field("x", in.i32(value.x)) &&
         in.field("side", decode(in, value.side));
}
std::string to_string(const nested_position& value) {
  return onc::xdr::Printer()
      .field("x", value.x)
      .field("side", value.side)
      .text();
}

bool encode(onc::xdr::Encoder& out, const nested& value) {
  return out.field("position", encode(out, value.position));
}
bool decode(onc::xdr::Decoder& in, nested& value) {
  return in.field("position", decode(in, value.position));
}
std::string to_string(const nested& value) {
  return onc::xdr::Printer()
      .field("position", value.position)
      .text();
}

bool encode(onc::xdr::Encoder& out, const late& value) {
  return out.field("number", out.i32(value.number));
}
bool decode(onc::xdr::Decoder& in, late& value) {
  return in.field("number", in.i32(value.number));
}
std::string to_string(const late& value) {
  return onc::xdr::Printer()
      .field("number", value.number)
      .text();
}

bool encode(onc::xdr::Encoder& out, const early& value) {
  return out.field("value", encode(out, value.value));
}
bool decode(onc::xdr::Decoder& in, early& value) {
  return in.field("value", decode(in, value.value));
}
std::string to_string(const early& value) {
  return onc::xdr::Printer()
      .field("value", value.value)
      .text();
}

}  // namespace structs
