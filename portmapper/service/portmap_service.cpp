#include "service/portmap_service.h"

#include <sys/socket.h>

#include <optional>

namespace onc {

namespace {

constexpr std::uint32_t version = protocol::PMAP_PROG::PMAP_VERS::id.version;

std::optional<Netid> netid_of_protocol(std::uint32_t number) noexcept {
  if (number == protocol::PMAP_TCP) return netid_tcp;
  if (number == protocol::PMAP_UDP) return netid_udp;
  return std::nullopt;
}

ProgramVersion id_of(const protocol::mapping& wanted) noexcept { return {wanted.prog, wanted.vers}; }

// As other versions see it.
std::string wildcard_address(std::uint32_t port) {
  return "0.0.0.0." + std::to_string(port >> 8) + "." + std::to_string(port & 0xff);
}

std::uint16_t port_of(const Registered& entry) {
  const auto address = parse_universal_address(entry.netid, entry.address);
  return address ? address->port() : std::uint16_t{0};
}

}  // namespace

// A port that a client could not call is never registered.
Result<bool> PortmapService::pmapproc_set(protocol::mapping wanted, CallContext& call) {
  const auto netid = netid_of_protocol(wanted.prot);
  const bool possible = netid && wanted.port > 0 && wanted.port <= 0xffff;
  Registered entry{.id = id_of(wanted), .netid = netid.value_or(netid_tcp)};
  if (possible) entry.address = wildcard_address(wanted.port);  // without one it is refused
  return answer_set(state_, version, std::move(entry), call);
}

// The protocol is ignored: both go (RFC 1833 section 3.2).
Result<bool> PortmapService::pmapproc_unset(protocol::mapping wanted, CallContext& call) {
  return answer_unset(state_, version, id_of(wanted), {netid_udp, netid_tcp}, call);
}

Result<std::uint32_t> PortmapService::pmapproc_getport(protocol::mapping wanted, CallContext& /*call*/) {
  const auto netid = netid_of_protocol(wanted.prot);
  if (!netid) return std::uint32_t{0};
  const Registered* found = state_.directory.find_or_other_version(id_of(wanted), *netid);
  state_.statistics.looked_up(version, id_of(wanted), *netid, found != nullptr);
  return found == nullptr ? std::uint32_t{0} : std::uint32_t{port_of(*found)};
}

Result<protocol::pmaplist_ptr> PortmapService::pmapproc_dump(CallContext& call) {
  constexpr std::size_t bytes_of_entry = 20;
  protocol::pmaplist_ptr list;
  for (const Registered& entry : state_.directory.all()) {
    if (entry.netid != netid_tcp && entry.netid != netid_udp) continue;
    list.push_back({.map = {.prog = entry.id.program,
                            .vers = entry.id.version,
                            .prot = entry.netid == netid_tcp ? protocol::PMAP_TCP : protocol::PMAP_UDP,
                            .port = port_of(entry)}});
  }
  if (auto refused = refuse_stranger(state_, call.peer(), list.size() * bytes_of_entry, largest_list_for_strangers))
    return *std::move(refused);
  return list;
}

Result<protocol::call_result> PortmapService::pmapproc_callit(protocol::call_args /*wanted*/, CallContext& /*call*/) {
  return Error(Errc::procedure_unavailable);
}

}  // namespace onc
