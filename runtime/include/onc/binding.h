// rpcbind, seen from its clients: finding and registering servers (RFC 1833).
//
// Servers are found by version 4 of rpcbind, or 3, or 2, whichever is the newest that it speaks. A *netid* names a
// transport over an address family: "udp", "udp6", "tcp", "tcp6", "local" (RFC 5665).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <onc/address.h>
#include <onc/options.h>
#include <onc/program.h>
#include <onc/result.h>

namespace onc {

class Patience;
class RpcbindSession;

/// One registration.
struct Registration {
  ProgramVersion id{};
  Transport transport = Transport::tcp;  ///< udp or tcp
  std::uint16_t port = 0;
  friend bool operator==(const Registration&, const Registration&) = default;
};

/// Where rpcbind is asked: `option` if not empty, else the environment variable ONC_RPCBIND, else port 111 of `host`.
std::string rpcbind_address(std::string_view option, std::string_view host);

/// A client of one rpcbind. Each function makes its own short connection and takes at most `deadline`.
class Rpcbind {
 public:
  /// `address`: "host:port" or the path of a local socket. `transport`: udp or tcp, ignored for a path.
  explicit Rpcbind(std::string address, Transport transport = Transport::tcp,
                   Duration deadline = std::chrono::seconds(25));

  /// The rpcbind of this host that servers register with: `option`, ONC_RPCBIND, /run/rpcbind.sock, or port 111.
  static Rpcbind for_registration(std::string_view option);

  /// The port of a program over the address family that rpcbind is asked over, IPv4 when that is a local socket.
  /// Errors: rpcbind_unreachable; rpcbind_refused; program_not_registered; version_not_registered with the versions
  /// that are; transport_not_registered, with the netids that are in the detail; malformed_reply; invalid_argument for
  /// Transport::local, which has no ports. Each names the versions of rpcbind that were tried.
  [[nodiscard]] Result<std::uint16_t> port(ProgramVersion id, Transport transport) const;
  /// Where a program listens, as rpcbind says. Of "udp", "tcp" and their like use the port alone: the host is often a
  /// wildcard, and a rpcbind should have no way to send its clients to another host than the one they asked about.
  /// "local": the path of a socket on rpcbind's own host. A rpcbind of version 3 or 2 may name the server of another
  /// version, which then answers version_mismatch. Errors: as `port`; invalid_argument for an unknown netid.
  [[nodiscard]] Result<SocketAddress> find(ProgramVersion id, std::string_view netid) const;
  /// All registrations over udp and tcp, by version 2.
  [[nodiscard]] Result<std::vector<Registration>> dump() const;
  /// Registers for IPv4, by version 2. Errors: rpcbind_unreachable; rpcbind_refused, when another registration stands
  /// or we may not.
  [[nodiscard]] Result<void> set(const Registration& registration) const;
  /// Registers under the netid of `transport` over the address's family, by version 4 or 3. Errors: as above;
  /// invalid_argument for an address that has no universal form; transport_not_registered by a rpcbind that has
  /// version 2 only.
  [[nodiscard]] Result<void> set(ProgramVersion id, Transport transport, const SocketAddress& address) const;
  /// Removes all registrations of this version, by the newest version of rpcbind. Absence is no error, a refusal is.
  [[nodiscard]] Result<void> unset(ProgramVersion id) const;

  [[nodiscard]] const std::string& address() const noexcept { return address_; }

 private:
  [[nodiscard]] Result<std::vector<SocketAddress>> resolve(const Patience& patience) const;
  [[nodiscard]] Result<RpcbindSession> open() const;

  std::string address_;
  Transport transport_;
  Duration deadline_;
};

}  // namespace onc
