// When datagrams leave: constant intervals, growing ones, and such that follow the round trips.

#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "memory_world.h"
#include "session/round_trip.h"

namespace onc {
namespace {

using namespace std::chrono_literals;
using test::World;
using testing::ElementsAre;

constexpr Procedure procedure{{1, 1}, 1, "P", "V"};

class Ended final : public Call {
 public:
  std::optional<Error> succeed(xdr::Decoder& /*results*/) override {
    ended = true;
    return std::nullopt;
  }
  void fail(Error /*error*/) override { ended = true; }
  bool ended = false;
};

const auto nothing = [](xdr::Encoder& /*out*/) { return true; };

// The times between the transmissions of a call that nobody answers.
std::vector<Duration> intervals(DatagramClientSession& session, const CallOptions& options = {}) {
  Ended call;
  std::vector<Duration> between;
  TimePoint now{};
  TimePoint last{};
  session.start(call, procedure, nothing, options, now);
  while (!call.ended) {
    while (!session.next_datagram().empty()) {
      if (now != last) between.push_back(now - last);
      last = now;
    }
    now = *session.next_event();
    session.expire(now);
  }
  return between;
}

TEST(Retransmission, IsConstantByDefault) {
  DatagramClientSession session{{}};
  EXPECT_THAT(intervals(session), ElementsAre(5s, 5s, 5s, 5s));
}

TEST(Retransmission, DoublesWithChanceUpToTheLongest) {
  ClientSessionOptions options{.timeout = 1s, .total_time = 120s};
  options.retransmission = {.exponential = true, .longest = 16s};
  DatagramClientSession session(options);
  const auto between = intervals(session);
  ASSERT_GE(between.size(), 8U);
  for (std::size_t i = 0; i < between.size(); ++i) {
    EXPECT_LE(between[i], 17'600ms);
    EXPECT_TRUE(i == 0 || between[i - 1] > 7s || between[i] >= between[i - 1] * 3 / 2);
  }
  EXPECT_GE(between.back(), 14s);
}

TEST(Retransmission, DiffersBetweenClients) {
  ClientSessionOptions options{.timeout = 1s, .total_time = 60s};
  options.retransmission = {.exponential = true};
  DatagramClientSession one(options);
  DatagramClientSession other(options);
  EXPECT_NE(intervals(one), intervals(other));
}

// Answers a call that took `time`.
void measure(DatagramClientSession& session, Duration time) {
  Ended call;
  session.start(call, procedure, nothing, {}, TimePoint{});
  const auto datagram = session.next_datagram();
  const std::uint32_t xid = xdr::load32(datagram.data());
  while (!session.next_datagram().empty()) {
  }
  session.received(test::words({xid, 1, 0, 0, 0, 0}), TimePoint(time));
  EXPECT_TRUE(call.ended);
}

TEST(Retransmission, FollowsTheRoundTrips) {
  ClientSessionOptions options{.timeout = 5s, .total_time = 25s};
  options.retransmission = {.exponential = true, .estimate = true};
  DatagramClientSession session(options);
  EXPECT_EQ(intervals(session).front(), 5s);  // nothing is known yet
  for (int i = 0; i < 20; ++i) measure(session, 30ms);
  const Duration near = intervals(session).front();
  EXPECT_GE(near, 30ms);
  EXPECT_LE(near, 60ms);
  for (int i = 0; i < 20; ++i) measure(session, 1ms);
  EXPECT_GE(intervals(session).front(), 20ms);  // never below the shortest
}

TEST(RoundTrip, IsTheOneOfRfc6298) {
  RoundTrip trip;
  EXPECT_EQ(trip.interval(20ms, 5s), 5s);
  trip.add(100ms);  // RTO = R + 4 * R/2
  EXPECT_EQ(trip.interval(20ms, 5s), 300ms);
  trip.add(100ms);  // the variation falls by a quarter
  EXPECT_EQ(trip.interval(20ms, 5s), 250ms);
  trip.add(10s);
  EXPECT_EQ(trip.interval(20ms, 5s), 5s);
}

}  // namespace
}  // namespace onc
