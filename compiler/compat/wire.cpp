#include "compat/wire.h"

#include <algorithm>
#include <utility>

#include "model/uses.h"

namespace onc::compiler::compat {
namespace {

using model::Primitive;
using model::Shape;
using Kind = Node::Kind;

constexpr std::size_t primitive_count = static_cast<std::size_t>(Primitive::opaque) + 1;
constexpr std::size_t max_leaves = 256;

Kind kind_of(const model::Type& type) {
  const bool fixed = type.shape == Shape::fixed;
  if (model::is_bytes(type)) return fixed ? Kind::fixed_bytes : Kind::bytes;
  return fixed ? Kind::fixed_array : Kind::array;
}

Kind kind_of(const model::Definition& definition) {
  if (std::holds_alternative<model::Enum>(definition.body)) return Kind::enumeration;
  if (std::holds_alternative<model::Struct>(definition.body)) return Kind::structure;
  if (std::holds_alternative<model::Union>(definition.body)) return Kind::union_type;
  if (std::holds_alternative<model::ExternType>(definition.body)) return Kind::outside;
  return Kind::nothing;
}

}  // namespace

Graph::Graph(const model::Model& model) : model_(model), nodes_(model.definitions.size() + primitive_count) {
  for (std::size_t at = 1; at < primitive_count; ++at) {
    Node& number = nodes_[model.definitions.size() + at];
    number.kind = Kind::number;
    number.primitive = static_cast<Primitive>(at);
  }
  for (model::DefinitionId id = 0; id < model.definitions.size(); ++id) nodes_[id] = defined(model.definitions[id]);
}

Use Graph::use(model::DefinitionId id) const {
  const model::Name& name = model_.definitions[id].name;
  return {name.schema, id, name.range};
}

Use Graph::discriminant(const Node& node) const {
  const model::Member& tag = std::get<model::Union>(node.definition->body).discriminant;
  return {tag.name.schema, element(tag.type), tag.type.range};
}

NodeId Graph::renamed(NodeId id) const {
  while (nodes_[id].kind == Kind::renaming) id = nodes_[id].parts.front().node;
  return id;
}

std::optional<std::vector<Use>> Graph::leaves(std::vector<Use> uses) const {
  std::vector<Use> result;
  std::reverse(uses.begin(), uses.end());
  for (std::size_t steps = 0; !uses.empty(); ++steps) {
    const Use use = uses.back();
    const Node& node = nodes_[renamed(use.node)];
    const std::size_t times = node.kind == Kind::fixed_array ? node.bound.limit : 1;
    if (steps > max_leaf_steps || result.size() + uses.size() + times + node.parts.size() > max_leaves) return {};
    uses.pop_back();
    const bool is_array = node.kind == Kind::fixed_array && times != 0;  // 0: a header knows how many
    if (!is_array && node.kind != Kind::structure)
      result.push_back(use);
    else
      for (std::size_t at = 0; at < times; ++at) uses.insert(uses.end(), node.parts.rbegin(), node.parts.rend());
  }
  return result;
}

NodeId Graph::element(const model::Type& type) const {
  if (type.spelled != model::no_definition) return type.spelled;
  return model_.definitions.size() + static_cast<std::size_t>(type.primitive);
}

NodeId Graph::node(const model::Type& type) {
  if (type.shape == Shape::nothing || type.shape == Shape::plain) return element(type);
  nodes_.push_back(composed(type));
  return nodes_.size() - 1;
}

Node Graph::composed(const model::Type& type) {
  Node made{.kind = kind_of(type),
            .primitive = type.primitive,
            .bound = type.bound,
            .is_optional = type.shape == Shape::optional};
  if (made.is_optional) made.bound = {.limit = 1, .given = true};
  if (made.kind == Kind::array || made.kind == Kind::fixed_array) made.parts = {{{}, element(type), type.range}};
  return made;
}

Node Graph::defined(const model::Definition& definition) {
  Node made{.kind = kind_of(definition)};
  if (const auto* alias = std::get_if<model::Alias>(&definition.body)) {
    if (!alias->renames) made = composed(alias->type);
    if (alias->renames) made.kind = Kind::renaming;
    if (alias->renames) made.parts = {{{}, element(alias->type), alias->type.range}};
  } else if (const auto* structure = std::get_if<model::Struct>(&definition.body)) {
    add_parts(made, *structure);
  } else if (const auto* choice = std::get_if<model::Union>(&definition.body)) {
    add_parts(made, *choice);
  }
  made.definition = &definition;
  return made;
}

void Graph::add_parts(Node& made, const model::Struct& body) {
  for (const model::Member& member : body.members) made.parts.push_back(use(member.name, member.type));
  if (body.link) made.parts.push_back(use(body.link->name, body.link->type));
}

void Graph::add_parts(Node& made, const model::Union& body) {
  for (const model::Arm& arm : body.arms) made.parts.push_back(use(arm.name, arm.type));
}

}  // namespace onc::compiler::compat
