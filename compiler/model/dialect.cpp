#include "model/dialect.h"

#include <algorithm>
#include <array>
#include <utility>

namespace onc::compiler::model {
namespace {

using syntax::Primitive;

constexpr std::array<std::pair<std::string_view, Primitive>, 29> primitives{{
    {"bool_t", Primitive::boolean},      {"enum_t", Primitive::int32},     {"rpcport_t", Primitive::uint32},
    {"rpcproc_t", Primitive::uint32},    {"rpcprog_t", Primitive::uint32}, {"rpcvers_t", Primitive::uint32},
    {"time_t", Primitive::int32},        {"int16_t", Primitive::int16},    {"int32_t", Primitive::int32},
    {"int64_t", Primitive::int64},       {"int8_t", Primitive::int8},      {"longlong_t", Primitive::int64},
    {"quad_t", Primitive::int64},        {"u_char", Primitive::uint8},     {"u_hyper", Primitive::uint64},
    {"u_int", Primitive::uint32},        {"u_int16_t", Primitive::uint16}, {"u_int32_t", Primitive::uint32},
    {"u_int64_t", Primitive::uint64},    {"u_int8_t", Primitive::uint8},   {"u_long", Primitive::uint32},
    {"u_longlong_t", Primitive::uint64}, {"u_quad_t", Primitive::uint64},  {"u_short", Primitive::uint16},
    {"uint16_t", Primitive::uint16},     {"uint32_t", Primitive::uint32},  {"uint64_t", Primitive::uint64},
    {"uint8_t", Primitive::uint8},       {"uint_t", Primitive::uint32},
}};

bool is_plain_literal(std::string_view text) {
  if (text.starts_with("0x") || text.starts_with("0X")) return true;
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  return !text.empty() && std::all_of(text.begin(), text.end(), digit) && (text == "0" || text.front() != '0');
}

}  // namespace

std::optional<Primitive> dialect_primitive(std::string_view name) {
  const auto at =
      std::find_if(primitives.begin(), primitives.end(), [&](const auto& one) { return one.first == name; });
  return at == primitives.end() ? std::nullopt : std::optional(at->second);
}

std::optional<LibraryType> library_type(std::string_view name) {
  if (name == "netobj") return LibraryType{.length = 1024};
  if (name == "des_block") return LibraryType{.fixed = true, .length = 8};
  if (name == "netbuf") return LibraryType{.is_netbuf = true};
  return std::nullopt;
}

std::optional<Number> library_constant(std::string_view name) {
  if (name == "MAXNETNAMELEN") return Number{false, 255};
  if (name == "MAX_NETOBJ_SZ") return Number{false, 1024};
  return std::nullopt;
}

std::string spelled_number(Number number, std::string_view schema) {
  constexpr std::uint64_t int64_min = std::uint64_t{1} << 63;
  const bool one_token = schema.find_first_of(" \t\r\n+-*/()<>&|^~%") == std::string_view::npos;
  const std::string digits =
      one_token && is_plain_literal(schema) ? std::string(schema) : std::to_string(number.magnitude);
  if (number.negative) return number.magnitude == int64_min ? "-9223372036854775807 - 1" : "-" + digits;
  return number.magnitude >= int64_min ? digits + "U" : digits;
}

}  // namespace onc::compiler::model
