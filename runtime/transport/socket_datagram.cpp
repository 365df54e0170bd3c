#include "transport/socket_datagram.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>

namespace onc {

Result<std::unique_ptr<Datagram>> SocketDatagram::open(const SocketAddress& peer, const LocalPorts& ports) {
  FileDescriptor socket(::socket(peer.family(), SOCK_DGRAM | SOCK_CLOEXEC, 0));
  if (!socket) return system_error(Errc::system, "socket", errno);
  if (auto bound = bind_local(socket.get(), peer.family(), ports); !bound) return std::move(bound).error();
  const bool six = peer.family() == AF_INET6;
  set_option(socket.get(), six ? IPPROTO_IPV6 : IPPROTO_IP, six ? IPV6_RECVERR : IP_RECVERR, 1);
  return std::unique_ptr<Datagram>(std::make_unique<SocketDatagram>(std::move(socket), peer));
}

IoResult SocketDatagram::receive(std::span<std::byte> into, Duration patience, bool& asked) {
  int flags = 0;
  if (patience <= Duration::zero()) {
    flags = MSG_DONTWAIT;
  } else {
    timeout_.set(socket_.get(), patience);
  }
  SocketAddress from;
  socklen_t size = SocketAddress::capacity;
  const ssize_t got = ::recvfrom(socket_.get(), into.data(), into.size(), flags, from.data(), &size);
  if (got < 0) {
    const int error = errno;
    if (error != EAGAIN && error != EINTR) drop_queued_error();
    return {0, error == EINTR ? EAGAIN : error};
  }
  from.resize(size);
  asked = from == peer_;
  return {static_cast<std::size_t>(got), 0};
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
  ::recvmsg(socket_.get(), &message, MSG_ERRQUEUE | MSG_DONTWAIT);
}

}  // namespace onc
