// What a server wants registered for each of its versions, and how that compares with what rpcbind lists. No I/O.
#pragma once

#include <cstdint>
#include <vector>

#include <onc/address.h>
#include <onc/program.h>
#include <onc/server.h>
#include <onc/universal_address.h>

#include "binding/rpcbind_session.h"

namespace onc {

/// One registration: where a version is found under one netid.
struct NetidAddress {
  Netid netid{};
  SocketAddress address{};
};

/// What servers at `endpoints` have registered. Under each netid one endpoint is, the first; one of IPv6 that takes
/// IPv4, too, is under both. A rpcbind of version 2 knows the ports of IPv4 only: there those of IPv6 have the
/// registration of IPv4 where nobody else wants it, since clients of IPv6 look there, too. Of IPv4 the host is always
/// 0.0.0.0, as version 2 has it.
std::vector<NetidAddress> wanted_registrations(const std::vector<Endpoint>& endpoints, std::uint32_t rpcbind_version);

/// How the registrations of one version stand.
struct Standing {
  std::vector<NetidAddress> ours{};     ///< those wanted that are there
  std::vector<NetidAddress> missing{};  ///< those wanted under whose netid there is nothing
  bool taken = false;                   ///< under a netid that is wanted, another server is registered
};

/// Compares ports, and of local sockets the paths. `listed` is what a peer says: what cannot be read is another
/// server's.
Standing standing_of(ProgramVersion id, const std::vector<NetidAddress>& wanted,
                     const std::vector<ListedService>& listed);

}  // namespace onc
