#pragma once

#include <string>
#include <string_view>

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

// For editors: an array of objects with file, line, column, end_line, end_column, severity, message, notes and, where
// there is one, warning and hint. Columns count bytes from 1; an end is the first place behind.
std::string render_json(const Diagnostics& found, const SourceManager& sources);

// The text for a terminal with its severities in colour.
std::string coloured(std::string_view text);

}  // namespace onc::compiler
