// What this program takes from the heap: its operators new and delete count. The header is for one thread at a time.
#pragma once

#include <cstddef>

namespace onc::test {

struct HeapUse {
  std::size_t peak = 0;  // bytes above those at the start
  std::size_t left = 0;  // bytes above those at the start, in the end
  std::size_t allocations = 0;
};

/// Counts from its making on, in chunks of the allocator as Limits::memory counts them.
class HeapMeter {
 public:
  HeapMeter() noexcept;
  [[nodiscard]] HeapUse use() const noexcept;

 private:
  std::size_t live_at_start_;
};

}  // namespace onc::test
