#include "import_names.h"

namespace onc::compiler {
namespace {

void add(const syntax::Name& name, WantedNames& names) {
  if (!name.text.empty()) names.try_emplace(name.text, name.range);
}

void add(const syntax::Expression& expression, WantedNames& names) {
  for (const auto& step : expression.steps)
    if (const auto* name = std::get_if<syntax::Name>(&step)) add(*name, names);
}

void add(const syntax::Declaration& declaration, WantedNames& names) {
  if (declaration.type.kind == syntax::TypeSpecifier::Kind::named) add(declaration.type.name, names);
  if (declaration.bound) add(*declaration.bound, names);
}

void add(const syntax::Enum& body, WantedNames& names) {
  for (const syntax::Enumerator& one : body.enumerators)
    if (one.value) add(*one.value, names);
}

void add(const syntax::Union& body, WantedNames& names) {
  add(body.discriminant, names);
  for (const syntax::Case& one : body.cases) {
    for (const syntax::Expression& label : one.labels) add(label, names);
    add(one.declaration, names);
  }
}

void add(const syntax::Program& program, WantedNames& names) {
  add(program.number, names);
  for (const syntax::Version& version : program.versions) {
    add(version.number, names);
    for (const syntax::Procedure& procedure : version.procedures) {
      add(procedure.number, names);
      add(procedure.result, names);
      for (const syntax::Declaration& argument : procedure.arguments) add(argument, names);
    }
  }
}

}  // namespace

std::set<std::string_view> declared_names(const syntax::Specification& tree) {
  std::set<std::string_view> names;
  const auto add_all = [&](const auto& named) {
    for (const auto& one : named) names.insert(one.name.text);
  };
  add_all(tree.constants);
  add_all(tree.aliases);
  add_all(tree.enums);
  for (const syntax::Enum& one : tree.enums) add_all(one.enumerators);
  add_all(tree.structs);
  add_all(tree.unions);
  return names;
}

WantedNames wanted_names(const syntax::Specification& tree) {
  WantedNames names;
  for (const syntax::Constant& one : tree.constants) add(one.value, names);
  for (const syntax::Declaration& one : tree.aliases) add(one, names);
  for (const syntax::Enum& one : tree.enums) add(one, names);
  for (const syntax::Struct& one : tree.structs)
    for (const syntax::Declaration& member : one.members) add(member, names);
  for (const syntax::Union& one : tree.unions) add(one, names);
  for (const syntax::Program& one : tree.programs) add(one, names);
  for (const std::string_view own : declared_names(tree)) names.erase(own);
  return names;
}

}  // namespace onc::compiler
