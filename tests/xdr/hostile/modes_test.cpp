// What compatible mode takes and strict mode does not, for each place of generated types where the two differ.
#include <gtest/gtest.h>

#include "own_views.h"
#include "support/hex.h"

namespace onc::test {
namespace {

using xdr::Mode;

template <class T>
std::string fault(const Bytes& message, Mode mode) {
  T value;
  xdr::Decoder in(message, {}, mode);
  return decode(in, value) && in.finish() ? "" : in.report().message("value");
}

// The valid message is taken in both modes; with another word in one place only in compatible mode, by value and view.
template <class T, class V>
void expect_difference(Bytes message, std::size_t at, std::uint32_t word, const std::string& expected) {
  EXPECT_EQ(fault<T>(message, Mode::strict), "");
  const Bytes other = words({word});
  std::copy(other.begin(), other.end(), message.begin() + static_cast<std::ptrdiff_t>(at));
  EXPECT_EQ(fault<T>(message, Mode::compatible), "");
  EXPECT_EQ(fault<V>(message, Mode::compatible), "");
  EXPECT_EQ(fault<T>(message, Mode::strict), expected);
  EXPECT_EQ(fault<V>(message, Mode::strict), expected);
}

template <class T>
Bytes encoding(const T& value) {
  xdr::Buffer buffer;
  xdr::Encoder out(buffer);
  EXPECT_TRUE(encode(out, value) && out.finish());
  return {buffer.bytes().begin(), buffer.bytes().end()};
}

#define EXPECT_DIFFERENCE(type, ...) expect_difference<shapes::type, shapes::type##_view>(__VA_ARGS__)

TEST(Difference, EnumInAField) {
  EXPECT_DIFFERENCE(numbers, encoding(shapes::numbers{}), 40, 7, "value.c: value 7 is not in the enum (at byte 40)");
}

TEST(Difference, EnumInAnArray) {
  EXPECT_DIFFERENCE(arrays, encoding(shapes::arrays{.colours = {shapes::RED, shapes::BLUE}}), 36, 0xfffffffe,
                    "value.colours[1]: value -2 is not in the enum (at byte 36)");
}

TEST(Difference, EnumInAFixedArray) {
  EXPECT_DIFFERENCE(arrays, encoding(shapes::arrays{}), 36, 2,
                    "value.pair[1]: value 2 is not in the enum (at byte 36)");
}

TEST(Difference, EnumInAnOptional) {
  EXPECT_DIFFERENCE(optionals, encoding(shapes::optionals{.tint = shapes::BLUE}), 12, 6,
                    "value.tint: value 6 is not in the enum (at byte 12)");
}

TEST(Difference, EnumAsADiscriminantWithADefault) {
  EXPECT_DIFFERENCE(by_enum_default, words({0, 1}), 0, 6, "value.tint: value 6 is not in the enum (at byte 0)");
}

TEST(Difference, BoolInAField) {
  EXPECT_DIFFERENCE(numbers, encoding(shapes::numbers{}), 36, 2, "value.b: bool is 2, neither 0 nor 1 (at byte 36)");
}

TEST(Difference, BoolInAnArray) {
  EXPECT_DIFFERENCE(arrays, encoding(shapes::arrays{.flags = {true, false}}), 20, 0xffffffff,
                    "value.flags[1]: bool is 4294967295, neither 0 nor 1 (at byte 20)");
}

TEST(Difference, BoolInAFixedArray) {
  EXPECT_DIFFERENCE(arrays, encoding(shapes::arrays{}), 20, 2, "value.all[1]: bool is 2, neither 0 nor 1 (at byte 20)");
}

TEST(Difference, BoolInAnOptional) {
  EXPECT_DIFFERENCE(optionals, encoding(shapes::optionals{.flag = true}), 8, 2,
                    "value.flag: bool is 2, neither 0 nor 1 (at byte 8)");
}

TEST(Difference, BoolAsADiscriminant) {
  EXPECT_DIFFERENCE(by_bool, encoding(shapes::by_bool::make_note({})), 0, 2,
                    "value.found: bool is 2, neither 0 nor 1 (at byte 0)");
}

TEST(Difference, FlagOfAnOptional) {
  EXPECT_DIFFERENCE(optionals, encoding(shapes::optionals{.number = 5}), 0, 2,
                    "value.number: bool is 2, neither 0 nor 1 (at byte 0)");
  EXPECT_DIFFERENCE(tree, encoding(shapes::tree{.left = shapes::tree{}}), 4, 0x80000000,
                    "value.left: bool is 2147483648, neither 0 nor 1 (at byte 4)");
}

TEST(Difference, FlagsOfAList) {
  const Bytes two = words({1, 1, 0, 5, 1, 0, 6, 0});
  EXPECT_DIFFERENCE(listing, two, 4, 2, "value.entries: bool is 2, neither 0 nor 1 (at byte 4)");
  EXPECT_DIFFERENCE(listing, two, 16, 2, "value.entries[0]: bool is 2, neither 0 nor 1 (at byte 16)");
}

TEST(Difference, PaddingOfAString) {
  EXPECT_DIFFERENCE(texts, encoding(shapes::texts{.any = "abc"}), 4, 0x61626301,
                    "value.any: padding is not zero (at byte 7)");
}

TEST(Difference, PaddingOfAnOpaque) {
  EXPECT_DIFFERENCE(texts, encoding(shapes::texts{.few = Bytes(5)}), 24, 0x00010000,
                    "value.few: padding is not zero (at byte 25)");
}

TEST(Difference, PaddingOfAFixedOpaque) {
  EXPECT_DIFFERENCE(numbers, encoding(shapes::numbers{}), 48, 0x00000100,
                    "value.sum: padding is not zero (at byte 50)");
}

TEST(Difference, PaddingInAnArray) {
  EXPECT_DIFFERENCE(texts, encoding(shapes::texts{.all = {"", "a"}}), 44, 0x61000001,
                    "value.all[1]: padding is not zero (at byte 47)");
}

TEST(Difference, BytesBehindTheLastField) {
  const Bytes message = words({0, 7, 1});
  EXPECT_EQ(fault<shapes::by_enum>(message, Mode::compatible), "");
  EXPECT_EQ(fault<shapes::by_enum_view>(message, Mode::compatible), "");
  EXPECT_EQ(fault<shapes::by_enum>(message, Mode::strict), "value: 4 bytes follow the last field (at byte 8)");
  EXPECT_EQ(fault<shapes::by_enum_view>(message, Mode::strict), "value: 4 bytes follow the last field (at byte 8)");
}

// What both refuse.

template <class T>
void expect_refused(const Bytes& message, const std::string& expected) {
  EXPECT_EQ(fault<T>(message, Mode::compatible), expected);
  EXPECT_EQ(fault<T>(message, Mode::strict), expected);
}

TEST(NoDifference, DiscriminantWithoutAnArm) {
  expect_refused<shapes::nested>(words({3}), "value: discriminant 3 selects no arm of the union (at byte 0)");
  expect_refused<shapes::by_port>(words({2}), "value: discriminant 2 selects no arm of the union (at byte 0)");
}

TEST(NoDifference, LengthBeyondItsBound) {
  expect_refused<shapes::reply_entry>(words({9, 0, 0, 0}), "value.name: length 9 exceeds the bound 8 (at byte 0)");
}

// A view looks for the end of a fixed array first, a value at each element.
TEST(NoDifference, InvalidBoolInAnArrayThatIsCut) {
  const Bytes message = words({0, 0, 0, 0, 2});
  EXPECT_EQ(fault<shapes::arrays>(message, Mode::strict), "value.all[0]: bool is 2, neither 0 nor 1 (at byte 16)");
  EXPECT_NE(fault<shapes::arrays>(message, Mode::compatible), "");
  EXPECT_NE(fault<shapes::arrays_view>(message, Mode::strict), "");
  EXPECT_NE(fault<shapes::arrays_view>(message, Mode::compatible), "");
}

TEST(NoDifference, NumberThatDoesNotFitItsType) {
  expect_refused<shapes::by_port>(words({65536}), "value.number: number 65536 does not fit the type (at byte 0)");
}

}  // namespace
}  // namespace onc::test
