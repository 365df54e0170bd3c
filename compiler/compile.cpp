#include "compile.h"

#include <filesystem>

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
  const model::Options names{.file_name = std::filesystem::path(options.path).filename().string(),
                             .stem = output_stem(options.path),
                             .cpp_namespace = options.cpp_namespace};
  const model::Model model = model::resolve(tree, sources, names, diagnostics);
  if (diagnostics.has_errors()) return {};
  return emit::output_files(model);
}

}  // namespace onc::compiler
