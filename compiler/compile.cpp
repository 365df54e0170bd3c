#include "compile.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <string_view>

#include <fmt/format.h>

#include "emit/json_files.h"
#include "externs.h"
#include "imports.h"
#include "model/resolve.h"
#include "source/utf8.h"
#include "syntax/parse.h"

namespace onc::compiler {

std::string output_stem(const std::string& path) { return std::filesystem::path(path).stem().string(); }

std::string stem_fault(const std::string& path) {
  const std::string stem = output_stem(path);
  const auto is_control = [](unsigned char c) { return c < 0x20 || c == 0x7f; };
  if (std::any_of(stem.begin(), stem.end(), is_control)) return "the file's name has control characters";
  for (const std::string_view part : {"\"", "\\", "??"})
    if (stem.find(part) != std::string::npos)
      return fmt::format("the file's name has {}, which C++ cannot include", part);
  for (std::string_view rest = stem; !rest.empty();) {
    const std::size_t length = std::max<std::size_t>(utf8_length(rest), 1);
    if (turns_direction(rest.substr(0, length))) return "the file's name has letters that change the direction of text";
    rest.remove_prefix(length);
  }
  return {};
}

std::optional<model::Model> load_model(const CompileOptions& options, SourceManager& sources,
                                       Diagnostics& diagnostics) {
  const SourceManager::Loaded loaded = sources.load(options.path);
  if (!loaded.error.empty()) {
    diagnostics.error({}, "cannot read '{}': {}", options.path, loaded.error);
    return std::nullopt;
  }
  const auto text = preprocess::preprocess(loaded.range, options.preprocessor, sources, diagnostics);
  if (text.failed) return std::nullopt;
  const syntax::Specification tree = syntax::parse(sources, diagnostics, text);
  ExternTypes types;
  for (const std::string& one : options.extern_types)
    if (auto declared = parse_extern_type(one)) types.insert(*std::move(declared));
  Imports imports(options.preprocessor, types, sources, diagnostics);
  model::Options names{.file_name = std::filesystem::path(options.path).filename().string(),
                       .stem = output_stem(options.path),
                       .cpp_namespace = options.cpp_namespace,
                       .externs = imports.externs_of(tree, options.path),
                       .views = options.views};
  if (imports.is_circular()) return std::nullopt;
  model::Model model = model::resolve(tree, sources, std::move(names), diagnostics);
  if (diagnostics.has_errors()) return std::nullopt;
  model.async_services = options.async_services;
  return model;
}

std::vector<emit::OutputFile> compile(const CompileOptions& options, SourceManager& sources, Diagnostics& diagnostics) {
  const std::optional<model::Model> model = load_model(options, sources, diagnostics);
  if (!model) return {};
  std::vector<emit::OutputFile> files = emit::output_files(*model);
  if (options.json) std::ranges::move(emit::json_files(*model), std::back_inserter(files));
  return files;
}

}  // namespace onc::compiler
