#include "transport/resolve.h"

#include <netdb.h>
#include <sys/socket.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <system_error>
#include <utility>

#include "base/escape.h"
#include "transport/name_lookup.h"

namespace onc {

namespace {

using Addresses = std::vector<SocketAddress>;

Error not_found(const std::string& host, const HostAddresses& answer) {
  const std::string why = answer.code == EAI_SYSTEM ? std::generic_category().message(answer.system_errno)
                                                    : std::string(::gai_strerror(answer.code));
  return Error(Errc::host_not_found, "'" + escaped(host) + "': " + why);
}

bool is_inet(const SocketAddress& address) { return address.family() == AF_INET; }

// IPv4 first, each with the port.
Result<Addresses> arranged(const std::string& host, std::uint16_t port, HostAddresses answer) {
  if (answer.code != 0) return not_found(host, answer);
  for (SocketAddress& address : answer.addresses) address = address.with_port(port);
  std::stable_partition(answer.addresses.begin(), answer.addresses.end(), is_inet);
  return std::move(answer.addresses);
}

// What needs no resolver: numbers, and the loopback addresses for an empty host. A NUL byte would cut the name.
std::optional<Result<Addresses>> resolve_here(const std::string& host, std::uint16_t port) {
  if (host.find('\0') != std::string::npos) return arranged(host, port, {.code = EAI_NONAME});
  HostAddresses answer = read_numeric_host(host);
  if (answer.code == EAI_NONAME) return std::nullopt;
  return arranged(host, port, std::move(answer));
}

Result<std::uint16_t> parse_port(std::string_view text, const std::string& digits) {
  std::uint16_t port = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, port);
  if (!digits.empty() && error == std::errc{} && stop == end) return port;
  return Error(Errc::invalid_argument,
               "'" + escaped(text) + "' has no valid port; expected HOST:PORT, [IPV6]:PORT or a socket's path");
}

// `resolve` turns host and port into addresses.
template <class Resolve>
Result<Addresses> resolve_text(std::string_view text, const Resolve& resolve) {
  if (is_local_address(text)) {
    auto local = SocketAddress::local(text);
    if (!local) return std::move(local).error();
    return Addresses{*local};
  }
  const HostAndPort parts = split_host_and_port(text);
  const auto port = parse_port(text, parts.port);
  if (!port) return port.error();
  return resolve(parts.host, *port);
}

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

Result<Addresses> resolve_host(const std::string& host, std::uint16_t port) {
  if (auto here = resolve_here(host, port)) return *std::move(here);
  return arranged(host, port, ask_resolver(host));
}

Result<Addresses> resolve_host(const std::string& host, std::uint16_t port, const Patience& patience) {
  if (auto here = resolve_here(host, port)) return *std::move(here);
  auto answer = ask_within(host, patience);
  if (!answer) return std::move(answer).error();
  return arranged(host, port, *std::move(answer));
}

Result<Addresses> resolve_address(std::string_view text) {
  return resolve_text(text, [](const std::string& host, std::uint16_t port) { return resolve_host(host, port); });
}

Result<Addresses> resolve_address(std::string_view text, const Patience& patience) {
  return resolve_text(text,
                      [&](const std::string& host, std::uint16_t port) { return resolve_host(host, port, patience); });
}

bool is_local_address(std::string_view text) noexcept {
  return text.find('/') != std::string_view::npos || text.starts_with('@');
}

std::string join_host_and_port(std::string_view host, std::uint16_t port) {
  const bool inet6 = host.find(':') != std::string_view::npos && !host.starts_with('[');
  return (inet6 ? "[" + std::string(host) + "]" : std::string(host)) + ":" + std::to_string(port);
}

}  // namespace onc
