// The client's session over datagrams: each message is kept until its call is completed, and sent again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "session/client_session.h"
#include "session/message_store.h"

namespace onc {

class DatagramClientSession final : public ClientSession {
 public:
  explicit DatagramClientSession(ClientSessionOptions options) : ClientSession(std::move(options)) {}

  /// The next datagram to send, or an empty span. Valid until the next call of a function of the session.
  std::span<const std::byte> next_datagram();
  /// As many of the next ones as fit `run` and can be sent together: each of the first one's size but the last, which
  /// may be shorter, and `most` bytes in all at most, if there is more than one. Valid until the next call of a
  /// function of the session. Returns how many; 0 if none waits.
  std::size_t next_run(std::span<std::span<const std::byte>> run, std::size_t most);
  /// The first `count` of them were sent. The others are still to be sent.
  void sent_run(std::size_t count) noexcept;
  /// Datagrams that wait to be sent.
  [[nodiscard]] std::size_t waiting() const noexcept { return outgoing_.size() - next_; }
  /// The datagram handed out last cannot be sent: completes its call.
  void could_not_send(Error error, TimePoint now);
  /// A datagram came from the address that was asked.
  void received(std::span<const std::byte> datagram, TimePoint now) { receive_message(datagram, now); }
  /// A datagram came from somewhere else: skipped.
  void received_from_stranger() noexcept { count_strange_address(); }

 private:
  // What a slot of the store is used for.
  struct Use {
    Call* call = nullptr;
    bool queued = false;   // waits in outgoing_
    bool one_way = false;  // ends when it was handed out
  };

  xdr::Buffer& open_message(Call& call) override;
  void close_message(Call& call, bool complete) override;
  void close_one_way(Call& call) override;
  void send_again(Call& call) override { queue(call.flight.message_slot); }
  std::span<const std::byte> message_of(const Call& call) const override;
  void release(Call& call) noexcept override;
  [[nodiscard]] bool was_sent(const Call& /*call*/) const noexcept override { return true; }
  [[nodiscard]] std::size_t max_message() const noexcept override { return options().max_call; }
  [[nodiscard]] bool retransmits() const noexcept override { return true; }

  void forget_sent() noexcept;
  void skip_unwanted() noexcept;
  void queue(std::size_t slot);
  void leave(std::size_t slot) noexcept;

  MessageStore messages_;
  std::vector<Use> uses_;              // by slot
  std::vector<std::size_t> outgoing_;  // slots to send, from `next_` on
  std::size_t next_ = 0;
  std::size_t last_ = none;  // the slot handed out last
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
};

}  // namespace onc
