// Looking before sleeping.

#include "base/lookout.h"

#include <gtest/gtest.h>

namespace onc {
namespace {

using namespace std::chrono_literals;

TEST(Lookout, FindsWhatIsThere) {
  Lookout lookout(1h);
  int looks = 0;
  EXPECT_TRUE(lookout.find([&] { return ++looks == 3; }));
  EXPECT_EQ(looks, 3);
}

TEST(Lookout, NeverLooksWithoutTime) {
  Lookout lookout(Duration::zero());
  EXPECT_FALSE(lookout.find([] { return true; }));
}

TEST(Lookout, IsLeftOffAHundredTimesAsLongAsItWasInVain) {
  Lookout lookout(50ms);
  int looks = 0;
  EXPECT_FALSE(lookout.find([&] { return ++looks < 0; }));
  EXPECT_GT(looks, 0);
  EXPECT_FALSE(lookout.find([] { return true; }));  // for five seconds
}

// As a loop's does, whose services may take longer.
TEST(Lookout, DoesNotCountWhatALookDoesWithItsFind) {
  constexpr Duration time = 1s;
  Lookout lookout(time);
  int looks = 0;
  EXPECT_TRUE(lookout.find([&] {
    if (++looks < 2) return false;
    for (const TimePoint end = Clock::now() + time; Clock::now() < end;) {
    }
    return true;
  }));
  EXPECT_TRUE(lookout.find([] { return true; }));
}

}  // namespace
}  // namespace onc
