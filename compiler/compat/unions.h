#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "compat/change.h"
#include "compat/wire.h"

namespace onc::compiler::compat {

// REQUIRES for all of these: the node is a union.

const model::Union& union_of(const Node& node);
// The value of a union on a bool that has one for TRUE and nothing for FALSE; null if the union is another.
const Use* optional_value(const Graph& graph, const Node& node);

// The arms of a union by the discriminants that select them.
class Arms {
 public:
  Arms(const Graph& graph, const Node& node);

  struct Label {
    const Use* arm = nullptr;
    std::int64_t number = 0;
    std::string text{};  // "1", "NFS3_OK (0)"
    SourceRange range{};
  };
  using Labels = std::map<std::uint32_t, Label>;

  // The explicit ones and, if the discriminant is an enum, those that select the default.
  const Labels& labels() const { return labels_; }
  const Use* selected_by(std::uint32_t value) const;
  const Use* default_arm() const { return default_; }
  // Any number may select the default, not only the enumerators of an enum.
  bool has_open_default() const { return default_ != nullptr && open_; }
  SourceRange range() const { return range_; }
  // Whether a label is another number, or none, in the discriminant of the other union, which selects an arm by it.
  bool read_otherwise(const Arms& other) const;

 private:
  void add(const Use& arm, const model::Arm& source);
  void add_defaults(const Graph& graph, const model::Union& body);
  void add_default(std::int64_t number, std::string_view name);

  model::Primitive tag_;
  Labels labels_;
  const Use* default_ = nullptr;
  bool open_ = true;
  SourceRange range_{};
};

// Whether it matters that the discriminants are of different types: not if all their labels are numbers of both types
// and no default takes the other numbers.
bool shows_type_of_tag(const Arms& before, const Arms& after);

struct UnionChanges {
  std::vector<std::pair<const Use*, const Use*>> same{};  // arms that the same discriminants select
  Changes labels{};
};

UnionChanges union_changes(const Arms& before, const Arms& after);

}  // namespace onc::compiler::compat
