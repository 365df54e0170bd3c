// Channels over transports in memory, with a clock that moves when somebody waits.

#include <cerrno>
#include <cstring>
#include <deque>
#include <functional>
#include <optional>
#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "memory_world.h"

namespace onc {
namespace {

using namespace std::chrono_literals;
using test::Bytes;
using test::Echo;
using testing::ElementsAre;
using testing::HasSubstr;

using test::datagram_client;
using test::stream_client;
using test::World;

TEST(StreamChannel, CallsInPiecesOfAnySize) {
  for (const std::size_t chunk : {1U, 3U, 4U, 7U, 1'000'000U}) {
    World world;
    world.chunk = chunk;
    const auto client = stream_client(world);
    EXPECT_EQ(client.echo("hello").value(), "hello");
    EXPECT_EQ(client.bulk(100'000).value().size(), 100'000U);
  }
}

TEST(StreamChannel, CompletesACallWhicheverReadOrWriteFails) {
  for (const std::size_t chunk : {10U, 1'000'000U}) {
    for (int at = 1; at <= 40; ++at) {
      for (const bool writing : {true, false}) {
        World world;
        world.chunk = chunk;
        (writing ? world.write : world.read) = {at, ECONNRESET};
        const auto client = stream_client(world);
        const auto answer = client.echo("hello");
        if (answer) {
          EXPECT_EQ(*answer, "hello");
        } else {
          EXPECT_EQ(answer.error().code, writing && at == 1 ? Errc::not_sent : Errc::closed);
          EXPECT_EQ(answer.error().system_errno(), ECONNRESET);
          EXPECT_EQ(client.echo("again").error().code, Errc::not_sent);  // a closed channel stays closed
        }
      }
    }
  }
}

TEST(StreamChannel, GoesOnAfterOperationsThatWereInterrupted) {
  for (int at = 1; at <= 10; ++at) {
    World world;
    world.chunk = 10;
    world.write = {at, EAGAIN};
    world.read = {at, EAGAIN};
    EXPECT_EQ(stream_client(world).echo("hello").value(), "hello");
  }
}

TEST(StreamChannel, SaysThatTheServerClosedTheConnection) {
  World world;
  world.server_closes = true;
  const auto answer = stream_client(world).echo("hello");
  EXPECT_EQ(answer.error().message(),
            "connection lost: ECHO_PROG.ECHO_V1.ECHO at tcp memory: the server closed the connection");
}

TEST(StreamChannel, TimesOutAfterTheTotalTime) {
  World world;
  world.server_silent = true;
  const auto client = stream_client(world);
  EXPECT_EQ(client.echo("hello").error().code, Errc::timed_out);
  EXPECT_EQ(world.now, TimePoint(25s));
  EXPECT_EQ(client.echo("hello", {.deadline = 100ms}).error().code, Errc::deadline_exceeded);
  EXPECT_EQ(world.now, TimePoint(25s + 100ms));
}

TEST(StreamChannel, CompletesStartedCallsOnceWhenItIsDestroyed) {
  World world;
  world.server_silent = true;
  std::vector<Errc> outcomes;
  {
    auto client = stream_client(world);
    client.start_echo("a").then([&](Result<std::string> answer) { outcomes.push_back(answer.error().code); });
    client.start_echo("b").then([&](Result<std::string> answer) { outcomes.push_back(answer.error().code); });
  }
  EXPECT_THAT(outcomes, ElementsAre(Errc::cancelled, Errc::cancelled));
}

TEST(DatagramChannel, SendsAtZeroFiveTenFifteenTwentyAndGivesUpAtTwentyFiveSeconds) {
  World world;
  world.server_silent = true;
  const auto answer = datagram_client(world).echo("hello");
  EXPECT_EQ(answer.error().code, Errc::timed_out);
  EXPECT_THAT(world.sent_at, ElementsAre(0, 5, 10, 15, 20));
  EXPECT_EQ(world.now, TimePoint(25s));
}

TEST(DatagramChannel, ReportsWhatTheNetworkSaysAtOnce) {
  World world;
  world.read = {1, ECONNREFUSED};
  const auto answer = datagram_client(world).echo("hello");
  EXPECT_EQ(answer.error().code, Errc::connection_refused);
  EXPECT_EQ(world.now, TimePoint{});
}

TEST(DatagramChannel, ServesTheNextCallAfterAnError) {
  for (const bool writing : {true, false}) {
    World world;
    (writing ? world.write : world.read) = {1, EHOSTUNREACH};
    const auto client = datagram_client(world);
    EXPECT_EQ(client.echo("hello").error().code, Errc::unreachable);
    EXPECT_EQ(client.echo("hello").value(), "hello");
  }
}

TEST(DatagramChannel, SendsAgainWhenTheSendBufferWasFull) {
  World world;
  world.write = {1, ENOBUFS};
  EXPECT_EQ(datagram_client(world).echo("hello").value(), "hello");
  EXPECT_THAT(world.sent_at, ElementsAre(0, 5));
}

// Regressions found in review.

TEST(StreamChannel, TakesAReplyThatCameInTimeThoughNobodyLookedInTime) {
  World world;
  const auto client = stream_client(world);
  auto call = client.start_echo("hello");
  world.now += 60s;
  EXPECT_EQ(std::move(call).wait().value(), "hello");
}

TEST(DatagramChannel, TakesAReplyThatCameInTimeThoughNobodyLookedInTime) {
  for (const Duration late : {7s, 60s}) {
    World world;
    const auto client = datagram_client(world);
    auto call = client.start_echo("hello");
    world.now += late;
    EXPECT_EQ(std::move(call).wait().value(), "hello");
    EXPECT_EQ(world.service.calls, 1);
  }
}

TEST(Client, MayBeDroppedByACallbackOfAnotherCall) {
  for (const bool draining : {false, true}) {
    for (const bool streaming : {false, true}) {
      World world;
      std::optional<Echo::Client> client = streaming ? stream_client(world) : datagram_client(world);
      client->start_echo("first").then([&](Result<std::string> /*answer*/) { client.reset(); });
      if (draining) {
        client->channel().drain();
      } else {
        EXPECT_EQ(client->echo("second").value(), "second");
      }
      EXPECT_FALSE(client);
    }
  }
}

TEST(StreamChannel, KeepsTheRepliesBehindACallbackThatThrows) {
  World world;
  std::vector<std::string> told;
  const auto client = stream_client(world, {.log = [&](const LogEvent& event) {
                                      told.push_back(std::string(event.event) + ": " + std::string(event.detail));
                                    }});
  client.start_echo("first").then([](Result<std::string> /*answer*/) { throw std::runtime_error("asked to"); });
  client.start_echo("first").then([](Result<std::string> /*answer*/) { throw 42; });
  auto second = client.start_echo("second");
  EXPECT_EQ(std::move(second).wait().value(), "second");
  EXPECT_EQ(client.echo("third").value(), "third");
  EXPECT_THAT(told, testing::ElementsAre("callback failed: it threw: asked to",
                                         "callback failed: it threw what is no exception"));
}

TEST(StreamChannel, LetsALogHookThrow) {
  World world;
  world.server_closes = true;
  const auto client =
      stream_client(world, {.log = [](const LogEvent& /*event*/) { throw std::runtime_error("full"); }});
  EXPECT_EQ(client.echo("x").error().code, Errc::closed);
}

// What is written when the arguments' encoder throws must not stand before the next call.
TEST(Channel, LeavesNothingOfACallWhoseEncoderThrows) {
  for (const bool streaming : {false, true}) {
    World world;
    const auto client = streaming ? stream_client(world) : datagram_client(world);
    detail::TypedCall<void> call;
    const auto encode = [](xdr::Encoder& out) -> bool {
      out.u32(7);
      throw std::runtime_error("asked to");
    };
    EXPECT_THROW(client.channel().perform(call, {Echo::id, 3, "FAIL", "ECHO"}, encode, {}), std::runtime_error);
    EXPECT_EQ(client.echo("next").value(), "next");
    EXPECT_EQ(world.service.calls, 1);
  }
}

// A server that never stops sending kept calls beyond their deadlines.
TEST(StreamChannel, KeepsDeadlinesWhileTheServerSendsWithoutEnd) {
  class Endless final : public Stream {
   public:
    explicit Endless(TimePoint& now) : now_(now) {}
    [[nodiscard]] TimePoint now() const override { return now_; }
    IoResult read(std::span<std::byte> into, Duration /*patience*/) override {
      now_ += 1ms;
      const test::Bytes reply = test::words({0x80000018U, 1, 1, 0, 0, 0, 0});
      std::memcpy(into.data(), reply.data(), reply.size());
      return {reply.size(), 0};
    }
    IoResult write(std::span<const std::byte> from) override { return {from.size(), 0}; }
    int wait_for_progress(Duration /*patience*/) override { return 0; }
    void shutdown() noexcept override {}

   private:
    TimePoint& now_;
  };
  TimePoint now{};
  const Echo::Client client(
      std::make_shared<StreamChannel>(std::make_unique<Endless>(now), ClientSessionOptions{.peer = "tcp server"}));
  EXPECT_EQ(client.echo("x", {.deadline = 200ms}).error().code, Errc::deadline_exceeded);
  EXPECT_LT(now, TimePoint(1s));
}

TEST(DatagramChannel, DoesNotClaimThatACallDidNotRunWhichWasSentBefore) {
  World world;
  world.server_silent = true;
  world.read = {55, ECONNREFUSED};  // within the second interval: the first transmission was delivered, nothing came
  const auto answer = datagram_client(world).echo("hello");
  EXPECT_EQ(answer.error().code, Errc::closed);
  EXPECT_EQ(answer.error().system_errno(), ECONNREFUSED);
}

TEST(DatagramChannel, FailsOnlyTheCallWhoseDatagramCannotBeSent) {
  World world;
  world.write = {2, EPERM};
  const auto client = datagram_client(world);
  auto first = client.start_echo("first");
  auto second = client.start_echo("second");
  EXPECT_EQ(std::move(second).wait().error().code, Errc::system);
  EXPECT_EQ(std::move(first).wait().value(), "first");
}

TEST(Pending, AreAnsweredInAnyOrderAndByAnyForm) {
  World world;
  const auto client = datagram_client(world);
  auto first = client.start_echo("first");
  auto second = client.start_echo("second");
  std::string by_callback;
  client.start_echo("third").then([&](Result<std::string> answer) { by_callback = answer.value(); });
  EXPECT_FALSE(second.ready());
  EXPECT_EQ(std::move(second).wait().value(), "second");
  EXPECT_TRUE(first.ready());
  EXPECT_EQ(std::move(first).wait().value(), "first");
  client.channel().drain();
  EXPECT_EQ(by_callback, "third");
}

TEST(Pending, RunsTheCallbackAtOnceWhenTheAnswerIsThere) {
  World world;
  const auto client = stream_client(world);
  auto first = client.start_echo("first");
  EXPECT_EQ(client.echo("second").value(), "second");
  ASSERT_TRUE(first.ready());
  std::string answer;
  std::move(first).then([&](Result<std::string> text) { answer = text.value(); });
  EXPECT_EQ(answer, "first");
}

TEST(Pending, IsForgottenWhenItIsDropped) {
  World world;
  const auto client = datagram_client(world);
  { const auto dropped = client.start_echo("dropped"); }
  EXPECT_EQ(client.echo("next").value(), "next");
  EXPECT_EQ(client.channel().stats().unknown_xid, 1U);
}

TEST(Pending, MayStartTheNextCallFromItsCallback) {
  World world;
  const auto client = stream_client(world);
  std::vector<std::string> answers;
  std::function<void(int)> next = [&](int left) {
    client.start_echo(std::to_string(left)).then([&, left](Result<std::string> answer) {
      answers.push_back(answer.value());
      if (left > 0) next(left - 1);
    });
  };
  next(3);
  client.channel().drain();
  EXPECT_THAT(answers, ElementsAre("3", "2", "1", "0"));
}

TEST(Client, ReportsResultsThatTheSchemaCannotRead) {
  World world;
  auto client = stream_client(world);
  // A client of version 3 reads an int where version 1 answers with an empty string: too short by nothing, so ask for
  // more than there is.
  const auto answer = client.swap({.name = "123456789", .numbers = {}}, false);
  EXPECT_EQ(answer.error().code, Errc::bound_exceeded);
  EXPECT_THAT(answer.error().detail(), HasSubstr("name: length 9 exceeds the bound 8"));
}

}  // namespace
}  // namespace onc
