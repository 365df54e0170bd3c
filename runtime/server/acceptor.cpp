#include "server/acceptor.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include <cerrno>
#include <utility>

#include "transport/socket_options.h"

namespace onc {

namespace {

// Connections accepted before others get their turn.
constexpr int batch = 64;

constexpr Duration accept_pause = std::chrono::milliseconds(100);

std::optional<LocalPeer> peer_credentials(int connection) {
  ucred credentials{};
  socklen_t size = sizeof credentials;
  if (::getsockopt(connection, SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0) return std::nullopt;
  return LocalPeer{credentials.uid, credentials.gid, credentials.pid};
}

}  // namespace

Acceptor::Acceptor(ListenSocket socket, Serving& serving, std::function<void(FileDescriptor, Peer)> take,
                   std::function<bool()> make_room)
    : socket_(std::move(socket)), serving_(&serving), take_(std::move(take)), make_room_(std::move(make_room)) {}

bool Acceptor::start() { return serving_->loop.add(socket_.descriptor(), EPOLLIN, *this); }

void Acceptor::ready(std::uint32_t /*events*/) {
  for (int i = 0; i < batch; ++i) {
    if (!accept_one()) return;
  }
}

void Acceptor::resume() {
  if (!std::exchange(paused_until_, std::nullopt)) return;
  serving_->loop.modify(socket_.descriptor(), EPOLLIN, *this);
}

// False when nothing is left to accept.
bool Acceptor::accept_one() {
  SocketAddress address;
  socklen_t size = SocketAddress::capacity;
  FileDescriptor connection(::accept4(socket_.descriptor(), address.data(), &size, SOCK_NONBLOCK | SOCK_CLOEXEC));
  if (!connection) return cannot_accept(errno);
  address.resize(size);
  ++serving_->stats.connections;
  const Peer peer = identify(connection.get(), address);
  take_(std::move(connection), peer);
  return true;
}

// Whether to try again at once.
bool Acceptor::cannot_accept(int error) {
  if (error == EINTR || error == ECONNABORTED) return true;
  if (error == EMFILE && make_room_()) return true;
  if (error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM) pause();
  return false;
}

// Without a pause the loop would spin: the connection that cannot be accepted stays ready.
void Acceptor::pause() {
  paused_until_ = Clock::now() + accept_pause;
  serving_->loop.modify(socket_.descriptor(), 0, *this);
}

Peer Acceptor::identify(int connection, const SocketAddress& address) const {
  Peer peer{.transport = endpoint().transport, .address = address, .local = {}};
  if (peer.transport == Transport::local) {
    peer.local = peer_credentials(connection);
  } else {
    set_option(connection, IPPROTO_TCP, TCP_NODELAY, 1);
    set_option(connection, SOL_SOCKET, SO_KEEPALIVE, 1);
  }
  return peer;
}

}  // namespace onc
