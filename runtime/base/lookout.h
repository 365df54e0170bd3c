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
    bool found = look_at_once(look);
    while (!found && taken < time_) {
      ::sched_yield();
      taken = Clock::now() - begin;  // a look that finds something may also do it, which is not time in vain
      found = look();
    }
    if (taken >= time_) off_until_ = begin + taken * 100;
    return found;
  }

 private:
  // Where the other side sleeps, waking it lets it run, and its answer is there when we do again. Where it looks as
  // well, it must be let run first, and a look before is in vain. What has been right is done again; the other is tried
  // now and then.
  template <class Look>
  bool look_at_once(const Look& look) {
    constexpr unsigned tries = 3;
    constexpr unsigned looks_between = 60;
    if (looks_before_ > 0) {
      --looks_before_;
      return false;
    }
    const bool found = look();
    misses_ = found ? 0 : misses_ + 1;
    if (misses_ >= tries) looks_before_ = looks_between;
    return found;
  }

  Duration time_;
  unsigned misses_ = 0;        // in a row
  unsigned looks_before_ = 0;  // that begin with a yield, before one is tried without
  TimePoint off_until_{};
};

}  // namespace onc
