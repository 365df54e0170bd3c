// One UDP socket of a server: every datagram is answered from the address it was sent to.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>

#include <onc/service.h>

#include "server/listen_socket.h"
#include "server/serving.h"
#include "session/server_session.h"

struct msghdr;

namespace onc {

class DatagramServer final : public Handler {
 public:
  DatagramServer(std::shared_ptr<const ListenSocket> socket, Serving& serving);
  ~DatagramServer() override;

  bool start();
  void ready(std::uint32_t events) override;
  /// Takes no more calls.
  void finish() noexcept;
  /// Calls whose replies are to come later.
  [[nodiscard]] std::size_t outstanding() const noexcept { return outstanding_; }
  [[nodiscard]] const Endpoint& endpoint() const noexcept { return socket_->endpoint(); }

 private:
  struct Origin;
  class LatePath;

  bool answer_one();
  Answer answer(std::span<const std::byte> call, const msghdr& message);
  std::unique_ptr<ReplyPath> path_back(const msghdr& message);
  void late_reply(msghdr& message) noexcept;
  void forget_call(const std::string& host) noexcept;
  [[nodiscard]] bool is_full() const;
  void send_reply(msghdr& message) const noexcept;

  std::shared_ptr<const ListenSocket> socket_;
  Serving* serving_;
  ServerSession session_;
  Peer peer_{};
  xdr::Buffer reply_;
  std::unique_ptr<std::byte[]> inbox_;
  std::shared_ptr<Origin> origin_{};  // made by the first call that is answered later
  std::size_t outstanding_ = 0;
  std::unordered_map<std::string, std::size_t> of_host_{};  // of those
};

}  // namespace onc
