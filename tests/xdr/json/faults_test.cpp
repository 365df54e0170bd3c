// What from_json says of texts that are no values of generated types. None of them changes the value, throws, or costs
// more than its length justifies.
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "kinds_json.h"
#include "recursion_json.h"

namespace kinds {
namespace {

template <class T>
std::string fault(std::string_view text, const T& held = {}) {
  T value = held;
  const onc::xdr::JsonResult result = from_json(text, value);
  EXPECT_EQ(value, held);
  return result ? "none" : result.message("value");
}

const std::string some_texts = R"({"any":"","few":"","bytes":"","exact":"000000","sum":"00000000","own":""})";

// The text of some_texts with another value of a member.
std::string with(const std::string& member, const std::string& value) {
  std::string text = some_texts;
  const std::size_t start = text.find("\"" + member + "\":") + member.size() + 3;
  return text.replace(start, text.find_first_of(",}", start) - start, value);
}

TEST(JsonFaults, NameTheMemberThatIsMissingUnknownOrRepeated) {
  EXPECT_EQ(fault<texts>(R"({"any":"","few":""})"),
            "value: expected the member \"bytes\", found the end of the object (line 1, column 19)");
  EXPECT_EQ(fault<texts>(R"({"own":""})"),
            "value: expected the member \"any\", found the end of the object (line 1, column 10)");
  EXPECT_EQ(fault<texts>(R"({"any":"","anny":""})"),
            "value: expected a member of \"any\", \"few\", \"bytes\", \"exact\", \"sum\", \"own\", found \"anny\" "
            "(line 1, column 11)");
  EXPECT_EQ(fault<numbers>(R"({"x":1})"),
            "value: expected a member of \"c\", \"uc\", \"s\", \"us\", \"i\", \"u\", \"h\", \"uh\", ..., found \"x\" "
            "(line 1, column 2)");
  EXPECT_EQ(fault<texts>(R"({"any":"","any":""})"),
            "value: expected each member once, found \"any\" again (line 1, column 11)");
  EXPECT_EQ(fault<texts>(R"({"own":"","own":""})"),
            "value: expected each member once, found \"own\" again (line 1, column 11)");
}

TEST(JsonFaults, NameThePathOfTheValue) {
  EXPECT_EQ(fault<texts>(with("few", R"("12345")")),
            "value.few: expected at most 4 bytes, found 5 (line 1, column 17)");
  EXPECT_EQ(fault<texts>(with("own", R"("123456789")")),
            "value.own: expected at most 8 bytes, found 9 (line 1, column 71)");
  EXPECT_EQ(fault<texts>(with("exact", R"("0000")")), "value.exact: expected 3 bytes, found 2 (line 1, column 39)");
  EXPECT_EQ(fault<texts>(with("sum", R"("0000000000")")), "value.sum: expected 4 bytes, found 5 (line 1, column 54)");
  EXPECT_EQ(fault<lists>(R"({"any":[{"value":1},
    {"value":2}, {"value":"3"}]})"),
            "value.any[2].value: expected an integer from -2147483648 to 2147483647, found the string \"3\" "
            "(line 2, column 27)");
  EXPECT_EQ(fault<by_color>(R"({"GREEN":7})"), "value.text: expected a string, found the number 7 (line 1, column 10)");
}

TEST(JsonFaults, KeepTheBoundsOfTheSchema) {
  const auto refused = [](const std::string& text) { return fault<containers>("{" + text); };
  EXPECT_EQ(refused(R"("few":[1,2,3])"), "value.few: expected at most 2 elements, found more (line 1, column 13)")
      << "the place is the element's";
  EXPECT_EQ(refused(R"("two":[1])"), "value.two: expected 2 elements, found 1 (line 1, column 10)");
  EXPECT_EQ(refused(R"("two":[1,2,3])"), "value.two: expected 2 elements, found more (line 1, column 12)");
  EXPECT_EQ(refused(R"("two":[])"), "value.two: expected 2 elements, found 0 (line 1, column 9)");
  EXPECT_EQ(refused(R"("list":["a","b","c"])"),
            "value.list: expected at most 2 elements, found more (line 1, column 18)");
  EXPECT_EQ(refused(R"("list":["123456789"])"), "value.list[0]: expected at most 8 bytes, found 9 (line 1, column 10)");
  EXPECT_EQ(refused(R"("pairs":[[1,2],[3,4]])"),
            "value.pairs: expected at most 1 element, found more (line 1, column 17)");
  EXPECT_EQ(fault<lists>(R"({"some":[]})"), "value.some: expected at least one element, found none (line 1, column 9)");
  EXPECT_EQ(fault<lists>(R"({"rows":[[{"value":1}],[]]})"),
            "value.rows[1]: expected at least one element, found none (line 1, column 24)");
}

