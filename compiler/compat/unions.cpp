#include "compat/unions.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "compat/numbers.h"

namespace onc::compiler::compat {
namespace {

std::uint32_t wire_value(model::Number number) { return static_cast<std::uint32_t>(model::to_int64(number)); }

// The default of a union on a bool is a label without text in the model.
std::string label_text(const model::Label& label) {
  const std::string number = model::to_string(label.value);
  if (label.schema.empty()) return fmt::format("{} ({})", label.value.magnitude == 0 ? "FALSE" : "TRUE", number);
  return label.schema == number ? number : fmt::format("{} ({})", label.schema, number);
}

Change removed(const Arms::Label& was) {
  return {{was.range, {}}, fmt::format("case {} removed, which old senders may send", was.text)};
}

Change added(const Arms::Label& is) {
  return {{{}, is.range}, fmt::format("case {} added, which old receivers refuse", is.text), false};
}

void compare_defaults(const Arms& before, const Arms& after, Changes& changes) {
  if (before.has_open_default() && after.default_arm() == nullptr)
    changes.push_back({{before.range(), {}}, "default removed, which old senders may select"});
  if (after.has_open_default() && before.default_arm() == nullptr)
    changes.push_back({{{}, after.range()}, "default added: old receivers refuse what selects it", false});
}

}  // namespace

const model::Union& union_of(const Node& node) { return std::get<model::Union>(node.definition->body); }

const Use* optional_value(const Graph& graph, const Node& node) {
  if (union_of(node).tag_kind != model::TagKind::boolean) return nullptr;
  const Arms arms(graph, node);
  const Use *with = arms.selected_by(1), *without = arms.selected_by(0);
  if (with == nullptr || without == nullptr || graph[without->node].kind != Node::Kind::nothing) return nullptr;
  return graph[with->node].kind == Node::Kind::nothing ? nullptr : with;
}

Arms::Arms(const Graph& graph, const Node& node) : tag_(graph[graph.renamed(graph.discriminant(node).node)].primitive) {
  const model::Union& body = union_of(node);
  for (std::size_t at = 0; at < body.arms.size(); ++at) add(node.parts[at], body.arms[at]);
  if (default_ != nullptr) add_defaults(graph, body);
}

void Arms::add(const Use& arm, const model::Arm& source) {
  for (const model::Label& label : source.labels)
    labels_[wire_value(label.value)] = {&arm, model::to_int64(label.value), label_text(label), label.range};
  if (!source.has_default) return;
  default_ = &arm;
  range_ = source.range;
}

void Arms::add_defaults(const Graph& graph, const model::Union& body) {
  open_ = body.tag_kind == model::TagKind::number;
  const auto* tag = graph.model().get<model::Enum>(body.discriminant.type.target);
  if (tag != nullptr)
    for (const model::Enumerator& one : tag->enumerators) add_default(model::to_int64(one.value), one.name.schema);
}

void Arms::add_default(std::int64_t number, std::string_view name) {
  labels_.try_emplace(static_cast<std::uint32_t>(number),
                      Label{default_, number, fmt::format("{} ({})", name, number), range_});
}

const Use* Arms::selected_by(std::uint32_t value) const {
  const auto found = labels_.find(value);
  return found == labels_.end() ? default_ : found->second.arm;
}

bool Arms::read_otherwise(const Arms& other) const {
  return std::any_of(labels_.begin(), labels_.end(), [&](const auto& label) {
    return other.selected_by(label.first) != nullptr && !fits(other.tag_, label.second.number);
  });
}

bool shows_type_of_tag(const Arms& before, const Arms& after) {
  const bool any_number = before.default_arm() != nullptr && after.default_arm() != nullptr;
  return any_number || before.read_otherwise(after) || after.read_otherwise(before);
}

UnionChanges union_changes(const Arms& before, const Arms& after) {
  UnionChanges result;
  std::set<std::pair<const Use*, const Use*>> pairs;
  const auto match = [&](const Use* was, const Use* is) {
    if (was != nullptr && is != nullptr && pairs.emplace(was, is).second) result.same.emplace_back(was, is);
  };
  for (const auto& [value, was] : before.labels()) {
    match(was.arm, after.selected_by(value));
    if (after.selected_by(value) == nullptr) result.labels.push_back(removed(was));
  }
  for (const auto& [value, is] : after.labels()) {
    match(before.selected_by(value), is.arm);
    if (before.selected_by(value) == nullptr) result.labels.push_back(added(is));
  }
  match(before.default_arm(), after.default_arm());
  compare_defaults(before, after, result.labels);
  return result;
}

}  // namespace onc::compiler::compat
