// The state of a broadcast, fed with datagrams and a clock that is advanced by hand.
#include "client/broadcast_session.h"

#include <sys/socket.h>

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/hex.h"

namespace onc {
namespace {

using namespace std::chrono_literals;
using test::Bytes;
using test::join;
using test::to_hex;
using test::words;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr Procedure rlog{{0x31234567, 1}, 1, "RLOG", "LOG_PROG.LOG_VER"};
constexpr TimePoint begin{};
constexpr std::uint32_t xid = 0x11223344;

void fixed_random(std::span<std::byte> out) {
  const std::uint32_t value = xid;
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = reinterpret_cast<const std::byte*>(&value)[i % sizeof value];
}

SocketAddress at(std::string_view text) { return SocketAddress::parse(text).value(); }

// A started session, and what it handed over as "ADDRESS words" or "ADDRESS error".
struct Started {
  explicit Started(const BroadcastOptions& wanted, std::span<const std::byte> arguments = {})
      : options(wanted), session(options, fixed_random) {
    EXPECT_TRUE(session.start(rlog, arguments, begin));
  }
  void receive(const Bytes& datagram, std::string_view from) {
    const auto take = [this](const Result<std::span<const std::byte>>& results, const SocketAddress& responder) {
      const std::string what = results ? to_hex(*results) : std::string(to_string(results.error().code));
      handed.push_back(responder.to_string() + " " + what);
      return content;
    };
    session.received(datagram, at(from), take);
  }
  BroadcastOptions options;
  BroadcastSession session;
  std::vector<std::string> handed{};
  bool content = false;
};

BroadcastOptions direct() { return {.port = 4711}; }

Bytes success(std::uint32_t id, const Bytes& results) { return join({words({id, 1, 0, 0, 0, 0}), results}); }
// rpcbind's answer over IPv4: the port, and the results as an opaque.
Bytes callit(std::uint32_t port, const Bytes& results) {
  return success(xid, join({words({port, static_cast<std::uint32_t>(results.size())}), results}));
}

TEST(BroadcastSession, CallsTheProgramDirectlyWhenItsPortIsKnown) {
  const Started started(direct(), words({7}));
  const std::string call =
      "11223344 00000000 00000002 31234567 00000001 00000001 00000000 00000000 00000000 00000000 00000007";
  EXPECT_EQ(to_hex(started.session.message(AF_INET)).substr(9), call.substr(9));
  EXPECT_EQ(to_hex(started.session.message(AF_INET6)), to_hex(started.session.message(AF_INET)));
}

TEST(BroadcastSession, WrapsTheCallForPortmapOverIpv4) {
  const Started started({}, words({7}));
  EXPECT_EQ(to_hex(started.session.message(AF_INET)).substr(9),
            "00000000 00000002 000186a0 00000002 00000005 00000000 00000000 00000000 00000000 "
            "31234567 00000001 00000001 00000004 00000007");
}

TEST(BroadcastSession, WrapsTheCallForRpcbindOverIpv6) {
  const Started started({}, words({7}));
  EXPECT_EQ(to_hex(started.session.message(AF_INET6)).substr(9),
            "00000000 00000002 000186a0 00000003 00000005 00000000 00000000 00000000 00000000 "
            "31234567 00000001 00000001 00000004 00000007");
}

TEST(BroadcastSession, FillsRawArgumentsUpToWholeWords) {
  const Bytes odd = test::hex("010203");
  EXPECT_THAT(to_hex(Started(direct(), odd).session.message(AF_INET)), testing::EndsWith("00000001 00000000 00000000 "
                                                                                         "00000000 00000000 01020300"));
  EXPECT_THAT(to_hex(Started({}, odd).session.message(AF_INET)), testing::EndsWith("00000001 00000004 01020300"));
}

TEST(BroadcastSession, SendsTheCredential) {
  const Started started({.port = 4711, .credential = AuthSys{.stamp = 1, .machine_name = "here", .uid = 7, .gid = 8}});
  EXPECT_THAT(to_hex(started.session.message(AF_INET)),
              HasSubstr("00000001 00000018 00000001 00000004 68657265 00000007 00000008 00000000 00000000 00000000"));
}

TEST(BroadcastSession, RefusesACredentialBeyondTheProtocolsBounds) {
  const BroadcastOptions options{.credential = AuthSys{.gids = std::vector<std::uint32_t>(17)}};
  BroadcastSession session(options);
  EXPECT_EQ(session.start(rlog, {}, begin).error().code, Errc::bound_exceeded);
}

TEST(BroadcastSession, RefusesArgumentsThatFitNoDatagram) {
  for (const std::uint16_t port : {std::uint16_t{0}, std::uint16_t{4711}}) {
    const BroadcastOptions options{.port = port};
    BroadcastSession session(options);
    const Bytes large(max_datagram);
    EXPECT_EQ(session.start(rlog, large, begin).error().code, Errc::message_too_large);
  }
}

TEST(BroadcastSession, DrawsAnXidForEachBroadcast) {
  const BroadcastOptions options = direct();
  BroadcastSession first(options);
  BroadcastSession second(options);
  ASSERT_TRUE(first.start(rlog, {}, begin) && second.start(rlog, {}, begin));
  EXPECT_NE(to_hex(first.message(AF_INET)), to_hex(second.message(AF_INET)));
}

// When transmissions are due, in seconds, until it is over; the last is the end.
std::vector<double> schedule(const BroadcastOptions& options) {
  BroadcastSession session(options);
  EXPECT_TRUE(session.start(rlog, {}, begin));
  std::vector<double> times;
  TimePoint now = begin;
  const auto seconds = [&] { return std::chrono::duration<double>(now - begin).count(); };
  for (; !session.over(now); now = session.next_event()) {
    if (session.transmit(now)) times.push_back(seconds());
    EXPECT_FALSE(session.transmit(now));
  }
  times.push_back(seconds());
  return times;
}

TEST(BroadcastSession, KeepsLibtirpcsTimesByDefault) { EXPECT_THAT(schedule({}), ElementsAre(0, 4, 12)); }

TEST(BroadcastSession, LetsIntervalsGrow) {
  EXPECT_THAT(schedule({.interval = 1s, .growth = 1.5, .total_time = 5s}), ElementsAre(0, 1, 2.5, 4.75, 5));
  EXPECT_THAT(schedule({.interval = 2s, .growth = 1, .total_time = 5s}), ElementsAre(0, 2, 4, 5));
}

TEST(BroadcastSession, MakesTheBestOfSenselessTimes) {
  EXPECT_THAT(schedule({.total_time = -1s}), ElementsAre(0));
  EXPECT_THAT(schedule({.interval = 1s, .growth = -3, .total_time = 2s}), ElementsAre(0, 1, 2));
  EXPECT_THAT(schedule({.interval = 1s, .growth = std::nan(""), .total_time = 2s}), ElementsAre(0, 1, 2));
  EXPECT_EQ(schedule({.interval = 0s, .growth = 1, .total_time = 1s}).size(), 101U);
  EXPECT_EQ(schedule({.interval = 1s, .growth = 1e300, .total_time = Duration::max()}).size(), 5U);
}

TEST(BroadcastSession, SendsTheSameBytesEachTime) {
  Started started({.interval = 1s});
  const Bytes first(started.session.message(AF_INET).begin(), started.session.message(AF_INET).end());
  ASSERT_TRUE(started.session.transmit(begin) && started.session.transmit(begin + 1s));
  EXPECT_EQ(to_hex(started.session.message(AF_INET)), to_hex(first));
}

TEST(BroadcastSession, HandsAnswersOverWithTheirAddresses) {
  Started started(direct());
  started.receive(success(xid, words({1})), "192.0.2.1:4711");
  started.receive(success(xid, words({2})), "192.0.2.2:4711");
  started.receive(success(xid, {}), "[2001:db8::1]:4711");
  EXPECT_THAT(started.handed, ElementsAre("192.0.2.1:4711 00000001", "192.0.2.2:4711 00000002", "[2001:db8::1]:4711 "));
  EXPECT_EQ(started.session.summary().answers, 3U);
}

TEST(BroadcastSession, TakesThePortFromPortmapsAnswer) {
  Started started({});
  started.receive(callit(2049, words({9})), "192.0.2.1:111");
  EXPECT_THAT(started.handed, ElementsAre("192.0.2.1:2049 00000009"));
}

TEST(BroadcastSession, TakesThePortFromRpcbindsUniversalAddress) {
  Started started({});
  const Bytes address = test::hex("0000000a 3a3a312e 31382e31 30330000");  // ::1.18.103, of which the port counts
  started.receive(success(xid, join({address, words({4, 9})})), "[2001:db8::7]:111");
  EXPECT_THAT(started.handed, ElementsAre("[2001:db8::7]:4711 00000009"));
}

TEST(BroadcastSession, SkipsDuplicatesOfOneResponder) {
  Started started(direct());
  for (int i = 0; i < 3; ++i) started.receive(success(xid, words({1})), "192.0.2.1:4711");
  EXPECT_EQ(started.handed.size(), 1U);
  EXPECT_EQ(started.session.summary().duplicates, 2U);
}

TEST(BroadcastSession, TakesAHostBehindRpcbindForOneResponderWhateverItsPorts) {
  Started started({});
  for (std::uint32_t port = 1; port <= 9; ++port) {
    started.receive(callit(port, {}), "192.0.2.1:" + std::to_string(1000 + port));
  }
  EXPECT_THAT(started.handed, ElementsAre("192.0.2.1:1 "));
  EXPECT_EQ(started.session.summary().duplicates, 8U);
}

TEST(BroadcastSession, HandsDuplicatesOverWhenTheyAreWanted) {
  Started started({.port = 4711, .duplicates = true});
  for (int i = 0; i < 3; ++i) started.receive(success(xid, words({1})), "192.0.2.1:4711");
  EXPECT_EQ(started.handed.size(), 3U);
  EXPECT_EQ(started.session.summary().answers, 1U);
}

TEST(BroadcastSession, HandsRefusalsOverAsErrors) {
  Started started(direct());
  started.receive(words({xid, 1, 0, 0, 0, 1}), "192.0.2.1:4711");
  started.receive(words({xid, 1, 1, 1, 5}), "192.0.2.2:4711");
  started.receive(words({xid, 1, 0, 0, 0, 1}), "192.0.2.1:4711");
  EXPECT_THAT(started.handed, ElementsAre("192.0.2.1:4711 program_unavailable", "192.0.2.2:4711 auth_rejected"));
  EXPECT_EQ(started.session.summary().refusals, 2U);
  EXPECT_EQ(started.session.summary().answers, 0U);
  started.receive(success(xid, words({1})), "192.0.2.1:4711");  // it has come up since
  EXPECT_EQ(started.session.summary().answers, 1U);
}

TEST(BroadcastSession, SkipsWhatIsNoAnswer) {
  Started started(direct());
  started.receive(success(xid + 1, words({1})), "192.0.2.1:4711");
  started.receive(success(xid, words({1})), "192.0.2.1:4712");
  started.receive({}, "192.0.2.1:4711");
  started.receive(words({xid}), "192.0.2.1:4711");
  started.receive(words({xid, 0, 2, 3, 4, 5}), "192.0.2.1:4711");  // a call: our own, back from the network
  started.receive(words({xid, 1, 2}), "192.0.2.1:4711");
  started.receive(words({xid, 1, 0, 0, 401}), "192.0.2.1:4711");
  started.receive(words({xid, 1, 0, 0, 0, 99}), "192.0.2.1:4711");
  EXPECT_THAT(started.handed, IsEmpty());
  const BroadcastSummary& summary = started.session.summary();
  EXPECT_EQ(summary.unknown_xid, 1U);
  EXPECT_EQ(summary.strange_address, 1U);
  EXPECT_EQ(summary.malformed, 6U);
}

TEST(BroadcastSession, SkipsWrappedAnswersThatCannotBeRead) {
  Started started({});
  started.receive(success(xid, {}), "192.0.2.1:111");
  started.receive(success(xid, words({0x10000, 0})), "192.0.2.1:111");
  started.receive(success(xid, words({2049, 8, 1})), "192.0.2.1:111");
  started.receive(success(xid, words({2049, 0xffffffff})), "192.0.2.1:111");
  started.receive(success(xid, words({2049, 4, 1})), "[2001:db8::1]:111");
  EXPECT_THAT(started.handed, IsEmpty());
  EXPECT_EQ(started.session.summary().malformed, 5U);
}

TEST(BroadcastSession, SurvivesEveryTruncationOfAnAnswer) {
  Started started({});
  const Bytes whole = callit(2049, words({9}));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    started.receive(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)), "192.0.2.1:111");
  }
  EXPECT_THAT(started.handed, IsEmpty());
}

