// From a host and a program to the addresses that a client connects to.
#pragma once

#include <string_view>
#include <vector>

#include <onc/address.h>
#include <onc/options.h>
#include <onc/program.h>
#include <onc/result.h>

#include "base/patience.h"

namespace onc {

/// Where the service of `id` can be called over `transport`: `options.address` if given, else what rpcbind says, asked
/// as docs/runtime.md describes (options.rpcbind, ONC_RPCBIND, this host's socket, port 111 of the host). Over udp and
/// tcp: addresses of `host`, IPv4 before IPv6, and within a family the one whose rpcbind answered first; rpcbind is
/// asked once for each family, and a family that it knows no server in is left out. Over local: the server's path.
///
/// A rpcbind chooses the port and nothing else: the addresses are always those that `host` resolves to, and a path is
/// taken only from a rpcbind of this host.
///
/// Never empty. Errors: invalid_argument, host_not_found, timed_out (the resolver does not answer), and those of
/// Rpcbind::port. When both families fail, the error is of the one whose rpcbind answered, with the other's behind it.
Result<std::vector<SocketAddress>> locate(std::string_view host, ProgramVersion id, Transport transport,
                                          const ConnectOptions& options, const Patience& patience);

}  // namespace onc
