// Where broadcasts go and what carries them: the interfaces of this host, and the datagram sockets.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <onc/broadcast.h>

#include "transport/file_descriptor.h"
#include "transport/transport.h"

struct ifaddrs;

namespace onc {

/// One address that a broadcast is sent to.
struct BroadcastTarget {
  std::string interface_name{};       ///< empty when the routing table chooses
  std::uint32_t interface_index = 0;  ///< 0 likewise
  SocketAddress address{};

  /// "eth0 192.0.2.255:111".
  [[nodiscard]] std::string to_string() const;
};

/// The targets that `options` mean on a host with these interfaces. Errors: invalid_argument.
Result<std::vector<BroadcastTarget>> broadcast_targets(const ifaddrs* interfaces, const BroadcastOptions& options);
/// The same for this host. Errors: system, too.
Result<std::vector<BroadcastTarget>> broadcast_targets(const BroadcastOptions& options);

/// Sends to many and receives from anybody. Implementations: sockets, and in tests memory with a clock of its own.
class BroadcastNetwork {
 public:
  BroadcastNetwork() = default;
  BroadcastNetwork(const BroadcastNetwork&) = delete;
  BroadcastNetwork& operator=(const BroadcastNetwork&) = delete;
  virtual ~BroadcastNetwork() = default;

  [[nodiscard]] virtual TimePoint now() const = 0;
  /// 0 or an errno.
  virtual int send(const BroadcastTarget& target, std::span<const std::byte> datagram) = 0;
  /// One datagram; waits at most `patience`.
  virtual IoResult receive(std::span<std::byte> into, Duration patience, SocketAddress& from) = 0;
};

/// A UDP socket for each family, opened when it is needed.
class BroadcastSockets final : public BroadcastNetwork {
 public:
  [[nodiscard]] TimePoint now() const override { return Clock::now(); }
  int send(const BroadcastTarget& target, std::span<const std::byte> datagram) override;
  IoResult receive(std::span<std::byte> into, Duration patience, SocketAddress& from) override;

 private:
  int open(FileDescriptor& socket, int family);

  FileDescriptor inet_;
  FileDescriptor inet6_;
  bool inet6_first_ = false;
};

class BroadcastSession;

/// Moves a started session on until it is over. Errors: unreachable when the first transmission reached no target;
/// system when receiving fails.
Result<BroadcastSummary> run_broadcast(BroadcastSession& session, BroadcastNetwork& network,
                                       const std::vector<BroadcastTarget>& targets, BroadcastAnswer answer);

}  // namespace onc
