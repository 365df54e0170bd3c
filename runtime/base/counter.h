// Numbers for statistics.
#pragma once

#include <atomic>
#include <cstdint>

namespace onc {

/// Changed by one thread at a time, read by any.
class Counter {
 public:
  void set(std::uint64_t value) noexcept { value_.store(value, std::memory_order_relaxed); }
  void add(std::uint64_t count) noexcept { set(get() + count); }
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

}  // namespace onc
