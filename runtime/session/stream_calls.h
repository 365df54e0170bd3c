// Calls over a byte stream, without the receiving side of the stream, which a connection may share with a server's
// session: then calls go both ways (RFC 5531 section 11 says nothing against it; NFSv4.1's back channel needs it).
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>

#include "session/client_session.h"
#include "session/message_store.h"
#include "session/send_queue.h"

namespace onc {

class StreamCalls : public ClientSession {
 public:
  /// `out` outlives the session: records are appended to it.
  StreamCalls(ClientSessionOptions options, SendQueue& out) : ClientSession(std::move(options)), queue_(&out) {}

  /// A whole record that is no call.
  void received_reply(std::span<const std::byte> record, TimePoint now) { receive_message(record, now); }

  /// From now on large arguments are sent from where they are, until `own_arguments`.
  void gather() noexcept { gathers_ = true; }
  void own_arguments() override { queue_->own(); }

 protected:
  /// Forgets what was to be sent, but for one-way calls of which nothing was: they are queued for the next connection.
  void clear_queue();

 private:
  struct Queued {
    std::uint64_t begin = 0;  // as total_queued() was
    std::size_t size = 0;     // with the record mark
  };

  xdr::Buffer& open_message(Call& call) override;
  [[nodiscard]] SendQueue* gathering_queue(const Call& call) noexcept override {
    return gathers_ && !keeps_message(call) ? queue_ : nullptr;
  }
  void close_message(Call& call, bool complete) override;
  void close_one_way(Call& call) override;
  void send_again(Call& call) override;
  std::span<const std::byte> message_of(const Call& call) const override;
  void release(Call& call) noexcept override;
  [[nodiscard]] bool was_sent(const Call& call) const noexcept override;
  [[nodiscard]] std::size_t max_message() const noexcept override;
  [[nodiscard]] bool retransmits() const noexcept override { return false; }
  [[nodiscard]] std::size_t overfull() const noexcept override;

  SendQueue* queue_;
  bool gathers_ = false;
  MessageStore kept_;
  std::deque<Queued> one_way_{};  // one-way calls; those that were sent go when others come
};

}  // namespace onc
