// The client's protocol state towards one server: which calls are in flight, when each is sent again or given up, and
// which reply belongs to which. Performs no I/O and reads no clock: its owner feeds it bytes and the time, and sends
// what it hands out. Streams and datagrams differ in how messages are kept and cut; see the two classes derived here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include <onc/auth.h>
#include <onc/channel.h>
#include <onc/options.h>
#include <onc/xdr/buffer.h>

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
  xdr::Limits limits{};
  xdr::Mode mode = xdr::Mode::compatible;
  std::string peer{};  ///< where calls go, for errors
  RandomBytes random = kernel_random;

  static ClientSessionOptions from(const ConnectOptions& options, std::string peer);
};

class ClientSession {
 public:
  explicit ClientSession(ClientSessionOptions options);
  ClientSession(const ClientSession&) = delete;
  ClientSession& operator=(const ClientSession&) = delete;
  virtual ~ClientSession() = default;

  /// As Channel::start; the message is handed out afterwards.
  void start(Call& call, const Procedure& procedure, Channel::EncodeArguments arguments, const CallOptions& options,
             TimePoint now);
  /// As Channel::cancel.
  void cancel(Call& call) noexcept;
  /// Sends again or gives up what is due.
  void expire(TimePoint now);
  /// Completes all calls in flight with `error`, in the context of each. Calls that their callbacks start are not
  /// among them. An error that says "not sent" becomes `closed` for a call that was sent before.
  void fail_all(const Error& error);

  /// When `expire` has something to do; nothing when no call is in flight.
  [[nodiscard]] std::optional<TimePoint> next_event() const noexcept;
  /// Whether that time has come.
  [[nodiscard]] bool due(TimePoint now) const noexcept {
    return !timers_.empty() && timers_.first().flight.next_event <= now;
  }
  [[nodiscard]] bool idle() const noexcept { return in_flight_.empty(); }
  [[nodiscard]] const ChannelStats& stats() const noexcept { return stats_; }
  [[nodiscard]] const std::string& peer() const noexcept { return options_.peer; }

 protected:
  /// One whole message arrived: completes the call it answers, or counts why it answers none.
  void receive_message(std::span<const std::byte> message);
  void count_strange_address() noexcept { ++stats_.strange_address; }
  /// Completes `call` with `error` in the context of its procedure and server.
  void fail(Call& call, Error error);

  /// The buffer that the next call's message is appended to.
  virtual xdr::Buffer& open_message(Call& call) = 0;
  /// The message of `call` was appended to that buffer, behind its first `begin` bytes; or taken back.
  virtual void close_message(Call& call, bool complete) = 0;
  /// Hands the message of `call` out again.
  virtual void send_again(Call& call) = 0;
  /// The call is completed or cancelled; its message may go.
  virtual void release(Call& call) noexcept = 0;
  [[nodiscard]] virtual std::size_t max_message() const noexcept = 0;
  /// Streams send once and wait; datagrams are sent every `timeout`.
  [[nodiscard]] virtual bool retransmits() const noexcept = 0;

 private:
  void prepare(Call& call, const Procedure& procedure, const CallOptions& options, TimePoint now);
  std::optional<Error> encode(Call& call, Channel::EncodeArguments arguments, xdr::Buffer& buffer);
  std::optional<Error> encode_header(Call& call, xdr::Encoder& out, xdr::Buffer& buffer, std::size_t begin);
  bool encode_arguments(Call& call, xdr::Encoder& out, Channel::EncodeArguments arguments);
  Error encoding_error(const xdr::FaultReport& report) const;
  void enroll(Call& call);
  void remove(Call& call) noexcept;
  void deliver(Call& call, xdr::Decoder& reply);
  TimerHeap& timers_of(const Call& call) noexcept { return call.flight.doomed ? doomed_ : timers_; }
  void schedule(Call& call) const noexcept;
  void transmit_again(Call& call, TimePoint now);
  [[nodiscard]] Error timeout_error(const Call& call) const;

  ClientSessionOptions options_;
  XidSource xids_;
  XidTable in_flight_;
  TimerHeap timers_;
  TimerHeap doomed_;  // the calls that fail_all is going through
  ChannelStats stats_{};
};

}  // namespace onc
