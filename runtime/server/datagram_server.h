// One UDP socket of a server: every datagram is answered from the address it was sent to.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>

#include <onc/service.h>

#include "base/portion.h"
#include "server/listen_socket.h"
#include "server/reply_batch.h"
#include "server/serving.h"
#include "session/server_session.h"

namespace onc {

class DatagramServer final : public Handler {
 public:
  DatagramServer(std::shared_ptr<const ListenSocket> socket, Serving& serving);
  ~DatagramServer() override;

  bool start();
  void ready(std::uint32_t /*events*/) override { look(); }
  bool look() override;
  /// Replies that were made are sent: their ways are taken by the next calls.
  void out_of_memory() noexcept override { replies_.flush(); }
  /// Takes no more calls.
  void finish() noexcept;
  /// Calls whose replies are to come later.
  [[nodiscard]] std::size_t outstanding() const noexcept { return outstanding_; }
  [[nodiscard]] const Endpoint& endpoint() const noexcept { return socket_->endpoint(); }

 private:
  struct Origin;
  struct Inbox;
  class LatePath;
  static constexpr std::size_t places = 16;  // of an inbox

  [[nodiscard]] std::size_t receive() noexcept;
  [[nodiscard]] std::size_t receive_one() noexcept;
  [[nodiscard]] std::size_t receive_several() noexcept;
  [[nodiscard]] const ReturnPath& sender_of(std::size_t i) noexcept;
  void answer_one();
  void answer_all(std::size_t i);
  [[nodiscard]] bool answer(std::span<const std::byte> call, const ReturnPath& way);
  std::unique_ptr<ReplyPath> path_back(const ReturnPath& way);
  void late_reply(std::span<const std::byte> reply, const ReturnPath& way) noexcept;
  void forget_call(const std::string& host) noexcept;
  [[nodiscard]] bool is_full() const;

  std::shared_ptr<const ListenSocket> socket_;
  Serving* serving_;
  ServerSession session_;
  Peer peer_{};
  xdr::Buffer reply_;
  ReplyBatch replies_;
  std::unique_ptr<Inbox> inbox_;
  unsigned looks_for_one_ = 0;  // before the next for several
  Portion portion_{places, std::chrono::milliseconds(1)};
  std::shared_ptr<Origin> origin_{};  // made by the first call that is answered later
  std::size_t outstanding_ = 0;
  std::unordered_map<std::string, std::size_t> of_host_{};  // of those
};

}  // namespace onc
