#pragma once

#include "emit/emitter.h"
#include "model/model.h"

namespace onc::compiler::emit {

// A comment that says which names of the schema generated code spells differently, and how. Nothing if none.
void list_renamed(const model::Model& model, Emitter& out);

}  // namespace onc::compiler::emit
