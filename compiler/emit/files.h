#pragma once

#include <string>
#include <vector>

#include "model/model.h"

namespace onc::compiler::emit {

struct OutputFile {
  std::string name;
  std::string text;
};

// STEM.h, STEM_xdr.cpp, STEM_clnt.cpp and STEM_svc.cpp, whatever the model contains, so that build rules are static.
std::vector<OutputFile> output_files(const model::Model& model);

}  // namespace onc::compiler::emit
