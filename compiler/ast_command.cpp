#include "ast_command.h"

#include "ast/json.h"

namespace onc::compiler {

std::vector<emit::OutputFile> ast_file(const CompileOptions& options, SourceManager& sources,
                                       Diagnostics& diagnostics) {
  const std::optional<model::Model> model = load_model(options, sources, diagnostics);
  if (!model) return {};
  return {{output_stem(options.path) + ".json", ast::to_json(*model, sources)}};
}

}  // namespace onc::compiler
