#include "emit/views.h"

#include <algorithm>

#include <fmt/format.h>

#include "emit/runs.h"
#include "emit/union_parts.h"
#include "model/uses.h"

namespace onc::compiler::emit {
namespace {

using model::Definition;
using model::DefinitionId;
using model::Model;
using model::Primitive;
using model::Shape;
using model::Type;

Type element_of(Type use) {
  use.shape = Shape::plain;
  return use;
}

// A use of the elements that an array, a list or an optional has.
bool has_elements(const Type& use) { return use.shape != Shape::plain && use.shape != Shape::nothing; }

std::string length(const Type& use) {
  return use.bound.cpp.empty() ? std::to_string(use.bound.limit) : use.bound.cpp;
}

}  // namespace

std::vector<std::string> unknown_views(const Model& model, const ViewSelection& selection) {
  std::vector<std::string> unknown;
  for (const std::string& name : selection.types) {
    const auto is_it = [&](const Definition& one) { return one.is_type() && one.name.schema == name; };
    if (std::none_of(model.own().begin(), model.own().end(), is_it)) unknown.push_back(name);
  }
  return unknown;
}

Views::Views(const Model& model, const ViewSelection& selection) : model_(model), names_(model.definitions.size()) {
  for (DefinitionId id = model.imported; id < model.definitions.size(); ++id) {
    const std::string& name = model.definitions[id].name.schema;
    const bool named = std::find(selection.types.begin(), selection.types.end(), name) != selection.types.end();
    if (selection.all || named) choose(id);
  }
  name_all();
}

// A type, and all that its view consists of. Types of other files are read as they are.
void Views::choose(DefinitionId id) {
  if (id < model_.imported) return;
  const Definition& definition = model_.definitions[id];
  const auto* alias = std::get_if<model::Alias>(&definition.body);
  if (alias != nullptr && alias->renames) return choose(alias->type);
  const bool viewed = alias != nullptr || model_.get<model::Struct>(id) != nullptr || model_.get<model::Union>(id) != nullptr;
  if (!viewed || is_plain({.shape = Shape::plain, .target = id}) || !chosen_.insert(id).second) return;
  model::for_each_use(definition, [&](const Type& use) { choose(use); });
}

void Views::choose(const Type& use) {
  const Type& type = behind_aliases(model_, use);
  if (type.target == model::no_definition) return;
  if (has_elements(type) && model_.get<model::Alias>(type.target) != nullptr) return choose_element(type);
  choose(type.target);
}

// Elements with bounds of their own need a type that has them.
void Views::choose_element(const Type& use) { choose(use.target); }

void Views::name_all() {
  std::set<std::string> taken;
  for (const Definition& one : model_.definitions) {
    taken.insert(one.name.cpp);
    if (const auto* body = std::get_if<model::Enum>(&one.body))
      for (const model::Enumerator& enumerator : body->enumerators) taken.insert(enumerator.name.cpp);
  }
  for (const model::Program& program : model_.programs) taken.insert(program.name.cpp);
  for (const DefinitionId id : chosen_) {
    std::string& name = names_[id];
    for (name = model_.definitions[id].name.cpp + "_view"; !taken.insert(name).second;) name += '_';
  }
}

const std::string& Views::name(DefinitionId id) const { return names_[id]; }

// A value that a view holds as it is: numbers, enumerators, bools, and structs of these.
bool Views::is_plain(const Type& use) const {
  const Type& type = behind_aliases(model_, use);
  if (type.shape != Shape::plain || type.of_list) return false;
  if (type.target == model::no_definition) return is_fixed_value(model_, type);
  if (model_.get<model::Enum>(type.target) != nullptr) return true;
  const auto* body = model_.get<model::Struct>(type.target);
  if (body == nullptr || body->link || model_.definitions[type.target].recursive || body->members.empty()) return false;
  return std::all_of(body->members.begin(), body->members.end(),
                     [&](const model::Member& member) { return is_plain(member.type); });
}

// An element of a NumbersView: not one without bytes, which has no place of its own to be found at.
bool Views::is_number(const Type& use) const {
  const Type& type = behind_aliases(model_, element_of(use));
  const bool no_bytes = type.shape == Shape::fixed && type.bound.limit == 0;
  return !use.of_list && !no_bytes && is_fixed_value(model_, type);
}

std::string Views::element_type(const Type& use) const {
  if (use.target == model::no_definition) return use.element_cpp;
  const std::string one = has(use.target) ? spelled_view(use) : use.target_cpp;
  return use.of_list && use.shape != Shape::optional ? fmt::format("onc::xdr::ListView<{}>", one) : one;
}

// The view's name where the type's own name is spelled: in the namespace that goes with it.
std::string Views::spelled_view(const Type& use) const {
  const std::size_t colons = use.target_cpp.rfind("::");
  return (colons == std::string::npos ? "" : use.target_cpp.substr(0, colons + 2)) + names_[use.target];
}

std::string Views::type(const Type& use) const {
  const Type& type = behind_aliases(model_, use);
  if (model::is_bytes(type))
    return type.primitive == Primitive::string ? "std::string_view" : "std::span<const std::byte>";
  switch (type.shape) {
    case Shape::nothing:
    case Shape::plain: break;
    case Shape::fixed:
    case Shape::array:
      if (is_number(type)) return fmt::format("onc::xdr::NumbersView<{}>", type.element_cpp);
      return fmt::format("onc::xdr::ArrayView<{}>", element_type(type));
    case Shape::optional:
      if (type.of_list) return fmt::format("onc::xdr::ListView<{}>", element_type(type));
      return fmt::format("{}<{}>", type.recursive ? "onc::xdr::LazyView" : "std::optional", element_type(type));
  }
  return type.target == model::no_definition ? type.cpp : element_type(type);
}

std::string Views::field(const Type& use, const std::string& value) const {
  const Type& type = behind_aliases(model_, use);
  if (model::is_bytes(type) && type.shape == Shape::fixed)
    return fmt::format("onc::xdr::FixedBytes<{}>{{{}}}", length(type), value);
  if (model::is_bytes(type)) return field_of(model_, type, value);
  if (type.shape == Shape::plain && is_fixed_value(model_, type)) return value;
  return type.shape == Shape::optional && is_plain(element_of(type)) ? field_of(model_, type, value) : "";
}

std::string Views::expression(const Type& use, const std::string& in, const std::string& value) const {
  const Type& type = behind_aliases(model_, use);
  if (const std::string one = field(type, value); !one.empty()) return fmt::format("{}.fields(\"\", {})", in, one);
  switch (type.shape) {
    case Shape::nothing: return "true";
    case Shape::plain: break;
    case Shape::fixed: return fmt::format("{}.fixed({}, {})", in, value, length(type));
    case Shape::array:
      if (is_number(type)) return fmt::format("{}.array({}, {})", in, value, type.bound.cpp);
      return fmt::format("{}.array({}, {}, {})", in, value, type.bound.cpp, type.element_size);
    case Shape::optional: return fmt::format("{}.{}({})", in, type.of_list ? "list" : "optional", value);
  }
  return type.of_list ? fmt::format("{}.chain({})", in, value) : fmt::format("decode({}, {})", in, value);
}

}  // namespace onc::compiler::emit
