#include "allocations.h"

#include <malloc.h>

#include <algorithm>
#include <cstdlib>
#include <new>

namespace onc::test {
namespace {

// Of this thread.
thread_local std::size_t live = 0;
thread_local std::size_t peak = 0;
thread_local std::size_t allocations = 0;

// With the allocator's own 8 bytes.
std::size_t chunk_size(void* memory) noexcept { return malloc_usable_size(memory) + 8; }

void* allocate(std::size_t size) {
  void* memory = std::malloc(size);
  if (memory == nullptr) throw std::bad_alloc();
  live += chunk_size(memory);
  peak = std::max(peak, live);
  ++allocations;
  return memory;
}

void release(void* memory) noexcept {
  if (memory != nullptr) live -= chunk_size(memory);
  std::free(memory);
}

}  // namespace

HeapMeter::HeapMeter() noexcept : live_at_start_(live) {
  peak = live;
  allocations = 0;
}

HeapUse HeapMeter::use() const noexcept {
  return {.peak = peak - live_at_start_, .left = live - live_at_start_, .allocations = allocations};
}

}  // namespace onc::test

void* operator new(std::size_t size) { return onc::test::allocate(size); }
void* operator new[](std::size_t size) { return onc::test::allocate(size); }
void operator delete(void* memory) noexcept { onc::test::release(memory); }
void operator delete[](void* memory) noexcept { onc::test::release(memory); }
void operator delete(void* memory, std::size_t /*size*/) noexcept { onc::test::release(memory); }
void operator delete[](void* memory, std::size_t /*size*/) noexcept { onc::test::release(memory); }
