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
  return out.fields("a b c d e f g h", value.a, value.b, value.c, value.d, value.e, value.f, value.g, value.h) &&
         out.field("i", out.i8(value.i)) &&
         out.field("j", out.u8(value.j)) &&
         out.field("k", out.i16(value.k)) &&
         out.field("l", out.u16(value.l));
}
bool decode(onc::xdr::Decoder& in, primitives& value) {
  return in.fields("a b c d e f g h", value.a, value.b, value.c, value.d, value.e, value.f, value.g, value.h) &&
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
  return out.fields("text bounded fixed variable", onc::xdr::Bounded{value.text},
                    onc::xdr::Bounded{value.bounded, KEY_MAX}, value.fixed, onc::xdr::Bounded{value.variable, 1024}) &&
         out.field("numbers", out.array(value.numbers, onc::xdr::unbounded)) &&
         out.field("some", out.fixed(value.some)) &&
         out.field("flags", out.array(value.flags, 8)) &&
         out.field("bits", out.fixed(value.bits)) &&
         out.fields("maybe",
                    onc::xdr::Optional{value.maybe, [](auto& element, const auto& coder) { return coder(element); }}) &&
         out.field("parts", out.optional(value.parts)) &&
         out.field("all", out.array(value.all, 2));
}
bool decode(onc::xdr::Decoder& in, containers& value) {
  return in.fields("text bounded fixed variable", onc::xdr::Bounded{value.text},
                   onc::xdr::Bounded{value.bounded, KEY_MAX}, value.fixed, onc::xdr::Bounded{value.variable, 1024}) &&
         in.field("numbers", in.array(value.numbers, onc::xdr::unbounded, 4)) &&
         in.field("some", in.fixed(value.some)) &&
         in.field("flags", in.array(value.flags, 8, 4)) &&
         in.field("bits", in.fixed(value.bits)) &&
         in.fields("maybe",
                   onc::xdr::Optional{value.maybe, [](auto& element, const auto& coder) { return coder(element); }}) &&
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
  return out.fields("name file data at", onc::xdr::Bounded{value.name, KEY_MAX}, value.file,
                    onc::xdr::Bounded{value.data}, value.at) &&
         out.field("of", encode_triple(out, value.of)) &&
         out.field("many", encode_keys(out, value.many)) &&
         out.fields("limit",
                    onc::xdr::Optional{value.limit, [](auto& element, const auto& coder) { return coder(element); }}) &&
         out.field("others", out.array(value.others, onc::xdr::unbounded, encode_key)) &&
         out.field("pair", out.fixed(value.pair, encode_handle)) &&
         out.field("alias", out.optional(value.alias, encode_key)) &&
         out.field("named", encode(out, value.named));
}
bool decode(onc::xdr::Decoder& in, typedefs& value) {
  return in.fields("name file data at", onc::xdr::Bounded{value.name, KEY_MAX}, value.file,
                   onc::xdr::Bounded{value.data}, value.at) &&
         in.field("of", decode_triple(in, value.of)) &&
         in.field("many", decode_keys(in, value.many)) &&
         in.fields("limit",
                   onc::xdr::Optional{value.limit, [](auto& element, const auto& coder) { return coder(element); }}) &&
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
  return in.enumerator(value);
}

bool encode(onc::xdr::Encoder& out, const nested_position& value) {
  return out.fields("x side", value.x, value.side);
}
bool decode(onc::xdr::Decoder& in, nested_position& value) {
  return in.fields("x side", value.x, value.side);
}
std::string to_string(const nested_position& value) {
  return onc::xdr::Printer()
      .field("x", value.x)
      .field("side", value.side)
      .text();
}

bool encode(onc::xdr::Encoder& out, const nested& value) {
  return out.fields("position.x position.side", value.position.x, value.position.side);
}
bool decode(onc::xdr::Decoder& in, nested& value) {
  return in.fields("position.x position.side", value.position.x, value.position.side);
}
std::string to_string(const nested& value) {
  return onc::xdr::Printer()
      .field("position", value.position)
      .text();
}

bool encode(onc::xdr::Encoder& out, const late& value) {
  return out.fields("number", value.number);
}
bool decode(onc::xdr::Decoder& in, late& value) {
  return in.fields("number", value.number);
}
std::string to_string(const late& value) {
  return onc::xdr::Printer()
      .field("number", value.number)
      .text();
}

bool encode(onc::xdr::Encoder& out, const early& value) {
  return out.fields("value.number", value.value.number);
}
bool decode(onc::xdr::Decoder& in, early& value) {
  return in.fields("value.number", value.value.number);
}
std::string to_string(const early& value) {
  return onc::xdr::Printer()
      .field("value", value.value)
      .text();
}

}  // namespace structs
