#pragma once

#include <string>
#include <string_view>

#include "compat/wire.h"

namespace onc::compiler::compat {

// A primitive as the schema's standard spells it.
std::string_view primitive_name(model::Primitive primitive);
// A type as a schema would write it: "unsigned hyper", "opaque<64>", "struct file *".
std::string describe(const Graph& graph, NodeId id);
// "64", "MAXPATH (1024)", "no bound", or the name of a constant that a header defines.
std::string describe(const Graph& graph, const model::Bound& bound);

}  // namespace onc::compiler::compat
