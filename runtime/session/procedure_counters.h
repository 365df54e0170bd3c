// Counters of one loop's calls, by procedure.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <vector>

#include <onc/server_observe.h>

#include "base/counter.h"

namespace onc {

/// Counts on one thread, is read by any. What is not counted yet grows only by calls that a service took: strangers
/// cannot make it grow by calling numbers.
class ProcedureCounters {
 public:
  /// Of one version; calls to further ones are counted together.
  static constexpr std::size_t most_procedures = 1024;

  /// How far a call came, which says whose the number is.
  enum class Reached : std::uint8_t {
    nobody,   ///< refused: whether there is such a procedure is not known
    version,  ///< the version has a service, which does not have the procedure, or was not asked
    service,  ///< it has the procedure
  };

  void count(ProgramVersion id, std::uint32_t procedure, Reached reached, CallOutcome outcome,
             std::optional<Duration> duration) noexcept;
  /// The same for the procedure of a service, which succeeded.
  void count_success(ProgramVersion id, std::uint32_t procedure) noexcept {
    Counters* const counted = is_last(id, procedure) ? last_counters_ : counters(id, procedure, Reached::service);
    if (counted != nullptr) ++counted->outcomes[static_cast<std::size_t>(CallOutcome::success)];
  }
  /// From any thread: adds what was counted here to `sums`, which is in the order of version and procedure.
  void add_to(std::vector<ProcedureStats>& sums) const;

 private:
  struct Counters {
    std::array<Counter, call_outcome_count> outcomes{};
    std::array<Counter, LatencyHistogram::size> buckets{};
    Counter nanoseconds{};
  };
  struct Version {
    ProgramVersion id{};
    Counters others{};
    std::unordered_map<std::uint32_t, std::unique_ptr<Counters>> procedures{};
  };

  [[nodiscard]] bool is_last(ProgramVersion id, std::uint32_t procedure) const noexcept {
    return last_counters_ != nullptr && last_->id == id && last_procedure_ == procedure;
  }
  Version* find_version(ProgramVersion id) noexcept;
  Version& version(ProgramVersion id);
  Counters* counters(ProgramVersion id, std::uint32_t procedure, Reached reached) noexcept;
  Counters& procedure_of(Version& version, std::uint32_t procedure, bool has_it);
  static void add(std::vector<ProcedureStats>& sums, ProgramVersion id, std::optional<std::uint32_t> procedure,
                  const Counters& counters);

  mutable std::mutex mutex_;  // held by the thread that counts while it adds, and by those that read
  std::vector<std::unique_ptr<Version>> versions_;
  Version* last_ = nullptr;            // most calls are to the same
  Counters* last_counters_ = nullptr;  // of its procedure `last_procedure_`, if that has some of its own
  std::uint32_t last_procedure_ = 0;
};

}  // namespace onc
