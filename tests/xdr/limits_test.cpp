// What a message may ask of its decoder.

#include <gtest/gtest.h>

#include <onc/xdr/decoder.h>
#include <onc/xdr/encoder.h>

#include "support/hex.h"

namespace onc::xdr {

// As idlc writes a recursive type.
struct Nested {
  std::int32_t value = 0;
  Boxed<Nested> inner{};
  friend bool operator==(const Nested&, const Nested&) = default;
};

static bool encode(Encoder& out, const Nested& nested) {
  if (!out.enter()) return false;
  const bool ok = out.i32(nested.value) && out.field("inner", out.optional(nested.inner));
  out.leave();
  return ok;
}

static bool decode(Decoder& in, Nested& nested) {
  if (!in.enter()) return false;
  const bool ok = in.i32(nested.value) && in.field("inner", in.optional(nested.inner));
  in.leave();
  return ok;
}

namespace {

using test::Bytes;
using test::words;

Bytes nested_message(std::uint32_t levels) {
  Bytes message;
  for (std::uint32_t i = 1; i < levels; ++i) message = test::join({message, words({i, 1})});
  return test::join({message, words({levels, 0})});
}

TEST(DepthLimit, TakesAsManyLevelsAsItSays) {
  Nested value;
  const Bytes message = nested_message(200);
  Decoder in(message);
  EXPECT_TRUE(decode(in, value) && in.finish());
  Buffer buffer;
  Encoder out(buffer);
  EXPECT_TRUE(encode(out, value) && out.finish());
  EXPECT_EQ(test::to_hex(buffer.bytes()), test::to_hex(message));
}

TEST(DepthLimit, RefusesOneLevelMore) {
  Nested value;
  const Bytes message = nested_message(201);
  Decoder in(message);
  EXPECT_FALSE(decode(in, value));
  EXPECT_EQ(in.report().fault, Fault::depth_limit);
  EXPECT_EQ(in.report().limit, 200U);
}

TEST(DepthLimit, HoldsForEncodingToo) {
  Nested value;
  for (int i = 0; i < 200; ++i) {
    Nested outer;
    outer.inner = std::move(value);
    value = std::move(outer);
  }
  Buffer buffer;
  Encoder out(buffer);
  EXPECT_FALSE(encode(out, value));
  EXPECT_EQ(out.report().fault, Fault::depth_limit);
  EXPECT_EQ(out.report().limit, 200U);
}

TEST(DepthLimit, StopsAHundredThousandLevelsWithoutRecursion) {
  Bytes message;
  for (int i = 0; i < 100'000; ++i) message.insert(message.end(), {{}, {}, {}, {}, {}, {}, {}, std::byte{1}});
  Nested value;
  Decoder in(message);
  EXPECT_FALSE(decode(in, value));
  EXPECT_EQ(in.report().fault, Fault::depth_limit);
}

TEST(ElementLimit, CountsTheElementsOfAllArraysTogether) {
  const Bytes message = words({3, 1, 2, 3, 2, 4, 5});
  Decoder in(message, {.elements = 4});
  std::vector<std::uint32_t> first;
  std::vector<std::uint32_t> second;
  EXPECT_TRUE(in.array(first, unbounded, 4));
  EXPECT_FALSE(in.array(second, unbounded, 4));
  EXPECT_EQ(in.report().message("v"), "v: 5 elements exceed the limit of 4 (at byte 20)");
}

TEST(ElementLimit, HoldsForListsToo) {
  const Bytes message = words({1, 7, 1, 8, 1, 9, 0});
  Decoder in(message, {.elements = 2});
  std::vector<std::uint32_t> list;
  EXPECT_FALSE(in.list(list));
  EXPECT_EQ(in.report().fault, Fault::element_limit);
}

TEST(ElementLimit, BoundsElementsThatTakeNoBytes) {
  const Bytes message = words({0xffffffff});
  Decoder in(message);
  std::vector<std::array<std::byte, 0>> empty;
  const auto element = [](Decoder& inner, std::array<std::byte, 0>& v) { return inner.opaque_fixed(v); };
  EXPECT_FALSE(in.array(empty, unbounded, 0, element));
  EXPECT_EQ(in.report().fault, Fault::element_limit);
}

TEST(MemoryLimit, IsAMultipleOfTheMessage) {
  struct Large {
    std::array<std::byte, 1000> bytes{};
  };
  const auto element = [](Decoder& in, Large&) {
    std::uint32_t v = 0;
    return in.u32(v);
  };
  Bytes message = words({100});
  message.resize(message.size() + 400);
  std::vector<Large> values;
  Decoder generous(message, {.memory_multiple = 300, .memory_floor = 0});
  EXPECT_TRUE(generous.array(values, unbounded, 4, element));
  std::vector<Large> none;
  Decoder in(message, {.memory_multiple = 200, .memory_floor = 0});
  EXPECT_FALSE(in.array(none, unbounded, 4, element));
  EXPECT_EQ(none.capacity(), 0U);
  EXPECT_EQ(in.report().message("v"), "v: decoding needs 100016 bytes of memory, the limit is 80800 (at byte 4)");
}

TEST(Lists, OfAMillionElementsAreDecodedComparedCopiedAndDestroyedWithoutRecursion) {
  std::vector<std::uint32_t> values(1'000'000);
  for (std::uint32_t i = 0; i < values.size(); ++i) values[i] = i;
  Buffer buffer;
  Encoder out(buffer);
  ASSERT_TRUE(out.list(values) && out.finish());
  std::vector<std::uint32_t> decoded;
  Decoder in(buffer.bytes());
  ASSERT_TRUE(in.list(decoded) && in.finish());
  const auto copy = decoded;
  EXPECT_EQ(copy, values);
}

TEST(EveryPrefix, OfAMessageIsRefused) {
  Buffer buffer;
  Encoder out(buffer);
  ASSERT_TRUE(out.string("hello") && out.array(std::vector<std::uint64_t>{1, 2, 3}) &&
              out.list(std::vector<std::uint32_t>{4, 5}) && out.finish());
  for (std::size_t size = 0; size < buffer.size(); ++size) {
    Decoder in(buffer.bytes().first(size));
    std::string text;
    std::vector<std::uint64_t> array;
    std::vector<std::uint32_t> list;
    EXPECT_FALSE(in.string(text) && in.array(array, unbounded, 8) && in.list(list)) << size;
  }
}

}  // namespace
}  // namespace onc::xdr
