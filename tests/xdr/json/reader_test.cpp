// The reader of single values: what it takes, and what it says of everything else.
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <onc/xdr/json_reader.h>

namespace onc::xdr {
namespace {

// "ok", or why not.
template <class T, class Read>
std::string outcome(std::string_view text, T& value, Read read, const JsonOptions& options = {}) {
  const JsonResult result = from_json_text(text, value, options, read);
  return result ? "ok" : result.message();
}

template <class T>
std::string number(std::string_view text, T& value) {
  return outcome(text, value, json_read_value);
}

std::string string(std::string_view text, std::string& value, std::uint32_t bound = unbounded) {
  return outcome(text, value, [&](JsonReader& in, std::string& made) { return in.string(made, bound); });
}

std::string opaque(std::string_view text, std::vector<std::byte>& value, JsonOpaque form = JsonOpaque::hex) {
  return outcome(text, value, [](JsonReader& in, std::vector<std::byte>& made) { return in.opaque(made, 4); },
                 {.opaque = form});
}

template <class T>
T read(std::string_view text) {
  T value{};
  EXPECT_EQ(number(text, value), "ok") << text;
  return value;
}

template <class T>
void expect_refused(std::string_view text, std::string_view message) {
  T value{};
  EXPECT_EQ(number(text, value), message) << text;
  EXPECT_EQ(value, T{});
}

TEST(JsonReader, TakesIntegersInAnyNotation) {
  EXPECT_EQ(read<std::int32_t>(" -17\n"), -17);
  EXPECT_EQ(read<std::int32_t>("-0"), 0);
  EXPECT_EQ(read<std::int32_t>("5.0"), 5);
  EXPECT_EQ(read<std::int32_t>("1.5e1"), 15);
  EXPECT_EQ(read<std::int32_t>("120E-1"), 12);
  EXPECT_EQ(read<std::int32_t>("0e999999999999999999999"), 0);
  EXPECT_EQ(read<std::uint32_t>("4294967295"), 4294967295U);
  EXPECT_EQ(read<std::int8_t>("-128"), -128);
}

TEST(JsonReader, Takes64BitsAsStringOrNumber) {
  EXPECT_EQ(read<std::int64_t>(R"("-9223372036854775808")"), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(read<std::int64_t>("-9223372036854775808"), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(read<std::uint64_t>(R"("18446744073709551615")"), std::numeric_limits<std::uint64_t>::max());
  EXPECT_EQ(read<std::uint64_t>("1.8446744073709551615e19"), std::numeric_limits<std::uint64_t>::max());
}

TEST(JsonReader, RefusesIntegersOutOfRange) {
  expect_refused<std::int8_t>("128", "expected an integer from -128 to 127, found the number 128 (line 1, column 1)");
  expect_refused<std::uint16_t>("-1", "expected an integer from 0 to 65535, found the number -1 (line 1, column 1)");
  expect_refused<std::int32_t>(
      "2147483648",
      "expected an integer from -2147483648 to 2147483647, found the number 2147483648 (line 1, column 1)");
  expect_refused<std::uint32_t>(
      "1e999999999999999999999",
      "expected an integer from 0 to 4294967295, found the number 1e999999999999999999999 (line 1, column 1)");
  expect_refused<std::uint64_t>(R"("18446744073709551616")",
                                "expected an integer from 0 to 18446744073709551615 as a string, found the string "
                                "\"18446744073709551616\" (line 1, column 1)");
  expect_refused<std::uint8_t>(std::string(100, '1'), "expected an integer from 0 to 255, found the number " +
                                                          std::string(40, '1') + "... (line 1, column 1)");
}

TEST(JsonReader, RefusesWhatIsNoInteger) {
  const std::string expected = "expected an integer from 0 to 255, found ";
  const auto refused = [&](std::string_view text, const std::string& found) {
    expect_refused<std::uint8_t>(text, expected + found);
  };
  refused("1.5", "the number 1.5 (line 1, column 1)");
  refused("\"7\"", "the string \"7\" (line 1, column 1)");
  refused("null", "null (line 1, column 1)");
  refused("\n\n true", "true (line 3, column 2)");
  refused("[]", "an array (line 1, column 1)");
  refused("{", "an object (line 1, column 1)");
  refused("", "the end of the text (line 1, column 1)");
  refused("x", "'x' (line 1, column 1)");
  refused("\x01", "the byte 0x01 (line 1, column 1)");
  refused("-", "'-' (line 1, column 1)");
  refused("+1", "'+' (line 1, column 1)");
  refused(".5", "'.' (line 1, column 1)");
  refused("1.", "'1' (line 1, column 1)");
  refused("1e", "'1' (line 1, column 1)");
}

TEST(JsonReader, RefusesOtherTextsOf64Bits) {
  for (const std::string_view text : {R"("")", R"("007")", R"("+1")", R"(" 1")", R"("1 ")", R"("0x1")", R"("1e3")",
                                      R"("1.0")", "true", "1.5", "18446744073709551616"}) {
    std::uint64_t value = 3;
    EXPECT_TRUE(number(text, value).starts_with("expected an integer from 0 to")) << text;
    EXPECT_EQ(value, 3U);
  }
}

TEST(JsonReader, RefusesTextBehindTheValue) {
  expect_refused<std::int32_t>("01", "expected the end of the text, found the number 1 (line 1, column 2)");
  expect_refused<bool>("truest", "expected the end of the text, found 's' (line 1, column 5)");
  expect_refused<bool>("true\r\n\t,", "expected the end of the text, found ',' (line 2, column 2)");
  expect_refused<bool>(std::string_view("true\0", 5),
                       "expected the end of the text, found the byte 0x00 (line 1, column 5)");
}

TEST(JsonReader, TakesWhatTheWriterMakesOfFloatingPoint) {
  EXPECT_EQ(read<double>("0.1"), 0.1);
  EXPECT_EQ(read<double>("5e-324"), 5e-324);
  EXPECT_EQ(read<double>("7"), 7.0);
  EXPECT_TRUE(std::signbit(read<double>("-0")));
  EXPECT_TRUE(std::isnan(read<double>(R"("NaN")")));
  EXPECT_EQ(read<double>(R"("-Infinity")"), -std::numeric_limits<double>::infinity());
  EXPECT_EQ(read<float>(R"("Infinity")"), std::numeric_limits<float>::infinity());
}

TEST(JsonReader, RefusesOtherFloatingPoint) {
  const auto refused = [](std::string_view text, const std::string& found) {
    expect_refused<float>(text, R"(expected a number of single precision, "NaN", "Infinity" or "-Infinity", found )" +
                                    found + " (line 1, column 1)");
  };
  refused("1e39", "the number 1e39");
  refused("NaN", "'N'");
  refused("Infinity", "'I'");
  refused(R"("nan")", R"(the string "nan")");
  refused(R"("1")", R"(the string "1")");
  refused("null", "null");
  expect_refused<double>(
      "1e309", R"(expected a number of double precision, "NaN", "Infinity" or "-Infinity", found the number 1e309 )"
               "(line 1, column 1)");
}

TEST(JsonReader, TakesEscapes) {
  std::string value;
  EXPECT_EQ(string(R"("\"\\\/\b\f\n\r\t\u0000\u00e9\u20ac\ud83d\ude00")", value), "ok");
  EXPECT_EQ(value, std::string("\"\\/\b\f\n\r\t\0\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80", 18));
}

TEST(JsonReader, RefusesWhatIsNoStringOfJson) {
  const auto refused = [](std::string_view text, const std::string& message) {
    std::string value = "kept";
    EXPECT_EQ(string(text, value), "expected " + message) << text;
    EXPECT_EQ(value, "kept");
  };
  refused("7", "a string, found the number 7 (line 1, column 1)");
  refused("\"abc", "a quotation mark at the end of the string, found the end of the text (line 1, column 5)");
  refused("\"a\nb\"", "an escape of the control character, found the byte 0x0a (line 1, column 3)");
  refused("\"a\xff\"", "UTF-8, found the byte 0xff (line 1, column 3)");
  refused("\"\xc3\"", "UTF-8, found the byte 0xc3 (line 1, column 2)");
  refused(R"("\x41")", "an escape that JSON has, found 'x' (line 1, column 3)");
  refused("\"\\", "the rest of an escape, found the end of the text (line 1, column 3)");
  refused(R"("\u00g0")", "four hexadecimal digits, found '0' (line 1, column 4)");
  refused(R"("\u+0f0")", "four hexadecimal digits, found '+' (line 1, column 4)");
  refused(R"("\ud83d")", "both halves of a surrogate pair, found '\"' (line 1, column 8)");
  refused(R"("\ude00")", "both halves of a surrogate pair, found '\"' (line 1, column 8)");
  refused(R"("\ud83d\u0041")", "both halves of a surrogate pair, found '\"' (line 1, column 14)");
}

TEST(JsonReader, TakesStringsInBase64) {
  std::string value;
  EXPECT_EQ(string(R"({"base64": "/w=="})", value), "ok");
  EXPECT_EQ(value, "\xff");
  EXPECT_EQ(string(R"({"base64": "/w=="})", value, 0), "expected at most 0 bytes, found 1 (line 1, column 1)");
  EXPECT_EQ(string(R"({"base64": "/w"})", value),
            "base64: expected a string of base64, found the string \"/w\" (line 1, column 12)");
  EXPECT_EQ(string("{}", value), "expected the member \"base64\", found the end of the object (line 1, column 2)");
  EXPECT_EQ(string(R"({"hex": ""})", value), "expected a member of \"base64\", found \"hex\" (line 1, column 2)");
  EXPECT_EQ(string(R"("abc")", value, 2), "expected at most 2 bytes, found 3 (line 1, column 1)");
  EXPECT_EQ(string(R"("€")", value, 1), "expected at most 1 byte, found 3 (line 1, column 1)");
}

TEST(JsonReader, TakesOpaqueDataInTheFormThatIsAskedFor) {
  std::vector<std::byte> value;
  EXPECT_EQ(opaque(R"("01aB")", value), "ok");
  EXPECT_EQ(value, (std::vector{std::byte{1}, std::byte{0xab}}));
  EXPECT_EQ(opaque(R"("AasAAA==")", value, JsonOpaque::base64), "ok");
  EXPECT_EQ(value, (std::vector{std::byte{1}, std::byte{0xab}, std::byte{0}, std::byte{0}}));
  EXPECT_EQ(opaque(R"("")", value), "ok");
  EXPECT_TRUE(value.empty());
}

TEST(JsonReader, RefusesOtherOpaqueData) {
  std::vector<std::byte> value;
  const std::string hex = "expected a string of hexadecimal digits, two for each byte, found ";
  EXPECT_EQ(opaque(R"("012")", value), hex + "the string \"012\" (line 1, column 1)");
  EXPECT_EQ(opaque(R"("0g")", value), hex + "the string \"0g\" (line 1, column 1)");
  EXPECT_EQ(opaque("12", value), hex + "the number 12 (line 1, column 1)");
  EXPECT_EQ(opaque(R"("0102030405")", value), "expected at most 4 bytes, found 5 (line 1, column 1)");
  for (const std::string_view text : {R"("A")", R"("AA")", R"("AAA")", R"("A===")", R"("====")", R"("AA=A")",
                                      R"("AA==AAAA")", R"("AB==")", R"("AAB=")", R"("AA-_")", R"("AAA\n")"})
    EXPECT_TRUE(opaque(text, value, JsonOpaque::base64).starts_with("expected a string of base64, found ")) << text;
}

TEST(JsonReader, CutsWhatItShows) {
  std::string text = "\"" + std::string(39, 'x') + "\xe2\x82\xac\"";
  expect_refused<bool>(
      text, "expected true or false, found the string \"" + std::string(39, 'x') + "\"... (line 1, column 1)");
  expect_refused<bool>("\"\\u001b[2J\"", R"(expected true or false, found the string "\x1b[2J" (line 1, column 1))");
  expect_refused<bool>("\"\\q\"", "expected true or false, found a string (line 1, column 1)");
}

TEST(JsonResult, SaysWhetherAndWhy) {
  bool value = false;
  EXPECT_TRUE(from_json_text("true", value, {}).has_value());
  EXPECT_EQ(from_json_text("true", value, {}).message("flag"), "");
  const JsonResult result = from_json_text("1", value, {});
  EXPECT_FALSE(result);
  EXPECT_TRUE(value);
  EXPECT_EQ(result.fault().expected, "true or false");
  EXPECT_EQ(result.fault().found, "the number 1");
  EXPECT_EQ(result.message("flag"), "flag: expected true or false, found the number 1 (line 1, column 1)");
}

}  // namespace
}  // namespace onc::xdr
