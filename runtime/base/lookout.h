// Looking for what comes soon, before sleeping for it: a sleeping thread, and more so a sleeping processor, takes
// longer to wake than most calls take.
#pragma once

#include <sched.h>

#include <onc/options.h>

namespace onc {

/// For one thread that waits at one place, again and again. It yields the processor between its looks, so whoever else
/// has something to do there does it. Where that takes too long, because the other side is idle or far away, or others
/// want the processor, it is left off for a hundred times as long: so it never costs more than a hundredth.
class Lookout {
 public:
  /// Looks for at most about `time`; zero: never.
  explicit Lookout(Duration time) noexcept : time_(time) {}

  /// Whether `look`, `bool()`, has found something. Otherwise it is time to sleep.
  template <class Look>
  bool find(const Look& look) {
    if (time_ <= Duration::zero()) return false;
    const TimePoint begin = Clock::now();
    if (begin < off_until_) return false;
    Duration taken{};
    bool found = look();
    while (!found && taken < time_) {
      ::sched_yield();
      found = look();
      taken = Clock::now() - begin;
    }
    if (taken >= time_) off_until_ = begin + taken * 100;
    return found;
  }

 private:
  Duration time_;
  TimePoint off_until_{};
};

}  // namespace onc
