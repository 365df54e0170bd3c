// Whose a socket of this host is, as the kernel says (sock_diag(7)).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include <onc/address.h>
#include <onc/options.h>

namespace onc {

/// Keeps one socket to the kernel. For one thread at a time.
class SocketOwners {
 public:
  SocketOwners();
  SocketOwners(const SocketOwners&) = delete;
  SocketOwners& operator=(const SocketOwners&) = delete;
  virtual ~SocketOwners();

  /// The uid whose socket is at `local`: connected to `remote`, else listening or unconnected there. `transport`: udp
  /// or tcp. Nothing when there is none, or the kernel does not say.
  [[nodiscard]] virtual std::optional<std::uint32_t> uid(Transport transport, const SocketAddress& local,
                                                         const SocketAddress& remote);

 private:
  class Netlink;
  std::unique_ptr<Netlink> netlink_;
};

}  // namespace onc
