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
  std::string source = source_of(peer);
  const std::lock_guard lock(mutex_);
  std::size_t& count = counts_[source];
  if (count >= most_of_one_) return {};
  ++count;
  ++total_;
  return {*this, std::move(source)};
}

std::size_t Sources::connections() const {
  const std::lock_guard lock(mutex_);
  return total_;
}

void Sources::leave(const std::string& source) noexcept {
  const std::lock_guard lock(mutex_);
  const auto entry = counts_.find(source);
  --total_;
  if (--entry->second == 0) counts_.erase(entry);
}

}  // namespace onc
