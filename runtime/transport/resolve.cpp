#include "transport/resolve.h"

#include <netdb.h>
#include <sys/socket.h>

#include <algorithm>
#include <charconv>
#include <memory>

#include "base/escape.h"

namespace onc {

namespace {

struct FreeAddresses {
  void operator()(addrinfo* list) const noexcept { ::freeaddrinfo(list); }
};

Error not_found(const std::string& host, int code) {
  return Error(Errc::host_not_found, "'" + escaped(host) + "': " + ::gai_strerror(code));
}

bool is_inet(const SocketAddress& address) { return address.family() == AF_INET; }

}  // namespace

HostAndPort split_host_and_port(std::string_view text) {
  if (text.starts_with('[')) {
    const std::size_t end = text.find(']');
    if (end == std::string_view::npos) return {std::string(text), {}};
    const std::string_view rest = text.substr(end + 1);
    return {std::string(text.substr(1, end - 1)), std::string(rest.starts_with(':') ? rest.substr(1) : "")};
  }
  const std::size_t colon = text.rfind(':');
  const bool bare_inet6 = colon != std::string_view::npos && text.find(':') != colon;
  if (colon == std::string_view::npos || bare_inet6) return {std::string(text), {}};
  return {std::string(text.substr(0, colon)), std::string(text.substr(colon + 1))};
}

Result<std::vector<SocketAddress>> resolve_host(const std::string& host, std::uint16_t port) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;  // one entry for each address
  addrinfo* list = nullptr;
  const std::string service = std::to_string(port);
  const char* name = host.empty() ? nullptr : host.c_str();
  if (const int code = ::getaddrinfo(name, service.c_str(), &hints, &list); code != 0) return not_found(host, code);
  const std::unique_ptr<addrinfo, FreeAddresses> owner(list);
  std::vector<SocketAddress> addresses;
  for (const addrinfo* entry = list; entry != nullptr; entry = entry->ai_next) {
    addresses.push_back(SocketAddress::from(entry->ai_addr, entry->ai_addrlen));
  }
  std::stable_partition(addresses.begin(), addresses.end(), is_inet);
  return addresses;
}

Result<std::vector<SocketAddress>> resolve_address(std::string_view text) {
  if (is_local_address(text)) {
    auto local = SocketAddress::local(text);
    if (!local) return std::move(local).error();
    return std::vector{*local};
  }
  const HostAndPort parts = split_host_and_port(text);
  std::uint16_t port = 0;
  const char* end = parts.port.data() + parts.port.size();
  const auto [stop, error] = std::from_chars(parts.port.data(), end, port);
  if (parts.port.empty() || error != std::errc{} || stop != end) {
    return Error(Errc::invalid_argument,
                 "'" + escaped(text) + "' has no valid port; expected HOST:PORT, [IPV6]:PORT or a socket's path");
  }
  return resolve_host(parts.host, port);
}

bool is_local_address(std::string_view text) noexcept {
  return text.find('/') != std::string_view::npos || text.starts_with('@');
}

std::string join_host_and_port(std::string_view host, std::uint16_t port) {
  const bool inet6 = host.find(':') != std::string_view::npos && !host.starts_with('[');
  return (inet6 ? "[" + std::string(host) + "]" : std::string(host)) + ":" + std::to_string(port);
}

}  // namespace onc
