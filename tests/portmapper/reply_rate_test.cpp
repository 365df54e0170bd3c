// What forged questions over udp can have sent to somebody else.

#include "service/reply_rate.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace onc {
namespace {

SocketAddress at(const std::string& address) { return SocketAddress::parse(address).value(); }

const TimePoint start = TimePoint{} + std::chrono::hours(1);

int answers(ReplyRate& rate, const std::string& peer, int questions, TimePoint now = start) {
  int count = 0;
  for (int i = 0; i < questions; ++i) count += rate.take(at(peer), now) ? 1 : 0;
  return count;
}

TEST(ReplyRate, LetsABurstPassAndThenTheRate) {
  ReplyRate rate(100);
  EXPECT_EQ(answers(rate, "192.0.2.1:700", 1000), 500);
  EXPECT_EQ(answers(rate, "192.0.2.1:701", 1000), 0);
  EXPECT_EQ(answers(rate, "192.0.2.1:700", 1000, start + std::chrono::seconds(1)), 100);
  EXPECT_EQ(answers(rate, "192.0.2.1:700", 1000, start + std::chrono::hours(1)), 500);
}

TEST(ReplyRate, CountsByNetwork) {
  ReplyRate rate(1);
  EXPECT_EQ(answers(rate, "192.0.2.1:700", 9), 5);
  EXPECT_EQ(answers(rate, "192.0.2.77:700", 9), 0);
  EXPECT_EQ(answers(rate, "[::ffff:192.0.2.78]:700", 9), 0);
  EXPECT_EQ(answers(rate, "192.0.3.1:700", 9), 5);
  EXPECT_EQ(answers(rate, "[2001:db8::1]:700", 9), 5);
  EXPECT_EQ(answers(rate, "[2001:db8::ffff:2]:700", 9), 0);
  EXPECT_EQ(answers(rate, "[2001:db8:0:1::1]:700", 9), 5);
}

// Questions in the name of every network there is do not give the victim's network more.
TEST(ReplyRate, DoesNotForgetWhoHasHadItsShare) {
  ReplyRate rate(1);
  EXPECT_EQ(answers(rate, "192.0.2.1:700", 9), 5);
  for (int i = 0; i < 200'000; ++i)
    rate.take(at(std::to_string(1 + i % 100) + "." + std::to_string(i / 100 % 250) + "." + std::to_string(i / 25'000) +
                 ".1:5"),
              start);
  EXPECT_EQ(answers(rate, "192.0.2.1:700", 9), 0);
}

TEST(ReplyRate, CanBeOff) {
  ReplyRate rate(0);
  EXPECT_EQ(answers(rate, "192.0.2.1:700", 100'000), 100'000);
}

TEST(ReplyRate, TellsOnceInAMinute) {
  std::vector<std::string> told;
  ReplyRate rate(1, [&](const SocketAddress& peer) { told.push_back(peer.to_string()); });
  answers(rate, "192.0.2.1:700", 1000);
  answers(rate, "198.51.100.1:700", 1000);
  EXPECT_THAT(told, testing::ElementsAre("192.0.2.1:700"));
  answers(rate, "198.51.100.1:700", 1000, start + std::chrono::minutes(1));
  EXPECT_THAT(told, testing::ElementsAre("192.0.2.1:700", "198.51.100.1:700"));
}

}  // namespace
}  // namespace onc
