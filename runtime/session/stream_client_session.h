// The client's session on a byte stream: record marking in both directions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "session/client_session.h"
#include "session/record_reader.h"

namespace onc {

class StreamClientSession final : public ClientSession {
 public:
  explicit StreamClientSession(ClientSessionOptions options);

  /// Bytes to send, in order; empty when there are none. Valid until the next call of a function of the session.
  [[nodiscard]] std::span<const std::byte> outgoing() const noexcept { return out_.bytes().subspan(sent_); }
  /// The first `count` of them were sent.
  void sent(std::size_t count) noexcept;

  /// Room for received bytes; at least one.
  std::span<std::byte> prepare() { return in_.prepare(); }
  /// `count` bytes were received into it: completes the calls they answer. Error: the stream is beyond repair.
  Result<void> received(std::size_t count);
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
  xdr::Buffer out_;
  std::size_t sent_ = 0;          // bytes of out_ that are sent
  std::size_t record_begin_ = 0;  // where the message being written begins, with its mark
};

}  // namespace onc
