// Calls that nobody waits for: queued, sent together, never sent again.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "memory_world.h"

namespace onc {
namespace {

using namespace std::chrono_literals;
using test::Echo;
using test::World;

const CallOptions one_way{.one_way = true};

TEST(OneWay, SucceedsWhenItIsQueuedAndLeavesWithTheNextCall) {
  for (const bool streaming : {true, false}) {
    World world;
    const auto client = streaming ? test::stream_client(world) : test::datagram_client(world);
    for (int i = 0; i < 10; ++i) EXPECT_TRUE(client.fail(0, one_way));
    EXPECT_EQ(world.service.calls, 0);
    EXPECT_EQ(client.echo("flush").value(), "flush");
    EXPECT_EQ(world.service.calls, 11);
    EXPECT_EQ(client.channel().stats().one_way, 10U);
  }
}

TEST(OneWay, LeavesWhenItIsFlushed) {
  for (const bool streaming : {true, false}) {
    World world;
    const auto client = streaming ? test::stream_client(world) : test::datagram_client(world);
    EXPECT_TRUE(client.fail(0, one_way));
    client.channel().flush();
    EXPECT_EQ(world.service.calls, 1);
    EXPECT_FALSE(client.channel().next_event());
  }
}

// Whose message was where its own is now.
TEST(OneWay, LeavesBehindACallThatIsOver) {
  for (const bool streaming : {true, false}) {
    World world;
    const auto client = streaming ? test::stream_client(world) : test::datagram_client(world);
    EXPECT_EQ(client.echo("before").value(), "before");
    EXPECT_TRUE(client.fail(0, one_way));
    client.channel().flush();
    EXPECT_EQ(world.service.calls, 2);
    auto first = client.start_echo("first");
    auto second = client.start_echo("second");
    EXPECT_EQ(std::move(first).wait().value(), "first");
    EXPECT_EQ(std::move(second).wait().value(), "second");
  }
}

TEST(OneWay, LeavesByItselfWhenManyWait) {
  for (const bool streaming : {true, false}) {
    World world;
    const auto client = streaming ? test::stream_client(world) : test::datagram_client(world);
    for (int i = 0; i < 1000; ++i) EXPECT_TRUE(client.fail(0, one_way));
    EXPECT_GE(world.service.calls, 600);
  }
}

TEST(OneWay, SkipsTheRepliesOfServersThatAnswer) {
  World world;
  const auto client = test::stream_client(world);
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(client.fail(0, one_way));
  EXPECT_EQ(client.echo("x").value(), "x");
  EXPECT_EQ(client.channel().stats().unknown_xid, 5U);
}

TEST(OneWay, IsRefusedWhereResultsAreWanted) {
  World world;
  const auto client = test::stream_client(world);
  EXPECT_EQ(client.echo("x", one_way).error().code, Errc::invalid_argument);
  EXPECT_EQ(world.service.calls, 0);
}

TEST(OneWay, IsNotSentAgain) {
  World world;
  world.server_silent = true;
  const auto client = test::datagram_client(world);
  EXPECT_TRUE(client.fail(0, one_way));
  client.channel().flush();
  EXPECT_FALSE(client.echo("waits"));
  EXPECT_EQ(world.sent_at.size(), 1U + 5U);
}

TEST(OneWay, ConnectsAgainAndLosesNothingThatWasNotSent) {
  World world;
  const auto client = test::stream_client(world, {.reconnect = Reconnect::unsent});
  EXPECT_TRUE(client.null_proc());
  world.write = {1, EPIPE};
  for (int i = 0; i < 10; ++i) EXPECT_TRUE(client.fail(0, one_way));
  client.channel().flush();  // finds the connection gone
  EXPECT_EQ(world.dialed, 0);
  for (int i = 0; i < 10; ++i) EXPECT_TRUE(client.fail(0, one_way));
  client.channel().drain();
  EXPECT_EQ(world.dialed, 1);
  EXPECT_EQ(world.service.calls, 20);
}

TEST(OneWay, IsSentByADrainBeforeTheChannelGoes) {
  World world;
  world.chunk = 10;
  {
    const auto client = test::stream_client(world);
    for (int i = 0; i < 10; ++i) EXPECT_TRUE(client.fail(0, one_way));
    client.channel().drain();
  }
  EXPECT_EQ(world.service.calls, 10);
}

TEST(OneWay, TakesCallbacks) {
  World world;
  const auto client = test::stream_client(world);
  bool called = false;
  client.start_fail(0, one_way).then([&](const Result<void>& sent) { called = sent.has_value(); });
  EXPECT_TRUE(called);
}

}  // namespace
}  // namespace onc
