#include "compat/types.h"

#include <utility>

#include <fmt/format.h>

#include "compat/describe.h"
#include "compat/enums.h"
#include "compat/numbers.h"
#include "compat/structs.h"
#include "compat/unions.h"

namespace onc::compiler::compat {
namespace {

using Kind = Node::Kind;

std::string label_of(const Use& before, const Use& after) {
  const std::string_view name = after.name.empty() ? before.name : after.name;
  return name.empty() ? std::string() : fmt::format(".{}", name);
}

Kind kind_of(const Graph& graph, const Use& use) { return graph[graph.renamed(use.node)].kind; }

// What is there or not, as T *, T<1> or a union on a bool (RFC 4506, 4.19); null if it is something else.
const Use* optional_part(const Graph& graph, const Node& node) {
  if (node.kind == Kind::array && node.bound.limit == 1 && node.bound.given) return &node.parts.front();
  return node.kind == Kind::union_type ? optional_value(graph, node) : nullptr;
}

bool has_contents(const Node& node) {
  return !node.parts.empty() || node.kind == Kind::enumeration || node.kind == Kind::union_type;
}

bool is_group(const Node& node) { return node.kind == Kind::structure || node.kind == Kind::fixed_array; }

bool is_enum_or_number(const Node& node) { return node.kind == Kind::enumeration || node.kind == Kind::number; }

const std::string& cpp_type(const Node& node) { return std::get<model::ExternType>(node.definition->body).cpp; }

}  // namespace

// Two definitions of the same name are one that changed: what they are is judged once, where they stand, and not
// wherever they are used.
bool Types::alike(NodeId before, NodeId after) const {
  const auto *was = before_[before].definition, *is = after_[after].definition;
  return was != nullptr && is != nullptr && was->name.schema == is->name.schema;
}

void Types::compare(const Way& way, const Use& before, const Use& after) {
  walk_.spend(1);
  if (walk_.exhausted()) return;
  if (alike(before.node, after.node)) return walk_.visit(way, before.node, after.node);
  const NodeId was = before_.renamed(before.node), is = after_.renamed(after.node);
  if (alike(was, is) || heads(way, {before.range, after.range}, was, is)) walk_.visit(way, was, is);
}

void Types::finish() {
  while (const auto pair = walk_.exhausted() ? std::nullopt : walk_.next()) contents(*pair);
}

void Types::contents(const Walk::Pair& pair) {
  const Node &was = before_[pair.before], &is = after_[pair.after];
  if (was.kind == Kind::renaming || is.kind == Kind::renaming) {
    const Use from = was.kind == Kind::renaming ? was.parts.front() : before_.use(pair.before);
    const Use to = is.kind == Kind::renaming ? is.parts.front() : after_.use(pair.after);
    return compare({pair.place}, from, to);
  }
  if (alike(pair.before, pair.after)) {
    const Ranges names{was.definition->name.range, is.definition->name.range};
    if (!heads({pair.place}, names, pair.before, pair.after)) return;
  }
  contents_of_kind(pair);
}

void Types::contents_of_kind(const Walk::Pair& pair) {
  const Node &was = before_[pair.before], &is = after_[pair.after];
  if (was.kind != is.kind) return compare({pair.place}, *optional_part(before_, was), *optional_part(after_, is));
  switch (was.kind) {
    case Kind::array:
    case Kind::fixed_array:
      compare({pair.place, is.is_optional ? "" : "[]"}, was.parts.front(), is.parts.front());
      break;
    case Kind::structure: structs(pair); break;
    case Kind::union_type: unions(pair); break;
    case Kind::enumeration: enums(pair); break;
    default: break;
  }
}

bool Types::heads(const Way& way, Ranges ranges, NodeId before, NodeId after) {
  const Node &was = before_[before], &is = after_[after];
  if (was.kind != is.kind || was.is_optional != is.is_optional) return other_kinds(way, ranges, before, after);
  const std::string change = change_of_kind(before, after);
  if (!change.empty()) walk_.found(way, {ranges, change});
  return has_contents(was);
}

// What is different between two types of one kind, their contents aside.
std::string Types::change_of_kind(NodeId before, NodeId after) const {
  const Node &was = before_[before], &is = after_[after];
  switch (was.kind) {
    case Kind::number: return primitive_change(was.primitive, is.primitive);
    case Kind::bytes:
    case Kind::array: return bound_change(before_, was.bound, after_, is.bound);
    case Kind::fixed_bytes:
    case Kind::fixed_array: return length_change(before_, was.bound, after_, is.bound);
    case Kind::outside: return cpp_type(was) == cpp_type(is) ? "" : replacement(before, after);
    default: return {};
  }
}

std::string Types::replacement(NodeId before, NodeId after) const {
  return fmt::format("changed from {} to {}", describe(before_, before), describe(after_, after));
}

// Types of different kinds have the same bytes now and then.
bool Types::other_kinds(const Way& way, Ranges ranges, NodeId before, NodeId after) {
  const Node &was = before_[before], &is = after_[after];
  if (optional_part(before_, was) != nullptr && optional_part(after_, is) != nullptr) return true;
  if (is_enum_or_number(was) && is_enum_or_number(is)) {
    enum_and_number(way, ranges, before, after);
    return false;
  }
  const bool regrouped = (is_group(was) || is_group(is)) &&
                         compare_regrouped(way, {{{}, before, ranges.before}}, {{{}, after, ranges.after}});
  if (!regrouped) walk_.found(way, {ranges, replacement(before, after)});
  return false;
}

bool Types::compare_regrouped(const Way& way, std::vector<Use> before, std::vector<Use> after) {
  walk_.spend(Graph::max_leaf_steps);
  const auto was = before_.leaves(std::move(before)), is = after_.leaves(std::move(after));
  if (!was || !is || was->size() != is->size()) return false;
  for (std::size_t at = 0; at < was->size(); ++at)
    if (kind_of(before_, (*was)[at]) != kind_of(after_, (*is)[at])) return false;
  for (std::size_t at = 0; at < was->size(); ++at)
    compare({way.from, way.label + label_of((*was)[at], (*is)[at])}, (*was)[at], (*is)[at]);
  return true;
}

void Types::structs(const Walk::Pair& pair) {
  const std::vector<Use>&was = before_[pair.before].parts, &is = after_[pair.after].parts;
  walk_.spend(was.size() + is.size());
  if (was.size() != is.size() && compare_regrouped({pair.place}, was, is)) return;
  const Alignment alignment = align(was, is);
  for (const auto& [from, to] : alignment.same) compare({pair.place, label_of(*from, *to)}, *from, *to);
  walk_.found(pair.place, member_changes(alignment));
}

void Types::enums(const Walk::Pair& pair) {
  const Values was = values(before_[pair.before]), is = values(after_[pair.after]);
  walk_.spend(was.size() + is.size());
  walk_.found(pair.place, enum_changes(was, is));
}

// bool is an enum of two values, int one of all.
void Types::enum_and_number(const Way& way, Ranges ranges, NodeId before, NodeId after) {
  const auto values_of = [](const Node& node) {
    return node.kind == Kind::enumeration ? values(node) : boolean_values(node.primitive);
  };
  const Values was = values_of(before_[before]), is = values_of(after_[after]);
  walk_.spend(was.size() + is.size());
  const bool to_int = after_[after].primitive == model::Primitive::int32;
  const bool none_lost = to_int || (!is.empty() && !was.empty() && covers(is, was));
  if (none_lost && !to_int && covers(was, is)) return;
  const std::string_view reason = none_lost ? ": old receivers that are strict refuse the other numbers" : "";
  walk_.found(way, {ranges, fmt::format("{}{}", replacement(before, after), reason), !none_lost});
}

void Types::unions(const Walk::Pair& pair) {
  const Node &was = before_[pair.before], &is = after_[pair.after];
  const Use old_tag = before_.discriminant(was), new_tag = after_.discriminant(is);
  const Arms old_arms(before_, was), new_arms(after_, is);
  walk_.spend(old_arms.labels().size() + new_arms.labels().size());
  const bool enums = kind_of(before_, old_tag) == Kind::enumeration && kind_of(after_, new_tag) == Kind::enumeration;
  if (enums || shows_type_of_tag(old_arms, new_arms))
    compare({pair.place, label_of(old_tag, new_tag)}, old_tag, new_tag);
  const UnionChanges changes = union_changes(old_arms, new_arms);
  for (const auto& [from, to] : changes.same) compare({pair.place, label_of(*from, *to)}, *from, *to);
  walk_.found(pair.place, changes.labels);
}

}  // namespace onc::compiler::compat
