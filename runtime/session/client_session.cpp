#include "session/client_session.h"

#include <algorithm>
#include <utility>

#include "base/duration_text.h"
#include "message/call_message.h"
#include "message/reply_message.h"

namespace onc {

namespace {

std::string name_of(const Procedure& procedure) {
  const std::string numbers = std::to_string(procedure.id.program) + " version " +
                              std::to_string(procedure.id.version) + " procedure " + std::to_string(procedure.number);
  if (procedure.name[0] == '\0') return "program " + numbers;
  return std::string(procedure.version_name) + "." + procedure.name;
}

// A zero interval would send without end; more than a year would overflow the clock.
constexpr Duration shortest_timeout = std::chrono::milliseconds(1);
constexpr Duration longest_time = std::chrono::hours(24 * 365);

Duration within(Duration wanted, Duration least) { return std::clamp(wanted, least, longest_time); }

void add_skipped(Error& error, std::uint64_t count, const char* what) {
  if (count > 0) error = std::move(error).with_cause(std::to_string(count) + what);
}

}  // namespace

ClientSessionOptions ClientSessionOptions::from(const ConnectOptions& options, std::string peer) {
  ClientSessionOptions session;
  session.timeout = options.timeout;
  session.total_time = options.total_time;
  session.credential = options.credential;
  session.max_reply = options.max_reply;
  session.limits = options.limits;
  session.mode = options.mode;
  session.peer = std::move(peer);
  return session;
}

ClientSession::ClientSession(ClientSessionOptions options) : options_(std::move(options)), xids_(options_.random) {}

void ClientSession::start(Call& call, const Procedure& procedure, Channel::EncodeArguments arguments,
                          const CallOptions& options, TimePoint now) {
  prepare(call, procedure, options, now);
  std::optional<Error> error = encode(call, arguments, open_message(call));
  close_message(call, !error);
  if (error) return fail(call, std::move(*error));
  enroll(call);
}

void ClientSession::cancel(Call& call) noexcept {
  if (call.flight.in_flight) remove(call);
}

void ClientSession::expire(TimePoint now) {
  while (!timers_.empty() && timers_.first().flight.next_event <= now) {
    Call& call = timers_.first();
    if (call.flight.deadline <= now) {
      ++stats_.timed_out;
      fail(call, timeout_error(call));
    } else {
      transmit_again(call, now);
    }
  }
}

void ClientSession::fail_all(const Error& error) {
  timers_.move_all_to(doomed_);
  while (!doomed_.empty()) {
    Call& call = doomed_.first();
    Error own = error;
    const bool says_not_sent = own.code == Errc::connection_refused || own.code == Errc::unreachable;
    if (says_not_sent && call.flight.transmissions > 1) own.code = Errc::closed;
    fail(call, std::move(own));
  }
}

std::optional<TimePoint> ClientSession::next_event() const noexcept {
  if (timers_.empty()) return std::nullopt;
  return timers_.first().flight.next_event;
}

void ClientSession::receive_message(std::span<const std::byte> message) {
  const auto xid = reply_xid(message);
  if (!xid) {
    ++stats_.malformed;
    return;
  }
  Call* call = in_flight_.find(*xid);
  if (call == nullptr) {
    ++stats_.unknown_xid;
    return;
  }
  ++stats_.replies;
  xdr::Decoder reply(message.subspan(8), options_.limits, options_.mode);
  deliver(*call, reply);
}

void ClientSession::prepare(Call& call, const Procedure& procedure, const CallOptions& options, TimePoint now) {
  Call::Flight& flight = call.flight;
  flight.procedure = procedure;
  flight.timeout = within(options.timeout.value_or(options_.timeout), shortest_timeout);
  flight.by_deadline = options.deadline.has_value();
  flight.allowed = within(options.deadline.value_or(options.total_time.value_or(options_.total_time)), Duration::zero());
  flight.deadline = now + flight.allowed;
  flight.last_sent = now;
  flight.transmissions = 1;
  schedule(call);
  if (options.credential) flight.credential = *options.credential;
  flight.auth = options.credential ? flight.credential.auth() : options_.credential.auth();
  flight.skipped_before = {stats_.unknown_xid, stats_.strange_address, stats_.malformed};
  do {
    flight.xid = xids_.next();
  } while (in_flight_.find(flight.xid) != nullptr);
  ++stats_.calls;
}

std::optional<Error> ClientSession::encode(Call& call, Channel::EncodeArguments arguments, xdr::Buffer& buffer) {
  const std::size_t begin = buffer.size();
  xdr::Encoder out(buffer, options_.limits);
  if (auto error = encode_header(call, out, buffer, begin)) return error;
  if (!encode_arguments(call, out, arguments) || !out.finish()) return encoding_error(out.report());
  const std::size_t size = buffer.size() - begin;
  if (size <= max_message()) return std::nullopt;
  return Error(Errc::message_too_large, "the call has " + std::to_string(size) + " bytes, the transport takes " +
                                            std::to_string(max_message()));
}

std::optional<Error> ClientSession::encode_header(Call& call, xdr::Encoder& out, xdr::Buffer& buffer,
                                                  std::size_t begin) {
  ClientAuth* auth = call.flight.auth;
  if (auth == nullptr) {
    encode_call_header(out, call.flight.xid, call.flight.procedure, {});
    encode_auth(out, {});
    return std::nullopt;
  }
  auto credential = auth->credential();
  if (!credential) return std::move(credential).error();
  encode_call_header(out, call.flight.xid, call.flight.procedure, *credential);
  out.finish();  // the verifier may be a signature of what is written so far
  auto verifier = auth->verifier(std::span<const std::byte>(buffer.bytes()).subspan(begin));
  if (!verifier) return std::move(verifier).error();
  encode_auth(out, *verifier);
  return std::nullopt;
}

bool ClientSession::encode_arguments(Call& call, xdr::Encoder& out, Channel::EncodeArguments arguments) {
  return call.flight.auth == nullptr ? arguments(out) : call.flight.auth->wrap(out, arguments);
}

Error ClientSession::encoding_error(const xdr::FaultReport& report) const {
  const Errc code = report.fault == xdr::Fault::too_large ? Errc::message_too_large : Errc::bound_exceeded;
  return Error(code, report.message("arguments"));
}

void ClientSession::enroll(Call& call) {
  in_flight_.add(call);
  timers_.add(call);
  call.flight.in_flight = true;
}

void ClientSession::remove(Call& call) noexcept {
  in_flight_.remove(call);
  timers_of(call).remove(call);
  call.flight.in_flight = false;
  call.flight.doomed = false;
  release(call);
}

void ClientSession::deliver(Call& call, xdr::Decoder& reply) {
  OpaqueAuth verifier;
  if (auto error = read_reply(reply, verifier)) return fail(call, std::move(*error));
  ClientAuth* auth = call.flight.auth;
  if (auth == nullptr) {
    remove(call);
    call.succeed(reply);
    stats_.trailing_bytes += reply.left();
    return;
  }
  if (!auth->accepts(verifier)) return fail(call, Error(Errc::malformed_reply, "the server's verifier is wrong"));
  remove(call);
  const auto succeed = [&call](xdr::Decoder& results) { call.succeed(results); };
  if (!auth->unwrap(reply, succeed)) {
    call.fail(Error(Errc::malformed_reply, "the results do not verify").in_context(name_of(call.flight.procedure)));
  }
}

void ClientSession::fail(Call& call, Error error) {
  if (call.flight.in_flight) remove(call);
  call.fail(std::move(error).in_context(name_of(call.flight.procedure) + " at " + options_.peer));
}

void ClientSession::schedule(Call& call) const noexcept {
  Call::Flight& flight = call.flight;
  flight.next_event = retransmits() ? std::min(flight.deadline, flight.last_sent + flight.timeout) : flight.deadline;
}

void ClientSession::transmit_again(Call& call, TimePoint now) {
  Call::Flight& flight = call.flight;
  send_again(call);
  ++flight.transmissions;
  ++stats_.retransmissions;
  // From when it was due, not from now, so that the schedule does not drift; after a long pause it starts anew.
  const TimePoint due = flight.last_sent + flight.timeout;
  flight.last_sent = due + flight.timeout > now ? due : now;
  schedule(call);
  timers_.update(call);
}

Error ClientSession::timeout_error(const Call& call) const {
  const Call::Flight& flight = call.flight;
  const Errc code = flight.by_deadline ? Errc::deadline_exceeded : Errc::timed_out;
  std::string detail = "no reply within " + duration_text(flight.allowed);
  if (retransmits()) {
    detail += flight.transmissions == 1 ? ", sent once"
                                        : ", sent " + std::to_string(flight.transmissions) + " times";
  }
  Error error(code, std::move(detail));
  const auto& before = flight.skipped_before;
  add_skipped(error, stats_.unknown_xid - before.unknown_xid,
              " replies with an xid that is not of this call were skipped: late, duplicate or forged");
  add_skipped(error, stats_.strange_address - before.strange_address,
              " datagrams from another address than the one asked were skipped: a host with several addresses that "
              "answers from the wrong one, or a forger");
  add_skipped(error, stats_.malformed - before.malformed, " messages that are no RPC replies were skipped");
  return error;
}

}  // namespace onc
