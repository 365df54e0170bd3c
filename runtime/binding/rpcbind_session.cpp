#include "binding/rpcbind_session.h"

#include <sys/socket.h>
#include <unistd.h>

#include <utility>

#include "base/escape.h"
#include "base/raw_address.h"
#include "binding/portmap_protocol.h"
#include "portmap.h"
#include "rpcbind.h"

namespace onc {

namespace {

using Portmap = portmap::PMAP_PROG::PMAP_VERS;
using Rpcbind3 = rpcbind::RPCBPROG::RPCBVERS;
using Rpcbind4 = rpcbind::RPCBPROG::RPCBVERS4;

constexpr std::uint32_t oldest = Portmap::id.version;

// Asking twice does no harm, so a lost datagram need not cost five seconds.
constexpr Duration retransmit_after = std::chrono::seconds(1);

bool has_answered(const Error& error) noexcept {
  switch (error.code) {
    case Errc::auth_rejected:
    case Errc::rpc_version_mismatch:
    case Errc::program_unavailable:
    case Errc::version_mismatch:
    case Errc::procedure_unavailable:
    case Errc::garbage_arguments:
    case Errc::server_failure: return true;
    default: return false;
  }
}

bool is_unreadable(const Error& error) noexcept {
  return error.code == Errc::malformed_reply || error.code == Errc::limit_exceeded;
}

bool is_of_binding(const Error& error) noexcept {
  return error.code == Errc::rpcbind_unreachable || error.code == Errc::transport_not_registered;
}

// What a peer says that does not know the version. Everything else is its answer.
bool lacks_version(const Error& error) noexcept {
  return error.code == Errc::program_unavailable || error.code == Errc::version_mismatch ||
         error.code == Errc::procedure_unavailable;
}

// The next lower version that the peer claims to have, as far as that claim makes sense.
std::uint32_t version_below(std::uint32_t version, VersionRange claimed) noexcept {
  const bool sensible = claimed.high >= oldest && claimed.high < version;
  return sensible ? claimed.high : version - 1;
}

rpcbind::rpcb question(ProgramVersion id, const Netid& netid) {
  return {.r_prog = id.program, .r_vers = id.version, .r_netid = std::string(netid.text())};
}

// The owner is what rpcbind finds out; ours is for those that believe it.
rpcbind::rpcb registration(ProgramVersion id, std::string_view netid, const std::string& address) {
  return {.r_prog = id.program,
          .r_vers = id.version,
          .r_netid = std::string(netid),
          .r_addr = address,
          .r_owner = std::to_string(::geteuid())};
}

std::vector<ListedService> listed(rpcbind::rpcblist_ptr list) {
  std::vector<ListedService> all;
  all.reserve(list.size());
  for (rpcbind::rpcblist& entry : list) {
    rpcbind::rpcb& map = entry.rpcb_map;
    all.push_back({{map.r_prog, map.r_vers}, std::move(map.r_netid), std::move(map.r_addr)});
  }
  return all;
}

// Version 2 knows the ports of udp and tcp; what else a peer lists stays out.
std::vector<ListedService> listed(const portmap::pmaplist_ptr& list) {
  std::vector<ListedService> all;
  for (const portmap::pmaplist& entry : list) {
    const bool udp = entry.map.prot == portmap::PMAP_UDP;
    if (entry.map.port > 0xffff || (!udp && entry.map.prot != portmap::PMAP_TCP)) continue;
    const SocketAddress address = any_address(AF_INET, static_cast<std::uint16_t>(entry.map.port));
    all.push_back({{entry.map.prog, entry.map.vers}, udp ? "udp" : "tcp", universal_address(address).value()});
  }
  return all;
}

template <class List>
Result<std::vector<ListedService>> listed(Result<List> list) {
  if (!list) return std::move(list).error();
  return listed(*std::move(list));
}

}  // namespace

std::string name_of(ProgramVersion id) {
  return "program " + std::to_string(id.program) + " version " + std::to_string(id.version);
}

Error rpcbind_error(const Error& error, std::string_view rpcbind) {
  if (is_of_binding(error)) return error;
  if (is_unreadable(error)) return Error(error).in_context("rpcbind at " + std::string(rpcbind));
  const Errc code = has_answered(error) ? Errc::rpcbind_refused : Errc::rpcbind_unreachable;
  return Error(code, "at " + std::string(rpcbind)).with_cause(error.message()).with_causes_of(error);
}

Result<RpcbindSession> RpcbindSession::open(const SocketAddress& address, Transport transport,
                                            const Patience& patience) {
  const bool local = address.family() == AF_UNIX;
  auto path = local ? universal_address(address) : Result<std::string>(address.to_string());
  if (!path) return std::move(path).error();
  ConnectOptions options{.transport = local ? Transport::local : transport};
  options.timeout = retransmit_after;
  options.deadline = patience.left();
  options.address = *path;
  auto channel = open_channel("", Rpcbind4::id, options);
  if (!channel) return rpcbind_error(channel.error(), *path);
  return RpcbindSession(address, *std::move(path), options.transport, patience, *std::move(channel));
}

// Each version at most once; what the oldest says stands.
template <class Ask>
std::invoke_result_t<Ask> RpcbindSession::in_newest_version(const Ask& ask) {
  auto answer = ask();
  while (!answer && version_ > oldest && lacks_version(answer.error())) {
    fall_back(answer.error());
    answer = ask();
  }
  if (answer) return answer;
  Error error = rpcbind_error(answer.error(), where_);
  for (const std::string& refusal : refusals_) error = std::move(error).with_cause(refusal);
  return error;
}

Result<std::optional<SocketAddress>> RpcbindSession::find(ProgramVersion id, const Netid& netid) {
  return in_newest_version([&] { return find_once(id, netid); });
}

Result<std::vector<ListedService>> RpcbindSession::list() {
  return in_newest_version([&] { return list_once(); });
}

Result<bool> RpcbindSession::set(ProgramVersion id, Transport transport, const SocketAddress& address) {
  const auto text = universal_address(address);
  if (!text) return text.error();
  return in_newest_version([&] { return set_once(id, netid_of(transport, address.family()), *text); });
}

Result<bool> RpcbindSession::unset(ProgramVersion id) {
  return in_newest_version([&] { return unset_once(id, ""); });
}

Result<bool> RpcbindSession::unset(ProgramVersion id, const Netid& netid) {
  return in_newest_version([&]() -> Result<bool> {
    if (version_ == oldest) return too_old_for(netid.text());
    return unset_once(id, netid.text());
  });
}

int RpcbindSession::descriptor() const {
  const auto watched = channel_->interests();
  return watched.empty() ? -1 : watched.front().descriptor;
}

std::vector<std::string> RpcbindSession::story() const {
  std::vector<std::string> lines = refusals_;
  lines.push_back("rpcbind answered in version " + std::to_string(version_));
  return lines;
}

void RpcbindSession::fall_back(const Error& refusal) {
  note("version " + std::to_string(version_), refusal);
  version_ = version_below(version_, refusal.versions());
}

void RpcbindSession::note(std::string_view what, const Error& refusal) {
  refusals_.push_back("before that, " + std::string(what) + " of rpcbind: " + refusal.message());
}

// GETADDR ignores the netid that it is given and answers for the transport that it was asked over (RFC 1833 section
// 2.2.1), so what was registered for another is looked up in the list. GETPORT is told the protocol.
Result<std::optional<SocketAddress>> RpcbindSession::find_once(ProgramVersion id, const Netid& netid) {
  if (version_ == oldest) return find_by_port(id, netid);
  if (netid != netid_of(transport_, address_.family())) return find_by_list(id, netid);
  auto answer = ask_address(id, netid);
  if (!answer) return std::move(answer).error();
  return read_address(netid, *answer);
}

Result<std::optional<SocketAddress>> RpcbindSession::find_by_list(ProgramVersion id, const Netid& netid) {
  const auto all = list_once();
  if (!all) return all.error();
  for (const ListedService& entry : *all) {
    if (entry.id == id && parse_netid(entry.netid) == netid) return read_address(netid, entry.address);
  }
  return Found{};
}

// Version 2 has no address families: its ports hold for IPv4, and for servers that listen on both by one socket.
Result<std::optional<SocketAddress>> RpcbindSession::find_by_port(ProgramVersion id, const Netid& netid) {
  if (netid.transport == Transport::local) return Found{};
  const auto port = Portmap::Client(channel_).pmapproc_getport(
      {.prog = id.program, .vers = id.version, .prot = protocol_of(netid.transport)}, call_options());
  if (!port) return port.error();
  if (*port == 0) return Found{};
  if (*port <= 0xffff) return Found(any_address(netid.family, static_cast<std::uint16_t>(*port)));
  return Error(Errc::malformed_reply, "it names port " + std::to_string(*port));
}

// Version 4 can name the version exactly; GETADDR, all that version 3 has, may name the server of another one.
Result<std::string> RpcbindSession::ask_address(ProgramVersion id, const Netid& netid) {
  const rpcbind::rpcb wanted = question(id, netid);
  if (version_ == Rpcbind3::id.version) return Rpcbind3::Client(channel_).rpcbproc_getaddr(wanted, call_options());
  const Rpcbind4::Client client(channel_);
  auto answer = client.rpcbproc_getversaddr(wanted, call_options());
  if (answer || answer.error().code != Errc::procedure_unavailable) return answer;
  note("GETVERSADDR", answer.error());
  return client.rpcbproc_getaddr(wanted, call_options());
}

Result<std::optional<SocketAddress>> RpcbindSession::read_address(const Netid& netid, std::string_view text) {
  if (text.empty()) return Found{};
  const auto address = parse_universal_address(netid, text);
  const bool callable = address && (netid.transport == Transport::local || address->port() != 0);
  if (callable) return Found(*address);
  return Error(Errc::malformed_reply,
               "it names '" + escaped(text, 128) + "', where nothing can be called over " + std::string(netid.text()));
}

Result<std::vector<ListedService>> RpcbindSession::list_once() {
  if (transport_ == Transport::udp) return list_over_tcp();
  if (version_ == Rpcbind4::id.version) return listed(Rpcbind4::Client(channel_).rpcbproc_dump(call_options()));
  if (version_ == Rpcbind3::id.version) return listed(Rpcbind3::Client(channel_).rpcbproc_dump(call_options()));
  return listed(Portmap::Client(channel_).pmapproc_dump(call_options()));
}

Result<std::vector<ListedService>> RpcbindSession::list_over_tcp() {
  auto stream = open(address_, Transport::tcp, patience_);
  if (!stream) return std::move(stream).error();
  stream->version_ = version_;
  return stream->list_once();
}

Result<bool> RpcbindSession::set_once(ProgramVersion id, const Netid& netid, const std::string& address) {
  if (version_ == oldest) return set_port(id, netid, address);
  const rpcbind::rpcb wanted = registration(id, netid.text(), address);
  if (version_ == Rpcbind4::id.version) return Rpcbind4::Client(channel_).rpcbproc_set(wanted, call_options());
  return Rpcbind3::Client(channel_).rpcbproc_set(wanted, call_options());
}

Result<bool> RpcbindSession::set_port(ProgramVersion id, const Netid& netid, const std::string& address) {
  if (netid.family != AF_INET) return too_old_for(netid.text());
  const auto parsed = parse_universal_address(netid, address);
  if (!parsed) return parsed.error();
  return Portmap::Client(channel_).pmapproc_set(
      {.prog = id.program, .vers = id.version, .prot = protocol_of(netid.transport), .port = parsed->port()},
      call_options());
}

// No netid: all of them.
Result<bool> RpcbindSession::unset_once(ProgramVersion id, std::string_view netid) {
  const rpcbind::rpcb wanted = registration(id, netid, "");
  if (version_ == Rpcbind4::id.version) return Rpcbind4::Client(channel_).rpcbproc_unset(wanted, call_options());
  if (version_ == Rpcbind3::id.version) return Rpcbind3::Client(channel_).rpcbproc_unset(wanted, call_options());
  return Portmap::Client(channel_).pmapproc_unset({.prog = id.program, .vers = id.version}, call_options());
}

Error RpcbindSession::too_old_for(std::string_view netid) const {
  return Error(Errc::transport_not_registered,
               "rpcbind at " + where_ + " speaks version 2 only, which has no " + std::string(netid));
}

CallOptions RpcbindSession::call_options() const { return {.total_time = patience_.left()}; }

}  // namespace onc
