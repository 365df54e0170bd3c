#include "service/rpcbind_service.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <cstring>
#include <ctime>
#include <utility>

namespace onc {

namespace {

// A few addresses; more only to who is no stranger.
constexpr std::size_t largest_addresses_for_strangers = 200;

ProgramVersion id_of(const protocol::rpcb& wanted) noexcept { return {wanted.r_prog, wanted.r_vers}; }

std::vector<Netid> netids_of(const std::string& text) {
  if (text.empty()) return {all_netids.begin(), all_netids.end()};
  const auto netid = parse_netid(text);
  return netid ? std::vector<Netid>{*netid} : std::vector<Netid>();
}

protocol::rpcb listed(const Registered& entry) {
  return {.r_prog = entry.id.program,
          .r_vers = entry.id.version,
          .r_netid = std::string(entry.netid.text()),
          .r_addr = entry.address,
          .r_owner = entry.owner.text()};
}

// The largest address that its family has, as rpcbind says it.
std::uint32_t capacity_of(int family) noexcept {
  if (family == AF_INET) return sizeof(sockaddr_in);
  return family == AF_INET6 ? sizeof(sockaddr_in6) : sizeof(sockaddr_un);
}

protocol::rpcb_entry entry_of(const Registered& entry, std::string address) {
  const bool local = entry.netid.transport == Transport::local;
  const bool udp = entry.netid.transport == Transport::udp;
  return {.r_maddr = std::move(address),
          .r_nc_netid = std::string(entry.netid.text()),
          .r_nc_semantics = udp ? protocol::NC_TPI_CLTS : protocol::NC_TPI_COTS_ORD,
          .r_nc_protofmly = local                            ? "loopback"
                            : entry.netid.family == AF_INET6 ? "inet6"
                                                             : "inet",
          .r_nc_proto = local ? "-"
                        : udp ? "udp"
                              : "tcp"};
}

}  // namespace

// The owner that the request names is nobody's word.
template <class Base>
Result<bool> RpcbindProcedures<Base>::rpcbproc_set(protocol::rpcb wanted, CallContext& call) {
  const auto netid = parse_netid(wanted.r_netid);
  Registered entry{.id = id_of(wanted), .netid = netid.value_or(netid_tcp)};
  if (netid) entry.address = std::move(wanted.r_addr);  // without one it is refused
  return answer_set(state_, this->program_version().version, std::move(entry), call);
}

template <class Base>
Result<bool> RpcbindProcedures<Base>::rpcbproc_unset(protocol::rpcb wanted, CallContext& call) {
  return answer_unset(state_, this->program_version().version, id_of(wanted), netids_of(wanted.r_netid), call);
}

template <class Base>
Result<std::string> RpcbindProcedures<Base>::rpcbproc_getaddr(protocol::rpcb wanted, CallContext& call) {
  const Netid netid = netid_of_call(call);
  const Registered* found = state_.directory.find_or_other_version(id_of(wanted), netid);
  state_.statistics.looked_up(this->program_version().version, id_of(wanted), netid, found != nullptr);
  return state_.directory.address_for(found, call.peer(), wanted.r_addr);
}

template <class Base>
Result<protocol::rpcblist_ptr> RpcbindProcedures<Base>::rpcbproc_dump(CallContext& call) {
  protocol::rpcblist_ptr list;
  list.reserve(state_.directory.size());
  for (const Registered& entry : state_.directory.all()) list.push_back({.rpcb_map = listed(entry)});
  const std::size_t size = protocol::xdr_size_rpcblist_ptr(list);
  if (auto refused = refuse_stranger(state_, call.peer(), size, largest_list_for_strangers)) return *std::move(refused);
  return list;
}

template <class Base>
Result<std::uint32_t> RpcbindProcedures<Base>::rpcbproc_gettime(CallContext& /*call*/) {
  return static_cast<std::uint32_t>(std::time(nullptr));
}

// In the form of the transport that the question came over.
template <class Base>
Result<protocol::netbuf> RpcbindProcedures<Base>::rpcbproc_uaddr2taddr(std::string address, CallContext& call) {
  protocol::netbuf result;
  const auto parsed = parse_universal_address(netid_of_call(call), address);
  if (!parsed) return result;
  result.maxlen = capacity_of(parsed->family());
  const auto* bytes = reinterpret_cast<const std::byte*>(parsed->data());
  result.buf.assign(bytes, bytes + parsed->size());
  const bool ends_with_nul = parsed->family() == AF_UNIX && result.buf.back() == std::byte{0};
  if (ends_with_nul) result.buf.pop_back();  // which rpcbind does not count
  return result;
}

// What is behind the address does not matter: callers may have it in a sockaddr_storage.
template <class Base>
Result<std::string> RpcbindProcedures<Base>::rpcbproc_taddr2uaddr(protocol::netbuf address, CallContext& call) {
  const Netid netid = netid_of_call(call);
  const auto* bytes = reinterpret_cast<const sockaddr*>(address.buf.data());
  const bool whole = netid.transport == Transport::local || address.buf.size() >= capacity_of(netid.family);
  if (!whole || address.buf.size() <= sizeof(sa_family_t)) return std::string();
  const SocketAddress read = SocketAddress::from(bytes, address.buf.size());
  if (read.family() != netid.family) return std::string();
  return universal_address(read).value_or(std::string());
}

template <class Base>
bool RpcbindProcedures<Base>::idempotent(std::uint32_t procedure) const noexcept {
  return procedure >= 3;
}

template class RpcbindProcedures<protocol::RPCBPROG::RPCBVERS::Service>;
template class RpcbindProcedures<protocol::RPCBPROG::RPCBVERS4::Service>;

// --- one version only

Result<protocol::rpcb_rmtcallres> RpcbindService3::rpcbproc_callit(protocol::rpcb_rmtcallargs /*wanted*/,
                                                                   CallContext& /*call*/) {
  return Error(Errc::procedure_unavailable);
}

Result<protocol::rpcb_rmtcallres> RpcbindService4::rpcbproc_bcast(protocol::rpcb_rmtcallargs /*wanted*/,
                                                                  CallContext& /*call*/) {
  return Error(Errc::procedure_unavailable);
}

Result<protocol::rpcb_rmtcallres> RpcbindService4::rpcbproc_indirect(protocol::rpcb_rmtcallargs /*wanted*/,
                                                                     CallContext& /*call*/) {
  return Error(Errc::procedure_unavailable);
}

// Exactly the version that is asked for.
Result<std::string> RpcbindService4::rpcbproc_getversaddr(protocol::rpcb wanted, CallContext& call) {
  const Netid netid = netid_of_call(call);
  const Registered* found = state().directory.find(id_of(wanted), netid);
  state().statistics.looked_up(program_version().version, id_of(wanted), netid, found != nullptr);
  return state().directory.address_for(found, call.peer(), wanted.r_addr);
}

// Of the address family that is asked over; over the local socket there is none that others could use.
Result<protocol::rpcb_entry_list_ptr> RpcbindService4::rpcbproc_getaddrlist(protocol::rpcb wanted, CallContext& call) {
  protocol::rpcb_entry_list_ptr list;
  const Netid asked = netid_of_call(call);
  if (asked.transport == Transport::local) return list;
  for (const Registered* entry : state().directory.find_all(id_of(wanted))) {
    if (entry->netid.family != asked.family) continue;
    list.push_back(
        {.rpcb_entry_map = entry_of(*entry, state().directory.address_for(entry, call.peer(), wanted.r_addr))});
  }
  const std::size_t size = protocol::xdr_size_rpcb_entry_list_ptr(list);
  if (auto refused = refuse_stranger(state(), call.peer(), size, largest_addresses_for_strangers))
    return *std::move(refused);
  return list;
}

Result<protocol::rpcb_stat_byvers> RpcbindService4::rpcbproc_getstat(CallContext& call) {
  auto report = state().statistics.report();
  const std::size_t size = protocol::xdr_size_rpcb_stat_byvers(report);
  if (auto refused = refuse_stranger(state(), call.peer(), size, largest_list_for_strangers))
    return *std::move(refused);
  return report;
}

}  // namespace onc
