#include "service/portmap_service.h"

#include <optional>

#include "service/owner.h"

namespace onc {

namespace {

Error refused(const char* what) {
  return Error(Errc::auth_rejected, what).with_auth_stat(AuthStat::too_weak);
}

std::optional<Protocol> protocol_of(std::uint32_t number) noexcept {
  if (number == protocol::PMAP_TCP) return Protocol::tcp;
  if (number == protocol::PMAP_UDP) return Protocol::udp;
  return std::nullopt;
}

ProgramVersion id_of(const protocol::mapping& wanted) noexcept { return {wanted.prog, wanted.vers}; }

bool is_portmapper(const protocol::mapping& wanted) noexcept {
  return wanted.prog == protocol::PMAP_PROG::PMAP_VERS::id.program;
}

// A port that a client could not call, and our own place, are never registered.
bool is_acceptable(const protocol::mapping& wanted) noexcept {
  return protocol_of(wanted.prot) && wanted.port > 0 && wanted.port <= 0xffff && !is_portmapper(wanted);
}

}  // namespace

Result<bool> PortmapService::pmapproc_set(protocol::mapping wanted, CallContext& call) {
  const auto owner = owner_of(call.peer());
  if (!owner) return refused("SET is for this host only");
  if (!is_acceptable(wanted)) return false;
  return registry_->set({.id = id_of(wanted),
                         .protocol = *protocol_of(wanted.prot),
                         .port = static_cast<std::uint16_t>(wanted.port),
                         .owner = *owner});
}

// The protocol is ignored: both go (RFC 1833 section 3.2).
Result<bool> PortmapService::pmapproc_unset(protocol::mapping wanted, CallContext& call) {
  const auto owner = owner_of(call.peer());
  if (!owner) return refused("UNSET is for this host only");
  return !is_portmapper(wanted) && registry_->unset(id_of(wanted), *owner);
}

Result<std::uint32_t> PortmapService::pmapproc_getport(protocol::mapping wanted, CallContext& /*call*/) {
  const auto protocol = protocol_of(wanted.prot);
  if (!protocol) return std::uint32_t{0};
  return std::uint32_t{registry_->port(id_of(wanted), *protocol).value_or(0)};
}

Result<protocol::pmaplist_ptr> PortmapService::pmapproc_dump(CallContext& /*call*/) {
  protocol::pmaplist_ptr list;
  list.reserve(registry_->all().size());
  for (const MappedPort& entry : registry_->all()) {
    list.push_back({.map = {.prog = entry.id.program,
                            .vers = entry.id.version,
                            .prot = static_cast<std::uint32_t>(entry.protocol),
                            .port = entry.port}});
  }
  return list;
}

Result<protocol::call_result> PortmapService::pmapproc_callit(protocol::call_args /*wanted*/, CallContext& /*call*/) {
  return refused("forwarded calls are not allowed");
}

}  // namespace onc
