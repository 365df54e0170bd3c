#include "model/resolve.h"

#include <algorithm>

#include "model/analysis.h"
#include "model/builder.h"
#include "model/cpp_names.h"
#include "model/enum_values.h"
#include "model/rules.h"

namespace onc::compiler::model {

namespace {

// The one asked for, the one that the schema has if it has one only, or one named after the file.
std::string cpp_namespace(const syntax::Specification& tree, const Options& options) {
  if (!options.cpp_namespace.empty()) return options.cpp_namespace;
  const auto innermost = std::max_element(tree.namespaces.begin(), tree.namespaces.end(),
                                          [](const auto& a, const auto& b) { return a.size() < b.size(); });
  const auto is_part = [&](const std::string& path) { return (*innermost + "::").starts_with(path + "::"); };
  const bool one = innermost != tree.namespaces.end() &&
                   std::all_of(tree.namespaces.begin(), tree.namespaces.end(), is_part);
  return one && namespace_fault(*innermost).empty() ? *innermost : namespace_from_stem(options.stem);
}

}  // namespace

Model resolve(const syntax::Specification& tree, const SourceManager& sources, Options options,
              Diagnostics& diagnostics) {
  Model model;
  model.stem = options.stem;
  model.file_name = options.file_name;
  model.cpp_namespace = cpp_namespace(tree, options);
  model.definitions = std::move(options.externs.definitions);
  model.imported = model.definitions.size();
  Builder(tree, options.externs, sources, diagnostics).build(model);
  look_through_renamings(model, diagnostics);
  check_typedefs_end(model, diagnostics);
  wrap_enum_values(model, diagnostics);
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
