// What the portmapper's three versions have in common: who may register what, and how addresses are given out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <onc/observe.h>
#include <onc/service.h>
#include <onc/universal_address.h>

#include "registry/registry.h"
#include "service/local_addresses.h"
#include "service/socket_owner.h"

namespace onc {

/// The program number of the portmapper itself, which nobody may register.
inline constexpr std::uint32_t portmapper_program = 100000;

struct DirectoryOptions {
  /// Registrations over loopback TCP and UDP are refused: the local socket alone is left.
  bool local_only = false;
  /// Everybody, from everywhere, may register; who is not of this host is of an unknown owner.
  bool insecure = false;
  /// Registrations in all, and of one user other than root.
  std::size_t most = 262'144;
  std::size_t most_of_user = 4'096;
  LogHook log{};
  bool log_registrations = false;  ///< not only what is refused
  /// How long a server that ended without a word is still named: what had a socket when it was registered is looked at
  /// again when it is asked for, after so long.
  Duration probe_interval = std::chrono::seconds(30);
  TimePoint (*now)() = Clock::now;
};

/// For one thread at a time. What is refused, and what is registered, is told to the log, 100 times in a second at
/// most.
class Directory {
 public:
  /// All outlive it.
  Directory(Registry& registry, SocketOwners& owners, LocalAddresses& addresses, DirectoryOptions options)
      : registry_(registry), owners_(owners), addresses_(addresses), options_(std::move(options)) {}

  /// As whom a peer registers: the uid of a local peer, or of the socket that a peer at 127.0.0.1 or ::1 has. Nothing
  /// for everybody else: they may look up, but not register. What the call itself claims is never asked.
  [[nodiscard]] std::optional<Owner> owner_of(const Peer& peer);

  /// True also when exactly this is registered already, whoever did.
  bool set(const Registered& wanted, const Peer& peer);
  /// Removes what stands under the netids; false when something of another owner is left. Absence is success.
  bool unset(ProgramVersion id, const std::vector<Netid>& netids, const Owner& owner, const Peer& peer);

  /// Enters what a predecessor has kept, as far as a server still listens there; the rest is left out. Returns how much
  /// was entered.
  std::size_t restore(const std::vector<Registered>& kept);

  /// What stands there; null when nothing does. Exactly this version, or else the youngest other one of the program.
  [[nodiscard]] const Registered* find(ProgramVersion id, const Netid& netid);
  [[nodiscard]] const Registered* find_or_other_version(ProgramVersion id, const Netid& netid);
  /// Everything that is registered, without what has ended.
  [[nodiscard]] const Registry::Entries& all();
  [[nodiscard]] std::vector<const Registered*> find_all(ProgramVersion id);

  /// The universal address under which `peer` reaches what is registered: a wildcard becomes the address that the peer
  /// has asked, or that `hint`, an address of this host, names. Empty for null.
  [[nodiscard]] std::string address_for(const Registered* entry, const Peer& peer, std::string_view hint = {});
  [[nodiscard]] std::size_t size() const noexcept { return registry_.size(); }

 private:
  [[nodiscard]] const char* objection_to(const Registered& wanted);
  [[nodiscard]] const char* objection_to_address(const Registered& wanted);
  [[nodiscard]] const char* objection_to_user(const Registered& wanted);
  [[nodiscard]] bool is_held_by_others(const Registered& wanted);
  [[nodiscard]] bool is_users_port(const Registered& wanted);
  [[nodiscard]] std::optional<std::uint32_t> listener_of(const Netid& netid, const SocketAddress& address);
  [[nodiscard]] std::optional<std::uint32_t> any_listener_of(const Netid& netid, const SocketAddress& address);
  [[nodiscard]] bool is_served(const Registered& entry);
  void begin_probing(const Registered& entry);
  bool drop_if_dead(const Registered& entry);
  [[nodiscard]] std::optional<SocketAddress> host_for(const Peer& peer, const Netid& netid, std::string_view hint);
  void log(LogEvent::Level level, const char* event, const Registered& entry, const Peer& peer,
           std::string_view why = {});
  [[nodiscard]] bool may_log();

  Registry& registry_;
  SocketOwners& owners_;
  LocalAddresses& addresses_;
  DirectoryOptions options_;
  std::unordered_map<const Registered*, TimePoint> probed_{};  // those that had a socket, and when they last had
  TimePoint second_began_{};
  std::size_t logged_ = 0;    // in this second
  std::size_t left_out_ = 0;  // since the last one that was logged
};

}  // namespace onc
