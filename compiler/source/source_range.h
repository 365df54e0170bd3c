#pragma once

#include <cstdint>

namespace onc::compiler {

// Bytes [begin, end) in the one address space that SourceManager lays all texts out in. Which file, line and column
// that is gets computed only when something is printed.
struct SourceRange {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  friend bool operator==(const SourceRange&, const SourceRange&) = default;
};

}  // namespace onc::compiler
