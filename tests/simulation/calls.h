// The calls of a simulation and the server that answers them: each call carries its number, the server returns it and
// counts how often it ran.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <onc/service.h>

#include "session/client_session.h"
#include "world.h"

namespace onc::simulation {

inline constexpr Procedure number_procedure{{0x20000077, 1}, 1, "NUMBER", "SIMULATION.V1"};
/// The same, and the server is told that it may run twice.
inline constexpr Procedure repeatable_procedure{{0x20000077, 1}, 2, "REPEATABLE", "SIMULATION.V1"};

/// A call of a client; clients may use the same numbers. Clients of streams count as one.
struct CallId {
  std::uint16_t port = 0;
  std::uint32_t number = 0;
  friend auto operator<=>(const CallId&, const CallId&) = default;
};

/// Answers with the number it gets.
class NumberService final : public Service {
 public:
  [[nodiscard]] ProgramVersion program_version() const noexcept override { return number_procedure.id; }
  Outcome dispatch(IncomingCall& call) override {
    std::uint32_t number = 0;
    if (call.procedure() != 1 && call.procedure() != 2) return call.procedure_unavailable();
    if (!call.read([&](xdr::Decoder& in) { return in.u32(number); })) return call.garbage_arguments();
    ++runs[{call.context().peer().address.port(), number}];
    return call.reply(Result<std::uint32_t>(number),
                      [](xdr::Encoder& out, std::uint32_t value) { return out.u32(value); });
  }

  [[nodiscard]] bool idempotent(std::uint32_t procedure) const noexcept override {
    return procedure == repeatable_procedure.number;
  }
  [[nodiscard]] int runs_of(CallId id) const {
    const auto ran = runs.find(id);
    return ran == runs.end() ? 0 : ran->second;
  }

  std::map<CallId, int> runs{};
};

class NumberCall final : public Call {
 public:
  explicit NumberCall(std::uint32_t own, std::uint16_t client_port = 0) : number(own), port(client_port) {}

  std::optional<Error> succeed(xdr::Decoder& results) override {
    std::uint32_t value = 0;
    if (!results.u32(value) || !results.finish()) return malformed_results(results.report());
    ++completions;
    answer = value;
    return std::nullopt;
  }
  void fail(Error failure) override {
    ++completions;
    error = std::move(failure);
  }

  [[nodiscard]] CallId id() const { return {port, number}; }

  std::uint32_t number;
  std::uint16_t port;
  bool idempotent = false;
  bool cancelled = false;
  TimePoint ended{};
  std::optional<std::uint32_t> answer{};
  std::optional<Error> error{};
  int completions = 0;
};

/// Whether an error says that the call has not run.
inline bool denies_running(Errc code) {
  return code == Errc::not_sent || code == Errc::connection_refused || code == Errc::unreachable ||
         code == Errc::message_too_large || code == Errc::bound_exceeded;
}

/// What is true of every call, whatever happened.
inline void check(const NumberCall& call, const NumberService& service) {
  const int runs = service.runs_of(call.id());
  EXPECT_EQ(call.completions, call.cancelled ? 0 : 1) << "call " << call.number;
  if (call.answer) {
    EXPECT_EQ(*call.answer, call.number);
    EXPECT_GE(runs, 1);
  }
  if (call.error && denies_running(call.error->code)) {
    EXPECT_EQ(runs, 0) << call.error->explain();
  }
}

/// The seeds of one shard.
template <class Run>
void run_seeds(std::uint64_t first, std::uint64_t count, const Run& run) {
  if (const char* only = std::getenv("ONC_SIMULATION_SEED"); only != nullptr) {
    return run(std::strtoull(only, nullptr, 10));
  }
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    run(seed);
    if (!testing::Test::HasFailure()) continue;
    std::fprintf(stderr, "reproduce with ONC_SIMULATION_SEED=%llu\n", static_cast<unsigned long long>(seed));
    return;
  }
}

/// Session's source of chance: not the kernel's, so that a seed says it all.
inline thread_local std::mt19937 xid_engine{};
inline void seeded_random(std::span<std::byte> out) {
  for (std::byte& one : out) one = static_cast<std::byte>(xid_engine() & 0xff);
}

}  // namespace onc::simulation
