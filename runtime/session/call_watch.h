// What stands around each call of a server: the rules of its options, its interceptors, its counters and its log.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <optional>
#include <span>

#include <onc/server.h>
#include <onc/server_observe.h>

#include "base/counter.h"
#include "message/call_message.h"
#include "session/event_log.h"
#include "session/procedure_counters.h"

namespace onc {

/// One for each loop. `count`, `begin`, `refusal` and `end` are the loop's; the counters are read by any thread.
class CallWatch {
 public:
  using Now = std::function<TimePoint()>;

  /// `options` and `log` outlive it. `now` is asked only where times are wanted.
  CallWatch(const ServerOptions& options, EventLog& log, Now now)
      : options_(&options),
        log_(&log),
        now_(std::move(now)),
        timed_(options.measure_latency || !options.interceptors.empty()),
        only_counts_(!timed_ && !options.reserved_ports_only) {}

  /// A call between its begin and its end: values only, so that it can wait with a reply that comes later.
  struct Call {
    ProgramVersion id{};
    std::uint32_t procedure = 0;
    std::size_t call_bytes = 0;
    TimePoint since{};
    bool refused = false;  ///< before its program was looked up
  };

  /// Whether nobody stands around the calls: `count` is then all there is to do.
  [[nodiscard]] bool only_counts() const noexcept { return only_counts_; }
  /// `reply` as in end().
  void count(ProgramVersion id, std::uint32_t procedure, bool refused, std::span<const std::byte> reply);
  /// The same where the reply is nothing but a success.
  void count_success(ProgramVersion id, std::uint32_t procedure) noexcept {
    ++outcomes_[static_cast<std::size_t>(CallOutcome::success)];
    procedures_.count_success(id, procedure);
  }

  [[nodiscard]] Call begin(const CallMessage& call) const;
  /// Asks all who may refuse it.
  [[nodiscard]] std::optional<Error> refusal(Call& call, const CallContext& context);
  /// It was refused for want of room.
  void turned_away(ProgramVersion id, std::uint32_t procedure, const CallContext& context,
                   std::string_view why) noexcept;
  /// `reply` is what is sent, but for `attached` bytes of it that are elsewhere; empty: nothing is.
  void end(const Call& call, const CallContext& context, std::span<const std::byte> reply, std::size_t attached = 0);

  /// A service threw while it answered. From any thread.
  void service_threw(ProgramVersion id, std::uint32_t procedure, const CallContext& context,
                     const std::exception* thrown) const noexcept;

  /// From any thread.
  [[nodiscard]] const ProcedureCounters& procedures() const noexcept { return procedures_; }
  [[nodiscard]] std::uint64_t outcomes(std::size_t outcome) const noexcept { return outcomes_[outcome].get(); }
  [[nodiscard]] std::uint64_t refused() const noexcept { return refused_.get(); }

 private:
  [[nodiscard]] std::optional<Error> ask_all(const ReceivedCall& call) const;
  void tell_all(const AnsweredCall& call) const;
  void interceptor_threw(const CallContext& context, const std::exception* thrown) const noexcept;

  const ServerOptions* options_;
  EventLog* log_;
  Now now_;
  bool timed_;
  bool only_counts_;
  ProcedureCounters procedures_{};
  std::array<Counter, call_outcome_count> outcomes_{};
  Counter refused_{};
};

/// What a reply says of its call; success for what no server of this library sends.
struct ReplySummary {
  CallOutcome outcome = CallOutcome::success;
  AuthStat auth_stat = AuthStat::ok;
};
[[nodiscard]] ReplySummary summarize(std::span<const std::byte> reply) noexcept;

}  // namespace onc
