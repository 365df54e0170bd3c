// The C API's address structs. They are read and written by memcpy, which no aliasing rule forbids.
#pragma once

#include <netinet/in.h>
#include <sys/socket.h>

#include <cstdint>
#include <cstring>

#include <onc/address.h>

namespace onc {

template <class Raw>
Raw load(const SocketAddress& address) noexcept {
  Raw raw{};
  if (address.size() >= sizeof raw) [[likely]] {  // of a size that compilers know, which calls nothing
    std::memcpy(&raw, address.data(), sizeof raw);
  } else {
    std::memcpy(&raw, address.data(), address.size());
  }
  return raw;
}

template <class Raw>
SocketAddress store(const Raw& raw) noexcept {
  return SocketAddress::from(reinterpret_cast<const sockaddr*>(&raw), sizeof raw);
}

/// All addresses of the family, which is AF_INET6 or else taken for AF_INET.
inline SocketAddress any_address(int family, std::uint16_t port) noexcept {
  if (family == AF_INET6) {
    sockaddr_in6 six{};
    six.sin6_family = AF_INET6;
    six.sin6_port = htons(port);
    return store(six);
  }
  sockaddr_in four{};
  four.sin_family = AF_INET;
  four.sin_port = htons(port);
  return store(four);
}

}  // namespace onc
