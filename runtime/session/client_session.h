// The client's protocol state towards one server: which calls are in flight, when each is sent again or given up, and
// which reply belongs to which. Performs no I/O and reads no clock: its owner feeds it bytes and the time, and sends
// what it hands out. Streams and datagrams differ in how messages are kept and cut; see the classes derived here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <onc/auth.h>
#include <onc/channel.h>
#include <onc/options.h>
#include <onc/xdr/buffer.h>

#include "session/round_trip.h"
#include "session/send_queue.h"
#include "session/timer_heap.h"
#include "session/xid_source.h"
#include "session/xid_table.h"

namespace onc {

/// What a session takes from its channel's options.
struct ClientSessionOptions {
  Duration timeout = std::chrono::seconds(5);
  Duration total_time = std::chrono::seconds(25);
  Credential credential{};
  std::size_t max_reply = default_max_record;
  std::size_t max_call = max_datagram;             ///< datagrams only
  std::size_t max_waiting = std::size_t{1} << 30;  ///< streams: bytes to be sent, beyond which calls are refused
  xdr::Limits limits{};
  xdr::Mode mode = xdr::Mode::compatible;
  Retransmission retransmission{};
  Reconnect reconnect = Reconnect::never;
  bool serves = false;  ///< streams: calls of the server are taken
  std::string peer{};   ///< where calls go, for errors
  RandomBytes random = kernel_random;

  static ClientSessionOptions from(const ConnectOptions& options, std::string peer);
};

/// Told about each completed call, before whoever waits for it.
class CompletionListener {
 public:
  /// `error` is null for success.
  virtual void completed(Call& call, const Error* error, TimePoint now) = 0;

 protected:
  ~CompletionListener() = default;
};

class ClientSession {
 public:
  explicit ClientSession(ClientSessionOptions options);
  ClientSession(const ClientSession&) = delete;
  ClientSession& operator=(const ClientSession&) = delete;
  virtual ~ClientSession() = default;

  /// `listener` outlives the session, or is null.
  void listen(CompletionListener* listener) noexcept { listener_ = listener; }

  /// As Channel::start; the message is handed out afterwards.
  void start(Call& call, const Procedure& procedure, Channel::EncodeArguments arguments, const CallOptions& options,
             TimePoint now);
  /// As `start`, but a call whose message is too large is left as if it had never been started, with the error that
  /// says so.
  std::optional<Error> start_if_fits(Call& call, const Procedure& procedure, Channel::EncodeArguments arguments,
                                     const CallOptions& options, TimePoint now);
  /// Completes a call that cannot be started.
  void refuse(Call& call, const Procedure& procedure, Error error, TimePoint now);
  /// Arguments that were given to `start` go away now.
  virtual void own_arguments() {}
  /// As Channel::cancel.
  void cancel(Call& call) noexcept;
  /// Sends again or gives up what is due.
  void expire(TimePoint now);
  /// Completes all calls in flight with `error`, in the context of each. An error that says "not sent" becomes `closed`
  /// for a call that was sent before, and `closed` becomes `not_sent` for one of which nothing was.
  void fail_all(const Error& error, TimePoint now);
  /// The connection is gone: as `fail_all`, but calls that may be sent again (options().reconnect) wait for
  /// `link_made`.
  void link_lost(const Error& error, TimePoint now);
  /// There is no connection yet: calls wait for `link_made`.
  void begin_unlinked() noexcept { unlinked_ = true; }
  /// There is a new connection: hands out again the messages of the calls in flight, in the order of their start.
  void link_made();
  /// What calls that are given up say besides their time, while the server cannot be reached.
  void note_trouble(std::string trouble) { trouble_ = std::move(trouble); }

  /// When `expire` has something to do; nothing when no call is in flight.
  [[nodiscard]] std::optional<TimePoint> next_event() const noexcept;
  /// Whether that time has come.
  [[nodiscard]] bool due(TimePoint now) const noexcept {
    return !timers_.empty() && timers_.first().flight.next_event <= now;
  }
  [[nodiscard]] bool idle() const noexcept { return in_flight_.empty(); }
  [[nodiscard]] std::size_t calls_in_flight() const noexcept { return in_flight_.size(); }
  [[nodiscard]] const ChannelStats& stats() const noexcept { return stats_; }
  [[nodiscard]] ChannelStats& stats() noexcept { return stats_; }
  [[nodiscard]] const ClientSessionOptions& options() const noexcept { return options_; }
  [[nodiscard]] const std::string& peer() const noexcept { return options_.peer; }
  /// The server is at another address now.
  void move_to(std::string peer) { options_.peer = std::move(peer); }

