#include <onc/channel.h>

#include <utility>
#include <vector>

#include "base/patience.h"
#include "binding/locate.h"
#include "client/datagram_channel.h"
#include "client/stream_channel.h"
#include "transport/socket_datagram.h"
#include "transport/socket_stream.h"

namespace onc {

namespace {

using Addresses = std::vector<SocketAddress>;

std::string name_of(Transport transport, const SocketAddress& address) {
  return std::string(to_string(transport)) + " " + address.to_string();
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
  const auto addresses = locate(host, id, options.transport, options, patience);
  if (!addresses) return addresses.error();
  if (options.transport == Transport::udp) return open_datagram(addresses->front(), options);
  return open_stream(*addresses, options, patience);
}

Error malformed_results(const Procedure& procedure, const xdr::FaultReport& report) {
  return Error(Errc::malformed_reply, std::string(procedure.name) + ": " + report.message("reply"));
}

}  // namespace onc
