#include "session/xid_table.h"

#include <utility>

namespace onc {

Call* XidTable::find(std::uint32_t xid) const noexcept {
  Call* call = buckets_[bucket(xid)];
  while (call != nullptr && call->flight.xid != xid) call = call->flight.next_in_bucket;
  return call;
}

void XidTable::add(Call& call) {
  if (size_ == buckets_.size()) grow();
  insert(call);
  ++size_;
}

void XidTable::remove(Call& call) noexcept {
  Call** link = &buckets_[bucket(call.flight.xid)];
  while (*link != &call) link = &(*link)->flight.next_in_bucket;
  *link = call.flight.next_in_bucket;
  --size_;
}

void XidTable::insert(Call& call) noexcept {
  Call*& head = buckets_[bucket(call.flight.xid)];
  call.flight.next_in_bucket = head;
  head = &call;
}

void XidTable::grow() {
  std::vector<Call*> old(buckets_.size() * 2);
  old.swap(buckets_);
  for (Call* call : old) {
    while (call != nullptr) insert(*std::exchange(call, call->flight.next_in_bucket));
  }
}

}  // namespace onc
