#pragma once

#include "model/model.h"
#include "source/diagnostics.h"

namespace onc::compiler::compat {

// Reports each change of `after` that breaks the wire between programs built from the two as an error, and each
// addition that only old peers refuse as a warning. Returns how many break it.
std::size_t compare(const model::Model& before, const model::Model& after, Diagnostics& diagnostics);

}  // namespace onc::compiler::compat
