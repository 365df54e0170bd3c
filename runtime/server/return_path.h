// Where a datagram came from, and which of our addresses it was sent to: the way that its reply takes.
#pragma once

#include <netinet/in.h>
#include <sys/socket.h>

#include <cstddef>
#include <cstdint>
#include <span>

#include <onc/address.h>

#include "transport/segments.h"

namespace onc {

/// Values only.
class ReturnPath {
 public:
  /// Room for what the kernel says of a received datagram: which of our addresses, and how many there are.
  static constexpr std::size_t control_capacity = CMSG_SPACE(sizeof(in6_pktinfo)) + segment_control_size;

  ReturnPath() noexcept = default;
  /// Takes what `message`, which was received, says of its way. Returns the size of its datagrams, or 0 if it is one.
  std::size_t take(msghdr& message, const SocketAddress& from) noexcept;

  [[nodiscard]] const SocketAddress& address() const noexcept { return address_; }
  /// Our address that was asked, with `port`; of no family where that is none of ours: multicast.
  [[nodiscard]] SocketAddress asked(std::uint16_t port) const noexcept;

  /// Makes `message` go this way: it refers to this object. `segment` not 0: it is several datagrams of this size.
  void lead(msghdr& message, std::span<std::byte, control_capacity> control, std::size_t segment) const noexcept;

 private:
  void take_info(const cmsghdr& header) noexcept;

  SocketAddress address_{};
  int family_ = AF_UNSPEC;  // of the address that was asked
  in6_addr ours6_{};
  in_addr ours4_{};
  std::uint32_t interface_ = 0;  // of link-local addresses, which mean nothing without
};

/// Ask the kernel for it: which of our addresses each datagram was sent to.
void ask_for_return_path(int descriptor);

}  // namespace onc
