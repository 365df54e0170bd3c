// A client's way to one server. Generated clients sit on top of it; transports, sessions and binding lie below.
//
// Any number of threads may use one channel. Calls are in flight together and are answered in any order; whoever waits
// for one of them moves all of them on, and the others wait for him: no thread is needed besides. Without anybody
// waiting, `step` moves the channel on from an event loop, or ConnectOptions::background from a thread of its own.
//
// Callbacks run one after the other, outside of all locks, on a thread that moves the channel on. They may use the
// channel, and may drop it. What they throw, or log hooks and interceptors behind a call, goes no further: the log hook
// is told ("callback failed"). Calls that a callback starts while others are due are sent when those have run, or when
// the thread waits for one of them. What encoders and interceptors before a call throw comes out of the function that
// started it; the call is then not started.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <onc/function_ref.h>
#include <onc/observe.h>
#include <onc/options.h>
#include <onc/program.h>
#include <onc/result.h>
#include <onc/xdr/decoder.h>
#include <onc/xdr/encoder.h>

namespace onc {

class Channel;

/// One call in flight. A channel completes each started call exactly once: by `succeed` or by `fail`. The object is
/// neither copied nor moved and lives until then, or until `Channel::cancel` has returned.
class Call {
 public:
  Call() noexcept = default;
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;
  virtual ~Call() = default;

  /// The server ran the call; `results` stands at its results and is valid during this function only. An error says
  /// that they cannot be read; `fail` follows with it. Runs under the channel's lock, as `fail` does: neither may use
  /// the channel.
  virtual std::optional<Error> succeed(xdr::Decoder& results) = 0;
  virtual void fail(Error error) = 0;
  /// After one of them, outside of all locks, if `Channel::watch` asked for it. May end the object's life.
  virtual void notify() {}
  /// Whether the caller wants results; if so, it cannot be a one-way call.
  [[nodiscard]] virtual bool has_results() const noexcept { return true; }

  /// Messages that answered nothing.
  struct Skipped {
    std::uint64_t unknown_xid = 0;
    std::uint64_t strange_address = 0;
    std::uint64_t malformed = 0;
  };

  /// The notes of session and channel on this call; nobody else touches them.
  struct Flight {
    Procedure procedure{};
    TimePoint started{};
    TimePoint deadline{};
    TimePoint next_event{};    // the next transmission or the deadline, whichever is first
    TimePoint last_sent{};     // when the last transmission was due
    Duration interval{};       // until the next transmission
    Duration allowed{};        // from the start to the deadline, for the error text
    bool by_deadline = false;  // the caller's own deadline, not total_time
    bool in_flight = false;
    bool idempotent = false;
    bool refreshed = false;  // was sent again with another credential
    bool watched = false;    // `notify` is wanted
    bool left = false;       // was sent on a connection that is gone
    std::uint32_t xid = 0;
    std::uint32_t transmissions = 0;
    std::uint32_t arguments_at = 0;  // in the message
    std::uint32_t call_bytes = 0;    // of the message
    std::uint32_t reply_bytes = 0;
    ClientAuth* auth = nullptr;            // null: AUTH_NONE
    AuthFlavor flavor = AuthFlavor::none;  // of the credential that was sent
    Credential credential{};               // keeps `auth` alive when the call brought its own
    std::size_t timer_slot = 0;            // index in the heap of timers
    std::size_t message_slot = 0;          // index of the kept message
    std::uint64_t stream_begin = 0;        // streams: bytes queued before the message since the connection was made
    std::uint64_t sequence = 0;            // calls started before
    Call* next_in_bucket = nullptr;
    Channel* channel = nullptr;  // the one of several below that has the call
    void* waiter = nullptr;      // the thread that waits while another one receives
    Skipped skipped_before{};    // the session's counters when the call was started
  };
  Flight flight{};
};

/// What an event loop watches for a channel.
struct Interest {
  int descriptor = -1;
  bool read = false;
  bool write = false;
  friend bool operator==(const Interest&, const Interest&) = default;
};

class Channel : public std::enable_shared_from_this<Channel> {
 public:
  Channel() = default;
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;
  /// Fails the calls still in flight with Errc::cancelled. No other thread uses the channel any more.
  virtual ~Channel() = default;

  using EncodeArguments = FunctionRef<bool(xdr::Encoder&)>;

  /// Encodes the call at once, so the arguments may go away, and sends it. `call` may be completed before this
  /// returns (bad arguments, connection lost). Until then what `arguments` writes stays where it is, or is written
  /// behind Encoder::copy_all.
  virtual void start(Call& call, const Procedure& procedure, EncodeArguments arguments, const CallOptions& options) = 0;
  /// Sends, receives and keeps time on the calling thread, or lets another thread do so, until `call` is completed.
  virtual void wait(Call& call) = 0;
  /// `start` and `wait` in one.
  virtual void perform(Call& call, const Procedure& procedure, EncodeArguments arguments, const CallOptions& options) {
    start(call, procedure, arguments, options);
    wait(call);
  }
  /// Whether `call` is completed.
  [[nodiscard]] virtual bool completed(const Call& call) const = 0;
  /// Asks for `call.notify()` when it is completed. False if it is completed already.
  virtual bool watch(Call& call) = 0;
  /// Forgets `call` without completing it. A late reply to it is skipped and counted.
  virtual void cancel(Call& call) noexcept = 0;
  /// Waits until no call is in flight, all callbacks have run, and the system has taken all one-way calls; for those at
  /// most ConnectOptions::total_time.
  virtual void drain() = 0;
  /// Sends the one-way calls that wait, as far as the system takes them without waiting. Where there is no connection
  /// it tries once to make one, which may take ConnectOptions::total_time.
  virtual void flush() = 0;

  /// For event loops: what to watch now. Asked anew after each use of the channel; empty when nothing is to be watched.
  [[nodiscard]] virtual std::vector<Interest> interests() const = 0;
  /// When `step` has something to do even if no descriptor becomes ready; nothing when there is no such time.
  [[nodiscard]] virtual std::optional<TimePoint> next_event() const = 0;
  /// Does all that can be done without waiting: sends, receives, keeps time, runs callbacks. Does nothing while another
  /// thread waits on the channel.
  virtual void step() = 0;

  [[nodiscard]] virtual ChannelStats stats() const = 0;
  /// Where the calls go, for people: "udp 127.0.0.1:4711".
  [[nodiscard]] virtual std::string peer() const = 0;
};

/// The error for results that the schema cannot read.
Error malformed_results(const xdr::FaultReport& report);

/// Finds the server of `id` on `host` and connects to it, within `options.deadline`.
Result<std::shared_ptr<Channel>> open_channel(std::string_view host, ProgramVersion id, const ConnectOptions& options);

}  // namespace onc
