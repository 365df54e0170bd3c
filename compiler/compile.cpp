#include "compile.h"

#include <filesystem>

#include "externs.h"
#include "model/resolve.h"
#include "syntax/parse.h"

namespace onc::compiler {

std::string output_stem(const std::string& path) { return std::filesystem::path(path).stem().string(); }

std::vector<emit::OutputFile> compile(const CompileOptions& options, SourceManager& sources, Diagnostics& diagnostics) {
  const SourceManager::Loaded loaded = sources.load(options.path);
  if (!loaded.error.empty()) {
    diagnostics.error({}, "cannot read '{}': {}", options.path, loaded.error);
    return {};
  }
  const auto text = preprocess::preprocess(loaded.range, options.preprocessor, sources, diagnostics);
  if (text.failed) return {};
  const syntax::Specification tree = syntax::parse(sources, diagnostics, text);
  model::Externs externs;
  for (const std::string& one : options.extern_types)
    if (auto declared = parse_extern_type(one)) externs.types.insert(*std::move(declared));
  externs.merge(externs_of_headers(tree, options.path, options.preprocessor, sources));
  const model::Options names{.file_name = std::filesystem::path(options.path).filename().string(),
                             .stem = output_stem(options.path),
                             .cpp_namespace = options.cpp_namespace,
                             .externs = std::move(externs)};
  const model::Model model = model::resolve(tree, sources, names, diagnostics);
  if (diagnostics.has_errors()) return {};
  return emit::output_files(model);
}

}  // namespace onc::compiler
