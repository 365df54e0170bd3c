#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <onc/xdr/size.h>

namespace elsewhere {

// As other headers have them: with encode only.
struct Plain {
  std::uint32_t number = 0;
  std::string text{};
};
bool encode(onc::xdr::Encoder& out, const Plain& value) { return out.u32(value.number) && out.string(value.text); }

struct Sized {};
bool encode(onc::xdr::Encoder& out, const Sized& /*value*/) { return out.u32(0); }
std::size_t xdr_size(const Sized& /*value*/) { return 4; }

}  // namespace elsewhere

namespace onc::xdr {
namespace {

TEST(Size, PadsBytesToFour) {
  for (std::size_t length = 0; length < 9; ++length)
    EXPECT_EQ(opaque_size(std::string(length, 'x')), 4 + (length + 3) / 4 * 4);
}

TEST(Size, AsksTheTypeOrWritesIt) {
  EXPECT_EQ(size_of(elsewhere::Sized()), 4u);
  EXPECT_EQ(size_of(elsewhere::Plain{.number = 1, .text = "abcde"}), 4u + 4 + 8);
}

TEST(Size, AddsUpElements) {
  const std::vector<elsewhere::Plain> values{{1, ""}, {2, "a"}};
  EXPECT_EQ(elements_size(values), 8u + 12);
  EXPECT_EQ(elements_size(values, [](const auto& value) { return value.text.size(); }), 1u);
  EXPECT_EQ(optional_size(std::optional<elsewhere::Sized>()), 4u);
  EXPECT_EQ(optional_size(std::optional(elsewhere::Sized())), 8u);
}

TEST(Size, CountsTheLinksOfLists) {
  const std::vector<elsewhere::Sized> values(3);
  EXPECT_EQ(list_size(values), 3u * (4 + 4) + 4);
  EXPECT_EQ(chain_size(values), 3u * (4 + 4));
  EXPECT_EQ(list_size(std::vector<elsewhere::Sized>()), 4u);
}

}  // namespace
}  // namespace onc::xdr
