// The forms of RFC 4506 that rpcgen lacks, against bytes worked out by hand.
#include <cstddef>

#include <gtest/gtest.h>

#include "anonymous.h"
#include "support/hex.h"

namespace {

using namespace anonymous;

using onc::test::Bytes;
using onc::test::hex;

void expect_bytes(const report& value, const Bytes& expected) {
  onc::xdr::Buffer buffer;
  onc::xdr::Encoder out(buffer);
  ASSERT_TRUE(encode(out, value) && out.finish()) << out.report().message("report");
  EXPECT_EQ(Bytes(buffer.bytes().begin(), buffer.bytes().end()), expected);

  report decoded;
  onc::xdr::Decoder in(expected, {}, onc::xdr::Mode::strict);
  ASSERT_TRUE(decode(in, decoded) && in.finish()) << in.report().message("report");
  EXPECT_TRUE(decoded == value);
}

TEST(AnonymousTypes, Full) {
  report value;
  value.line = {.from = {1, 2}, .to = {3, 4}};
  value.state = ON;
  value.mood = report_mood::make_feeling(WARM);
  value.labels = {{.label = "a"}, {.label = "bcd"}};
  value.maybe = report_maybe{.n = -1};
  value.last = reading::make_low({.small = 5, .tag = {std::byte{0xab}, std::byte{0xcd}}});
  value.exact.bytes[0] = std::byte{0x3f};  // 1 as an IEEE binary128 number
  value.exact.bytes[1] = std::byte{0xff};

  expect_bytes(value, hex("00000001 00000002 00000003 00000004"           // line
                          "00000001"                                      // state
                          "00000001 00000006"                             // mood
                          "00000002 00000001 61000000 00000003 62636400"  // labels
                          "00000001 ffffffff"                             // maybe
                          "00000001 00000005 abcd0000"                    // last
                          "3fff0000 00000000 00000000 00000000"));        // exact
}

TEST(AnonymousTypes, Sparse) {
  report value;
  value.mood = report_mood::make_void();
  value.last = reading::make_high(-2);

  expect_bytes(value, hex("00000000 00000000 00000000 00000000"     // line
                          "00000000"                                // state
                          "00000000"                                // mood
                          "00000000"                                // labels
                          "00000000"                                // maybe
                          "00000002 ffffffff fffffffe"              // last
                          "00000000 00000000 00000000 00000000"));  // exact
}

}  // namespace
