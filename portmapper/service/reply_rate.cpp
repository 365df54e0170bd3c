#include "service/reply_rate.h"

#include <netinet/in.h>
#include <sys/random.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstring>
#include <utility>

namespace onc {

namespace {

constexpr int seconds_of_burst = 5;

std::uint64_t network_of(const SocketAddress& peer) noexcept {
  const SocketAddress plain = peer.unmapped();
  if (plain.family() == AF_INET6) {
    sockaddr_in6 six;
    std::memcpy(&six, plain.data(), sizeof six);
    std::uint64_t prefix = 0;
    std::memcpy(&prefix, &six.sin6_addr, sizeof prefix);
    return prefix;
  }
  sockaddr_in four;
  std::memcpy(&four, plain.data(), sizeof four);
  return (std::uint64_t{1} << 32) | (ntohl(four.sin_addr.s_addr) >> 8);
}

}  // namespace

ReplyRate::ReplyRate(std::uint32_t rate, Tell tell) : tell_(std::move(tell)) {
  if (rate == 0) return;
  interval_ = std::chrono::duration_cast<Duration>(std::chrono::seconds(1)) / rate;
  most_ahead_ = std::chrono::seconds(seconds_of_burst) - interval_;
  // Odd, as a multiplier has to be; without random bytes, the table is as good as its constant.
  secret_ = 0x9e3779b97f4a7c15U;
  static_cast<void>(::getrandom(&secret_, sizeof secret_, GRND_NONBLOCK));
  secret_ |= 1;
  sets_.resize(std::size_t{1} << set_bits);
}

bool ReplyRate::take(const SocketAddress& peer, TimePoint now) {
  if (sets_.empty()) return true;
  Bucket& bucket = bucket_of(network_of(peer));
  const TimePoint since = std::max(bucket.full_at, now);
  if (since - now > most_ahead_) return held_back(peer, now), false;
  bucket.full_at = since + interval_;
  return true;
}

// Whoever sends in the name of many networks replaces those that have hardly asked, and none that has had its share.
ReplyRate::Bucket& ReplyRate::bucket_of(std::uint64_t network) noexcept {
  Set& set = sets_[(network * secret_) >> (64 - set_bits)];
  const auto known = std::find_if(set.begin(), set.end(), [&](const Bucket& one) { return one.network == network; });
  if (known != set.end()) return *known;
  Bucket& fullest = *std::min_element(
      set.begin(), set.end(), [](const Bucket& left, const Bucket& right) { return left.full_at < right.full_at; });
  return fullest = {.network = network, .full_at = {}};
}

void ReplyRate::held_back(const SocketAddress& peer, TimePoint now) {
  if (!tell_ || (told_ != TimePoint{} && now - told_ < std::chrono::minutes(1))) return;
  told_ = now;
  tell_(peer);
}

}  // namespace onc
