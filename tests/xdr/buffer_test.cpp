#include <utility>

#include <gtest/gtest.h>

#include <onc/xdr/buffer.h>

#include "support/hex.h"

namespace onc::xdr {
namespace {

using test::hex;
using test::to_hex;

TEST(Buffer, KeepsWhatIsAppendedWhileItGrows) {
  Buffer buffer;
  std::string expected;
  for (int i = 0; i < 1000; ++i) {
    ASSERT_TRUE(buffer.append(hex("01020304")));
    expected += "01020304 ";
  }
  expected.pop_back();
  EXPECT_EQ(to_hex(buffer.bytes()), expected);
}

TEST(Buffer, RefusesWhatIsBeyondItsLimitAndKeepsTheRest) {
  Buffer buffer(8);
  EXPECT_TRUE(buffer.append(hex("0102030405")));
  EXPECT_FALSE(buffer.append(hex("0a0b0c0d")));
  EXPECT_TRUE(buffer.append(hex("060708")));
  EXPECT_EQ(to_hex(buffer.bytes()), "01020304 05060708");
}

TEST(Buffer, ReusesItsMemoryAfterClear) {
  Buffer buffer;
  ASSERT_TRUE(buffer.append(hex("01020304")));
  const std::byte* memory = buffer.bytes().data();
  buffer.clear();
  EXPECT_TRUE(buffer.empty());
  ASSERT_TRUE(buffer.append(hex("05060708")));
  EXPECT_EQ(buffer.bytes().data(), memory);
}

TEST(Buffer, IsEmptyAfterItWasMovedFrom) {
  Buffer buffer;
  ASSERT_TRUE(buffer.append(hex("01020304")));
  Buffer taken = std::move(buffer);
  EXPECT_EQ(to_hex(taken.bytes()), "01020304");
  EXPECT_TRUE(buffer.empty());  // NOLINT(bugprone-use-after-move): that is the promise
  EXPECT_TRUE(buffer.append(hex("05")));
}

TEST(Buffer, ForgetsBytesAtItsFront) {
  Buffer buffer;
  ASSERT_TRUE(buffer.append(hex("0102030405060708")));
  buffer.drop_front(3);
  EXPECT_EQ(to_hex(buffer.bytes()), "04050607 08");
  ASSERT_TRUE(buffer.append(hex("09")));
  EXPECT_EQ(to_hex(buffer.bytes()), "04050607 0809");
  buffer.drop_front(100);
  EXPECT_TRUE(buffer.empty());
}

}  // namespace
}  // namespace onc::xdr
