// What the services of the three versions share, and what they answer alike.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <onc/service.h>
#include <onc/universal_address.h>

#include "rpcbind.h"
#include "service/directory.h"
#include "service/remote_calls.h"
#include "service/reply_rate.h"
#include "service/statistics.h"

namespace onc {

/// All of a portmapper but its listeners. Used by the thread of its server's one loop.
struct PortmapState {
  Directory& directory;
  PortmapStatistics& statistics;
  LocalAddresses& addresses;
  ReplyRate& rate;
  RemoteCalls* remote = nullptr;  ///< null: calls are made for nobody
};

/// AUTH_TOOWEAK, as rpcbind says it.
Error too_weak(const char* what);

/// Over udp and not of this host: the address may be forged.
bool is_stranger(PortmapState& state, const Peer& peer);

/// Over udp the sender's address may be forged, so what goes to strangers must not be much more than what came: an
/// error for a reply of more than `most` bytes of results to a peer that is not of this host. TCP has them all.
std::optional<Error> refuse_stranger(PortmapState& state, const Peer& peer, std::size_t results, std::size_t most);

/// What a list may have for strangers, in bytes of results: little more than their question.
inline constexpr std::size_t largest_list_for_strangers = 20;

/// The netid that a call has arrived over.
Netid netid_of_call(const CallContext& call) noexcept;

/// SET and UNSET. An error when the caller may do neither.
Result<bool> answer_set(PortmapState& state, std::uint32_t version, Registered wanted, const CallContext& call);
Result<bool> answer_unset(PortmapState& state, std::uint32_t version, ProgramVersion id,
                          const std::vector<Netid>& netids, const CallContext& call);

}  // namespace onc
