// Values of generated types come back from their JSON as they were, in every layout, and no beginning of a text is
// taken for the whole.
#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "enums_json.h"
#include "importing_json.h"
#include "kinds_json.h"
#include "lists_json.h"
#include "recursion_json.h"
#include "structs_json.h"
#include "unions_json.h"

namespace {

using Bytes = std::vector<std::byte>;

template <class T>
void expect_same(const T& value, const onc::xdr::JsonOptions& options) {
  const std::string text = to_json(value, options);
  T copy{};
  const onc::xdr::JsonResult result = from_json(text, copy, options);
  EXPECT_TRUE(result) << result.message("value") << " in " << text;
  EXPECT_EQ(copy, value) << text;
  EXPECT_EQ(to_json(copy, options), text);
}

template <class T>
void expect_refused_beginnings(const T& value) {
  const std::string text = to_json(value);
  for (std::size_t length = 0; length < text.size(); ++length) {
    T copy{};
    EXPECT_FALSE(from_json(std::string_view(text).substr(0, length), copy)) << text.substr(0, length);
  }
}

template <class T>
void expect_round_trip(const T& value) {
  expect_same(value, {});
  expect_same(value, {.indent = 3});
  expect_same(value, {.opaque = onc::xdr::JsonOpaque::base64});
  expect_refused_beginnings(value);
}

TEST(JsonRoundTrip, KeepsEnums) {
  expect_round_trip(enums::defaults{});
  expect_same(enums::LAST, {});
  expect_same(enums::twice::UNO, {});
  expect_same(static_cast<enums::status>(5), {});
}

TEST(JsonRoundTrip, KeepsStructs) {
  structs::primitives numbers{.a = -1, .d = 1ULL << 63, .e = true, .f = 1.5F, .g = -2.5, .i = -128, .l = 65535};
  numbers.h.bytes[15] = std::byte{0xfe};
  expect_round_trip(numbers);
  structs::containers containers{.text = "text \xff", .numbers = {1, 2, 3}, .flags = {true, false}, .maybe = -5};
  containers.parts = structs::primitives{.a = 1};
  containers.all = {structs::primitives{}, structs::primitives{.b = 2}};
  expect_round_trip(containers);
  structs::typedefs typedefs{.name = "name", .data = Bytes(5), .many = {"a", "b"}, .limit = 9, .others = {"c"}};
  typedefs.alias = "d";
  expect_round_trip(typedefs);
  expect_round_trip(structs::nested{.position = {.x = 7, .side = structs::RIGHT}});
}

TEST(JsonRoundTrip, KeepsUnions) {
  unions::holder value{.one = unions::get_result::make_found({.name = "n", .data = Bytes(3)})};
  value.each = {unions::attribute::make_mode(1), unions::attribute::make_void()};
  value.many = {unions::by_number::make_many({1, 2}), unions::by_number::make_maybe(unions::entry{.name = "x"})};
  value.maybe = unions::voids::make_void(unions::STALE);
  expect_round_trip(value);
  expect_round_trip(unions::get_result::make_latest(unions::MOVED, 7));
  expect_round_trip(unions::get_result::make_void(static_cast<unions::status>(77)));
  expect_round_trip(unions::by_unsigned::make_void());
  expect_round_trip(unions::by_unsigned::make_any(4294967294, {}));
}

TEST(JsonRoundTrip, KeepsLists) {
  lists::uses value;
  value.at_least_one = {{.fileid = 5, .name = ""}};
  value.pair = {value.at_least_one, value.at_least_one};
  value.alias = {{.value = 1}, {.value = 2}};
  value.all = {{.fileid = 6, .name = ""}, {.fileid = 7, .name = ""}};
  value.several = {value.all};
  value.named = {{.value = 3}};
  value.count = {{}, {}, {}};
  expect_round_trip(value);
}

TEST(JsonRoundTrip, ReadsListsWithoutRecursion) {
  const lists::nodes value(200'000);
  lists::nodes copy;
  EXPECT_TRUE(lists::from_json_nodes(lists::to_json_nodes(value), copy));
  EXPECT_EQ(copy, value);
}

TEST(JsonRoundTrip, KeepsRecursiveTypes) {
  recursion::tree tree{.value = 1};
  tree.left = recursion::tree{.value = 2};
  tree.left->right = recursion::tree{.value = 3};
  expect_round_trip(tree);
  recursion::menu menu{.title = "top"};
  menu.entries = {recursion::menu{.title = "a"}, recursion::menu{.title = "b", .entries = {recursion::menu{}}}};
  expect_round_trip(menu);
  using recursion::expression;
  const auto two = expression::make_number(2);
  const auto sum = expression::make_operands({.left = expression::make_negated(two), .right = two});
  expect_round_trip(expression::make_arguments({sum, two}));
  using recursion::stringlist;
  expect_round_trip(stringlist::make_element({.item = "", .next = stringlist::make_void()}));
  expect_round_trip(recursion::outer::make_first({.inside = recursion::outer()}));
}

TEST(JsonRoundTrip, KeepsTypesOfOtherFiles) {
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
  expect_round_trip(importing::by_status::make_a({}));
  expect_round_trip(imported::open_ended::make_unnamed(7));
  expect_round_trip(imported::open_ended::make_top(1));
  expect_round_trip(imported::open_ended::make_void(static_cast<imported::high>(3)));
}

TEST(JsonRoundTrip, KeepsFloatingPointToTheBit) {
  using Numbers = std::numeric_limits<double>;
  for (const double number : {0.0, -0.0, Numbers::denorm_min(), Numbers::min(), Numbers::max(), 0.1, 1.0 / 3, 1e22,
                              Numbers::infinity(), -Numbers::infinity()}) {
    kinds::numbers value{.f = static_cast<float>(0.1 * number), .d = number};
    expect_same(value, {});
    kinds::numbers copy;
    EXPECT_TRUE(from_json(to_json(value), copy));
    EXPECT_EQ(std::signbit(copy.d), std::signbit(number));
  }
  kinds::numbers value{.f = std::numeric_limits<float>::denorm_min(), .d = Numbers::quiet_NaN()};
  kinds::numbers copy;
  EXPECT_TRUE(from_json(to_json(value), copy));
  EXPECT_TRUE(std::isnan(copy.d));
  EXPECT_EQ(copy.f, value.f);
}

// A text that was changed anywhere is refused, or is another value that comes back from its own text.
TEST(JsonRoundTrip, TakesNoTextHalfway) {
  structs::containers value{.text = "t", .numbers = {1}, .flags = {true}, .maybe = -5};
  value.parts = structs::primitives{.a = 1};
  const std::string text = to_json(value);
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (const char c : std::string_view("\0\"{}[]:,0-e\\x\xff", 14)) {
      std::string changed = text;
      changed[at] = c;
      structs::containers copy;
      if (from_json(changed, copy)) expect_same(copy, {});
    }
  }
}

}  // namespace
