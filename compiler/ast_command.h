#pragma once

#include <vector>

#include "compile.h"

namespace onc::compiler {

// The one file that says what an interface file means, as docs/ast.md describes. Nothing when there are errors.
std::vector<emit::OutputFile> ast_file(const CompileOptions& options, SourceManager& sources, Diagnostics& diagnostics);

}  // namespace onc::compiler
