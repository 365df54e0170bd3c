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
#include "session/dispatcher.h"

namespace onc {

class ServerSession {
 public:
  /// `dispatcher` must outlive the session.
  ServerSession(const Dispatcher& dispatcher, const xdr::Limits& limits, xdr::Mode mode) noexcept
      : dispatcher_(&dispatcher), limits_(limits), mode_(mode) {}

  /// Answers one message: appends its reply to `out`, or nothing when no reply is possible (RFC 5531 section 9). A
  /// reply that does not fit `out` becomes SYSTEM_ERR. Returns whether there is a reply.
  bool answer(std::span<const std::byte> message, const Peer& peer, xdr::Buffer& out);

 private:
  void reply_to(const CallMessage& call, const Peer& peer, xdr::Buffer& out);
  AuthVerdict authenticate(const CallMessage& call);
  void run(Service& service, const CallMessage& call, const Peer& peer, const AuthVerdict& verdict, xdr::Buffer& out);
  static void refuse_version(const CallMessage& call, const Dispatcher& dispatcher, xdr::Buffer& out);

  const Dispatcher* dispatcher_;
  xdr::Limits limits_;
  xdr::Mode mode_;
  NoneServerAuth none_;
  SysServerAuth sys_;
};

}  // namespace onc
