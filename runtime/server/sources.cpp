#include "server/sources.h"

namespace onc {

namespace {

// A host is one source whatever its port; of IPv6 a host has at least a /64 of its own.
std::string source_of(const Peer& peer) {
  if (peer.local) return "uid " + std::to_string(peer.local->uid);
  return peer.address.network_prefix();
}

}  // namespace

Sources::Place Sources::enter(const Peer& peer) {
  if (most_of_one_ == 0) return {};  // and nothing is to be remembered of who came
  std::string source = source_of(peer);
  const std::lock_guard lock(mutex_);
  Source& entered = *shares_.try_emplace(std::move(source)).first;
  ++entered.second.connections;
  ++total_;
  return {*this, entered};
}

std::size_t Sources::connections() const {
  const std::lock_guard lock(mutex_);
  return total_;
}

void Sources::leave(Source& source) noexcept {
  const std::lock_guard lock(mutex_);
  --total_;
  if (--source.second.connections == 0) shares_.erase(shares_.find(source.first));
}

}  // namespace onc
