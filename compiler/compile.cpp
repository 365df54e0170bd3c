#include "compile.h"

#include <algorithm>
#include <filesystem>
#include <string_view>

#include <fmt/format.h>

#include "externs.h"
#include "model/resolve.h"
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
  // Letters that turn the order of text around make compilers warn.
  for (const std::string_view part : {"\xe2\x80\x8e", "\xe2\x80\x8f", "\xe2\x80\xaa", "\xe2\x80\xab", "\xe2\x80\xac",
                                      "\xe2\x80\xad", "\xe2\x80\xae", "\xe2\x81\xa6", "\xe2\x81\xa7", "\xe2\x81\xa8",
                                      "\xe2\x81\xa9"})
    if (stem.find(part) != std::string::npos) return "the file's name has letters that change the direction of text";
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
  model::Externs externs;
  for (const std::string& one : options.extern_types)
    if (auto declared = parse_extern_type(one)) externs.types.insert(*std::move(declared));
  externs.merge(externs_of_headers(tree, options.path, options.preprocessor, sources));
  const model::Options names{.file_name = std::filesystem::path(options.path).filename().string(),
                             .stem = output_stem(options.path),
                             .cpp_namespace = options.cpp_namespace,
                             .externs = std::move(externs)};
  model::Model model = model::resolve(tree, sources, names, diagnostics);
  if (diagnostics.has_errors()) return std::nullopt;
  return model;
}

std::vector<emit::OutputFile> compile(const CompileOptions& options, SourceManager& sources, Diagnostics& diagnostics) {
  const std::optional<model::Model> model = load_model(options, sources, diagnostics);
  return model ? emit::output_files(*model) : std::vector<emit::OutputFile>{};
}

}  // namespace onc::compiler
