#include "server/return_path.h"

#include <algorithm>
#include <cstring>

#include "transport/socket_options.h"

namespace onc {

namespace {

template <class Info>
Info info_of(const cmsghdr& header) noexcept {
  Info info;
  std::memcpy(&info, CMSG_DATA(&header), sizeof info);
  return info;
}

template <class Info>
std::size_t put_info(std::byte* place, int level, int type, const Info& info) noexcept {
  std::memset(place, 0, CMSG_SPACE(sizeof info));
  auto& header = *reinterpret_cast<cmsghdr*>(place);
  header.cmsg_level = level;
  header.cmsg_type = type;
  header.cmsg_len = CMSG_LEN(sizeof info);
  std::memcpy(CMSG_DATA(&header), &info, sizeof info);
  return CMSG_SPACE(sizeof info);
}

}  // namespace

void ask_for_return_path(int descriptor) {
  const bool inet6 = local_address(descriptor).family() == AF_INET6;
  set_option(descriptor, inet6 ? IPPROTO_IPV6 : IPPROTO_IP, inet6 ? IPV6_RECVPKTINFO : IP_PKTINFO, 1);
}

std::size_t ReturnPath::take(msghdr& message, const SocketAddress& from) noexcept {
  address_ = from;
  family_ = AF_UNSPEC;
  std::size_t segment = 0;
  for (const cmsghdr* header = CMSG_FIRSTHDR(&message); header != nullptr;
       header = CMSG_NXTHDR(&message, const_cast<cmsghdr*>(header))) {
    take_info(*header);
    segment = std::max(segment, segment_size(*header));
  }
  return segment;
}

void ReturnPath::take_info(const cmsghdr& header) noexcept {
  if (header.cmsg_level == IPPROTO_IPV6 && header.cmsg_type == IPV6_PKTINFO) {
    const auto info = info_of<in6_pktinfo>(header);
    if (IN6_IS_ADDR_MULTICAST(&info.ipi6_addr)) return;
    family_ = AF_INET6;
    ours6_ = info.ipi6_addr;
    interface_ = IN6_IS_ADDR_LINKLOCAL(&info.ipi6_addr) ? info.ipi6_ifindex : 0;
  } else if (header.cmsg_level == IPPROTO_IP && header.cmsg_type == IP_PKTINFO) {
    family_ = AF_INET;
    ours4_ = info_of<in_pktinfo>(header).ipi_spec_dst;  // of the interface, where the datagram was sent to all
  }
}

SocketAddress ReturnPath::asked(std::uint16_t port) const noexcept {
  if (family_ == AF_INET) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr = ours4_;
    return SocketAddress::from(reinterpret_cast<const sockaddr*>(&address), sizeof address);
  }
  if (family_ != AF_INET6) return {};
  sockaddr_in6 address{};
  address.sin6_family = AF_INET6;
  address.sin6_port = htons(port);
  address.sin6_addr = ours6_;
  address.sin6_scope_id = interface_;
  return SocketAddress::from(reinterpret_cast<const sockaddr*>(&address), sizeof address);
}

// The interface is not named, so that the reply takes the route it should.
void ReturnPath::lead(msghdr& message, std::span<std::byte, control_capacity> control,
                      std::size_t segment) const noexcept {
  message.msg_name = const_cast<sockaddr*>(address_.data());
  message.msg_namelen = address_.size();
  std::size_t size = 0;
  if (family_ == AF_INET6) {
    size = put_info(control.data(), IPPROTO_IPV6, IPV6_PKTINFO, in6_pktinfo{ours6_, interface_});
  } else if (family_ == AF_INET) {
    size = put_info(control.data(), IPPROTO_IP, IP_PKTINFO, in_pktinfo{0, ours4_, {}});
  }
  if (segment > 0) {
    put_segment_size(control.data() + size, static_cast<std::uint16_t>(segment));
    size += segment_control_size;
  }
  message.msg_control = size > 0 ? control.data() : nullptr;
  message.msg_controllen = size;
}

}  // namespace onc
