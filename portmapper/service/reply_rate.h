// How many answers the networks of others get over udp, where a sender's address may be forged, so that they hit
// somebody
// else: a token bucket for each network.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include <onc/address.h>
#include <onc/options.h>

namespace onc {

/// Of bounded size and constant time, whatever comes: of networks that meet in the table, the one that has asked least
/// is forgotten. For one thread at a time.
class ReplyRate {
 public:
  using Tell = std::function<void(const SocketAddress& peer)>;

  /// `rate` answers in a second for each network, of IPv4 /24 and of IPv6 /64, and five times as many at once; 0: as
  /// many as are asked for. `tell` hears of one whose answer is held back, once in a minute at most.
  explicit ReplyRate(std::uint32_t rate, Tell tell = {});

  /// Whether there is one more answer for `peer` now.
  bool take(const SocketAddress& peer, TimePoint now);

 private:
  static constexpr unsigned set_bits = 10;
  static constexpr std::size_t ways = 4;

  struct Bucket {
    std::uint64_t network = 0;
    TimePoint full_at{};  ///< an answer puts it off by `interval_`
  };
  using Set = std::array<Bucket, ways>;

  Bucket& bucket_of(std::uint64_t network) noexcept;
  void held_back(const SocketAddress& peer, TimePoint now);

  Duration interval_{};
  Duration most_ahead_{};
  Tell tell_;
  TimePoint told_{};
  std::uint64_t secret_ = 0;  ///< so that nobody can choose who meets whom
  std::vector<Set> sets_{};
};

}  // namespace onc
