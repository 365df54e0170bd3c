// Who is registered where. Knows no protocol: what may be registered by whom is decided here, how it is asked for is
// the services' business. Every operation but `all` takes constant time, however much is registered.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include <onc/program.h>

namespace onc {

/// Protocol numbers of IP, as version 2 registrations name them.
enum class Protocol : std::uint32_t { tcp = 6, udp = 17 };

/// One registration.
struct MappedPort {
  ProgramVersion id{};
  Protocol protocol = Protocol::tcp;
  std::uint16_t port = 0;
  std::string owner{};

  friend bool operator==(const MappedPort&, const MappedPort&) = default;
};

/// May remove and replace what belongs to anybody.
inline constexpr const char* superuser = "superuser";

class Registry {
 public:
  /// Enters `entry`. True also when exactly this is registered already, whoever did; false when the place is taken by
  /// another port.
  bool set(const MappedPort& entry);
  /// Removes a version over all protocols, as far as it belongs to `owner`. False when something of another owner is
  /// left; absence is success.
  bool unset(ProgramVersion id, const std::string& owner);
  /// The port of a version; without it, of the version of the program that was registered last: its server will name
  /// the versions it has.
  [[nodiscard]] std::optional<std::uint16_t> port(ProgramVersion id, Protocol protocol) const;
  /// Everything, in the order of registration.
  [[nodiscard]] const std::list<MappedPort>& all() const noexcept { return entries_; }

 private:
  using Entry = std::list<MappedPort>::iterator;
  struct Key {
    std::uint32_t program;
    std::uint32_t version;
    Protocol protocol;
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct HashKey {
    std::size_t operator()(const Key& key) const noexcept;
  };

  [[nodiscard]] std::vector<Entry>& versions_of(const MappedPort& entry);
  bool remove(const Key& key, const std::string& owner);

  std::list<MappedPort> entries_;
  std::unordered_map<Key, Entry, HashKey> by_version_;
  // All versions of a program over a protocol, in the order of registration; the version in these keys is 0.
  std::unordered_map<Key, std::vector<Entry>, HashKey> by_program_;
};

}  // namespace onc
