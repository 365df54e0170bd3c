// What can be seen of a server's calls from outside: interceptors, which may also refuse calls, and counters.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <onc/error.h>
#include <onc/observe.h>
#include <onc/program.h>
#include <onc/service.h>

namespace onc {

/// How a call was answered: accept_stat of RFC 5531 section 9, or why there is none.
enum class CallOutcome : std::uint8_t {
  success,
  program_unavailable,    ///< PROG_UNAVAIL
  program_mismatch,       ///< PROG_MISMATCH
  procedure_unavailable,  ///< PROC_UNAVAIL
  garbage_arguments,      ///< GARBAGE_ARGS
  system_error,           ///< SYSTEM_ERR
  auth_error,             ///< AUTH_ERROR: by the server, by an interceptor, or by the service
  no_reply,               ///< a call that came again while it ran, or whose reply could not be kept
};

inline constexpr std::size_t call_outcome_count = static_cast<std::size_t>(CallOutcome::no_reply) + 1;

/// `success`, `auth_error`, …: the enumerator's own name.
std::string_view to_string(CallOutcome outcome) noexcept;

/// A call whose header and credential are sound, before anything of it is looked up or decoded. Whether the server has
/// such a program is not known yet. All of it is what the peer says.
struct ReceivedCall {
  ProgramVersion id{};
  std::uint32_t procedure = 0;
  const CallContext& context;  ///< peer, xid, flavour and claim
  std::size_t call_bytes = 0;  ///< of the message, header included
};

/// A call that has its answer.
struct AnsweredCall {
  ProgramVersion id{};
  std::uint32_t procedure = 0;
  const CallContext& context;
  CallOutcome outcome = CallOutcome::success;
  AuthStat auth_stat = AuthStat::ok;  ///< CallOutcome::auth_error: the reason
  Duration duration{};                ///< from before the interceptors to the encoded reply
  std::size_t call_bytes = 0;         ///< of the message, header included
  std::size_t reply_bytes = 0;        ///< likewise; 0 without a reply
};

/// Around each call of the servers that name it (ServerOptions::interceptors). Called by all their threads, in the way
/// of every call: what it changes it must guard, and it must not wait. Messages that are no calls, of another RPC
/// version, or with a credential of impossible length do not come here. An exception is logged; thrown by `before`, it
/// also makes the answer SYSTEM_ERR.
class ServerInterceptor {
 public:
  ServerInterceptor() = default;
  ServerInterceptor(const ServerInterceptor&) = delete;
  ServerInterceptor& operator=(const ServerInterceptor&) = delete;
  virtual ~ServerInterceptor() = default;

  /// An error refuses the call: it becomes the reply that RFC 5531 has for it, as a service's does (Service), and
  /// program_unavailable becomes PROG_UNAVAIL. Those behind this one are not asked then. Calls that come again are
  /// asked for again, before the reply cache is. Not called for credentials that the server itself refuses.
  virtual std::optional<Error> before(const ReceivedCall& /*call*/) { return std::nullopt; }
  /// Once for each call, whoever answered or refused it.
  virtual void after(const AnsweredCall& /*call*/) {}
};

/// What a server counts of one procedure.
struct ProcedureStats {
  ProgramVersion id{};
  /// Nothing: all calls of the version that are counted nowhere else. Those to procedures that it does not have, and
  /// to more than 1,024 different ones.
  std::optional<std::uint32_t> procedure{};
  std::array<std::uint64_t, call_outcome_count> outcomes{};  ///< calls by CallOutcome, those that came again among them
  LatencyHistogram latency{};  ///< of AnsweredCall::duration; empty without ServerOptions::measure_latency

  [[nodiscard]] std::uint64_t calls() const noexcept {
    return std::accumulate(outcomes.begin(), outcomes.end(), std::uint64_t{0});
  }
};

struct ServerStats;

/// The counters in the text format of Prometheus. `labels` stands between braces: `instance="a"`, or is empty.
std::string to_prometheus(const ServerStats& stats, std::string_view labels = {});
std::string to_prometheus(const std::vector<ProcedureStats>& stats, std::string_view labels = {});

}  // namespace onc
