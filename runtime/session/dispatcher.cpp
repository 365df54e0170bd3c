#include "session/dispatcher.h"

#include <algorithm>
#include <limits>
#include <new>

namespace onc {

void Dispatcher::add(Service& service) {
  const ProgramVersion id = service.program_version();
  const auto range = ranges_.try_emplace(id.program, VersionRange{id.version, id.version}).first;
  try {
    services_[key(id)] = &service;
  } catch (const std::bad_alloc&) {
    find_range(id.program);
    throw;
  }
  range->second.low = std::min(range->second.low, id.version);
  range->second.high = std::max(range->second.high, id.version);
}

void Dispatcher::remove(Service& service) noexcept {
  const ProgramVersion id = service.program_version();
  const auto entry = services_.find(key(id));
  if (entry == services_.end() || entry->second != &service) return;
  services_.erase(entry);
  find_range(id.program);
}

// Of the versions that there are; without any, the program is none.
void Dispatcher::find_range(std::uint32_t program) noexcept {
  VersionRange range{std::numeric_limits<std::uint32_t>::max(), 0};
  for (const auto& entry : services_) {
    const ProgramVersion id = program_version_of(entry.first);
    if (id.program != program) continue;
    range = {std::min(range.low, id.version), std::max(range.high, id.version)};
  }
  if (range.low > range.high) {
    ranges_.erase(program);
  } else {
    ranges_.find(program)->second = range;
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

}  // namespace onc
