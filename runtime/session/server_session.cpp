#include "session/server_session.h"

#include <exception>
#include <new>
#include <utility>

#include "message/reply_message.h"
#include "session/conclude.h"
#include "session/kept_context.h"

namespace onc {

namespace {

// Gives the service a reply for later, once it asks for one.
class Deferred final : public Deferral {
 public:
  Deferred(const CallMessage& call, const OpaqueAuth& verifier, const xdr::Limits& limits, const LateAnswers& late,
           std::size_t limit) noexcept
      : call_(&call), verifier_(&verifier), limits_(&limits), late_(&late), limit_(limit) {}

  LateReply defer() override {
    if (late_->calls == nullptr || made_) return LateReply();
    made_ = std::make_shared<LateCall>(late_->calls->mail(), call_->xid, *verifier_, *limits_, limit_);
    if (late_->backlog != nullptr) made_->backlog = backlog();
    return LateReply(std::make_shared<const OwedReply>(made_));
  }
  /// Null: the service has not asked.
  [[nodiscard]] const std::shared_ptr<LateCall>& made() const noexcept { return made_; }

 private:
  std::shared_ptr<LateBacklog> backlog() const {
    if (!*late_->backlog) *late_->backlog = std::make_shared<LateBacklog>(late_->most_backlog);
    return *late_->backlog;
  }

  const CallMessage* call_;
  const OpaqueAuth* verifier_;
  const xdr::Limits* limits_;
  const LateAnswers* late_;
  std::size_t limit_;
  std::shared_ptr<LateCall> made_{};
};

class QueuedResults final : public ResultKeeper {
 public:
  explicit QueuedResults(SendQueue* queue) noexcept : queue_(queue) {}
  [[nodiscard]] bool refers() const noexcept override { return queue_ != nullptr && queue_->has_attached(); }
  void keep(std::shared_ptr<const void> results) override { queue_->keep(results); }
  void copy() override { queue_->own(); }
  /// The results are not sent.
  void drop() noexcept {
    if (queue_ != nullptr) queue_->detach();
  }

