#include "format_command.h"

#include <cstdio>
#include <filesystem>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "format/format.h"
#include "output.h"

namespace onc::compiler {
namespace {

using Files = std::vector<emit::OutputFile>;

struct Formatted {
  SourceRange file{};
  std::string text{};
};

std::optional<Formatted> format_file(const std::string& path, SourceManager& sources, Diagnostics& diagnostics) {
  const SourceManager::Loaded loaded = sources.load(path);
  if (!loaded.error.empty()) {
    diagnostics.error({}, "cannot read '{}': {}", path, loaded.error);
    return std::nullopt;
  }
  auto text = format::formatted(loaded.range, sources, diagnostics);
  if (!text) return std::nullopt;
  return Formatted{loaded.range, *std::move(text)};
}

std::string write_to_standard_output(std::string_view text) {
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  return written && std::fflush(stdout) == 0 ? "" : "cannot write to standard output";
}

// With every link followed, so that it is not the link that is replaced. It has a folder, as write_files() wants it.
std::string real_path(const std::string& path) {
  std::error_code unknown;
  const std::filesystem::path target = std::filesystem::weakly_canonical(path, unknown);
  return unknown ? path : target.string();
}

// The inputs, each once, however many names it has.
std::vector<std::string> distinct(const std::vector<std::string>& paths) {
  std::set<std::string> seen;
  std::vector<std::string> result;
  for (const std::string& path : paths)
    if (seen.insert(real_path(path)).second) result.push_back(path);
  return result;
}

void list_unformatted(const FormatRequest& request, const std::string& path, SourceRange file,
                      Diagnostics& diagnostics) {
  const std::string text = fmt::format("is not formatted; run idlc --format {}", path);
  if (request.json)
    diagnostics.error({file.begin, file.begin}, "{}", text);
  else
    fmt::print(stderr, "{}: {}\n", path, text);
}

}  // namespace

FormatOutcome format_files(const FormatRequest& request, SourceManager& sources, Diagnostics& diagnostics) {
  FormatOutcome outcome;
  Files outputs;
  for (const std::string& path : distinct(request.inputs)) {
    auto result = format_file(path, sources, diagnostics);
    if (!result) continue;
    const bool is_canonical = sources.text(result->file) == result->text;
    if (request.check && !is_canonical) {
      list_unformatted(request, path, result->file, diagnostics);
      outcome.clean = false;
    }
    if (!is_canonical || !request.output.empty())
      outputs.push_back({real_path(request.output.empty() ? path : request.output), std::move(result->text)});
  }
  if (request.check || diagnostics.has_errors() || outputs.empty()) return outcome;
  outcome.write_error =
      request.output == "-" ? write_to_standard_output(outputs.front().text) : write_files("", outputs);
  return outcome;
}

}  // namespace onc::compiler
