#pragma once

// Arithmetic of constant expressions: exact within 64 bits and a sign, otherwise no result.

#include <cstdint>
#include <optional>
#include <string>

#include "syntax/tree.h"

namespace onc::compiler::model {

using syntax::Number;
using syntax::Operator;

std::optional<Number> apply(Operator operation, Number operand);
std::optional<Number> apply(Operator operation, Number left, Number right);

bool fits_int32(Number number);
bool fits_uint32(Number number);
bool fits_int64(Number number);

// REQUIRES: fits_int64(number).
std::int64_t to_int64(Number number);
std::string to_string(Number number);

}  // namespace onc::compiler::model
