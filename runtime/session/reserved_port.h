// Ports that only privileged processes of a Unix host can have.
#pragma once

#include <cstdint>

#include <onc/service.h>

namespace onc {

inline constexpr std::uint16_t first_unreserved_port = 1024;

/// REQUIRES: no local peer.
inline bool has_reserved_port(const Peer& peer) noexcept { return peer.address.port() < first_unreserved_port; }

}  // namespace onc
