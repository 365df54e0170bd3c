// Looking for what comes soon, before sleeping for it: a sleeping thread, and more so a sleeping processor, takes longer
// to wake than most calls take.
#pragma once

#include <sched.h>

#include <algorithm>
#include <chrono>

#include <onc/options.h>

namespace onc {

/// For one thread that waits at one place, again and again. It yields the processor between its looks, so whoever else
/// has something to do there does it. Where looking has been in vain, because the other side is idle or far away, or the
/// processor is wanted by others, it is left off for a while: twice as long each time.
class Lookout {
 public:
  /// Looks for at most about `time`; zero: never.
  explicit Lookout(Duration time) noexcept : time_(time) {}

  /// Whether `look`, `bool()`, has found something. Otherwise it is time to sleep.
  template <class Look>
  bool find(const Look& look) {
    if (time_ <= Duration::zero()) return false;
    if (left_off_ > 0) {
      --left_off_;
      return false;
    }
    const TimePoint end = Clock::now() + time_;
    do {
      ::sched_yield();
      if (look()) {
        vain_ = 0;
        return true;
      }
    } while (Clock::now() < end);
    vain_ = std::min(vain_ * 2 + 1, most_vain);
    left_off_ = vain_;
    return false;
  }

 private:
  static constexpr unsigned most_vain = 255;

  Duration time_;
  unsigned vain_ = 0;      // sleeps to come without a look, after the next time in vain
  unsigned left_off_ = 0;  // those that are still to come
};

}  // namespace onc
