#include "oncinfo/ping.h"

#include <pthread.h>
#include <signal.h>
#include <time.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <onc/observe.h>

#include "oncinfo/check_versions.h"
#include "oncinfo/reach.h"

namespace onc::oncinfo {

namespace {

// SIGINT and SIGTERM wait to be asked for, so that the report comes out; a second one finds the process as it was.
class Interruption {
 public:
  Interruption() {
    ::sigemptyset(&signals_);
    ::sigaddset(&signals_, SIGINT);
    ::sigaddset(&signals_, SIGTERM);
    ::pthread_sigmask(SIG_BLOCK, &signals_, &before_);
  }
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;
  ~Interruption() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

  /// Sleeps; true as soon as there is a signal.
  [[nodiscard]] bool comes_within(Duration time) const {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time);
    const timespec wait{seconds.count(), static_cast<long>((time - seconds).count())};
    return ::sigtimedwait(&signals_, nullptr, &wait) > 0;
  }

 private:
  sigset_t signals_{};
  sigset_t before_{};
};

static_assert(std::is_same_v<Duration, std::chrono::nanoseconds>);

// Lost calls are what a ping is there to count; everything else would only be repeated.
bool is_loss(Errc code) {
  constexpr std::array losses{Errc::timed_out, Errc::deadline_exceeded, Errc::closed, Errc::not_sent};
  return std::find(losses.begin(), losses.end(), code) != losses.end();
}

LatencyHistogram histogram_of(const std::vector<Duration>& latencies) {
  LatencyHistogram histogram;
  for (const Duration latency : latencies) histogram.add(latency);
  return histogram;
}

// [first, last) of the buckets that have something.
std::pair<std::size_t, std::size_t> filled(const LatencyHistogram& histogram) {
  const auto& buckets = histogram.buckets;
  const auto some = [](std::uint64_t count) { return count != 0; };
  const auto first = std::find_if(buckets.begin(), buckets.end(), some);
  const auto last = std::find_if(buckets.rbegin(), buckets.rend(), some).base();
  return {static_cast<std::size_t>(first - buckets.begin()), static_cast<std::size_t>(last - buckets.begin())};
}

std::string bar(std::uint64_t count, std::uint64_t most) {
  constexpr std::uint64_t width = 40;
  const std::uint64_t length = most == 0 ? 0 : (count * width + most - 1) / most;
  return std::string(length, '#');
}

std::string bound_text(std::size_t bucket) { return duration_text(LatencyHistogram::bound(bucket)); }

std::vector<Duration> sorted(std::vector<Duration> latencies) {
  std::sort(latencies.begin(), latencies.end());
  return latencies;
}

Duration mean(const std::vector<Duration>& latencies) {
  return std::accumulate(latencies.begin(), latencies.end(), Duration::zero()) /
         static_cast<Duration::rep>(latencies.size());
}

std::string losses_text(const PingReport& report) {
  std::string text = report.retransmissions == 0 ? "" : fmt::format(", {} sent again", report.retransmissions);
  for (const auto& [code, count] : report.failures) text += fmt::format(", {} {}", count, to_string(code));
  return text;
}

std::string latency_text(const PingReport& report) {
  const auto all = sorted(report.latencies);
  return fmt::format("min {}  p50 {}  p90 {}  p99 {}  max {}  mean {}\n", duration_text(all.front()),
                     duration_text(percentile(all, 50)), duration_text(percentile(all, 90)),
                     duration_text(percentile(all, 99)), duration_text(all.back()), duration_text(mean(all)));
}

// For a person who watches, so not at every call.
class LiveLine {
 public:
  explicit LiveLine(const Output& output) : output_(output), watched_(output.is_watched()) {}
  LiveLine(const LiveLine&) = delete;
  LiveLine& operator=(const LiveLine&) = delete;
  ~LiveLine() {
    if (watched_) output_.progress("");
  }

  void show(const PingReport& report) {
    constexpr Duration pause = std::chrono::milliseconds(100);
    const TimePoint now = Clock::now();
    if (!watched_ || now - shown_ < pause) return;
    shown_ = now;
    const std::string last = report.latencies.empty() ? "-" : duration_text(report.latencies.back());
    output_.progress(fmt::format("{} calls, {} answers, last {}", report.calls, report.latencies.size(), last));
  }

