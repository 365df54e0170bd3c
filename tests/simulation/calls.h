// The calls of a simulation and the server that answers them: each call carries its number, the server returns it and
// counts how often it ran.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <onc/service.h>

#include "session/client_session.h"
#include "world.h"

namespace onc::simulation {

inline constexpr Procedure number_procedure{{0x20000077, 1}, 1, "NUMBER", "SIMULATION.V1"};

/// Answers with the number it gets.
class NumberService final : public Service {
 public:
  [[nodiscard]] ProgramVersion program_version() const noexcept override { return number_procedure.id; }
  Outcome dispatch(IncomingCall& call) override {
    std::uint32_t number = 0;
    if (call.procedure() != 1) return call.procedure_unavailable();
    if (!call.read([&](xdr::Decoder& in) { return in.u32(number); })) return call.garbage_arguments();
    ++runs[number];
    return call.reply(Result<std::uint32_t>(number), [](xdr::Encoder& out, std::uint32_t value) { return out.u32(value); });
  }

  std::map<std::uint32_t, int> runs{};
};

class NumberCall final : public Call {
 public:
  explicit NumberCall(std::uint32_t own) : number(own) {}

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

  std::uint32_t number;
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
  const auto ran = service.runs.find(call.number);
  const int runs = ran == service.runs.end() ? 0 : ran->second;
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
