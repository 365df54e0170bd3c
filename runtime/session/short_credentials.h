// AUTH_SHORT (RFC 5531 appendix A), the server's side: what it hands out in place of AUTH_SYS credentials, so that
// clients need not send those again.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <list>
#include <mutex>
#include <span>
#include <unordered_map>
#include <vector>

#include <onc/service.h>

#include "base/siphash.h"
#include "session/call_key.h"
#include "session/xid_source.h"

namespace onc {

/// Bounded: when there are more, the one that was not used for the longest time is forgotten, and its client sends the
/// whole credential again. Used by the threads of all loops.
class ShortCredentials {
 public:
  /// Cannot be guessed, and is good for the host, or local user, that it was given to.
  using Handle = std::array<std::byte, 16>;

  /// At most `entries`, at least one.
  ShortCredentials(std::size_t entries, RandomBytes random);

  /// The one that stands for `body`, of an AUTH_SYS credential that was found good. The same as long as it is known.
  Handle hand_out(const Peer& peer, std::span<const std::byte> body);
  /// Copies the body that `handle` stands for. False: unknown, or another host's.
  bool find(const Peer& peer, std::span<const std::byte> handle, std::vector<std::byte>& body);
  [[nodiscard]] std::size_t size() const;

 private:
  struct Entry {
    Caller host;
    Handle handle;
    std::vector<std::byte> body;
  };
  using Place = std::list<Entry>::iterator;
  using Index = std::unordered_multimap<std::uint64_t, Place>;

  static std::uint64_t hash_of(const Handle& handle) noexcept;
  [[nodiscard]] std::uint64_t hash_of(const Caller& host, std::span<const std::byte> body) const noexcept;
  static void erase_from(Index& index, std::uint64_t hash, Place place);
  void touch(Place place) { recent_.splice(recent_.begin(), recent_, place); }
  void forget_oldest();
  const Handle& add(const Caller& host, std::span<const std::byte> body, std::uint64_t hash);

  const std::size_t entries_;
  const RandomBytes random_;
  HashKey secret_{};
  mutable std::mutex mutex_;
  std::list<Entry> recent_;  // the one that was used last in front
  Index by_handle_;
  Index by_claim_;
};

}  // namespace onc
