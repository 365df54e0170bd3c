// The calls in flight by the time of their next event: a binary heap that knows where each call stands, so that a
// completed call leaves at once.
#pragma once

#include <cstddef>
#include <vector>

#include <onc/channel.h>

namespace onc {

class TimerHeap {
 public:
  [[nodiscard]] bool empty() const noexcept { return heap_.empty(); }
  /// The call whose `flight.next_event` is first. REQUIRES: !empty().
  [[nodiscard]] Call& first() const noexcept { return *heap_.front(); }

  /// The next add() takes no memory.
  void make_room() {
    if (heap_.size() == heap_.capacity()) grow();
  }
  void add(Call& call) {
    heap_.push_back(&call);
    call.flight.timer_slot = heap_.size() - 1;
    if (heap_.size() > 1) sift_up(heap_.size() - 1);
  }
  void remove(Call& call) noexcept {
    const std::size_t slot = call.flight.timer_slot;
    Call* last = heap_.back();
    heap_.pop_back();
    if (last == &call) return;
    put(slot, last);
    update(*last);
  }
  /// In no particular order.
  [[nodiscard]] const std::vector<Call*>& all() const noexcept { return heap_; }
  /// After `call.flight.next_event` was changed.
  void update(Call& call) noexcept;

 private:
  static bool before(const Call* left, const Call* right) noexcept {
    return left->flight.next_event < right->flight.next_event;
  }
  void put(std::size_t slot, Call* call) noexcept {
    heap_[slot] = call;
    call->flight.timer_slot = slot;
  }
  void grow();
  void sift_up(std::size_t slot) noexcept;
  void sift_down(std::size_t slot) noexcept;

  std::vector<Call*> heap_;
};

}  // namespace onc
