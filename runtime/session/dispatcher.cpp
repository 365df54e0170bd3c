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
  for (const auto& [id, service] : services_) ids.push_back(service->program_version());
  return ids;
}

}  // namespace onc
