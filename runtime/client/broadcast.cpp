#include <memory>
#include <system_error>
#include <utility>

#include <onc/broadcast.h>

#include "client/broadcast_network.h"
#include "client/broadcast_session.h"
#include "transport/transport.h"

namespace onc {

namespace {

Error nothing_sent(std::vector<std::string> causes) {
  Error error(Errc::unreachable, causes.empty() ? "no interface can broadcast" : "the broadcast could not be sent");
  for (std::string& cause : causes) error = std::move(error).with_cause(std::move(cause));
  return error;
}

// The targets that were not reached, each with the reason.
std::vector<std::string> send_to_all(const BroadcastSession& session, BroadcastNetwork& network,
                                     const std::vector<BroadcastTarget>& targets) {
  std::vector<std::string> unreached;
  for (const BroadcastTarget& target : targets) {
    const int error = network.send(target, session.message(target.address.family()));
    if (error != 0) unreached.push_back(target.to_string() + ": " + std::generic_category().message(error));
  }
  return unreached;
}

Result<void> transmit(BroadcastSession& session, BroadcastNetwork& network,
                      const std::vector<BroadcastTarget>& targets) {
  auto unreached = send_to_all(session, network, targets);
  const bool first = session.summary().transmissions == 1;
  if (first && unreached.size() == targets.size()) return nothing_sent(std::move(unreached));
  session.summary().unreached = std::move(unreached);
  return {};
}

}  // namespace

Result<BroadcastSummary> run_broadcast(BroadcastSession& session, BroadcastNetwork& network,
                                       const std::vector<BroadcastTarget>& targets, BroadcastAnswer answer) {
  const auto inbox = std::make_unique_for_overwrite<std::byte[]>(datagram_room);
  const std::span<std::byte> room(inbox.get(), datagram_room);
  for (TimePoint now = network.now(); !session.over(now); now = network.now()) {
    if (session.transmit(now)) {
      if (auto sent = transmit(session, network, targets); !sent) return std::move(sent).error();
    }
    SocketAddress from;
    const IoResult got = network.receive(room, session.next_event() - now, from);
    if (got.error == 0) session.received(room.first(got.bytes), from, answer);
    if (got.error != 0 && !got.again()) return system_error(Errc::system, "receiving", got.error);
  }
  return std::move(session.summary());
}

Result<BroadcastSummary> broadcast_raw(const Procedure& procedure, std::span<const std::byte> arguments,
                                       const BroadcastOptions& options, BroadcastAnswer answer) {
  const auto targets = broadcast_targets(options);
  if (!targets) return targets.error();
  BroadcastSession session(options);
  BroadcastSockets network;
  if (auto started = session.start(procedure, arguments, network.now()); !started) return std::move(started).error();
  return run_broadcast(session, network, *targets, answer);
}

}  // namespace onc
