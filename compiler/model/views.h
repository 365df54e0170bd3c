#pragma once

// Types that refer to the message they are read from: idlc --view and --views.

#include <string>
#include <vector>

#include "model/model.h"
#include "source/diagnostics.h"

namespace onc::compiler::model {

// Of which types views are wanted, by the names of the schema.
struct ViewSelection {
  bool all = false;
  std::vector<std::string> types{};
};

// Adds a definition NAME_view for each type that is wanted, and for those that it consists of: the same type with
// strings, opaque data and arrays of numbers that refer to a message. A type that has nothing of these is its own view.
// Reports wanted types that there are not.
void add_views(Model& model, const ViewSelection& selection, Diagnostics& diagnostics);

}  // namespace onc::compiler::model
