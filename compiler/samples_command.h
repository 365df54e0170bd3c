#pragma once

#include <string>
#include <vector>

#include "compile.h"
#include "source/diagnostics.h"
#include "source/source_manager.h"

namespace onc::compiler {

struct SamplesRequest {
  CompileOptions compile{};
  std::string folder{};              // of the samples; empty: the current one
  std::vector<std::string> kinds{};  // c (client), s (server), m (CMake project)
  bool check = false;                // write nothing
};

// `idlc -S`. Files that are there already stay as they are: then nothing is written. Returns why it could not write, or
// an empty string.
std::string write_samples(const SamplesRequest& request, SourceManager& sources, Diagnostics& diagnostics);

}  // namespace onc::compiler
