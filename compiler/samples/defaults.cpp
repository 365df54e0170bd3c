#include "samples/defaults.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <variant>

#include <fmt/format.h>

#include "model/cpp_names.h"
#include "model/uses.h"

namespace onc::compiler::samples {
namespace {

using model::Type;

// Arrays of arrays of arrays: nobody needs more, and it keeps hostile files from nesting without an end.
constexpr std::size_t max_nesting = 16;

const model::Type* alias_behind(const model::Model& model, const Type& type) {
  const auto* alias = model.get<model::Alias>(type.target);
  return alias != nullptr ? &alias->type : nullptr;
}

// Empty for what is no number.
std::string_view zero(syntax::Primitive primitive) {
  using enum syntax::Primitive;
  switch (primitive) {
    case boolean: return "false";
    case int8:
    case uint8:
    case int16:
    case uint16:
    case int32:
    case uint32:
    case int64:
    case uint64: return "0";
    case float32: return "0.0F";
    case float64: return "0.0";
    case quadruple:
    case string:
    case opaque:
    case none: break;
  }
  return {};
}

}  // namespace

Defaults::Defaults(const model::Model& model, Names& names)
    : model_(model), complete_(names.take("complete")), incomplete_(model.definitions.size()) {
  while (elements_.size() < max_nesting) elements_.push_back(names.take("element"));
  // What is held in place stands in front of its holder, and of lists it is enough that they are lists.
  for (const model::DefinitionId id : model.order) incomplete_[id] = find_incomplete(model.definitions[id]);
}

std::string Defaults::value(const Type& type) const {
  if (type.shape != model::Shape::plain) return type.cpp + "{}";
  if (const std::string_view number = zero(type.primitive); !number.empty()) return std::string(number);
  const auto* enumeration = model_.get<model::Enum>(type.target);
  const auto is_zero = [](const model::Enumerator& one) { return one.value.magnitude == 0; };
  if (enumeration == nullptr) return type.cpp + "{}";
  const auto& all = enumeration->enumerators;
  const auto at = std::find_if(all.begin(), all.end(), is_zero);
  return type.cpp + "::" + (at != all.end() ? *at : all.front()).name.cpp;
}

std::string Defaults::variable(const Type& type, const std::string& name) const {
  const std::string initial = value(type);
  return fmt::format("{} {}{};", type.cpp, name, initial.ends_with("{}") ? "{}" : " = " + initial);
}

bool Defaults::needs_completion(const Type& type) const {
  return model::holds_target(type) && (type.of_list || incomplete_[type.target]);
}

bool Defaults::find_incomplete(const model::Definition& definition) const {
  const std::vector<const Type*> uses = held(definition);
  return std::any_of(uses.begin(), uses.end(), [this](const Type* one) { return needs_completion(*one); });
}

std::vector<const Type*> Defaults::held(const model::Definition& definition) const {
  std::vector<const Type*> uses;
  if (const auto* alias = std::get_if<model::Alias>(&definition.body)) uses.push_back(&alias->type);
  if (const auto* structure = std::get_if<model::Struct>(&definition.body))
    for (const model::Member& one : structure->members) uses.push_back(&one.type);
  if (const auto* body = std::get_if<model::Union>(&definition.body))
    uses.push_back(&body->arms[body->initial_arm].type);
  return uses;
}

void Defaults::complete(const Type& type, const std::string& value, emit::Emitter& out) const {
  if (!needs_completion(type)) return;
  const Type* inner = &type;
  std::string loops;
  std::string element = value;
  for (const std::string& next : elements_) {
    if (inner->shape == model::Shape::fixed) {
      loops += fmt::format("for (auto& {} : {}) ", next, element);
      element = next;
    }
    const Type* behind = inner->of_list ? nullptr : alias_behind(model_, *inner);
    if (behind == nullptr) return out.line(loops + statement(*inner, element));
    inner = behind;
  }
}

std::string Defaults::statement(const Type& type, const std::string& value) const {
  if (!type.of_list) return fmt::format("{}({});", complete_, value);
  const std::string list = value.starts_with('*') ? "(" + value + ")" : value;
  if (!incomplete_[type.target]) return list + ".resize(1);";
  return fmt::format("{}({}.emplace_back());", complete_, list);
}

std::vector<model::DefinitionId> Defaults::called(const std::vector<const Type*>& types) const {
  std::vector<bool> seen(model_.definitions.size());
  std::vector<model::DefinitionId> result;
  std::vector<const Type*> waiting = types;
  while (!waiting.empty()) {
    const Type& type = *waiting.back();
    waiting.pop_back();
    if (!needs_completion(type) || !incomplete_[type.target] || seen[type.target]) continue;
    seen[type.target] = true;
    if (model_.get<model::Alias>(type.target) == nullptr) result.push_back(type.target);
    for (const Type* one : held(model_.definitions[type.target])) waiting.push_back(one);
  }
  return result;
}

std::string Defaults::signature(model::DefinitionId id) const {
  return fmt::format("void {}({}& value)", complete_, model::spelled_from(model_, id, ""));
}

void Defaults::functions(const std::vector<const Type*>& types, emit::Emitter& out) const {
  const std::vector<model::DefinitionId> ids = called(types);
  if (ids.empty()) return;
  out.gap();
  out.line("// Lists that stand in a struct by value have at least one element.");
  if (ids.size() > 1)
    for (const model::DefinitionId id : ids) out.line(signature(id) + ";");
  for (const model::DefinitionId id : ids)
    out.emit({{"signature", signature(id)}, {"body", [&] { body(id, out); }}}, R"(
      $signature$ {
        $body$
      }
    )");
}

void Defaults::body(model::DefinitionId id, emit::Emitter& out) const {
  const model::Definition& definition = model_.definitions[id];
  if (const auto* structure = std::get_if<model::Struct>(&definition.body))
    for (const model::Member& one : structure->members) complete(one.type, "value." + one.name.cpp, out);
  if (const auto* choice = std::get_if<model::Union>(&definition.body)) {
    const model::Arm& initial = choice->arms[choice->initial_arm];
    complete(initial.type, fmt::format("*value.{}()", initial.name.cpp), out);
  }
}

}  // namespace onc::compiler::samples
