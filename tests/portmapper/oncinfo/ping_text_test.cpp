// Percentiles, bars and durations.

#include <numeric>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "oncinfo/ping.h"

namespace onc::oncinfo {
namespace {

using namespace std::chrono_literals;

std::vector<Duration> hundred() {
  std::vector<Duration> all;
  for (int i = 1; i <= 100; ++i) all.push_back(std::chrono::microseconds(i));
  return all;
}

TEST(Percentile, IsOneOfTheValues) {
  EXPECT_EQ(percentile(hundred(), 50), 50us);
  EXPECT_EQ(percentile(hundred(), 99), 99us);
  EXPECT_EQ(percentile(hundred(), 99.5), 100us);
  EXPECT_EQ(percentile(hundred(), 0), 1us);
  EXPECT_EQ(percentile({7us}, 50), 7us);
}

TEST(DurationText, HasThreeDigits) {
  EXPECT_EQ(duration_text(870ns), "870 ns");
  EXPECT_EQ(duration_text(12'345ns), "12.3 us");
  EXPECT_EQ(duration_text(4'560us), "4.56 ms");
  EXPECT_EQ(duration_text(1'200ms), "1.2 s");
}

TEST(Histogram, HasABarForEachRangeThatIsNotBeyondTheOthers) {
  EXPECT_EQ(histogram_text({3us, 3us, 3us, 3us, 20us}),
            "    < 4 us  ######################################## 4\n"
            "    < 8 us                                           0\n"
            "   < 16 us                                           0\n"
            "   < 32 us  ##########                               1\n");
  EXPECT_EQ(histogram_text({}), "");
  EXPECT_EQ(histogram_text({std::chrono::hours(1)}), "      more  ######################################## 1\n");
}

TEST(PingText, CountsWhatIsLost) {
  PingReport report{.id = {100003, 3}, .peer = "udp 127.0.0.1:2049", .calls = 4, .latencies = {3us, 3us, 1us}};
  report.failures[Errc::timed_out] = 1;
  report.retransmissions = 2;
  EXPECT_EQ(ping_text(report),
            "program 100003 version 3 at udp 127.0.0.1:2049: 4 calls, 3 answers, 2 sent again, 1 timed_out\n"
            "min 1 us  p50 3 us  p90 3 us  p99 3 us  max 3 us  mean 2.33 us\n"
            "    < 2 us  ####################                     1\n"
            "    < 4 us  ######################################## 2\n");
  const Json json = ping_json(report, {});
  EXPECT_EQ(json["failures"].dump(), R"({"timed_out":1})");
  EXPECT_EQ(json["latency_us"]["p50"], 3.0);
  EXPECT_EQ(json["histogram"].dump(), R"([{"below_us":2.0,"count":1},{"below_us":4.0,"count":2}])");
}

TEST(PingText, SaysNothingOfLatenciesThatThereAreNot) {
  const PingReport report{.id = {1, 1}, .peer = "tcp a", .calls = 1, .latencies = {}, .failures = {{Errc::closed, 1}}};
  EXPECT_EQ(ping_text(report), "program 1 version 1 at tcp a: 1 calls, 0 answers, 1 closed\n");
  EXPECT_EQ(ping_json(report, {})["latency_us"], nullptr);
}

}  // namespace
}  // namespace onc::oncinfo