 protected:
  /// One whole message arrived: completes the call it answers, or counts why it answers none.
  void receive_message(std::span<const std::byte> message, TimePoint now);
  void count_strange_address() noexcept { ++stats_.strange_address; }
  [[nodiscard]] Error in_context_of(const Call& call, Error error) const noexcept;
  /// Completes `call` with `error` in the context of its procedure and server.
  void fail(Call& call, Error error, TimePoint now);
  /// Whether messages are kept until their calls are completed.
  [[nodiscard]] bool keeps_message(const Call& call) const noexcept;

  /// The buffer that the next call's message is appended to.
  virtual xdr::Buffer& open_message(Call& call) = 0;
  /// The queue of that buffer, if it takes large arguments of `call` without copying them.
  [[nodiscard]] virtual SendQueue* gathering_queue(const Call& /*call*/) noexcept { return nullptr; }
  /// The message is complete and to be sent; `complete` false: it is taken back.
  virtual void close_message(Call& call, bool complete) = 0;
  /// As close_message for a call that nobody waits for: `call` goes away.
  virtual void close_one_way(Call& call) = 0;
  /// The kept message of `call` is to be sent once more.
  virtual void send_again(Call& call) = 0;
  /// The kept message of `call`; empty if it is not kept.
  virtual std::span<const std::byte> message_of(const Call& call) const = 0;
  /// The call is over; its message is not needed any more.
  virtual void release(Call& call) noexcept = 0;
  /// Whether so much waits to be sent that calls are refused; of how many bytes.
  [[nodiscard]] virtual std::size_t overfull() const noexcept { return 0; }
  /// Whether some of the message was handed to the network.
  [[nodiscard]] virtual bool was_sent(const Call& call) const noexcept = 0;
  [[nodiscard]] virtual std::size_t max_message() const noexcept = 0;
  [[nodiscard]] virtual bool retransmits() const noexcept = 0;

 private:
  // Those of each call's way are inline: they become few functions.
  inline void prepare(Call& call, const Procedure& procedure, const CallOptions& options, TimePoint now);
  void draw_xid(Call& call);
  inline std::optional<Error> write(Call& call, Channel::EncodeArguments arguments, bool one_way);
  std::optional<Error> encode(Call& call, Channel::EncodeArguments arguments, xdr::Buffer& buffer,
                              SendQueue* queue = nullptr);
  static inline bool encode_arguments(const Call& call, xdr::Encoder& out, Channel::EncodeArguments arguments,
                                      GatherSink& sink, SendQueue* queue);
  static bool wrap_arguments(ClientAuth& auth, xdr::Encoder& out, Channel::EncodeArguments arguments, GatherSink& sink,
                             SendQueue* queue);
  Error encoding_error(const xdr::FaultReport& report) const;
  void end_one_way(Call& call, TimePoint now);
  inline void launch(Call& call);
  inline void enroll(Call& call) noexcept;
  inline void remove(Call& call) noexcept;
  void deliver(Call& call, std::span<const std::byte> message, TimePoint now);
  bool renew(Call& call, const Error& error);
  inline void count_reply(Call& call, std::size_t bytes, TimePoint now);
  inline std::optional<Error> hand_over(Call& call, xdr::Decoder& reply, const OpaqueAuth& verifier);
  void transmit_again(Call& call, TimePoint now);
  void schedule(Call& call) const noexcept;
  Duration first_interval(Duration timeout) const noexcept;
  Duration next_interval(Duration interval);
  [[nodiscard]] bool may_send_again(const Call& call) const noexcept;
  Error error_for(const Call& call, const Error& error) const;
  Error timeout_error(const Call& call) const;

  ClientSessionOptions options_;
  XidSource xids_;
  XidTable in_flight_;
  TimerHeap timers_;
  RoundTrip round_trip_;
  ChannelStats stats_;
  CompletionListener* listener_ = nullptr;
  std::string trouble_;
  bool unlinked_ = false;  // there never was a connection
};

/// The error of a procedure names it: "LOG_PROG.LOG_VER.RLOG".
std::string name_of(const Procedure& procedure);

}  // namespace onc
