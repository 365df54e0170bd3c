#include "compat/describe.h"

#include <array>

#include <fmt/format.h>

#include "model/uses.h"

namespace onc::compiler::compat {
namespace {

using Kind = Node::Kind;

// In the order of the enumerators.
constexpr std::array<std::string_view, 15> names{"void",     "bool",   "int8_t",       "uint8_t", "int16_t",
                                                 "uint16_t", "int",    "unsigned int", "hyper",   "unsigned hyper",
                                                 "float",    "double", "quadruple",    "string",  "opaque"};

// An element is a primitive or has a name, so this goes no deeper.
std::string element_name(const Graph& graph, const Node& node) {
  if (node.parts.empty()) return std::string(primitive_name(node.primitive));
  const Node& element = graph[node.parts.front().node];
  return element.definition != nullptr ? element.definition->name.schema : describe(graph, node.parts.front().node);
}

std::string describe_array(const Graph& graph, const Node& node) {
  const std::string element = element_name(graph, node);
  if (node.is_optional) return element + " *";
  const bool fixed = node.kind == Kind::fixed_array || node.kind == Kind::fixed_bytes;
  if (fixed) return fmt::format("{}[{}]", element, describe(graph, node.bound));
  return fmt::format("{}<{}>", element, node.bound.given ? describe(graph, node.bound) : "");
}

}  // namespace

std::string_view primitive_name(model::Primitive primitive) { return names[static_cast<std::size_t>(primitive)]; }

std::string describe(const Graph& graph, const model::Bound& bound) {
  if (!bound.given) return "no bound";
  if (bound.from_header) return bound.cpp;
  if (bound.constant == model::no_definition) return std::to_string(bound.limit);
  return fmt::format("{} ({})", graph.model().definitions[bound.constant].name.schema, bound.limit);
}

std::string describe(const Graph& graph, NodeId id) {
  const Node& node = graph[graph.renamed(id)];
  switch (node.kind) {
    case Kind::nothing: return "void";
    case Kind::number: return std::string(primitive_name(node.primitive));
    case Kind::enumeration: return "enum " + node.definition->name.schema;
    case Kind::structure: return "struct " + node.definition->name.schema;
    case Kind::union_type: return "union " + node.definition->name.schema;
    case Kind::outside: return node.definition->name.schema + " of a header";
    default: return describe_array(graph, node);
  }
}

}  // namespace onc::compiler::compat
