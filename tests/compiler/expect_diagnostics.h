// Diagnostics as annotations: an interface text says on each line what is wrong with it.
#pragma once

#include <string_view>

#include "compiled.h"

namespace onc::compiler::test {

// Compiles `text` and compares its diagnostics with the comments `// error: ...` and `// warning: ...` at the ends of
// its lines, in both directions. Several for one line are separated by ` // `; those that are too long for it stand
// alone above it. `// note: ...` is a note that belongs to some diagnostic and stands at its own line. Without any
// annotation the text must compile.
void expect_diagnostics(std::string_view text, const CompileOptions& options = {}, const Files& others = {},
                        WarningOptions warnings = {});

}  // namespace onc::compiler::test
