// What version 2 of the portmapper says in place of a netid (RFC 1833, 3.1).
#pragma once

#include <cstdint>
#include <optional>

#include <onc/options.h>

#include "portmap.h"

namespace onc {

inline std::uint32_t protocol_of(Transport transport) noexcept {
  return transport == Transport::udp ? portmap::PMAP_UDP : portmap::PMAP_TCP;
}

inline std::optional<Transport> transport_of(std::uint32_t protocol) noexcept {
  if (protocol == portmap::PMAP_UDP) return Transport::udp;
  if (protocol == portmap::PMAP_TCP) return Transport::tcp;
  return std::nullopt;
}

}  // namespace onc
