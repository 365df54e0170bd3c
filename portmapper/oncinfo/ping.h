// `--ping`: procedure 0 again and again, and how long the answers take.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "oncinfo/inquiry.h"
#include "oncinfo/output.h"

namespace onc::oncinfo {

/// Also of a ping without an end.
inline constexpr std::uint32_t most_calls = 1'000'000;

struct PingReport {
  ProgramVersion id{};
  std::string peer{};
  std::uint32_t calls = 0;
  std::uint64_t retransmissions = 0;  ///< over udp; an answer to one counts from the first transmission
  std::vector<Duration> latencies{};  ///< of the answers, in the order of the calls
  std::map<Errc, std::uint32_t> failures{};
  std::optional<Error> end{};  ///< why there was no point in going on
};

/// The smallest latency that `percent` of all do not exceed; `sorted` is not empty.
Duration percentile(const std::vector<Duration>& sorted, double percent);
/// "870 ns", "12.3 us", "4.56 ms", "1.2 s".
std::string duration_text(Duration duration);
/// One line for each range of latencies that is not beyond the others: its bounds, a bar, how many.
std::string histogram_text(const std::vector<Duration>& latencies);

std::string ping_text(const PingReport& report);
Json ping_json(const PingReport& report, const RpcNames& names);

/// Ends after `plan.count` calls, on SIGINT and SIGTERM, or when the server refuses; a call that is lost counts.
/// Without a version the newest that answers is called.
int ping(const Inquiry& inquiry, const Wanted& wanted, const PingPlan& plan, const RpcNames& names,
         const Output& output);

}  // namespace onc::oncinfo
