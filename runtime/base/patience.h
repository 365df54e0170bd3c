// What is left of the time for something that has several steps.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>

#include <onc/options.h>

namespace onc {

class Patience {
 public:
  /// What is longer would overflow the clock.
  static constexpr Duration longest = std::chrono::hours(24 * 365);

  /// Starts now. More than the longest counts as that.
  explicit Patience(Duration time) : end_(Clock::now() + std::clamp(time, Duration::zero(), longest)) {}

  /// Never negative.
  [[nodiscard]] Duration left() const { return std::max(Duration::zero(), end_ - Clock::now()); }
  [[nodiscard]] TimePoint end() const noexcept { return end_; }
  /// As much as there is, but not more than `time`.
  [[nodiscard]] Patience at_most(Duration time) const { return Patience(std::min(left(), time)); }
  /// For the first of `waiting` that are tried in turn, so that a silent one leaves time for the others.
  [[nodiscard]] Patience share(std::size_t waiting) const {
    return Patience(left() / static_cast<Duration::rep>(std::max<std::size_t>(waiting, 1)));
  }

 private:
  TimePoint end_;
};

}  // namespace onc
