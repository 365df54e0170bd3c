#pragma once

#include <vector>

#include "emit/files.h"

namespace onc::compiler::emit {

// STEM_json.h and STEM_json.cpp, whatever the model contains.
std::vector<OutputFile> json_files(const model::Model& model);

}  // namespace onc::compiler::emit
