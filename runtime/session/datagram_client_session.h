// The client's session over datagrams: each message is kept until its call is completed, and sent again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "session/client_session.h"

namespace onc {

class DatagramClientSession final : public ClientSession {
 public:
  explicit DatagramClientSession(ClientSessionOptions options) : ClientSession(std::move(options)) {}

  /// The next datagram to send, or an empty span. Valid until the next call of a function of the session.
  std::span<const std::byte> next_datagram();
  /// The datagram handed out last cannot be sent: completes its call.
  void could_not_send(Error error);
  /// A datagram came from the address that was asked.
  void received(std::span<const std::byte> datagram) { receive_message(datagram); }
  /// A datagram came from somewhere else: skipped.
  void received_from_stranger() noexcept { count_strange_address(); }

 private:
  struct Message {
    xdr::Buffer bytes{};
    Call* call = nullptr;  // null: not in use
    bool queued = false;   // waits in outgoing_
  };

  xdr::Buffer& open_message(Call& call) override;
  void close_message(Call& call, bool complete) override;
  void send_again(Call& call) override;
  void release(Call& call) noexcept override;
  [[nodiscard]] std::size_t max_message() const noexcept override { return max_datagram; }
  [[nodiscard]] bool retransmits() const noexcept override { return true; }

  std::size_t free_slot();
  void queue(std::size_t slot);

  std::vector<Message> messages_;       // by Flight::message_slot
  std::vector<std::size_t> free_;       // slots not in use
  std::vector<std::size_t> outgoing_;   // slots to send, from `next_` on
  std::size_t next_ = 0;
  std::size_t last_ = 0;  // the slot handed out last
};

}  // namespace onc
