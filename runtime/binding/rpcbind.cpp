#include <sys/socket.h>

#include <algorithm>
#include <optional>
#include <utility>

#include <onc/binding.h>
#include <onc/universal_address.h>

#include "base/escape.h"
#include "base/patience.h"
#include "binding/find_service.h"
#include "binding/portmap_protocol.h"
#include "binding/rpcbind_place.h"
#include "binding/rpcbind_session.h"
#include "portmap.h"
#include "transport/resolve.h"
#include "transport/socket_stream.h"

namespace onc {

namespace {

using Portmap = portmap::PMAP_PROG::PMAP_VERS;

bool is_listening(std::string_view path) {
  const auto address = SocketAddress::local(path);
  return address && SocketStream::connect(*address, std::chrono::seconds(1)).has_value();
}

// One short connection to version 2 of the rpcbind that is asked.
class PortmapSession {
 public:
  PortmapSession(const std::string& address, Transport transport, Duration deadline)
      : address_(address), client_(connect(address, transport, deadline)) {}

  template <class R>
  Result<R> call(Result<R> (Portmap::Client::*procedure)(const portmap::mapping&, const CallOptions&) const,
                 const portmap::mapping& argument) const {
    if (!client_) return rpcbind_error(client_.error(), address_);
    return checked((*client_.*procedure)(argument, {}));
  }
  [[nodiscard]] Result<portmap::pmaplist_ptr> dump() const {
    if (!client_) return rpcbind_error(client_.error(), address_);
    return checked(client_->pmapproc_dump());
  }

 private:
  static Result<Portmap::Client> connect(const std::string& address, Transport transport, Duration deadline) {
    return Portmap::Client::connect("", {.transport = is_local_address(address) ? Transport::local : transport,
                                         .total_time = deadline,
                                         .deadline = deadline,
                                         .address = address});
  }
  template <class R>
  Result<R> checked(Result<R> result) const {
    return result ? std::move(result) : Result<R>(rpcbind_error(result.error(), address_));
  }

  const std::string& address_;
  Result<Portmap::Client> client_;
};

}  // namespace

std::string rpcbind_address(std::string_view option, std::string_view host) {
  std::string configured = configured_rpcbind(option);
  return configured.empty() ? join_host_and_port(host, portmap::PMAP_PORT) : configured;
}

Rpcbind::Rpcbind(std::string address, Transport transport, Duration deadline)
    : address_(std::move(address)), transport_(transport), deadline_(deadline) {}

Rpcbind Rpcbind::for_registration(std::string_view option) {
  std::string address = configured_rpcbind(option);
  if (address.empty()) {
    address = is_listening(rpcbind_socket) ? std::string(rpcbind_socket)
                                           : join_host_and_port("127.0.0.1", portmap::PMAP_PORT);
  }
  return Rpcbind(std::move(address));
}

Result<std::uint16_t> Rpcbind::port(ProgramVersion id, Transport transport) const {
  if (transport == Transport::local) return Error(Errc::invalid_argument, "local sockets have no port, but a path");
  const Patience patience(deadline_);
  const auto rpcbinds = resolve(patience);
  if (!rpcbinds) return rpcbinds.error();
  const auto found = find_service(*rpcbinds, transport_, id, netid_of(transport, rpcbinds->front().family()), patience);
  if (!found) return found.error();
  return found->address.port();
}

Result<SocketAddress> Rpcbind::find(ProgramVersion id, std::string_view netid) const {
  const auto wanted = parse_netid(netid);
  if (!wanted) {
    return Error(Errc::invalid_argument,
                 "'" + escaped(netid) + "' is no netid; expected udp, udp6, tcp, tcp6 or local");
  }
  const Patience patience(deadline_);
  auto rpcbinds = resolve(patience);
  if (!rpcbinds) return std::move(rpcbinds).error();
  // Asked over its own family rpcbind can answer at once, over another it has to list all that it knows.
  std::stable_partition(rpcbinds->begin(), rpcbinds->end(),
                        [&](const SocketAddress& rpcbind) { return rpcbind.family() == wanted->family; });
  const auto found = find_service(*rpcbinds, transport_, id, *wanted, patience);
  if (!found) return found.error();
  return found->address;
}

Result<std::vector<Registration>> Rpcbind::dump() const {
  const auto list = PortmapSession(address_, Transport::tcp, deadline_).dump();  // may be larger than a datagram
  if (!list) return list.error();
  std::vector<Registration> all;
  for (const portmap::pmaplist& entry : *list) {
    const auto transport = transport_of(entry.map.prot);
    if (!transport || entry.map.port > 0xffff) continue;
    all.push_back({{entry.map.prog, entry.map.vers}, *transport, static_cast<std::uint16_t>(entry.map.port)});
  }
  return all;
}

Result<void> Rpcbind::set(const Registration& registration) const {
  const auto done = PortmapSession(address_, transport_, deadline_)
                        .call(&Portmap::Client::pmapproc_set, {.prog = registration.id.program,
                                                               .vers = registration.id.version,
                                                               .prot = protocol_of(registration.transport),
                                                               .port = registration.port});
  if (!done) return done.error();
  if (*done) return {};
  return Error(Errc::rpcbind_refused, "at " + address_ + ": " + name_of(registration.id) + " over " +
                                          std::string(to_string(registration.transport)) + " was not registered");
}

Result<void> Rpcbind::set(ProgramVersion id, Transport transport, const SocketAddress& address) const {
  auto session = open();
  if (!session) return std::move(session).error();
  const auto done = session->set(id, transport, address);
  if (!done) return done.error();
  if (*done) return {};
  return Error(Errc::rpcbind_refused, "at " + address_ + ": " + name_of(id) + " over " +
                                          std::string(netid_of(transport, address.family()).text()) +
                                          " was not registered");
}

Result<void> Rpcbind::unset(ProgramVersion id) const {
  auto session = open();
  if (!session) return std::move(session).error();
  const auto done = session->unset(id);
  if (!done) return done.error();
  return {};  // FALSE: there was nothing, or it belongs to another user, which `set` will tell
}

// IPv4 mapped into IPv6 is IPv4 to rpcbind.
Result<std::vector<SocketAddress>> Rpcbind::resolve(const Patience& patience) const {
  auto addresses = resolve_address(address_, patience);
  if (!addresses) return rpcbind_error(addresses.error(), address_);
  for (SocketAddress& address : *addresses) address = address.unmapped();
  return addresses;
}

Result<RpcbindSession> Rpcbind::open() const {
  const Patience patience(deadline_);
  const auto rpcbinds = resolve(patience);
  if (!rpcbinds) return rpcbinds.error();
  Result<RpcbindSession> session = Error(Errc::rpcbind_unreachable, "at " + address_);
  for (const SocketAddress& rpcbind : *rpcbinds) {
    session = RpcbindSession::open(rpcbind, transport_, patience);
    if (session) break;
  }
  return session;
}

}  // namespace onc
