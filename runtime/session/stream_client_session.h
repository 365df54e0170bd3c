// The client's session on a byte stream: record marking in both directions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "session/client_session.h"
#include "session/record_reader.h"
#include "session/send_queue.h"

namespace onc {

class StreamClientSession final : public ClientSession {
 public:
  explicit StreamClientSession(ClientSessionOptions options);

  /// Bytes to send, in order; empty when there are none. Valid until the next call of a function of the session.
  [[nodiscard]] std::span<const std::byte> outgoing() const noexcept { return out_.outgoing(); }
  /// The first `count` of them were sent.
  void sent(std::size_t count) noexcept { out_.sent(count); }

  /// Room for received bytes; at least one.
  std::span<std::byte> prepare() { return in_.prepare(); }
  /// `count` bytes were received into it: completes the calls they answer. Error: the stream is beyond repair. When a
  /// callback throws, the replies behind it are kept; `received(0)` goes on with them.
  Result<void> received(std::size_t count);
  /// Whether bytes of replies wait that `received` has not gone through, or has gone through in part.
  [[nodiscard]] bool has_unread() const noexcept { return in_.unread(); }
  /// The connection is gone: completes all calls with `error` and forgets what was to be sent.
  void disconnected(const Error& error);

 private:
  xdr::Buffer& open_message(Call& call) override;
  void close_message(Call& call, bool complete) override;
  void send_again(Call& call) override;
  void release(Call& call) noexcept override;
  [[nodiscard]] std::size_t max_message() const noexcept override;
  [[nodiscard]] bool retransmits() const noexcept override { return false; }

  RecordReader in_;
  SendQueue out_;
};

}  // namespace onc
