// The server's protocol state: takes call messages, runs them, appends the replies. Performs no I/O. One session
// serves one connection, or all peers of one datagram socket.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <onc/auth.h>
#include <onc/server.h>
#include <onc/service.h>
#include <onc/xdr/buffer.h>

#include "auth/sys.h"
#include "message/call_message.h"
#include "session/at_most_once.h"
#include "session/call_watch.h"
#include "session/dispatcher.h"
#include "session/late_calls.h"
#include "session/send_queue.h"
#include "session/short_credentials.h"

namespace onc {

/// What a message was answered with.
enum class Answer : std::uint8_t {
  none,   ///< nothing
  reply,  ///< a message
  later,  ///< one that LateCalls will send
};

/// For who bounds the calls that are answered later otherwise, or not.
inline constexpr auto never_full = [] { return false; };

/// How replies may come later, and calls go the other way.
struct LateAnswers {
  LateCalls* calls = nullptr;  ///< null: they may not, and services that try give SYSTEM_ERR
  FunctionRef<std::unique_ptr<ReplyPath>()> path;
  ClientLink* link = nullptr;  ///< null: they cannot
  /// Where the connection's backlog is, or will be once it is made; null: there is no connection.
  std::shared_ptr<LateBacklog>* backlog = nullptr;
  std::size_t most_backlog = 0;  ///< bytes
  /// Where replies are queued, if large parts of them may be sent from where they are; null: they are copied.
  SendQueue* queue = nullptr;
  /// Whether as many calls as may wait for their replies: those of services that answer later are refused.
  FunctionRef<bool()> is_full = never_full;
};

/// What a session does its work with besides services; shared by several sessions, which it outlives.
struct CallKeepers {
  AtMostOnce* once = nullptr;              ///< null: calls that come again run again
  CallWatch* watch = nullptr;              ///< null: nobody stands around the calls
  ShortCredentials* short_hand = nullptr;  ///< null: AUTH_SHORT is refused
};

class ServerSession {
 public:
  /// `dispatcher` must outlive the session.
  ServerSession(const Dispatcher& dispatcher, const xdr::Limits& limits, xdr::Mode mode,
                const CallKeepers& keepers = {}) noexcept
      : dispatcher_(&dispatcher), keepers_(keepers), limits_(limits), mode_(mode) {}

  /// Answers one message: appends its reply to `out`, or nothing when no reply is possible (RFC 5531 section 9), none
  /// is wanted, or the call has come before and still runs. A reply that does not fit `out` becomes SYSTEM_ERR.
  Answer answer(std::span<const std::byte> message, const Peer& peer, xdr::Buffer& out, const LateAnswers& late);
  /// The same where no reply comes later. Returns whether there is one.
  bool answer(std::span<const std::byte> message, const Peer& peer, xdr::Buffer& out);

 private:
  // One message on its way through the session.
  struct Received {
    const Peer& peer;
    xdr::Buffer& out;
    const LateAnswers& late;
    std::size_t begin;  // of its reply, in `out`
    CallMessage call{};
    AuthVerdict verdict{};
    std::vector<std::byte> full_credential{};  // that the call's short one stands for
    ShortCredentials::Handle handed_out{};     // with the reply

    [[nodiscard]] CallContext context() const noexcept;
    [[nodiscard]] std::span<const std::byte> reply() const noexcept {
      return std::as_const(out).bytes().subspan(begin);
    }
  };

  // Those of each call's way, each called once, are inline: together they are then one function.
  inline Answer reply_to(Received& received);
  inline Answer reply_counted(const Received& received);
  Answer reply_watched(const Received& received);
  Answer route(const Received& received);
  AuthVerdict authenticate(Received& received);
  AuthVerdict check_sys(Received& received);
  AuthVerdict check_short(Received& received);
  [[nodiscard]] bool may_repeat(const Service& service, const CallMessage& call, const Peer& peer) const noexcept {
    return keepers_.once == nullptr || !keepers_.once->covers(peer.transport) || call.procedure == 0 ||
           service.idempotent(call.procedure);
  }
  inline Answer serve(Service& service, const Received& received);
  Answer turn_away(const Received& received, std::string_view why);
  Answer run(Service& service, const Received& received, AtMostOnce::Ticket& ticket);
  void watch_later(const CallWatch::Call& watched, const CallContext& context, const LateAnswers& late);
  static inline bool begin_results(xdr::Encoder& results, const Received& received, AtMostOnce::Ticket& ticket);
  static inline Answer remember(AtMostOnce::Ticket& ticket, Outcome outcome, std::span<const std::byte> reply) noexcept;
  static void refuse_version(const Received& received, const Dispatcher& dispatcher);

  const Dispatcher* dispatcher_;
  CallKeepers keepers_;
  xdr::Limits limits_;
  xdr::Mode mode_;
  NoneServerAuth none_;
  SysServerAuth sys_;
};

}  // namespace onc
