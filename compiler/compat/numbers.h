#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "compat/wire.h"

namespace onc::compiler::compat {

// Why two numbers of different types do not understand each other; empty if the types are the same.
std::string primitive_change(model::Primitive before, model::Primitive after);

// Whether a type of discriminants has the number. Enums have those of int.
bool fits(model::Primitive type, std::int64_t number);

// How a bound changed and who refuses what; empty if it did not.
std::string bound_change(const Graph& before, const model::Bound& was, const Graph& after, const model::Bound& is);
// How the length of a fixed array changed; empty if it did not.
std::string length_change(const Graph& before, const model::Bound& was, const Graph& after, const model::Bound& is);

}  // namespace onc::compiler::compat
