#pragma once

#include <string>
#include <vector>

#include "compat/walk.h"
#include "compat/wire.h"

namespace onc::compiler::compat {

// Compares what the two files put in the same place.
class Types {
 public:
  Types(Graph& before, Graph& after, Walk& walk) : before_(before), after_(after), walk_(walk) {}

  // A place where both use a type.
  void compare(const Way& way, const Use& before, const Use& after);
  // Whole argument lists or structs, part by part if they differ in the grouping of parts only. False: they do not, and
  // nothing was compared.
  bool compare_regrouped(const Way& way, std::vector<Use> before, std::vector<Use> after);
  // Everything that the comparisons so far lead to.
  void finish();

 private:
  void contents(const Walk::Pair& pair);
  void contents_of_kind(const Walk::Pair& pair);
  // What two types are by themselves, without their contents. False: there is no sense in comparing those.
  bool heads(const Way& way, Ranges ranges, NodeId before, NodeId after);
  bool other_kinds(const Way& way, Ranges ranges, NodeId before, NodeId after);
  std::string change_of_kind(NodeId before, NodeId after) const;
  std::string replacement(NodeId before, NodeId after) const;
  bool alike(NodeId before, NodeId after) const;

  void structs(const Walk::Pair& pair);
  void unions(const Walk::Pair& pair);
  void enums(const Walk::Pair& pair);
  void enum_and_number(const Way& way, Ranges ranges, NodeId before, NodeId after);

  Graph& before_;
  Graph& after_;
  Walk& walk_;
};

}  // namespace onc::compiler::compat
