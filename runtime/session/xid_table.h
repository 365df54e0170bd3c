// The calls in flight by their transaction identifier: a chained hash table through the calls themselves.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <onc/channel.h>

namespace onc {

class XidTable {
 public:
  XidTable() : buckets_(16) {}

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
  /// Null when no call with this xid is in flight.
  [[nodiscard]] Call* find(std::uint32_t xid) const noexcept {
    Call* call = buckets_[bucket(xid)];
    while (call != nullptr && call->flight.xid != xid) call = call->flight.next_in_bucket;
    return call;
  }
  /// The next add() takes no memory.
  void make_room() {
    if (size_ == buckets_.size()) grow();
  }
  /// By `call.flight.xid`, which no other call in the table has.
  void add(Call& call) {
    make_room();
    insert(call);
    ++size_;
  }
  void remove(Call& call) noexcept {
    Call** link = &buckets_[bucket(call.flight.xid)];
    while (*link != &call) link = &(*link)->flight.next_in_bucket;
    *link = call.flight.next_in_bucket;
    --size_;
  }

 private:
  [[nodiscard]] std::size_t bucket(std::uint32_t xid) const noexcept { return xid & (buckets_.size() - 1); }
  void insert(Call& call) noexcept {
    Call*& head = buckets_[bucket(call.flight.xid)];
    call.flight.next_in_bucket = head;
    head = &call;
  }
  void grow();

  std::vector<Call*> buckets_;  // a power of two; xids are random, so their low bits serve as hash
  std::size_t size_ = 0;
};

}  // namespace onc
