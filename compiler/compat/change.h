#pragma once

#include <string>
#include <vector>

#include "source/source_range.h"

namespace onc::compiler::compat {

// The places of one thing in both files. One that has no counterpart stands at the one place only.
struct Ranges {
  SourceRange before{}, after{};
};

// What is different, and whether that breaks the wire or is an addition which only old peers refuse.
struct Change {
  Ranges ranges{};
  std::string text{};
  bool breaks = true;
};
using Changes = std::vector<Change>;

}  // namespace onc::compiler::compat
