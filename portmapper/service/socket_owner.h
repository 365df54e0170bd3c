// Whose a socket of this host is, as the kernel says (sock_diag(7)).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include <onc/address.h>
#include <onc/options.h>

namespace onc {

/// Who has sent something from an address of this host.
struct Sender {
  bool is_here = true;  ///< false: nobody of this host has a socket there, so the address is forged
  std::optional<std::uint32_t> uid{};
};

/// Keeps one socket to the kernel. For one thread at a time.
class SocketOwners {
 public:
  SocketOwners();
  SocketOwners(const SocketOwners&) = delete;
  SocketOwners& operator=(const SocketOwners&) = delete;
  virtual ~SocketOwners();

  /// The uid whose socket gets what `remote` sends to `local`: connected to `remote`, else listening or unconnected
  /// there. `transport`: udp or tcp. Nothing when there is none, or the kernel does not say.
  [[nodiscard]] virtual std::optional<std::uint32_t> uid(Transport transport, const SocketAddress& local,
                                                         const SocketAddress& remote);
  /// The uid of one who listens at the port (of udp: has a socket there), at whatever address of the family. Takes
  /// longer.
  [[nodiscard]] virtual std::optional<std::uint32_t> uid_at_port(Transport transport, int family, std::uint16_t port);
  /// Who has sent what came from `peer`, an address of this host, to `asked`. Without uid where it may have been
  /// another one: the connection has no owner any more (of which kernels say that it is root's), or several users have
  /// sockets at the port of udp, of which each may send from every address of this host (IP_PKTINFO); or the kernel
  /// does not say.
  [[nodiscard]] virtual Sender sender(Transport transport, const SocketAddress& peer, const SocketAddress& asked);

 private:
  class Netlink;
  [[nodiscard]] Sender only_user_of_port(std::uint16_t port);

  std::unique_ptr<Netlink> netlink_;
};

}  // namespace onc
