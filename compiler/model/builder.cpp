#include "model/builder.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "model/dialect.h"
#include "model/text_value.h"
#include "model/verbatim.h"

namespace onc::compiler::model {
namespace {

using Kind = syntax::Definition::Kind;
using TypeKind = syntax::TypeSpecifier::Kind;

Name make_name(const syntax::Name& source) { return {std::string(source.text), {}, source.range}; }

Shape shape_of(const syntax::Declaration& source) {
  switch (source.suffix) {
    case syntax::Suffix::fixed: return Shape::fixed;
    case syntax::Suffix::variable: return Shape::array;
    case syntax::Suffix::pointer: return Shape::optional;
    case syntax::Suffix::none: break;
  }
  if (source.type.kind == TypeKind::void_type) return Shape::nothing;
  return source.type.primitive == Primitive::string ? Shape::array : Shape::plain;
}

bool is_inline(TypeKind kind) {
  return kind == TypeKind::inline_enum || kind == TypeKind::inline_struct || kind == TypeKind::inline_union;
}

const syntax::Name& name_of(const syntax::Specification& tree, const syntax::Definition& source) {
  switch (source.kind) {
    case Kind::constant: return tree.constants[source.index].name;
    case Kind::type_alias: return tree.aliases[source.index].name;
    case Kind::enumeration: return tree.enums[source.index].name;
    case Kind::structure: return tree.structs[source.index].name;
    case Kind::union_type: return tree.unions[source.index].name;
    case Kind::program: break;
  }
  return tree.programs[source.index].name;
}

std::set<std::string_view> names_of_arguments(const syntax::Procedure& source) {
  std::set<std::string_view> names;
  for (const syntax::Declaration& argument : source.arguments) names.insert(argument.name.text);
  return names;
}

// Of one without a name; no other argument has it.
std::string name_of_argument(const std::set<std::string_view>& taken, std::size_t number) {
  std::string name = fmt::format("arg{}", number);
  while (taken.contains(name)) name += '_';
  return name;
}

Type type_of(const LibraryPart& part) {
  Type type{.shape = part.shape, .primitive = part.primitive};
  if (part.length != 0) type.bound = {.limit = part.length, .given = true, .cpp = std::to_string(part.length)};
  return type;
}

void document(auto& part, const syntax::Definition& source) {
  part.preamble = source.preamble;
  part.documentation = source.documentation;
}

}  // namespace

void Builder::build(Model& model) {
  DefinitionId id = model.definitions.size();
  declare(model);
  model.preamble = tree_.preamble;
  for (position_ = 0; position_ < tree_.definitions.size(); ++position_) {
    const syntax::Definition& source = tree_.definitions[position_];
    space_ = symbols_.space_of(name_of(tree_, source));
    if (source.kind == Kind::program) {
      model.programs.push_back(program(model, tree_.programs[source.index]));
      document(model.programs.back(), source);
    } else {
      define(model, source, id);
      document(model.definitions[id++], source);
    }
  }
  place_verbatim(tree_, model, symbols_.header_macros(), diagnostics_);
}

// Everything is declared before anything is built, because a file may use what it defines later.
void Builder::declare(Model& model) {
  for (std::size_t at = 0; at < tree_.definitions.size(); ++at) {
    const syntax::Definition& source = tree_.definitions[at];
    const syntax::Name& name = name_of(tree_, source);
    if (source.kind == Kind::program) {
      symbols_.declare_other(name);
      continue;
    }
    space_ = symbols_.space_of(name);
    const DefinitionId id = add(model, name, at);
    if (source.kind == Kind::constant && tree_.constants[source.index].text)
      symbols_.declare_other(name);
    else if (source.kind == Kind::constant)
      symbols_.declare_value({.name = name, .expression = &tree_.constants[source.index].value, .constant = id});
    else if (!name.text.empty())
      symbols_.declare_type(name, id);
  }
  for (const syntax::Enum& source : tree_.enums) declare_values(source);
  for (const syntax::Program& source : tree_.programs) declare_numbers(source);
}

void Builder::declare_numbers(const syntax::Program& source) {
  symbols_.declare_number(source.name, source.number);
  for (const syntax::Version& version : source.versions) {
    symbols_.declare_number(version.name, version.number);
    for (const syntax::Procedure& procedure : version.procedures)
      symbols_.declare_number(procedure.result.name, procedure.number);
  }
}

void Builder::declare_values(const syntax::Enum& source) {
  std::optional<std::size_t> previous;
  for (const syntax::Enumerator& enumerator : source.enumerators) {
    if (enumerator.name.text.empty()) continue;  // what a syntax error left
    const syntax::Expression* expression = enumerator.value ? &*enumerator.value : nullptr;
    previous = symbols_.declare_value({.name = enumerator.name, .expression = expression, .previous = previous});
  }
}

DefinitionId Builder::add(Model& model, const syntax::Name& name, std::size_t position) {
  model.definitions.push_back({.name = make_name(name), .space = space_, .body = Constant{}, .position = position});
  return model.definitions.size() - 1;
}

DefinitionId Builder::add_outside(Model& model, syntax::Name name) {
  name.scope = 0;
  const DefinitionId id = add(model, name, position_);
  model.definitions[id].space.clear();
  symbols_.declare_type(name, id);
  return id;
}

void Builder::define(Model& model, const syntax::Definition& source, DefinitionId id) {
  const std::string scope = model.definitions[id].name.schema;
  switch (source.kind) {
    case Kind::constant: model.definitions[id].body = constant(tree_.constants[source.index]); break;
    case Kind::type_alias: alias(model, tree_.aliases[source.index], id); break;
    case Kind::enumeration: model.definitions[id].body = enumeration(tree_.enums[source.index]); break;
    case Kind::structure: {
      Struct body = structure(model, tree_.structs[source.index], scope);
      model.definitions[id].body = std::move(body);
      break;
    }
    case Kind::union_type: {
      Union body = union_type(model, tree_.unions[source.index], scope);
      model.definitions[id].body = std::move(body);
      break;
    }
    case Kind::program: break;
  }
}

Constant Builder::constant(const syntax::Constant& source) {
  Constant body;
  if (source.text) {
    body.is_text = true;
    body.cpp_type = "std::string_view";
    const TextValue text = text_value(*source.text);
    if (!text.fault.empty()) diagnostics_.error(source.text_range, "{}", text.fault);
    body.text = text.bytes;
    body.cpp_value = spelled_text(text.bytes);
    return body;
  }
  const Value* declared = symbols_.find_value(source.name);
  const auto number = declared != nullptr ? symbols_.evaluate(*declared) : symbols_.evaluate(source.value);
  body.value = number.value_or(Number{});
  body.cpp_value = spelled_number(body.value, sources_.text(source.value.range));
  return body;
}

// `typedef struct {...} name` is the struct of that name, not a renaming of a nameless one.
void Builder::alias(Model& model, const syntax::Declaration& source, DefinitionId id) {
  if (is_inline(source.type.kind) && source.suffix == syntax::Suffix::none) return fill_inline(model, source.type, id);
  Alias body{type(model, source, model.definitions[id].name.schema + "_element")};
  body.renames = body.type.shape == Shape::plain;
  model.definitions[id].body = std::move(body);
}

Enum Builder::enumeration(const syntax::Enum& source) {
  Enum body;
  for (const syntax::Enumerator& enumerator : source.enumerators) {
    const Value* value = symbols_.find_value(enumerator.name);
    if (value == nullptr) continue;
    const auto number = symbols_.evaluate(*value);
    if (number) body.enumerators.push_back({make_name(enumerator.name), *number, enumerator.documentation});
  }
  return body;
}

Struct Builder::structure(Model& model, const syntax::Struct& source, const std::string& scope) {
  Struct body;
  for (const syntax::Declaration& member : source.members) {
    const std::string inner = fmt::format("{}_{}", scope, member.name.text);
    body.members.push_back({make_name(member.name), type(model, member, inner), member.documentation});
  }
  return body;
}

Union Builder::union_type(Model& model, const syntax::Union& source, const std::string& scope) {
  Union body;
  const std::string inner = fmt::format("{}_{}", scope, source.discriminant.name.text);
  body.discriminant = {make_name(source.discriminant.name), type(model, source.discriminant, inner), {}};
  for (const syntax::Case& one : source.cases) body.arms.push_back(arm(model, one, scope));
  return body;
}

Arm Builder::arm(Model& model, const syntax::Case& source, const std::string& scope) {
  Arm result;
  result.name = make_name(source.declaration.name);
  result.type = type(model, source.declaration, fmt::format("{}_{}", scope, source.declaration.name.text));
  result.documentation = source.declaration.documentation;
  result.has_default = source.default_label.has_value();
  result.range = source.default_label.value_or(source.declaration.range);
  for (const syntax::Expression& expression : source.labels) {
    if (const auto number = symbols_.evaluate(expression))
      result.labels.push_back({*number, expression.range, text(expression.range), {}});
  }
  return result;
}

Program Builder::program(Model& model, const syntax::Program& source) {
  Program result{.name = make_name(source.name), .space = space_};
  const auto number = symbols_.evaluate(source.number);
  result.number = number.value_or(Number{});
  result.numbered = number && fits_uint32(*number);
  result.cpp_number = spelled_number(result.number, sources_.text(source.number.range));
  if (number && !result.numbered)
    diagnostics_.error(source.number.range, "a program number is between 0 and 4294967295");
  for (const syntax::Version& one : source.versions) result.versions.push_back(version(model, one));
  return result;
}

void Builder::set_number(auto& part, const syntax::Expression& source, std::string_view what) {
  const auto number = symbols_.evaluate(source);
  part.numbered = number && fits_uint32(*number);
  if (part.numbered)
    part.number = static_cast<std::uint32_t>(number->magnitude);
  else if (number)
    diagnostics_.error(source.range, "a {} number is between 0 and 4294967295", what);
}

Version Builder::version(Model& model, const syntax::Version& source) {
  Version result{.name = make_name(source.name), .procedures = {}, .documentation = source.documentation};
  set_number(result, source.number, "version");
  for (const syntax::Procedure& one : source.procedures) result.procedures.push_back(procedure(model, one));
  return result;
}

Procedure Builder::procedure(Model& model, const syntax::Procedure& source) {
  Procedure result{.name = make_name(source.result.name), .documentation = source.documentation};
  const std::string& scope = result.name.schema;
  set_number(result, source.number, "procedure");
  result.result = type(model, source.result, scope + "_result");
  const std::set<std::string_view> given = names_of_arguments(source);
  for (std::size_t at = 0; at < source.arguments.size(); ++at) {
    const syntax::Declaration& argument = source.arguments[at];
    Argument made{make_name(argument.name), {}};
    if (made.name.schema.empty()) made.name.schema = name_of_argument(given, at + 1);
    made.type = type(model, argument, fmt::format("{}_{}", scope, made.name.schema));
    result.arguments.push_back(std::move(made));
  }
  const bool nothing = result.arguments.size() == 1 && result.arguments[0].type.shape == Shape::nothing;
  if (nothing) result.arguments.clear();
  return result;
}

Type Builder::type(Model& model, const syntax::Declaration& source, const std::string& scope) {
  Type result;
  result.shape = shape_of(source);
  result.range = source.type.range;
  result.primitive = source.type.primitive;
  result.of_void = source.type.kind == TypeKind::void_type;
  if (source.type.kind == TypeKind::named)
    named(model, result, source.type);
  else if (is_inline(source.type.kind))
    result.target = result.spelled = inline_type(model, source.type, scope);
  if (source.bound) result.bound = bound(source);
  return result;
}

void Builder::named(Model& model, Type& type, const syntax::TypeSpecifier& source) {
  if (const auto id = symbols_.find_type(source.name))
    type.target = type.spelled = *id;
  else if (const auto imported = imported_type(source.name))
    type.target = type.spelled = *imported;
  else if (const auto primitive = outside_primitive(source.name))
    type.primitive = *primitive;
  else if (const DefinitionId made = library_definition(model, source.name); made != no_definition)
    type.target = type.spelled = made;
  else if (is_of_any_size(source.name))
    report_any_size(source.name);
  else if (const DefinitionId found = extern_definition(model, source.name); found != no_definition)
    type.target = type.spelled = found;
  else
    symbols_.report_unknown_type(source.name);
}

void Builder::report_any_size(const syntax::Name& name) {
  if (!symbols_.warn_once(name.text)) return;
  diagnostics_.error(name.range, "'{}' has four bytes in some implementations and eight in others", name.text)
      .suggest(fmt::format("%#define xdr_{0} xdr_u_int, or a typedef of {0}, says how many it has here", name.text));
}

std::optional<DefinitionId> Builder::imported_type(const syntax::Name& name) const {
  const auto found = externs_.interfaces.find(name.text);
  const bool missing = found == externs_.interfaces.end();
  const bool hidden = missing || externs_.types.contains(name.text) || symbols_.is_declared(name);
  return hidden ? std::nullopt : std::optional(found->second);
}

// What the command line declares goes before what a '%#define xdr_NAME' says, and that before what is known of others.
std::optional<Primitive> Builder::outside_primitive(const syntax::Name& name) {
  if (externs_.types.contains(name.text) || symbols_.is_declared(name)) return std::nullopt;
  const auto coded = symbols_.header_macros().coding(name.text);
  return coded ? coded : dialect_primitive(name.text);
}

DefinitionId Builder::library_definition(Model& model, const syntax::Name& name) {
  const LibraryType parts = symbols_.is_declared(name) ? LibraryType{} : library_type(name.text);
  if (parts.empty()) return no_definition;
  const DefinitionId id = add_outside(model, name);
  if (parts.front().name.empty()) {
    model.definitions[id].body = Alias{.type = type_of(parts.front())};
    return id;
  }
  Struct body;
  for (const LibraryPart& part : parts) body.members.push_back({{std::string(part.name), {}, {}}, type_of(part), {}});
  model.definitions[id].body = std::move(body);
  return id;
}

DefinitionId Builder::extern_definition(Model& model, const syntax::Name& name) {
  const auto known = externs_.types.find(name.text);
  const bool declared = known != externs_.types.end();
  const bool possible = declared || includes_headers_ || passthrough_code_.declares(name.text);
  if (symbols_.is_declared(name) || !possible) return no_definition;
  if (!declared && !externs_.incomplete) warn_of_outside_type(name);
  const DefinitionId id = add_outside(model, name);
  model.definitions[id].body = declared ? known->second : ExternType{.cpp = fmt::format("::{}", name.text)};
  return id;
}

void Builder::warn_of_outside_type(const syntax::Name& name) {
  if (passthrough_code_.declares(name.text))
    diagnostics_
        .warning(Warning::extern_name, name.range,
                 "'{}' is C++ of a '%' line, which needs encode and decode for it, too", name.text)
        .suggest(fmt::format("--extern-type {0}=::{0} says that they are there", name.text));
  else
    diagnostics_
        .warning(Warning::extern_name, name.range,
                 "'{}' is not declared here, so a header of a '%' line is taken to do it", name.text)
        .suggest(fmt::format("--extern-type {}=cpp::Type:header.h says so; header.h needs encode and decode for it",
                             name.text));
}

DefinitionId Builder::inline_type(Model& model, const syntax::TypeSpecifier& source, const std::string& name) {
  const DefinitionId id = add(model, {{}, source.range}, position_);
  model.definitions[id].name.schema = name;
  fill_inline(model, source, id);
  return id;
}

void Builder::fill_inline(Model& model, const syntax::TypeSpecifier& source, DefinitionId id) {
  const std::string scope = model.definitions[id].name.schema;
  if (source.kind == TypeKind::inline_enum) {
    model.definitions[id].body = enumeration(tree_.enums[source.inline_index]);
  } else if (source.kind == TypeKind::inline_struct) {
    Struct body = structure(model, tree_.structs[source.inline_index], scope);
    model.definitions[id].body = std::move(body);
  } else {
    Union body = union_type(model, tree_.unions[source.inline_index], scope);
    model.definitions[id].body = std::move(body);
  }
}

// A bound may be given by a macro or a constant of a header; nothing but its name is known then.
bool Builder::is_outside_constant(const syntax::Expression& expression) {
  const auto* name = expression.steps.size() == 1 ? std::get_if<syntax::Name>(&expression.steps.front()) : nullptr;
  if (name == nullptr || !includes_headers_ || symbols_.is_known_value(*name)) return false;
  if (symbols_.warn_once(name->text) && !externs_.incomplete)
    diagnostics_
        .warning(Warning::extern_name, name->range,
                 "'{}' is not declared here, so a header of a '%' line is taken to do it", name->text)
        .suggest(fmt::format("const {} = ...; or -D {}=... gives its value", name->text, name->text));
  return true;
}

Bound Builder::bound(const syntax::Declaration& source) {
  Bound result{.limit = 0, .given = true, .cpp = {}};
  const syntax::Expression& expression = *source.bound;
  if (is_outside_constant(expression)) {
    result.cpp = text(expression.range);
    result.from_header = true;
    return result;
  }
  const auto number = symbols_.evaluate(expression);
  if (!number) return result;
  if (!fits_uint32(*number)) {
    diagnostics_.error(expression.range, "{} {} is not between 0 and 4294967295",
                       source.suffix == syntax::Suffix::fixed ? "size" : "bound", to_string(*number));
    return result;
  }
  result.limit = static_cast<std::uint32_t>(number->magnitude);
  result.cpp = spelled_number(*number, sources_.text(expression.range));
  if (expression.steps.size() == 1)
    if (const auto* name = std::get_if<syntax::Name>(&expression.steps.front()))
      if (const Value* value = symbols_.find_value(*name)) result.constant = value->constant;
  return result;
}

}  // namespace onc::compiler::model
