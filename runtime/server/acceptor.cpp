#include "server/acceptor.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
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

// Without a free descriptor accept4 fails before it looks, and nobody should give way to nobody.
bool somebody_waits(int listening) { return poll_one(listening, POLLIN, Duration::zero()) == 0; }

FileDescriptor spare_descriptor() { return FileDescriptor(::open("/dev/null", O_RDONLY | O_CLOEXEC)); }

}  // namespace

Acceptor::Acceptor(std::shared_ptr<const ListenSocket> socket, Serving& serving, Take take,
                   std::function<bool()> make_room)
    : socket_(std::move(socket)),
      serving_(&serving),
      take_(std::move(take)),
      make_room_(std::move(make_room)),
      reserve_(spare_descriptor()) {
  if (endpoint().transport == Transport::local) return;
  own_address_ = local_address(socket_->descriptor());
  own_address_is_one_ = !own_address_.is_any();
  // Connections inherit both.
  set_option(socket_->descriptor(), IPPROTO_TCP, TCP_NODELAY, 1);
  set_option(socket_->descriptor(), SOL_SOCKET, SO_KEEPALIVE, 1);
}

// Not left to closing it: where another process has the socket, too, the kernel would go on waking this loop, in place
// of the other's.
Acceptor::~Acceptor() {
  if (!paused_until_) serving_->loop.remove(socket_->descriptor());
}

bool Acceptor::start() { return serving_->loop.add(socket_->descriptor(), EPOLLIN | EPOLLEXCLUSIVE, *this); }

// One, as most often nobody else waits; all that wait if the turn before, however long it took, has left some.
void Acceptor::ready(std::uint32_t /*events*/) {
  const std::uint64_t turn = serving_->loop.turns();
  const int most = turn == last_turn_ + 1 ? batch : 1;
  last_turn_ = turn;
  for (int accepted = 0; accepted < most && accept_one(); ++accepted) {
  }
}

void Acceptor::resume() {
  if (!std::exchange(paused_until_, std::nullopt)) return;
  if (!start()) pause();
}

// False when nothing is left to accept.
bool Acceptor::accept_one() {
  SocketAddress address;
  socklen_t size = SocketAddress::capacity;
  FileDescriptor connection(::accept4(socket_->descriptor(), address.data(), &size, SOCK_NONBLOCK | SOCK_CLOEXEC));
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
  if (error == EMFILE && !somebody_waits(socket_->descriptor())) return false;
  if (error != EAGAIN) report(error);
  if (error == EMFILE && make_room_()) return true;
  if (error == EMFILE) turn_away();
  if (error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM) pause();
  return false;
}

void Acceptor::report(int error) noexcept {
  serving_->log.write(LogEvent::Level::warning, "accept failed", nullptr, [&] {
    return endpoint().address + ": " + system_error(Errc::system, "accept4", error).detail();
  });
}

// A peer that is told so at once can try again; one that waits in the queue does not know.
void Acceptor::turn_away() {
  reserve_.reset();
  const FileDescriptor peer(::accept4(socket_->descriptor(), nullptr, nullptr, SOCK_CLOEXEC));
  if (peer) ++serving_->stats.closed_by_limit;
}

// Without a pause the loop would spin: the connection that cannot be accepted stays ready.
void Acceptor::pause() {
  if (!reserve_) reserve_ = spare_descriptor();
  paused_until_ = Clock::now() + accept_pause;
  serving_->loop.remove(socket_->descriptor());
}

Peer Acceptor::identify(int connection, const SocketAddress& address) const {
  Peer peer{.transport = endpoint().transport, .address = address};
  if (peer.transport == Transport::local) {
    peer.local = peer_credentials(connection);
  } else {
    peer.asked = own_address_is_one_ ? own_address_ : local_address(connection);
  }
  return peer;
}

}  // namespace onc
