// Which host keeps how much of a reply cache: when it is full, the one with the most gives way.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include <onc/options.h>

#include "base/intrusive.h"
#include "base/siphash.h"
#include "session/call_key.h"
#include "session/reply_store.h"

namespace onc {

struct CachingHost;

/// A call that a reply cache knows.
struct RememberedCall {
  enum class State : std::uint8_t {
    running,
    answered,
    lost,  ///< it ran, and its reply could not be kept
  };

  std::uint64_t hash = 0;  ///< the key's checksum
  RememberedCall* next_in_bucket = nullptr;
  CallKey key{};
  Links<RememberedCall> in_age{};
  Links<RememberedCall> in_host{};
  CachingHost* host = nullptr;
  TimePoint expires{};
  ReplyStore::Reply reply{};
  State state = State::running;
};

/// All clients of a host: what can choose its ports, and of IPv6 the half of its addresses, counts once.
struct CachingHost {
  std::uint64_t hash = 0;
  CachingHost* next_in_bucket = nullptr;
  std::uint64_t network_high = 0;
  std::uint64_t network_low = 0;
  Links<CachingHost> in_class{};
  IntrusiveList<RememberedCall, &RememberedCall::in_host> finished{};  ///< the oldest first
  std::size_t calls = 0;                                               ///< also those that run
  std::size_t running = 0;
  std::size_t weight = 0;  ///< of the finished ones
};

/// Everything takes constant time: hosts are sorted only by the power of two that their weight has reached.
class HostShares {
 public:
  /// At most `calls` calls, hence hosts. Each call weighs `call_weight` and as much as its reply has blocks.
  HostShares(std::size_t calls, std::size_t call_weight, HashKey secret);

  /// Whether one more call of the caller's host may run: `most` run of all, and each host leaves room to others.
  [[nodiscard]] bool may_run(const Caller& caller, std::size_t most) const noexcept;
  /// One more call of the caller's host, which runs.
  void enter(RememberedCall& call) noexcept;
  /// It is finished, or finished once more: the youngest of its host.
  void finish(RememberedCall& call) noexcept;
  void touch(RememberedCall& call) noexcept;
  /// It goes. REQUIRES: its state and reply are as they were.
  void leave(RememberedCall& call) noexcept;
  /// The oldest finished call of a host that has at least half of what the host with the most has; those take turns.
  /// Null when no call is finished.
  [[nodiscard]] RememberedCall* next_victim() noexcept;

 private:
  using Class = IntrusiveList<CachingHost, &CachingHost::in_class>;

  struct Network {
    std::uint64_t high = 0;
    std::uint64_t low = 0;
    std::uint64_t hash = 0;
  };

  [[nodiscard]] Network network_of(const Caller& caller) const noexcept;
  [[nodiscard]] CachingHost* find(const Network& network) const noexcept;
  [[nodiscard]] CachingHost& host_of(const Caller& caller) noexcept;
  [[nodiscard]] std::size_t weight_of(const RememberedCall& call) const noexcept;
  void set_weight(CachingHost& host, std::size_t weight) noexcept;

  Pool<CachingHost> pool_;
  HashChains<CachingHost> table_;
  std::array<Class, 65> classes_{};  // by the width of the weight; hosts without finished calls are in none
  std::uint64_t occupied_ = 0;       // the classes that are not empty
  std::size_t running_ = 0;
  std::size_t call_weight_;
  HashKey secret_;
};

}  // namespace onc
