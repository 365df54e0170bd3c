// epoll, and whom its events are for.
#pragma once

#include <cstdint>

#include <onc/options.h>
#include <onc/result.h>

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
  /// `ready` ran out of memory: what asked for it ends, the loop goes on.
  virtual void out_of_memory() noexcept {}
};

class Loop {
 public:
  static Result<Loop> open();

  /// `handler` must live until `remove`, and until the running `wait` has returned. False with errno set.
  bool add(int descriptor, std::uint32_t events, Handler& handler) noexcept;
  bool modify(int descriptor, std::uint32_t events, Handler& handler) noexcept;
  void remove(int descriptor) noexcept;
  /// Waits for events, at most until `until` (TimePoint::max(): without end), and hands them out. Errors: system.
  Result<void> wait(TimePoint until);
  /// When the last wait ended: the time of all events that it hands out, so that the clock is read once for them.
  [[nodiscard]] TimePoint now() const noexcept { return now_; }

 private:
  explicit Loop(FileDescriptor epoll) : epoll_(std::move(epoll)), now_(Clock::now()) {}
  [[nodiscard]] int milliseconds_until(TimePoint until) const;

  FileDescriptor epoll_;
  TimePoint now_;
};

}  // namespace onc
