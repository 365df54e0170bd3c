#include "transport/socket_stream.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <utility>

namespace onc {

namespace {

Errc kind_of(int error) noexcept {
  switch (error) {
    case ECONNREFUSED:
    case ENOENT: return Errc::connection_refused;
    case EAGAIN:
    case ETIMEDOUT: return Errc::timed_out;
    case ENETUNREACH:
    case EHOSTUNREACH:
    case ENETDOWN:
    case EHOSTDOWN: return Errc::unreachable;
    default: return Errc::system;
  }
}

// The result of a connect that went on in the background.
int finish_connect(int descriptor, Duration patience) {
  if (const int error = poll_one(descriptor, POLLOUT, patience); error != 0) return error;
  int error = 0;
  socklen_t size = sizeof error;
  return ::getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &size) == 0 ? error : errno;
}

int connect_within(int descriptor, const SocketAddress& address, Duration patience) {
  if (::connect(descriptor, address.data(), address.size()) == 0) return 0;
  if (errno == EINPROGRESS || errno == EINTR) return finish_connect(descriptor, patience);
  return errno;
}

}  // namespace

Result<std::unique_ptr<Stream>> SocketStream::connect(const SocketAddress& address, Duration patience,
                                                      const LocalPorts& ports) {
  FileDescriptor socket(::socket(address.family(), SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!socket) return system_error(Errc::system, "socket", errno);
  if (auto bound = bind_local(socket.get(), address.family(), ports); !bound) return std::move(bound).error();
  if (const int error = connect_within(socket.get(), address, patience); error != 0) {
    const int told = error == EAGAIN ? ETIMEDOUT : error;
    Error failed = system_error(kind_of(error), "connect to " + address.to_string(), told);
    if (error != ENOENT) return failed;
    return std::move(failed).with_cause("no socket has this path: check the path, and that the server runs");
  }
  if (address.family() != AF_UNIX) set_option(socket.get(), IPPROTO_TCP, TCP_NODELAY, 1);
  // Blocking from here on, with a time limit in the kernel: a wait for a reply is the receive itself.
  ::fcntl(socket.get(), F_SETFL, ::fcntl(socket.get(), F_GETFL) & ~O_NONBLOCK);
  return std::unique_ptr<Stream>(std::make_unique<SocketStream>(std::move(socket)));
}

IoResult SocketStream::read(std::span<std::byte> into, Duration patience) {
  int flags = 0;
  if (patience <= Duration::zero()) {
    flags = MSG_DONTWAIT;
  } else {
    timeout_.set(socket_.get(), patience);
  }
  const ssize_t got = ::recv(socket_.get(), into.data(), into.size(), flags);
  if (got >= 0) return {static_cast<std::size_t>(got), 0};
  return {0, errno == EINTR ? EAGAIN : errno};
}

IoResult SocketStream::write(std::span<const std::byte> from) {
  const ssize_t put = ::send(socket_.get(), from.data(), from.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
  if (put >= 0) return {static_cast<std::size_t>(put), 0};
  return {0, errno == EINTR ? EAGAIN : errno};
}

int SocketStream::wait_for_progress(Duration patience) { return poll_one(socket_.get(), POLLIN | POLLOUT, patience); }

int SocketStream::wait_for_room(Duration patience) { return poll_one(socket_.get(), POLLOUT, patience); }

void SocketStream::shutdown() noexcept { ::shutdown(socket_.get(), SHUT_RDWR); }

}  // namespace onc
