#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>

#include <onc/universal_address.h>

#include "base/escape.h"
#include "base/raw_address.h"

namespace onc {

namespace {

struct Name {
  std::string_view text;
  Netid netid;
};

// The first name of a netid is the one that is written.
constexpr std::array names = std::to_array<Name>({
    {"udp", {Transport::udp, AF_INET}},
    {"udp6", {Transport::udp, AF_INET6}},
    {"tcp", {Transport::tcp, AF_INET}},
    {"tcp6", {Transport::tcp, AF_INET6}},
    {"local", {Transport::local, AF_UNIX}},
    {"unix", {Transport::local, AF_UNIX}},
});

// 0 to 255 in decimal, as inet_ntop and printf write it.
std::optional<std::uint8_t> parse_octet(std::string_view text) {
  std::uint8_t octet = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), octet);
  const bool whole = !text.empty() && error == std::errc{} && end == text.data() + text.size();
  const bool leading_zero = text.size() > 1 && text.front() == '0';
  return whole && !leading_zero ? std::optional(octet) : std::nullopt;
}

// Takes ".p" off the end of `text`.
std::optional<std::uint8_t> take_last_octet(std::string_view& text) {
  const std::size_t dot = text.rfind('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const auto octet = parse_octet(text.substr(dot + 1));
  text = text.substr(0, dot);
  return octet;
}

// Takes ".p1.p2" off the end of `text`.
std::optional<std::uint16_t> take_port(std::string_view& text) {
  const auto low = take_last_octet(text);
  const auto high = low ? take_last_octet(text) : std::nullopt;
  if (!high) return std::nullopt;
  return static_cast<std::uint16_t>(*high << 8 | *low);
}

// inet_pton stops at a NUL byte and SocketAddress::parse takes zones and an empty host, so the alphabet comes first.
std::optional<SocketAddress> parse_host(int family, std::string_view host) {
  const bool six = family == AF_INET6;
  const std::string_view alphabet = six ? "0123456789abcdefABCDEF:." : "0123456789.";
  if (host.empty() || host.find_first_not_of(alphabet) != std::string_view::npos) return std::nullopt;
  const std::string text(host);
  auto address = SocketAddress::parse(six ? "[" + text + "]:0" : text + ":0");
  return address ? std::optional(*address) : std::nullopt;
}

std::optional<SocketAddress> parse_inet(int family, std::string_view text) {
  const auto port = take_port(text);
  const auto host = port ? parse_host(family, text) : std::nullopt;
  if (!host) return std::nullopt;
  return host->with_port(*port);
}

std::optional<SocketAddress> parse_local(std::string_view path) {
  if (!path.starts_with('/') && !path.starts_with('@')) return std::nullopt;
  auto address = SocketAddress::local(path);
  return address ? std::optional(*address) : std::nullopt;
}

std::string with_port(const char* host, std::uint16_t port) {
  return std::string(host) + "." + std::to_string(port >> 8) + "." + std::to_string(port & 0xff);
}

std::string inet_text(const SocketAddress& address) {
  const auto raw = load<sockaddr_in>(address);
  char host[INET_ADDRSTRLEN] = "";
  inet_ntop(AF_INET, &raw.sin_addr, host, sizeof host);
  return with_port(host, address.port());
}

std::string inet6_text(const SocketAddress& address) {
  const auto raw = load<sockaddr_in6>(address);
  char host[INET6_ADDRSTRLEN] = "";
  inet_ntop(AF_INET6, &raw.sin6_addr, host, sizeof host);
  return with_port(host, address.port());
}

// Empty for an unnamed socket.
std::string local_text(const SocketAddress& address) {
  const auto raw = load<sockaddr_un>(address);
  constexpr std::size_t offset = offsetof(sockaddr_un, sun_path);
  if (address.size() <= offset) return "";
  const std::string_view name(raw.sun_path, std::min<std::size_t>(address.size() - offset, sizeof raw.sun_path));
  if (name.front() == '\0') return "@" + std::string(name.substr(1));
  return std::string(name.substr(0, name.find('\0')));
}

std::string text_of(const SocketAddress& address) {
  switch (address.family()) {
    case AF_INET: return inet_text(address);
    case AF_INET6: return inet6_text(address);
    case AF_UNIX: return local_text(address);
    default: return "";
  }
}

}  // namespace

std::string_view Netid::text() const noexcept {
  const auto* name = std::find_if(names.begin(), names.end(), [&](const Name& known) { return known.netid == *this; });
  return name == names.end() ? "no netid" : name->text;
}

Netid netid_of(Transport transport, int family) noexcept {
  if (transport == Transport::local) return {transport, AF_UNIX};
  return {transport, family == AF_INET6 ? AF_INET6 : AF_INET};
}

std::optional<Netid> parse_netid(std::string_view text) noexcept {
  const auto* name = std::find_if(names.begin(), names.end(), [&](const Name& known) { return known.text == text; });
  return name == names.end() ? std::nullopt : std::optional(name->netid);
}

Result<SocketAddress> parse_universal_address(const Netid& netid, std::string_view text) {
  const bool local = netid.transport == Transport::local;
  const auto address = local ? parse_local(text) : parse_inet(netid.family, text);
  if (address) return *address;
  return Error(Errc::invalid_argument,
               "'" + escaped(text, 128) + "' is no universal address of netid " + std::string(netid.text()));
}

Result<std::string> universal_address(const SocketAddress& address) {
  std::string text = text_of(address);
  if (text.empty()) return Error(Errc::invalid_argument, address.to_string() + " has no universal address");
  return text;
}

}  // namespace onc
