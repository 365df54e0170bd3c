#pragma once

#include <string_view>

#include "model/model.h"
#include "model/views.h"
#include "source/diagnostics.h"
#include "source/source_manager.h"
#include "syntax/tree.h"

namespace onc::compiler::model {

struct Options {
  std::string file_name;      // as generated comments name it
  std::string stem;           // of the output files
  std::string cpp_namespace;  // empty: made from the stem
  Externs externs{};
  ViewSelection views{};
};

// The model of a tree. Usable only if `diagnostics` has no errors afterwards.
Model resolve(const syntax::Specification& tree, const SourceManager& sources, Options options,
              Diagnostics& diagnostics);

}  // namespace onc::compiler::model
