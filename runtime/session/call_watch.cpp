#include "session/call_watch.h"

#include <string>
#include <utility>

#include <onc/xdr/byte_order.h>

#include "base/escape.h"
#include "rpc_message.h"
#include "session/reserved_port.h"

namespace onc {

namespace {

constexpr std::size_t word = 4;
constexpr std::size_t header_before_body = 6 * word;  // xid, CALL, RPC version, program, version, procedure

// Procedure 0 is answered from every port, as Linux' servers do: by convention it never asks who calls.
bool comes_from_a_wrong_port(const ReceivedCall& call) noexcept {
  const Peer& peer = call.context.peer();
  return call.procedure != 0 && peer.transport != Transport::local && !has_reserved_port(peer);
}

CallOutcome outcome_of(std::uint32_t accept_stat) noexcept {
  switch (static_cast<rpc::accept_stat>(accept_stat)) {
    case rpc::PROG_UNAVAIL: return CallOutcome::program_unavailable;
    case rpc::PROG_MISMATCH: return CallOutcome::program_mismatch;
    case rpc::PROC_UNAVAIL: return CallOutcome::procedure_unavailable;
    case rpc::GARBAGE_ARGS: return CallOutcome::garbage_arguments;
    case rpc::SYSTEM_ERR: return CallOutcome::system_error;
    default: return CallOutcome::success;
  }
}

ProcedureCounters::Reached reached(bool refused, CallOutcome outcome) noexcept {
  using Reached = ProcedureCounters::Reached;
  if (refused) return Reached::nobody;
  switch (outcome) {
    case CallOutcome::program_unavailable:
    case CallOutcome::program_mismatch: return Reached::nobody;
    case CallOutcome::procedure_unavailable:
    case CallOutcome::no_reply: return Reached::version;
    default: return Reached::service;
  }
}

}  // namespace

ReplySummary summarize(std::span<const std::byte> reply) noexcept {
  if (reply.empty()) return {.outcome = CallOutcome::no_reply};
  const auto at = [reply](std::size_t offset) -> std::uint32_t {
    return offset + word <= reply.size() ? xdr::load32(reply.data() + offset) : 0;
  };
  const bool accepted = at(2 * word) == static_cast<std::uint32_t>(rpc::MSG_ACCEPTED);
  if (!accepted) return {.outcome = CallOutcome::auth_error, .auth_stat = static_cast<AuthStat>(at(4 * word))};
  const std::size_t verifier = (std::size_t{at(4 * word)} + word - 1) / word * word;
  return {.outcome = outcome_of(at(5 * word + verifier))};
}

void CallWatch::count(ProgramVersion id, std::uint32_t procedure, bool refused, std::span<const std::byte> reply) {
  const CallOutcome outcome = summarize(reply).outcome;
  ++outcomes_[static_cast<std::size_t>(outcome)];
  procedures_.count(id, procedure, reached(refused, outcome), outcome, std::nullopt);
}

CallWatch::Call CallWatch::begin(const CallMessage& call) const {
  return {.id = call.id,
          .procedure = call.procedure,
          .call_bytes = header_before_body + call.body.size(),
          .since = timed_ ? now_() : TimePoint{}};
}

std::optional<Error> CallWatch::refusal(Call& call, const CallContext& context) {
  if (options_->interceptors.empty() && !options_->reserved_ports_only) return std::nullopt;
  auto error = ask_all({.id = call.id, .procedure = call.procedure, .context = context, .call_bytes = call.call_bytes});
  if (!error) return std::nullopt;
  call.refused = true;
  turned_away(call.id, call.procedure, context, error->message());
  return error;
}

void CallWatch::turned_away(ProgramVersion id, std::uint32_t procedure, const CallContext& context,
                            std::string_view why) noexcept {
  ++refused_;
  log_->write(LogEvent::Level::info, "call refused", &context.peer(),
              [&] { return describe(id, procedure).append(": ").append(why); });
}

std::optional<Error> CallWatch::ask_all(const ReceivedCall& call) const {
  if (options_->reserved_ports_only && comes_from_a_wrong_port(call))
    return Error(Errc::auth_rejected, "its port is not reserved").with_auth_stat(AuthStat::too_weak);
  try {
    for (const auto& interceptor : options_->interceptors) {
      if (auto error = interceptor->before(call)) return error;
    }
    return std::nullopt;
  } catch (const std::exception& thrown) {
    interceptor_threw(call.context, &thrown);
  } catch (...) {
    interceptor_threw(call.context, nullptr);
  }
  return Error(Errc::server_failure, "an interceptor threw");
}

void CallWatch::end(const Call& call, const CallContext& context, std::span<const std::byte> reply,
                    std::size_t attached) {
  const auto [outcome, auth_stat] = summarize(reply);
  const Duration duration = timed_ ? now_() - call.since : Duration{};
  ++outcomes_[static_cast<std::size_t>(outcome)];
  procedures_.count(call.id, call.procedure, reached(call.refused, outcome), outcome,
                    options_->measure_latency ? std::optional(duration) : std::nullopt);
  if (options_->interceptors.empty()) return;
  tell_all({.id = call.id,
            .procedure = call.procedure,
            .context = context,
            .outcome = outcome,
            .auth_stat = auth_stat,
            .duration = duration,
            .call_bytes = call.call_bytes,
            .reply_bytes = reply.size() + attached});
}

void CallWatch::tell_all(const AnsweredCall& call) const {
  for (const auto& interceptor : options_->interceptors) {
    try {
      interceptor->after(call);
    } catch (const std::exception& thrown) {
      interceptor_threw(call.context, &thrown);
    } catch (...) {
      interceptor_threw(call.context, nullptr);
    }
  }
}

void CallWatch::interceptor_threw(const CallContext& context, const std::exception* thrown) const noexcept {
  log_->write(LogEvent::Level::warning, "interceptor threw", &context.peer(), [&] { return what_of(thrown); });
}

void CallWatch::service_threw(ProgramVersion id, std::uint32_t procedure, const CallContext& context,
                              const std::exception* thrown) const noexcept {
  log_thrown(*log_, id, procedure, context, thrown);
}

}  // namespace onc
