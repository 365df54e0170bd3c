#include "oncinfo/rpc_names.h"

#include <sstream>

#include <gtest/gtest.h>

namespace onc {
namespace {

RpcNames names(const char* text) {
  std::istringstream stream(text);
  return RpcNames::read(stream);
}

TEST(RpcNames, KnowsNamesAndAliases) {
  const RpcNames known = names(
      "# program numbers\n"
      "portmapper\t100000\tportmap sunrpc rpcbind\n"
      "  nfs 100003 nfsprog # the file system\n");
  EXPECT_EQ(known.name(100000), "portmapper");
  EXPECT_EQ(known.name(100003), "nfs");
  EXPECT_EQ(known.name(1), "");
  EXPECT_EQ(known.number("rpcbind"), 100000U);
  EXPECT_EQ(known.number("nfsprog"), 100003U);
  EXPECT_EQ(known.number("the"), std::nullopt);
}

TEST(RpcNames, SkipsLinesThatAreNoEntries) {
  const RpcNames known = names("\nname\nname number\nlarge 4294967296\nlast 7");
  EXPECT_EQ(known.number("name"), std::nullopt);
  EXPECT_EQ(known.number("large"), std::nullopt);
  EXPECT_EQ(known.name(7), "last");
}

TEST(ParseNumber, TakesDecimalOctalAndHexadecimal) {
  EXPECT_EQ(parse_number("100000"), 100000U);
  EXPECT_EQ(parse_number("0x31234567"), 0x31234567U);
  EXPECT_EQ(parse_number("0XFF"), 255U);
  EXPECT_EQ(parse_number("010"), 8U);
  EXPECT_EQ(parse_number("0"), 0U);
  EXPECT_EQ(parse_number("4294967295"), 0xffffffffU);
}

TEST(ParseNumber, RefusesEverythingElse) {
  for (const char* text : {"", "0x", "-1", "+1", " 1", "1 ", "1x", "09", "4294967296", "0x100000000", "nfs"}) {
    EXPECT_EQ(parse_number(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace onc
