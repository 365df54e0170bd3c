#pragma once

// The expressions that write and read a value of a type, in terms of onc::xdr::Encoder and Decoder.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/model.h"

namespace onc::compiler::emit {

// The coder's function for a primitive: `u32`. Empty if it has a shape of its own.
std::string_view primitive_function(model::Primitive primitive);

// The function that a typedef has of its own: `encode_name` for "encode", in the namespace of the type.
std::string own_function(const model::Type& type, std::string_view verb);

// `out.string(value.name, 255)` for "out" and "value.name".
std::string encode_expression(const model::Model& model, const model::Type& type, std::string_view out,
                              std::string_view value);
std::string decode_expression(const model::Model& model, const model::Type& type, std::string_view in,
                              std::string_view value);

// The size of a value on the wire: a sum of a number and of terms that depend on the value.
struct Size {
  std::uint64_t bytes = 0;
  std::vector<std::string> terms{};

  void add(Size other);
  std::string text() const;
};
Size size_expression(const model::Model& model, const model::Type& type, const std::string& value);

// The string type behind a use, through its typedef; null when it is none.
const model::Type* string_behind(const model::Model& model, const model::Type& type);

// Numbers, bools and enums.
bool is_scalar(const model::Model& model, const model::Type& type);

// ` = 0`, ` = false`, `{}`...: how a member of this type is initialised.
std::string initializer(const model::Model& model, const model::Type& type);

}  // namespace onc::compiler::emit
