#include <onc/binding.h>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <utility>

#include "portmap.h"
#include "transport/resolve.h"
#include "transport/socket_stream.h"

namespace onc {

namespace {

using Portmap = portmap::PMAP_PROG::PMAP_VERS;

constexpr std::string_view local_socket = "/run/rpcbind.sock";

std::uint32_t protocol_of(Transport transport) noexcept {
  return transport == Transport::udp ? portmap::PMAP_UDP : portmap::PMAP_TCP;
}

std::optional<Transport> transport_of(std::uint32_t protocol) noexcept {
  if (protocol == portmap::PMAP_UDP) return Transport::udp;
  if (protocol == portmap::PMAP_TCP) return Transport::tcp;
  return std::nullopt;
}

std::string environment_address() {
  const char* value = std::getenv("ONC_RPCBIND");
  return value == nullptr ? "" : value;
}

std::string name_of(ProgramVersion id) {
  return "program " + std::to_string(id.program) + " version " + std::to_string(id.version);
}

// rpcbind's answers become errors of binding: whether it was there at all, and whether it was willing.
Error binding_error(const Error& error, const std::string& address) {
  const bool answered = error.code == Errc::auth_rejected || error.code == Errc::program_unavailable ||
                        error.code == Errc::version_mismatch || error.code == Errc::procedure_unavailable ||
                        error.code == Errc::garbage_arguments || error.code == Errc::server_failure;
  const Errc code = answered ? Errc::rpcbind_refused : Errc::rpcbind_unreachable;
  return Error(code, "at " + address).with_cause(error.message()).with_causes_of(error);
}

bool is_listening(std::string_view path) {
  const auto address = SocketAddress::local(path);
  return address && SocketStream::connect(*address, std::chrono::seconds(1)).has_value();
}

// Why GETPORT found nothing, from all that is registered.
Error explain_absence(const std::vector<Registration>& all, ProgramVersion id, Transport transport) {
  std::vector<std::uint32_t> versions;
  bool other_transport = false;
  for (const Registration& entry : all) {
    if (entry.id.program != id.program) continue;
    if (entry.id.version == id.version) other_transport = true;
    versions.push_back(entry.id.version);
  }
  std::sort(versions.begin(), versions.end());
  versions.erase(std::unique(versions.begin(), versions.end()), versions.end());
  if (versions.empty()) return Error(Errc::program_not_registered, name_of(id));
  if (other_transport) {
    return Error(Errc::transport_not_registered, name_of(id) + " over " + std::string(to_string(transport)));
  }
  std::string list;
  for (const std::uint32_t version : versions) list += (list.empty() ? "" : ", ") + std::to_string(version);
  return Error(Errc::version_not_registered, name_of(id) + "; registered: " + list)
      .with_registered_versions(std::move(versions));
}

}  // namespace

std::string rpcbind_address(std::string_view option, std::string_view host) {
  if (!option.empty()) return std::string(option);
  if (std::string address = environment_address(); !address.empty()) return address;
  return join_host_and_port(host, portmap::PMAP_PORT);
}

// One short connection to the rpcbind that is asked.
class Rpcbind::Session {
 public:
  explicit Session(const Rpcbind& rpcbind) : Session(rpcbind, rpcbind.transport_) {}
  // DUMP may be larger than a datagram, so it names its transport.
  Session(const Rpcbind& rpcbind, Transport transport)
      : address_(rpcbind.address_), client_(connect(rpcbind, transport)) {}

  template <class R>
  Result<R> call(Result<R> (Portmap::Client::*procedure)(const portmap::mapping&, const CallOptions&) const,
                 const portmap::mapping& argument) const {
    if (!client_) return binding_error(client_.error(), address_);
    return checked((*client_.*procedure)(argument, {}));
  }
  [[nodiscard]] Result<portmap::pmaplist_ptr> dump() const {
    if (!client_) return binding_error(client_.error(), address_);
    return checked(client_->pmapproc_dump());
  }

 private:
  static Result<Portmap::Client> connect(const Rpcbind& rpcbind, Transport transport) {
    const bool local = is_local_address(rpcbind.address_);
    return Portmap::Client::connect("", {.transport = local ? Transport::local : transport,
                                         .total_time = rpcbind.deadline_,
                                         .deadline = rpcbind.deadline_,
                                         .address = rpcbind.address_});
  }
  template <class R>
  Result<R> checked(Result<R> result) const {
    return result ? std::move(result) : Result<R>(binding_error(result.error(), address_));
  }

  const std::string& address_;
  Result<Portmap::Client> client_;
};

Rpcbind::Rpcbind(std::string address, Transport transport, Duration deadline)
    : address_(std::move(address)), transport_(transport), deadline_(deadline) {}

Rpcbind Rpcbind::for_registration(std::string_view option) {
  std::string address = option.empty() ? environment_address() : std::string(option);
  if (address.empty()) {
    address = is_listening(local_socket) ? std::string(local_socket)
                                         : join_host_and_port("127.0.0.1", portmap::PMAP_PORT);
  }
  return Rpcbind(std::move(address));
}

Result<std::uint16_t> Rpcbind::port(ProgramVersion id, Transport transport) const {
  const TimePoint start = Clock::now();
  const auto found = Session(*this).call(&Portmap::Client::pmapproc_getport,
                                         {.prog = id.program, .vers = id.version, .prot = protocol_of(transport)});
  if (!found) return found.error();
  if (*found > 0 && *found <= 0xffff) return static_cast<std::uint16_t>(*found);
  if (*found > 0) return Error(Errc::malformed_reply, "rpcbind at " + address_ + " names port " + std::to_string(*found));
  const Duration left = std::max<Duration>(deadline_ - (Clock::now() - start), std::chrono::milliseconds(1));
  const auto all = Rpcbind(address_, transport_, left).dump();
  if (all) return explain_absence(*all, id, transport).in_context("rpcbind at " + address_);
  return Error(Errc::program_not_registered, "rpcbind at " + address_ + ": " + name_of(id) + " over " +
                                                 std::string(to_string(transport)))
      .with_cause("whether another version or transport is registered is not known: " + all.error().message());
}

Result<std::vector<Registration>> Rpcbind::dump() const {
  const auto list = Session(*this, Transport::tcp).dump();
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
  const auto done = Session(*this).call(&Portmap::Client::pmapproc_set,
                                        {.prog = registration.id.program,
                                         .vers = registration.id.version,
                                         .prot = protocol_of(registration.transport),
                                         .port = registration.port});
  if (!done) return done.error();
  if (*done) return {};
  return Error(Errc::rpcbind_refused, "at " + address_ + ": " + name_of(registration.id) + " over " +
                                          std::string(to_string(registration.transport)) + " was not registered");
}

Result<void> Rpcbind::unset(ProgramVersion id) const {
  const auto done = Session(*this).call(&Portmap::Client::pmapproc_unset, {.prog = id.program, .vers = id.version});
  if (!done) return done.error();
  return {};  // FALSE: there was nothing, or it belongs to another user, which `set` will tell
}

}  // namespace onc
