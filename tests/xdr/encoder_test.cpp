#include <limits>
#include <list>
#include <optional>
#include <string>

#include <gtest/gtest.h>

#include <onc/xdr/encoder.h>

#include "support/hex.h"

namespace onc::xdr {
namespace {

using test::hex;
using test::to_hex;

// What `write` puts on the wire, or its fault.
template <class Write>
std::string encoded(const Write& write, std::size_t limit = 1 << 20) {
  Buffer buffer(limit);
  Encoder out(buffer);
  if (!write(out) || !out.finish()) return out.report().message("value");
  return to_hex(buffer.bytes());
}

TEST(Encoder, WritesIntegersInNetworkOrder) {
  EXPECT_EQ(encoded([](Encoder& out) { return out.u32(0x01020304); }), "01020304");
  EXPECT_EQ(encoded([](Encoder& out) { return out.i32(-2); }), "fffffffe");
  EXPECT_EQ(encoded([](Encoder& out) { return out.u64(0x0102030405060708); }), "01020304 05060708");
  EXPECT_EQ(encoded([](Encoder& out) { return out.i64(std::numeric_limits<std::int64_t>::min()); }),
            "80000000 00000000");
}

TEST(Encoder, WritesNarrowIntegersAsFourBytes) {
  EXPECT_EQ(encoded([](Encoder& out) { return out.i16(-1) && out.u16(0xffff); }), "ffffffff 0000ffff");
  EXPECT_EQ(encoded([](Encoder& out) { return out.i8(-128) && out.u8(255); }), "ffffff80 000000ff");
}

TEST(Encoder, WritesFloatingPointAsIeee754) {
  EXPECT_EQ(encoded([](Encoder& out) { return out.f32(1.0F); }), "3f800000");
  EXPECT_EQ(encoded([](Encoder& out) { return out.f64(-2.5); }), "c0040000 00000000");
  Quadruple one;
  one.bytes[0] = std::byte{0x3f};
  one.bytes[1] = std::byte{0xff};
  EXPECT_EQ(encoded([&](Encoder& out) { return out.quadruple(one); }), "3fff0000 00000000 00000000 00000000");
}

TEST(Encoder, WritesBoolAsZeroAndOne) {
  EXPECT_EQ(encoded([](Encoder& out) { return out.boolean(false) && out.boolean(true); }), "00000000 00000001");
}

TEST(Encoder, PadsOpaqueWithZerosToFourBytes) {
  const auto opaque = [](const std::string& bytes) {
    return encoded([&](Encoder& out) { return out.opaque(hex(bytes)); });
  };
  EXPECT_EQ(opaque(""), "00000000");
  EXPECT_EQ(opaque("aa"), "00000001 aa000000");
  EXPECT_EQ(opaque("aabbcc"), "00000003 aabbcc00");
  EXPECT_EQ(opaque("aabbccdd"), "00000004 aabbccdd");
  EXPECT_EQ(opaque("aabbccddee"), "00000005 aabbccdd ee000000");
  EXPECT_EQ(encoded([](Encoder& out) { return out.opaque_fixed(hex("aabbcc")); }), "aabbcc00");
  EXPECT_EQ(encoded([](Encoder& out) { return out.opaque_fixed({}); }), "");
}

TEST(Encoder, WritesStringsWithTheirLength) {
  EXPECT_EQ(encoded([](Encoder& out) { return out.string("hello", 5); }), "00000005 68656c6c 6f000000");
}

TEST(Encoder, RefusesStringsAndArraysBeyondTheirBound) {
  EXPECT_EQ(encoded([](Encoder& out) { return out.field("name", out.string("hello", 4)); }),
            "value.name: length 5 exceeds the bound 4 (at byte 0)");
  const std::vector<std::int32_t> three{1, 2, 3};
  EXPECT_EQ(encoded([&](Encoder& out) { return out.u32(9) && out.field("list", out.array(three, 2)); }),
            "value.list: length 3 exceeds the bound 2 (at byte 4)");
}

TEST(Encoder, WritesArraysOptionalsAndLists) {
  EXPECT_EQ(encoded([](Encoder& out) {
              return out.array(std::vector<std::uint32_t>{1, 2});
            }),
            "00000002 00000001 00000002");
  EXPECT_EQ(encoded([](Encoder& out) {
              return out.array(std::vector<bool>{true, false});
            }),
            "00000002 00000001 00000000");
  EXPECT_EQ(encoded([](Encoder& out) { return out.fixed(std::array<std::int64_t, 1>{-1}); }), "ffffffff ffffffff");
  EXPECT_EQ(encoded([](Encoder& out) { return out.optional(std::optional<std::int32_t>()); }), "00000000");
  EXPECT_EQ(encoded([](Encoder& out) { return out.optional(std::optional<std::int32_t>(7)); }), "00000001 00000007");
  EXPECT_EQ(encoded([](Encoder& out) { return out.optional(Boxed<std::int32_t>(7)); }), "00000001 00000007");
  EXPECT_EQ(encoded([](Encoder& out) {
              return out.list(std::vector<std::int32_t>{5, 6});
            }),
            "00000001 00000005 00000001 00000006 00000000");
  EXPECT_EQ(encoded([](Encoder& out) {
              return out.chain(std::vector<std::int32_t>{5, 6});
            }),
            "00000005 00000001 00000006 00000000");
}

TEST(Encoder, RefusesAnEmptyListThatTheSchemaEmbedsByValue) {
  EXPECT_EQ(encoded([](Encoder& out) { return out.chain(std::vector<std::int32_t>{}); }),
            "value: a list embedded by value needs at least one element (at byte 0)");
}

TEST(Encoder, NamesTheElementAtFault) {
  const std::vector<std::string> names{"a", "bb", "ccc"};
  const auto element = [](Encoder& out, const std::string& name) { return out.field("name", out.string(name, 2)); };
  EXPECT_EQ(encoded([&](Encoder& out) { return out.field("names", out.array(names, 9, element)); }),
            "value.names[2].name: length 3 exceeds the bound 2 (at byte 20)");
}

TEST(Encoder, ReportsAMessageBeyondTheSinksLimitWithBothNumbers) {
  const auto two = [](Encoder& out) { return out.u64(1) && out.field("second", out.u64(2)); };
  EXPECT_EQ(encoded(two, 12), "value.second: the message takes 16 bytes, the limit is 12 (at byte 8)");
}

TEST(Encoder, KeepsTheFirstFaultAndWritesNothingMore) {
  Buffer buffer;
  Encoder out(buffer);
  EXPECT_TRUE(out.u32(1));
  EXPECT_FALSE(out.unknown_arm(-3));
  EXPECT_FALSE(out.u32(2));
  EXPECT_FALSE(out.string("x", 0));
  EXPECT_FALSE(out.finish());
  EXPECT_EQ(out.report().message("v"), "v: discriminant -3 selects no arm of the union (at byte 4)");
}

// Lends its memory in small pieces that do not follow each other.
class ScatteredSink final : public Sink {
 public:
  std::span<std::byte> lend(std::size_t written, std::size_t need) override {
    if (!pieces_.empty()) pieces_.back().resize(written);
    return pieces_.emplace_back(need + 3);
  }
  [[nodiscard]] std::size_t limit() const noexcept override { return 1 << 20; }
  [[nodiscard]] test::Bytes joined() const {
    test::Bytes all;
    for (const auto& piece : pieces_) all.insert(all.end(), piece.begin(), piece.end());
    return all;
  }

 private:
  std::list<test::Bytes> pieces_;
};

TEST(Encoder, WritesIntoMemoryThatIsLentPieceByPiece) {
  ScatteredSink sink;
  Encoder out(sink);
  ASSERT_TRUE(out.u32(1) && out.u64(2) && out.string("hello") && out.u32(3));
  EXPECT_EQ(out.position(), 28U);
  ASSERT_TRUE(out.finish());
  Buffer buffer;
  Encoder whole(buffer);
  ASSERT_TRUE(whole.u32(1) && whole.u64(2) && whole.string("hello") && whole.u32(3) && whole.finish());
  const test::Bytes joined = sink.joined();
  EXPECT_EQ(to_hex(std::span(joined).first(28)), to_hex(buffer.bytes()));
}

}  // namespace
}  // namespace onc::xdr
