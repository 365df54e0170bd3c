#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/number.h"
#include "syntax/tree.h"

namespace onc::compiler::model {

// Type names outside RFC 4506 that files use as if they were built in, unless they define them.
std::optional<syntax::Primitive> dialect_primitive(std::string_view name);

// What C's RPC library has a type for: opaque data, or a transport's address.
struct LibraryType {
  bool fixed = false;
  std::uint32_t length = 0;
  bool is_netbuf = false;
};
std::optional<LibraryType> library_type(std::string_view name);
// Numbers that C's RPC library has names for.
std::optional<Number> library_constant(std::string_view name);

// A number as generated C++ spells it: as the schema does where that means the same in C++.
std::string spelled_number(Number number, std::string_view schema);

}  // namespace onc::compiler::model
