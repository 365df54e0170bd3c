#pragma once

// C's preprocessor, as far as interface files use it. '%' lines pass untouched.

#include <string>
#include <utility>
#include <vector>

#include "source/diagnostics.h"
#include "source/modes.h"
#include "source/source_manager.h"

namespace onc::compiler::preprocess {

struct Options {
  std::vector<std::string> macros{};           // NAME or NAME=VALUE, as -D has them
  std::vector<std::string> undefined{};        // names, as -U has them
  std::vector<std::string> include_folders{};  // as -I has them
};

// From where on '%' lines belong to which outputs.
using ModeChange = std::pair<std::uint32_t, Modes>;

struct Preprocessed {
  SourceRange range{};              // the file itself if there was nothing to do
  std::vector<ModeChange> modes{};  // in the order of the text; none: every line belongs to all
  bool incomplete = false;          // a part is missing, so a name that is not declared may be no fault of the user's
  bool failed = false;              // what there is of the text is of no use
};

Preprocessed preprocess(SourceRange file, const Options& options, SourceManager& sources, Diagnostics& diagnostics);

}  // namespace onc::compiler::preprocess
