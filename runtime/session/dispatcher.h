// Which service answers which program and version.
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>

#include <onc/error.h>
#include <onc/program.h>
#include <onc/service.h>

namespace onc {

class Dispatcher {
 public:
  /// Replaces the service of the same version. All or nothing, also without memory.
  void add(Service& service);
  /// If it is the one of its version.
  void remove(Service& service) noexcept;
  /// Null when there is none.
  [[nodiscard]] Service* find(ProgramVersion id) const noexcept;
  /// The lowest and highest version of a program; nothing when the program is not served.
  [[nodiscard]] std::optional<VersionRange> versions(std::uint32_t program) const noexcept;

 private:
  static std::uint64_t key(ProgramVersion id) noexcept { return (std::uint64_t{id.program} << 32) | id.version; }
  void find_range(std::uint32_t program) noexcept;
  static ProgramVersion program_version_of(std::uint64_t key) noexcept {
    return {static_cast<std::uint32_t>(key >> 32), static_cast<std::uint32_t>(key)};
  }

  std::unordered_map<std::uint64_t, Service*> services_;
  std::unordered_map<std::uint32_t, VersionRange> ranges_;
};

}  // namespace onc
