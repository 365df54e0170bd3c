// By what a server recognises a call that it has had before.
#pragma once

#include <cstdint>

#include <onc/service.h>

#include "base/siphash.h"
#include "message/call_message.h"

namespace onc {

/// Where a call came from. Over udp the address with its port; over streams the host without, or the local user, since
/// a client that has lost its connection comes back from another port.
struct Caller {
  std::uint64_t host_high = 0;  ///< an IPv6 address; one of IPv4 as IPv6 maps it; of local peers the user
  std::uint64_t host_low = 0;
  std::uint32_t scope = 0;  ///< of link-local addresses
  std::uint16_t port = 0;
  Transport transport = Transport::tcp;
  friend bool operator==(const Caller&, const Caller&) = default;

  static Caller of(const Peer& peer) noexcept;
};

struct CallKey {
  Caller caller{};
  std::uint32_t xid = 0;
  ProgramVersion id{};
  std::uint32_t procedure = 0;
  std::uint64_t checksum = 0;  ///< of all the above, the credential, the verifier and the arguments
  friend bool operator==(const CallKey&, const CallKey&) = default;

  /// `secret` keeps strangers from making checksums collide.
  static CallKey of(const CallMessage& call, const Peer& peer, HashKey secret) noexcept;
};

}  // namespace onc
