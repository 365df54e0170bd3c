#include "session/server_session.h"

#include <exception>
#include <utility>

#include "message/reply_message.h"

namespace onc {

namespace {

// What a service's error is on the wire.
void append_failure(xdr::Buffer& out, std::uint32_t xid, const Error& error) {
  switch (error.code) {
    case Errc::auth_rejected:
      return append_auth_error(out, xid, error.auth_stat() == AuthStat::ok ? AuthStat::too_weak : error.auth_stat());
    case Errc::garbage_arguments: return append_garbage_arguments(out, xid);
    case Errc::procedure_unavailable: return append_procedure_unavailable(out, xid);
    default: return append_system_error(out, xid);
  }
}

void append_outcome(xdr::Buffer& out, std::uint32_t xid, Outcome outcome, const Error& error) {
  switch (outcome) {
    case Outcome::success: return;
    case Outcome::procedure_unavailable: return append_procedure_unavailable(out, xid);
    case Outcome::garbage_arguments: return append_garbage_arguments(out, xid);
    case Outcome::failed: return append_failure(out, xid, error);
  }
}

// Procedure 0 is answered for every version, declared or not (RFC 5531 section 12.1).
Outcome ping(IncomingCall& call) {
  return call.read_nothing() ? call.reply(Result<void>()) : call.garbage_arguments();
}

// An interceptor may hide a program altogether.
void append_refusal(xdr::Buffer& out, std::uint32_t xid, const Error& error) {
  if (error.code == Errc::program_unavailable) return append_program_unavailable(out, xid);
  append_failure(out, xid, error);
}

void report(const CallWatch* watch, const Service& service, const IncomingCall& call,
            const std::exception* thrown) noexcept {
  if (watch != nullptr) watch->service_threw(service.program_version(), call.procedure(), call.context(), thrown);
}

// What a service throws must not take the server with it.
Outcome dispatch(Service& service, IncomingCall& call, const CallWatch* watch) noexcept {
  try {
    const Outcome outcome = service.dispatch(call);
    const bool undeclared_ping = outcome == Outcome::procedure_unavailable && call.procedure() == 0;
    return undeclared_ping ? ping(call) : outcome;
  } catch (const std::exception& thrown) {
    report(watch, service, call, &thrown);
  } catch (...) {
    report(watch, service, call, nullptr);
  }
  return Outcome::failed;
}

}  // namespace

bool ServerSession::answer(std::span<const std::byte> message, const Peer& peer, xdr::Buffer& out) {
  CallMessage call;
  switch (parse_call(message, call)) {
    case CallVerdict::drop: return false;
    case CallVerdict::rpc_mismatch: append_rpc_mismatch(out, call.xid); return true;
    case CallVerdict::bad_credential: append_auth_error(out, call.xid, AuthStat::bad_credential); return true;
    case CallVerdict::bad_verifier: append_auth_error(out, call.xid, AuthStat::bad_verifier); return true;
    case CallVerdict::accept: break;
  }
  return reply_to(call, peer, out);
}

bool ServerSession::reply_to(const CallMessage& call, const Peer& peer, xdr::Buffer& out) {
  const AuthVerdict verdict = authenticate(call);
  return watch_ == nullptr ? route(call, peer, verdict, out) : reply_watched(call, peer, verdict, out);
}

bool ServerSession::reply_watched(const CallMessage& call, const Peer& peer, const AuthVerdict& verdict,
                                  xdr::Buffer& out) {
  const std::size_t begin = out.size();
  const CallContext context(peer, call.xid, call.credential.flavor, verdict.claim);
  CallWatch::Call watched = watch_->begin(call);
  watched.refused = verdict.stat != AuthStat::ok;
  const auto refusal = watched.refused ? std::nullopt : watch_->refusal(watched, context);
  if (refusal) append_refusal(out, call.xid, *refusal);
  const bool replied = refusal || route(call, peer, verdict, out);
  watch_->end(watched, context, out.bytes().subspan(begin));
  return replied;
}

bool ServerSession::route(const CallMessage& call, const Peer& peer, const AuthVerdict& verdict, xdr::Buffer& out) {
  Service* service = dispatcher_->find(call.id);
  if (verdict.stat != AuthStat::ok) {
    append_auth_error(out, call.xid, verdict.stat);
  } else if (service == nullptr) {
    refuse_version(call, *dispatcher_, out);
  } else if (may_repeat(*service, call, peer)) {
    run(*service, call, peer, verdict, out);
  } else {
    return run_once(*service, call, peer, verdict, out);
  }
  return true;
}

bool ServerSession::may_repeat(const Service& service, const CallMessage& call, const Peer& peer) const noexcept {
  return once_ == nullptr || !once_->covers(peer.transport) || call.procedure == 0 ||
         service.idempotent(call.procedure);
}

// What no service has seen runs anew when it comes again: that is cheaper than remembering it.
bool ServerSession::run_once(Service& service, const CallMessage& call, const Peer& peer, const AuthVerdict& verdict,
                             xdr::Buffer& out) {
  const std::size_t begin = out.size();
  AtMostOnce::Ticket ticket;
  const auto fate = once_->begin(call, peer, out, ticket);
  if (fate != AtMostOnce::Verdict::run) return fate == AtMostOnce::Verdict::answered;
  const Outcome outcome = run(service, call, peer, verdict, out);
  if (outcome == Outcome::procedure_unavailable || outcome == Outcome::garbage_arguments) {
    ticket.not_run();
  } else {
    ticket.answered(out.bytes().subspan(begin));
  }
  return true;
}

AuthVerdict ServerSession::authenticate(const CallMessage& call) {
  switch (call.credential.flavor) {
    case AuthFlavor::none: return none_.check(call.credential, call.verifier);
    case AuthFlavor::sys: return sys_.check(call.credential, call.verifier);
    default: return {.stat = AuthStat::rejected_credential};
  }
}

void ServerSession::refuse_version(const CallMessage& call, const Dispatcher& dispatcher, xdr::Buffer& out) {
  const auto versions = dispatcher.versions(call.id.program);
  if (!versions) return append_program_unavailable(out, call.xid);
  append_version_mismatch(out, call.xid, *versions);
}

// The results are encoded behind the header of a successful reply; another outcome takes both back.
Outcome ServerSession::run(Service& service, const CallMessage& call, const Peer& peer, const AuthVerdict& verdict,
                           xdr::Buffer& out) {
  const std::size_t begin = out.size();
  CallContext context(peer, call.xid, call.credential.flavor, verdict.claim);
  xdr::Decoder arguments(call.arguments, limits_, mode_);
  xdr::Encoder results(out, limits_);
  IncomingCall incoming(call.procedure, arguments, results, context);
  Outcome outcome = Outcome::failed;
  if (encode_success(results, call.xid, verdict.reply_verifier)) outcome = dispatch(service, incoming, watch_);
  if (outcome == Outcome::success && results.finish()) return outcome;
  if (outcome == Outcome::success) outcome = Outcome::failed;
  out.truncate(begin);
  append_outcome(out, call.xid, outcome, incoming.error());
  return outcome;
}

}  // namespace onc
