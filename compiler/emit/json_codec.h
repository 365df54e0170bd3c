#pragma once

// The expressions that write and read a value of a type as JSON, in terms of onc::xdr::JsonWriter and JsonReader.

#include <string>
#include <string_view>

#include "model/model.h"

namespace onc::compiler::emit {

// `out.string(value.name)` for "out" and "value.name"; an onc::xdr::JsonWriter&. `out` may be an expression, too.
std::string json_write_expression(const model::Model& model, const model::Type& type, std::string_view out,
                                  std::string_view value);
std::string json_read_expression(const model::Model& model, const model::Type& type, std::string_view in,
                                 std::string_view value);

}  // namespace onc::compiler::emit
