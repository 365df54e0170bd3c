#include "session/dispatcher.h"

#include <algorithm>

namespace onc {

void Dispatcher::add(Service& service) {
  const ProgramVersion id = service.program_version();
  services_[key(id)] = &service;
  const auto [entry, fresh] = ranges_.try_emplace(id.program, VersionRange{id.version, id.version});
  if (fresh) return;
  entry->second.low = std::min(entry->second.low, id.version);
  entry->second.high = std::max(entry->second.high, id.version);
}

void Dispatcher::remove(Service& service) {
  const ProgramVersion id = service.program_version();
  const auto entry = services_.find(key(id));
  if (entry == services_.end() || entry->second != &service) return;
  services_.erase(entry);
  ranges_.erase(id.program);
  for (const ProgramVersion other : all()) {
    if (other.program != id.program) continue;
    const auto [range, fresh] = ranges_.try_emplace(id.program, VersionRange{other.version, other.version});
    range->second.low = std::min(range->second.low, other.version);
    range->second.high = std::max(range->second.high, other.version);
  }
}

Service* Dispatcher::find(ProgramVersion id) const noexcept {
  const auto entry = services_.find(key(id));
  return entry == services_.end() ? nullptr : entry->second;
}

std::optional<VersionRange> Dispatcher::versions(std::uint32_t program) const noexcept {
  const auto entry = ranges_.find(program);
  if (entry == ranges_.end()) return std::nullopt;
  return entry->second;
}

std::vector<ProgramVersion> Dispatcher::all() const {
  std::vector<ProgramVersion> ids;
  ids.reserve(services_.size());
  for (const auto& entry : services_) ids.push_back(program_version_of(entry.first));
  return ids;
}

}  // namespace onc
