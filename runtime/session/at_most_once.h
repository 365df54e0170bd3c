// A reply cache as server sessions use it: with its clock, and for as many threads as the server has.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <utility>
#include <vector>

#include <onc/server.h>
#include <onc/service.h>
#include <onc/xdr/buffer.h>

#include "message/call_message.h"
#include "session/reply_cache.h"
#include "session/xid_source.h"

namespace onc {

/// One for all sessions of a server. A cache for each loop would not do: broadcasts reach the sockets of all loops, and
/// a client that connects again may come to another one. So that threads seldom meet, calls are spread over as many
/// caches as there are threads, each with a lock that is held while a reply is copied and never while a service runs.
/// Made with one thread, only that one may use it, and there are no locks.
class AtMostOnce {
 public:
  using Now = std::function<TimePoint()>;  ///< called by all threads
  using Verdict = ReplyCache::Verdict;

  AtMostOnce(const ReplyCacheOptions& options, std::size_t threads, RandomBytes random, Now now);

  /// What a session owes for a call that it was told to run. Neither outlives the cache nor, without locks, changes
  /// threads. Given up without a word, the call counts as run, and its reply as lost.
  class Ticket {
   public:
    Ticket() noexcept = default;
    Ticket(Ticket&& other) noexcept
        : once_(other.once_), part_(other.part_), call_(std::exchange(other.call_, nullptr)) {}
    /// REQUIRES: this one owes nothing.
    Ticket& operator=(Ticket&& other) noexcept {
      once_ = other.once_;
      part_ = other.part_;
      call_ = std::exchange(other.call_, nullptr);
      return *this;
    }
    ~Ticket() {
      if (call_ != nullptr) answered({});
    }

    /// Whether there is something to say.
    [[nodiscard]] bool owes() const noexcept { return call_ != nullptr; }
    /// The call has run, and this is its reply.
    void answered(std::span<const std::byte> reply) noexcept;
    /// The call has not run.
    void not_run() noexcept;
    /// The cache is going, or gone.
    void abandon() noexcept { call_ = nullptr; }

   private:
    friend AtMostOnce;
    AtMostOnce* once_ = nullptr;
    std::size_t part_ = 0;
    RememberedCall* call_ = nullptr;
  };

  /// Whether this transport's calls are remembered.
  [[nodiscard]] bool covers(Transport transport) const noexcept {
    return transport == Transport::udp ? options_.datagrams : options_.streams;
  }
  /// A call has arrived. Verdict::run: `ticket` is then its own. Verdict::answered: the reply is appended to `out`.
  /// `may_last`: it may be answered later.
  [[nodiscard]] Verdict begin(const CallMessage& call, const Peer& peer, xdr::Buffer& out, Ticket& ticket,
                              bool may_last = false);

  /// From any thread.
  [[nodiscard]] ReplyCacheStats stats() const noexcept;

 private:
  struct Part {
    Part(const ReplyCache::Bounds& bounds, HashKey secret) : cache(bounds, secret) {}
    std::mutex mutex{};
    ReplyCache cache;
  };

  [[nodiscard]] std::unique_lock<std::mutex> lock(std::size_t part) noexcept;
  [[nodiscard]] std::size_t part_of(const CallKey& key) const noexcept;

  ReplyCacheOptions options_;
  Now now_;
  HashKey secret_;
  std::vector<std::unique_ptr<Part>> parts_;
};

}  // namespace onc