 private:
  SendQueue* queue_;
};

// A short credential is the full one that it stands for.
AuthFlavor flavor_of(const CallMessage& call, const AuthVerdict& verdict) noexcept {
  return verdict.claim == nullptr ? call.credential.flavor : AuthFlavor::sys;
}

// Neither claims anything nor proves it.
bool is_anonymous(const CallMessage& call) noexcept {
  return call.credential.flavor == AuthFlavor::none && call.verifier.flavor == AuthFlavor::none;
}

// An interceptor may hide a program altogether.
void append_refusal(xdr::Buffer& out, std::uint32_t xid, const Error& error) {
  if (error.code == Errc::program_unavailable) return append_program_unavailable(out, xid);
  append_failure(out, xid, error);
}

}  // namespace

bool ServerSession::answer(std::span<const std::byte> message, const Peer& peer, xdr::Buffer& out) {
  const auto no_path = [] { return std::unique_ptr<ReplyPath>(); };
  return answer(message, peer, out, {.calls = nullptr, .path = no_path}) == Answer::reply;
}

Answer ServerSession::answer(std::span<const std::byte> message, const Peer& peer, xdr::Buffer& out,
                             const LateAnswers& late) {
  Received received{.peer = peer, .out = out, .late = late, .begin = out.size()};
  const std::uint32_t& xid = received.call.xid;
  switch (parse_call(message, received.call)) {
    case CallVerdict::accept: return reply_to(received);
    case CallVerdict::drop: return Answer::none;
    case CallVerdict::rpc_mismatch: append_rpc_mismatch(out, xid); return Answer::reply;
    case CallVerdict::bad_credential: append_auth_error(out, xid, AuthStat::bad_credential); return Answer::reply;
    case CallVerdict::bad_verifier: append_auth_error(out, xid, AuthStat::bad_verifier); return Answer::reply;
  }
  return Answer::none;
}

CallContext ServerSession::Received::context() const noexcept {
  return {peer,
          call.xid,
          flavor_of(call, verdict),
          verdict.claim,
          late.calls == nullptr ? CallTime{} : late.calls->time(),
          late.link};
}

Answer ServerSession::reply_to(Received& received) {
  if (!is_anonymous(received.call)) received.verdict = authenticate(received);
  if (keepers_.watch == nullptr) return route(received);
  return keepers_.watch->only_counts() ? reply_counted(received) : reply_watched(received);
}

// Nearly every server's way: nobody stands around the calls.
Answer ServerSession::reply_counted(const Received& received) {
  const Answer answer = route(received);
  const bool refused = received.verdict.stat != AuthStat::ok;
  if (answer == Answer::later) {
    watch_later(keepers_.watch->begin(received.call), received.context(), received.late);
  } else if (is_plain_success(received.reply())) {
    keepers_.watch->count_success(received.call.id, received.call.procedure);
  } else {
    keepers_.watch->count(received.call.id, received.call.procedure, refused, received.reply());
  }
  return answer;
}

Answer ServerSession::reply_watched(const Received& received) {
  const CallContext context = received.context();
  CallWatch::Call watched = keepers_.watch->begin(received.call);
  watched.refused = received.verdict.stat != AuthStat::ok;
  const auto refusal = watched.refused ? std::nullopt : keepers_.watch->refusal(watched, context);
  if (refusal) append_refusal(received.out, received.call.xid, *refusal);
  const Answer answer = refusal ? Answer::reply : route(received);
  if (answer == Answer::later) {
    watch_later(watched, context, received.late);
  } else {
    const SendQueue* const queue = received.late.queue;
    keepers_.watch->end(watched, context, received.reply(), queue == nullptr ? 0 : queue->attached());
  }
  return answer;
}

// The reply is owed already: without memory it is only not watched.
void ServerSession::watch_later(const CallWatch::Call& watched, const CallContext& context, const LateAnswers& late) {
  try {
    const auto tell = [watch = keepers_.watch, watched, kept = KeptContext(context)](std::span<const std::byte> reply) {
      watch->end(watched, kept.context(), reply);
    };
    late.calls->when_answered(tell);
  } catch (const std::bad_alloc&) {
    return;
  }
}

Answer ServerSession::route(const Received& received) {
  if (received.verdict.stat != AuthStat::ok) {
    append_auth_error(received.out, received.call.xid, received.verdict.stat);
    return Answer::reply;
  }
  Service* service = dispatcher_->find(received.call.id);
  if (service != nullptr) return serve(*service, received);
  refuse_version(received, *dispatcher_);
  return Answer::reply;
}

// What has run before is not refused, however many others wait.
Answer ServerSession::serve(Service& service, const Received& received) {
  const bool later = service.answers_later();
  AtMostOnce::Ticket ticket;
  if (!may_repeat(service, received.call, received.peer)) {
    const auto fate = keepers_.once->begin(received.call, received.peer, received.out, ticket, later);
    if (fate == AtMostOnce::Verdict::refuse)
      return turn_away(received, "as many calls as may, of its host or user or of all, run and are to be remembered");
    if (fate != AtMostOnce::Verdict::run) return fate == AtMostOnce::Verdict::answered ? Answer::reply : Answer::none;
  }
  if (!later || !received.late.is_full()) return run(service, received, ticket);
  ticket.not_run();
  return turn_away(received, "as many calls as may, of its host or user or of all, are to be answered later");
}

// The call has not run. A datagram might have been lost as well: its client asks again. Over a stream nobody would.
Answer ServerSession::turn_away(const Received& received, std::string_view why) {
  const CallMessage& call = received.call;
  if (keepers_.watch != nullptr) keepers_.watch->turned_away(call.id, call.procedure, received.context(), why);
  if (received.peer.transport == Transport::udp) return Answer::none;
  append_system_error(received.out, call.xid);
  return Answer::reply;
}

AuthVerdict ServerSession::authenticate(Received& received) {
  const CallMessage& call = received.call;
  switch (call.credential.flavor) {
    case AuthFlavor::none: return none_.check(call.credential, call.verifier);
    case AuthFlavor::sys: return check_sys(received);
    case AuthFlavor::short_hand: return check_short(received);
    default: return {.stat = AuthStat::rejected_credential};
  }
}

AuthVerdict ServerSession::check_sys(Received& received) {
  const OpaqueAuth& credential = received.call.credential;
  AuthVerdict verdict = sys_.check(credential, received.call.verifier);
  if (keepers_.short_hand == nullptr || verdict.stat != AuthStat::ok) return verdict;
  received.handed_out = keepers_.short_hand->hand_out(received.peer, credential.body);
  verdict.reply_verifier = {AuthFlavor::short_hand, received.handed_out};
  return verdict;
}

// One that is not known any more makes the client send the full credential.
AuthVerdict ServerSession::check_short(Received& received) {
  const bool known = keepers_.short_hand != nullptr &&
                     keepers_.short_hand->find(received.peer, received.call.credential.body, received.full_credential);
  if (!known) return {.stat = AuthStat::rejected_credential};
  return sys_.check({AuthFlavor::sys, received.full_credential}, received.call.verifier);
}

void ServerSession::refuse_version(const Received& received, const Dispatcher& dispatcher) {
  const auto versions = dispatcher.versions(received.call.id.program);
  if (!versions) return append_program_unavailable(received.out, received.call.xid);
  append_version_mismatch(received.out, received.call.xid, *versions);
}

// Without memory for the reply's header the call has not run, and may when it comes again.
bool ServerSession::begin_results(xdr::Encoder& results, const Received& received, AtMostOnce::Ticket& ticket) {
  try {
    return encode_success(results, received.call.xid, received.verdict.reply_verifier);
  } catch (const std::bad_alloc&) {
    ticket.not_run();
    throw;
  }
}

// The results are encoded behind the header of a successful reply; another outcome takes both back.
Answer ServerSession::run(Service& service, const Received& received, AtMostOnce::Ticket& ticket) {
  const CallMessage& call = received.call;
  const LateAnswers& late = received.late;
  CallContext context = received.context();
  Deferred deferred(call, received.verdict.reply_verifier, limits_, late, received.out.limit());
  xdr::Decoder arguments(call.arguments, limits_, mode_);
  SendQueue* const queue = ticket.owes() ? nullptr : late.queue;  // what is remembered is remembered whole
  QueuedResults queued(queue);
  GatherSink sink(received.out, queue);
  xdr::Encoder results(sink, limits_);
  IncomingCall incoming(call.procedure, arguments, results, context, &deferred, &queued);
  Outcome outcome = Outcome::failed;
  const auto report = [&](const std::exception* thrown) {
    if (keepers_.watch != nullptr)
      keepers_.watch->service_threw(service.program_version(), call.procedure, context, thrown);
  };
  if (begin_results(results, received, ticket)) outcome = run_service(service, incoming, report);
  if (outcome == Outcome::later && deferred.made() == nullptr) outcome = Outcome::failed;
  if (context.silent()) outcome = Outcome::no_reply;
  outcome = conclude(received.out, received.begin, results, outcome, call.xid, incoming.error());
  if (outcome != Outcome::success) queued.drop();
  if (outcome == Outcome::later && late.calls->owe(*deferred.made(), late.path, ticket, received.out))
    return Answer::later;
  if (outcome != Outcome::later && deferred.made() != nullptr) LateCalls::disown(*deferred.made());
  return remember(ticket, outcome, received.reply());
}

// What no service has seen runs anew when it comes again: that is cheaper than remembering it.
Answer ServerSession::remember(AtMostOnce::Ticket& ticket, Outcome outcome, std::span<const std::byte> reply) noexcept {
  if (outcome == Outcome::procedure_unavailable || outcome == Outcome::garbage_arguments) {
    ticket.not_run();
  } else {
    ticket.answered(reply);
  }
  return reply.empty() ? Answer::none : Answer::reply;
}

}  // namespace onc
