// The containers that calls in flight stand in.

#include <algorithm>
#include <memory>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "echo_service.h"
#include "session/dispatcher.h"
#include "session/timer_heap.h"
#include "session/xid_source.h"
#include "session/xid_table.h"

namespace onc {
namespace {

class QuietCall final : public Call {
 public:
  std::optional<Error> succeed(xdr::Decoder& /*results*/) override { return std::nullopt; }
  void fail(Error /*error*/) override {}
};

std::vector<std::unique_ptr<QuietCall>> calls(std::size_t count) {
  std::vector<std::unique_ptr<QuietCall>> made;
  for (std::size_t i = 0; i < count; ++i) made.push_back(std::make_unique<QuietCall>());
  return made;
}

TEST(TimerHeap, GivesCallsInTheOrderOfTheirEvents) {
  std::mt19937 random(1);
  auto made = calls(500);
  TimerHeap heap;
  for (const auto& call : made) {
    call->flight.next_event = TimePoint(Duration(random() % 1000));
    heap.add(*call);
  }
  for (std::size_t i = 0; i < made.size(); i += 3) {
    made[i]->flight.next_event = TimePoint(Duration(random() % 1000));
    heap.update(*made[i]);
  }
  for (std::size_t i = 1; i < made.size(); i += 5) heap.remove(*made[i]);
  TimePoint last{};
  std::size_t count = 0;
  for (; !heap.empty(); ++count) {
    Call& first = heap.first();
    EXPECT_LE(last, first.flight.next_event);
    last = first.flight.next_event;
    heap.remove(first);
  }
  EXPECT_EQ(count, 400U);
}

TEST(XidTable, FindsExactlyTheCallsThatAreInIt) {
  auto made = calls(1000);
  XidTable table;
  for (std::uint32_t i = 0; i < made.size(); ++i) {
    made[i]->flight.xid = i * 7919;
    table.add(*made[i]);
  }
  EXPECT_EQ(table.size(), 1000U);
  for (std::size_t i = 0; i < made.size(); i += 2) table.remove(*made[i]);
  for (std::size_t i = 0; i < made.size(); ++i) {
    EXPECT_EQ(table.find(made[i]->flight.xid), i % 2 == 0 ? nullptr : made[i].get());
  }
  EXPECT_EQ(table.find(5), nullptr);
}

TEST(XidSource, DrawsFromTheGivenSource) {
  const auto ones = [](std::span<std::byte> out) { std::fill(out.begin(), out.end(), std::byte{1}); };
  XidSource source(ones);
  EXPECT_EQ(source.next(), 0x01010101U);
}

TEST(XidSource, OfTheKernelDoesNotRepeatItself) {
  XidSource source(kernel_random);
  std::vector<std::uint32_t> drawn(2000);
  for (std::uint32_t& xid : drawn) xid = source.next();
  std::sort(drawn.begin(), drawn.end());
  const auto repeated = std::unique(drawn.begin(), drawn.end());
  EXPECT_GT(repeated - drawn.begin(), 1990);  // a repetition in 2000 of 2^32 is possible, ten are not
}

TEST(Dispatcher, KnowsServicesByProgramAndVersion) {
  test::EchoService v1;
  test::Echo3Service v3;
  Dispatcher dispatcher;
  EXPECT_FALSE(dispatcher.versions(v1.program_version().program));
  dispatcher.add(v3);
  dispatcher.add(v1);
  EXPECT_EQ(dispatcher.find(test::Echo::id), &v1);
  EXPECT_EQ(dispatcher.find(test::Echo3::id), &v3);
  EXPECT_EQ(dispatcher.find({test::Echo::id.program, 2}), nullptr);
  EXPECT_EQ(dispatcher.versions(test::Echo::id.program), (VersionRange{1, 3}));
  dispatcher.remove(v3);
  EXPECT_EQ(dispatcher.versions(test::Echo::id.program), (VersionRange{1, 1}));
  dispatcher.remove(v1);
  EXPECT_FALSE(dispatcher.versions(v1.program_version().program));
}

}  // namespace
}  // namespace onc
