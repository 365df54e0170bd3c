// The command line, the clock and the report of programs that put load on a server: the harness of peers' contract.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

struct LoadOptions {
  std::string role{};
  std::string transport{};
  std::string address{};
  std::string operation = "null";
  std::size_t size = 0;  // bytes of an echo
  std::size_t connections = 1;
  std::size_t depth = 1;  // outstanding calls of each
  std::chrono::milliseconds window{100};
  std::chrono::milliseconds warm_up{15};
  std::uint64_t calls = 0;  // not 0: exactly so many, without a clock
  std::string mode{};
  std::size_t threads = 1;              // of a server
  std::chrono::microseconds compute{};  // what a server's call takes besides
};

inline void set_option(LoadOptions& options, std::string_view name, const char* value) {
  const std::uint64_t number = std::strtoull(value, nullptr, 10);
  if (name == "--op") options.operation = value;
  if (name == "--mode") options.mode = value;
  if (name == "--size") options.size = number;
  if (name == "--conns") options.connections = number;
  if (name == "--depth") options.depth = number;
  if (name == "--ms") options.window = std::chrono::milliseconds(number);
  if (name == "--warm-ms") options.warm_up = std::chrono::milliseconds(number);
  if (name == "--calls") options.calls = number;
  if (name == "--threads") options.threads = number;
  if (name == "--compute") options.compute = std::chrono::microseconds(number);
}

/// `EXE server|client|idle TRANSPORT [ADDRESS] [--NAME VALUE]...`. The role is empty if that is not what stands there.
inline LoadOptions load_options(std::span<char*> arguments) {
  LoadOptions options;
  if (arguments.size() < 3) return options;
  options.role = arguments[1];
  options.transport = arguments[2];
  std::size_t at = 3;
  if (at < arguments.size() && arguments[at][0] != '-') options.address = arguments[at++];
  for (; at + 1 < arguments.size(); at += 2) set_option(options, arguments[at], arguments[at + 1]);
  return options;
}

/// Counts completed calls, during the window that begins after the warm-up.
class Meter {
 public:
  explicit Meter(const LoadOptions& options)
      : options_(options), warm_until_(Clock::now() + options.warm_up), last_(Clock::now()) {
    if (options.calls > 0) begin(last_);
  }

  /// `count` calls more are completed. False: it is enough.
  bool tick(std::uint64_t count = 1) {
    all_ += count;
    if (options_.calls > 0) return tick_without_clock(count);
    const auto now = Clock::now();
    if (!measuring_) {
      if (now >= warm_until_) begin(now);
    } else {
      done_ += count;
      if (options_.depth == 1 && options_.connections == 1) times_.push_back(static_cast<float>((now - last_).count()));
      if (now >= until_) finish(now);
    }
    last_ = now;
    return !finished_;
  }
  [[nodiscard]] bool finished() const noexcept { return finished_; }

  void report() {
    const double calls = static_cast<double>(std::max<std::uint64_t>(done_, 1));
    std::printf("calls=%llu allcalls=%llu ns_per_call=%.1f p50=%.0f p99=%.0f client_cpu=%.1f lost=0\n",
                static_cast<unsigned long long>(done_), static_cast<unsigned long long>(all_),
                std::chrono::duration<double, std::nano>(end_ - begin_).count() / calls, quantile(0.5), quantile(0.99),
                static_cast<double>(cpu_end_ - cpu_begin_) / calls);
    std::fflush(stdout);
  }

 private:
  using Clock = std::chrono::steady_clock;

  bool tick_without_clock(std::uint64_t count) {
    done_ += count;
    if (done_ >= options_.calls) finish(Clock::now());
    return !finished_;
  }
  void begin(Clock::time_point now) {
    measuring_ = true;
    begin_ = now;
    until_ = now + options_.window;
    cpu_begin_ = cpu();
  }
  void finish(Clock::time_point now) {
    finished_ = true;
    end_ = now;
    cpu_end_ = cpu();
  }
  double quantile(double part) {
    if (times_.empty()) return 0;
    const auto at = times_.begin() + static_cast<std::ptrdiff_t>(part * static_cast<double>(times_.size() - 1));
    std::nth_element(times_.begin(), at, times_.end());
    return *at;
  }
  /// Of the process, in nanoseconds.
  static std::int64_t cpu() {
    timespec time{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return time.tv_sec * std::int64_t{1'000'000'000} + time.tv_nsec;
  }

  const LoadOptions& options_;
  Clock::time_point warm_until_;
  Clock::time_point last_;
  Clock::time_point begin_{};
  Clock::time_point until_{};
  Clock::time_point end_{};
  std::int64_t cpu_begin_ = 0;
  std::int64_t cpu_end_ = 0;
  std::uint64_t done_ = 0;
  std::uint64_t all_ = 0;
  bool measuring_ = false;
  bool finished_ = false;
  std::vector<float> times_{};  // nanoseconds of each call, where there is one at a time
};

}  // namespace bench
