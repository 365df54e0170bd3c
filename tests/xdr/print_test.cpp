#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <onc/xdr/print.h>

namespace elsewhere {

struct Opaque {};  // without a text

struct Named {};
std::string to_string(const Named& /*value*/) { return "named"; }

// As a union with such arms is.
template <class End>
struct Mark {
  const int* begin() const { return nullptr; }
  const End* end() const { return &last; }
  bool has_value() const { return true; }
  End last{};
};
std::string to_string(const Mark<int>& /*value*/) { return "mark"; }
std::string to_string(const Mark<std::string>& /*value*/) { return "mark"; }

}  // namespace elsewhere

namespace onc::xdr {
namespace {

TEST(Print, WritesNumbersAsPeopleDo) {
  EXPECT_EQ(to_string(true), "true");
  EXPECT_EQ(to_string(std::int8_t{-5}), "-5");
  EXPECT_EQ(to_string(std::uint8_t{200}), "200");
  EXPECT_EQ(to_string(std::numeric_limits<std::uint64_t>::max()), "18446744073709551615");
  EXPECT_EQ(to_string(0.1), "0.1");
  EXPECT_EQ(to_string(1.5f), "1.5");
}

TEST(Print, WritesContainers) {
  EXPECT_EQ(to_string(std::vector<int>{1, 2, 3}), "[1, 2, 3]");
  EXPECT_EQ(to_string(std::vector<bool>{true, false}), "[true, false]");
  EXPECT_EQ(to_string(std::array<std::string, 2>{"a", "b"}), R"(["a", "b"])");
  EXPECT_EQ(to_string(std::vector<int>{}), "[]");
  EXPECT_EQ(to_string(std::optional<int>()), "null");
  EXPECT_EQ(to_string(Boxed<std::vector<int>>(std::vector{4})), "[4]");
  EXPECT_EQ(to_string(std::vector<Boxed<int>>{Boxed<int>(1), Boxed<int>()}), "[1, null]");
}

TEST(Print, WritesBytesInHexadecimalAndCutsThem) {
  EXPECT_EQ(to_string(std::vector<std::byte>{std::byte{0}, std::byte{0xfe}}), "0x00fe");
  EXPECT_EQ(to_string(std::array<std::byte, 1>{std::byte{0x7f}}), "0x7f");
  EXPECT_EQ(to_string(std::vector<std::byte>()), "0x");
  EXPECT_EQ(to_string(std::vector<std::byte>(64)), "0x" + std::string(128, '0'));
  EXPECT_EQ(to_string(std::vector<std::byte>(65)), "0x" + std::string(128, '0') + "... (65 bytes)");
  EXPECT_EQ(to_string(Quadruple{}), "0x" + std::string(32, '0'));
}

TEST(Print, EscapesWhatIsNoPrintableText) {
  EXPECT_EQ(to_string(std::string("\"\\\n\r\t")), R"("\"\\\n\r\t")");
  EXPECT_EQ(to_string(std::string("\x1b[31m\0\x7f", 7)), R"("\x1b[31m\x00\x7f")");
  EXPECT_EQ(to_string(std::string("gr\xc3\xbc\xc3\x9f \xe2\x82\xac \xf0\x9f\x98\x80")),
            "\"gr\xc3\xbc\xc3\x9f \xe2\x82\xac \xf0\x9f\x98\x80\"");
}

TEST(Print, EscapesWhatIsNoUtf8) {
  EXPECT_EQ(to_string(std::string("\xfc\xff")), R"("\xfc\xff")");
  EXPECT_EQ(to_string(std::string("\xc0\x80")), R"("\xc0\x80")");          // overlong
  EXPECT_EQ(to_string(std::string("\xe0\x80\x80")), R"("\xe0\x80\x80")");  // overlong
  EXPECT_EQ(to_string(std::string("\xed\xa0\x80")), R"("\xed\xa0\x80")");  // a surrogate
  EXPECT_EQ(to_string(std::string("\xf4\x90\x80\x80")), R"("\xf4\x90\x80\x80")");
  EXPECT_EQ(to_string(std::string("\xe2\x82")), R"("\xe2\x82")");          // cut off
  EXPECT_EQ(to_string(std::string("\xe2\x80\xae")), R"("\xe2\x80\xae")");  // turns the direction of text
  EXPECT_EQ(to_string(std::string("\xc2\x9b")), R"("\xc2\x9b")");          // a control character of Latin-1
}

TEST(Print, TakesTheTextThatATypeHas) {
  EXPECT_EQ(to_string(std::vector<elsewhere::Named>(2)), "[named, named]");
  EXPECT_EQ(to_string(std::optional(elsewhere::Opaque())), "...");
}

TEST(Print, TakesArmsNamedBeginAndEndForNoRange) {
  EXPECT_EQ(to_string(std::vector<elsewhere::Mark<int>>(2)), "[mark, mark]");
  EXPECT_EQ(to_string(std::optional(elsewhere::Mark<std::string>())), "mark");
  EXPECT_EQ(Printer().field("a", elsewhere::Mark<int>()).text(), "{a: mark}");
}

TEST(Printer, PutsFieldsInBraces) {
  const int number = 5;
  EXPECT_EQ(Printer().text(), "{}");
  EXPECT_EQ(Printer().field("a", 1).arm<int>("b", nullptr).arm("c", &number).text(), "{a: 1, c: 5}");
}

}  // namespace
}  // namespace onc::xdr
