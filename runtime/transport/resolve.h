// From names to addresses.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <onc/address.h>
#include <onc/result.h>

#include "base/patience.h"

namespace onc {

/// "host:port", "[v6]:port" and ":port" taken apart; the port may be missing.
struct HostAndPort {
  std::string host{};
  std::string port{};
};
HostAndPort split_host_and_port(std::string_view text);

/// All addresses of a host, IPv4 first: what version 2 of rpcbind says of a port holds for IPv4. `host` empty: the
/// loopback addresses. Errors: host_not_found. Numbers ask nobody; names block as long as the resolver does, or at most
/// `patience` (see ask_within), and then end with timed_out.
Result<std::vector<SocketAddress>> resolve_host(const std::string& host, std::uint16_t port);
Result<std::vector<SocketAddress>> resolve_host(const std::string& host, std::uint16_t port, const Patience& patience);

/// The same for "host:port"; for a path or "@name" the local address. Errors: as above, and invalid_argument.
Result<std::vector<SocketAddress>> resolve_address(std::string_view text);
Result<std::vector<SocketAddress>> resolve_address(std::string_view text, const Patience& patience);

/// Whether `text` names a local socket: it has a slash or begins with "@".
bool is_local_address(std::string_view text) noexcept;

/// "host:port" with brackets where IPv6 needs them.
std::string join_host_and_port(std::string_view host, std::uint16_t port);

}  // namespace onc
