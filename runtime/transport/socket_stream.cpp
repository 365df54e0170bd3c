#include "transport/socket_stream.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <limits>
#include <utility>

#include "transport/send_pieces.h"

namespace onc {

namespace {

// The result of a connect that goes on in the background.
int finish_connect(int descriptor, Duration patience) {
  if (const int error = poll_one(descriptor, POLLOUT, patience); error != 0) return error;
  int error = 0;
  socklen_t size = sizeof error;
  return ::getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &size) == 0 ? error : errno;
}

// The kernel keeps the time, so that a connection that is made at once costs one system call more and no others.
int connect_within(int descriptor, const SocketAddress& address, Duration patience) {
  const TimePoint end = Clock::now() + patience;
  set_time_limit(descriptor, SO_SNDTIMEO, std::max<Duration>(patience, std::chrono::milliseconds(1)));
  if (::connect(descriptor, address.data(), address.size()) == 0) return 0;
  if (errno == EINPROGRESS) return ETIMEDOUT;
  if (errno != EINTR) return errno;
  return finish_connect(descriptor, std::max(end - Clock::now(), Duration::zero()));
}

}  // namespace

Result<std::unique_ptr<Stream>> SocketStream::connect(const SocketAddress& address, Duration patience,
                                                      const LocalPorts& ports, Duration busy_wait) {
  FileDescriptor socket(::socket(address.family(), SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!socket) return system_error(Errc::system, "socket", errno);
  if (auto bound = bind_local(socket.get(), address.family(), ports); !bound) return std::move(bound).error();
  if (const int error = connect_within(socket.get(), address, patience); error != 0) {
    const int told = error == EAGAIN ? ETIMEDOUT : error;
    Error failed = system_error(errc_of(error), "connect to " + address.to_string(), told);
    if (error != ENOENT) return failed;
    return std::move(failed).with_cause("no socket has this path: check the path, and that the server runs");
  }
  if (address.family() != AF_UNIX) set_option(socket.get(), IPPROTO_TCP, TCP_NODELAY, 1);
  // Blocking, with a time limit in the kernel: a wait for a reply is the receive itself.
  return std::unique_ptr<Stream>(std::make_unique<SocketStream>(std::move(socket), busy_wait));
}

IoResult SocketStream::read(std::span<std::byte> into, Duration patience) {
  return patient_.within(patience, socket_.get(), [&](int flags) { return receive(into, flags); });
}

IoResult SocketStream::receive(std::span<std::byte> into, int flags) const noexcept {
  const ssize_t got = ::recv(socket_.get(), into.data(), into.size(), flags);
  if (got >= 0) return {static_cast<std::size_t>(got), 0};
  return {0, errno == EINTR ? EAGAIN : errno};
}

IoResult SocketStream::write(std::span<const std::byte> from) {
  const ssize_t put = ::send(socket_.get(), from.data(), from.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
  if (put >= 0) return {static_cast<std::size_t>(put), 0};
  return {0, errno == EINTR ? EAGAIN : errno};
}

IoResult SocketStream::write_pieces(std::span<const std::span<const std::byte>> pieces) {
  const auto some = pieces.first(std::min(pieces.size(), most_pieces));
  const ssize_t put = send_pieces(socket_.get(), some, std::numeric_limits<std::size_t>::max());
  if (put >= 0) return {static_cast<std::size_t>(put), 0};
  return {0, errno == EINTR ? EAGAIN : errno};
}

int SocketStream::wait_for_progress(Duration patience) { return poll_one(socket_.get(), POLLIN | POLLOUT, patience); }

int SocketStream::wait_for_room(Duration patience) { return poll_one(socket_.get(), POLLOUT, patience); }

void SocketStream::shutdown() noexcept { ::shutdown(socket_.get(), SHUT_RDWR); }

}  // namespace onc
