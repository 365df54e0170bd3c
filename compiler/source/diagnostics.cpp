#include "source/diagnostics.h"

#include <algorithm>

namespace onc::compiler {

std::vector<Diagnostic> Diagnostics::sorted() const {
  std::vector<Diagnostic> result(found_.begin(), found_.end());
  std::stable_sort(result.begin(), result.end(),
                   [](const Diagnostic& a, const Diagnostic& b) { return a.range.begin < b.range.begin; });
  return result;
}

Diagnostic& Diagnostics::add(Severity severity, SourceRange at, std::string text) {
  if (full()) return overflow_ = {};
  errors_ += severity == Severity::error;
  return found_.emplace_back(Diagnostic{severity, at, std::move(text), {}, {}});
}

}  // namespace onc::compiler
