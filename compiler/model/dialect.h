#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/model.h"
#include "model/number.h"
#include "syntax/tree.h"

namespace onc::compiler::model {

// Type names outside RFC 4506 that files use as if they were built in, unless they define them.
std::optional<syntax::Primitive> dialect_primitive(std::string_view name);
// Whether it is a type of C whose size on the wire is anyone's guess.
bool has_any_size(std::string_view name);
// What a function of C's RPC library codes: int for xdr_int.
std::optional<syntax::Primitive> coded_primitive(std::string_view coder);

// What C's RPC library has a type for. A part without a name is all of a typedef.
struct LibraryPart {
  std::string_view name{};
  Primitive primitive = Primitive::none;
  Shape shape = Shape::plain;
  std::uint32_t length = 0;  // 0: no bound
};
using LibraryType = std::vector<LibraryPart>;
// Without parts if there is no such type.
LibraryType library_type(std::string_view name);
// Numbers that C's RPC library has names for.
std::optional<Number> library_constant(std::string_view name);

// A number as generated C++ spells it: as the schema does where that means the same in C++.
std::string spelled_number(Number number, std::string_view schema);

}  // namespace onc::compiler::model
