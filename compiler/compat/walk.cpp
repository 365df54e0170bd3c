#include "compat/walk.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

namespace onc::compiler::compat {
namespace {

constexpr std::size_t max_labels = 12;  // of a path that is shown

std::string joined(const std::vector<std::string_view>& labels) {
  std::string result;
  for (std::size_t at = 0; at < labels.size(); ++at) {
    const bool shown = at < max_labels / 2 || labels.size() - at <= max_labels / 2;
    if (shown)
      result += labels[at];
    else if (at == max_labels / 2)
      result += "...";
  }
  return result;
}

std::string others(std::size_t procedures) {
  if (procedures < 2) return {};
  return fmt::format(" ({} other procedure{})", procedures - 1, procedures == 2 ? "" : "s");
}

}  // namespace

PlaceId Walk::add_root(std::string label, bool is_procedure) {
  places_.push_back({.label = std::move(label), .is_root = true, .is_procedure = is_procedure});
  return places_.size() - 1;
}

void Walk::visit(const Way& way, NodeId before, NodeId after) {
  spend(1);
  const auto [known, is_new] = seen_.try_emplace({before, after}, places_.size());
  if (is_new) places_.push_back({.label = way.label, .before = before, .after = after});
  places_[known->second].from.push_back(way.from);
}

std::optional<Walk::Pair> Walk::next() {
  while (next_ < places_.size() && places_[next_].is_root) ++next_;
  if (next_ == places_.size()) return std::nullopt;
  const Place& place = places_[next_];
  return Pair{next_++, place.before, place.after};
}

void Walk::found(const Way& way, Change change) {
  std::size_t& count = change.breaks ? breaks_ : additions_;
  if (count++ < Diagnostics::max_errors) findings_.push_back({way, std::move(change)});
}

void Walk::found(PlaceId place, Changes changes) {
  for (Change& change : changes) found(Way{place}, std::move(change));
}

void Walk::report(Diagnostics& diagnostics) const {
  for (const Finding& finding : findings_) report(finding, diagnostics);
}

void Walk::report(const Finding& finding, Diagnostics& diagnostics) const {
  const auto& [ranges, what, breaks] = finding.change;
  const bool removed = ranges.after == SourceRange{};
  const SourceRange at = removed ? ranges.before : ranges.after;
  const std::string text = fmt::format("{}: {}{}", path(finding.way), what, others(procedures(finding.way.from)));
  Diagnostic& made =
      breaks ? diagnostics.error(at, "{}", text) : diagnostics.warning(Warning::compat_addition, at, "{}", text);
  if (!removed && ranges.before != SourceRange{}) made.note(ranges.before, "before the change");
}

std::string Walk::path(const Way& way) const {
  std::vector<std::string_view> labels{way.label};
  PlaceId at = way.from;
  for (; !places_[at].is_root; at = places_[at].from.front()) labels.push_back(places_[at].label);
  labels.push_back(places_[at].label);
  std::reverse(labels.begin(), labels.end());
  std::erase(labels, std::string_view{});
  return joined(labels);
}

std::size_t Walk::procedures(PlaceId place) const {
  std::vector<bool> met(places_.size(), false);
  std::vector<PlaceId> open{place};
  met[place] = true;
  std::size_t count = 0;
  while (!open.empty()) {
    const Place& at = places_[open.back()];
    open.pop_back();
    count += at.is_procedure;
    for (const PlaceId from : at.from)
      if (!met[from]) {
        met[from] = true;
        open.push_back(from);
      }
  }
  return count;
}

}  // namespace onc::compiler::compat
