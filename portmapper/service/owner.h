// Who asks, and what he may.
#pragma once

#include <optional>
#include <string>

#include <onc/service.h>

namespace onc {

/// The owner that a caller registers as: the uid of a local peer as the kernel knows it ("superuser" for root), or for
/// loopback addresses "superuser" from a port below 1024, which only root can have, else "unknown". Nothing for
/// everybody else: they may look up, but not register. What the call itself claims is never asked.
std::optional<std::string> owner_of(const Peer& peer);

}  // namespace onc
