// epoll, and whom its events are for.
#pragma once

#include <cstdint>

#include <onc/options.h>
#include <onc/result.h>

#include "base/lookout.h"
#include "transport/file_descriptor.h"

namespace onc {

/// Something with a descriptor that a loop watches.
class Handler {
 public:
  Handler() = default;
  Handler(const Handler&) = delete;
  Handler& operator=(const Handler&) = delete;
  virtual ~Handler() = default;

  /// `events` as epoll names them. Never blocks.
  virtual void ready(std::uint32_t events) = 0;
  /// Does what `ready` would if there is something to do, without having been told. Whether there was.
  virtual bool look() { return false; }
  /// `ready` or `look` ran out of memory: what asked for it ends, the loop goes on.
  virtual void out_of_memory() noexcept {}
};

class Loop {
 public:
  /// `busy_wait` as ServerOptions has it.
  static Result<Loop> open(Duration busy_wait);

  /// `handler` must live until `remove`, and until the running `wait` has returned. False with errno set.
  bool add(int descriptor, std::uint32_t events, Handler& handler) noexcept;
  bool modify(int descriptor, std::uint32_t events, Handler& handler) noexcept;
  void remove(int descriptor) noexcept;
  /// Handlers may have gone without that, as their descriptors were closed. REQUIRES: no `wait` runs.
  void forget_handlers() noexcept { favourite_ = nullptr; }
  /// Waits for events, at most until `until` (TimePoint::max(): without end), and hands them out. Errors: system.
  Result<void> wait(TimePoint until);
  /// When the last wait ended: the time of all events that it hands out, so that the clock is read once for them.
  [[nodiscard]] TimePoint now() const noexcept { return now_; }
  /// How often `wait` was called.
  [[nodiscard]] std::uint64_t turns() const noexcept { return turns_; }

 private:
  Loop(FileDescriptor epoll, Duration busy_wait) : epoll_(std::move(epoll)), lookout_(busy_wait), now_(Clock::now()) {}
  [[nodiscard]] int milliseconds_until(TimePoint until) const;
  bool look_at_favourite();

  FileDescriptor epoll_;
  Lookout lookout_;
  TimePoint now_;
  std::uint64_t turns_ = 0;
  Handler* favourite_ = nullptr;  // who had the last event, as the only one: most likely he has the next, too
  TimePoint favoured_since_{};    // when all were asked
};

}  // namespace onc
