// What generated services are made of, and what a service learns about a call.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include <onc/address.h>
#include <onc/credential.h>
#include <onc/function_ref.h>
#include <onc/options.h>
#include <onc/program.h>
#include <onc/reply.h>
#include <onc/result.h>
#include <onc/xdr/decoder.h>
#include <onc/xdr/encoder.h>

namespace onc {

/// The process at the other end of a local socket, as the kernel knows it.
struct LocalPeer {
  std::uint32_t uid = 0;
  std::uint32_t gid = 0;
  std::int32_t pid = 0;
};

/// Where a call came from. Made by transports.
struct Peer {
  Transport transport = Transport::tcp;
  SocketAddress address{};
  std::optional<LocalPeer> local{};  ///< local sockets only
  /// Where it came to: our own address that the peer has asked. Of no family where that is not known.
  SocketAddress asked{};

  /// For people: "udp 127.0.0.1:701".
  [[nodiscard]] std::string to_string() const;
};

/// How long calls may take, and by which clock. Made by servers.
struct CallTime {
  TimePoint (*now)() = Clock::now;
  Duration allowed = Duration::max();
};

class Channel;

/// The way back to a client, over its own connection. Made by servers.
class ClientLink {
 public:
  virtual std::shared_ptr<Channel> channel() = 0;

 protected:
  ~ClientLink() = default;
};

/// What a service learns about the call it answers. Valid until the procedure returns, also where the reply comes
/// later.
class CallContext {
 public:
  CallContext(const Peer& peer, std::uint32_t xid, AuthFlavor flavor, const AuthSys* claim, const CallTime& time = {},
              ClientLink* link = nullptr) noexcept
      : peer_(&peer), claim_(claim), link_(link), xid_(xid), flavor_(flavor), time_(time) {}

  [[nodiscard]] const Peer& peer() const noexcept { return *peer_; }
  [[nodiscard]] std::uint32_t xid() const noexcept { return xid_; }
  [[nodiscard]] AuthFlavor flavor() const noexcept { return flavor_; }
  /// The AUTH_SYS credential, or null when the call brought none. A claim of the peer, not an identity.
  [[nodiscard]] const AuthSys* auth_sys() const noexcept { return claim_; }
  /// When the server stops waiting for a reply that comes later (ServerOptions::call_time, from when this is first
  /// asked). A call tells nothing of its client's patience; what it costs to answer it should end by then.
  [[nodiscard]] TimePoint deadline() noexcept;
  [[nodiscard]] const CallTime& time() const noexcept { return time_; }

  /// Calls to services that the client offers on this connection (ConnectOptions::services): give it to their generated
  /// client. Null over udp and where there is no connection. It may be kept, and used by any thread: its connection is
  /// then not closed for being idle, but still for standing still; when it is gone, calls end with Errc::closed. They
  /// are sent, and completed, by the loop that has the connection. So a procedure that the loop runs must not wait for
  /// one of them (that is Errc::invalid_argument): it starts the call and uses the result in a callback, or its service
  /// is added with Server::add_blocking.
  [[nodiscard]] std::shared_ptr<Channel> channel_to_client() const;

  /// No reply is sent to this call, whatever the procedure returns: for procedures whose callers expect none.
  void no_reply() noexcept { silent_ = true; }
  [[nodiscard]] bool silent() const noexcept { return silent_; }

 private:
  const Peer* peer_;
  const AuthSys* claim_;
  ClientLink* link_;
  std::uint32_t xid_;
  AuthFlavor flavor_;
  bool silent_ = false;
  CallTime time_;
  std::optional<TimePoint> deadline_{};
};

/// How a dispatched call ended; made by IncomingCall only.
enum class Outcome : std::uint8_t {
  success,                ///< results are encoded
  procedure_unavailable,  ///< PROC_UNAVAIL
  garbage_arguments,      ///< GARBAGE_ARGS
  failed,                 ///< as IncomingCall::error says
  later,                  ///< the reply comes from whoever has what IncomingCall::later gave
  no_reply,               ///< nor will there ever be one
};

/// Makes the replies that come later. Implemented by who dispatches calls.
class Deferral {
 public:
  virtual LateReply defer() = 0;

 protected:
  ~Deferral() = default;
};

/// Sends large parts of results from where they are, in place of copies. Implemented by who dispatches calls.
class ResultKeeper {
 public:
  /// Whether what was encoded has such parts.
  [[nodiscard]] virtual bool refers() const noexcept = 0;
  /// They live as long as `results`.
  virtual void keep(std::shared_ptr<const void> results) = 0;
  /// They go away now.
  virtual void copy() = 0;

