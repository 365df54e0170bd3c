#include "compat/structs.h"

#include <algorithm>
#include <map>
#include <string_view>

#include <fmt/format.h>

namespace onc::compiler::compat {
namespace {

// The members behind the last one that both have, up to the next.
struct Gap {
  std::vector<const Use*> before{}, after{};

  void close(Alignment& result) {
    const std::size_t renamed = std::min(before.size(), after.size());
    for (std::size_t at = 0; at < renamed; ++at) result.same.emplace_back(before[at], after[at]);
    result.removed.insert(result.removed.end(), before.begin() + static_cast<std::ptrdiff_t>(renamed), before.end());
    result.added.insert(result.added.end(), after.begin() + static_cast<std::ptrdiff_t>(renamed), after.end());
    *this = {};
  }
};

using Places = std::map<std::string_view, std::size_t>;

Places places_of(const std::vector<Use>& members) {
  Places places;
  for (std::size_t at = 0; at < members.size(); ++at) places.emplace(members[at].name, at);
  return places;
}

// Members of both in the order of `before`; moved is the first one that another has overtaken.
void match_names(const std::vector<Use>& before, const std::vector<Use>& after, const Places& places,
                 Alignment& result) {
  std::size_t last = 0;
  for (const Use& member : before) {
    const auto found = places.find(member.name);
    if (found == places.end()) continue;
    result.same.emplace_back(&member, &after[found->second]);
    if (found->second < last && result.moved.empty()) result.moved.push_back(result.same.back());
    last = std::max(last, found->second);
  }
}

}  // namespace

Alignment align(const std::vector<Use>& before, const std::vector<Use>& after) {
  Alignment result;
  const Places old_places = places_of(before), new_places = places_of(after);
  match_names(before, after, new_places, result);
  const bool in_order = result.moved.empty();
  Gap gap;
  auto next = after.begin();
  for (const Use& member : before) {
    if (!new_places.contains(member.name)) {
      gap.before.push_back(&member);
      continue;
    }
    if (!in_order) continue;
    for (; next->name != member.name; ++next) gap.after.push_back(&*next);
    ++next;
    gap.close(result);
  }
  for (; next != after.end(); ++next)
    if (!old_places.contains(next->name)) gap.after.push_back(&*next);
  gap.close(result);
  return result;
}

Changes member_changes(const Alignment& alignment) {
  Changes changes;
  for (const auto& [from, to] : alignment.moved)
    changes.push_back({{from->name_range, to->name_range}, fmt::format("member '{}' moved", to->name)});
  for (const Use* member : alignment.removed)
    changes.push_back({{member->name_range, {}}, fmt::format("member '{}' removed", member->name)});
  for (const Use* member : alignment.added)
    changes.push_back({{{}, member->name_range}, fmt::format("member '{}' added", member->name)});
  return changes;
}

}  // namespace onc::compiler::compat
