// The JSON of generated types: each kind as docs/json.md says.
#include <string>

#include <gtest/gtest.h>

#include "kinds_json.h"

namespace kinds {
namespace {

// Reads the text over what `held` holds.
template <class T>
T read(std::string_view text, T held = {}) {
  const onc::xdr::JsonResult result = from_json(text, held);
  EXPECT_TRUE(result) << result.message("value");
  return held;
}

TEST(JsonMapping, HasNumbersAsTheirWidthAllows) {
  const numbers value{.c = -1, .i = -7, .u = 7, .h = -9, .uh = 1ULL << 63, .f = 0.5F, .d = -0.0, .b = true, .e = LOW};
  const std::string text =
      R"({"c":-1,"uc":0,"s":0,"us":0,"i":-7,"u":7,"h":"-9","uh":"9223372036854775808","f":0.5,"d":-0,)"
      R"("q":"00000000000000000000000000000000","b":true,"e":"LOW"})";
  EXPECT_EQ(to_json(value), text);
  EXPECT_EQ(read<numbers>(text), value);
}

TEST(JsonMapping, HasEnumsByName) {
  EXPECT_EQ(to_json(GREEN), R"("GREEN")");
  EXPECT_EQ(to_json(static_cast<color>(7)), "7");
  EXPECT_EQ(read<color>(R"("VERT")"), GREEN) << "the second name of a value";
  EXPECT_EQ(read<color>("-5"), LOW);
  EXPECT_EQ(read<color>("7"), static_cast<color>(7));
}

TEST(JsonMapping, HasTextsAndBytes) {
  texts value{.any = std::string("a\0b", 3), .few = "\xff", .bytes = {std::byte{1}}, .own = "me"};
  const std::string text =
      R"({"any":"a\u0000b","few":{"base64":"/w=="},"bytes":"01","exact":"000000","sum":"00000000","own":"me"})";
  EXPECT_EQ(to_json(value), text);
  EXPECT_EQ(read<texts>(text), value);
  const onc::xdr::JsonOptions options{.opaque = onc::xdr::JsonOpaque::base64};
  EXPECT_EQ(to_json_digest({}, options), R"("AAAAAA==")");
  EXPECT_EQ(to_json_names({"a", "b"}), R"(["a","b"])");
}

TEST(JsonMapping, HasContainers) {
  containers value{.few = {1, 2}, .two = {3, 4}, .bits = {true, false}, .list = {"n"}, .colors = {RED}};
  value.pairs = {{5, 6}};
  EXPECT_EQ(to_json(value),
            R"({"few":[1,2],"two":[3,4],"bits":[true,false],"list":["n"],"maybe":null,"maybe_maybe":null,)"
            R"("colors":["RED"],"pairs":[[5,6]]})");
  EXPECT_EQ(read<containers>(to_json(value)), value);
}

TEST(JsonMapping, TellsNothingFromNothingInside) {
  containers value;
  value.maybe_maybe = maybe_int();
  EXPECT_NE(to_json(value).find(R"("maybe_maybe":[null])"), std::string::npos);
  EXPECT_EQ(read<containers>(to_json(value)), value);
  value.maybe_maybe = maybe_int(8);
  EXPECT_NE(to_json(value).find(R"("maybe_maybe":[8])"), std::string::npos);
  EXPECT_EQ(read<containers>(to_json(value)), value);
}

TEST(JsonMapping, TakesMembersInAnyOrder) {
  const texts value =
      read<texts>(R"({ "own" : "me", "sum" : "01020304", "any" : "", "exact" : "00FF00", "bytes" : "", "few" : "" })");
  EXPECT_EQ(value.own, "me");
  EXPECT_EQ(value.exact[1], std::byte{0xff});
}

TEST(JsonMapping, HasUnionsAsObjectsWithOneMember) {
  EXPECT_EQ(to_json(by_color::make_number(5)), R"({"RED":5})");
  EXPECT_EQ(to_json(by_color::make_text("x")), R"({"GREEN":"x"})");
  EXPECT_EQ(to_json(by_color::make_void()), R"({"LOW":null})");
  EXPECT_EQ(to_json(by_color::make_more(static_cast<color>(9), {})), R"({"9":null})");
  EXPECT_EQ(to_json(by_bool::make_value(5)), R"({"true":5})");
  EXPECT_EQ(to_json(by_bool::make_void()), R"({"false":null})");
  EXPECT_EQ(to_json(by_number::make_void()), R"({"0":null})");
  EXPECT_EQ(read<by_color>(R"({"9":null})"), by_color::make_more(static_cast<color>(9), {}));
  EXPECT_EQ(read<by_color>(R"({"1": "x"})"), by_color::make_text("x")) << "by number";
  EXPECT_EQ(read<by_color>(R"({"LOW": null})", by_color::make_text("held")), by_color::make_void());
  EXPECT_EQ(read<by_bool>(R"({"true":-1})"), by_bool::make_value(-1));
  EXPECT_EQ(read<by_number>(R"({"4000000000":)" + to_json(numbers{}) + "}"), by_number::make_all({}));
}

TEST(JsonMapping, HasListsAsArrays) {
  const lists value{.any = {{1}, {2}}, .some = {{3}}, .rows = {{{4}}, {{5}, {6}}}};
  EXPECT_EQ(to_json(value), R"({"any":[{"value":1},{"value":2}],"some":[{"value":3}],)"
                            R"("rows":[[{"value":4}],[{"value":5},{"value":6}]]})");
  EXPECT_EQ(read<lists>(to_json(value)), value);
}

TEST(JsonMapping, HasTypesOfHeadersAsTheySayOrEncoded) {
  foreign value{.plain = {1}, .several = {{2}, {3}}, .maybe = outside{4}, .own = {5}};
  EXPECT_EQ(to_json(value), R"({"plain":"00000001","several":["00000002","00000003"],"maybe":"00000004","own":5})");
  EXPECT_EQ(read<foreign>(to_json(value)), value);
}

}  // namespace
}  // namespace kinds
