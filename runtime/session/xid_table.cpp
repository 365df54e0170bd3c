#include "session/xid_table.h"

#include <utility>

namespace onc {

void XidTable::grow() {
  std::vector<Call*> old(buckets_.size() * 2);
  old.swap(buckets_);
  for (Call* call : old) {
    while (call != nullptr) insert(*std::exchange(call, call->flight.next_in_bucket));
  }
}

}  // namespace onc
