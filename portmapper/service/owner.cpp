#include "service/owner.h"

#include "registry/registry.h"

namespace onc {

namespace {

constexpr std::uint16_t first_free_port = 1024;

// Exactly the addresses that local programs register from; other loopback addresses are refused, as by rpcbind.
bool is_registering_loopback(const SocketAddress& address) {
  const std::string host = address.with_port(0).to_string();
  return host == "127.0.0.1:0" || host == "[::1]:0";
}

}  // namespace

std::optional<std::string> owner_of(const Peer& peer) {
  if (peer.local) return peer.local->uid == 0 ? superuser : std::to_string(peer.local->uid);
  if (peer.transport == Transport::local || !is_registering_loopback(peer.address)) return std::nullopt;
  const std::uint16_t port = peer.address.port();
  return port > 0 && port < first_free_port ? superuser : "unknown";
}

}  // namespace onc
