#pragma once

#include "model/model.h"
#include "source/diagnostics.h"

namespace onc::compiler::model {

// Makes enum values from 0x80000000 to 0xffffffff the negative ones that have the same bits, as C compilers do with
// rpcgen's output, and with them the labels of unions over enums. REQUIRES: look_through_renamings.
void wrap_enum_values(Model& model, Diagnostics& diagnostics);

}  // namespace onc::compiler::model