 protected:
  ~ResultKeeper() = default;
};

/// One call on its way through a generated service: its arguments, its context, and room for its results.
class IncomingCall {
 public:
  /// `deferral` null: replies cannot come later. `keeper` null: all results are copied.
  IncomingCall(std::uint32_t procedure, xdr::Decoder& arguments, xdr::Encoder& results, CallContext& context,
               Deferral* deferral = nullptr, ResultKeeper* keeper = nullptr) noexcept
      : arguments_(&arguments),
        results_(&results),
        context_(&context),
        deferral_(deferral),
        keeper_(keeper),
        procedure_(procedure) {}

  [[nodiscard]] std::uint32_t procedure() const noexcept { return procedure_; }
  [[nodiscard]] CallContext& context() const noexcept { return *context_; }

  /// Decodes all arguments by `decode`, `bool(xdr::Decoder&)`; false when they are not exactly what it reads.
  template <class Decode>
  bool read(const Decode& decode) {
    return decode(*arguments_) && arguments_->finish();
  }
  /// For procedures without arguments.
  bool read_nothing() { return arguments_->finish(); }

  /// Encodes `result` by `encode`, `bool(xdr::Encoder&, const R&)`, or answers with its error. What `encode` makes
  /// there and then, and does not stand in `result`, it may write behind Encoder::copy_all only.
  template <class R, class Encode>
  Outcome reply(const Result<R>& result, const Encode& encode) {
    if (!result) return fail(result.error());
    if (!encode(*results_, *result)) return fail_to_encode();
    if (keeper_ != nullptr && keeper_->refers()) keeper_->copy();
    return Outcome::success;
  }
  /// The same with results that own what they are made of: moving them leaves their large strings and opaques where
  /// they are, so those are sent from there.
  template <class R, class Encode>
  Outcome reply(Result<R>&& result, const Encode& encode) {
    // A reference is part of the object itself, or of another's, if the object is large or trivial; and what may throw
    // when it is moved may be copied, so that its parts go with it.
    if constexpr (std::is_trivially_copyable_v<R> || !std::is_nothrow_move_constructible_v<R> ||
                  sizeof(R) >= xdr::gather_threshold) {
      return reply(std::as_const(result), encode);
    } else {
      if (!result) return fail(std::move(result).error());
      if (!encode(*results_, *result)) return fail_to_encode();
      if (keeper_ != nullptr && keeper_->refers()) keeper_->keep(std::make_shared<const R>(*std::move(result)));
      return Outcome::success;
    }
  }
  Outcome reply(const Result<void>& result) { return result ? Outcome::success : fail(result.error()); }

  /// The reply, to be given later. The call then ends with Outcome::later. At most once for each call.
  LateReply later() { return deferral_ == nullptr ? LateReply() : deferral_->defer(); }
  template <class R>
  Reply<R> later(typename Reply<R>::Encode encode) {
    return Reply<R>(later(), encode);
  }
  /// For who dispatches the call somewhere else: its arguments, which are not read yet.
  [[nodiscard]] xdr::Decoder& arguments() noexcept { return *arguments_; }

  Outcome procedure_unavailable() noexcept { return Outcome::procedure_unavailable; }
  Outcome garbage_arguments() noexcept { return Outcome::garbage_arguments; }
  Outcome fail(Error error) {
    error_ = std::move(error);
    return Outcome::failed;
  }

  [[nodiscard]] const Error& error() const noexcept { return error_; }

 private:
  Outcome fail_to_encode();

  xdr::Decoder* arguments_;
  xdr::Encoder* results_;
  CallContext* context_;
  Deferral* deferral_;
  ResultKeeper* keeper_;
  std::uint32_t procedure_;
  Error error_{};
};

/// Base of generated services: one version of a program. What the procedures return is sent; an Error becomes the
/// reply that RFC 5531 has for it:
///   auth_rejected -> AUTH_ERROR with its auth_stat, garbage_arguments -> GARBAGE_ARGS,
///   procedure_unavailable -> PROC_UNAVAIL, everything else and exceptions -> SYSTEM_ERR.
class Service {
 public:
  Service() = default;
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;
  virtual ~Service() = default;

  [[nodiscard]] virtual ProgramVersion program_version() const noexcept = 0;
  /// Generated: finds the procedure, decodes, calls, encodes.
  virtual Outcome dispatch(IncomingCall& call) = 0;
  /// Whether running a call of `procedure` twice does the same as running it once, as reading does. Then the server
  /// does not remember such calls and runs them again when they arrive again (ReplyCacheOptions). Called by all
  /// threads.
  [[nodiscard]] virtual bool idempotent(std::uint32_t /*procedure*/) const noexcept { return false; }
  /// Whether its replies may come later: IncomingCall::later. While as many calls as may are waiting already, others
  /// are then left unanswered over udp (ServerOptions::max_outstanding_calls), and get SYSTEM_ERR over streams
  /// (max_outstanding_in_all), which who calls one way does not hear. Called by all threads.
  [[nodiscard]] virtual bool answers_later() const noexcept { return false; }
};

}  // namespace onc
