// A client's way to one server. Generated clients sit on top of it; transports, sessions and binding lie below.
//
// A channel is used by one thread at a time. Calls may be in flight together and are answered in any order; whoever
// waits for one of them moves all of them on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include <onc/function_ref.h>
#include <onc/options.h>
#include <onc/program.h>
#include <onc/result.h>
#include <onc/xdr/decoder.h>
#include <onc/xdr/encoder.h>

namespace onc {

/// One call in flight. A channel completes each started call exactly once: by `succeed` or by `fail`. The object is
/// neither copied nor moved and lives until then, or until `Channel::cancel` has returned.
class Call {
 public:
  Call() noexcept = default;
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;
  virtual ~Call() = default;

  /// The server ran the call; `results` stands at its results and is valid during this function only.
  virtual void succeed(xdr::Decoder& results) = 0;
  virtual void fail(Error error) = 0;

  /// Messages that answered nothing.
  struct Skipped {
    std::uint64_t unknown_xid = 0;
    std::uint64_t strange_address = 0;
    std::uint64_t malformed = 0;
  };

  /// The session's notes on this call; nobody else touches them.
  struct Flight {
    Procedure procedure{};
    TimePoint deadline{};
    TimePoint next_event{};  // the next transmission or the deadline, whichever is first
    TimePoint last_sent{};   // when the last transmission was due
    Duration timeout{};
    Duration allowed{};          // from the start to the deadline, for the error text
    bool by_deadline = false;    // the caller's own deadline, not total_time
    bool in_flight = false;
    bool doomed = false;         // about to fail with its connection
    std::uint32_t xid = 0;
    std::uint32_t transmissions = 0;
    ClientAuth* auth = nullptr;  // null: AUTH_NONE
    Credential credential{};     // keeps `auth` alive when the call brought its own
    std::size_t timer_slot = 0;    // index in the heap of timers
    std::size_t message_slot = 0;  // datagrams: index of the kept message
    Call* next_in_bucket = nullptr;
    Skipped skipped_before{};  // the session's counters when the call was started
  };
  Flight flight{};
};

/// Counters since the channel was made.
struct ChannelStats {
  std::uint64_t calls = 0;
  std::uint64_t replies = 0;
  std::uint64_t retransmissions = 0;
  std::uint64_t timed_out = 0;
  std::uint64_t unknown_xid = 0;        ///< replies to no call in flight: late, duplicate, or forged
  std::uint64_t strange_address = 0;    ///< datagrams from an address that was not asked
  std::uint64_t malformed = 0;          ///< messages that are no RPC reply
  std::uint64_t trailing_bytes = 0;     ///< bytes behind the results, ignored in compatible mode
};

class Channel : public std::enable_shared_from_this<Channel> {
 public:
  Channel() = default;
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;
  /// Fails the calls still in flight with Errc::cancelled.
  virtual ~Channel() = default;

  using EncodeArguments = FunctionRef<bool(xdr::Encoder&)>;

  /// Encodes the call at once, so the arguments may go away, and sends it. `call` may be completed before this
  /// returns (bad arguments, connection lost).
  virtual void start(Call& call, const Procedure& procedure, EncodeArguments arguments, const CallOptions& options) = 0;
  /// Sends, receives and keeps time on the calling thread until `call` is completed.
  virtual void wait(Call& call) = 0;
  /// Forgets `call` without completing it. A late reply to it is skipped and counted.
  virtual void cancel(Call& call) noexcept = 0;
  /// Waits until no call is in flight: all callbacks have run.
  virtual void drain() = 0;

  [[nodiscard]] virtual ChannelStats stats() const = 0;
  /// Where the calls go, for people: "udp 127.0.0.1:4711".
  [[nodiscard]] virtual std::string peer() const = 0;
};

/// The error for results that the schema cannot read.
Error malformed_results(const Procedure& procedure, const xdr::FaultReport& report);

/// Finds the server of `id` on `host` and connects to it, within `options.deadline`.
Result<std::shared_ptr<Channel>> open_channel(std::string_view host, ProgramVersion id, const ConnectOptions& options);

}  // namespace onc
