#include "transport/socket_datagram.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace onc {

Result<std::unique_ptr<Datagram>> SocketDatagram::open(const SocketAddress& peer, const LocalPorts& ports,
                                                       Duration busy_wait) {
  FileDescriptor socket(::socket(peer.family(), SOCK_DGRAM | SOCK_CLOEXEC, 0));
  if (!socket) return system_error(Errc::system, "socket", errno);
  if (auto bound = bind_local(socket.get(), peer.family(), ports); !bound) return std::move(bound).error();
  widen_inbox(socket.get());
  const bool six = peer.family() == AF_INET6;
  set_option(socket.get(), six ? IPPROTO_IPV6 : IPPROTO_IP, six ? IPV6_RECVERR : IP_RECVERR, 1);
  return std::unique_ptr<Datagram>(std::make_unique<SocketDatagram>(std::move(socket), peer, busy_wait));
}

IoResult SocketDatagram::receive(std::span<std::byte> into, Duration patience, Arrival& arrival) {
  return patient_.within(patience, socket_.get(), [&](int flags) { return receive_now(into, flags, arrival); });
}

IoResult SocketDatagram::receive_now(std::span<std::byte> into, int flags, Arrival& arrival) const noexcept {
  SocketAddress from;
  const ssize_t got = together_ ? receive_together(into, flags, from, arrival.segment) : receive_one(into, flags, from);
  if (got < 0) {
    const int error = errno;
    if (error != EAGAIN && error != EINTR) drop_queued_error();
    return {0, error == EINTR ? EAGAIN : error};
  }
  arrival.asked = from == peer_;
  return {static_cast<std::size_t>(got), 0};
}

ssize_t SocketDatagram::receive_one(std::span<std::byte> into, int flags, SocketAddress& from) const noexcept {
  socklen_t size = SocketAddress::capacity;
  const ssize_t got = ::recvfrom(socket_.get(), into.data(), into.size(), flags, from.data(), &size);
  if (got >= 0) from.resize(size);
  return got;
}

ssize_t SocketDatagram::receive_together(std::span<std::byte> into, int flags, SocketAddress& from,
                                         std::size_t& segment) const noexcept {
  alignas(cmsghdr) std::array<std::byte, segment_control_size> control;
  iovec vector{into.data(), into.size()};
  msghdr message{};
  message.msg_name = from.data();
  message.msg_namelen = SocketAddress::capacity;
  message.msg_iov = &vector;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  const ssize_t got = ::recvmsg(socket_.get(), &message, flags);
  if (got < 0) return got;
  from.resize(message.msg_namelen);
  if (const cmsghdr* header = CMSG_FIRSTHDR(&message); header != nullptr) segment = segment_size(*header);
  return got;
}

void SocketDatagram::expect_together() { together_ = together_ || join_segments(socket_.get()); }

bool SocketDatagram::send_together(std::span<const std::span<const std::byte>> datagrams) {
  const std::size_t size = datagrams.front().size();
  if (!segmenting_.takes(size) || datagrams.size() > most_segments) return false;
  std::array<iovec, most_segments> vectors;
  std::transform(datagrams.begin(), datagrams.end(), vectors.begin(), [](std::span<const std::byte> one) {
    return iovec{const_cast<std::byte*>(one.data()), one.size()};
  });
  alignas(cmsghdr) std::array<std::byte, segment_control_size> control;
  put_segment_size(control.data(), static_cast<std::uint16_t>(size));
  msghdr message{};
  message.msg_name = const_cast<sockaddr*>(peer_.data());
  message.msg_namelen = peer_.size();
  message.msg_iov = vectors.data();
  message.msg_iovlen = datagrams.size();
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  if (::sendmsg(socket_.get(), &message, MSG_NOSIGNAL) >= 0) return true;
  if (Segmenting::may_concern(errno)) segmenting_.learn(errno, size);
  drop_queued_error();
  return false;
}

IoResult SocketDatagram::send(std::span<const std::byte> datagram) {
  const ssize_t put =
      ::sendto(socket_.get(), datagram.data(), datagram.size(), MSG_NOSIGNAL, peer_.data(), peer_.size());
  if (put >= 0) return {static_cast<std::size_t>(put), 0};
  const int error = errno;
  if (error != EAGAIN && error != EINTR) drop_queued_error();
  return {0, error};
}

// The kernel keeps a copy of each network error until it is fetched; what it says is known already.
void SocketDatagram::drop_queued_error() const noexcept {
  std::array<std::byte, 64> payload;
  std::array<std::byte, 512> control;
  iovec vector{payload.data(), payload.size()};
  msghdr message{};
  message.msg_iov = &vector;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  static_cast<void>(::recvmsg(socket_.get(), &message, MSG_ERRQUEUE | MSG_DONTWAIT));
}

}  // namespace onc
