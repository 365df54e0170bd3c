#include "server/registrar.h"

#include <algorithm>
#include <utility>

namespace onc {

namespace {

Result<void> register_one(const Rpcbind& rpcbind, ProgramVersion id, const std::vector<Endpoint>& endpoints) {
  if (auto cleared = rpcbind.unset(id); !cleared) return cleared;
  for (const Endpoint& endpoint : endpoints) {
    if (endpoint.transport == Transport::local) continue;  // version 2 of rpcbind knows UDP and TCP only
    if (auto set = rpcbind.set({id, endpoint.transport, endpoint.port}); !set) return set;
  }
  return {};
}

}  // namespace

Result<void> Registrar::register_all(const std::vector<ProgramVersion>& ids, const std::vector<Endpoint>& endpoints) {
  const Rpcbind rpcbind = Rpcbind::for_registration(option_);
  endpoints_ = endpoints;
  for (const ProgramVersion id : ids) {
    registered_.push_back(id);
    auto done = register_one(rpcbind, id, endpoints);
    if (done) continue;
    unregister();
    return done;
  }
  return {};
}

void Registrar::unregister() noexcept {
  if (registered_.empty()) return;
  try {
    const Rpcbind rpcbind = Rpcbind::for_registration(option_);
    const auto all = rpcbind.dump();
    for (const ProgramVersion id : std::exchange(registered_, {})) {
      const auto ours = [&](const Registration& entry) { return entry.id == id && is_ours(entry); };
      if (!all || std::none_of(all->begin(), all->end(), ours)) continue;
      if (auto gone = rpcbind.unset(id); !gone) return;
    }
  } catch (...) {  // out of memory while ending: the registration is left to be found stale
  }
}

bool Registrar::is_ours(const Registration& entry) const {
  return std::any_of(endpoints_.begin(), endpoints_.end(), [&](const Endpoint& endpoint) {
    return endpoint.transport == entry.transport && endpoint.port == entry.port;
  });
}

}  // namespace onc
