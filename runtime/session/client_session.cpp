#include "session/client_session.h"

#include <algorithm>
#include <exception>
#include <limits>
#include <utility>

#include "base/duration_text.h"
#include "base/patience.h"
#include "message/call_message.h"
#include "message/reply_message.h"

namespace onc {

namespace {

// A zero interval would send without end.
constexpr Duration shortest_timeout = std::chrono::milliseconds(1);

Duration within(Duration wanted, Duration least) { return std::clamp(wanted, least, Patience::longest); }

void add_skipped(Error& error, std::uint64_t count, const char* what) {
  if (count > 0) error = std::move(error).with_cause(std::to_string(count) + what);
}

bool says_not_sent(Errc code) noexcept { return code == Errc::connection_refused || code == Errc::unreachable; }

std::string times(std::uint32_t count) { return count == 1 ? "sent once" : "sent " + std::to_string(count) + " times"; }

}  // namespace

std::string name_of(const Procedure& procedure) {
  const std::string numbers = std::to_string(procedure.id.program) + " version " +
                              std::to_string(procedure.id.version) + " procedure " + std::to_string(procedure.number);
  if (procedure.name[0] == '\0') return "program " + numbers;
  return std::string(procedure.version_name) + "." + procedure.name;
}

ClientSessionOptions ClientSessionOptions::from(const ConnectOptions& options, std::string peer) {
  ClientSessionOptions session;
  session.timeout = options.timeout;
  session.total_time = options.total_time;
  session.credential = options.credential;
  session.max_reply = options.max_reply;
  if (options.max_datagram > 0) session.max_call = std::min(options.max_datagram, max_datagram);
  session.limits = options.limits;
  session.mode = options.mode;
  session.retransmission = options.retransmission;
  session.reconnect = options.reconnect;
  session.serves = !options.services.empty();
  session.peer = std::move(peer);
  return session;
}

ClientSession::ClientSession(ClientSessionOptions options) : options_(std::move(options)), xids_(options_.random) {
  const ClientAuth* auth = options_.credential.auth();
  if (auto own = auth != nullptr ? auth->for_channel() : nullptr) options_.credential = Credential(std::move(own));
}

// --- starting

void ClientSession::start(Call& call, const Procedure& procedure, Channel::EncodeArguments arguments,
                          const CallOptions& options, TimePoint now) {
  auto too_large = start_if_fits(call, procedure, arguments, options, now);
  if (!too_large) return;
  ++stats_.calls;
  fail(call, std::move(*too_large), now);
}

std::optional<Error> ClientSession::start_if_fits(Call& call, const Procedure& procedure,
                                                  Channel::EncodeArguments arguments, const CallOptions& options,
                                                  TimePoint now) {
  prepare(call, procedure, options, now);
  if (options.one_way && call.has_results()) {
    fail(call, Error(Errc::invalid_argument, "a one-way call of a procedure that has results"), now);
    return std::nullopt;
  }
  if (const std::size_t waiting = overfull(); waiting > 0) {
    std::string detail = std::to_string(waiting) + " bytes of calls wait to be sent";
    fail(call, Error(Errc::limit_exceeded, detail + ": the server does not read, or cannot be reached"), now);
    return std::nullopt;
  }
  std::optional<Error> error = write(call, arguments, options.one_way);
  if (error) {
    close_message(call, false);
    if (error->code == Errc::message_too_large) {
      --stats_.calls;
      return error;
    }
    fail(call, std::move(*error), now);
  } else if (options.one_way) {
    end_one_way(call, now);
  } else {
    launch(call);
  }
  return std::nullopt;
}

// Where there is no memory for it, the call has not been started, and nothing of it is left to be sent.
void ClientSession::launch(Call& call) {
  try {
    timers_.make_room();
    in_flight_.make_room();
    close_message(call, true);
  } catch (...) {
    close_message(call, false);
    throw;
  }
  enroll(call);
}

// An encoder that throws has started no call, and leaves nothing behind.
std::optional<Error> ClientSession::write(Call& call, Channel::EncodeArguments arguments, bool one_way) {
  xdr::Buffer& buffer = open_message(call);
  try {
    return encode(call, arguments, buffer, one_way ? nullptr : gathering_queue(call));
  } catch (...) {
    close_message(call, false);
    throw;
  }
}

void ClientSession::refuse(Call& call, const Procedure& procedure, Error error, TimePoint now) {
  prepare(call, procedure, {}, now);
  fail(call, std::move(error), now);
}

void ClientSession::prepare(Call& call, const Procedure& procedure, const CallOptions& options, TimePoint now) {
  Call::Flight& flight = call.flight;
  flight.procedure = procedure;
  flight.started = now;
  flight.interval = first_interval(within(options.timeout.value_or(options_.timeout), shortest_timeout));
  flight.by_deadline = options.deadline.has_value();
  const Duration allowed = options.deadline.value_or(options.total_time.value_or(options_.total_time));
  flight.allowed = within(allowed, Duration::zero());
  flight.deadline = now + flight.allowed;
  flight.last_sent = now;
  flight.transmissions = 0;
  flight.left = false;
  schedule(call);
  flight.idempotent = options.idempotent || procedure.number == 0;
  if (options.credential) flight.credential = *options.credential;
  flight.auth = options.credential ? flight.credential.auth() : options_.credential.auth();
  flight.skipped_before = {stats_.unknown_xid, stats_.strange_address, stats_.malformed};
  flight.sequence = stats_.calls++;
  draw_xid(call);
}

void ClientSession::draw_xid(Call& call) {
  do {
    call.flight.xid = xids_.next();
  } while (in_flight_.find(call.flight.xid) != nullptr);
}

std::optional<Error> ClientSession::encode(Call& call, Channel::EncodeArguments arguments, xdr::Buffer& buffer,
                                           SendQueue* queue) {
  const std::size_t begin = buffer.size();
  GatherSink sink(buffer, queue);
  xdr::Encoder out(sink, options_.limits);
  auto flavor = begin_call(out, buffer, begin, call.flight.xid, call.flight.procedure, call.flight.auth);
  if (!flavor) return std::move(flavor).error();
  call.flight.flavor = *flavor;
  call.flight.arguments_at = static_cast<std::uint32_t>(out.position());
  if (!encode_arguments(call, out, arguments, sink, queue) || !out.finish()) return encoding_error(out.report());
  const std::size_t size = out.position();
  call.flight.call_bytes = static_cast<std::uint32_t>(std::min<std::size_t>(size, 0xffffffffU));
  if (size <= max_message()) return std::nullopt;
  return Error(Errc::message_too_large,
               "the call has " + std::to_string(size) + " bytes, the transport takes " + std::to_string(max_message()));
}

bool ClientSession::encode_arguments(const Call& call, xdr::Encoder& out, Channel::EncodeArguments arguments,
                                     GatherSink& sink, SendQueue* queue) {
  return call.flight.auth == nullptr ? arguments(out) : wrap_arguments(*call.flight.auth, out, arguments, sink, queue);
}

// The arguments stay where they are; what a flavour makes of them is gone when it returns.
bool ClientSession::wrap_arguments(ClientAuth& auth, xdr::Encoder& out, Channel::EncodeArguments arguments,
                                   GatherSink& sink, SendQueue* queue) {
  const auto gathered = [&](xdr::Encoder& to) {
    sink.gather_into(queue);
    const bool encoded = arguments(to);
    sink.gather_into(nullptr);
    return encoded;
  };
  sink.gather_into(nullptr);
  return auth.wrap(out, gathered);
}

Error ClientSession::encoding_error(const xdr::FaultReport& report) const {
  const Errc code = report.fault == xdr::Fault::too_large ? Errc::message_too_large : Errc::bound_exceeded;
  return Error(code, report.message("arguments"));
}

// Nobody will answer, so being queued is the success.
void ClientSession::end_one_way(Call& call, TimePoint now) {
  stats_.bytes_sent += call.flight.call_bytes;
  ++stats_.one_way;
  close_one_way(call);
  xdr::Decoder nothing({}, options_.limits, options_.mode);
  call.succeed(nothing);
  if (listener_ != nullptr) listener_->completed(call, nullptr, now);
}

// Takes no memory: there is room in both tables.
void ClientSession::enroll(Call& call) noexcept {
  in_flight_.add(call);
  timers_.add(call);
  call.flight.transmissions = 1;
  call.flight.in_flight = true;
  stats_.bytes_sent += call.flight.call_bytes;
}

bool ClientSession::keeps_message(const Call& call) const noexcept {
  const ClientAuth* auth = call.flight.auth;
  return options_.reconnect != Reconnect::never || unlinked_ || (auth != nullptr && auth->may_renew());
}

// --- ending

void ClientSession::cancel(Call& call) noexcept {
  if (call.flight.in_flight) remove(call);
}

void ClientSession::remove(Call& call) noexcept {
  in_flight_.remove(call);
  timers_.remove(call);
  call.flight.in_flight = false;
  release(call);
}

// Without memory the caller is told what kind it is.
Error ClientSession::in_context_of(const Call& call, Error error) const noexcept {
  const Errc code = error.code;
  try {
    return std::move(error).in_context(name_of(call.flight.procedure) + " at " + options_.peer);
  } catch (const std::bad_alloc&) {
    return Error(code);
  }
}

void ClientSession::fail(Call& call, Error error, TimePoint now) {
  if (call.flight.in_flight) remove(call);
  ++stats_.errors[static_cast<std::size_t>(error.code)];
  error = in_context_of(call, std::move(error));
  const Error told = listener_ != nullptr ? error : Error();
  call.fail(std::move(error));
  if (listener_ != nullptr) listener_->completed(call, &told, now);
}

void ClientSession::fail_all(const Error& error, TimePoint now) {
  while (!timers_.empty()) {
    Call& call = timers_.first();
    fail(call, error_for(call, error), now);
  }
}

void ClientSession::link_lost(const Error& error, TimePoint now) {
  if (options_.reconnect == Reconnect::never) return fail_all(error, now);
  for (Call* call : std::vector(timers_.all())) {
    if (!may_send_again(*call)) {
      fail(*call, error_for(*call, error), now);
    } else if (was_sent(*call)) {
      call->flight.left = true;
    }
  }
}

void ClientSession::link_made() {
  if (!std::exchange(unlinked_, false)) ++stats_.connections;
  trouble_.clear();
  std::vector<Call*> calls = timers_.all();
  std::sort(calls.begin(), calls.end(),
            [](const Call* left, const Call* right) { return left->flight.sequence < right->flight.sequence; });
  for (Call* call : calls) {
    send_again(*call);
    if (!call->flight.left) continue;  // counted when it was started
    ++call->flight.transmissions;
    ++stats_.retransmissions;
    stats_.bytes_sent += call->flight.call_bytes;
  }
}

bool ClientSession::may_send_again(const Call& call) const noexcept {
  if (options_.reconnect == Reconnect::never) return false;
  return !was_sent(call) || (options_.reconnect == Reconnect::idempotent && call.flight.idempotent) || retransmits();
}

Error ClientSession::error_for(const Call& call, const Error& error) const {
  Error own = error;
  const bool again = call.flight.transmissions > 1 || call.flight.left;
  if (says_not_sent(own.code) && again) own.code = Errc::closed;
  if (own.code == Errc::closed && !again && !was_sent(call)) own.code = Errc::not_sent;
  return own;
}

// --- time

std::optional<TimePoint> ClientSession::next_event() const noexcept {
  if (timers_.empty()) return std::nullopt;
  return timers_.first().flight.next_event;
}

void ClientSession::expire(TimePoint now) {
  while (due(now)) {
    Call& call = timers_.first();
    if (call.flight.deadline <= now) {
      ++stats_.timed_out;
      fail(call, timeout_error(call), now);
    } else {
      transmit_again(call, now);
    }
  }
}

void ClientSession::schedule(Call& call) const noexcept {
  Call::Flight& flight = call.flight;
  flight.next_event = retransmits() ? std::min(flight.deadline, flight.last_sent + flight.interval) : flight.deadline;
}

Duration ClientSession::first_interval(Duration timeout) const noexcept {
  const Retransmission& policy = options_.retransmission;
  return policy.estimate ? round_trip_.interval(within(policy.shortest, shortest_timeout), timeout) : timeout;
}

// By chance longer or shorter, so that clients that began together do not go on together.
Duration ClientSession::next_interval(Duration interval) {
  const Retransmission& policy = options_.retransmission;
  if (!policy.exponential) return interval;
  const Duration longest = within(std::max(policy.longest, options_.timeout), shortest_timeout);
  const Duration doubled = std::min(interval, longest / 2) * 2;
  const double chance = static_cast<double>(xids_.next()) / std::numeric_limits<std::uint32_t>::max();
  return std::chrono::duration_cast<Duration>(doubled * (0.9 + 0.2 * chance));
}

void ClientSession::transmit_again(Call& call, TimePoint now) {
  Call::Flight& flight = call.flight;
  send_again(call);
  ++flight.transmissions;
  ++stats_.retransmissions;
  stats_.bytes_sent += flight.call_bytes;
  // From when it was due, not from now, so that the schedule does not drift; after a long pause it starts anew.
  const TimePoint due = flight.last_sent + flight.interval;
  flight.interval = next_interval(flight.interval);
  flight.last_sent = due + flight.interval > now ? due : now;
  schedule(call);
  timers_.update(call);
}

Error ClientSession::timeout_error(const Call& call) const {
  const Call::Flight& flight = call.flight;
  const Errc code = flight.by_deadline ? Errc::deadline_exceeded : Errc::timed_out;
  std::string detail = "no reply within " + duration_text(flight.allowed);
  if (retransmits()) {
    detail += ", " + times(flight.transmissions);
  } else if (!flight.left && !was_sent(call)) {
    detail = "not sent within " + duration_text(flight.allowed);
  }
  Error error(code, std::move(detail));
  if (!trouble_.empty()) error = std::move(error).with_cause(trouble_);
  const auto& before = flight.skipped_before;
  add_skipped(error, stats_.unknown_xid - before.unknown_xid,
              " replies with an xid that is not of this call were skipped: late, duplicate or forged");
  add_skipped(error, stats_.strange_address - before.strange_address,
              " datagrams from another address than the one asked were skipped: a host with several addresses that "
              "answers from the wrong one, or a forger");
  add_skipped(error, stats_.malformed - before.malformed, " messages that are no RPC replies were skipped");
  return error;
}

// --- replies

void ClientSession::receive_message(std::span<const std::byte> message, TimePoint now) {
  stats_.bytes_received += message.size();
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
  deliver(*call, message, now);
}

void ClientSession::deliver(Call& call, std::span<const std::byte> message, TimePoint now) {
  count_reply(call, message.size(), now);
  xdr::Decoder reply(message.subspan(reply_start_size), options_.limits, options_.mode);
  OpaqueAuth verifier;
  std::optional<Error> error;
  if (begins_with_success(reply.rest())) {
    reply.run(plain_success_size);
  } else {
    error = read_reply(reply, verifier);
  }
  if (error && renew(call, *error)) return;
  if (!error) error = hand_over(call, reply, verifier);
  if (error) return fail(call, std::move(*error), now);
  remove(call);
  stats_.trailing_bytes += reply.left();
  if (listener_ != nullptr) listener_->completed(call, nullptr, now);
}

void ClientSession::count_reply(Call& call, std::size_t bytes, TimePoint now) {
  ++stats_.replies;
  call.flight.reply_bytes = static_cast<std::uint32_t>(std::min<std::size_t>(bytes, 0xffffffffU));
  const Duration taken = now - call.flight.started;
  stats_.latency.add(taken);
  if (call.flight.transmissions == 1) round_trip_.add(taken);
}

// What decoding throws (no memory) ends the call and nothing else.
std::optional<Error> ClientSession::hand_over(Call& call, xdr::Decoder& reply, const OpaqueAuth& verifier) {
  try {
    ClientAuth* auth = call.flight.auth;
    if (auth == nullptr) return call.succeed(reply);
    if (!auth->accepts(verifier)) return Error(Errc::malformed_reply, "the server's verifier is wrong");
    std::optional<Error> error;
    const auto succeed = [&](xdr::Decoder& results) { error = call.succeed(results); };
    if (auth->unwrap(reply, succeed)) return error;
    return Error(Errc::malformed_reply, "the results do not verify");
  } catch (const std::exception& exception) {
    return Error(Errc::limit_exceeded, "the results could not be taken: " + std::string(exception.what()));
  }
}

// Another xid, as a server may keep its answer to the first one.
bool ClientSession::renew(Call& call, const Error& error) {
  Call::Flight& flight = call.flight;
  if (error.code != Errc::auth_rejected || flight.auth == nullptr || flight.refreshed) return false;
  const std::span<const std::byte> kept = message_of(call);
  if (kept.empty() || !flight.auth->refused(flight.flavor, error.auth_stat())) return false;
  const std::vector<std::byte> arguments(kept.begin() + flight.arguments_at, kept.end());
  in_flight_.remove(call);
  draw_xid(call);
  in_flight_.add(call);
  flight.refreshed = true;
  xdr::Buffer message;
  const auto copy = [&](xdr::Encoder& out) { return out.opaque_fixed(arguments); };
  if (encode(call, copy, message)) return false;
  release(call);
  open_message(call).append(message.bytes());
  close_message(call, true);
  stats_.bytes_sent += flight.call_bytes;
  return true;
}

}  // namespace onc
