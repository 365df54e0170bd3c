#pragma once

#include <string>

#include "model/model.h"
#include "source/source_manager.h"

namespace onc::compiler::ast {

inline constexpr int json_format = 1;  // as docs/ast.md defines it

// The model as JSON, one definition or program on a line. The same for the same model, and always valid UTF-8.
std::string to_json(const model::Model& model, const SourceManager& sources);

}  // namespace onc::compiler::ast
