#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "client/broadcast_network.h"
#include "transport/socket_options.h"

namespace onc {

namespace {

// Room for one control message that says by which interface a datagram leaves.
struct InterfaceChoice {
  alignas(cmsghdr) std::array<std::byte, CMSG_SPACE(sizeof(in_pktinfo))> bytes{};

  // Two interfaces may have the same broadcast address, and routing would choose one of them for both.
  void put_into(msghdr& message, std::uint32_t interface_index) noexcept {
    message.msg_control = bytes.data();
    message.msg_controllen = bytes.size();
    cmsghdr* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = IPPROTO_IP;
    header->cmsg_type = IP_PKTINFO;
    header->cmsg_len = CMSG_LEN(sizeof(in_pktinfo));
    in_pktinfo choice{};
    choice.ipi_ifindex = static_cast<int>(interface_index);
    std::memcpy(CMSG_DATA(header), &choice, sizeof choice);
  }
};

int send_by_interface(int descriptor, const BroadcastTarget& target, std::span<const std::byte> datagram) {
  SocketAddress address = target.address;
  iovec vector{const_cast<std::byte*>(datagram.data()), datagram.size()};
  msghdr message{};
  message.msg_name = address.data();
  message.msg_namelen = address.size();
  message.msg_iov = &vector;
  message.msg_iovlen = 1;
  InterfaceChoice choice;
  if (target.interface_index != 0 && address.family() == AF_INET) choice.put_into(message, target.interface_index);
  return ::sendmsg(descriptor, &message, MSG_NOSIGNAL) >= 0 ? 0 : errno;
}

// Errors that concern one datagram: whoever cannot be reached does not keep the others from answering.
bool concerns_one_datagram(int error) noexcept {
  return error != EBADF && error != ENOTSOCK && error != ENOMEM && error != EFAULT;
}

IoResult receive_one(int descriptor, std::span<std::byte> into, SocketAddress& from) {
  socklen_t size = SocketAddress::capacity;
  const ssize_t got = ::recvfrom(descriptor, into.data(), into.size(), MSG_DONTWAIT, from.data(), &size);
  if (got < 0) return {0, concerns_one_datagram(errno) ? EAGAIN : errno};
  from.resize(size);
  return {static_cast<std::size_t>(got), 0};
}

// As poll_one, for two; a signal ends the wait early, which the caller takes for nothing received.
int poll_both(std::array<pollfd, 2>& entries, Duration patience) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(patience);
  const timespec limit{seconds.count(), std::chrono::nanoseconds(patience - seconds).count()};
  const int ready = ::ppoll(entries.data(), entries.size(), &limit, nullptr);
  if (ready > 0) return 0;
  return ready == 0 || errno == EINTR ? EAGAIN : errno;
}

}  // namespace

int BroadcastSockets::open(FileDescriptor& socket, int family) {
  if (socket) return 0;
  FileDescriptor fresh(::socket(family, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  if (!fresh) return errno;
  // Each family by its own socket, so that no answer comes by the other.
  const bool ready = family == AF_INET ? set_option(fresh.get(), SOL_SOCKET, SO_BROADCAST, 1)
                                       : set_option(fresh.get(), IPPROTO_IPV6, IPV6_V6ONLY, 1);
  if (!ready) return errno;
  socket = std::move(fresh);
  return 0;
}

int BroadcastSockets::send(const BroadcastTarget& target, std::span<const std::byte> datagram) {
  const int family = target.address.family();
  if (family != AF_INET && family != AF_INET6) return EAFNOSUPPORT;
  FileDescriptor& socket = family == AF_INET ? inet_ : inet6_;
  if (const int error = open(socket, family); error != 0) return error;
  return send_by_interface(socket.get(), target, datagram);
}

IoResult BroadcastSockets::receive(std::span<std::byte> into, Duration patience, SocketAddress& from) {
  // poll ignores entries without a descriptor, which has -1. Each family is first in its turn, so that a flood over one
  // of them leaves room for the other.
  std::array<pollfd, 2> entries{pollfd{inet_.get(), POLLIN, 0}, pollfd{inet6_.get(), POLLIN, 0}};
  inet6_first_ = !inet6_first_;
  if (inet6_first_) std::swap(entries[0], entries[1]);
  if (const int error = poll_both(entries, std::max(patience, Duration::zero())); error != 0) return {0, error};
  for (const pollfd& entry : entries) {
    if (entry.revents == 0) continue;
    const IoResult got = receive_one(entry.fd, into, from);
    if (!got.again()) return got;
  }
  return {0, EAGAIN};
}

}  // namespace onc
