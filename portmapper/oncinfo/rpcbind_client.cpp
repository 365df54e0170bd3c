#include "oncinfo/rpcbind_client.h"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include <onc/binding.h>

#include "oncinfo/resolve.h"

namespace onc::oncinfo {

namespace {

using Rpcbind2 = protocol::PMAP_PROG::PMAP_VERS::Client;
using Rpcbind3 = protocol::RPCBPROG::RPCBVERS::Client;
using Rpcbind4 = protocol::RPCBPROG::RPCBVERS4::Client;

// One call of UDP may be lost; a second is long enough to know.
constexpr Duration retransmit_after = std::chrono::seconds(1);

// More than twice what a portmapd of ours holds.
constexpr std::size_t max_list_bytes = std::size_t{32} << 20;
constexpr std::size_t max_list_entries = std::size_t{1} << 19;

bool is_path(std::string_view address) {
  return address.find('/') != std::string_view::npos || address.starts_with('@');
}

Result<std::string> host_in_family(const Inquiry& inquiry) {
  const std::string host = inquiry.host.empty() ? "localhost" : inquiry.host;
  if (!inquiry.netid) return host;
  const auto found = resolve(host, inquiry.netid->family, inquiry.time);
  if (!found) return found.error();
  return numeric_host(found->front());
}

bool is_this_host(std::string_view host) {
  return host.empty() || host == "localhost" || host.starts_with("127.") || host == "::1";
}

Result<std::string> address_of(const Inquiry& inquiry) {
  const bool local = inquiry.netid && inquiry.netid->transport == Transport::local;
  if (local && !is_this_host(inquiry.host)) {
    return Error(Errc::invalid_argument, "-T local reaches this host only, not '" + inquiry.host + "'");
  }
  const bool here = inquiry.host.empty() && !inquiry.netid;
  if (here || local) return Rpcbind::for_registration(inquiry.rpcbind).address();
  const auto host = host_in_family(inquiry);
  if (!host) return host.error();
  return rpcbind_address(inquiry.rpcbind, *host);
}

Error unreachable(const Error& error, const std::string& where) {
  return Error(Errc::rpcbind_unreachable, "at " + where).with_cause(error.message()).with_causes_of(error);
}

bool is_without_answer(const Error& error) noexcept {
  constexpr std::array codes{Errc::unreachable, Errc::connection_refused,
                             Errc::timed_out,   Errc::deadline_exceeded,
                             Errc::closed,      Errc::not_sent};
  return std::find(codes.begin(), codes.end(), error.code) != codes.end();
}

Service service_of(const Port& port) {
  return {.r_prog = port.prog,
          .r_vers = port.vers,
          .r_netid = protocol_name(port.prot),
          .r_addr = fmt::format("0.0.0.0.{}.{}", port.port >> 8 & 0xff, port.port & 0xff),
          .r_owner = "unknown"};
}

std::vector<Service> in_one_row(protocol::rpcblist_ptr list) {
  std::vector<Service> all;
  all.reserve(list.size());
  for (protocol::rpcblist& entry : list) all.push_back(std::move(entry.rpcb_map));
  return all;
}

// A channel's peer is "tcp 127.0.0.1:111".
Result<SocketAddress> address_in(const std::string& peer) {
  return SocketAddress::parse(peer.substr(peer.find(' ') + 1));
}

Transport transport_in(const std::string& peer) {
  if (peer.starts_with("udp")) return Transport::udp;
  return peer.starts_with("tcp") ? Transport::tcp : Transport::local;
}

}  // namespace

std::string protocol_name(std::uint32_t protocol) {
  if (protocol == protocol::PMAP_TCP) return "tcp";
  if (protocol == protocol::PMAP_UDP) return "udp";
  return fmt::format("{}", protocol);
}

bool lacks_version(const Error& error) noexcept {
  return error.code == Errc::version_mismatch || error.code == Errc::program_unavailable;
}

Result<RpcbindClient> RpcbindClient::open(const Inquiry& inquiry) {
  const auto address = address_of(inquiry);
  if (!address) return address.error();
  ConnectOptions options{.timeout = retransmit_after, .total_time = inquiry.time, .address = *address};
  options.max_reply = max_list_bytes;
  options.limits.elements = max_list_entries;
  if (inquiry.netid) options.transport = inquiry.netid->transport;
  if (is_path(*address)) options.transport = Transport::local;
  auto channel = open_channel("", protocol::RPCBPROG::RPCBVERS4::id, options);
  if (channel) return RpcbindClient(*std::move(channel));
  const Error& error = channel.error();
  return is_without_answer(error) ? unreachable(error, *address) : error;
}

template <class R>
Result<R> RpcbindClient::checked(Result<R> answer) const {
  if (answer || !is_without_answer(answer.error())) return answer;
  return unreachable(answer.error(), peer());
}

Result<std::vector<Port>> RpcbindClient::ports() const {
  const auto list = checked(Rpcbind2(channel_).pmapproc_dump());
  if (!list) return list.error();
  std::vector<Port> all;
  all.reserve(list->size());
  for (const protocol::pmaplist& entry : *list) all.push_back(entry.map);
  return all;
}

Result<std::vector<Service>> RpcbindClient::services() const {
  auto list = Rpcbind4(channel_).rpcbproc_dump();
  if (!list && lacks_version(list.error())) list = Rpcbind3(channel_).rpcbproc_dump();
  if (!list && lacks_version(list.error())) return services_of_old();
  list = checked(std::move(list));
  if (!list) return list.error();
  return in_one_row(*std::move(list));
}

Result<std::vector<Service>> RpcbindClient::services_of_old() const {
  const auto old = ports();
  if (!old) return old.error();
  std::vector<Service> all;
  std::transform(old->begin(), old->end(), std::back_inserter(all), service_of);
  return all;
}

Result<std::vector<ServiceAddress>> RpcbindClient::addresses(ProgramVersion id) const {
  const auto asked = address_in(peer());
  if (!asked) return asked.error();
  const auto universal = universal_address(*asked);
  const Netid netid = netid_of(transport_in(peer()), asked->family());
  const auto list = checked(Rpcbind4(channel_).rpcbproc_getaddrlist({.r_prog = id.program,
                                                                     .r_vers = id.version,
                                                                     .r_netid = std::string(netid.text()),
                                                                     .r_addr = universal.value_or(""),
                                                                     .r_owner = ""}));
  if (!list) return list.error();
  std::vector<ServiceAddress> all;
  for (const protocol::rpcb_entry_list& entry : *list) all.push_back(entry.rpcb_entry_map);
  return all;
}

Result<Statistics> RpcbindClient::statistics() const { return checked(Rpcbind4(channel_).rpcbproc_getstat()); }

Result<bool> RpcbindClient::remove(ProgramVersion id, std::string_view netid) const {
  const Service service{.r_prog = id.program,
                        .r_vers = id.version,
                        .r_netid = std::string(netid),
                        .r_addr = "",
                        .r_owner = fmt::format("{}", ::geteuid())};
  auto done = Rpcbind4(channel_).rpcbproc_unset(service);
  if (!done && lacks_version(done.error())) done = Rpcbind3(channel_).rpcbproc_unset(service);
  if (!done && lacks_version(done.error())) return remove_old(id, netid);
  return checked(std::move(done));
}

Result<bool> RpcbindClient::remove_old(ProgramVersion id, std::string_view netid) const {
  if (!netid.empty()) {
    return Error(Errc::rpcbind_refused, "it has version 2 only, which removes all transports at once; leave out -T");
  }
  return checked(Rpcbind2(channel_).pmapproc_unset({.prog = id.program, .vers = id.version, .prot = 0, .port = 0}));
}

}  // namespace onc::oncinfo
