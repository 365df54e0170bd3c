#pragma once

#include <string>

#include "source/diagnostics.h"
#include "source/source_manager.h"

namespace onc::compiler {

// The findings as text for a terminal:
//
//   mount.x:14:8: error: 'dirpath' is declared twice
//      14 | typedef string dirpath<1024>;
//         |                ^~~~~~~
//   mount.x:3:7: note: first declared here
//   ...
//   hint: ...
std::string render(const Diagnostics& found, const SourceManager& sources);
std::string render(const Diagnostic& finding, const SourceManager& sources);

}  // namespace onc::compiler
