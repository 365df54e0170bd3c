#include "model/resolve.h"

#include <algorithm>
#include <optional>
#include <string>

#include "model/analysis.h"
#include "model/builder.h"
#include "model/cpp_names.h"
#include "model/enum_values.h"
#include "model/rules.h"
#include "model/views.h"

namespace onc::compiler::model {

namespace {

// The one namespace that the schema has, if it has one only: all others are around it.
std::optional<std::string> only_namespace(const syntax::Specification& tree) {
  const auto innermost = std::max_element(tree.namespaces.begin(), tree.namespaces.end(),
                                          [](const auto& a, const auto& b) { return a.size() < b.size(); });
  const auto is_part = [&](const std::string& path) { return (*innermost + "::").starts_with(path + "::"); };
  const bool one =
      innermost != tree.namespaces.end() && std::all_of(tree.namespaces.begin(), tree.namespaces.end(), is_part);
  return one ? std::optional(*innermost) : std::nullopt;
}

// The one asked for, the one that the schema has if it has one only, or one named after the file.
std::string cpp_namespace(const std::optional<std::string>& only, const Options& options) {
  if (!options.cpp_namespace.empty()) return options.cpp_namespace;
  return only && namespace_fault(*only).empty() ? *only : namespace_from_stem(options.stem);
}

// Several namespaces of the schema are as many in C++, within the one asked for. If C++ cannot have one of them, all
// names share a single namespace.
void decide_namespaces(const syntax::Specification& tree, const Options& options, Model& model) {
  const std::optional<std::string> only = only_namespace(tree);
  model.cpp_namespace = cpp_namespace(only, options);
  const std::string outer = options.cpp_namespace.empty() ? "" : options.cpp_namespace + "::";
  const bool all_fit = std::all_of(tree.namespaces.begin(), tree.namespaces.end(),
                                   [&](const auto& path) { return namespace_fault(outer + path).empty(); });
  const auto decide = [&](auto& part) {
    part.cpp_namespace = only || !all_fit || part.space.empty() ? model.cpp_namespace : outer + part.space;
  };
  for (Definition& one : model.own()) decide(one);
  for (Program& one : model.programs) decide(one);
}

}  // namespace

Model resolve(const syntax::Specification& tree, const SourceManager& sources, Options options,
              Diagnostics& diagnostics) {
  Model model;
  model.stem = options.stem;
  model.file_name = options.file_name;
  model.definitions = std::move(options.externs.definitions);
  model.imported = model.definitions.size();
  Builder(tree, options.externs, sources, diagnostics).build(model);
  decide_namespaces(tree, options, model);
  look_through_renamings(model, diagnostics);
  check_typedefs_end(model, diagnostics);
  wrap_enum_values(model, diagnostics);
  find_lists(model);
  find_recursion(model);
  check_finite(model, diagnostics);
  check_rules(model, diagnostics);
  if (diagnostics.has_errors()) return model;
  add_views(model, options.views, diagnostics);
  decide_order(model);
  decide_cpp_names(model);
  decide_cpp_types(model);
  return model;
}

}  // namespace onc::compiler::model
