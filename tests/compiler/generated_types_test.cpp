// What generated types do, on the files of golden/: bytes, defaults, and that a union's tag and arm agree.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <onc/xdr/buffer.h>

#include "aliases.h"
#include "enums.h"
#include "importing.h"
#include "lists.h"
#include "recursion.h"
#include "structs.h"
#include "unions.h"

namespace {

using Bytes = std::vector<std::byte>;

// The encoding of `value`, or nothing when it is refused.
template <class T>
Bytes encoded(const T& value) {
  onc::xdr::Buffer buffer;
  onc::xdr::Encoder out(buffer);
  if (!encode(out, value) || !out.finish()) return {};
  return {buffer.bytes().begin(), buffer.bytes().end()};
}

template <class T>
bool decodes(const Bytes& bytes, T& value, onc::xdr::Mode mode = onc::xdr::Mode::compatible) {
  onc::xdr::Decoder in(bytes, {}, mode);
  return decode(in, value) && in.left() == 0;
}

template <class T>
void expect_round_trip(const T& value) {
  T copy{};
  ASSERT_TRUE(decodes(encoded(value), copy));
  EXPECT_EQ(value, copy);
  EXPECT_EQ(xdr_size(value), encoded(value).size());
}

Bytes words(const std::vector<std::uint32_t>& numbers) {
  Bytes bytes;
  for (const std::uint32_t number : numbers)
    for (int shift = 24; shift >= 0; shift -= 8) bytes.push_back(static_cast<std::byte>(number >> shift));
  return bytes;
}

TEST(GeneratedEnum, KnowsItsNames) {
  EXPECT_EQ(to_string(enums::NOT_FOUND), "NOT_FOUND");
  EXPECT_EQ(to_string(enums::status::STALE), "STALE");
  EXPECT_EQ(to_string(static_cast<enums::status>(5)), "");
  EXPECT_EQ(to_string(enums::twice::UNO), "ONE");
}

TEST(GeneratedEnum, KeepsUnknownValuesUnlessStrict) {
  enums::status value{};
  EXPECT_TRUE(decodes(words({5}), value));
  EXPECT_EQ(static_cast<int>(value), 5);
  EXPECT_FALSE(decodes(words({5}), value, onc::xdr::Mode::strict));
  EXPECT_EQ(encoded(enums::LAST), words({0x80000000}));
}

TEST(GeneratedEnum, MembersStartWithAValueOfTheSchema) {
  EXPECT_EQ(enums::defaults{}.zero_is_known, enums::OK);
  EXPECT_EQ(enums::defaults{}.zero_is_unknown, enums::ONE);
}

TEST(GeneratedStruct, WritesMembersInOrder) {
  structs::nested value{.position = {.x = 7, .side = structs::RIGHT}};
  EXPECT_EQ(encoded(value), words({7, 1}));
}

TEST(GeneratedStruct, ComesBackAsItWas) {
  expect_round_trip(
      structs::primitives{.a = -1, .d = 1ull << 63, .e = true, .f = 1.5f, .g = -2.5, .i = -128, .l = 65535});
  structs::containers containers{.text = "text", .numbers = {1, 2, 3}, .flags = {true, false}, .maybe = -5};
  containers.parts = structs::primitives{.a = 1};
  containers.all = {structs::primitives{}, structs::primitives{.b = 2}};
  expect_round_trip(containers);
  structs::typedefs typedefs{.name = "name", .data = Bytes(5), .many = {"a", "b"}, .limit = 9, .others = {"c"}};
  typedefs.alias = "d";
  expect_round_trip(typedefs);
}

TEST(GeneratedStruct, KeepsBoundsInBothDirectionsAlsoThroughTypedefs) {
  EXPECT_NE(encoded(structs::typedefs{.name = std::string(128, 'x')}), Bytes{});
  EXPECT_EQ(encoded(structs::typedefs{.name = std::string(129, 'x')}), Bytes{});
  EXPECT_EQ(encoded(structs::typedefs{.many = std::vector<structs::key>(17)}), Bytes{});
  EXPECT_EQ(encoded(structs::typedefs{.others = {std::string(129, 'x')}}), Bytes{});
  EXPECT_EQ(encoded(structs::containers{.variable = Bytes(1025)}), Bytes{});
  structs::typedefs value{};
  Bytes long_name = words({129});
  long_name.resize(4 + 132);
  EXPECT_FALSE(decodes(long_name, value));
}

TEST(GeneratedStruct, HasASizeAtCompileTimeIfItIsFixed) {
  static_assert(xdr_size(structs::primitives{}) == 72);
  static_assert(xdr_size(structs::LEFT) == 4);
  EXPECT_EQ(structs::xdr_size_keys({"a", "", "abcd", "abcde"}), 4u + 8 + 4 + 8 + 12);
  EXPECT_EQ(structs::xdr_size_maybe_size(std::nullopt), 4u);
}

TEST(GeneratedStruct, HasAText) {
  EXPECT_EQ(to_string(structs::nested{.position = {.x = -7, .side = structs::RIGHT}}),
            "{position: {x: -7, side: RIGHT}}");
  EXPECT_EQ(
      to_string(structs::containers{.text = "a \"b\"\n", .numbers = {1, 2}, .flags = {true}, .maybe = 5}).substr(0, 42),
      R"({text: "a \"b\"\n", bounded: "", fixed: 0x)");
}

TEST(GeneratedUnion, StartsWithItsFirstArm) {
  const unions::get_result value;
  EXPECT_EQ(value.st(), unions::OK);
  ASSERT_NE(value.found(), nullptr);
  EXPECT_EQ(value.latest(), nullptr);
  EXPECT_EQ(unions::by_number{}.number(), -1);
  EXPECT_EQ(unions::only_default{}.st(), unions::OK);
}

TEST(GeneratedUnion, IsMadeByItsFactories) {
  EXPECT_EQ(unions::get_result::make_found({.name = "a"}).found()->name, "a");
  EXPECT_EQ(*unions::get_result::make_latest(unions::MOVED, 7).latest(), 7u);
  EXPECT_EQ(unions::get_result::make_void(unions::NOT_FOUND).st(), unions::NOT_FOUND);
  EXPECT_EQ(*unions::attribute::make_mode(0644).mode(), 0644u);
  EXPECT_FALSE(unions::attribute::make_void().set_it());
}

TEST(GeneratedUnion, RefusesATagThatSelectsAnotherArm) {
  EXPECT_THROW(unions::get_result::make_latest(unions::OK, 7), std::invalid_argument);
  EXPECT_THROW(unions::get_result::make_void(unions::STALE), std::invalid_argument);
  EXPECT_THROW(unions::voids::make_void(unions::NOT_FOUND), std::invalid_argument);
  EXPECT_THROW(unions::by_unsigned::make_any(4294967295, {}), std::invalid_argument);
}

TEST(GeneratedUnion, CopiesMovesAndComparesItsArm) {
  const auto original = unions::get_result::make_found({.name = std::string(100, 'n'), .data = Bytes(50)});
  unions::get_result copy = original;
  EXPECT_EQ(copy, original);
  copy.found()->name = "other";
  EXPECT_NE(copy, original);
  const unions::get_result moved = std::move(copy);
  EXPECT_EQ(moved.found()->name, "other");
  unions::get_result assigned = unions::get_result::make_latest(unions::STALE, 1);
  EXPECT_NE(assigned, original);
  assigned = original;
  EXPECT_EQ(assigned, original);
  assigned = unions::get_result::make_void(unions::NOT_FOUND);
  EXPECT_EQ(assigned.found(), nullptr);
  const unions::get_result& self = assigned;
  assigned = self;
  EXPECT_EQ(assigned, unions::get_result::make_void(unions::NOT_FOUND));
  EXPECT_NE(unions::get_result::make_latest(unions::STALE, 1), unions::get_result::make_latest(unions::MOVED, 1));
}

TEST(GeneratedUnion, WritesTagAndArm) {
  EXPECT_EQ(encoded(unions::get_result::make_latest(unions::STALE, 7)), words({2, 0, 7}));
  EXPECT_EQ(encoded(unions::get_result::make_void(unions::NOT_FOUND)), words({1}));
  EXPECT_EQ(encoded(unions::by_number::make_text("ab")), (words({0xffffffff, 2, 0x61620000})));
  EXPECT_EQ(encoded(unions::attribute::make_void()), words({0}));
  EXPECT_EQ(encoded(unions::by_unsigned::make_void()), words({0xffffffff}));
}

TEST(GeneratedUnion, DecodesOverWhatItHeld) {
  unions::get_result value = unions::get_result::make_found({.name = "old"});
  EXPECT_TRUE(decodes(words({3, 0, 9}), value));
  EXPECT_EQ(value, unions::get_result::make_latest(unions::MOVED, 9));
  EXPECT_TRUE(decodes(words({77}), value));
  EXPECT_EQ(static_cast<int>(value.st()), 77);
  EXPECT_EQ(value.latest(), nullptr);
}

TEST(GeneratedUnion, RefusesADiscriminantWithoutAnArm) {
  unions::by_number number = unions::by_number::make_text("kept");
  EXPECT_FALSE(decodes(words({5}), number));
  EXPECT_EQ(number, unions::by_number::make_text("kept"));
  unions::voids none;
  EXPECT_FALSE(decodes(words({3}), none));
}

TEST(GeneratedUnion, ComesBackAsItWas) {
  unions::holder value{.one = unions::get_result::make_found({.name = "n", .data = Bytes(3)})};
  value.each = {unions::attribute::make_mode(1), unions::attribute::make_void()};
  value.many = {unions::by_number::make_many({1, 2}), unions::by_number::make_maybe(unions::entry{.name = "x"})};
  value.maybe = unions::voids::make_void(unions::STALE);
  expect_round_trip(value);
}

TEST(GeneratedList, IsWrittenAsElementsThatAnnounceEachOther) {
  lists::uses value;
  const Bytes chains_missing = encoded(value);
  EXPECT_EQ(chains_missing, Bytes{}) << "a list by value has at least one element";
  value.at_least_one = {{.fileid = 5, .name = ""}};
  value.pair = {value.at_least_one, value.at_least_one};
  value.alias = {{.value = 1}, {.value = 2}};
  value.all = {{.fileid = 6, .name = ""}, {.fileid = 7, .name = ""}};
  value.several = {value.all};
  value.named = {{.value = 3}};
  value.count = {{}, {}, {}};
  const Bytes bytes = words({1, 0, 6, 0, 1, 0, 7, 0, 0,  // all
                             0, 5, 0, 0,                 // at_least_one
                             1, 0, 6, 0, 1, 0, 7, 0, 0,  // several
                             0, 5, 0, 0, 0, 5, 0, 0,     // pair
                             1, 3, 0,                    // named
                             1, 1, 2, 0,                 // alias
                             1, 1, 1, 0});               // count
  EXPECT_EQ(encoded(value), bytes);
  expect_round_trip(value);
}

TEST(GeneratedList, DecodesWithoutRecursion) {
  onc::xdr::Buffer buffer;
  onc::xdr::Encoder out(buffer);
  ASSERT_TRUE(lists::encode_nodes(out, lists::nodes(200'000)) && out.finish());
  onc::xdr::Decoder in(buffer.bytes());
  lists::nodes value;
  EXPECT_TRUE(lists::decode_nodes(in, value));
  EXPECT_EQ(value.size(), 200'000u);
}

TEST(GeneratedRecursion, ComesBackAsItWas) {
  recursion::tree tree{.value = 1};
  tree.left = recursion::tree{.value = 2};
  tree.left->right = recursion::tree{.value = 3};
  expect_round_trip(tree);
  recursion::menu menu{.title = "top"};
  menu.entries = {recursion::menu{.title = "a"}, recursion::menu{.title = "b", .entries = {recursion::menu{}}}};
  expect_round_trip(menu);
}

TEST(GeneratedRecursion, BoxesAUnionInsideItself) {
  using recursion::expression;
  const auto two = expression::make_number(2);
  const auto sum = expression::make_operands({.left = expression::make_negated(two), .right = two});
  expect_round_trip(expression::make_arguments({sum, two}));
  EXPECT_EQ(encoded(expression::make_negated(two)), words({2, 0, 2}));
  EXPECT_EQ(*sum.operands()->left.negated()->number(), 2);
}

TEST(GeneratedRecursion, WritesTheRfcsListWithAUnion) {
  using recursion::stringlist;
  const auto end = stringlist::make_void();
  EXPECT_EQ(encoded(stringlist::make_element({.item = "", .next = end})), words({1, 0, 0}));
}

TEST(GeneratedRecursion, StartsWhereOnlyABoxCanStart) {
  const recursion::outer value;
  EXPECT_EQ(value.kind(), 2);
  ASSERT_NE(value.second(), nullptr);
  EXPECT_EQ(value.second()->inside.kind(), 0);
  expect_round_trip(recursion::outer::make_first({.inside = value}));
}

TEST(GeneratedRecursion, IsLimitedInDepth) {
  recursion::tree deep{.value = 0};
  for (int i = 0; i < 300; ++i) {
    recursion::tree up{.value = i};
    up.left = std::move(deep);
    deep = std::move(up);
  }
  EXPECT_EQ(encoded(deep), Bytes{});
  recursion::tree value;
  EXPECT_FALSE(decodes(words(std::vector<std::uint32_t>(1000, 1)), value));
  recursion::expression negated;
  EXPECT_FALSE(decodes(words(std::vector<std::uint32_t>(1000, 2)), negated));
}

TEST(GeneratedAliases, ComeBackAsTheyWere) {
  expect_round_trip(aliases::node{.left = aliases::nodet{.value = 1}, .value = 2});
  expect_round_trip(aliases::filter::make_parts({aliases::filter::make_text("a"), aliases::filter::make_text("b")}));
  expect_round_trip(aliases::branch{.value = 1, .ends = {.left = aliases::brancht{.value = 2}}});
  expect_round_trip(aliases::cause{.around = {.behind = aliases::causet{}}});
  expect_round_trip(aliases::cell{.value = 1, .below = aliases::row{}});
  const aliases::and_condition both{.list = {.all = {aliases::condition::make_leaf(1)}}};
  expect_round_trip(aliases::condition::make_both(both));
}

TEST(GeneratedAliases, WriteAListByWhateverName) {
  aliases::uses value;
  value.list = {{.value = 7}, {.value = 8}};
  const Bytes bytes = encoded(value);
  const Bytes list = words({1, 7, 1, 8, 0});
  EXPECT_NE(std::search(bytes.begin(), bytes.end(), list.begin(), list.end()), bytes.end());
  expect_round_trip(value);
}

TEST(GeneratedAliases, CompareArraysThatWereIncomplete) {
  aliases::rows rows{.more = {aliases::square{}}};
  expect_round_trip(rows);
  aliases::rows other = rows;
  other.more.front().front().name = "other";
  EXPECT_NE(rows, other);
  other = rows;
  other.first.fill();
  EXPECT_NE(rows, other);
  aliases::tiled tiles = aliases::tiled::make_many({aliases::tiles{}});
  expect_round_trip(tiles);
  EXPECT_EQ(tiles.many()->size(), 1U);
}

TEST(GeneratedImports, CodeTypesOfOtherFilesAsTheirOwn) {
  importing::all value{};
  value.a = 1;
  value.c = "c";
  value.d = {"d1", "d2"};
  value.g = {1, 2, 3};
  value.h = imported::BUSY;
  value.j = {imported::IDLE, imported::GONE};
  value.n = {{"n1"}, {"n2"}};
  value.o = {{"o"}};
  value.p = {{"p"}};
  value.q = {{{"q1"}, {"q2"}}, {}};
  value.t = imported::result::make_at({3, 4});
  value.u = {value.t};
  expect_round_trip(value);
  expect_round_trip(importing::chosen::make_a({{"listed"}}));
  expect_round_trip(importing::chosen::make_b(5));
  expect_round_trip(importing::chosen::make_void(imported::BUSY));
  expect_round_trip(importing::ring{});
  EXPECT_THAT(to_string(value), testing::HasSubstr("h: BUSY"));
  EXPECT_EQ(encoded(importing::fixed{{1, 2}, 3, imported::GONE, {}}), words({1, 2, 3, 0xffffffff, 0, 0}));
}

TEST(GeneratedUnion, HasArmsForNumbersThatItsEnumHasNot) {
  imported::open_ended value = imported::open_ended::make_unnamed(7);
  EXPECT_EQ(encoded(value), words({9, 7}));
  expect_round_trip(value);
  expect_round_trip(imported::open_ended::make_void(static_cast<imported::high>(3)));
  EXPECT_EQ(encoded(imported::open_ended::make_top(1)), words({0xfffffffe, 1}));
}

}  // namespace
