#include "model/resolve.h"

#include "model/analysis.h"
#include "model/builder.h"
#include "model/cpp_names.h"
#include "model/rules.h"

namespace onc::compiler::model {

Model resolve(const syntax::Specification& tree, const SourceManager& sources, const Options& options,
              Diagnostics& diagnostics) {
  Model model;
  model.stem = options.stem;
  model.file_name = options.file_name;
  model.cpp_namespace = options.cpp_namespace.empty() ? namespace_from_stem(options.stem) : options.cpp_namespace;
  Builder(tree, options.externs, sources, diagnostics).build(model);
  look_through_renamings(model, diagnostics);
  check_typedefs_end(model, diagnostics);
  find_lists(model);
  find_recursion(model);
  check_finite(model, diagnostics);
  check_rules(model, diagnostics);
  if (diagnostics.has_errors()) return model;
  decide_order(model);
  decide_cpp_names(model);
  decide_cpp_types(model);
  return model;
}

}  // namespace onc::compiler::model
