// One listening stream socket and the connections that came from it.
#pragma once

#include <functional>

#include "server/listen_socket.h"
#include "server/serving.h"
#include "server/stream_connection.h"

namespace onc {

class Acceptor final : public Handler {
 public:
  /// `take` gets each new connection.
  Acceptor(ListenSocket socket, Serving& serving, std::function<void(FileDescriptor, Peer)> take);

  bool start();
  void ready(std::uint32_t events) override;
  /// Whether accepting stands still because the process has no descriptors left.
  [[nodiscard]] bool paused() const noexcept { return paused_; }
  void resume();
  [[nodiscard]] const Endpoint& endpoint() const noexcept { return socket_.endpoint(); }

 private:
  bool accept_one();
  void pause();
  Peer identify(int connection, const SocketAddress& address) const;

  ListenSocket socket_;
  Serving* serving_;
  std::function<void(FileDescriptor, Peer)> take_;
  bool paused_ = false;
};

}  // namespace onc
