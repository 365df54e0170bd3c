// What oncinfo makes of its command line.

#include "oncinfo/command_line.h"

#include <sys/socket.h>

#include <CLI/CLI.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "names.h"

namespace onc::oncinfo {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

Result<Request> request(std::string words) {
  CLI::App app("test");
  Options options;
  declare(app, options);
  app.parse(std::move(words));
  return understand(options, test::few_names());
}

std::string complaint(const std::string& words) {
  const auto made = request(words);
  return made ? "none" : made.error().detail();
}

Mode mode(const std::string& words) { return request(words).value().mode; }

TEST(OncinfoCommandLine, HasTheModesOfRpcinfo) {
  EXPECT_EQ(mode(""), Mode::services);
  EXPECT_EQ(mode("server"), Mode::services);
  EXPECT_EQ(mode("-s server"), Mode::programs);
  EXPECT_EQ(mode("-p"), Mode::ports);
  EXPECT_EQ(mode("-m server"), Mode::statistics);
  EXPECT_EQ(mode("-l server nfs 3"), Mode::addresses);
  EXPECT_EQ(mode("-l -T udp server nfs 3"), Mode::addresses);
  EXPECT_EQ(mode("-t server nfs"), Mode::versions);
  EXPECT_EQ(mode("-n 2049 -u server nfs 3"), Mode::versions);
  EXPECT_EQ(mode("-T tcp6 server nfs"), Mode::versions);
  EXPECT_EQ(mode("server nfs"), Mode::versions);
  EXPECT_EQ(mode("-a 127.0.0.1.8.1 -T tcp nfs"), Mode::versions);
  EXPECT_EQ(mode("-b nfs 3"), Mode::broadcast);
  EXPECT_EQ(mode("-d -T udp nfs 3"), Mode::remove);
  EXPECT_EQ(mode("--ping server nfs"), Mode::ping);
  EXPECT_EQ(mode("--diagnose server nfs"), Mode::diagnose);
}

TEST(OncinfoCommandLine, TakesHostProgramAndVersion) {
  const Request made = request("-u -n 2049 server nfs 0x3 --rpcbind other:1111 --json").value();
  EXPECT_EQ(made.inquiry.host, "server");
  EXPECT_EQ(made.inquiry.rpcbind, "other:1111");
  EXPECT_EQ(made.wanted.program, 100003U);
  EXPECT_EQ(made.wanted.version, 3U);
  EXPECT_EQ(made.wanted.transport, Transport::udp);
  EXPECT_EQ(made.wanted.port, 2049);
  EXPECT_TRUE(made.json);
}

TEST(OncinfoCommandLine, TakesAnAddressInPlaceOfAHost) {
  const Request made = request("-a ::1.8.1 -T tcp6 100003").value();
  EXPECT_EQ(made.wanted.address->to_string(), "[::1]:2049");
  EXPECT_EQ(made.inquiry.netid, (Netid{Transport::tcp, AF_INET6}));
  EXPECT_EQ(made.wanted.version, std::nullopt);
}

TEST(OncinfoCommandLine, EachModeHasItsOwnPatience) {
  EXPECT_EQ(request("-p").value().inquiry.time, 10s);
  EXPECT_EQ(request("-b nfs 3").value().inquiry.time, 12s);
  EXPECT_EQ(request("--diagnose server nfs").value().inquiry.time, 3s);
  EXPECT_EQ(request("--diagnose server nfs --timeout 0.5").value().inquiry.time, 500ms);
}

TEST(OncinfoCommandLine, PlansPings) {
  const Request made = request("--ping -u server nfs 3 --count 5 --interval 0.25").value();
  EXPECT_EQ(made.plan.count, 5U);
  EXPECT_EQ(made.plan.interval, 250ms);
  EXPECT_EQ(complaint("-t server nfs --count 5"), "--count and --interval go with --ping");
}

TEST(OncinfoCommandLine, SaysWhatDoesNotGoTogether) {
  EXPECT_EQ(complaint("-s -m"), "-s and -m are two questions; ask one at a time");
  EXPECT_EQ(complaint("--ping --diagnose server nfs"), "--ping and --diagnose are two questions; ask one at a time");
  EXPECT_EQ(complaint("-t -u server nfs"), "give one of -t, -u and -a");
  EXPECT_EQ(complaint("-t -p server"), "-t, -u and -a do not go with -p");
  EXPECT_EQ(complaint("-a 127.0.0.1.8.1 nfs"), "-a needs -T, which says how to read the address");
  EXPECT_EQ(complaint("-t -T udp server nfs"), "-T says what -t and -u say; give one of them");
  EXPECT_EQ(complaint("-a 127.0.0.1.8.1 -T tcp -n 1 nfs"), "-a has the port in it; leave out -n");
  EXPECT_EQ(complaint("-p -n 111"), "-n does not go with -p");
  EXPECT_EQ(complaint("-b -T tcp nfs 3"), "-b takes -T udp and -T udp6");
  EXPECT_THAT(complaint("-T local -n 1 server nfs"), HasSubstr("-T local has no ports"));
  EXPECT_THAT(complaint("-p -T tcp server"), HasSubstr("-T goes with"));
}

TEST(OncinfoCommandLine, SaysWhichWordsAModeTakes) {
  EXPECT_EQ(complaint("-p one two"), "-p takes one HOST at most");
  EXPECT_EQ(complaint("-l server nfs"), "-l takes HOST PROGRAM VERSION");
  EXPECT_EQ(complaint("-t server"), "oncinfo takes HOST PROGRAM [VERSION]");
  EXPECT_EQ(complaint("-b nfs"), "-b takes PROGRAM VERSION");
  EXPECT_EQ(complaint("-d server nfs 3"), "-d takes PROGRAM VERSION");
  EXPECT_EQ(complaint("-a 127.0.0.1.8.1 -T tcp server nfs 3"), "oncinfo takes PROGRAM [VERSION]");
}

TEST(OncinfoCommandLine, SaysWhichWordIsNone) {
  EXPECT_EQ(complaint("-t server nosuch"), "'nosuch' is neither a program number nor a name in /etc/rpc");
  EXPECT_EQ(complaint("-t server nfs three"), "'three' is no version number");
  EXPECT_EQ(complaint("-T pigeon server nfs"), "'pigeon' is no netid; there are udp, udp6, tcp, tcp6 and local");
  EXPECT_EQ(complaint("-a garbage -T tcp nfs"), "'garbage' is no universal address of netid tcp");
  EXPECT_THROW((void)request("-n 65536 -t server nfs"), CLI::ParseError);
  EXPECT_THROW((void)request("--timeout 0 server"), CLI::ParseError);
}

}  // namespace
}  // namespace onc::oncinfo
