#include "emit/codec.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "model/analysis.h"
#include "model/uses.h"

namespace onc::compiler::emit {
namespace {

using model::Alias;
using model::Model;
using model::Primitive;
using model::Shape;
using model::Type;

// What differs between writing and reading.
struct Direction {
  std::string_view verb;
  std::string_view coder;    // the class
  std::string_view element;  // how a callable takes an element
  bool decodes;
};

constexpr Direction encoding{"encode", "onc::xdr::Encoder", "const auto&", false};
constexpr Direction decoding{"decode", "onc::xdr::Decoder", "auto&", true};

// A definition with functions of its own, by name.
bool has_own_codec(const Model& model, const Type& type) { return model.get<Alias>(type.target) != nullptr; }

std::string single(const Model& model, const Type& type, const Direction& way, std::string_view coder,
                   std::string_view value) {
  if (type.target == model::no_definition)
    return fmt::format("{}.{}({})", coder, primitive_function(type.primitive), value);
  if (has_own_codec(model, type)) return fmt::format("{}({}, {})", own_function(type, way.verb), coder, value);
  if (type.of_list) return fmt::format("{}.chain({})", coder, value);
  return fmt::format("{}({}, {})", way.verb, coder, value);
}

// What the coder's templates do not find by themselves: `, encode_name`.
std::string element_callable(const Model& model, const Type& type, const Direction& way) {
  if (has_own_codec(model, type)) return ", " + own_function(type, way.verb);
  const auto callable = [&](std::string_view result) {
    return fmt::format(", []({}& {}, {} {}) {{ return {}; }}", way.coder, model.local.coder, way.element,
                       model.local.element, result);
  };
  if (type.of_list) return callable(fmt::format("{}.chain({})", model.local.coder, model.local.element));
  // So that the templates do not take an enum of another header for one of a schema.
  if (model.get<model::ExternType>(type.target) != nullptr)
    return callable(fmt::format("{}({}, {})", way.verb, model.local.coder, model.local.element));
  return "";
}

std::string bytes(const Type& type, std::string_view coder, std::string_view value) {
  const std::string_view function = type.primitive == Primitive::string ? "string" : "opaque";
  if (type.shape == Shape::fixed && type.borrowed)
    return fmt::format("{}.fields(\"\", onc::xdr::FixedBytes<{}>{{{}}})", coder, type.bound.cpp, value);
  if (type.shape == Shape::fixed) return fmt::format("{}.opaque_fixed({})", coder, value);
  if (!type.bound.given) return fmt::format("{}.{}({})", coder, function, value);
  return fmt::format("{}.{}({}, {})", coder, function, value, type.bound.cpp);
}

std::string array(const Model& model, const Type& type, const Direction& way, std::string_view coder,
                  std::string_view value) {
  const std::string smallest = way.decodes ? fmt::format(", {}", type.element_size) : "";
  return fmt::format("{}.array({}, {}{}{})", coder, value, type.bound.cpp, smallest,
                     element_callable(model, type, way));
}

std::string expression(const Model& model, const Type& type, const Direction& way, std::string_view coder,
                       std::string_view value) {
  if (model::is_bytes(type)) return bytes(type, coder, value);
  switch (type.shape) {
    case Shape::nothing: return "true";
    case Shape::plain: return single(model, type, way, coder, value);
    case Shape::array: return array(model, type, way, coder, value);
    case Shape::fixed:
      if (type.borrowed) return fmt::format("{}.fixed({}, {})", coder, value, type.bound.cpp);
      return fmt::format("{}.fixed({}{})", coder, value, element_callable(model, type, way));
    case Shape::optional: break;
  }
  if (type.of_list) return fmt::format("{}.list({})", coder, value);
  return fmt::format("{}.optional({}{})", coder, value, element_callable(model, type, way));
}

// --- sizes

// Bytes of a T, when all take the same.
std::uint64_t fixed_size(const Model& model, const Type& type) {
  if (type.target == model::no_definition) return type.element_size;
  return model.definitions[type.target].min_size;
}

bool has_fixed_element(const Model& model, const Type& type) {
  if (type.target == model::no_definition) return true;
  const model::Definition& target = model.definitions[type.target];
  return target.fixed_size && !type.of_list;
}

std::string single_size(const Model& model, const Type& type, const std::string& value) {
  if (type.of_list) return fmt::format("onc::xdr::chain_size({})", value);
  if (has_own_codec(model, type)) return fmt::format("{}({})", own_function(type, "xdr_size"), value);
  const bool outside = model.get<model::ExternType>(type.target) != nullptr;
  return fmt::format("{}({})", outside ? "onc::xdr::size_of" : "xdr_size", value);
}

// What tells the size of an element where an overload of xdr_size does not: `, xdr_size_name`.
std::string size_callable(const Model& model, const Type& type) {
  if (type.of_list)
    return fmt::format(", [](const auto& {0}) {{ return onc::xdr::chain_size({0}); }}", model.local.element);
  return has_own_codec(model, type) ? ", " + own_function(type, "xdr_size") : "";
}

// To be followed by a dot.
std::string object(const std::string& value) { return value.starts_with('*') ? "(" + value + ")" : value; }

Size bytes_size(const Type& type, const std::string& value) {
  if (type.shape == Shape::fixed && type.bound.from_header)
    return {0, {fmt::format("onc::xdr::padded({})", type.bound.cpp)}};
  if (type.shape == Shape::fixed) return {model::padded(type.bound.limit), {}};
  return {0, {fmt::format("onc::xdr::opaque_size({})", value)}};
}

Size elements_size(const Model& model, const Type& type, const std::string& value) {
  const std::uint64_t length = type.shape == Shape::array ? 4 : 0;
  if (has_fixed_element(model, type))
    return {length, {fmt::format("{} * {}.size()", fixed_size(model, type), object(value))}};
  return {length, {fmt::format("onc::xdr::elements_size({}{})", value, size_callable(model, type))}};
}

Size optional_size(const Model& model, const Type& type, const std::string& value) {
  if (type.of_list && model.definitions[type.target].fixed_size)
    return {4, {fmt::format("{} * {}.size()", fixed_size(model, type) + 4, object(value))}};
  if (type.of_list) return {0, {fmt::format("onc::xdr::list_size({})", value)}};
  if (has_fixed_element(model, type)) return {4, {fmt::format("({} ? {} : 0)", value, fixed_size(model, type))}};
  return {0, {fmt::format("onc::xdr::optional_size({}{})", value, size_callable(model, type))}};
}

std::string enum_initializer(const Type& type, const model::Enum& body) {
  const auto is_zero = [](const model::Enumerator& one) { return one.value.magnitude == 0; };
  if (std::any_of(body.enumerators.begin(), body.enumerators.end(), is_zero)) return "{}";
  return fmt::format(" = {}::{}", type.target_cpp, body.enumerators.front().name.cpp);
}

}  // namespace

std::string_view primitive_function(Primitive primitive) {
  switch (primitive) {
    case Primitive::boolean: return "boolean";
    case Primitive::int8: return "i8";
    case Primitive::uint8: return "u8";
    case Primitive::int16: return "i16";
    case Primitive::uint16: return "u16";
    case Primitive::int32: return "i32";
    case Primitive::uint32: return "u32";
    case Primitive::int64: return "i64";
    case Primitive::uint64: return "u64";
    case Primitive::float32: return "f32";
    case Primitive::float64: return "f64";
    case Primitive::quadruple: return "quadruple";
    case Primitive::string:
    case Primitive::opaque:
    case Primitive::none: break;
  }
  return "";
}

std::string own_function(const Type& type, std::string_view verb) {
  const std::string& name = type.target_cpp;
  const std::size_t colons = name.rfind("::");
  const std::size_t start = colons == std::string::npos ? 0 : colons + 2;
  return fmt::format("{}{}_{}", name.substr(0, start), verb, name.substr(start));
}

std::string encode_expression(const Model& model, const Type& type, std::string_view out, std::string_view value) {
  return expression(model, type, encoding, out, value);
}

std::string decode_expression(const Model& model, const Type& type, std::string_view in, std::string_view value) {
  return expression(model, type, decoding, in, value);
}

void Size::add(Size other) {
  bytes += other.bytes;
  terms.insert(terms.end(), other.terms.begin(), other.terms.end());
}

std::string Size::text() const {
  const std::string sum = fmt::to_string(fmt::join(terms, " + "));
  if (terms.empty() || bytes == 0) return terms.empty() ? std::to_string(bytes) : sum;
  return fmt::format("{} + {}", bytes, sum);
}

Size size_expression(const Model& model, const Type& type, const std::string& value) {
  if (model::is_bytes(type)) return bytes_size(type, value);
  if (type.shape == Shape::nothing) return {};
  if (type.shape == Shape::optional) return optional_size(model, type, value);
  if (model::is_fixed_size(model, type)) {
    const std::uint64_t count = type.shape == Shape::fixed ? type.bound.limit : 1;
    return {fixed_size(model, type) * count, {}};
  }
  if (type.shape == Shape::plain) return {0, {single_size(model, type, value)}};
  return elements_size(model, type, value);
}

const Type* string_behind(const Model& model, const Type& type) {
  if (type.target == model::no_definition) return type.primitive == Primitive::string ? &type : nullptr;
  const Alias* alias = type.shape == Shape::plain ? model.get<Alias>(type.target) : nullptr;
  return alias != nullptr ? string_behind(model, alias->type) : nullptr;
}

bool is_scalar(const Model& model, const Type& type) {
  if (type.shape != Shape::plain) return false;
  if (type.target != model::no_definition) return model.get<model::Enum>(type.target) != nullptr;
  return type.primitive != Primitive::quadruple;
}

std::string initializer(const Model& model, const Type& type) {
  if (!is_scalar(model, type)) return "{}";
  if (const auto* body = model.get<model::Enum>(type.target)) return enum_initializer(type, *body);
  return type.primitive == Primitive::boolean ? " = false" : " = 0";
}

}  // namespace onc::compiler::emit
