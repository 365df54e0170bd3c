#include "registry/registry.h"

#include <algorithm>
#include <functional>

namespace onc {

std::size_t Registry::HashKey::operator()(const Key& key) const noexcept {
  const std::uint64_t both = (std::uint64_t{key.program} << 32) | key.version;
  return std::hash<std::uint64_t>()(both * 31 + static_cast<std::uint64_t>(key.protocol));
}

bool Registry::set(const MappedPort& entry) {
  const Key key{entry.id.program, entry.id.version, entry.protocol};
  if (const auto standing = by_version_.find(key); standing != by_version_.end()) {
    return standing->second->port == entry.port;
  }
  const Entry fresh = entries_.insert(entries_.end(), entry);
  by_version_.emplace(key, fresh);
  versions_of(entry).push_back(fresh);
  return true;
}

bool Registry::unset(ProgramVersion id, const std::string& owner) {
  const bool tcp = remove({id.program, id.version, Protocol::tcp}, owner);
  const bool udp = remove({id.program, id.version, Protocol::udp}, owner);
  return tcp && udp;
}

std::optional<std::uint16_t> Registry::port(ProgramVersion id, Protocol protocol) const {
  if (const auto exact = by_version_.find({id.program, id.version, protocol}); exact != by_version_.end()) {
    return exact->second->port;
  }
  const auto others = by_program_.find({id.program, 0, protocol});
  if (others == by_program_.end()) return std::nullopt;
  return others->second.back()->port;
}

std::vector<Registry::Entry>& Registry::versions_of(const MappedPort& entry) {
  return by_program_[{entry.id.program, 0, entry.protocol}];
}

bool Registry::remove(const Key& key, const std::string& owner) {
  const auto found = by_version_.find(key);
  if (found == by_version_.end()) return true;
  const Entry entry = found->second;
  if (owner != superuser && owner != entry->owner) return false;
  std::vector<Entry>& versions = versions_of(*entry);
  std::erase(versions, entry);
  if (versions.empty()) by_program_.erase({key.program, 0, key.protocol});
  by_version_.erase(found);
  entries_.erase(entry);
  return true;
}

}  // namespace onc
