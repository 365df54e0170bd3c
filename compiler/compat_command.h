#pragma once

#include <string>

#include "compile.h"

namespace onc::compiler {

// Reads two files with the same options, whose path is not looked at, and reports what breaks the wire between programs
// built from them. Returns a line that says how much does; empty if nothing does or there are other errors.
std::string compare_files(const std::string& before, const std::string& after, CompileOptions options,
                          SourceManager& sources, Diagnostics& diagnostics);

}  // namespace onc::compiler
