#pragma once

// What follows from all definitions together.

#include "model/model.h"
#include "source/diagnostics.h"

namespace onc::compiler::model {

// Makes every use of a renaming a use of what it renames. Reports typedefs that lead back to themselves.
void look_through_renamings(Model& model, Diagnostics& diagnostics);

// Reports typedefs that no struct or union ends: C++ cannot name such a type.
void check_typedefs_end(const Model& model, Diagnostics& diagnostics);

// Finds the structs whose last member continues a list, takes that member out, and marks their uses.
void find_lists(Model& model);

// Marks definitions and uses that lead back to themselves, and the union arms that need a box for it.
void find_recursion(Model& model);

// Reports types without a finite value, and chooses the arm that a new union starts with.
void check_finite(Model& model, Diagnostics& diagnostics);

// Whether all values of the type take the same number of bytes on the wire. REQUIRES: decide_order.
bool is_fixed_size(const Model& model, const Type& type);

// Decides the order of the generated definitions, and with it least sizes and triviality.
void decide_order(Model& model);

}  // namespace onc::compiler::model
