#pragma once

#include <vector>

#include "preprocess/preprocess.h"
#include "source/diagnostics.h"
#include "source/source_manager.h"
#include "syntax/tree.h"

namespace onc::compiler::syntax {

// The tree of one text. After errors it holds what could be understood.
Specification parse(const SourceManager& sources, Diagnostics& diagnostics, const preprocess::Preprocessed& text);

// The names on '%#include' lines, without quotes or angle brackets.
std::vector<Import> included_headers(const Specification& tree);

}  // namespace onc::compiler::syntax
