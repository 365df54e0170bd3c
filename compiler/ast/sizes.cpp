#include "ast/sizes.h"

#include <algorithm>
#include <limits>

#include "model/uses.h"

namespace onc::compiler::ast {
namespace {

using model::Shape;
using Size = std::optional<std::uint64_t>;

constexpr std::uint64_t maximum = std::numeric_limits<std::uint64_t>::max();

Size sum(Size left, Size right) {
  if (!left || !right || *left > maximum - *right) return std::nullopt;
  return *left + *right;
}

Size product(Size left, std::uint64_t right) {
  if (!left || (right != 0 && *left > maximum / right)) return std::nullopt;
  return *left * right;
}

}  // namespace

Sizes::Sizes(const model::Model& model) : most_(model.definitions.size()) {
  for (const model::DefinitionId id : model.imported_order) most_[id] = most_of(model.definitions[id]);
  for (const model::DefinitionId id : model.order) most_[id] = most_of(model.definitions[id]);
}

std::uint64_t Sizes::least(const model::Type& type) const {
  if (type.shape == Shape::nothing) return 0;
  if (type.shape == Shape::plain) return type.element_size;
  if (type.shape != Shape::fixed) return 4;
  return model::is_bytes(type) ? model::padded(type.bound.limit) : type.element_size * type.bound.limit;
}

Size Sizes::most(const model::Type& type) const {
  if (type.shape == Shape::nothing) return 0;
  if (type.shape == Shape::plain) return most_of_one(type);
  if (type.shape == Shape::optional) return sum(4, most_of_one(type));
  if (!type.bound.given || type.bound.from_header) return std::nullopt;
  const Size all =
      model::is_bytes(type) ? model::padded(type.bound.limit) : product(most_of_one(type), type.bound.limit);
  return type.shape == Shape::array ? sum(4, all) : all;
}

// Of a value in an array, say. What leads back to itself may go on for ever, and so may lists.
Size Sizes::most_of_one(const model::Type& type) const {
  if (type.recursive || type.of_list) return std::nullopt;
  return type.target == model::no_definition ? type.element_size : most_[type.target];
}

// REQUIRES: what the definition uses is known already, as it is in the model's order.
Size Sizes::most_of(const model::Definition& definition) const {
  if (std::holds_alternative<model::ExternType>(definition.body)) return std::nullopt;
  if (std::holds_alternative<model::Enum>(definition.body)) return 4;
  if (const auto* body = std::get_if<model::Union>(&definition.body)) return most_of(*body);
  Size all = 0;
  model::for_each_use(definition, [&](const model::Type& type) { all = sum(all, most(type)); });
  return all;
}

Size Sizes::most_of(const model::Union& body) const {
  Size largest = 0;
  for (const model::Arm& arm : body.arms) {
    const Size one = most(arm.type);
    largest = one && largest ? Size(std::max(*one, *largest)) : std::nullopt;
  }
  return sum(4, largest);
}

}  // namespace onc::compiler::ast
