// Channels whose server goes away: which calls are sent again, which are not, and what they say.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "memory_world.h"

namespace onc {
namespace {

using namespace std::chrono_literals;
using test::datagram_client;
using test::stream_client;
using test::World;
using testing::Each;
using testing::Ge;
using testing::HasSubstr;
using testing::Le;

ConnectOptions with(Reconnect policy) { return {.reconnect = policy}; }

TEST(Reconnect, ConnectsAgainForTheNextCall) {
  World world;
  const auto client = stream_client(world, with(Reconnect::unsent));
  EXPECT_EQ(client.echo("first").value(), "first");
  world.now += 2s;
  world.server_closes = true;
  EXPECT_EQ(client.echo("second").value(), "second");  // the end of the idle connection is seen before it is sent
  world.now += 1h;
  world.server_closes = true;
  EXPECT_EQ(client.echo("third").value(), "third");
  EXPECT_EQ(world.service.calls, 3);
  EXPECT_GE(client.channel().stats().connections, 1U);
  EXPECT_THAT(client.channel().peer(), HasSubstr("memory "));
}

TEST(Reconnect, DoesNotRepeatACallThatMayHaveRun) {
  World world;
  const auto client = stream_client(world, with(Reconnect::unsent));
  EXPECT_TRUE(client.null_proc());
  auto pending = client.start_echo("once");  // sent, and run by the server
  world.server_closes = true;
  const auto answer = std::move(pending).wait();
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, Errc::closed);
  EXPECT_EQ(world.service.calls, 1);
  EXPECT_EQ(client.echo("next").value(), "next");
}

TEST(Reconnect, RepeatsIdempotentCalls) {
  World world;
  const auto client = stream_client(world, with(Reconnect::idempotent));
  EXPECT_TRUE(client.null_proc());
  auto marked = client.start_echo("twice", {.idempotent = true});
  auto unmarked = client.start_echo("once");
  auto null = client.start_null_proc();  // procedure 0 does nothing, so it may always be repeated
  world.server_closes = true;
  EXPECT_EQ(std::move(marked).wait().value(), "twice");
  EXPECT_EQ(std::move(unmarked).wait().error().code, Errc::closed);
  EXPECT_TRUE(std::move(null).wait());
  EXPECT_EQ(client.channel().stats().connections, 1U);
  EXPECT_EQ(client.channel().stats().retransmissions, 2U);
}

TEST(Reconnect, TriesAgainWithGrowingPausesUntilTheCallsTimeIsOver) {
  World world;
  const auto client = stream_client(world, with(Reconnect::unsent));
  world.server_closes = true;
  EXPECT_FALSE(client.echo("x"));  // takes the connection away; was sent
  world.server_down = true;
  const TimePoint begin = world.now;
  const auto answer = client.echo("hello", {.deadline = 10s});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, Errc::deadline_exceeded);
  EXPECT_THAT(answer.error().explain(), HasSubstr("connecting: connection refused: connect to memory"));
  EXPECT_EQ(world.now, begin + 10s);
  EXPECT_THAT(world.pauses, Each(Le(2s)));
  EXPECT_THAT(world.dialed, Ge(8));
  EXPECT_THAT(world.dialed, Le(20));
  world.server_down = false;
  EXPECT_EQ(client.echo("back").value(), "back");
}

TEST(Reconnect, WaitsForAServerThatRestarts) {
  World world;
  const auto client = stream_client(world, with(Reconnect::idempotent));
  auto pending = client.start_echo("patient", {.idempotent = true});
  world.server_closes = true;
  world.dial = {1, ECONNREFUSED};
  EXPECT_EQ(std::move(pending).wait().value(), "patient");
  EXPECT_EQ(world.dialed, 2);
}

TEST(Reconnect, SaysNotSentForWhatNeverLeft) {
  World world;
  world.write = {1, EPIPE};
  const auto answer = stream_client(world).echo("hello");
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, Errc::not_sent);
  EXPECT_THAT(answer.error().message(), HasSubstr("connection lost before sending"));
}

