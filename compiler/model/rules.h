#pragma once

#include "model/model.h"
#include "source/diagnostics.h"

namespace onc::compiler::model {

// Checks a model against the rules of the language; rules.cpp lists them in one table.
void check_rules(const Model& model, Diagnostics& diagnostics);

}  // namespace onc::compiler::model
