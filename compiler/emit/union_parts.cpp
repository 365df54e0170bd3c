#include "emit/union_parts.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

namespace onc::compiler::emit {
namespace {

using model::Arm;
using model::Union;

const Arm* arm_for(const Union& body, std::string_view label) {
  for (const Arm& arm : body.arms)
    for (const model::Label& one : arm.labels)
      if (one.cpp == label) return &arm;
  return nullptr;
}

// Compilers warn of a case that is no enumerator, so such a switch is one over numbers.
bool has_foreign_labels(const Union& body) {
  return std::any_of(body.arms.begin(), body.arms.end(), [](const Arm& arm) {
    return std::any_of(arm.labels.begin(), arm.labels.end(), [](const model::Label& one) { return one.foreign; });
  });
}

std::string as_number(const std::string& value) { return "static_cast<std::int32_t>(" + value + ")"; }

std::string case_value(const model::Label& label, bool by_number) {
  if (label.foreign) return model::to_string(label.value);
  return by_number ? as_number(label.cpp) : label.cpp;
}

// A statement of several lines.
void indented(Emitter& out, std::string_view statement, std::string_view indent) {
  while (!statement.empty()) {
    const std::string_view line = statement.substr(0, statement.find('\n'));
    out.line(std::string(indent) + std::string(line));
    statement.remove_prefix(std::min(line.size() + 1, statement.size()));
  }
}

// A block begins behind its label.
void emit_case(Emitter& out, const std::string& label, const std::string& statement) {
  const bool block = statement.starts_with("{");
  out.line(label + (block ? " {" : ""));
  if (block)
    indented(out, std::string_view(statement).substr(2), "  ");
  else
    indented(out, statement, "    ");
}

void branch_over_bool(Emitter& out, const Union& body, const std::string& tag,
                      const std::function<std::string(const Arm&)>& action, const std::string& otherwise) {
  const Arm* if_true = arm_for(body, "true");
  const Arm* if_false = arm_for(body, "false");
  indented(out, fmt::format("if ({}) {}", tag, if_true != nullptr ? action(*if_true) : otherwise), "");
  indented(out, if_false != nullptr ? action(*if_false) : otherwise, "");
}

}  // namespace

bool has_storage(const Arm& arm) { return arm.type.shape != model::Shape::nothing; }

std::vector<const Arm*> stored_arms(const Union& body) {
  std::vector<const Arm*> result;
  for (const Arm& arm : body.arms)
    if (has_storage(arm)) result.push_back(&arm);
  return result;
}

std::vector<const Arm*> owning_last(const Union& body) {
  std::vector<const Arm*> arms = stored_arms(body);
  std::stable_partition(arms.begin(), arms.end(), [](const Arm* arm) { return arm->trivial; });
  return arms;
}

// A union of trivial arms initialises its storage even for a void arm, so that copies never read what was not written.
const Arm* started_arm(const Union& body) {
  const Arm& initial = body.arms[body.initial_arm];
  if (has_storage(initial)) return &initial;
  const std::vector<const Arm*> stored = stored_arms(body);
  return body.trivial && !stored.empty() ? stored.front() : nullptr;
}

bool has_void_arm(const Union& body) {
  return std::any_of(body.arms.begin(), body.arms.end(), [](const Arm& arm) { return !has_storage(arm); });
}

bool needs_tag(const Arm& arm) { return arm.has_default || arm.labels.size() != 1; }

bool void_needs_tag(const Union& body) {
  std::size_t tags = 0;
  for (const Arm& arm : body.arms)
    if (!has_storage(arm)) tags += arm.has_default ? 2 : arm.labels.size();
  return tags != 1;
}

bool asks_arm_of(const Union& body) {
  const auto asks = [](const Arm& arm) { return has_storage(arm) && needs_tag(arm); };
  return (has_void_arm(body) && void_needs_tag(body)) || std::any_of(body.arms.begin(), body.arms.end(), asks);
}

const std::string& only_void_tag(const Union& body) {
  const auto labelled = [](const Arm& arm) { return !has_storage(arm) && !arm.labels.empty(); };
  return std::find_if(body.arms.begin(), body.arms.end(), labelled)->labels.front().cpp;
}

std::string stored_type(const Arm& arm) { return arm.boxed ? "onc::xdr::Boxed<" + arm.type.cpp + ">" : arm.type.cpp; }

std::string arm_constant(const Arm& arm) { return "Arm::" + (has_storage(arm) ? arm.storage_cpp : "void_"); }

std::string first_owning(const Union& body) {
  const std::vector<const Arm*> arms = owning_last(body);
  return arm_constant(**std::find_if(arms.begin(), arms.end(), [](const Arm* arm) { return !arm->trivial; }));
}

void switch_over_tag(Emitter& out, const Union& body, const std::string& tag,
                     const std::function<std::string(const Arm&)>& action, const std::string& otherwise) {
  if (body.tag_kind == model::TagKind::boolean) return branch_over_bool(out, body, tag, action, otherwise);
  std::string by_default = otherwise;
  const bool by_number = has_foreign_labels(body);
  out.emit({{"tag", by_number ? as_number(tag) : tag}}, "switch ($tag$) {");
  for (const Arm& arm : body.arms) {
    if (arm.has_default) by_default = action(arm);
    for (const model::Label& label : arm.labels) {
      const bool last = &label == &arm.labels.back();
      emit_case(out, fmt::format("  case {}:", case_value(label, by_number)), last ? action(arm) : "");
    }
  }
  emit_case(out, "  default:", by_default);
  out.line("}");
}

}  // namespace onc::compiler::emit
