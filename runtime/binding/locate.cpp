#include "binding/locate.h"

#include <onc/binding.h>

#include "transport/resolve.h"

namespace onc {

Result<std::vector<SocketAddress>> locate(std::string_view host, ProgramVersion id, Transport transport,
                                          const ConnectOptions& options, const Patience& patience) {
  if (options.address.empty()) {
    if (transport == Transport::local)
      return Error(Errc::invalid_argument, "transport 'local' needs the path of the server's socket as address");
    const Rpcbind rpcbind(rpcbind_address(options.rpcbind, host), transport, patience.left());
    const auto port = rpcbind.port(id, transport);
    if (!port) return port.error();
    return resolve_host(std::string(host), *port);
  }
  const bool local = is_local_address(options.address);
  if (local == (transport == Transport::local)) return resolve_address(options.address);
  return Error(Errc::invalid_argument, "address '" + options.address + "' does not fit transport '" +
                                           std::string(to_string(transport)) + "'");
}

}  // namespace onc
