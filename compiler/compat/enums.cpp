#include "compat/enums.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace onc::compiler::compat {
namespace {

using Numbers = std::set<std::int64_t>;
using ByName = std::map<std::string_view, const Value*>;

Numbers numbers_of(const Values& values) {
  Numbers numbers;
  for (const Value& value : values) numbers.insert(value.number);
  return numbers;
}

ByName by_name(const Values& values) {
  ByName names;
  for (const Value& value : values) names.emplace(value.name, &value);
  return names;
}

Change renumbered(const Value& was, const Value& is) {
  return {{was.range, is.range}, fmt::format("'{}' changed from {} to {}", is.name, was.number, is.number)};
}

Change removed(const Value& was) {
  return {{was.range, {}}, fmt::format("'{}' ({}) removed, which old senders may send", was.name, was.number)};
}

Change added(const Value& is) {
  return {{{}, is.range},
          fmt::format("'{}' ({}) added, which old receivers refuse if they are strict", is.name, is.number),
          false};
}

}  // namespace

Values values(const Node& node) {
  Values result;
  for (const model::Enumerator& one : std::get<model::Enum>(node.definition->body).enumerators)
    result.push_back({one.name.schema, model::to_int64(one.value), one.name.range});
  return result;
}

Values boolean_values(model::Primitive primitive) {
  if (primitive != model::Primitive::boolean) return {};
  return {{"FALSE", 0, {}}, {"TRUE", 1, {}}};
}

bool covers(const Values& all, const Values& some) {
  const Numbers numbers = numbers_of(all);
  return std::all_of(some.begin(), some.end(), [&](const Value& one) { return numbers.contains(one.number); });
}

Changes enum_changes(const Values& before, const Values& after) {
  Changes changes;
  const ByName old_names = by_name(before), new_names = by_name(after);
  const Numbers old_numbers = numbers_of(before), new_numbers = numbers_of(after);
  for (const Value& was : before) {
    const auto same_name = new_names.find(was.name);
    if (same_name != new_names.end() && same_name->second->number != was.number)
      changes.push_back(renumbered(was, *same_name->second));
    else if (!new_numbers.contains(was.number))
      changes.push_back(removed(was));
  }
  for (const Value& is : after)
    if (!old_names.contains(is.name) && !old_numbers.contains(is.number)) changes.push_back(added(is));
  return changes;
}

}  // namespace onc::compiler::compat
