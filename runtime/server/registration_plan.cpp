#include "server/registration_plan.h"

#include <sys/socket.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <system_error>

#include "base/raw_address.h"

namespace onc {

namespace {

constexpr std::uint32_t ports_only = 2;  // this version of rpcbind has no families and no local sockets

// As others find the socket, whatever their working directory.
std::string absolute(const std::string& path) {
  std::error_code failed;
  const auto found = std::filesystem::absolute(path, failed);
  return failed || path.starts_with('@') ? path : found.string();
}

Result<SocketAddress> address_of(const Endpoint& endpoint) {
  if (endpoint.transport == Transport::local) return SocketAddress::local(absolute(endpoint.address));
  auto address = SocketAddress::parse(endpoint.address);
  if (!address) return address;
  return address->unmapped();
}

void want(std::vector<NetidAddress>& all, Transport transport, const SocketAddress& address) {
  const Netid netid = netid_of(transport, address.family());
  const auto same = [&](const NetidAddress& known) { return known.netid == netid; };
  if (std::none_of(all.begin(), all.end(), same)) all.push_back({netid, address});
}

bool is_at(const NetidAddress& wanted, const std::string& text) {
  const auto address = parse_universal_address(wanted.netid, text);
  if (!address) return false;
  return wanted.netid.transport == Transport::local ? *address == wanted.address
                                                    : address->port() == wanted.address.port();
}

}  // namespace

std::vector<NetidAddress> wanted_registrations(const std::vector<Endpoint>& endpoints, std::uint32_t rpcbind_version) {
  std::vector<NetidAddress> all;
  const bool old = rpcbind_version == ports_only;
  for (const Endpoint& endpoint : endpoints) {
    const auto address = address_of(endpoint);
    if (!address) continue;  // an absolute path that is too long for a socket's address
    const bool takes_inet = address->family() == AF_INET || endpoint.dual;
    if (address->family() != AF_INET && !old) want(all, endpoint.transport, *address);
    if (takes_inet) want(all, endpoint.transport, any_address(AF_INET, address->port()));
  }
  for (const Endpoint& endpoint : endpoints) {
    if (old && endpoint.transport != Transport::local)
      want(all, endpoint.transport, any_address(AF_INET, endpoint.port));
  }
  return all;
}

Standing standing_of(ProgramVersion id, const std::vector<NetidAddress>& wanted,
                     const std::vector<ListedService>& listed) {
  Standing standing;
  for (const NetidAddress& one : wanted) {
    const auto there = std::find_if(listed.begin(), listed.end(), [&](const ListedService& entry) {
      return entry.id == id && parse_netid(entry.netid) == one.netid;
    });
    if (there == listed.end()) {
      standing.missing.push_back(one);
    } else if (is_at(one, there->address)) {
      standing.ours.push_back(one);
    } else {
      standing.taken = true;
    }
  }
  return standing;
}

}  // namespace onc
