#pragma once

#include "source/source_manager.h"
#include "syntax/tree.h"

namespace onc::compiler::syntax {

// Gives each comment to the part of the file that it is about: the one it stands behind on the same line, the one it
// stands in, or the next. What stands alone, an empty line away from the next definition, is that one's preamble, or
// the file's.
void attach_comments(Specification& tree, const SourceManager& sources);

}  // namespace onc::compiler::syntax
