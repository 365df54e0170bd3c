// What can be seen of calls: interceptors, counters, the log.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <onc/observe.h>

#include "memory_world.h"

namespace onc {
namespace {

using namespace std::chrono_literals;
using test::stream_client;
using test::World;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class Recording final : public Interceptor {
 public:
  std::optional<Error> before(OutgoingCall& call) override {
    started.emplace_back(std::string(call.procedure.name) + " to " + std::string(call.peer));
    if (deadline) call.options.deadline = deadline;
    if (refuse) return Error(Errc::cancelled, "refused here");
    return std::nullopt;
  }
  void after(const CompletedCall& call) override { ended.push_back(call); }

  std::vector<std::string> started{};
  std::vector<CompletedCall> ended{};
  std::optional<Duration> deadline{};
  bool refuse = false;
};

TEST(Interceptor, SeesTheCallAndItsEnd) {
  World world;
  const auto recording = std::make_shared<Recording>();
  const auto client = stream_client(world, {.credential = AuthSys{.uid = 7}, .interceptors = {recording}});
  EXPECT_EQ(client.echo("hello").value(), "hello");
  EXPECT_THAT(recording->started, ElementsAre("ECHO to tcp memory"));
  ASSERT_EQ(recording->ended.size(), 1U);
  const CompletedCall& call = recording->ended.front();
  EXPECT_STREQ(call.procedure.name, "ECHO");
  EXPECT_EQ(call.flavor, AuthFlavor::sys);
  EXPECT_EQ(call.xid, world.service.last_xid);
  EXPECT_EQ(call.transmissions, 1U);
  EXPECT_EQ(call.call_bytes, 40U + 20U + 12U);
  EXPECT_EQ(call.reply_bytes, 24U + 12U);
  EXPECT_FALSE(call.error);
}

TEST(Interceptor, SeesTheErrorThatTheCallerGets) {
  World world;
  const auto recording = std::make_shared<Recording>();
  const auto client = stream_client(world, {.interceptors = {recording}});
  const auto answer = client.fail(static_cast<std::int32_t>(test::Failure::garbage));
  ASSERT_EQ(recording->ended.size(), 1U);
  EXPECT_EQ(recording->ended.front().error->message(), answer.error().message());
  EXPECT_EQ(client.swap({.name = "123456789", .numbers = {}}, false).error().code, Errc::bound_exceeded);
  EXPECT_EQ(recording->ended.back().error->code, Errc::bound_exceeded);
  EXPECT_EQ(recording->ended.back().transmissions, 0U);
}

TEST(Interceptor, MayRefuseACall) {
  World world;
  const auto recording = std::make_shared<Recording>();
  recording->refuse = true;
  const auto client = stream_client(world, {.interceptors = {recording}});
  EXPECT_THAT(client.echo("x").error().message(), HasSubstr("refused here"));
  EXPECT_EQ(world.service.calls, 0);
  EXPECT_EQ(recording->ended.size(), 1U);
}

TEST(Interceptor, MayChangeTheOptionsOfACall) {
  World world;
  world.server_silent = true;
  const auto recording = std::make_shared<Recording>();
  recording->deadline = 3s;
  const auto client = stream_client(world, {.interceptors = {recording}});
  EXPECT_EQ(client.echo("x").error().code, Errc::deadline_exceeded);
  EXPECT_EQ(world.now, TimePoint(3s));
  EXPECT_EQ(recording->ended.front().duration, 3s);
}

TEST(Interceptor, AreAskedInOrderAndMayCallThemselves) {
  class Calling final : public Interceptor {
   public:
    void after(const CompletedCall& call) override {
      if (std::string_view(call.procedure.name) == "ECHO") again = client->null_proc().has_value();
    }
    std::optional<test::Echo::Client> client{};
    bool again = false;
  };
  World world;
  const auto calling = std::make_shared<Calling>();
  calling->client = stream_client(world, {.interceptors = {calling}});
  EXPECT_TRUE(calling->client->echo("x"));
  EXPECT_TRUE(calling->again);
  calling->client.reset();
}

TEST(Stats, CountCallsBytesAndErrors) {
  World world;
  const auto client = stream_client(world);
  EXPECT_TRUE(client.echo("hello"));
  EXPECT_FALSE(client.fail(static_cast<std::int32_t>(test::Failure::error)));
  const ChannelStats stats = client.channel().stats();
  EXPECT_EQ(stats.calls, 2U);
  EXPECT_EQ(stats.replies, 2U);
  EXPECT_EQ(stats.bytes_sent, 40U + 12U + 44U);
  EXPECT_EQ(stats.bytes_received, 24U + 12U + 24U);
  EXPECT_EQ(stats.errors[static_cast<std::size_t>(Errc::server_failure)], 1U);
  EXPECT_EQ(stats.latency.buckets[0], 2U);
}

TEST(LatencyHistogram, PutsEachDurationBelowItsBound) {
  LatencyHistogram histogram;
  for (const Duration one : {0us, 1us, 2us, 3us, 4us, 1000us, 3'600'000'000us}) histogram.add(one);
  histogram.add(-1s);
  EXPECT_EQ(histogram.buckets[0], 2U);
  EXPECT_EQ(histogram.buckets[1], 1U);
  EXPECT_EQ(histogram.buckets[2], 2U);
  EXPECT_EQ(histogram.buckets[3], 1U);
  EXPECT_EQ(histogram.buckets[10], 1U);
  EXPECT_EQ(histogram.buckets.back(), 1U);
  EXPECT_EQ(LatencyHistogram::bound(10), 1024us);
}

TEST(Prometheus, HasTypesHelpAndLabels) {
  ChannelStats stats;
  stats.calls = 3;
  stats.errors[static_cast<std::size_t>(Errc::timed_out)] = 2;
  stats.latency.add(3us);
  const std::string text = to_prometheus(stats, "peer=\"a\"");
  EXPECT_THAT(text, HasSubstr("# TYPE onc_client_calls_total counter\nonc_client_calls_total{peer=\"a\"} 3\n"));
  EXPECT_THAT(text, HasSubstr("onc_client_errors_total{peer=\"a\",kind=\"timed_out\"} 2\n"));
  EXPECT_THAT(text, HasSubstr("onc_client_latency_seconds_bucket{peer=\"a\",le=\"0.000004\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("onc_client_latency_seconds_bucket{peer=\"a\",le=\"+Inf\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("onc_client_latency_seconds_count{peer=\"a\"} 1\n"));
  EXPECT_THAT(to_prometheus(stats), HasSubstr("onc_client_calls_total 3\n"));
}

TEST(Log, SaysWhatHappensToTheConnection) {
  World world;
  std::vector<std::string> lines;
  ConnectOptions options{.reconnect = Reconnect::idempotent};
  options.log = [&](const LogEvent& event) {
    lines.push_back(std::string(event.event) + ": " + std::string(event.detail));
  };
  const auto client = stream_client(world, options);
  auto pending = client.start_echo("x", {.idempotent = true});
  world.server_closes = true;
  EXPECT_TRUE(std::move(pending).wait());
  EXPECT_THAT(lines, ElementsAre("connection lost: connection lost: the server closed the connection",
                                 "connected: to memory 1"));
}

TEST(Log, SaysWhenCallsAreSentAgain) {
  World world;
  world.server_silent = true;
  std::vector<std::string> events;
  ConnectOptions options;
  options.log = [&](const LogEvent& event) { events.emplace_back(event.event); };
  EXPECT_FALSE(test::datagram_client(world, options).echo("x"));
  EXPECT_THAT(events, ElementsAre("retransmission", "retransmission", "retransmission", "retransmission"));
}

}  // namespace
}  // namespace onc
