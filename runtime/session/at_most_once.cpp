#include "session/at_most_once.h"

#include <algorithm>

namespace onc {

namespace {

constexpr std::size_t fewest_entries = 64;
constexpr std::size_t most_entries = std::size_t{1} << 24;
// A sixteenth of it holds the largest datagram.
constexpr std::size_t fewest_bytes = std::size_t{1} << 20;
constexpr std::size_t most_bytes = std::size_t{1} << 36;
constexpr Duration longest_life = std::chrono::hours(24 * 365);

HashKey draw_key(RandomBytes random) {
  HashKey key;
  random(std::as_writable_bytes(std::span(&key, 1)));
  return key;
}

ReplyCache::Bounds bounds_of_part(const ReplyCacheOptions& options, std::size_t parts) {
  return {.entries = std::max(std::min(options.entries, most_entries) / parts, fewest_entries),
          .bytes = std::max(std::min(options.bytes, most_bytes) / parts, fewest_bytes),
          .lifetime = std::clamp(options.lifetime, Duration::zero(), longest_life)};
}

}  // namespace

AtMostOnce::AtMostOnce(const ReplyCacheOptions& options, std::size_t threads, RandomBytes random, Now now)
    : options_(options), now_(std::move(now)), secret_(draw_key(random)) {
  const std::size_t count = std::max<std::size_t>(threads, 1);
  for (std::size_t i = 0; i < count; ++i)
    parts_.push_back(std::make_unique<Part>(bounds_of_part(options, count), draw_key(random)));
}

AtMostOnce::Verdict AtMostOnce::begin(const CallMessage& call, const Peer& peer, xdr::Buffer& out, Ticket& ticket,
                                      bool may_last) {
  const CallKey key = CallKey::of(call, peer, secret_);
  const std::size_t part = part_of(key);
  const TimePoint now = now_();
  const auto held = lock(part);
  const auto [verdict, remembered] = parts_[part]->cache.begin(key, now, out, may_last);
  ticket.once_ = this;
  ticket.part_ = part;
  ticket.call_ = remembered;
  return verdict;
}

void AtMostOnce::Ticket::answered(std::span<const std::byte> reply) noexcept {
  if (call_ == nullptr) return;
  const TimePoint now = once_->now_();
  const auto held = once_->lock(part_);
  once_->parts_[part_]->cache.finish(*std::exchange(call_, nullptr), reply, now);
}

void AtMostOnce::Ticket::not_run() noexcept {
  if (call_ == nullptr) return;
  const auto held = once_->lock(part_);
  once_->parts_[part_]->cache.forget(*std::exchange(call_, nullptr));
}

ReplyCacheStats AtMostOnce::stats() const noexcept {
  ReplyCacheStats sum;
  for (const auto& part : parts_) {
    const ReplyCache::Counters& counters = part->cache.counters();
    sum.hits += counters.hits.get();
    sum.drops += counters.drops.get();
    sum.evictions += counters.evictions.get();
    sum.entries += counters.entries.get();
    sum.bytes += counters.bytes.get();
  }
  return sum;
}

std::unique_lock<std::mutex> AtMostOnce::lock(std::size_t part) noexcept {
  return parts_.size() == 1 ? std::unique_lock<std::mutex>() : std::unique_lock(parts_[part]->mutex);
}

// By the upper bits; the tables of the parts use the lower ones.
std::size_t AtMostOnce::part_of(const CallKey& key) const noexcept {
  return static_cast<std::size_t>(((key.checksum >> 32) * parts_.size()) >> 32);
}

}  // namespace onc