TEST(JsonFaults, TellOptionalsFromOthers) {
  const auto refused = [](const std::string& text) { return fault<containers>("{\"maybe_maybe\":" + text); };
  const std::string place = "value.maybe_maybe: expected ";
  EXPECT_EQ(refused("1"), place + "null or an array of one element, found the number 1 (line 1, column 16)");
  EXPECT_EQ(refused("[]"), place + "1 element, found 0 (line 1, column 17)");
  EXPECT_EQ(refused("[1,2]"), place + "1 element, found more (line 1, column 18)");
  EXPECT_EQ(refused("[[1]]"), place + "an integer from -2147483648 to 2147483647, found an array (line 1, column 17)");
}

TEST(JsonFaults, SelectNoArmWithoutItsDiscriminant) {
  const auto held = by_color::make_text("held");
  EXPECT_EQ(fault("{}", held), "value: expected a discriminant as a key, found '}' (line 1, column 2)");
  EXPECT_EQ(fault(R"({"BLUE":1})", held),
            "value: expected RED, GREEN, VERT, LOW, or a number, found the key \"BLUE\" (line 1, column 2)");
  EXPECT_EQ(fault(R"({"RED":1,"GREEN":"x"})", held),
            "value: expected '}' behind the only member of a union, found ',' (line 1, column 9)");
  EXPECT_EQ(fault(R"({"LOW":0})", held), "value: expected null, found the number 0 (line 1, column 8)");
  EXPECT_EQ(fault(R"("RED")", held),
            "value: expected an object with one member, found the string \"RED\" (line 1, column 1)");
  EXPECT_EQ(fault<by_bool>(R"({"TRUE":1})"),
            "value: expected true or false, found the key \"TRUE\" (line 1, column 2)");
  EXPECT_EQ(fault<by_number>(R"({"1":null})"),
            "value: expected a discriminant that selects an arm, found the key \"1\" (line 1, column 2)");
  EXPECT_EQ(fault<by_number>(R"({"-1":null})"),
            "value: expected an integer from 0 to 4294967295, found the key \"-1\" (line 1, column 2)");
  EXPECT_EQ(fault<by_number>(R"({"00":null})"),
            "value: expected an integer from 0 to 4294967295, found the key \"00\" (line 1, column 2)");
}

TEST(JsonFaults, NameEnumerators) {
  EXPECT_EQ(fault<color>(R"("red")"),
            "value: expected RED, GREEN, VERT, LOW, or a number, found the string \"red\" (line 1, column 1)");
  EXPECT_EQ(fault<color>(R"("1")"),
            "value: expected RED, GREEN, VERT, LOW, or a number, found the string \"1\" (line 1, column 1)");
  EXPECT_EQ(fault<color>("2147483648"),
            "value: expected RED, GREEN, VERT, LOW, or a number, found the number 2147483648 (line 1, column 1)");
}

TEST(JsonFaults, ShowWhereTheStructureBreaks) {
  EXPECT_EQ(fault<by_bool>(R"({"true" 1})"), "value: expected ':', found the number 1 (line 1, column 9)");
  EXPECT_EQ(fault<texts>(R"({"any" ""})"), "value: expected ':', found the string \"\" (line 1, column 8)");
  EXPECT_EQ(fault<texts>(R"({"any":"" "few":""})"),
            "value: expected ',' or '}', found the string \"few\" (line 1, column 11)");
  EXPECT_EQ(fault<texts>(R"({"any":"",})"), "value: expected the name of a member, found '}' (line 1, column 11)");
  EXPECT_EQ(fault<texts>(R"({any:""})"), "value: expected the name of a member, found 'a' (line 1, column 2)");
  EXPECT_EQ(fault<texts>("[]"), "value: expected an object, found an array (line 1, column 1)");
  EXPECT_EQ(fault<lists>(R"({"any":{}})"), "value.any: expected an array, found an object (line 1, column 8)");
  EXPECT_EQ(fault<lists>(R"({"any":[{"value":1} {"value":1}]})"),
            "value.any: expected ',' or ']', found an object (line 1, column 21)");
  EXPECT_EQ(fault<lists>(R"({"any":[{"value":1},]})"),
            "value.any[1]: expected an object, found ']' (line 1, column 21)");
  EXPECT_EQ(fault<texts>(some_texts + " {}"),
            "value: expected the end of the text, found an object (line 1, column 75)");
}

