#pragma once

#include "model/model.h"
#include "syntax/tree.h"

namespace onc::compiler::model {

// Decides where the '%' lines of a file go: a line that rpcgen's header would see goes to the header, any other to the
// sources of the modes that see it. What is C for rpcgen's own output is left out.
void place_verbatim(const syntax::Specification& tree, Model& model);

}  // namespace onc::compiler::model
