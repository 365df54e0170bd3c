#pragma once

#include <string>
#include <vector>

#include "emit/views.h"
#include "model/model.h"

namespace onc::compiler::emit {

struct OutputFile {
  std::string name;
  std::string text;
};

// STEM.h, STEM_xdr.cpp, STEM_clnt.cpp and STEM_svc.cpp, whatever the model contains, so that build rules are static.
std::vector<OutputFile> output_files(const model::Model& model, const ViewSelection& views = {});

}  // namespace onc::compiler::emit
