#pragma once

#include "model/header_macros.h"
#include "model/model.h"
#include "source/diagnostics.h"
#include "syntax/tree.h"

namespace onc::compiler::model {

// Decides where the '%' lines of a file go: a line that rpcgen's header would see goes to the header, any other to the
// sources of the modes that see it. What is C for rpcgen's own output is left out, and macros of what the file
// declares.
void place_verbatim(const syntax::Specification& tree, Model& model, HeaderMacros& macros, Diagnostics& diagnostics);

}  // namespace onc::compiler::model
