// A simulated clock and network. Everything that happens by chance is drawn from one seed, so that a failure can be
// reproduced: ONC_SIMULATION_SEED=N runs that one only.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <random>
#include <utility>

#include <onc/options.h>

namespace onc::simulation {

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : engine_(seed) {}

  /// From low to high, both included.
  std::int64_t number(std::int64_t low, std::int64_t high) {
    return std::uniform_int_distribution<std::int64_t>(low, high)(engine_);
  }
  bool hit(double probability) { return std::bernoulli_distribution(probability)(engine_); }
  double share(double most) { return std::uniform_real_distribution<double>(0, most)(engine_); }
  Duration time(Duration low, Duration high) { return Duration(number(low.count(), high.count())); }

 private:
  std::mt19937_64 engine_;
};

/// What is to happen, in order of time, and of being planned.
class Clockwork {
 public:
  using Action = std::function<void()>;

  [[nodiscard]] TimePoint now() const { return now_; }
  void at(TimePoint time, Action action) {
    planned_.emplace(std::pair(std::max(time, now_), planned_count_++), std::move(action));
  }
  void after(Duration delay, Action action) { at(now_ + delay, std::move(action)); }
  /// Lets the next thing happen; false when there is none.
  bool step() {
    if (planned_.empty()) return false;
    auto first = planned_.extract(planned_.begin());
    now_ = first.key().first;
    first.mapped()();
    return true;
  }

 private:
  TimePoint now_{};
  std::uint64_t planned_count_ = 0;
  std::map<std::pair<TimePoint, std::uint64_t>, Action> planned_;
};

/// How bad a network and its server are.
struct Weather {
  double loss = 0;
  double duplication = 0;
  Duration shortest_delay{};
  Duration longest_delay{};
  double crash = 0;  // chance that the server crashes in a second

  static Weather draw(Chance& chance) {
    using namespace std::chrono_literals;
    Weather weather;
    weather.loss = chance.hit(0.7) ? chance.share(0.5) : 0;
    weather.duplication = chance.hit(0.5) ? chance.share(0.3) : 0;
    weather.shortest_delay = chance.time(0us, 20ms);
    weather.longest_delay = weather.shortest_delay + chance.time(0us, chance.hit(0.3) ? 8s : 50ms);
    weather.crash = chance.hit(0.3) ? chance.share(0.2) : 0;
    return weather;
  }
  [[nodiscard]] Duration delay(Chance& chance) const { return chance.time(shortest_delay, longest_delay); }
};

}  // namespace onc::simulation
