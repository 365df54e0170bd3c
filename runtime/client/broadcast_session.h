// The protocol state of one broadcast: when it is sent again, which datagrams answer it, and who has answered. Performs
// no I/O and reads no clock.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>

#include <onc/broadcast.h>

#include "session/xid_source.h"

namespace onc {

class BroadcastSession {
 public:
  /// `options` must outlive the session.
  explicit BroadcastSession(const BroadcastOptions& options, RandomBytes random = kernel_random);
  BroadcastSession(const BroadcastSession&) = delete;
  BroadcastSession& operator=(const BroadcastSession&) = delete;
  ~BroadcastSession() = default;

  /// Encodes the call, for both families, and begins the schedule: the first transmission is due at once. Once.
  /// Errors: message_too_large, those of the credential.
  Result<void> start(const Procedure& procedure, std::span<const std::byte> arguments, TimePoint now);

  /// What goes to targets of this family, the same with each transmission.
  [[nodiscard]] std::span<const std::byte> message(int family) const noexcept;
  /// True when a transmission is due, which the caller then makes.
  bool transmit(TimePoint now);
  /// When the next transmission is due or all is over.
  [[nodiscard]] TimePoint next_event() const noexcept;
  [[nodiscard]] bool over(TimePoint now) const noexcept { return summary_.content || now >= end_; }

  /// A datagram that arrived. What answers the call, of a responder that has not yet answered, goes to `answer`.
  void received(std::span<const std::byte> datagram, const SocketAddress& from, BroadcastAnswer answer);

  [[nodiscard]] BroadcastSummary& summary() noexcept { return summary_; }

 private:
  using Results = Result<std::span<const std::byte>>;

  [[nodiscard]] bool indirect() const noexcept { return options_->port == 0; }
  Result<void> encode_call(xdr::Buffer& buffer, const Procedure& procedure, Channel::EncodeArguments arguments);
  Result<void> encode_direct(const Procedure& procedure, std::span<const std::byte> arguments);
  Result<void> encode_indirect(const Procedure& procedure, std::span<const std::byte> arguments);
  [[nodiscard]] bool was_asked(const SocketAddress& from) const noexcept;
  void take_reply(xdr::Decoder& reply, const SocketAddress& from, BroadcastAnswer answer);
  void take_results(std::span<const std::byte> results, const SocketAddress& from, BroadcastAnswer answer);
  [[nodiscard]] std::optional<std::uint16_t> unwrap_indirect(std::span<const std::byte>& results,
                                                             const SocketAddress& from) const;
  void hand_over(Results results, const SocketAddress& from, const SocketAddress& responder, BroadcastAnswer answer);
  enum class Standing : std::uint8_t { fresh, known, beyond_limit };
  Standing note_responder(const SocketAddress& from, bool success);

  const BroadcastOptions* options_;
  RandomBytes random_;
  std::uint32_t xid_ = 0;
  xdr::Buffer inet_;
  xdr::Buffer inet6_;  // empty when it would be the same
  TimePoint end_{};
  TimePoint next_transmission_{};
  Duration interval_{};
  std::set<std::string> responders_{};  // raw addresses, each with whether it was success; at most twice the limit
  BroadcastSummary summary_{};
};

}  // namespace onc
