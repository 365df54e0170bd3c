#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <string>

#include <onc/access.h>

#include "base/escape.h"

namespace onc {

namespace {

using Bytes = std::array<std::byte, 16>;

constexpr std::size_t mapped_bits = 96;

Bytes map(const in_addr& address) noexcept {
  Bytes bytes{};
  bytes[10] = bytes[11] = std::byte{0xff};
  std::memcpy(bytes.data() + 12, &address, sizeof address);
  return bytes;
}

bool is_mapped(const Bytes& bytes) noexcept { return std::equal(bytes.begin(), bytes.begin() + 12, map({}).begin()); }

std::optional<Bytes> bytes_of(const SocketAddress& address) noexcept {
  if (address.family() == AF_INET) {
    sockaddr_in raw;
    std::memcpy(&raw, address.data(), sizeof raw);
    return map(raw.sin_addr);
  }
  if (address.family() != AF_INET6) return std::nullopt;
  sockaddr_in6 raw;
  std::memcpy(&raw, address.data(), sizeof raw);
  Bytes bytes;
  std::memcpy(bytes.data(), &raw.sin6_addr, sizeof bytes);
  return bytes;
}

struct Host {
  Bytes bytes{};
  std::size_t bits = 128;  ///< of its family
};

std::optional<Host> parse_host(const std::string& text) {
  if (text.find('\0') != std::string::npos) return std::nullopt;
  in_addr inet{};
  if (inet_pton(AF_INET, text.c_str(), &inet) == 1) return Host{map(inet), 32};
  Host host;
  if (inet_pton(AF_INET6, text.c_str(), host.bytes.data()) == 1) return host;
  return std::nullopt;
}

// Without a slash: one host.
std::optional<std::size_t> parse_bits(std::string_view text, std::size_t slash, std::size_t most) {
  if (slash == std::string_view::npos) return most;
  const std::string_view digits = text.substr(slash + 1);
  std::size_t bits = 0;
  const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
  if (digits.empty() || failure != std::errc{} || end != digits.data() + digits.size() || bits > most)
    return std::nullopt;
  return bits;
}

Bytes masked(Bytes bytes, std::size_t bits) noexcept {
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const std::size_t kept = std::clamp<std::size_t>(bits, 8 * i, 8 * i + 8) - 8 * i;
    bytes[i] &= static_cast<std::byte>(0xff00U >> kept);
  }
  return bytes;
}

std::string to_text(const Bytes& bytes, std::size_t bits, bool inet) {
  char text[INET6_ADDRSTRLEN] = "";
  inet_ntop(inet ? AF_INET : AF_INET6, bytes.data() + (inet ? 12 : 0), text, sizeof text);
  return std::string(text) + "/" + std::to_string(inet ? bits - mapped_bits : bits);
}

Error no_network(std::string_view text) {
  return Error(Errc::invalid_argument,
               "'" + escaped(text) + "' is no network; expected 10.0.0.0/8, 192.0.2.7, fe80::/10 or ::1");
}

}  // namespace

Result<Network> Network::parse(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto host = parse_host(std::string(text.substr(0, slash)));
  const auto bits = host ? parse_bits(text, slash, host->bits) : std::nullopt;
  if (!bits) return no_network(text);
  const bool inet = host->bits == 32;
  Network network;
  network.bits_ = *bits + (inet ? mapped_bits : 0);
  network.bytes_ = masked(host->bytes, network.bits_);
  if (network.bytes_ == host->bytes) return network;
  return Error(Errc::invalid_argument, "'" + escaped(text) + "' has bits behind its prefix; the network is " +
                                           to_text(network.bytes_, network.bits_, inet) +
                                           ", a single host has no slash");
}

bool Network::contains(const SocketAddress& address) const noexcept {
  const auto bytes = bytes_of(address);
  // A network of IPv6 that is larger than that of the mapped addresses does not mean those.
  if (!bytes || (bits_ < mapped_bits && is_mapped(*bytes))) return false;
  return masked(*bytes, bits_) == bytes_;
}

}  // namespace onc
