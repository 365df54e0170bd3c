// Calls whose replies come later: what a service's threads and the loop that owes the replies share.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include <onc/auth.h>
#include <onc/reply.h>
#include <onc/service.h>
#include <onc/xdr/buffer.h>

#include "base/intrusive.h"
#include "base/mailbox.h"
#include "session/at_most_once.h"

namespace onc {

/// The way back to who has called. Used, and destroyed, by the loop's thread only.
class ReplyPath {
 public:
  ReplyPath() = default;
  ReplyPath(const ReplyPath&) = delete;
  ReplyPath& operator=(const ReplyPath&) = delete;
  virtual ~ReplyPath() = default;
  /// A whole message; an empty one when there will be none. Once.
  virtual void send(xdr::Buffer message) = 0;
};

/// What threads that make a connection's replies know of it.
struct LateBacklog {
  explicit LateBacklog(std::size_t bytes) noexcept : most(bytes) {}
  /// Whether its peer has enough to read.
  [[nodiscard]] bool is_full() const noexcept { return !over && (full || given >= most); }

  std::atomic<bool> over = false;      ///< the connection is closed: nobody will read, so nothing waits for that
  std::atomic<bool> full = false;      ///< in what the connection has
  std::atomic<std::size_t> given = 0;  ///< bytes of replies that are on their way to it
  const std::size_t most;
};

class LateCall;

/// Where replies are put that have been given. Outlives the loop for as long as somebody may give one.
class LateMail : public Mailbox<LateCall> {
 public:
  /// `most`: bytes of replies that are on their way, beyond which threads wait for the loop.
  LateMail(std::function<void()> wake, std::size_t most) : Mailbox(std::move(wake)), most_(most) {}
  [[nodiscard]] bool is_full() const noexcept { return given >= most_; }

  std::atomic<std::size_t> given = 0;  ///< bytes of replies that are on their way

 private:
  const std::size_t most_;
};

/// One such call.
class LateCall : public std::enable_shared_from_this<LateCall> {
 public:
  /// `limit`: of the reply, in bytes.
  LateCall(std::shared_ptr<LateMail> mail, std::uint32_t xid, const OpaqueAuth& verifier, const xdr::Limits& limits,
           std::size_t limit);

  LateCall(const LateCall&) = delete;
  LateCall& operator=(const LateCall&) = delete;
  ~LateCall();

  /// The results, or why there are none. From any thread; the first time counts.
  void give(Outcome outcome, const Error& error, FunctionRef<bool(xdr::Encoder&)> encode);
  /// The results are what `produce` encodes; it says how the call has ended. With Outcome::later somebody else will.
  void produce(FunctionRef<Outcome(xdr::Encoder&, Error&)> produce);

  /// Whether more replies have been given, to its connection or the loop, than those should have at a time.
  [[nodiscard]] bool is_too_much() const noexcept { return mail_->is_full() || (backlog && backlog->is_full()); }

  /// Nobody wants its reply any more.
  [[nodiscard]] bool is_over() const noexcept { return state_ == State::over; }

  std::shared_ptr<LateCall> next_in_mail{};  ///< the mail's own
  std::shared_ptr<LateBacklog> backlog{};    ///< of the connection that the call came over; null: of none

 private:
  friend class LateCalls;
  enum class State : std::uint8_t {
    dispatched,  // by the service's thread, and not back yet
    owed,        // the loop has it among those that it owes
    given,       // there is a reply
    over,        // nobody wants it any more
  };

  Outcome write(xdr::Buffer& message, FunctionRef<Outcome(xdr::Encoder&, Error&)> produce) const;
  void take(xdr::Buffer message);
  [[nodiscard]] xdr::Buffer hand_out();
  void count() noexcept;
  void uncount() noexcept;
  void drop_message() noexcept;

  std::shared_ptr<LateMail> mail_;
  std::uint32_t xid_;
  AuthFlavor verifier_flavor_;
  std::vector<std::byte> verifier_;
  xdr::Limits limits_;
  std::size_t limit_;
  xdr::Buffer message_{};
  std::size_t counted_ = 0;  // of it, in the mail and the backlog
  std::atomic_flag taken_ = {};
  std::atomic<State> state_ = State::dispatched;

  // What the loop keeps with it.
  std::shared_ptr<LateCall> self_{};
  std::unique_ptr<ReplyPath> path_{};
  AtMostOnce::Ticket ticket_{};
  TimePoint expires_{};
  std::function<void(std::span<const std::byte>)> tell_{};
  Links<LateCall> links_{};
};

/// What copies of a LateReply stand for; the last of them that goes without a word says SYSTEM_ERR.
class OwedReply {
 public:
  explicit OwedReply(std::shared_ptr<LateCall> call) noexcept : call_(std::move(call)) {}
  OwedReply(const OwedReply&) = delete;
  OwedReply& operator=(const OwedReply&) = delete;
  ~OwedReply();
  [[nodiscard]] LateCall& call() const noexcept { return *call_; }

 private:
  std::shared_ptr<LateCall> call_;
};

/// The calls of one loop that are owed a reply. Used by the loop's thread.
class LateCalls {
 public:
  /// `wake`: deliver() is to be called. Called by any thread. `most_given`: as LateMail has it.
  LateCalls(CallTime time, std::function<void()> wake, std::size_t most_given = std::numeric_limits<std::size_t>::max())
      : time_(time), mail_(std::make_shared<LateMail>(std::move(wake), most_given)) {}
  LateCalls(const LateCalls&) = delete;
  LateCalls& operator=(const LateCalls&) = delete;
  ~LateCalls();

  [[nodiscard]] const CallTime& time() const noexcept { return time_; }
  [[nodiscard]] const std::shared_ptr<LateMail>& mail() const noexcept { return mail_; }

  /// The service has kept the call. False: it is answered already, by what is appended to `out`.
  bool owe(LateCall& call, FunctionRef<std::unique_ptr<ReplyPath>()> path, AtMostOnce::Ticket& ticket,
           xdr::Buffer& out);
  /// The call has been answered otherwise; what is still given to it is ignored.
  static void disown(LateCall& call) noexcept;
  /// `tell` gets the reply to the call that was owed last, when it has come; before it is sent.
  void when_answered(std::function<void(std::span<const std::byte>)> tell) { owed_.back()->tell_ = std::move(tell); }

  /// Sends what was given, as much as one turn may take. True: there may be more.
  bool deliver();
  /// Calls that have taken too long end with SYSTEM_ERR.
  void expire(TimePoint now);
  /// So do all.
  void fail_all();

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  /// When the next one will have taken too long.
  [[nodiscard]] std::optional<TimePoint> next_event() const noexcept;
  /// How many took too long.
  [[nodiscard]] std::uint64_t expired() const noexcept { return expired_; }

 private:
  static bool append_given(LateCall& call, xdr::Buffer& out);
  bool end_without(LateCall& call);
  void send(const std::shared_ptr<LateCall>& call, xdr::Buffer message);

  CallTime time_;
  std::shared_ptr<LateMail> mail_;
  IntrusiveList<LateCall, &LateCall::links_> owed_{};  // the oldest in front
  std::size_t size_ = 0;
  std::uint64_t expired_ = 0;
};

}  // namespace onc
