#include <onc/server.h>
#include <onc/server_observe.h>

#include "base/exposition.h"

namespace onc {

namespace {

std::string labels_of(const ProcedureStats& stats) {
  return label("program", std::to_string(stats.id.program)) + "," + label("version", std::to_string(stats.id.version)) +
         "," + label("procedure", stats.procedure ? std::to_string(*stats.procedure) : "other");
}

void expose_outcomes(Exposition& out, const std::string& name, const std::string& labels,
                     const std::array<std::uint64_t, call_outcome_count>& outcomes) {
  for (std::size_t i = 0; i < call_outcome_count; ++i) {
    if (outcomes[i] == 0) continue;
    std::string all = labels;
    if (!all.empty()) all += ',';
    all += label("outcome", to_string(static_cast<CallOutcome>(i)));
    out.sample(name, all, outcomes[i]);
  }
}

void expose_latencies(Exposition& out, const std::vector<ProcedureStats>& stats) {
  bool first = true;
  for (const ProcedureStats& one : stats) {
    if (one.latency == LatencyHistogram{}) continue;
    if (std::exchange(first, false))
      out.head("procedure_seconds", "Time from the receipt of a call to its encoded reply.", "histogram");
    out.histogram("procedure_seconds", labels_of(one), one.latency);
  }
}

}  // namespace

std::string_view to_string(CallOutcome outcome) noexcept {
  switch (outcome) {
    case CallOutcome::success: return "success";
    case CallOutcome::program_unavailable: return "program_unavailable";
    case CallOutcome::program_mismatch: return "program_mismatch";
    case CallOutcome::procedure_unavailable: return "procedure_unavailable";
    case CallOutcome::garbage_arguments: return "garbage_arguments";
    case CallOutcome::system_error: return "system_error";
    case CallOutcome::auth_error: return "auth_error";
    case CallOutcome::no_reply: return "no_reply";
  }
  return "unknown outcome";
}

std::string to_prometheus(const ServerStats& stats, std::string_view labels) {
  Exposition out("onc_server_", labels);
  out.counter("calls_total", "Calls answered, well or not.", stats.calls);
  out.counter("dropped_total", "Messages that were not answered.", stats.dropped);
  out.counter("refused_calls_total", "Calls refused by interceptors or for their port.", stats.refused_calls);
  out.counter("connections_total", "Connections accepted.", stats.connections);
  out.counter("closed_by_limit_total", "Connections closed for their size, silence or number.", stats.closed_by_limit);
  out.counter("refused_by_source_total", "Connections refused for the number their host has.", stats.refused_by_source);
  out.gauge("open_connections", "Connections now.", stats.open_connections);
  out.counter("reply_cache_hits_total", "Calls that came again and got the reply of before.", stats.reply_cache.hits);
  out.counter("reply_cache_drops_total", "Calls that came again and got no reply.", stats.reply_cache.drops);
  out.counter("reply_cache_evictions_total", "Calls forgotten before their time.", stats.reply_cache.evictions);
  out.gauge("reply_cache_entries", "Calls remembered now.", stats.reply_cache.entries);
  out.gauge("reply_cache_bytes", "Bytes of replies remembered now.", stats.reply_cache.bytes);
  out.head("outcomes_total", "Calls by how they were answered.", "counter");
  expose_outcomes(out, "outcomes_total", "", stats.outcomes);
  return std::move(out).take();
}

std::string to_prometheus(const std::vector<ProcedureStats>& stats, std::string_view labels) {
  Exposition out("onc_server_", labels);
  if (stats.empty()) return {};
  out.head("procedure_calls_total", "Calls by procedure and by how they were answered.", "counter");
  for (const ProcedureStats& one : stats) expose_outcomes(out, "procedure_calls_total", labels_of(one), one.outcomes);
  expose_latencies(out, stats);
  return std::move(out).take();
}

}  // namespace onc
