#pragma once

#include "model/model.h"
#include "source/diagnostics.h"

namespace onc::compiler::model {

// The most that a value of a type, or all arguments of a procedure, may take in memory without what is on the heap.
// Arguments are made before a message is read: on the stack of a thread, whatever the message says.
inline constexpr std::uint64_t max_fixed_size = 1u << 20;

// Reports what is larger; what contains it is not reported again. Needs recursion to be known.
void check_fixed_size_fits_stack(const Model& model, Diagnostics& diagnostics);

}  // namespace onc::compiler::model
