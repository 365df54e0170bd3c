#include "compat_command.h"

#include <fmt/format.h>

#include "compat/compare.h"

namespace onc::compiler {

std::string compare_files(const std::string& before, const std::string& after, CompileOptions options,
                          SourceManager& sources, Diagnostics& diagnostics) {
  options.path = before;
  const auto old_model = load_model(options, sources, diagnostics);
  options.path = after;
  const auto new_model = load_model(options, sources, diagnostics);
  if (!old_model || !new_model) return {};
  const std::size_t breaks = compat::compare(*old_model, *new_model, diagnostics);
  if (breaks == 0) return {};
  return fmt::format("{} change{} the wire between {} and {}", breaks, breaks == 1 ? " breaks" : "s break", before,
                     after);
}

}  // namespace onc::compiler
