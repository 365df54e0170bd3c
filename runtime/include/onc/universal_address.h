// Netids and universal addresses: how rpcbind names transports, and addresses on them (RFC 5665 sections 5.1 and 5.2).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <onc/address.h>
#include <onc/options.h>
#include <onc/result.h>

namespace onc {

/// A transport over one address family. Its text is the netid.
struct Netid {
  Transport transport = Transport::tcp;
  int family = 0;  ///< AF_INET, AF_INET6 or AF_UNIX

  /// "udp", "udp6", "tcp", "tcp6" or "local".
  [[nodiscard]] std::string_view text() const noexcept;
  friend bool operator==(const Netid&, const Netid&) = default;
};

/// The netid of `transport` over the family of an address; `family` does not matter for Transport::local.
Netid netid_of(Transport transport, int family) noexcept;

/// Reads exactly the five names, and "unix", as some systems call "local". Netids are case sensitive.
std::optional<Netid> parse_netid(std::string_view text) noexcept;

/// Reads "h.h.h.h.p1.p2", an IPv6 address with ".p1.p2" behind it (all forms of RFC 4291 section 2.2, no zone), or the
/// path of a local socket ("/..." or the abstract "@..."): whichever belongs to the netid. The text may come from a
/// peer: nothing else is taken, not even blanks and leading zeros. Errors: invalid_argument, with the text escaped.
Result<SocketAddress> parse_universal_address(const Netid& netid, std::string_view text);

/// The same address as text, without a zone, which means nothing to others; for a local socket its path as it is.
/// Errors: invalid_argument for an address of no family and for an unnamed local socket.
Result<std::string> universal_address(const SocketAddress& address);

}  // namespace onc
