// The server's protocol state: takes call messages, runs them, appends the replies. Performs no I/O. One session
// serves one connection, or all peers of one datagram socket.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include <onc/auth.h>
#include <onc/server.h>
#include <onc/service.h>
#include <onc/xdr/buffer.h>

#include "auth/sys.h"
#include "message/call_message.h"
#include "session/at_most_once.h"
#include "session/call_watch.h"
#include "session/dispatcher.h"

namespace onc {

class ServerSession {
 public:
  /// `dispatcher` and `once` must outlive the session. `once` null: calls that come again run again.
  /// `watch` likewise; null: nobody stands around its calls.
  ServerSession(const Dispatcher& dispatcher, const xdr::Limits& limits, xdr::Mode mode, AtMostOnce* once = nullptr,
                CallWatch* watch = nullptr) noexcept
      : dispatcher_(&dispatcher), once_(once), watch_(watch), limits_(limits), mode_(mode) {}

  /// Answers one message: appends its reply to `out`, or nothing when no reply is possible (RFC 5531 section 9), or the
  /// call has come before and still runs. A reply that does not fit `out` becomes SYSTEM_ERR. Returns whether there is
  /// a reply.
  bool answer(std::span<const std::byte> message, const Peer& peer, xdr::Buffer& out);

 private:
  bool reply_to(const CallMessage& call, const Peer& peer, xdr::Buffer& out);
  bool reply_watched(const CallMessage& call, const Peer& peer, const AuthVerdict& verdict, xdr::Buffer& out);
  bool route(const CallMessage& call, const Peer& peer, const AuthVerdict& verdict, xdr::Buffer& out);
  AuthVerdict authenticate(const CallMessage& call);
  [[nodiscard]] bool may_repeat(const Service& service, const CallMessage& call, const Peer& peer) const noexcept;
  bool run_once(Service& service, const CallMessage& call, const Peer& peer, const AuthVerdict& verdict,
                xdr::Buffer& out);
  Outcome run(Service& service, const CallMessage& call, const Peer& peer, const AuthVerdict& verdict,
              xdr::Buffer& out);
  static void refuse_version(const CallMessage& call, const Dispatcher& dispatcher, xdr::Buffer& out);

  const Dispatcher* dispatcher_;
  AtMostOnce* once_;
  CallWatch* watch_;
  xdr::Limits limits_;
  xdr::Mode mode_;
  NoneServerAuth none_;
  SysServerAuth sys_;
};

}  // namespace onc
