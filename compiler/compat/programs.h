#pragma once

#include "compat/types.h"
#include "compat/walk.h"

namespace onc::compiler::compat {

// Finds the programs, versions and procedures that are gone or have another number, and compares the arguments and
// results of the others.
void compare_programs(Graph& before, Graph& after, Types& types, Walk& walk);

}  // namespace onc::compiler::compat
