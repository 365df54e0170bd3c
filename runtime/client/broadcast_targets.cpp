#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>

#include "client/broadcast_network.h"

namespace onc {

namespace {

std::uint16_t port_of(const BroadcastOptions& options) noexcept {
  return options.port != 0 ? options.port : options.rpcbind_port;
}

Result<SocketAddress> group_of(const BroadcastOptions& options) {
  const std::string& name = options.multicast_group.empty() ? "ff02::202" : options.multicast_group;
  auto group = SocketAddress::parse("[" + name + "]:" + std::to_string(port_of(options)));
  if (!group) return Error(Errc::invalid_argument, "'" + name + "' is no IPv6 group");
  return group;
}

SocketAddress on_interface(const SocketAddress& group, std::uint32_t index) {
  sockaddr_in6 raw{};
  std::memcpy(&raw, group.data(), std::min<std::size_t>(sizeof raw, group.size()));
  raw.sin6_scope_id = index;
  return SocketAddress::from(reinterpret_cast<const sockaddr*>(&raw), sizeof raw);
}

// What one entry of the list of addresses contributes.
SocketAddress target_of(const ifaddrs& entry, std::uint32_t index, const SocketAddress& group,
                        const BroadcastOptions& options) {
  const int family = entry.ifa_addr == nullptr ? AF_UNSPEC : entry.ifa_addr->sa_family;
  const bool wanted = (family == AF_INET && options.ipv4) || (family == AF_INET6 && options.ipv6);
  if (!wanted || (entry.ifa_flags & IFF_UP) == 0) return {};
  const std::size_t size = family == AF_INET ? sizeof(sockaddr_in) : sizeof(sockaddr_in6);
  if ((entry.ifa_flags & IFF_LOOPBACK) != 0) {
    return options.loopback ? SocketAddress::from(entry.ifa_addr, size).with_port(port_of(options)) : SocketAddress();
  }
  if (family == AF_INET6) return (entry.ifa_flags & IFF_MULTICAST) != 0 ? on_interface(group, index) : SocketAddress();
  const bool broadcasts = (entry.ifa_flags & IFF_BROADCAST) != 0 && entry.ifa_broadaddr != nullptr;
  return broadcasts ? SocketAddress::from(entry.ifa_broadaddr, size).with_port(port_of(options)) : SocketAddress();
}

// An interface with several addresses may have one broadcast address, and has one group.
void add(std::vector<BroadcastTarget>& targets, BroadcastTarget target) {
  const bool known = std::any_of(targets.begin(), targets.end(), [&](const BroadcastTarget& other) {
    return other.interface_index == target.interface_index && other.address == target.address;
  });
  if (!known) targets.push_back(std::move(target));
}

std::vector<BroadcastTarget> given_targets(const BroadcastOptions& options) {
  std::vector<BroadcastTarget> targets;
  for (const SocketAddress& given : options.targets) {
    const SocketAddress address = given.unmapped();
    add(targets, {.address = address.port() != 0 ? address : address.with_port(port_of(options))});
  }
  return targets;
}

}  // namespace

std::string BroadcastTarget::to_string() const {
  return (interface_name.empty() ? "" : interface_name + " ") + address.to_string();
}

Result<std::vector<BroadcastTarget>> broadcast_targets(const ifaddrs* interfaces, const BroadcastOptions& options) {
  const auto group = group_of(options);
  if (!group) return group.error();
  std::vector<BroadcastTarget> targets;
  for (const ifaddrs* entry = interfaces; entry != nullptr; entry = entry->ifa_next) {
    const std::uint32_t index = if_nametoindex(entry->ifa_name);
    const SocketAddress address = target_of(*entry, index, *group, options);
    if (address.family() != AF_UNSPEC) add(targets, {entry->ifa_name, index, address});
  }
  return targets;
}

Result<std::vector<BroadcastTarget>> broadcast_targets(const BroadcastOptions& options) {
  if (!options.targets.empty()) return given_targets(options);
  ifaddrs* list = nullptr;
  if (::getifaddrs(&list) != 0) return system_error(Errc::system, "getifaddrs", errno);
  const std::unique_ptr<ifaddrs, decltype(&::freeifaddrs)> owner(list, &::freeifaddrs);
  return broadcast_targets(list, options);
}

}  // namespace onc