 private:
  const Output& output_;
  bool watched_;
  TimePoint shown_{};
};

// False: there is no point in going on.
bool call_and_count(const DynamicClient& client, PingReport& report) {
  const TimePoint start = Clock::now();
  const auto answer = call_null(client);
  const Duration latency = Clock::now() - start;
  ++report.calls;
  if (answer) {
    report.latencies.push_back(latency);
    return true;
  }
  ++report.failures[answer.error().code];
  if (is_loss(answer.error().code)) return true;
  report.end = answer.error();
  return false;
}

PingReport call_many(const DynamicClient& client, const PingPlan& plan, const Output& output) {
  PingReport report{.id = client.program_version(), .peer = client.channel().peer()};
  const std::uint32_t count = plan.count == 0 ? most_calls : plan.count;
  const Interruption interruption;
  LiveLine line(output);
  while (call_and_count(client, report) && report.calls < count) {
    line.show(report);
    if (interruption.comes_within(plan.interval)) break;
  }
  report.retransmissions = client.channel().stats().retransmissions;
  return report;
}

Result<std::uint32_t> newest_version(const Inquiry& inquiry, const Wanted& wanted) {
  const VersionReport report = check_versions(inquiry, wanted);
  if (report.failure) return *report.failure;
  for (auto answer = report.versions.rbegin(); answer != report.versions.rend(); ++answer) {
    if (!answer->error) return answer->version;
  }
  return report.versions.empty() ? Error(Errc::version_mismatch, "the server has no version")
                                 : *report.versions.back().error;
}

Result<PingReport> ping_service(const Inquiry& inquiry, const Wanted& wanted, const PingPlan& plan,
                                const Output& output) {
  const auto version = wanted.version ? *wanted.version : newest_version(inquiry, wanted);
  if (!version) return version.error();
  // A server that is restarted meanwhile has lost calls; over udp the channel stays as it is.
  const Reconnect reconnect = wanted.transport == Transport::udp ? Reconnect::never : Reconnect::unsent;
  const auto client = reach(inquiry, wanted, *version, reconnect);
  if (!client) return client.error();
  return call_many(*client, plan, output);
}

double microseconds(Duration duration) { return std::chrono::duration<double, std::micro>(duration).count(); }

Json histogram_json(const PingReport& report) {
  const LatencyHistogram histogram = histogram_of(report.latencies);
  const auto [first, last] = filled(histogram);
  Json list = Json::array();
  for (std::size_t bucket = first; bucket < last; ++bucket) {
    list.push_back({{"below_us", microseconds(LatencyHistogram::bound(bucket))}, {"count", histogram.buckets[bucket]}});
  }
  return list;
}

Json latency_json(const PingReport& report) {
  const auto all = sorted(report.latencies);
  return {{"min", microseconds(all.front())},         {"p50", microseconds(percentile(all, 50))},
          {"p90", microseconds(percentile(all, 90))}, {"p99", microseconds(percentile(all, 99))},
          {"max", microseconds(all.back())},          {"mean", microseconds(mean(all))}};
}

}  // namespace

Duration percentile(const std::vector<Duration>& sorted, double percent) {
  const auto rank = static_cast<std::size_t>(std::ceil(percent / 100 * static_cast<double>(sorted.size())));
  return sorted[std::clamp<std::size_t>(rank, 1, sorted.size()) - 1];
}

std::string duration_text(Duration duration) {
  const double micro = microseconds(duration);
  if (micro < 1) return fmt::format("{} ns", duration.count());
  if (micro < 1'000) return fmt::format("{:.3g} us", micro);
  if (micro < 1'000'000) return fmt::format("{:.3g} ms", micro / 1'000);
  return fmt::format("{:.3g} s", micro / 1'000'000);
}

std::string histogram_text(const std::vector<Duration>& latencies) {
  const LatencyHistogram histogram = histogram_of(latencies);
  const auto [first, last] = filled(histogram);
  const std::uint64_t most = *std::max_element(histogram.buckets.begin(), histogram.buckets.end());
  std::string text;
  for (std::size_t bucket = first; bucket < last; ++bucket) {
    const bool is_last = bucket + 1 == LatencyHistogram::size;
    const std::string bound = is_last ? "more" : "< " + bound_text(bucket);
    text += fmt::format("{:>10}  {:<40} {}\n", bound, bar(histogram.buckets[bucket], most), histogram.buckets[bucket]);
  }
  return text;
}

std::string ping_text(const PingReport& report) {
  std::string text =
      fmt::format("program {} version {} at {}: {} calls, {} answers{}\n", report.id.program, report.id.version,
                  report.peer, report.calls, report.latencies.size(), losses_text(report));
  if (!report.latencies.empty()) text += latency_text(report) + histogram_text(report.latencies);
  return text;
}

Json ping_json(const PingReport& report, const RpcNames& names) {
  Json failures = Json::object();
  for (const auto& [code, count] : report.failures) failures[std::string(to_string(code))] = count;
  Json json{{"program", report.id.program},
            {"version", report.id.version},
            {"service", service_name(names, report.id.program)},
            {"peer", report.peer},
            {"calls", report.calls},
            {"answers", report.latencies.size()},
            {"retransmissions", report.retransmissions},
            {"failures", std::move(failures)}};
  json["latency_us"] = report.latencies.empty() ? Json() : latency_json(report);
  json["histogram"] = histogram_json(report);
  if (report.end) json["error"] = to_json(*report.end);
  return json;
}

int ping(const Inquiry& inquiry, const Wanted& wanted, const PingPlan& plan, const RpcNames& names,
         const Output& output) {
  const auto report = ping_service(inquiry, wanted, plan, output);
  if (!report) return output.fail(report.error());
  if (report->end) output.complain(*report->end);
  output.text(ping_text(*report));
  output.json(ping_json(*report, names));
  return report->failures.empty() ? exit_ok : exit_failed;
}

}  // namespace onc::oncinfo
