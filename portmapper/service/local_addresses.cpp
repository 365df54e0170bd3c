#include "service/local_addresses.h"

#include <ifaddrs.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>

namespace onc {

namespace {

// All bytes of the host, as a key.
std::string host_of(const SocketAddress& address) {
  if (address.family() == AF_INET6) {
    sockaddr_in6 six;
    std::memcpy(&six, address.data(), sizeof six);
    return {reinterpret_cast<const char*>(&six.sin6_addr), sizeof six.sin6_addr};
  }
  sockaddr_in four;
  std::memcpy(&four, address.data(), sizeof four);
  return {reinterpret_cast<const char*>(&four.sin_addr), sizeof four.sin_addr};
}

// How many bits two addresses begin with alike.
int common_bits(const std::string& left, const std::string& right) noexcept {
  int bits = 0;
  for (std::size_t i = 0; i < left.size() && i < right.size(); ++i) {
    const auto differing =
        static_cast<std::uint8_t>(static_cast<std::uint8_t>(left[i]) ^ static_cast<std::uint8_t>(right[i]));
    bits += std::countl_zero(differing);
    if (differing != 0) break;
  }
  return bits;
}

bool is_inet(int family) noexcept { return family == AF_INET || family == AF_INET6; }

std::size_t size_of(int family) noexcept { return family == AF_INET ? sizeof(sockaddr_in) : sizeof(sockaddr_in6); }

}  // namespace

std::vector<SocketAddress> LocalAddresses::read_interfaces() {
  std::vector<SocketAddress> all;
  ifaddrs* list = nullptr;
  if (::getifaddrs(&list) != 0) return all;
  for (const ifaddrs* one = list; one != nullptr; one = one->ifa_next) {
    if (one->ifa_addr == nullptr || !is_inet(one->ifa_addr->sa_family)) continue;
    all.push_back(SocketAddress::from(one->ifa_addr, size_of(one->ifa_addr->sa_family)));
  }
  ::freeifaddrs(list);
  return all;
}

// False when it was done just now.
bool LocalAddresses::refresh() {
  const TimePoint now = now_();
  if (read_at_ && now - *read_at_ < std::chrono::seconds(1)) return false;
  read_at_ = now;
  all_ = read_();
  hosts_.clear();
  for (const SocketAddress& address : all_) hosts_.insert(host_of(address));
  return true;
}

bool LocalAddresses::contains(const SocketAddress& address) {
  const SocketAddress plain = address.unmapped();
  if (!is_inet(plain.family())) return false;
  if (plain.is_loopback()) return true;
  const std::string host = host_of(plain);
  return hosts_.contains(host) || (refresh() && hosts_.contains(host));
}

std::optional<SocketAddress> LocalAddresses::nearest(int family, const SocketAddress& peer) {
  refresh();
  const std::string wanted = peer.family() == family ? host_of(peer) : std::string();
  std::optional<SocketAddress> best;
  int best_bits = -1;
  for (const SocketAddress& address : all_) {
    if (address.family() != family) continue;
    const int bits = address.is_loopback() && !peer.is_loopback() ? 0 : 1 + common_bits(host_of(address), wanted);
    if (bits > best_bits) best = address;
    best_bits = std::max(bits, best_bits);
  }
  return best;
}

bool is_wildcard(const SocketAddress& address) noexcept {
  if (!is_inet(address.family())) return false;
  const std::string host = host_of(address);
  return std::all_of(host.begin(), host.end(), [](char byte) { return byte == 0; });
}

}  // namespace onc
