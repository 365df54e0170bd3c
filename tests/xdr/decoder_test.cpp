#include <optional>
#include <string>

#include <gtest/gtest.h>

#include <onc/xdr/decoder.h>

#include "support/hex.h"

namespace onc::xdr {

// As idlc writes an enum.
enum class Colour : std::int32_t { red = 0, blue = 5 };
static std::string_view to_string(Colour value) noexcept {
  return value == Colour::red ? "red" : value == Colour::blue ? "blue" : "";
}

namespace {

using test::Bytes;
using test::hex;

// The report of reading `text` by `read`, empty when it was read without a fault.
template <class Read>
std::string fault(const std::string& text, const Read& read, Mode mode = Mode::compatible) {
  const Bytes bytes = hex(text);
  Decoder in(bytes, {}, mode);
  if (read(in) && in.finish()) return "";
  return in.report().message("value");
}

TEST(Decoder, ReadsIntegersInNetworkOrder) {
  const Bytes bytes = hex("01020304 fffffffe 0102030405060708 8000000000000000");
  Decoder in(bytes);
  std::uint32_t u32 = 0;
  std::int32_t i32 = 0;
  std::uint64_t u64 = 0;
  std::int64_t i64 = 0;
  ASSERT_TRUE(in.u32(u32) && in.i32(i32) && in.u64(u64) && in.i64(i64) && in.finish());
  EXPECT_EQ(u32, 0x01020304U);
  EXPECT_EQ(i32, -2);
  EXPECT_EQ(u64, 0x0102030405060708U);
  EXPECT_EQ(i64, std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(in.left(), 0U);
}

TEST(Decoder, ReadsFloatingPoint) {
  const Bytes bytes = hex("3f800000 c004000000000000");
  Decoder in(bytes);
  float f = 0;
  double d = 0;
  ASSERT_TRUE(in.f32(f) && in.f64(d));
  EXPECT_EQ(f, 1.0F);
  EXPECT_EQ(d, -2.5);
}

TEST(Decoder, RefusesNarrowIntegersThatDoNotFit) {
  const auto i16 = [](Decoder& in) {
    std::int16_t v = 0;
    return in.i16(v);
  };
  const auto u8 = [](Decoder& in) {
    std::uint8_t v = 0;
    return in.u8(v);
  };
  EXPECT_EQ(fault("ffff8000", i16), "");
  EXPECT_EQ(fault("00010000", i16), "value: number 65536 does not fit the type (at byte 0)");
  EXPECT_EQ(fault("000000ff", u8), "");
  EXPECT_EQ(fault("ffffff80", u8), "value: number -128 does not fit the type (at byte 0)");
}

TEST(Decoder, TellsWhatIsMissingWhenTheMessageEnds) {
  const auto two = [](Decoder& in) {
    std::uint32_t a = 0;
    std::uint64_t b = 0;
    return in.field("a", in.u32(a)) && in.field("b", in.u64(b));
  };
  EXPECT_EQ(fault("00000001 000000", two), "value.b: the message ends here: 8 bytes needed, 3 left (at byte 4)");
}

TEST(Decoder, StaysFailedAfterAFault) {
  const Bytes bytes = hex("0001");
  Decoder in(bytes);
  std::uint32_t value = 0;
  EXPECT_FALSE(in.u32(value));
  EXPECT_FALSE(in.finish());
}

TEST(Decoder, ReadsStringsAndOpaqueWithinTheirBound) {
  const Bytes bytes = hex("00000005 68656c6c 6f000000 00000002 aabb0000");
  Decoder in(bytes);
  std::string text;
  std::vector<std::byte> opaque;
  ASSERT_TRUE(in.string(text, 5) && in.opaque(opaque, 2) && in.finish());
  EXPECT_EQ(text, "hello");
  EXPECT_EQ(opaque, hex("aabb"));
}

TEST(Decoder, RefusesLengthsBeyondTheBoundOrTheMessage) {
  const auto read = [](Decoder& in) {
    std::string v;
    return in.field("s", in.string(v, 100));
  };
  EXPECT_EQ(fault("00000065", read), "value.s: length 101 exceeds the bound 100 (at byte 0)");
  EXPECT_EQ(fault("00000005 68656c6c", read), "value.s: the message ends here: 8 bytes needed, 4 left (at byte 4)");
  const auto unbound = [](Decoder& in) {
    std::string v;
    return in.string(v);
  };
  for (const std::string length : {"ffffffff", "fffffffd", "80000000", "7fffffff"}) {
    EXPECT_NE(fault(length + "61626364", unbound), "") << length;
  }
}

TEST(Decoder, ViewsRefreshNothingAndPointIntoTheMessage) {
  const Bytes bytes = hex("00000003 aabbcc00");
  Decoder in(bytes);
  std::span<const std::byte> view;
  ASSERT_TRUE(in.view(view));
  EXPECT_EQ(view.data(), bytes.data() + 4);
  EXPECT_EQ(view.size(), 3U);
}

TEST(Decoder, ReadsArraysOptionalsAndLists) {
  const Bytes bytes =
      hex("00000002 00000001 00000002  00000001 00000007  00000000"
          "00000001 00000005 00000001 00000006 00000000  00000005 00000000");
  Decoder in(bytes);
  std::vector<std::uint32_t> array;
  std::optional<std::uint32_t> present;
  Boxed<std::uint32_t> absent(3U);
  std::vector<std::uint32_t> list{9};
  std::vector<std::uint32_t> chain{9};
  ASSERT_TRUE(in.array(array, 2, 4) && in.optional(present) && in.optional(absent) && in.list(list) &&
              in.chain(chain) && in.finish());
  EXPECT_EQ(array, (std::vector<std::uint32_t>{1, 2}));
  EXPECT_EQ(present, 7U);
  EXPECT_FALSE(absent.has_value());
  EXPECT_EQ(list, (std::vector<std::uint32_t>{5, 6}));
  EXPECT_EQ(chain, (std::vector<std::uint32_t>{5}));
}

TEST(Decoder, ReadsArraysOfBool) {
  const Bytes bytes = hex("00000002 00000001 00000000");
  Decoder in(bytes);
  std::vector<bool> flags;
  ASSERT_TRUE(in.array(flags, 2, 4));
  EXPECT_EQ(flags, (std::vector<bool>{true, false}));
}

TEST(Decoder, BelievesNoCountThatTheMessageCannotHold) {
  const auto read = [](Decoder& in) {
    std::vector<std::uint64_t> v;
    const bool ok = in.array(v, unbounded, 8);
    EXPECT_EQ(v.capacity(), 0U);
    return ok;
  };
  for (const std::string count : {"20000001", "40000000", "80000000", "ffffffff", "00000002"}) {
    EXPECT_NE(fault(count + "0000000000000001", read), "") << count;
  }
}

TEST(Decoder, NamesTheWayToTheFieldAtFault) {
  const auto name = [](Decoder& in, std::string& v) { return in.field("name", in.string(v, 3)); };
  const auto read = [&](Decoder& in) {
    std::vector<std::string> names;
    return in.field("entries", in.array(names, unbounded, 4, name));
  };
  EXPECT_EQ(fault("00000002 00000001 61000000 00000004 61626364", read),
            "value.entries[1].name: length 4 exceeds the bound 3 (at byte 12)");
}

TEST(Decoder, DropsTheOutermostNamesOfAVeryLongWay) {
  Decoder in({});
  std::uint32_t v = 0;
  bool ok = in.u32(v);
  for (int i = 0; i < 40; ++i) ok = in.field("x", ok);
  EXPECT_FALSE(ok);
  EXPECT_TRUE(in.report().path.to_string().starts_with("....x.x")) << in.report().path.to_string();
}

// Where compatible and strict mode differ, one by one.

bool read_bool(Decoder& in) {
  bool v = false;
  return in.boolean(v) && v;
}

TEST(Mode, CompatibleTakesAnyNonZeroBoolAsTrue) {
  EXPECT_EQ(fault("00000002", read_bool), "");
  EXPECT_EQ(fault("00000002", read_bool, Mode::strict), "value: bool is 2, neither 0 nor 1 (at byte 0)");
  EXPECT_EQ(fault("00000001", read_bool, Mode::strict), "");
}

TEST(Mode, CompatibleIgnoresTheContentOfPadding) {
  const auto read = [](Decoder& in) {
    std::string v;
    return in.string(v);
  };
  EXPECT_EQ(fault("00000001 61000001", read), "");
  EXPECT_EQ(fault("00000001 61000001", read, Mode::strict), "value: padding is not zero (at byte 7)");
  EXPECT_EQ(fault("00000001 61000000", read, Mode::strict), "");
}

TEST(Mode, CompatibleIgnoresBytesBehindTheLastField) {
  const auto read = [](Decoder& in) {
    std::uint32_t v = 0;
    return in.u32(v);
  };
  EXPECT_EQ(fault("00000001 61", read), "");
  EXPECT_EQ(fault("00000001 61", read, Mode::strict), "value: 1 bytes follow the last field (at byte 4)");
}

TEST(Mode, CompatibleKeepsEnumeratorsOutsideTheSchema) {
  const auto read = [](Decoder& in) {
    Colour colour{};
    const bool ok = in.enumerator(colour);
    EXPECT_EQ(static_cast<std::int32_t>(colour), -7);
    return ok;
  };
  EXPECT_EQ(fault("fffffff9", read), "");
  EXPECT_EQ(fault("fffffff9", read, Mode::strict), "value: value -7 is not in the enum (at byte 0)");
}

TEST(Mode, BothRefuseDiscriminantsWithoutAnArm) {
  const auto read = [](Decoder& in) {
    std::int32_t tag = 0;
    return in.peek(tag) && in.unknown_arm(tag);
  };
  EXPECT_EQ(fault("00000004", read), "value: discriminant 4 selects no arm of the union (at byte 0)");
  EXPECT_EQ(fault("00000004", read, Mode::strict), fault("00000004", read));
}

}  // namespace
}  // namespace onc::xdr
