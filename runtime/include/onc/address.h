// Socket addresses as values.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <onc/result.h>

struct sockaddr;

namespace onc {

/// An IPv4, IPv6 or local socket address. Without a value it is of no family.
class SocketAddress {
 public:
  static constexpr std::size_t capacity = 112;  // for the largest, sockaddr_un; asserted in address.cpp

  // Only the part in use is copied: peers' addresses are taken per datagram.
  SocketAddress() noexcept {}  // NOLINT(modernize-use-equals-default): leaves the storage uninitialised
  SocketAddress(const SocketAddress& other) noexcept { *this = other; }
  SocketAddress& operator=(const SocketAddress& other) noexcept;
  ~SocketAddress() = default;

  /// Numeric "1.2.3.4:80", "[::1]:80", ":80" (all addresses of IPv4), or a path that contains a slash, or an abstract
  /// local name "@name". Errors: invalid_argument, with what is expected.
  static Result<SocketAddress> parse(std::string_view text);
  /// A local address. Errors: invalid_argument for an empty path, one with NUL bytes, or one that does not fit (107
  /// bytes); never cut silently.
  static Result<SocketAddress> local(std::string_view path);
  /// From what the system calls return; families other than the three become "no family".
  static SocketAddress from(const sockaddr* address, std::size_t size) noexcept;

  [[nodiscard]] const sockaddr* data() const noexcept;
  [[nodiscard]] sockaddr* data() noexcept;
  [[nodiscard]] std::uint32_t size() const noexcept { return size_; }
  /// After the system wrote into `data()`.
  void resize(std::size_t size) noexcept;

  /// AF_INET, AF_INET6, AF_UNIX or AF_UNSPEC.
  [[nodiscard]] int family() const noexcept;
  /// In host order; 0 for local addresses.
  [[nodiscard]] std::uint16_t port() const noexcept;
  [[nodiscard]] SocketAddress with_port(std::uint16_t port) const noexcept;
  /// Stands for all addresses of the host: 0.0.0.0 or ::.
  [[nodiscard]] bool is_any() const noexcept;
  /// 127.0.0.0/8, ::1, an IPv4 loopback mapped into IPv6, or a local address.
  [[nodiscard]] bool is_loopback() const noexcept;
  /// An IPv4 address mapped into IPv6 as its plain form; everything else unchanged.
  [[nodiscard]] SocketAddress unmapped() const noexcept;
  /// The host without the port: all of an IPv4 address, the first 64 bits of an IPv6 one (which a host has for itself)
  /// with the link of a link-local one, the path of a local socket. For telling hosts apart, not for people.
  [[nodiscard]] std::string network_prefix() const;
  /// As `parse` reads it. Control characters of local paths are escaped.
  [[nodiscard]] std::string to_string() const;

  friend bool operator==(const SocketAddress& left, const SocketAddress& right) noexcept;

 private:
  alignas(8) std::array<std::byte, capacity> storage_;
  std::uint32_t size_ = 0;
};

}  // namespace onc
