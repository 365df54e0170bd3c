#include <arpa/inet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstring>
#include <optional>

#include <onc/address.h>

#include "base/escape.h"
#include "base/raw_address.h"

namespace onc {

namespace {

static_assert(sizeof(sockaddr_un) <= SocketAddress::capacity && sizeof(sockaddr_in6) <= SocketAddress::capacity);

constexpr std::size_t path_offset = offsetof(sockaddr_un, sun_path);

SocketAddress inet(in_addr host, std::uint16_t port) noexcept {
  sockaddr_in raw{};
  raw.sin_family = AF_INET;
  raw.sin_addr = host;
  raw.sin_port = htons(port);
  return store(raw);
}

std::optional<std::uint16_t> parse_port(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return port;
}

std::optional<SocketAddress> parse_inet(const std::string& host, std::uint16_t port) {
  in_addr address{};
  if (!host.empty() && inet_pton(AF_INET, host.c_str(), &address) != 1) return std::nullopt;
  return inet(address, port);
}

std::optional<SocketAddress> parse_inet6(const std::string& host, std::uint16_t port) {
  const std::size_t percent = host.find('%');
  sockaddr_in6 raw{};
  raw.sin6_family = AF_INET6;
  raw.sin6_port = htons(port);
  if (inet_pton(AF_INET6, host.substr(0, percent).c_str(), &raw.sin6_addr) != 1) return std::nullopt;
  if (percent != std::string::npos) {
    raw.sin6_scope_id = if_nametoindex(host.substr(percent + 1).c_str());
    if (raw.sin6_scope_id == 0) return std::nullopt;
  }
  return store(raw);
}

std::optional<SocketAddress> parse_host_and_port(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto port = parse_port(text.substr(colon + 1));
  if (!port) return std::nullopt;
  const std::string_view host = text.substr(0, colon);
  if (host.size() < 2 || host.front() != '[' || host.back() != ']') return parse_inet(std::string(host), *port);
  return parse_inet6(std::string(host.substr(1, host.size() - 2)), *port);
}

bool is_mapped(const sockaddr_in6& raw) noexcept { return IN6_IS_ADDR_V4MAPPED(&raw.sin6_addr); }

std::string local_to_string(const SocketAddress& address) {
  const auto raw = load<sockaddr_un>(address);
  if (address.size() <= path_offset) return "(unnamed)";
  // The kernel adds a NUL behind a path that fills all of its room.
  const std::string_view name(raw.sun_path, std::min<std::size_t>(address.size() - path_offset, sizeof raw.sun_path));
  if (name.front() == '\0') return "@" + escaped(name.substr(1));
  return escaped(name.substr(0, name.find('\0')));
}

std::string inet6_to_string(const SocketAddress& address) {
  const auto raw = load<sockaddr_in6>(address);
  char host[INET6_ADDRSTRLEN] = "";
  inet_ntop(AF_INET6, &raw.sin6_addr, host, sizeof host);
  char scope[IF_NAMESIZE] = "";
  const bool scoped = raw.sin6_scope_id != 0 && if_indextoname(raw.sin6_scope_id, scope) != nullptr;
  return "[" + std::string(host) + (scoped ? "%" + std::string(scope) : "") + "]:" + std::to_string(address.port());
}

std::string inet_to_string(const SocketAddress& address) {
  const auto raw = load<sockaddr_in>(address);
  char host[INET_ADDRSTRLEN] = "";
  inet_ntop(AF_INET, &raw.sin_addr, host, sizeof host);
  return std::string(host) + ":" + std::to_string(address.port());
}

}  // namespace

SocketAddress& SocketAddress::operator=(const SocketAddress& other) noexcept {
  size_ = other.size_;
  if (this != &other) std::memcpy(storage_.data(), other.storage_.data(), size_);
  return *this;
}

Result<SocketAddress> SocketAddress::parse(std::string_view text) {
  if (text.find('/') != std::string_view::npos || text.starts_with('@')) return local(text);
  if (const auto address = parse_host_and_port(text)) return *address;
  return Error(Errc::invalid_argument,
               "'" + escaped(text) + "' is no address; expected 1.2.3.4:80, [::1]:80, :80, or a socket's path");
}

Result<SocketAddress> SocketAddress::local(std::string_view path) {
  sockaddr_un raw{};
  raw.sun_family = AF_UNIX;
  if (path.empty() || path.find('\0') != std::string_view::npos) {
    return Error(Errc::invalid_argument, "the path of a local socket is empty or contains a NUL byte");
  }
  if (path.size() >= sizeof raw.sun_path) {
    return Error(Errc::invalid_argument, "the path of a local socket has " + std::to_string(path.size()) +
                                             " bytes, the system takes " + std::to_string(sizeof raw.sun_path - 1));
  }
  std::memcpy(raw.sun_path, path.data(), path.size());
  const bool abstract = path.front() == '@';
  if (abstract) raw.sun_path[0] = '\0';
  return from(reinterpret_cast<const sockaddr*>(&raw), path_offset + path.size() + (abstract ? 0 : 1));
}

SocketAddress SocketAddress::from(const sockaddr* address, std::size_t size) noexcept {
  SocketAddress result;
  result.size_ = static_cast<std::uint32_t>(std::min(size, capacity));
  if (result.size_ > 0) std::memcpy(result.storage_.data(), address, result.size_);
  return result;
}

const sockaddr* SocketAddress::data() const noexcept { return reinterpret_cast<const sockaddr*>(storage_.data()); }
sockaddr* SocketAddress::data() noexcept { return reinterpret_cast<sockaddr*>(storage_.data()); }
void SocketAddress::resize(std::size_t size) noexcept { size_ = static_cast<std::uint32_t>(std::min(size, capacity)); }

int SocketAddress::family() const noexcept {
  if (size_ < sizeof(sa_family_t)) return AF_UNSPEC;
  sa_family_t family = AF_UNSPEC;
  std::memcpy(&family, storage_.data() + offsetof(sockaddr, sa_family), sizeof family);
  return family;
}

std::uint16_t SocketAddress::port() const noexcept {
  if (family() == AF_INET) return ntohs(load<sockaddr_in>(*this).sin_port);
  if (family() == AF_INET6) return ntohs(load<sockaddr_in6>(*this).sin6_port);
  return 0;
}

SocketAddress SocketAddress::with_port(std::uint16_t port) const noexcept {
  if (family() == AF_INET) return inet(load<sockaddr_in>(*this).sin_addr, port);
  if (family() != AF_INET6) return *this;
  auto raw = load<sockaddr_in6>(*this);
  raw.sin6_port = htons(port);
  return store(raw);
}

bool SocketAddress::is_any() const noexcept {
  const SocketAddress plain = unmapped();
  if (plain.family() == AF_INET) return load<sockaddr_in>(plain).sin_addr.s_addr == htonl(INADDR_ANY);
  if (plain.family() != AF_INET6) return false;
  const auto raw = load<sockaddr_in6>(plain);
  return IN6_IS_ADDR_UNSPECIFIED(&raw.sin6_addr);
}

bool SocketAddress::is_loopback() const noexcept {
  const SocketAddress plain = unmapped();
  if (plain.family() == AF_INET) return ntohl(load<sockaddr_in>(plain).sin_addr.s_addr) >> 24 == 127;
  if (plain.family() != AF_INET6) return plain.family() == AF_UNIX;
  const auto raw = load<sockaddr_in6>(plain);
  return IN6_IS_ADDR_LOOPBACK(&raw.sin6_addr);
}

SocketAddress SocketAddress::unmapped() const noexcept {
  if (family() != AF_INET6) return *this;
  const auto raw = load<sockaddr_in6>(*this);
  if (!is_mapped(raw)) return *this;
  in_addr host{};
  std::memcpy(&host, raw.sin6_addr.s6_addr + 12, sizeof host);
  return inet(host, ntohs(raw.sin6_port));
}

std::string SocketAddress::network_prefix() const {
  const SocketAddress plain = unmapped();
  const auto bytes_of = [](const auto& raw, std::size_t count) {
    return std::string(reinterpret_cast<const char*>(&raw), count);
  };
  switch (plain.family()) {
    case AF_INET: return "4" + bytes_of(load<sockaddr_in>(plain).sin_addr, sizeof(in_addr));
    case AF_INET6: {
      const auto inet6 = load<sockaddr_in6>(plain);
      return "6" + bytes_of(inet6.sin6_addr, 8) + bytes_of(inet6.sin6_scope_id, sizeof inet6.sin6_scope_id);
    }
    default: return plain.to_string();
  }
}

std::string SocketAddress::to_string() const {
  const SocketAddress plain = unmapped();
  switch (plain.family()) {
    case AF_INET: return inet_to_string(plain);
    case AF_INET6: return inet6_to_string(plain);
    case AF_UNIX: return local_to_string(plain);
    default: return "(no address)";
  }
}

bool operator==(const SocketAddress& left, const SocketAddress& right) noexcept {
  if (left.family() != right.family()) return false;
  if (left.family() == AF_INET) {
    const auto a = load<sockaddr_in>(left);
    const auto b = load<sockaddr_in>(right);
    return a.sin_port == b.sin_port && a.sin_addr.s_addr == b.sin_addr.s_addr;
  }
  if (left.family() == AF_INET6) {
    const auto a = load<sockaddr_in6>(left);
    const auto b = load<sockaddr_in6>(right);
    return a.sin6_port == b.sin6_port && a.sin6_scope_id == b.sin6_scope_id &&
           std::memcmp(&a.sin6_addr, &b.sin6_addr, sizeof a.sin6_addr) == 0;
  }
  return left.size() == right.size() && std::memcmp(left.data(), right.data(), left.size()) == 0;
}

}  // namespace onc