TEST(Reconnect, KeepsTheOrderAndTheXids) {
  World world;
  world.write = {1, EPIPE};  // nothing leaves over the first connection
  const auto client = stream_client(world, with(Reconnect::unsent));
  std::vector<std::string> order;
  for (const char* text : {"a", "b", "c"})
    client.start_echo(text).then([&](Result<std::string> answer) { order.push_back(answer.value()); });
  client.channel().drain();
  EXPECT_THAT(order, testing::ElementsAre("a", "b", "c"));
  EXPECT_EQ(world.service.calls, 3);
}

TEST(Reconnect, LooksForADatagramServerThatMoved) {
  World world;
  world.read = {1, ECONNREFUSED};
  const auto client = datagram_client(world, with(Reconnect::unsent));
  EXPECT_EQ(client.echo("hello").value(), "hello");
  EXPECT_EQ(world.dialed, 1);
  EXPECT_EQ(client.channel().peer(), "memory 1");
}

TEST(Reconnect, EndsTheCallsOfADatagramServerThatStaysAway) {
  World world;
  world.read = {1, ECONNREFUSED};
  world.server_down = true;
  const auto answer = datagram_client(world, with(Reconnect::unsent)).echo("hello", {.deadline = 3s});
  EXPECT_EQ(answer.error().code, Errc::deadline_exceeded);
  EXPECT_EQ(world.now, TimePoint(3s));
}

// Regression: a socket for datagrams can always be opened, which is no sign of a server.
TEST(Reconnect, DoesNotSpinWhileADatagramServerIsAway) {
  class Refusing final : public Datagram {
   public:
    explicit Refusing(World& world) : world_(world) {}
    [[nodiscard]] TimePoint now() const override { return world_.now; }
    IoResult receive(std::span<std::byte> /*into*/, Duration /*patience*/, Arrival& /*arrival*/) override {
      return {0, ECONNREFUSED};
    }
    IoResult send(std::span<const std::byte> datagram) override { return {datagram.size(), 0}; }

   private:
    World& world_;
  };
  World world;
  const ConnectOptions options = with(Reconnect::unsent);
  const test::Echo::Client client(std::make_shared<DatagramChannel>(
      std::make_unique<Refusing>(world), std::make_unique<test::MemoryDialer<Datagram, Refusing>>(world), options,
      ClientSessionOptions::from(options, "udp memory")));
  EXPECT_EQ(client.echo("x", {.deadline = 10s}).error().code, Errc::deadline_exceeded);
  EXPECT_EQ(world.now, TimePoint(10s));
  EXPECT_LE(world.dialed, 20);
}

// Whatever read, write or connect fails first, each call ends once, and the next one goes through.
TEST(Reconnect, SurvivesAFailureAtEveryPosition) {
  for (const Reconnect policy : {Reconnect::unsent, Reconnect::idempotent}) {
    for (int at = 1; at <= 30; ++at) {
      for (const int which : {0, 1, 2}) {
        World world;
        world.chunk = 10;
        (which == 0 ? world.write : which == 1 ? world.read : world.dial) = {at, ECONNRESET};
        const auto client = stream_client(world, with(policy));
        int completed = 0;
        for (int i = 0; i < 3; ++i) {
          client.start_echo(std::to_string(i), {.idempotent = i == 1}).then([&, i](Result<std::string> answer) {
            ++completed;
            if (answer) {
              EXPECT_EQ(*answer, std::to_string(i));
            } else if (i == 1) {
              EXPECT_NE(policy, Reconnect::idempotent) << answer.error().explain();
            }
          });
        }
        client.channel().drain();
        EXPECT_EQ(completed, 3);
        // The failure may come now; then it was that, and nothing more.
        EXPECT_TRUE(client.echo("next") || client.echo("after next"));
        EXPECT_EQ(client.echo("last", {.idempotent = true}).has_value() || client.echo("very last").has_value(), true);
      }
    }
  }
}

}  // namespace
}  // namespace onc
