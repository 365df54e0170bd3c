#include "session/timer_heap.h"

namespace onc {

void TimerHeap::make_room() {
  if (heap_.size() == heap_.capacity()) heap_.reserve(2 * heap_.size() + 8);
}

void TimerHeap::add(Call& call) {
  heap_.push_back(&call);
  call.flight.timer_slot = heap_.size() - 1;
  sift_up(heap_.size() - 1);
}

void TimerHeap::remove(Call& call) noexcept {
  const std::size_t slot = call.flight.timer_slot;
  Call* last = heap_.back();
  heap_.pop_back();
  if (last == &call) return;
  put(slot, last);
  update(*last);
}

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
