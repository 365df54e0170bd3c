// What a server remembers of calls, for how long, and at whose expense.

#include "session/reply_cache.h"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/fair_share.h"
#include "base/siphash.h"
#include "support/hex.h"

namespace onc {
namespace {

using namespace std::chrono_literals;
using test::Bytes;
using Verdict = ReplyCache::Verdict;

constexpr std::size_t block = ReplyStore::block_size;
constexpr ReplyCache::Bounds roomy{.entries = 1000, .bytes = 1000 * block, .lifetime = 60s};

Bytes counting(std::size_t count) {
  Bytes bytes(count);
  for (std::size_t i = 0; i < count; ++i) bytes[i] = static_cast<std::byte>(i);
  return bytes;
}

// Of the authors' reference implementation, with the key 00 01 .. 0f.
TEST(SipHash, GivesTheAuthorsValues) {
  constexpr HashKey key{0x0706050403020100U, 0x0f0e0d0c0b0a0908U};
  using Reference = BasicSipHash<2, 4>;
  EXPECT_EQ(Reference(key).finish(), 0x726fdb47dd0e0e31U);
  EXPECT_EQ(Reference(key).finish(counting(15)), 0xa129ca6149be45e5U);
  EXPECT_EQ(SipHash(key).finish(), 0xabac0158050fc4dcU);
}

TEST(SipHash, TakesNumbersAsTheirBytes) {
  SipHash hash({1, 2});
  hash.add(0x0706050403020100U);
  const Bytes all = counting(13);
  EXPECT_EQ(hash.finish(std::span(all).subspan(8)), SipHash({1, 2}).finish(all));
}

TEST(ReplyStore, GivesBackWhatItKept) {
  ReplyStore store(100 * block);
  for (const std::size_t size : {0U, 1U, 4U, 123U, 124U, 125U, 248U, 249U, 4000U}) {
    const Bytes bytes = counting(size);
    const auto reply = store.keep(bytes);
    xdr::Buffer out;
    ASSERT_TRUE(store.append(reply, out));
    EXPECT_THAT(Bytes(out.bytes().begin(), out.bytes().end()), testing::ElementsAreArray(bytes));
    EXPECT_EQ(store.used(), ReplyStore::blocks_of(size));
    store.drop(reply);
    EXPECT_EQ(store.used(), 0U);
  }
}

TEST(ReplyStore, AppendsAllOrNothing) {
  ReplyStore store(100 * block);
  const auto reply = store.keep(counting(200));
  xdr::Buffer out(300);
  EXPECT_TRUE(store.append(reply, out));
  EXPECT_FALSE(store.append(reply, out));
  EXPECT_EQ(out.size(), 200U);
}

CallKey key_of(std::uint32_t xid, std::uint64_t host = 1) {
  return {.caller = {.host_low = host, .port = 7, .transport = Transport::udp},
          .xid = xid,
          .id = {1, 1},
          .procedure = 1,
          .checksum = xid + (host << 32)};
}

class Cache {
 public:
  explicit Cache(const ReplyCache::Bounds& bounds = roomy) : cache(bounds, {3, 4}) {}

  ReplyCache::Begun begin(const CallKey& key) {
    out.clear();
    return cache.begin(key, now, out, may_last);
  }
  Verdict verdict(const CallKey& key) {
    const auto begun = begin(key);
    if (begun.verdict == Verdict::run) cache.forget(*begun.call);
    return begun.verdict;
  }
  // Runs a call from its beginning to its end. False: it is not to be run.
  bool run(const CallKey& key, const Bytes& reply) {
    const auto begun = begin(key);
    if (begun.verdict == Verdict::run) cache.finish(*begun.call, reply, now);
    return begun.verdict == Verdict::run;
  }
  Bytes answer() { return {out.bytes().begin(), out.bytes().end()}; }
  const ReplyCache::Counters& counters() { return cache.counters(); }

