#include "session/conclude.h"

#include "message/reply_message.h"

namespace onc {

void append_failure(xdr::Buffer& out, std::uint32_t xid, const Error& error) {
  switch (error.code) {
    case Errc::auth_rejected:
      return append_auth_error(out, xid, error.auth_stat() == AuthStat::ok ? AuthStat::too_weak : error.auth_stat());
    case Errc::garbage_arguments: return append_garbage_arguments(out, xid);
    case Errc::procedure_unavailable: return append_procedure_unavailable(out, xid);
    default: return append_system_error(out, xid);
  }
}

namespace {

void append_outcome(xdr::Buffer& out, std::uint32_t xid, Outcome outcome, const Error& error) {
  switch (outcome) {
    case Outcome::success:
    case Outcome::later:
    case Outcome::no_reply: return;
    case Outcome::procedure_unavailable: return append_procedure_unavailable(out, xid);
    case Outcome::garbage_arguments: return append_garbage_arguments(out, xid);
    case Outcome::failed: return append_failure(out, xid, error);
  }
}

// Procedure 0 is answered for every version, declared or not (RFC 5531 section 12.1).
Outcome ping(IncomingCall& call) { return call.read_nothing() ? call.reply(Result<void>()) : call.garbage_arguments(); }

}  // namespace

Outcome run_service(Service& service, IncomingCall& call, FunctionRef<void(const std::exception*)> report) noexcept {
  try {
    const Outcome outcome = service.dispatch(call);
    const bool undeclared_ping = outcome == Outcome::procedure_unavailable && call.procedure() == 0;
    return undeclared_ping ? ping(call) : outcome;
  } catch (const std::exception& thrown) {
    report(&thrown);
  } catch (...) {
    report(nullptr);
  }
  return Outcome::failed;
}

Outcome conclude(xdr::Buffer& out, std::size_t begin, xdr::Encoder& results, Outcome outcome, std::uint32_t xid,
                 const Error& error) {
  if (outcome == Outcome::success && results.finish()) return outcome;
  if (outcome == Outcome::success) outcome = Outcome::failed;
  out.truncate(begin);
  append_outcome(out, xid, outcome, error);
  return outcome;
}

}  // namespace onc
