// The writer: what each value looks like, and that layout changes blanks only.
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <onc/xdr/json_writer.h>

namespace onc::xdr {
namespace {

template <class Write>
std::string written(Write write, const JsonOptions& options = {}) {
  JsonWriter out(options);
  write(out);
  return std::move(out).text();
}

std::string f64(double value) {
  return written([&](JsonWriter& out) { out.f64(value); });
}
std::string f32(float value) {
  return written([&](JsonWriter& out) { out.f32(value); });
}
std::string string(std::string_view value) {
  return written([&](JsonWriter& out) { out.string(value); });
}
std::string opaque(std::string_view value, JsonOpaque form) {
  return written([&](JsonWriter& out) { out.opaque(std::as_bytes(std::span(value))); }, {.opaque = form});
}

TEST(JsonWriter, WritesIntegersAsNumbersIfADoubleHoldsThem) {
  EXPECT_EQ(written([](JsonWriter& out) { out.i8(-128); }), "-128");
  EXPECT_EQ(written([](JsonWriter& out) { out.u32(4294967295); }), "4294967295");
  EXPECT_EQ(written([](JsonWriter& out) { out.i64(std::numeric_limits<std::int64_t>::min()); }),
            R"("-9223372036854775808")");
  EXPECT_EQ(written([](JsonWriter& out) { out.u64(std::numeric_limits<std::uint64_t>::max()); }),
            R"("18446744073709551615")");
}

TEST(JsonWriter, WritesTheShortestNumberThatReadsBack) {
  EXPECT_EQ(f64(0.1), "0.1");
  EXPECT_EQ(f64(-0.0), "-0");
  EXPECT_EQ(f64(1e300), "1e+300");
  EXPECT_EQ(f64(5e-324), "5e-324");
  EXPECT_EQ(f32(0.1F), "0.1");
  EXPECT_EQ(f32(16777216.0F), "16777216");
}

TEST(JsonWriter, WritesWhatIsNoNumberAsAString) {
  EXPECT_EQ(f64(std::numeric_limits<double>::quiet_NaN()), R"("NaN")");
  EXPECT_EQ(f64(std::numeric_limits<double>::infinity()), R"("Infinity")");
  EXPECT_EQ(f32(-std::numeric_limits<float>::infinity()), R"("-Infinity")");
}

TEST(JsonWriter, EscapesQuotationMarksAndControlCharacters) {
  EXPECT_EQ(string("a\"b\\c/d"), R"("a\"b\\c/d")");
  EXPECT_EQ(string("\b\f\n\r\t"), R"("\b\f\n\r\t")");
  EXPECT_EQ(string(std::string_view("\0\x1f\x7f", 3)), R"("\u0000\u001f\u007f")");
  EXPECT_EQ(string("\xc2\x9b"), R"("\u009b")");
  EXPECT_EQ(string("\xc2\xa0\xe2\x82\xac\xf0\x9f\x98\x80"), "\"\xc2\xa0\xe2\x82\xac\xf0\x9f\x98\x80\"");
}

TEST(JsonWriter, WritesWhatIsNoUtf8InBase64) {
  EXPECT_EQ(string("\xff"), R"({"base64":"/w=="})");
  EXPECT_EQ(string("a\xc3"), R"({"base64":"YcM="})");
  EXPECT_EQ(string("\xed\xa0\x80"), R"({"base64":"7aCA"})") << "a surrogate";
  EXPECT_EQ(string("\xc0\x80"), R"({"base64":"wIA="})") << "too long for its character";
  EXPECT_EQ(string("\xf4\x90\x80\x80"), R"({"base64":"9JCAgA=="})") << "beyond the last character";
}

TEST(JsonWriter, WritesOpaqueDataInHexOrBase64) {
  EXPECT_EQ(opaque("\x01\xAB", JsonOpaque::hex), R"("01ab")");
  EXPECT_EQ(opaque("", JsonOpaque::hex), R"("")");
  EXPECT_EQ(opaque("", JsonOpaque::base64), R"("")");
  EXPECT_EQ(opaque("f", JsonOpaque::base64), R"("Zg==")");
  EXPECT_EQ(opaque("fo", JsonOpaque::base64), R"("Zm8=")");
  EXPECT_EQ(opaque("foo", JsonOpaque::base64), R"("Zm9v")");
  EXPECT_EQ(opaque("foob\xff\xfe", JsonOpaque::base64), R"("Zm9vYv/+")");
}

void write_all(JsonWriter& out) {
  out.begin_object();
  out.key("empty").begin_object().end_object();
  out.key("none").array(std::vector<bool>{});
  out.key("some").array(std::vector<bool>{true, false});
  out.key("maybe").optional(std::optional<std::int32_t>());
  out.key("nested").wrapped_optional(std::optional<std::int32_t>(7), json_write_value);
  out.key("one").begin_union().u32(3).null().end_union();
  out.key("other").begin_union().enumerator("RED", 0).enumerator("", 9).end_union();
  out.end_object();
}

TEST(JsonWriter, WritesEverythingInOneLine) {
  EXPECT_EQ(
      written(write_all),
      R"({"empty":{},"none":[],"some":[true,false],"maybe":null,"nested":[7],"one":{"3":null},"other":{"RED":9}})");
}

TEST(JsonWriter, IndentsIfAsked) {
  EXPECT_EQ(written(write_all, {.indent = 2}), R"({
  "empty": {},
  "none": [],
  "some": [
    true,
    false
  ],
  "maybe": null,
  "nested": [
    7
  ],
  "one": {
    "3": null
  },
  "other": {
    "RED": 9
  }
})");
}

}  // namespace
}  // namespace onc::xdr
