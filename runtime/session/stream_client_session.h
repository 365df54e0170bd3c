// The client's session on a byte stream: record marking in both directions, and calls of the server to services of
// ours.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <vector>

#include "session/record_reader.h"
#include "session/stream_calls.h"

namespace onc {

namespace detail {

// Before the base class that refers to it.
struct OwnSendQueue {
  SendQueue out{std::size_t{4} << 30};
};

}  // namespace detail

class StreamClientSession final : private detail::OwnSendQueue, public StreamCalls {
 public:
  explicit StreamClientSession(ClientSessionOptions options);

  /// Bytes to send, in order; empty when there are none. Valid until the next call of a function of the session.
  [[nodiscard]] std::span<const std::byte> outgoing() const noexcept { return out.outgoing(); }
  /// The same in pieces, if there may be some.
  [[nodiscard]] const SendQueue& queue() const noexcept { return out; }
  /// The first `count` of them were sent.
  void sent(std::size_t count) noexcept { out.sent(count); }

  /// Room for received bytes; at least one.
  std::span<std::byte> prepare() { return in_.prepare(); }
  /// `count` bytes were received into it: completes the calls they answer. Error: the stream is beyond repair.
  Result<void> received(std::size_t count, TimePoint now);
  /// The connection is gone: as link_lost, and forgets what was to be sent and received, but for one-way calls of which
  /// nothing was sent.
  void disconnected(const Error& error, TimePoint now);
  /// A new connection begins with what waits.
  void connected();

  [[nodiscard]] bool has_incoming() const noexcept { return !incoming_.empty(); }
  /// The oldest call of the server that waits to be served, if options().serves; it is taken out.
  std::optional<std::vector<std::byte>> next_incoming();
  /// Sends the reply to one.
  void reply(std::span<const std::byte> message);

 private:
  void take(RecordReader::Record record, TimePoint now);
  void take_call(std::span<const std::byte> record);

  RecordReader in_;
  std::deque<std::vector<std::byte>> incoming_;
  std::size_t incoming_bytes_ = 0;
};

}  // namespace onc
