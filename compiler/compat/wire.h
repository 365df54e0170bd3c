#pragma once

// What values look like on the wire, whatever the schema calls them: the types of a model as a graph of nodes. Lists
// are the linked structs whose bytes they have, optional values are arrays of at most one element (RFC 4506, 4.19).

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/model.h"
#include "source/source_range.h"

namespace onc::compiler::compat {

using NodeId = std::size_t;

// A place where a type is used: a member, an arm, an argument, a result, the elements of an array.
struct Use {
  std::string_view name{};  // empty where there is none
  NodeId node = 0;
  SourceRange range{};       // of the type
  SourceRange name_range{};  // of the name
};

struct Node {
  enum class Kind : std::uint8_t {
    nothing,
    number,  // of a primitive type, bool among them
    enumeration,
    bytes,        // string<N>, opaque<N>
    fixed_bytes,  // opaque[N]
    array,        // T<N>, T *
    fixed_array,  // T[N]
    structure,
    union_type,
    renaming,  // a typedef of nothing but a name
    outside,   // defined by a header, so not known
  };

  Kind kind = Kind::nothing;
  model::Primitive primitive = model::Primitive::none;  // of a number; of bytes: string or opaque
  model::Bound bound{};
  bool is_optional = false;                       // an array that the schema writes T *
  std::vector<Use> parts{};                       // members, arms, or the one element
  const model::Definition* definition = nullptr;  // none: an array that is written where it is used, or a primitive
};

// REQUIRES: the model outlives the graph.
class Graph {
 public:
  static constexpr std::size_t max_leaf_steps = 512;

  explicit Graph(const model::Model& model);

  const Node& operator[](NodeId id) const { return nodes_[id]; }
  const model::Model& model() const { return model_; }
  std::size_t size() const { return nodes_.size(); }

  Use use(const model::Name& name, const model::Type& type) {
    return {name.schema, node(type), type.range, name.range};
  }
  // A definition's own node, at the place of its name.
  Use use(model::DefinitionId id) const;
  // REQUIRES: the node is a union.
  Use discriminant(const Node& node) const;
  // What is used in the end, when typedefs rename it.
  NodeId renamed(NodeId id) const;
  // The members of a struct, the elements of an array and so on in the order of their bytes, down to those that have
  // no parts of a fixed number. Nothing if there are too many.
  std::optional<std::vector<Use>> leaves(std::vector<Use> uses) const;

 private:
  NodeId node(const model::Type& type);
  NodeId element(const model::Type& type) const;
  Node composed(const model::Type& type);
  Node defined(const model::Definition& definition);
  void add_parts(Node& node, const model::Struct& body);
  void add_parts(Node& node, const model::Union& body);

  const model::Model& model_;
  std::deque<Node> nodes_;  // first those of the definitions, then those of the primitives
};

}  // namespace onc::compiler::compat
