// Universal addresses and netids, from rpcbinds that mean well and from those that do not.

#include <sys/socket.h>

#include <string>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <onc/universal_address.h>

namespace onc {
namespace {

using namespace std::string_literals;
using testing::HasSubstr;
using testing::Not;

const Netid tcp{Transport::tcp, AF_INET};
const Netid udp6{Transport::udp, AF_INET6};
const Netid local{Transport::local, AF_UNIX};

TEST(Netid, HasAName) {
  for (const std::string name : {"udp", "udp6", "tcp", "tcp6", "local"})
    EXPECT_EQ(parse_netid(name).value().text(), name);
  EXPECT_EQ(parse_netid("unix"), local);
  EXPECT_EQ(netid_of(Transport::tcp, AF_INET6).text(), "tcp6");
  EXPECT_EQ(netid_of(Transport::udp, AF_INET).text(), "udp");
  EXPECT_EQ(netid_of(Transport::local, AF_INET).text(), "local");
  EXPECT_EQ(Netid{}.text(), "no netid");
}

TEST(Netid, IsReadExactly) {
  for (const std::string& name : {""s, "TCP"s, "tcp "s, "tcp66"s, "tcp4"s, "sctp"s, "tcp\0"s, "loca"s, "-"s}) {
    EXPECT_EQ(parse_netid(name), std::nullopt) << name;
  }
}

TEST(UniversalAddress, IsReadAsAnAddress) {
  const auto read = [](const Netid& netid, const char* text) {
    return parse_universal_address(netid, text).value().to_string();
  };
  EXPECT_EQ(read(tcp, "1.2.3.4.0.111"), "1.2.3.4:111");
  EXPECT_EQ(read(tcp, "0.0.0.0.255.255"), "0.0.0.0:65535");
  EXPECT_EQ(read(udp6, "::.0.111"), "[::]:111");
  EXPECT_EQ(read(udp6, "::1.8.1"), "[::1]:2049");
  EXPECT_EQ(read(udp6, "fe80::a:B.8.1"), "[fe80::a:b]:2049");
  EXPECT_EQ(read(udp6, "1:2:3:4:5:6:7:8.8.1"), "[1:2:3:4:5:6:7:8]:2049");
  EXPECT_EQ(read(udp6, "::ffff:1.2.3.4.8.1"), "1.2.3.4:2049");
  EXPECT_EQ(parse_universal_address(udp6, "::ffff:1.2.3.4.8.1").value().family(), AF_INET6);
  EXPECT_EQ(read(local, "/run/x.sock"), "/run/x.sock");
  EXPECT_EQ(read(local, "@x"), "@x");
}

TEST(UniversalAddress, IsWrittenAsItIsRead) {
  const std::pair<Netid, const char*> all[] = {
      {tcp, "1.2.3.4.0.111"},         {tcp, "0.0.0.0.255.0"},     {udp6, "::.0.111"},  {udp6, "fe80::1.8.1"},
      {udp6, "::ffff:1.2.3.4.255.1"}, {local, "/a b\n\x80.sock"}, {local, "@abstract"}};
  for (const auto& [netid, text] : all) {
    EXPECT_EQ(universal_address(parse_universal_address(netid, text).value()).value(), text);
  }
  const std::string longest = "/" + std::string(106, 'x');
  EXPECT_EQ(universal_address(SocketAddress::local(longest).value()).value(), longest);
}

TEST(UniversalAddress, HasNoZone) {
  const auto scoped = SocketAddress::parse("[fe80::1%lo]:80");
  if (!scoped) GTEST_SKIP() << "no interface lo";
  EXPECT_EQ(universal_address(*scoped).value(), "fe80::1.0.80");
}

TEST(UniversalAddress, ThatNoAddressHas) {
  EXPECT_EQ(universal_address(SocketAddress{}).error().code, Errc::invalid_argument);
  const sockaddr unnamed{.sa_family = AF_UNIX, .sa_data = {}};
  EXPECT_EQ(universal_address(SocketAddress::from(&unnamed, sizeof(sa_family_t))).error().code, Errc::invalid_argument);
}

void expect_refused(const Netid& netid, const std::string& text) {
  const auto parsed = parse_universal_address(netid, text);
  ASSERT_FALSE(parsed) << netid.text() << " '" << text << "' is " << parsed->to_string();
  EXPECT_EQ(parsed.error().code, Errc::invalid_argument);
  EXPECT_THAT(parsed.error().detail(), Not(HasSubstr("\x1b")));
  EXPECT_LT(parsed.error().detail().size(), 1000U);
}

TEST(UniversalAddress, OfInetIsRefusedUnlessExact) {
  for (const std::string& text : {""s,
                                  "."s,
                                  ".."s,
                                  "......"s,
                                  "0.111"s,
                                  ".0.111"s,
                                  "1.2.3.0.111"s,
                                  "1.2.3.4.5.0.111"s,
                                  "1.2.3.4.0.256"s,
                                  "1.2.3.4.256.0"s,
                                  "1.2.3.256.0.111"s,
                                  "1.2.3.4.0.-1"s,
                                  "1.2.3.4.+0.1"s,
                                  "1.2.3.4.0.0111"s,
                                  "1.2.3.4.00.111"s,
                                  "01.2.3.4.0.111"s,
                                  " 1.2.3.4.0.111"s,
                                  "1.2.3.4.0.111 "s,
                                  "1.2.3.4.0.111\n"s,
                                  "1.2.3.4.0.0x6f"s,
                                  "1.2.3.4.0.111."s,
                                  "1.2.3.4.0."s,
                                  "1.2.3.4..111"s,
                                  "1.2.3.4:111"s,
                                  "1.2.3.4:0.0.111"s,
                                  "host.0.111"s,
                                  "1.2.3.4\0.0.111"s,
                                  "1.2.3.4.0.111\0"s,
                                  "\0"s,
                                  "::1.0.111"s,
                                  "/run/x"s,
                                  "@x"s,
                                  "\x1b[2J.0.111"s,
                                  "1.2.3.4.0.99999999999999999999"s,
                                  std::string(1 << 20, '.'),
                                  std::string(1 << 20, '1')}) {
    expect_refused(tcp, text);
  }
}

TEST(UniversalAddress, OfInet6IsRefusedUnlessExact) {
  for (const std::string& text :
       {""s, ".0.111"s, "1.2.3.4.0.111"s, ":::.0.111"s, "[::1].0.111"s, "::1]:5.0.111"s, "::1%lo.0.111"s, "::1%.0.111"s,
        "::1\0.0.111"s, "::g.0.111"s, "1:2:3:4:5:6:7:8:9.0.111"s, "::12345.0.111"s, "::1.0"s, "::ffff:1.2.3.0.111"s,
        "::ffff:1.2.3.4.256.1"s, "::1 .0.111"s, "/run/x"s, std::string(1 << 20, ':')}) {
    expect_refused(udp6, text);
  }
}

TEST(UniversalAddress, OfLocalIsAPath) {
  for (const std::string& text : {""s, "x.sock"s, "../x"s, "./x"s, "1.2.3.4.0.111"s, "/a\0b"s, "/\0"s,
                                  "/" + std::string(107, 'x'), "/" + std::string(1 << 20, 'x')}) {
    expect_refused(local, text);
  }
}

}  // namespace
}  // namespace onc
