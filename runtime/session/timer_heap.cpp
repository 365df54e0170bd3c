#include "session/timer_heap.h"

namespace onc {

void TimerHeap::grow() { heap_.reserve(2 * heap_.size() + 8); }

void TimerHeap::update(Call& call) noexcept {
  sift_up(call.flight.timer_slot);
  sift_down(call.flight.timer_slot);
}

void TimerHeap::sift_up(std::size_t slot) noexcept {
  Call* call = heap_[slot];
  while (slot > 0 && before(call, heap_[(slot - 1) / 2])) {
    put(slot, heap_[(slot - 1) / 2]);
    slot = (slot - 1) / 2;
  }
  put(slot, call);
}

void TimerHeap::sift_down(std::size_t slot) noexcept {
  Call* call = heap_[slot];
  for (std::size_t child = 2 * slot + 1; child < heap_.size(); child = 2 * slot + 1) {
    if (child + 1 < heap_.size() && before(heap_[child + 1], heap_[child])) ++child;
    if (!before(heap_[child], call)) break;
    put(slot, heap_[child]);
    slot = child;
  }
  put(slot, call);
}

}  // namespace onc
