// rpcbind, seen from its clients: finding and registering servers (RFC 1833, version 2).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <onc/options.h>
#include <onc/program.h>
#include <onc/result.h>

namespace onc {

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

  /// The port of a program. Errors: rpcbind_unreachable; program_not_registered; version_not_registered with the
  /// versions that are; transport_not_registered.
  [[nodiscard]] Result<std::uint16_t> port(ProgramVersion id, Transport transport) const;
  /// All registrations over udp and tcp.
  [[nodiscard]] Result<std::vector<Registration>> dump() const;
  /// Registers. Errors: rpcbind_unreachable; rpcbind_refused, when another registration stands or we may not.
  [[nodiscard]] Result<void> set(const Registration& registration) const;
  /// Removes all registrations of this version. Absence is no error; being refused is.
  [[nodiscard]] Result<void> unset(ProgramVersion id) const;

  [[nodiscard]] const std::string& address() const noexcept { return address_; }

 private:
  class Session;

  std::string address_;
  Transport transport_;
  Duration deadline_;
};

}  // namespace onc
