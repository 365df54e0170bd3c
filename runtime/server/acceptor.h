// One listening stream socket and the connections that came from it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "server/listen_socket.h"
#include "server/serving.h"
#include "server/stream_connection.h"

namespace onc {

class Acceptor final : public Handler {
 public:
  using Take = std::function<void(FileDescriptor, Peer)>;

  /// `take` gets each new connection; `make_room` closes another one when there are no descriptors left, if it can. The
  /// socket may be that of acceptors on other loops, too: a connection wakes one of them.
  Acceptor(std::shared_ptr<const ListenSocket> socket, Serving& serving, Take take, std::function<bool()> make_room);

  ~Acceptor() override;

  bool start();
  void ready(std::uint32_t events) override;
  /// Accepting stands still, because the process has no descriptors left: until then, or until some are free again.
  /// Nothing when it goes on.
  [[nodiscard]] std::optional<TimePoint> paused_until() const noexcept { return paused_until_; }
  void resume();
  [[nodiscard]] const Endpoint& endpoint() const noexcept { return socket_->endpoint(); }

 private:
  bool accept_one();
  bool cannot_accept(int error);
  void report(int error) noexcept;
  void turn_away();
  void pause();
  Peer identify(int connection, const SocketAddress& address) const;

  std::shared_ptr<const ListenSocket> socket_;
  Serving* serving_;
  Take take_;
  std::function<bool()> make_room_;
  FileDescriptor reserve_;  // given up for a moment to turn away a peer when there are no others left
  std::optional<TimePoint> paused_until_{};
  SocketAddress own_address_{};
  bool own_address_is_one_ = false;  // and not all of the host's
  std::uint64_t last_turn_ = 0;      // of the loop, in which it was last looked for some
};

}  // namespace onc
