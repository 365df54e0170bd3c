#include "session/reply_cache.h"

#include <algorithm>

namespace onc {

namespace {

using State = RememberedCall::State;

// More than one, so that what has expired goes faster than new calls come; few, so that none of them pays for all.
constexpr int expired_per_call = 2;
constexpr std::size_t replies_that_fit = 16;

// So that something is remembered when many run.
std::size_t most_running(const ReplyCache::Bounds& bounds) noexcept {
  return std::max<std::size_t>(bounds.entries / 2, 1);
}

ReplyCache::Bounds at_least_one(ReplyCache::Bounds bounds) noexcept {
  bounds.entries = std::max<std::size_t>(bounds.entries, 1);
  return bounds;
}

}  // namespace

// A call weighs as many blocks as fall to it when both bounds are reached at once.
ReplyCache::ReplyCache(const Bounds& bounds, HashKey secret)
    : bounds_(at_least_one(bounds)),
      pool_(bounds_.entries),
      table_(bounds_.entries),
      replies_(bounds_.bytes),
      hosts_(bounds_.entries, std::max<std::size_t>(1, replies_.capacity() / bounds_.entries), secret) {}

ReplyCache::Begun ReplyCache::begin(const CallKey& key, TimePoint now, xdr::Buffer& out, bool may_last) {
  expire(now);
  RememberedCall* known = find(key);
  if (known != nullptr && known->state != State::running && known->expires <= now) {
    erase(*known);
    known = nullptr;
  }
  const Begun begun = known == nullptr ? start(key, may_last) : Begun{answer_again(*known, now, out)};
  count(begun.verdict);
  return begun;
}

void ReplyCache::finish(RememberedCall& call, std::span<const std::byte> reply, TimePoint now) noexcept {
  const bool kept = !reply.empty() && make_room_for(ReplyStore::blocks_of(reply.size()));
  if (kept) call.reply = replies_.keep(reply);
  call.state = kept ? State::answered : State::lost;
  call.expires = now + bounds_.lifetime;
  age_.push_back(call);
  hosts_.finish(call);
  count_contents();
}

void ReplyCache::forget(RememberedCall& call) noexcept {
  erase(call);
  count_contents();
}

RememberedCall* ReplyCache::find(const CallKey& key) const noexcept {
  return table_.find(key.checksum, [&key](const RememberedCall& call) { return call.key == key; });
}

// Who asks again has not got the reply, so it is kept for longer.
ReplyCache::Verdict ReplyCache::answer_again(RememberedCall& call, TimePoint now, xdr::Buffer& out) {
  if (call.state == State::running) return Verdict::drop;
  call.expires = now + bounds_.lifetime;
  age_.remove(call);
  age_.push_back(call);
  hosts_.touch(call);
  return call.state == State::answered && replies_.append(call.reply, out) ? Verdict::answered : Verdict::drop;
}

// A call that could not be remembered might run twice, so it does not run at all.
ReplyCache::Begun ReplyCache::start(const CallKey& key, bool may_last) noexcept {
  if (may_last && !hosts_.may_run(key.caller, most_running(bounds_))) return {Verdict::refuse};
  if (pool_.exhausted() && !evict_one()) return {Verdict::refuse};
  RememberedCall& call = pool_.take();
  call.hash = key.checksum;
  call.key = key;
  table_.add(call);
  hosts_.enter(call);
  count_contents();
  return {Verdict::run, &call};
}

bool ReplyCache::make_room_for(std::size_t blocks) noexcept {
  if (blocks > std::max<std::size_t>(1, replies_.capacity() / replies_that_fit)) return false;
  while (replies_.capacity() - replies_.used() < blocks) {
    if (!evict_one()) return false;
  }
  return true;
}

bool ReplyCache::evict_one() noexcept {
  RememberedCall* victim = hosts_.next_victim();
  if (victim == nullptr) return false;
  erase(*victim);
  ++counters_.evictions;
  return true;
}

void ReplyCache::expire(TimePoint now) noexcept {
  for (int i = 0; i < expired_per_call; ++i) {
    RememberedCall* oldest = age_.front();
    if (oldest == nullptr || oldest->expires > now) return;
    erase(*oldest);
  }
}

void ReplyCache::erase(RememberedCall& call) noexcept {
  if (call.state != State::running) age_.remove(call);
  hosts_.leave(call);
  replies_.drop(call.reply);
  table_.remove(call);
  pool_.give_back(call);
}

void ReplyCache::count(Verdict verdict) noexcept {
  if (verdict == Verdict::answered) ++counters_.hits;
  if (verdict == Verdict::drop) ++counters_.drops;
}

void ReplyCache::count_contents() noexcept {
  counters_.entries.set(pool_.used());
  counters_.bytes.set(replies_.used() * ReplyStore::block_size);
}

}  // namespace onc
