// What everything that serves on one loop shares: the options, the services, the counters and the loop.
#pragma once

#include <atomic>
#include <cstdint>

#include <onc/server.h>

#include "server/loop.h"
#include "server/sources.h"
#include "session/dispatcher.h"

namespace onc {

/// Counted by one thread, read by any.
class Counter {
 public:
  void add(std::uint64_t count) noexcept {
    value_.store(value_.load(std::memory_order_relaxed) + count, std::memory_order_relaxed);
  }
  Counter& operator++() noexcept {
    add(1);
    return *this;
  }
  Counter& operator+=(std::uint64_t count) noexcept {
    add(count);
    return *this;
  }
  [[nodiscard]] std::uint64_t get() const noexcept { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> value_{0};
};

/// As ServerStats, of one loop.
struct ServingCounters {
  Counter calls;
  Counter dropped;
  Counter connections;
  Counter closed_by_limit;
  Counter refused_by_source;
};

struct Serving {
  const ServerOptions& options;
  Sources& sources;
  Loop loop;
  Dispatcher dispatcher{};  ///< a copy of its own, changed by its own thread
  ServingCounters stats{};
  std::size_t closed = 0;                   ///< connections closed in this batch and not yet destroyed
  TimePoint next_check = TimePoint::max();  ///< no connection expires before; so idle ones cost nothing
};

}  // namespace onc
