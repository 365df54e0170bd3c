// One UDP socket of a server: every datagram is answered from the address it was sent to.
#pragma once

#include <memory>

#include <onc/service.h>

#include "server/listen_socket.h"
#include "server/serving.h"
#include "session/server_session.h"

struct msghdr;

namespace onc {

class DatagramServer final : public Handler {
 public:
  DatagramServer(ListenSocket socket, Serving& serving);

  bool start();
  void ready(std::uint32_t events) override;
  [[nodiscard]] const Endpoint& endpoint() const noexcept { return socket_.endpoint(); }

 private:
  bool answer_one();
  void send_reply(msghdr& message) const noexcept;

  ListenSocket socket_;
  Serving* serving_;
  ServerSession session_;
  Peer peer_{};
  xdr::Buffer reply_;
  std::unique_ptr<std::byte[]> inbox_;
};

}  // namespace onc
