// Asking rpcbind where a service is, and saying what there is instead when it is not there.
#pragma once

#include <cstddef>
#include <vector>

#include <onc/address.h>
#include <onc/program.h>
#include <onc/result.h>
#include <onc/universal_address.h>

#include "base/patience.h"

namespace onc {

struct FoundService {
  SocketAddress address{};      ///< as rpcbind says; see RpcbindSession::find for what its host is worth
  std::size_t answered_by = 0;  ///< index in `rpcbinds`
};

/// Asks the first of `rpcbinds`, addresses of one rpcbind, that answers. `over`: udp or tcp, ignored for local ones.
/// Errors: program_not_registered; version_not_registered with the versions that are; transport_not_registered;
/// rpcbind_unreachable when none answers; rpcbind_refused; malformed_reply.
/// REQUIRES: !rpcbinds.empty().
Result<FoundService> find_service(const std::vector<SocketAddress>& rpcbinds, Transport over, ProgramVersion id,
                                  const Netid& netid, const Patience& patience);

}  // namespace onc
