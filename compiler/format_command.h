#pragma once

#include <string>
#include <vector>

#include "source/diagnostics.h"
#include "source/source_manager.h"

namespace onc::compiler {

struct FormatRequest {
  std::vector<std::string> inputs;
  std::string output;  // instead of the only input; "-" is standard output
  bool check = false;  // write nothing, but list the files that are not in canonical layout
  bool json = false;   // the list becomes a part of the diagnostics instead of lines on standard error
};

struct FormatOutcome {
  bool clean = true;          // no file is to be listed
  std::string write_error{};  // empty: everything is written that was to be
};

// `idlc --format`. Files that cannot be laid out become errors; if there are any, nothing is written.
FormatOutcome format_files(const FormatRequest& request, SourceManager& sources, Diagnostics& diagnostics);

}  // namespace onc::compiler
