#include "server/registrar.h"

#include <sys/socket.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "base/universal_address.h"

namespace onc {

namespace {

using Netids = std::set<std::string_view>;

// As others find the socket, whatever their working directory.
std::string absolute(const std::string& path) {
  std::error_code failed;
  const auto found = std::filesystem::absolute(path, failed);
  return failed || path.starts_with('@') ? path : found.string();
}

Result<SocketAddress> address_of(const Endpoint& endpoint) {
  if (endpoint.transport == Transport::local) return SocketAddress::local(absolute(endpoint.address));
  return SocketAddress::parse(endpoint.address);
}

// All addresses of IPv6 is one socket that takes IPv4, too.
bool takes_inet(const SocketAddress& address) {
  const auto any = SocketAddress::parse("[::]:0");
  return address.family() == AF_INET || (any && address.with_port(0) == *any);
}

// Under each netid one endpoint is registered, the first. IPv6 and local sockets are for newer versions of rpcbind than
// 2; with that one, IPv6 has the registration of IPv4, where clients of version 2 look for it.
Result<void> register_endpoint(const Rpcbind& rpcbind, ProgramVersion id, const Endpoint& endpoint, Netids& taken) {
  const auto address = address_of(endpoint);
  if (!address) return {};  // an absolute path that is too long for a socket's address
  bool too_old = false;
  if (address->family() != AF_INET && taken.insert(netid_of(endpoint.transport, address->family()).text()).second) {
    auto set = rpcbind.set(id, endpoint.transport, *address);
    too_old = !set && set.error().code == Errc::transport_not_registered;
    if (!set && !too_old) return set;
  }
  const bool inet = endpoint.transport != Transport::local && (too_old || takes_inet(*address));
  if (!inet || !taken.insert(netid_of(endpoint.transport, AF_INET).text()).second) return {};
  return rpcbind.set({id, endpoint.transport, endpoint.port});
}

Result<void> register_one(const Rpcbind& rpcbind, ProgramVersion id, const std::vector<Endpoint>& endpoints) {
  if (auto cleared = rpcbind.unset(id); !cleared) return cleared;
  Netids taken;
  for (const Endpoint& endpoint : endpoints) {
    if (auto set = register_endpoint(rpcbind, id, endpoint, taken); !set) return set;
  }
  return {};
}

// Whether rpcbind still has this endpoint for `id`: of IPv6 the port is ours or not, of local sockets the path.
bool has(const Rpcbind& rpcbind, ProgramVersion id, const Endpoint& endpoint) {
  const auto address = address_of(endpoint);
  if (!address || address->family() == AF_INET) return false;
  const auto found = rpcbind.find(id, netid_of(endpoint.transport, address->family()).text());
  if (!found) return false;
  return endpoint.transport == Transport::local ? *found == *address : found->port() == endpoint.port;
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
      const auto there = [&](const Endpoint& endpoint) { return has(rpcbind, id, endpoint); };
      const bool still_ours = (all && std::any_of(all->begin(), all->end(), ours)) ||
                              std::any_of(endpoints_.begin(), endpoints_.end(), there);
      if (!still_ours) continue;
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
