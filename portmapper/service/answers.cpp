#include "service/answers.h"

namespace onc {

Error too_weak(const char* what) { return Error(Errc::auth_rejected, what).with_auth_stat(AuthStat::too_weak); }

std::optional<Error> refuse_stranger(PortmapState& state, const Peer& peer, std::size_t results, std::size_t most) {
  if (peer.transport != Transport::udp || results <= most || state.addresses.contains(peer.address))
    return std::nullopt;
  return Error(Errc::server_failure, "too large an answer for a stranger over udp; ask over tcp");
}

Netid netid_of_call(const CallContext& call) noexcept {
  return netid_of(call.peer().transport, call.peer().address.unmapped().family());
}

Result<bool> answer_set(PortmapState& state, std::uint32_t version, Registered wanted, const CallContext& call) {
  auto owner = state.directory.owner_of(call.peer());
  if (!owner) return too_weak("SET is for this host only");
  wanted.owner = *owner;
  const bool done = state.directory.set(wanted, call.peer());
  state.statistics.set(version, done);
  return done;
}

Result<bool> answer_unset(PortmapState& state, std::uint32_t version, ProgramVersion id,
                          const std::vector<Netid>& netids, const CallContext& call) {
  const auto owner = state.directory.owner_of(call.peer());
  if (!owner) return too_weak("UNSET is for this host only");
  const bool done = state.directory.unset(id, netids, *owner, call.peer());
  state.statistics.unset(version, done);
  return done;
}

}  // namespace onc
