#include "base/portion.h"

#include <gtest/gtest.h>

namespace onc {
namespace {

using namespace std::chrono_literals;

TEST(Portion, IsSmallerAfterOneThatTookTooLong) {
  Portion portion(16, 1ms);
  EXPECT_EQ(portion.size(), 16u);
  for (const std::size_t size : {8u, 4u, 2u, 1u, 1u}) {
    portion.took(2ms);
    EXPECT_EQ(portion.size(), size);
  }
}

TEST(Portion, GrowsAgainWhereThereIsTime) {
  Portion portion(16, 1ms);
  for (int i = 0; i < 5; ++i) portion.took(2ms);
  portion.took(500us);  // two would take as long as may be
  EXPECT_EQ(portion.size(), 1u);
  for (const std::size_t size : {2u, 4u, 8u, 16u, 16u}) {
    portion.took(200us);
    EXPECT_EQ(portion.size(), size);
  }
}

}  // namespace
}  // namespace onc
