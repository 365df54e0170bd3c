// The limits of a message of generated types, each with the words of its error; long lists and deep values on a stack
// that has no room for them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "allocations.h"
#include "beyond.h"
#include "own_views.h"
#include "support/hex.h"
#include "support/small_stack.h"

namespace onc::test {
namespace {

using xdr::Limits;

// What the decoder says of the message, empty if it is taken.
template <class T>
std::string fault(const Bytes& message, const char* root, const Limits& limits = {}) {
  T value;
  xdr::Decoder in(message, limits);
  return decode(in, value) && in.finish() ? "" : in.report().message(root);
}

template <class T>
std::string encoding_fault(const T& value, const char* root, const Limits& limits = {}) {
  xdr::Buffer buffer;
  xdr::Encoder out(buffer, limits);
  return encode(out, value) && out.finish() ? "" : out.report().message(root);
}

// The word, so often.
Bytes repeated(std::uint32_t word, std::size_t times) {
  const Bytes one = words({word});
  Bytes all;
  all.reserve(4 * times);
  for (std::size_t i = 0; i < times; ++i) all.insert(all.end(), one.begin(), one.end());
  return all;
}

shapes::reply reply_of(std::size_t entries) {
  shapes::reply value;
  value.entries.resize(entries);
  for (shapes::reply_entry& entry : value.entries) entry.name = "name";
  return value;
}

template <class T>
Bytes encoding(const T& value) {
  xdr::Buffer buffer;
  xdr::Encoder out(buffer);
  EXPECT_TRUE(encode(out, value) && out.finish());
  return {buffer.bytes().begin(), buffer.bytes().end()};
}

TEST(Fault, NamesTheWayToTheFieldAndItsOffset) {
  Bytes message = encoding(reply_of(20));
  // Behind status and count.
  const std::size_t offset = 8 + 17 * xdr_size(reply_of(1).entries[0]);
  message[offset + 3] = std::byte{200};
  const std::string expected =
      "reply.entries[17].name: length 200 exceeds the bound 8 (at byte " + std::to_string(offset) + ")";
  EXPECT_EQ(fault<shapes::reply>(message, "reply"), expected);
  EXPECT_EQ(fault<shapes::reply_view>(message, "reply"), expected);
}

TEST(Fault, NamesUnionArmsAndLists) {
  EXPECT_EQ(fault<shapes::unions>(words({5, 7}), "unions"), "unions.a.text: length 7 exceeds the bound 6 (at byte 4)");
  EXPECT_EQ(fault<shapes::unions>(words({9}), "unions"),
            "unions.a: discriminant 9 selects no arm of the union (at byte 0)");
  EXPECT_EQ(fault<shapes::listing>(words({1, 1, 0, 5, 1, 0, 6, 1, 9}), "listing"),
            "listing.entries[2].name: length 9 exceeds the bound 8 (at byte 32)");
}

TEST(BytesLimit, IsNamedWithBothNumbers) {
  const Bytes message = encoding(reply_of(20));
  const std::string size = std::to_string(message.size());
  const Limits one_less{.bytes = message.size() - 1};
  EXPECT_EQ(fault<shapes::reply>(message, "reply", one_less), "reply.status: the message takes " + size +
                                                                  " bytes, the limit is " +
                                                                  std::to_string(one_less.bytes) + " (at byte 0)");
  EXPECT_EQ(fault<shapes::reply>(message, "reply", {.bytes = message.size()}), "");
  EXPECT_EQ(encoding_fault(reply_of(20), "reply", {.bytes = message.size()}), "");
  EXPECT_EQ(encoding_fault(reply_of(20), "reply", one_less),
            "reply.more: the message takes " + size + " bytes, the limit is " + std::to_string(one_less.bytes) +
                " (at byte " + std::to_string(message.size() - 4) + ")");
}

TEST(ElementLimit, IsNamedWithBothNumbers) {
  const Bytes message = encoding(reply_of(20));
  EXPECT_EQ(fault<shapes::reply>(message, "reply", {.elements = 20}), "");
  EXPECT_EQ(fault<shapes::reply>(message, "reply", {.elements = 19}),
            "reply.entries: 20 elements exceed the limit of 19 (at byte 8)");
  EXPECT_EQ(fault<shapes::listing>(words({1, 1, 0, 5, 1, 0, 6, 1, 0, 7, 0}), "listing", {.elements = 2}),
            "listing.entries[2]: 3 elements exceed the limit of 2 (at byte 32)");
}

TEST(ElementLimit, IsTheSameForViews) {
  const Bytes everything = encoding(shapes::everything{.e = {.by_value = {{}, {}}, .pair = {{{{}}, {{}, {}}}}}});
  for (std::size_t elements = 0; elements < 12; ++elements)
    EXPECT_EQ(fault<shapes::everything>(everything, "all", {.elements = elements}),
              fault<shapes::everything_view>(everything, "all", {.elements = elements}));
}

TEST(MemoryLimit, IsNamedWithBothNumbers) {
  const Limits limits{.memory_multiple = 10, .memory_floor = 100};
  const std::size_t needed = sizeof(shapes::maybe_big) * 100 / 16 * 16 + 16;
  const Bytes message = repeated(0, 104);
  Bytes many = message;
  many[3] = std::byte{100};
  EXPECT_EQ(fault<shapes::sparse>(many, "sparse", limits), "sparse.many: decoding needs " + std::to_string(needed) +
                                                               " bytes of memory, the limit is 4260 (at byte 4)");
  EXPECT_EQ(fault<shapes::sparse>(message, "sparse", limits), "");
}

TEST(DepthLimit, IsNamedWithBothNumbers) {
  EXPECT_EQ(fault<shapes::nested>(words({1, 1, 1, 1, 0}), "nested", {.depth = 3}), "");
  const std::string expected = "nested.deeper.deeper: nested 3 levels deep, the limit is 2 (at byte 16)";
  EXPECT_EQ(fault<shapes::nested>(words({1, 1, 1, 1, 0}), "nested", {.depth = 2}), expected);
  EXPECT_EQ(fault<shapes::nested_view>(words({1, 1, 1, 1, 0}), "nested", {.depth = 2}), expected);
}

template <class T>
void expect_depth_fault(const Bytes& message, const char* of) {
  on_small_stack([&] {
    const std::string text = fault<T>(message, "value");
    EXPECT_NE(text.find(": nested 201 levels deep, the limit is 200 (at byte "), std::string::npos) << of << text;
  });
}

TEST(DepthLimit, StopsHundredThousandLevelsOfEveryRecursiveType) {
  const Bytes ones = repeated(1, 200'000);
  expect_depth_fault<shapes::nested>(ones, "union: ");
  expect_depth_fault<shapes::nested_view>(ones, "view of a union: ");
  expect_depth_fault<shapes::tree>(ones, "optional: ");
  expect_depth_fault<shapes::tree_view>(ones, "view of an optional: ");
  expect_depth_fault<shapes::expression>(ones, "boxed arm: ");
  expect_depth_fault<beyond::term>(ones, "arm by value: ");
  expect_depth_fault<beyond::term_view>(ones, "view of an arm by value: ");
  Bytes items;
  for (int i = 0; i < 100'000; ++i) items.insert(items.end(), {{}, {}, {}, std::byte{1}, {}, {}, {}, {}});
  expect_depth_fault<beyond::stringlist>(items, "list as a union: ");
  expect_depth_fault<beyond::stringlist_view>(items, "view of a list as a union: ");
}

TEST(DepthLimit, HoldsForEncoding) {
  shapes::tree deep;
  for (int i = 0; i < 200; ++i) {
    shapes::tree around;
    around.right = std::move(deep);
    deep = std::move(around);
  }
  const std::string text = encoding_fault(deep, "tree");
  EXPECT_NE(text.find("nested 201 levels deep, the limit is 200"), std::string::npos) << text;
}

TEST(Lists, OfAMillionElementsNeedNoStack) {
  on_small_stack([] {
    shapes::listing value;
    value.entries.resize(1'000'000);
    value.entries.back().name = "last";
    const Bytes message = encoding(value);
    EXPECT_EQ(message.size(), xdr_size(value));
    shapes::listing decoded;
    xdr::Decoder in(message);
    ASSERT_TRUE(decode(in, decoded) && in.finish());
    const shapes::listing copy = decoded;
    EXPECT_TRUE(copy == value);
    shapes::listing_view view;
    xdr::Decoder again(message);
    ASSERT_TRUE(decode(again, view) && again.finish());
    EXPECT_EQ(view.entries.size(), 1'000'000U);
  });
}

TEST(Lists, WithinListsNeedNoStackEither) {
  on_small_stack([] {
    shapes::forest value;
    value.first.resize(1000);
    for (shapes::grove& one : value.first) one.inside.resize(1000);
    shapes::forest decoded;
    const Bytes message = encoding(value);
    xdr::Decoder in(message);
    ASSERT_TRUE(decode(in, decoded));
    EXPECT_TRUE(decoded == value);
  });
}

// Memory is taken a few times, whatever the number of the elements.
TEST(Lists, TakeFewAllocations) {
  shapes::listing value;
  value.entries.resize(200'000);
  const Bytes message = encoding(value);
  shapes::listing decoded;
  const HeapMeter meter;
  xdr::Decoder in(message);
  ASSERT_TRUE(decode(in, decoded));
  EXPECT_LE(meter.use().allocations, 20U);
  EXPECT_LE(meter.use().peak, Limits{}.memory(message.size()));
}

TEST(Lists, OfShortListsStayWithinTheMemoryLimit) {
  shapes::forest value;
  value.first.resize(20'000);
  for (shapes::grove& one : value.first) one.inside.resize(1);
  const Bytes message = encoding(value);
  shapes::forest decoded;
  const HeapMeter meter;
  xdr::Decoder in(message);
  ASSERT_TRUE(decode(in, decoded)) << in.report().message("forest");
  EXPECT_LE(meter.use().peak, Limits{}.memory(message.size()));
}

TEST(Lists, OfOneLargeElementEachAreNotTakenForLongOnes) {
  static_assert(sizeof(shapes::file) > 800);
  shapes::folders value;
  value.all.resize(10'000);
  for (auto& files : value.all) files.resize(1);
  EXPECT_EQ(fault<shapes::folders>(encoding(value), "folders"), "");
}

TEST(Counts, WhoseProductWrapsAreRefused) {
  for (const std::uint32_t count : {0x20000001U, 0x40000000U, 0x55555556U, 0x80000000U, 0xffffffffU}) {
    const Bytes message = join({words({count}), repeated(0, 64)});
    const HeapMeter meter;
    EXPECT_EQ(fault<shapes::arrays>(message, "arrays"),
              "arrays.some: the message ends here: " + std::to_string(std::uint64_t{count} * 4) +
                  " bytes needed, 256 left (at byte 4)");
    EXPECT_NE(fault<shapes::sparse>(message, "sparse"), "");
    EXPECT_NE(fault<shapes::branch>(join({words({0}), message}), "branch"), "");
    EXPECT_NE(fault<shapes::branch_view>(join({words({0}), message}), "branch"), "");
    EXPECT_LE(meter.use().peak, 4096U) << "of all these texts and faults";
  }
}

TEST(Counts, OfElementsWithoutBytesAreLimited) {
  const std::string expected = "zeros.many: 4294967295 elements exceed the limit of 16777216 (at byte 4)";
  EXPECT_EQ(fault<beyond::zeros>(words({0xffffffff, 1}), "zeros"), expected);
  EXPECT_EQ(fault<beyond::zeros_view>(words({0xffffffff, 1}), "zeros"), expected);
  const std::string memory = "zeros.many: decoding needs 16777232 bytes of memory, the limit is 1049088 (at byte 4)";
  EXPECT_EQ(fault<beyond::zeros>(words({1 << 24, 1}), "zeros"), memory);
  EXPECT_THAT(fault<beyond::zeros_view>(words({1 << 24, 1}), "zeros"), testing::HasSubstr("the limit is 1049088"));
  EXPECT_EQ(fault<beyond::zeros>(words({1000, 1}), "zeros"), "");
}

// Decoding into what held a deep value takes it apart again, level by level.
TEST(Used, DeepValuesAreReplacedOnASmallStack) {
  on_small_stack([] {
    Bytes deep;
    for (int i = 0; i < 199; ++i) deep = join({deep, words({1, 1})});
    shapes::nested value;
    deep = join({deep, words({0})});
    xdr::Decoder in(deep);
    ASSERT_TRUE(decode(in, value) && in.finish()) << in.report().message("nested");
    const Bytes flat = words({2, 7});
    xdr::Decoder again(flat);
    ASSERT_TRUE(decode(again, value));
    EXPECT_EQ(*value.value(), 7);
  });
}

}  // namespace
}  // namespace onc::test
