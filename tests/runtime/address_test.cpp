#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <filesystem>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <onc/address.h>

#include "transport/file_descriptor.h"
#include "transport/resolve.h"
#include "transport/socket_options.h"

namespace onc {
namespace {

using testing::HasSubstr;

TEST(SocketAddress, IsPrintedAsItIsParsed) {
  for (const std::string text :
       {"1.2.3.4:80", "0.0.0.0:0", "[::1]:65535", "[fe80::1]:111", "/run/x.sock", "@abstract"}) {
    EXPECT_EQ(SocketAddress::parse(text).value().to_string(), text);
  }
  EXPECT_EQ(SocketAddress::parse(":80").value().to_string(), "0.0.0.0:80");
}

TEST(SocketAddress, RefusesWhatIsNoAddress) {
  for (const std::string text : {"", "1.2.3.4", "1.2.3:80", "1.2.3.4:65536", "1.2.3.4:-1", "1.2.3.4:8x", "::1:80",
                                 "[::1]", "[::1:80", "host:80", "[fe80::1%nowhere]:80", "1.2.3.4:\x1b"}) {
    const auto parsed = SocketAddress::parse(text);
    ASSERT_FALSE(parsed) << text;
    EXPECT_EQ(parsed.error().code, Errc::invalid_argument);
    EXPECT_THAT(parsed.error().detail(), testing::Not(HasSubstr("\x1b")));
  }
}

TEST(SocketAddress, NeverCutsALocalPath) {
  EXPECT_TRUE(SocketAddress::local("/" + std::string(106, 'x')));
  for (const std::size_t size : {108U, 109U, 4096U}) {
    const auto parsed = SocketAddress::local("/" + std::string(size - 1, 'x'));
    ASSERT_FALSE(parsed);
    EXPECT_THAT(parsed.error().detail(), HasSubstr("has " + std::to_string(size) + " bytes, the system takes 107"));
  }
  EXPECT_FALSE(SocketAddress::local(std::string("/a\0b", 4)));
  EXPECT_FALSE(SocketAddress::local(""));
}

TEST(SocketAddress, EscapesLocalPaths) {
  EXPECT_EQ(SocketAddress::local("/tmp/\x1b[0m").value().to_string(), "/tmp/\\x1b[0m");
}

// Of a peer, who may bind to a path without a NUL: the kernel then says one byte more than sockaddr_un has.
TEST(SocketAddress, PrintsLocalPathsThatFillTheirRoom) {
  sockaddr_un raw{};
  raw.sun_family = AF_UNIX;
  std::string path = testing::TempDir() + std::to_string(::getpid());
  path.resize(sizeof raw.sun_path, 'x');
  std::memcpy(raw.sun_path, path.data(), path.size());
  const FileDescriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  ASSERT_EQ(::bind(socket.get(), reinterpret_cast<const sockaddr*>(&raw), sizeof raw), 0);
  std::filesystem::remove(path);
  const SocketAddress bound = local_address(socket.get());
  EXPECT_EQ(bound.size(), sizeof raw + 1);
  EXPECT_EQ(bound.to_string(), path);
}

TEST(SocketAddress, PrintsNoMoreThanALocalAddressHolds) {
  std::array<char, SocketAddress::capacity + 8> raw{};
  raw.fill('x');
  const sa_family_t family = AF_UNIX;
  std::memcpy(raw.data(), &family, sizeof family);
  raw[sizeof family] = '\0';  // abstract, so no NUL ends it
  const auto address = SocketAddress::from(reinterpret_cast<const sockaddr*>(raw.data()), raw.size());
  EXPECT_EQ(address.to_string(), "@" + std::string(sizeof(sockaddr_un::sun_path) - 1, 'x'));
}

TEST(SocketAddress, KnowsLoopback) {
  for (const std::string text : {"127.0.0.1:1", "127.1.2.3:1", "[::1]:1", "[::ffff:127.0.0.1]:1", "/run/x"}) {
    EXPECT_TRUE(SocketAddress::parse(text).value().is_loopback()) << text;
  }
  for (const std::string text : {"128.0.0.1:1", "[::2]:1", "[::ffff:10.0.0.1]:1"}) {
    EXPECT_FALSE(SocketAddress::parse(text).value().is_loopback()) << text;
  }
}

TEST(SocketAddress, ComparesFamilyHostAndPort) {
  const auto address = [](const char* text) { return SocketAddress::parse(text).value(); };
  EXPECT_TRUE(address("1.2.3.4:80") == address("1.2.3.4:80"));
  EXPECT_FALSE(address("1.2.3.4:80") == address("1.2.3.4:81"));
  EXPECT_FALSE(address("1.2.3.4:80") == address("1.2.3.5:80"));
  EXPECT_FALSE(address("[::1]:80") == address("[::2]:80"));
  EXPECT_FALSE(address("[::ffff:1.2.3.4]:80") == address("1.2.3.4:80"));
  EXPECT_TRUE(address("[::ffff:1.2.3.4]:80").unmapped() == address("1.2.3.4:80"));
  EXPECT_FALSE(address("/a") == address("/b"));
}

TEST(SocketAddress, ChangesItsPort) {
  EXPECT_EQ(SocketAddress::parse("1.2.3.4:80").value().with_port(81).to_string(), "1.2.3.4:81");
  EXPECT_EQ(SocketAddress::parse("[::1]:80").value().with_port(81).to_string(), "[::1]:81");
}

TEST(SocketAddress, WithoutAValueIsOfNoFamily) {
  const SocketAddress empty;
  EXPECT_EQ(empty.family(), AF_UNSPEC);
  EXPECT_EQ(empty.port(), 0);
  EXPECT_EQ(empty.to_string(), "(no address)");
}

TEST(Resolve, SplitsHostAndPort) {
  const auto split = [](const char* text) {
    const HostAndPort parts = split_host_and_port(text);
    return parts.host + "|" + parts.port;
  };
  EXPECT_EQ(split("host:80"), "host|80");
  EXPECT_EQ(split("[::1]:80"), "::1|80");
  EXPECT_EQ(split("::1"), "::1|");
  EXPECT_EQ(split(":80"), "|80");
  EXPECT_EQ(split("host"), "host|");
  EXPECT_EQ(split("[::1]"), "::1|");
}

TEST(Resolve, PutsIpv4FirstAndTakesNumbers) {
  EXPECT_EQ(resolve_address("127.0.0.1:80").value().front().to_string(), "127.0.0.1:80");
  EXPECT_EQ(resolve_address("[::1]:80").value().front().to_string(), "[::1]:80");
  EXPECT_EQ(resolve_address("/run/x").value().front().to_string(), "/run/x");
  EXPECT_EQ(resolve_address(":80").value().front().to_string(), "127.0.0.1:80");
}

TEST(Resolve, SaysWhatIsWrong) {
  EXPECT_EQ(resolve_address("127.0.0.1").error().code, Errc::invalid_argument);
  EXPECT_EQ(resolve_address("127.0.0.1:http").error().code, Errc::invalid_argument);
  EXPECT_EQ(resolve_host("no.such.host.invalid", 80).error().code, Errc::host_not_found);
}

}  // namespace
}  // namespace onc
