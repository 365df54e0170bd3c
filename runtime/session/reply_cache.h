// The calls that a server has run lately and what it answered: so that a call which arrives again is not run again.
// Performs no I/O, reads no clock, holds no lock (AtMostOnce has those).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include <onc/options.h>
#include <onc/xdr/buffer.h>

#include "base/counter.h"
#include "base/intrusive.h"
#include "session/call_key.h"
#include "session/host_shares.h"
#include "session/reply_store.h"

namespace onc {

/// All its memory is reserved when it is made, and touched only as far as it was ever needed. Every operation takes
/// constant time, beyond copying the reply and forgetting as many others as that takes the room of.
class ReplyCache {
 public:
  struct Bounds {
    std::size_t entries = 0;  ///< calls, also those that run; at least one
    std::size_t bytes = 0;    ///< of replies; one that takes more than a sixteenth is not kept
    Duration lifetime{};      ///< from the end of the call, or the last time it arrived again
  };
  enum class Verdict : std::uint8_t {
    run,       ///< not seen before, or forgotten
    answered,  ///< its reply has been appended
    drop,      ///< it runs, or its reply could not be kept
    refuse,    ///< there is no room to remember it: it must not run
  };
  struct Begun {
    Verdict verdict = Verdict::drop;
    RememberedCall* call = nullptr;  ///< Verdict::run only; to be finished or forgotten, once
  };
  /// Read by any thread.
  struct Counters {
    Counter hits{};
    Counter drops{};
    Counter evictions{};
    Counter entries{};  ///< now
    Counter bytes{};    ///< now, in whole blocks
  };

  ReplyCache(const Bounds& bounds, HashKey secret);

  /// A call has arrived at `now`, which never goes back far. `may_last`: it may run for long, and is refused when as
  /// many of those run as may. Others run one at a time, so there is room for them.
  Begun begin(const CallKey& key, TimePoint now, xdr::Buffer& out, bool may_last = false);
  /// A call that was to run has ended with `reply`. Empty: it may have run, and none can be given.
  void finish(RememberedCall& call, std::span<const std::byte> reply, TimePoint now) noexcept;
  /// A call that was to run has not: it may, when it comes again.
  void forget(RememberedCall& call) noexcept;

  [[nodiscard]] const Counters& counters() const noexcept { return counters_; }

 private:
  using Age = IntrusiveList<RememberedCall, &RememberedCall::in_age>;

  [[nodiscard]] RememberedCall* find(const CallKey& key) const noexcept;
  Verdict answer_again(RememberedCall& call, TimePoint now, xdr::Buffer& out);
  Begun start(const CallKey& key, bool may_last) noexcept;
  bool make_room_for(std::size_t blocks) noexcept;
  bool evict_one() noexcept;
  void expire(TimePoint now) noexcept;
  void erase(RememberedCall& call) noexcept;
  void count(Verdict verdict) noexcept;
  void count_contents() noexcept;

  Bounds bounds_;
  Pool<RememberedCall> pool_;
  HashChains<RememberedCall> table_;
  ReplyStore replies_;
  HostShares hosts_;
  Age age_{};  // finished calls, the first to expire in front
  Counters counters_{};
};

}  // namespace onc
