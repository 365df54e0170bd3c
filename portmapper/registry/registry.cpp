#include "registry/registry.h"

#include <functional>
#include <utility>

namespace onc {

std::string Owner::text() const {
  if (!uid) return "unknown";
  return *uid == 0 ? "superuser" : std::to_string(*uid);
}

std::size_t Registry::HashKey::operator()(const Key& key) const noexcept {
  const std::uint64_t both = (std::uint64_t{key.program} << 32) | key.version;
  return std::hash<std::uint64_t>()((both * 0x9e3779b97f4a7c15U) ^ key.netid);
}

unsigned Registry::number_of(const Netid& netid) noexcept {
  return static_cast<unsigned>(netid.transport) * 256U + static_cast<unsigned>(netid.family);
}

Registry::Key Registry::key_of(ProgramVersion id, const Netid& netid) noexcept {
  return {id.program, id.version, number_of(netid)};
}

std::uint64_t Registry::number_of(const Owner& owner) noexcept {
  return owner.uid ? *owner.uid : std::uint64_t{1} << 32;
}

// Without memory for all of it nothing is entered.
bool Registry::add(Registered entry) {
  const Key key = key_of(entry.id, entry.netid);
  if (by_version_.contains(key)) return false;
  Entries fresh;
  fresh.push_back(std::move(entry));
  const Entry added = fresh.begin();
  try {
    index(key, added);
  } catch (...) {
    take_back(key, added);
    throw;
  }
  entries_.splice(entries_.end(), fresh);
  if (observer_ != nullptr) observer_->added(*added);
  return true;
}

void Registry::index(const Key& key, Entry entry) {
  auto& versions = by_program_[key_of({entry->id.program, 0}, entry->netid)].versions;
  by_version_.emplace(key, Stored{entry, versions.insert(versions.end(), entry)});
  std::size_t& of_program = holders_[entry->id.program].counts[number_of(entry->owner)];
  std::size_t& of_owner = counts_[number_of(entry->owner)];
  ++of_program;
  ++of_owner;
}

// Of what index() has done until it failed.
void Registry::take_back(const Key& key, Entry entry) noexcept {
  by_version_.erase(key);
  const auto program = by_program_.find(key_of({entry->id.program, 0}, entry->netid));
  if (program != by_program_.end()) {
    auto& versions = program->second.versions;
    if (!versions.empty() && versions.back() == entry) versions.pop_back();
    if (versions.empty()) by_program_.erase(program);
  }
  drop_empty_counts(*entry);
}

bool Registry::remove(ProgramVersion id, const Netid& netid) {
  const auto found = by_version_.find(key_of(id, netid));
  if (found == by_version_.end()) return false;
  const auto [entry, in_program] = found->second;
  const auto program = by_program_.find(key_of({id.program, 0}, netid));
  program->second.versions.erase(in_program);
  if (program->second.versions.empty()) by_program_.erase(program);
  by_version_.erase(found);
  const std::uint64_t owner = number_of(entry->owner);
  --holders_.find(id.program)->second.counts.find(owner)->second;
  --counts_.find(owner)->second;
  drop_empty_counts(*entry);
  const Registered gone = std::move(*entry);
  entries_.erase(entry);
  if (observer_ != nullptr) observer_->removed(gone);
  return true;
}

void Registry::drop_empty_counts(const Registered& entry) noexcept {
  const std::uint64_t owner = number_of(entry.owner);
  const auto drop = [](auto& counts, std::uint64_t key) {
    const auto found = counts.find(key);
    if (found != counts.end() && found->second == 0) counts.erase(found);
  };
  drop(counts_, owner);
  const auto holders = holders_.find(entry.id.program);
  if (holders == holders_.end()) return;
  drop(holders->second.counts, owner);
  if (holders->second.counts.empty()) holders_.erase(holders);
}

const Registered* Registry::find(ProgramVersion id, const Netid& netid) const {
  const auto found = by_version_.find(key_of(id, netid));
  return found == by_version_.end() ? nullptr : &*found->second.entry;
}

const Registered* Registry::find_or_other_version(ProgramVersion id, const Netid& netid) const {
  if (const Registered* exact = find(id, netid)) return exact;
  const auto others = by_program_.find(key_of({id.program, 0}, netid));
  return others == by_program_.end() ? nullptr : &*others->second.versions.back();
}

std::vector<const Registered*> Registry::find_all(ProgramVersion id) const {
  std::vector<const Registered*> all;
  for (const Netid& netid : all_netids) {
    if (const Registered* entry = find(id, netid)) all.push_back(entry);
  }
  return all;
}

std::vector<const Registered*> Registry::find_program(std::uint32_t program) const {
  std::vector<const Registered*> all;
  for (const Netid& netid : all_netids) {
    const auto found = by_program_.find(key_of({program, 0}, netid));
    if (found == by_program_.end()) continue;
    for (const Entry entry : found->second.versions) all.push_back(&*entry);
  }
  return all;
}

bool Registry::is_held_by_others(std::uint32_t program, const Owner& owner) const {
  const auto held = holders_.find(program);
  if (held == holders_.end()) return false;
  const auto& counts = held->second.counts;
  return counts.size() > 1 || !counts.contains(number_of(owner));
}

std::size_t Registry::count_of(const Owner& owner) const {
  const auto counted = counts_.find(number_of(owner));
  return counted == counts_.end() ? 0 : counted->second;
}

}  // namespace onc
