#include <onc/channel.h>

#include <algorithm>
#include <utility>
#include <vector>

#include <onc/binding.h>

#include "client/datagram_channel.h"
#include "client/stream_channel.h"
#include "transport/resolve.h"
#include "transport/socket_datagram.h"
#include "transport/socket_stream.h"

namespace onc {

namespace {

using Addresses = std::vector<SocketAddress>;

// What is left of the time for connecting.
class Patience {
 public:
  explicit Patience(Duration time) : end_(Clock::now() + std::min<Duration>(time, std::chrono::hours(24 * 365))) {}
  [[nodiscard]] Duration left() const { return std::max(Duration::zero(), end_ - Clock::now()); }

 private:
  TimePoint end_;
};

std::string name_of(Transport transport, const SocketAddress& address) {
  return std::string(to_string(transport)) + " " + address.to_string();
}

// Asks rpcbind for the port and puts it behind each address of the host.
Result<Addresses> bind(std::string_view host, ProgramVersion id, const ConnectOptions& options,
                       const Patience& patience) {
  if (options.transport == Transport::local) {
    return Error(Errc::invalid_argument, "transport 'local' needs the path of the server's socket as address");
  }
  const Rpcbind rpcbind(rpcbind_address(options.rpcbind, host), options.transport, patience.left());
  const auto port = rpcbind.port(id, options.transport);
  if (!port) return port.error();
  return resolve_host(std::string(host), *port);
}

Result<Addresses> locate(std::string_view host, ProgramVersion id, const ConnectOptions& options,
                         const Patience& patience) {
  if (options.address.empty()) return bind(host, id, options, patience);
  const bool local = is_local_address(options.address);
  if (local == (options.transport == Transport::local)) return resolve_address(options.address);
  return Error(Errc::invalid_argument, "address '" + options.address + "' does not fit transport '" +
                                           std::string(to_string(options.transport)) + "'");
}

Result<std::shared_ptr<Channel>> open_datagram(const SocketAddress& address, const ConnectOptions& options) {
  auto socket = SocketDatagram::open(address);
  if (!socket) return std::move(socket).error();
  auto session = ClientSessionOptions::from(options, name_of(Transport::udp, address));
  return std::shared_ptr<Channel>(std::make_shared<DatagramChannel>(*std::move(socket), std::move(session)));
}

// Each address in turn, until one takes the connection.
Result<std::shared_ptr<Channel>> open_stream(const Addresses& addresses, const ConnectOptions& options,
                                             const Patience& patience) {
  Error error(Errc::unreachable);
  std::vector<std::string> tried;
  for (const SocketAddress& address : addresses) {
    auto stream = SocketStream::connect(address, patience.left());
    if (stream) {
      auto session = ClientSessionOptions::from(options, name_of(options.transport, address));
      return std::shared_ptr<Channel>(std::make_shared<StreamChannel>(*std::move(stream), std::move(session)));
    }
    error = std::move(stream).error();
    tried.push_back(error.message());
  }
  tried.pop_back();  // the last one is the error itself
  for (std::string& cause : tried) error = std::move(error).with_cause("before that: " + std::move(cause));
  return error;
}

}  // namespace

Result<std::shared_ptr<Channel>> open_channel(std::string_view host, ProgramVersion id, const ConnectOptions& options) {
  const Patience patience(options.deadline.value_or(options.total_time));
  const auto addresses = locate(host, id, options, patience);
  if (!addresses) return addresses.error();
  if (options.transport == Transport::udp) return open_datagram(addresses->front(), options);
  return open_stream(*addresses, options, patience);
}

Error malformed_results(const Procedure& procedure, const xdr::FaultReport& report) {
  return Error(Errc::malformed_reply, std::string(procedure.name) + ": " + report.message("reply"));
}

}  // namespace onc
