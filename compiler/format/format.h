#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "source/diagnostics.h"
#include "source/source_manager.h"

namespace onc::compiler::format {

constexpr std::size_t max_text = 4u << 20;

// The text of an interface file in canonical layout. It has the same code, comments, '%' lines and directives in the
// same order, and is its own canonical layout; both are checked each time. Without a result, `diagnostics` says why.
std::optional<std::string> formatted(SourceRange file, const SourceManager& sources, Diagnostics& diagnostics);

}  // namespace onc::compiler::format