  ReplyCache cache;
  bool may_last = false;
  TimePoint now{};
  xdr::Buffer out;
};

// One after the other takes what it may.
TEST(FairShare, LeavesSomethingToHundredsThatTakeAllTheyCan) {
  constexpr std::size_t all = 65'536;
  std::size_t used = 0;
  std::vector<std::size_t> shares;
  while (leaves_room(0, used, all)) {
    std::size_t own = 0;
    while (leaves_room(own, used, all)) ++own, ++used;
    shares.push_back(own);
  }
  EXPECT_EQ(used, all);
  EXPECT_EQ(shares.front(), all / 4);
  EXPECT_GT(shares.size(), 500U);
  EXPECT_GE(shares[30], 100U);
  EXPECT_TRUE(leaves_room(0, 0, 1));
  EXPECT_FALSE(leaves_room(0, 0, 0));
  EXPECT_TRUE(leaves_room(1'000'000, 2'000'000, std::numeric_limits<std::size_t>::max()));
}

Bytes reply_of(std::uint32_t number) { return test::words({number, 1, 2, 3}); }

TEST(ReplyCache, AnswersACallThatComesAgainWithTheSameBytes) {
  Cache cache;
  ASSERT_TRUE(cache.run(key_of(1), reply_of(1)));
  ASSERT_TRUE(cache.run(key_of(2), counting(5000)));
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(cache.verdict(key_of(1)), Verdict::answered);
    EXPECT_EQ(cache.answer(), reply_of(1));
    EXPECT_EQ(cache.verdict(key_of(2)), Verdict::answered);
    EXPECT_EQ(cache.answer(), counting(5000));
  }
  EXPECT_EQ(cache.counters().hits.get(), 200U);
  EXPECT_EQ(cache.counters().entries.get(), 2U);
}

TEST(ReplyCache, DropsACallThatStillRuns) {
  Cache cache;
  const auto begun = cache.begin(key_of(1));
  ASSERT_EQ(begun.verdict, Verdict::run);
  cache.now += 1h;  // running calls do not grow old
  EXPECT_EQ(cache.verdict(key_of(1)), Verdict::drop);
  EXPECT_TRUE(cache.answer().empty());
  cache.cache.finish(*begun.call, reply_of(1), cache.now);
  EXPECT_EQ(cache.verdict(key_of(1)), Verdict::answered);
  EXPECT_EQ(cache.counters().drops.get(), 1U);
}

TEST(ReplyCache, ForgetsACallThatHasNotRun) {
  Cache cache;
  cache.cache.forget(*cache.begin(key_of(1)).call);
  EXPECT_EQ(cache.counters().entries.get(), 0U);
  EXPECT_EQ(cache.verdict(key_of(1)), Verdict::run);
}

TEST(ReplyCache, DropsACallWhoseReplyWasLost) {
  Cache cache;
  ASSERT_TRUE(cache.run(key_of(1), {}));
  EXPECT_EQ(cache.verdict(key_of(1)), Verdict::drop);
  cache.now += 59s;
  EXPECT_EQ(cache.verdict(key_of(1)), Verdict::drop);  // asked for again, hence kept for another lifetime
  cache.now += 59s;
  EXPECT_EQ(cache.verdict(key_of(1)), Verdict::drop);
  cache.now += 60s;
  EXPECT_EQ(cache.verdict(key_of(1)), Verdict::run);
}

// The checksums are equal, as if somebody had found a collision.
TEST(ReplyCache, TellsCallsApartByEachPartOfTheKey) {
  Cache cache;
  const CallKey known = key_of(1);
  ASSERT_TRUE(cache.run(known, reply_of(1)));
  std::vector<CallKey> others(9, known);
  others[0].caller.host_high = 9;
  others[1].caller.host_low = 9;
  others[2].caller.scope = 9;
  others[3].caller.port = 9;
  others[4].caller.transport = Transport::tcp;
  others[5].xid = 9;
  others[6].id.program = 9;
  others[7].id.version = 9;
  others[8].procedure = 9;
  for (std::size_t i = 0; i < others.size(); ++i) EXPECT_EQ(cache.verdict(others[i]), Verdict::run) << i;
  CallKey other_arguments = known;
  other_arguments.checksum = 9;
  EXPECT_EQ(cache.verdict(other_arguments), Verdict::run);
  EXPECT_EQ(cache.verdict(known), Verdict::answered);
}

TEST(ReplyCache, ForgetsAfterItsLifetimeToTheTick) {
  Cache cache;
  ASSERT_TRUE(cache.run(key_of(1), reply_of(1)));
  ASSERT_TRUE(cache.run(key_of(2), reply_of(2)));
  cache.now += 60s - Duration(1);
  EXPECT_EQ(cache.verdict(key_of(1)), Verdict::answered);  // and is kept for another lifetime
  cache.now += Duration(1);
  EXPECT_EQ(cache.verdict(key_of(2)), Verdict::run);
  cache.now += 60s - Duration(2);
  EXPECT_EQ(cache.verdict(key_of(1)), Verdict::answered);
  EXPECT_EQ(cache.counters().evictions.get(), 0U);
}

TEST(ReplyCache, ForgetsAllThatHasExpiredThoughItsRoomIsGivenBackLater) {
  Cache cache;
  for (std::uint32_t i = 0; i < 100; ++i) ASSERT_TRUE(cache.run(key_of(i), reply_of(i)));
  cache.now += 60s;
  EXPECT_EQ(cache.verdict(key_of(99)), Verdict::run);
}

TEST(ReplyCache, CountsTheLifetimeFromTheEndOfTheCall) {
  Cache cache;
  const auto begun = cache.begin(key_of(1));
  cache.now += 10min;
  cache.cache.finish(*begun.call, reply_of(1), cache.now);
  cache.now += 59s;
  EXPECT_EQ(cache.verdict(key_of(1)), Verdict::answered);
}

TEST(ReplyCache, GivesTheRoomOfExpiredCallsBackWhileNewOnesCome) {
  Cache cache;
  for (std::uint32_t i = 0; i < 500; ++i) ASSERT_TRUE(cache.run(key_of(i), reply_of(i)));
  cache.now += 60s;
  for (std::uint32_t i = 0; i < 500; ++i) ASSERT_TRUE(cache.run(key_of(1000 + i), reply_of(i)));
  EXPECT_EQ(cache.counters().entries.get(), 500U);
  EXPECT_EQ(cache.counters().evictions.get(), 0U);
}

TEST(ReplyCache, ForgetsTheOldestWhenThereAreTooMany) {
  Cache cache({.entries = 4, .bytes = 1000 * block, .lifetime = 60s});
  for (std::uint32_t i = 0; i < 4; ++i) ASSERT_TRUE(cache.run(key_of(i), reply_of(i)));
  EXPECT_EQ(cache.verdict(key_of(0)), Verdict::answered);  // the youngest now
  ASSERT_TRUE(cache.run(key_of(4), reply_of(4)));
  ASSERT_TRUE(cache.run(key_of(5), reply_of(5)));
  EXPECT_EQ(cache.counters().evictions.get(), 2U);
  for (const std::uint32_t kept : {0U, 3U, 4U, 5U}) EXPECT_EQ(cache.verdict(key_of(kept)), Verdict::answered) << kept;
  EXPECT_EQ(cache.counters().entries.get(), 4U);
  EXPECT_EQ(cache.verdict(key_of(1)), Verdict::run);
}

TEST(ReplyCache, StaysWithinItsBytes) {
  Cache cache({.entries = 1000, .bytes = 64 * block, .lifetime = 60s});
  for (std::uint32_t i = 0; i < 300; ++i) {
    const Bytes reply = counting(1 + (i * 37) % 496);  // up to four blocks
    ASSERT_TRUE(cache.run(key_of(i), reply));
    EXPECT_EQ(cache.verdict(key_of(i)), Verdict::answered);
    EXPECT_EQ(cache.answer(), reply);
    EXPECT_LE(cache.counters().bytes.get(), 64 * block);
  }
  EXPECT_GE(cache.counters().bytes.get(), 60 * block);
}

TEST(ReplyCache, KeepsNoReplyThatWouldCostMoreThanASixteenth) {
  Cache cache({.entries = 1000, .bytes = 64 * block, .lifetime = 60s});
  ASSERT_TRUE(cache.run(key_of(1), reply_of(1)));
  ASSERT_TRUE(cache.run(key_of(2), counting(497)));
  EXPECT_EQ(cache.verdict(key_of(2)), Verdict::drop);
  EXPECT_EQ(cache.verdict(key_of(1)), Verdict::answered);
}

TEST(ReplyCache, EvictsNoCallThatRuns) {
  Cache cache({.entries = 16, .bytes = 64 * block, .lifetime = 60s});
  std::vector<RememberedCall*> running;
  for (std::uint32_t i = 0; i < 2; ++i) running.push_back(cache.begin(key_of(i)).call);
  for (std::uint32_t i = 100; i < 200; ++i) ASSERT_TRUE(cache.run(key_of(i, 2), reply_of(i)));
  for (std::uint32_t i = 0; i < 2; ++i) EXPECT_EQ(cache.verdict(key_of(i)), Verdict::drop);
  for (std::uint32_t i = 0; i < 2; ++i) cache.cache.finish(*running[i], reply_of(i), cache.now);
  for (std::uint32_t i = 0; i < 2; ++i) EXPECT_EQ(cache.verdict(key_of(i)), Verdict::answered);
}

// Half of the calls may run, and a quarter of those may be of one host; of the next one a bit less.
TEST(ReplyCache, LetsNoHostRunWhatOthersNeed) {
  Cache cache({.entries = 32, .bytes = 64 * block, .lifetime = 60s});
  cache.may_last = true;
  std::vector<RememberedCall*> running;
  for (std::uint32_t i = 0; i < 4; ++i) running.push_back(cache.begin(key_of(i)).call);
  EXPECT_EQ(cache.verdict(key_of(4)), Verdict::refuse);
  for (std::uint32_t i = 0; i < 3; ++i) running.push_back(cache.begin(key_of(10 + i, 2)).call);
  EXPECT_EQ(cache.verdict(key_of(13, 2)), Verdict::refuse);
  std::uint32_t hosts = 3;
  while (cache.begin(key_of(100, hosts)).verdict == Verdict::run) ++hosts;
  EXPECT_EQ(hosts - 3 + running.size(), 16U);
  EXPECT_EQ(cache.counters().drops.get(), 0U);
  cache.cache.finish(*running[0], reply_of(0), cache.now);
  cache.cache.forget(*running[1]);
  EXPECT_EQ(cache.verdict(key_of(100, hosts)), Verdict::run);
  cache.may_last = false;
  EXPECT_EQ(cache.verdict(key_of(200)), Verdict::run);  // which is over when it is answered
}

// One host may fill the cache, but a second one then takes from it, not the other way round.
TEST(ReplyCache, TakesFromTheHostThatHasTheMost) {
  Cache cache({.entries = 100, .bytes = 1000 * block, .lifetime = 60s});
  for (std::uint32_t i = 0; i < 20; ++i) ASSERT_TRUE(cache.run(key_of(i, 2), reply_of(i)));
  for (std::uint32_t i = 0; i < 10'000; ++i) ASSERT_TRUE(cache.run(key_of(i, 1), reply_of(i)));
  for (std::uint32_t i = 0; i < 20; ++i) EXPECT_EQ(cache.verdict(key_of(i, 2)), Verdict::answered) << i;
  EXPECT_EQ(cache.counters().entries.get(), 100U);
}

TEST(ReplyCache, CountsLargeRepliesAgainstTheirHost) {
  Cache cache({.entries = 1000, .bytes = 640 * block, .lifetime = 60s});
  for (std::uint32_t i = 0; i < 50; ++i) ASSERT_TRUE(cache.run(key_of(i, 2), reply_of(i)));
  for (std::uint32_t i = 0; i < 500; ++i) ASSERT_TRUE(cache.run(key_of(i, 1), counting(40 * 124)));
  for (std::uint32_t i = 0; i < 50; ++i) EXPECT_EQ(cache.verdict(key_of(i, 2)), Verdict::answered) << i;
}

TEST(ReplyCache, CountsAllAddressesOfAnIpv6NetworkAsOneHost) {
  Cache cache({.entries = 100, .bytes = 1000 * block, .lifetime = 60s});
  for (std::uint32_t i = 0; i < 20; ++i) ASSERT_TRUE(cache.run(key_of(i, 2), reply_of(i)));
  for (std::uint32_t i = 0; i < 1000; ++i) {
    CallKey key = key_of(i, i);
    key.caller.host_high = 0x20010db800000001U;
    ASSERT_TRUE(cache.run(key, reply_of(i)));
  }
  for (std::uint32_t i = 0; i < 20; ++i) EXPECT_EQ(cache.verdict(key_of(i, 2)), Verdict::answered) << i;
}

TEST(ReplyCache, SharesFairlyAmongManyHosts) {
  Cache cache({.entries = 64, .bytes = 1000 * block, .lifetime = 60s});
  for (std::uint32_t i = 0; i < 4000; ++i) ASSERT_TRUE(cache.run(key_of(i, i % 8), reply_of(i)));
  std::map<std::uint64_t, int> kept;
  for (std::uint32_t i = 0; i < 4000; ++i) kept[i % 8] += cache.verdict(key_of(i, i % 8)) == Verdict::answered ? 1 : 0;
  for (const auto& [host, count] : kept) EXPECT_GE(count, 4) << host;
}

TEST(ReplyCache, ForgetsAtOnceWithoutALifetime) {
  Cache cache({.entries = 4, .bytes = 64 * block, .lifetime = 0s});
  EXPECT_TRUE(cache.run(key_of(1), reply_of(1)));
  EXPECT_TRUE(cache.run(key_of(1), reply_of(1)));
}

// Against a model that forgets nothing: what the cache answers is what the call was answered with, and what runs or was
// finished last is never run again.
TEST(ReplyCache, AgreesWithAModelUnderRandomUse) {
  std::mt19937 random(1);
  const auto number = [&random](std::uint32_t below) { return static_cast<std::uint32_t>(random() % below); };
  for (int round = 0; round < 50; ++round) {
    const ReplyCache::Bounds bounds{.entries = 1 + number(40), .bytes = (16 + number(200)) * block, .lifetime = 60s};
    Cache cache(bounds);
    cache.may_last = true;
    std::map<std::uint32_t, RememberedCall*> running;
    std::map<std::uint32_t, Bytes> answered;
    for (int step = 0; step < 2000; ++step) {
      const std::uint32_t xid = number(100);
      if (const auto at = running.find(xid); at != running.end() && number(2) == 0) {
        const Bytes reply = counting(1 + number(static_cast<std::uint32_t>(bounds.bytes / 16 / block) * 124));
        cache.cache.finish(*at->second, reply, cache.now);
        answered[xid] = reply;
        running.erase(at);
        EXPECT_EQ(cache.verdict(key_of(xid, xid % 5)), Verdict::answered);
      }
      cache.now += std::chrono::milliseconds(number(200));
      const auto begun = cache.begin(key_of(xid, xid % 5));
      if (begun.verdict == Verdict::run) {
        EXPECT_TRUE(running.emplace(xid, begun.call).second) << "a running call was run again";
      } else if (begun.verdict == Verdict::answered) {
        EXPECT_EQ(cache.answer(), answered.at(xid));
      } else {
        EXPECT_EQ(begun.verdict == Verdict::drop, running.contains(xid));
        if (begun.verdict == Verdict::refuse) {
          const auto own = std::ranges::count_if(running, [&](const auto& one) { return one.first % 5 == xid % 5; });
          EXPECT_FALSE(leaves_room(static_cast<std::size_t>(own), running.size(), bounds.entries / 2));
        }
      }
      ASSERT_LE(cache.counters().entries.get(), bounds.entries);
      ASSERT_LE(cache.counters().bytes.get(), bounds.bytes);
    }
    for (const auto& [xid, call] : running) cache.cache.forget(*call);
  }
}

}  // namespace
}  // namespace onc