TEST(JsonFaults, RefuseEncodingsThatAreNone) {
  EXPECT_EQ(fault<foreign>(R"({"plain":"0000"})"),
            "value.plain: expected the XDR encoding of a value, found the string \"0000\" (line 1, column 10)");
  EXPECT_EQ(fault<foreign>(R"({"plain":"0000000000"})"),
            "value.plain: expected the XDR encoding of a value, found the string \"0000000000\" (line 1, column 10)");
}

TEST(JsonFaults, LimitDepth) {
  const auto nested = [](std::size_t depth) {
    std::string text;
    for (std::size_t at = 0; at < depth; ++at) text += R"({"left":)";
    text += "null";
    for (std::size_t at = 0; at < depth; ++at) text += R"(,"right":null,"value":0})";
    return text;
  };
  recursion::tree value;
  EXPECT_TRUE(from_json(nested(200), value));
  const onc::xdr::JsonResult result = from_json(nested(201), value);
  EXPECT_EQ(result.fault().expected, "at most 200 nested values of recursive types");
  EXPECT_TRUE(result.message().starts_with("...")) << result.message();
  EXPECT_FALSE(from_json(nested(100'000), value));
  EXPECT_TRUE(from_json(nested(300), value, {.limits = {.depth = 300}}));
}

TEST(JsonFaults, RefuseBracketsThatNoTypeAsksFor) {
  const std::string brackets(100'000, '['), braces(100'000, '{');
  EXPECT_EQ(fault<containers>(brackets), "value: expected an object, found an array (line 1, column 1)");
  EXPECT_EQ(
      fault<containers>(R"({"pairs":)" + brackets),
      "value.pairs[0][0]: expected an integer from -2147483648 to 2147483647, found an array (line 1, column 12)");
  EXPECT_EQ(fault<recursion::expression>(braces),
            "value: expected a discriminant as a key, found an object (line 1, column 2)");
  std::string menus;
  for (int at = 0; at < 100'000; ++at) menus += R"({"title":"","entries":[)";
  EXPECT_TRUE(fault<recursion::menu>(menus).find("at most 200 nested values") != std::string::npos);
}

TEST(JsonFaults, LimitMemory) {
  std::string text = R"({"all":[{"0":null})";
  for (int at = 0; at < 1000; ++at) text += R"(,{"0":null})";
  const std::string message = fault<unevens>(text + "]}");
  EXPECT_TRUE(message.find("bytes of memory for a text of this length, found more") != std::string::npos) << message;
  unevens value;
  EXPECT_TRUE(from_json(text + "]}", value, {.limits = {.memory_floor = std::size_t{1} << 30}}));
  EXPECT_EQ(value.all.size(), 1001U);
}

TEST(JsonFaults, LimitElements) {
  containers value;
  const onc::xdr::JsonResult result = from_json(R"({"bits":[true,true,true]})", value, {.limits = {.elements = 2}});
  EXPECT_EQ(result.message(),
            "bits: expected at most 2 elements in all arrays together, found more (line 1, column 20)");
}

// 200 of them, each with an arm of half a megabyte that is on the stack while it is made.
TEST(JsonFaults, NeedNoStackForLargeArms) {
  std::string text;
  for (int at = 0; at < 300; ++at) text += R"({"1":)";
  deep value;
  const onc::xdr::JsonOptions options{.limits = {.memory_floor = std::size_t{1} << 30}};
  const onc::xdr::JsonResult result = from_json(text, value, options);
  EXPECT_EQ(result.fault().expected, "at most 200 nested values of recursive types");
}

}  // namespace
}  // namespace kinds