TEST(BroadcastSession, TakesAnswersFromThePortsOfGivenTargets) {
  Started started({.port = 4711, .targets = {at("192.0.2.255:0"), at("198.51.100.255:800")}});
  started.receive(success(xid, {}), "192.0.2.1:4711");
  started.receive(success(xid, {}), "198.51.100.1:800");
  started.receive(success(xid, {}), "198.51.100.2:801");
  EXPECT_THAT(started.handed, ElementsAre("192.0.2.1:4711 ", "198.51.100.1:800 "));
}

TEST(BroadcastSession, EndsWhenTheCallerIsContent) {
  Started started(direct());
  started.content = true;
  EXPECT_FALSE(started.session.over(begin));
  started.receive(success(xid, words({1})), "192.0.2.1:4711");
  EXPECT_TRUE(started.session.over(begin));
  EXPECT_TRUE(started.session.summary().content);
  EXPECT_FALSE(started.session.transmit(begin));
}

TEST(BroadcastSession, RemembersNoMoreRespondersThanAllowed) {
  Started started({.port = 4711, .max_responders = 3});
  for (int host = 1; host <= 200; ++host) {
    started.receive(success(xid, {}), "192.0.2." + std::to_string(host) + ":4711");
    started.receive(words({xid, 1, 0, 0, 0, 5}), "198.51.100." + std::to_string(host) + ":4711");
  }
  const BroadcastSummary& summary = started.session.summary();
  EXPECT_EQ(started.handed.size(), 6U);
  EXPECT_EQ(summary.answers, 3U);
  EXPECT_EQ(summary.refusals, 3U);
  EXPECT_EQ(summary.beyond_limit, 394U);
}

}  // namespace
}  // namespace onc
