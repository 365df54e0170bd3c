#include "session/procedure_counters.h"

#include <algorithm>
#include <chrono>
#include <new>
#include <tuple>

namespace onc {

void ProcedureCounters::count(ProgramVersion id, std::uint32_t procedure, Reached reached, CallOutcome outcome,
                              std::optional<Duration> duration) noexcept {
  Counters* const counted = counters(id, procedure, reached);
  if (counted == nullptr) return;
  ++counted->outcomes[static_cast<std::size_t>(outcome)];
  if (!duration) return;
  ++counted->buckets[LatencyHistogram::bucket_of(*duration)];
  const auto nanoseconds = std::chrono::duration_cast<std::chrono::nanoseconds>(*duration).count();
  counted->nanoseconds += static_cast<std::uint64_t>(std::max<std::int64_t>(nanoseconds, 0));
}

// Without memory for new ones a call is not counted; its reply matters more.
ProcedureCounters::Counters* ProcedureCounters::counters(ProgramVersion id, std::uint32_t procedure,
                                                         Reached reached) noexcept {
  try {
    Version* const known = reached == Reached::nobody ? find_version(id) : &version(id);
    return known == nullptr ? nullptr : &procedure_of(*known, procedure, reached == Reached::service);
  } catch (const std::bad_alloc&) {
    return nullptr;
  }
}

ProcedureCounters::Version* ProcedureCounters::find_version(ProgramVersion id) noexcept {
  if (last_ != nullptr && last_->id == id) return last_;
  const auto found = std::find_if(versions_.begin(), versions_.end(), [id](const auto& one) { return one->id == id; });
  if (found == versions_.end()) return nullptr;
  last_counters_ = nullptr;
  return last_ = found->get();
}

ProcedureCounters::Version& ProcedureCounters::version(ProgramVersion id) {
  if (Version* const known = find_version(id)) return *known;
  auto made = std::make_unique<Version>();
  made->id = id;
  const std::lock_guard lock(mutex_);
  return *versions_.emplace_back(std::move(made));
}

// Looking up needs no lock, since only this thread adds.
ProcedureCounters::Counters& ProcedureCounters::procedure_of(Version& version, std::uint32_t procedure, bool has_it) {
  const auto found = version.procedures.find(procedure);
  if (found != version.procedures.end()) {
    if (&version == last_) {
      last_counters_ = found->second.get();
      last_procedure_ = procedure;
    }
    return *found->second;
  }
  if (!has_it || version.procedures.size() == most_procedures) return version.others;
  auto made = std::make_unique<Counters>();
  const std::lock_guard lock(mutex_);
  return *version.procedures.emplace(procedure, std::move(made)).first->second;
}

void ProcedureCounters::add_to(std::vector<ProcedureStats>& sums) const {
  const std::lock_guard lock(mutex_);
  for (const auto& version : versions_) {
    for (const auto& [procedure, counters] : version->procedures) add(sums, version->id, procedure, *counters);
    const auto& others = version->others.outcomes;
    const bool any = std::any_of(others.begin(), others.end(), [](const Counter& one) { return one.get() > 0; });
    if (any) add(sums, version->id, std::nullopt, version->others);
  }
}

void ProcedureCounters::add(std::vector<ProcedureStats>& sums, ProgramVersion id,
                            std::optional<std::uint32_t> procedure, const Counters& counters) {
  const auto rank = [](ProgramVersion of, std::optional<std::uint32_t> number) {
    return std::tuple(of.program, of.version, number);  // nothing comes first
  };
  const auto before = [rank](const auto& one, const auto& key) { return rank(one.id, one.procedure) < key; };
  auto place = std::lower_bound(sums.begin(), sums.end(), rank(id, procedure), before);
  if (place == sums.end() || place->id != id || place->procedure != procedure)
    place = sums.insert(place, {.id = id, .procedure = procedure});
  for (std::size_t i = 0; i < call_outcome_count; ++i) place->outcomes[i] += counters.outcomes[i].get();
  for (std::size_t i = 0; i < LatencyHistogram::size; ++i) place->latency.buckets[i] += counters.buckets[i].get();
  place->latency.sum += std::chrono::nanoseconds(counters.nanoseconds.get());
}

}  // namespace onc
