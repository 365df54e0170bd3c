// Where broadcasts go, the loop that makes them, and the whole of it over the loopback interface.
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>
#include <deque>
#include <list>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <onc/broadcast.h>
#include <onc/function_service.h>

#include "client/broadcast_network.h"
#include "client/broadcast_session.h"
#include "runtime/running_server.h"
#include "support/hex.h"

namespace onc {
namespace {

using namespace std::chrono_literals;
using test::Bytes;
using test::RunningServer;
using test::words;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

constexpr ProgramVersion program{0x20000099, 1};
constexpr Procedure who{program, 1};

SocketAddress at(std::string_view text) { return SocketAddress::parse(text).value(); }

// Each as "NAME ADDRESS", in order.
std::vector<std::string> texts_of(const Result<std::vector<BroadcastTarget>>& targets) {
  std::vector<std::string> texts;
  for (const BroadcastTarget& target : targets.value()) texts.push_back(target.to_string());
  return texts;
}

// A list as getifaddrs makes it.
class Interfaces {
 public:
  Interfaces& add(const char* name, unsigned flags, const char* address, const char* broadcast = nullptr) {
    names_.emplace_back(name);
    ifaddrs entry{};
    entry.ifa_name = names_.back().data();
    entry.ifa_flags = flags;
    if (address != nullptr) entry.ifa_addr = keep(address);
    if (broadcast != nullptr) entry.ifa_broadaddr = keep(broadcast);
    entries_.push_back(entry);
    return *this;
  }
  std::vector<std::string> targets(const BroadcastOptions& options = {}) {
    ifaddrs* next = nullptr;
    for (auto entry = entries_.rbegin(); entry != entries_.rend(); ++entry) {
      entry->ifa_next = next;
      next = &*entry;
    }
    return texts_of(broadcast_targets(next, options));
  }

 private:
  sockaddr* keep(const char* address) {
    addresses_.push_back(at(address));
    return addresses_.back().data();
  }
  std::list<std::string> names_;
  std::list<SocketAddress> addresses_;
  std::list<ifaddrs> entries_;
};

constexpr unsigned usual = IFF_UP | IFF_BROADCAST | IFF_MULTICAST;

TEST(BroadcastTargets, AreTheBroadcastAddressesOfInterfacesThatAreUp) {
  Interfaces interfaces;
  interfaces.add("e0", usual, "192.0.2.1:0", "192.0.2.255:0")
      .add("down", usual & ~unsigned{IFF_UP}, "10.0.0.1:0", "10.0.0.255:0")
      .add("ptp", IFF_UP | IFF_POINTOPOINT, "10.1.0.1:0", "10.1.0.2:0")
      .add("odd", usual, "10.2.0.1:0")
      .add("none", usual, nullptr);
  EXPECT_THAT(interfaces.targets(), ElementsAre("e0 192.0.2.255:111"));
  EXPECT_THAT(interfaces.targets({.port = 4711}), ElementsAre("e0 192.0.2.255:4711"));
  EXPECT_THAT(interfaces.targets({.rpcbind_port = 1111}), ElementsAre("e0 192.0.2.255:1111"));
  EXPECT_THAT(interfaces.targets({.ipv4 = false}), IsEmpty());
}

TEST(BroadcastTargets, AreTheGroupOnEachIpv6Interface) {
  Interfaces interfaces;
  interfaces.add("e0", usual, "[fe80::1]:0").add("e0", usual, "[2001:db8::1]:0").add("plain", IFF_UP, "[fe80::2]:0");
  EXPECT_THAT(interfaces.targets(), ElementsAre("e0 [ff02::202]:111"));
  EXPECT_THAT(interfaces.targets({.port = 4711, .multicast_group = "ff02::1"}), ElementsAre("e0 [ff02::1]:4711"));
  EXPECT_THAT(interfaces.targets({.ipv6 = false}), IsEmpty());
}

TEST(BroadcastTargets, AreOneForAddressesWithTheSameBroadcastAddress) {
  Interfaces interfaces;
  interfaces.add("e0", usual, "192.0.2.1:0", "192.0.2.255:0").add("e0", usual, "192.0.2.2:0", "192.0.2.255:0");
  EXPECT_THAT(interfaces.targets(), ElementsAre("e0 192.0.2.255:111"));
}

TEST(BroadcastTargets, AreTheLoopbackInterfaceOnlyWhenItIsWanted) {
  Interfaces interfaces;
  interfaces.add("lo", IFF_UP | IFF_LOOPBACK, "127.0.0.1:0").add("lo", IFF_UP | IFF_LOOPBACK, "[::1]:0");
  EXPECT_THAT(interfaces.targets(), IsEmpty());
  EXPECT_THAT(interfaces.targets({.loopback = true}), ElementsAre("lo 127.0.0.1:111", "lo [::1]:111"));
}

TEST(BroadcastTargets, AreThoseThatAreGiven) {
  const BroadcastOptions options{.port = 4711,
                                 .targets = {at("192.0.2.255:0"), at("[ff05::1]:7"), at("192.0.2.255:0")}};
  EXPECT_THAT(texts_of(broadcast_targets(options)), ElementsAre("192.0.2.255:4711", "[ff05::1]:7"));
}

TEST(BroadcastTargets, NeedAGroupThatIsAnAddress) {
  EXPECT_EQ(broadcast_targets(nullptr, {.multicast_group = "everybody"}).error().code, Errc::invalid_argument);
}

// Datagrams that arrive at times, addresses that cannot be sent to, and a clock that moves when somebody waits.
class Memory final : public BroadcastNetwork {
 public:
  [[nodiscard]] TimePoint now() const override { return now_; }
  int send(const BroadcastTarget& target, std::span<const std::byte> datagram) override {
    sent.push_back(target.to_string());
    xid = xdr::load32(datagram.data());
    const auto failure = failures.find(target.to_string());
    return failure == failures.end() ? 0 : failure->second;
  }
  IoResult receive(std::span<std::byte> into, Duration patience, SocketAddress& from) override {
    if (broken != 0) return {0, broken};
    if (arrivals.empty() || arrivals.front().first > now_ + patience) {
      now_ += patience;
      return {0, EAGAIN};
    }
    now_ = std::max(now_, arrivals.front().first);
    from = arrivals.front().second;
    arrivals.pop_front();
    const Bytes reply = words({xid, 1, 0, 0, 0, 0});
    std::memcpy(into.data(), reply.data(), reply.size());
    return {reply.size(), 0};
  }
  void arrive(Duration when, const char* from) { arrivals.emplace_back(TimePoint{} + when, at(from)); }

  std::vector<std::string> sent{};
  std::map<std::string, int> failures{};
  std::deque<std::pair<TimePoint, SocketAddress>> arrivals{};
  std::uint32_t xid = 0;
  int broken = 0;

 private:
  TimePoint now_{};
};

const std::vector<BroadcastTarget> two_targets{{.interface_name = "e0", .address = at("192.0.2.255:4711")},
                                               {.interface_name = "e1", .address = at("198.51.100.255:4711")}};

Result<BroadcastSummary> run(Memory& network, const BroadcastOptions& options,
                             const std::vector<BroadcastTarget>& targets = two_targets, std::size_t enough = 1000) {
  BroadcastSession session(options);
  EXPECT_TRUE(session.start(who, {}, network.now()));
  std::size_t seen = 0;
  return run_broadcast(session, network, targets,
                       [&](const auto& /*results*/, const SocketAddress& /*from*/) { return ++seen == enough; });
}

BroadcastOptions direct() { return {.port = 4711, .interval = 1s, .total_time = 3s}; }

TEST(BroadcastLoop, SendsToAllUntilTheTimeIsOverAndCollects) {
  Memory network;
  network.arrive(10ms, "192.0.2.1:4711");
  network.arrive(2s, "192.0.2.2:4711");
  network.arrive(4s, "192.0.2.3:4711");
  const auto summary = run(network, direct());
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->answers, 2U);
  EXPECT_EQ(summary->transmissions, 2U);
  EXPECT_FALSE(summary->content);
  EXPECT_EQ(network.sent.size(), 4U);
  EXPECT_EQ(network.now(), TimePoint{} + 3s);
}

TEST(BroadcastLoop, EndsAtOnceWhenTheCallerIsContent) {
  Memory network;
  network.arrive(10ms, "192.0.2.1:4711");
  network.arrive(20ms, "192.0.2.2:4711");
  network.arrive(30ms, "192.0.2.3:4711");
  const auto summary = run(network, direct(), two_targets, 2);
  ASSERT_TRUE(summary);
  EXPECT_TRUE(summary->content);
  EXPECT_EQ(summary->answers, 2U);
  EXPECT_EQ(network.now(), TimePoint{} + 20ms);
}

TEST(BroadcastLoop, GoesOnWithTheTargetsThatCanBeReached) {
  Memory network;
  network.failures["e1 198.51.100.255:4711"] = ENETUNREACH;
  network.arrive(10ms, "192.0.2.1:4711");
  const auto summary = run(network, direct());
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->answers, 1U);
  EXPECT_THAT(summary->unreached, ElementsAre("e1 198.51.100.255:4711: Network is unreachable"));
}

TEST(BroadcastLoop, SaysWhyNothingCouldBeSent) {
  Memory network;
  network.failures["e0 192.0.2.255:4711"] = EACCES;
  network.failures["e1 198.51.100.255:4711"] = ENETUNREACH;
  const auto summary = run(network, direct());
  ASSERT_FALSE(summary);
  EXPECT_EQ(summary.error().code, Errc::unreachable);
  EXPECT_THAT(summary.error().causes(),
              ElementsAre("e0 192.0.2.255:4711: Permission denied", "e1 198.51.100.255:4711: Network is unreachable"));
}

TEST(BroadcastLoop, SaysThatThereIsNoInterface) {
  Memory network;
  const auto summary = run(network, direct(), {});
  EXPECT_EQ(summary.error().code, Errc::unreachable);
  EXPECT_THAT(summary.error().detail(), HasSubstr("no interface can broadcast"));
}

TEST(BroadcastLoop, EndsInTimeUnderAFlood) {
  Memory network;
  for (int i = 0; i < 5000; ++i) network.arrive(i * 1ms, "192.0.2.1:4711");
  const auto summary = run(network, direct());
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->answers, 1U);
  EXPECT_EQ(summary->transmissions, 2U);
  EXPECT_EQ(network.now(), TimePoint{} + 3s);
}

TEST(BroadcastLoop, ReportsThatReceivingFails) {
  Memory network;
  network.broken = EBADF;
  EXPECT_EQ(run(network, direct()).error().code, Errc::system);
}

// --- over sockets of the loopback interface

void fill(FunctionService& service, std::uint32_t number) {
  service.add(1, [number] { return number; });
  service.add(2, [](std::string text) { return text; });
  service.add(3, [](CallContext& call) { return call.auth_sys() == nullptr ? 0 : call.auth_sys()->uid; });
}

ServerOptions on(const char* address) {
  return {.listen = {{Transport::udp, address}}, .registration = false, .stop_signals = {}};
}

TEST(Broadcast, CollectsTypedAnswersOfAllTargets) {
  FunctionService one(program);
  FunctionService two(program);
  fill(one, 1);
  fill(two, 2);
  RunningServer first(on("127.0.0.1:0"), one);
  const std::string port = std::to_string(at(first.address(Transport::udp)).port());
  RunningServer second(on(("127.0.0.2:" + port).c_str()), two);
  std::vector<std::uint32_t> numbers;
  const BroadcastOptions options{.port = at("127.0.0.1:" + port).port(),
                                 .targets = {at("127.0.0.1:0"), at("127.0.0.2:0")}};
  const auto summary =
      broadcast<std::uint32_t>(who, options, [&](const Result<std::uint32_t>& number, const SocketAddress& from) {
        EXPECT_EQ(from.to_string(), "127.0.0." + std::to_string(number.value()) + ":" + port);
        numbers.push_back(*number);
        return numbers.size() == 2;
      });
  ASSERT_TRUE(summary) << summary.error().explain();
  EXPECT_TRUE(summary->content);
  EXPECT_THAT(numbers, UnorderedElementsAre(1, 2));
}

// Servers answer from the address that they are asked at, which a broadcast address cannot be.
TEST(Broadcast, ReachesServersOfOneAndOfBothFamilies) {
  for (const char* address : {"0.0.0.0:0", ":0"}) {
    FunctionService service(program);
    fill(service, 7);
    RunningServer server(on(address), service);
    const std::uint16_t port = at(server.address(Transport::udp)).port();
    const BroadcastOptions options{.port = port, .targets = {at("127.255.255.255:0")}};
    std::string seen;
    const auto print = [&](const Result<std::uint32_t>& number, const SocketAddress& from) {
      seen = from.to_string() + " " + std::to_string(number.value());
      return true;
    };
    ASSERT_TRUE(broadcast<std::uint32_t>(who, options, print));
    EXPECT_EQ(seen, "127.0.0.1:" + std::to_string(port) + " 7") << address;
  }
}

struct OneServer : testing::Test {
  OneServer() { fill(service, 1); }
  [[nodiscard]] BroadcastOptions options() const {
    const SocketAddress address = at(server.address(Transport::udp));
    return {.port = address.port(), .targets = {address}};
  }
  FunctionService service{program};
  RunningServer server{on("127.0.0.1:0"), service};
};

TEST_F(OneServer, IsSentTypedArguments) {
  std::string answer;
  const auto summary =
      broadcast<std::string>({program, 2}, "hello", options(), [&](const Result<std::string>& text, const auto&) {
        answer = text.value();
        return true;
      });
  ASSERT_TRUE(summary);
  EXPECT_EQ(answer, "hello");
}

TEST_F(OneServer, IsSentTheCredential) {
  BroadcastOptions with_claim = options();
  with_claim.credential = AuthSys{.machine_name = "here", .uid = 501};
  std::uint32_t uid = 0;
  ASSERT_TRUE(broadcast<std::uint32_t>({program, 3}, with_claim, [&](const Result<std::uint32_t>& claim, const auto&) {
    uid = claim.value();
    return true;
  }));
  EXPECT_EQ(uid, 501U);
}

TEST_F(OneServer, AnswersProcedureZeroWithNothing) {
  bool answered = false;
  ASSERT_TRUE(broadcast<void>({program, 0}, options(), [&](const Result<void>& nothing_more, const auto&) {
    answered = nothing_more.has_value();
    return true;
  }));
  EXPECT_TRUE(answered);
}

TEST_F(OneServer, RefusesAnotherVersion) {
  Errc code = Errc::unknown;
  const auto summary =
      broadcast<std::uint32_t>({{program.program, 9}, 1}, options(), [&](const auto& number, const auto&) {
        code = number.error().code;
        return true;
      });
  ASSERT_TRUE(summary);
  EXPECT_EQ(code, Errc::version_mismatch);
  EXPECT_EQ(summary->answers, 0U);
  EXPECT_EQ(summary->refusals, 1U);
}

TEST_F(OneServer, AnswersThatDoNotFitComeAsErrors) {
  Error seen;
  ASSERT_TRUE(broadcast<std::uint64_t>(who, options(), [&](const Result<std::uint64_t>& number, const auto&) {
    seen = number.error();
    return true;
  }));
  EXPECT_EQ(seen.code, Errc::malformed_reply);
  EXPECT_THAT(seen.detail(), HasSubstr("results"));
}

TEST_F(OneServer, ExceptionsOfTheCallbackPassThrough) {
  const auto thrower = [](const Result<std::uint32_t>&, const SocketAddress&) -> bool { throw 42; };
  EXPECT_THROW((void)broadcast<std::uint32_t>(who, options(), thrower), int);
}

TEST(Broadcast, SaysWhichTargetCannotBeReached) {
  const auto never = [](const Result<void>&, const SocketAddress&) { return true; };
  const auto summary = broadcast<void>({program, 0}, {.targets = {at("/run/no-datagrams")}}, never);
  ASSERT_FALSE(summary);
  EXPECT_THAT(summary.error().explain(), HasSubstr("/run/no-datagrams"));
}

TEST(Broadcast, RefusesValuesThatFitNoDatagram) {
  const auto never = [](const Result<void>&, const SocketAddress&) { return true; };
  const auto summary = broadcast<void>({program, 2}, std::string(70'000, 'x'), {.port = 9}, never);
  EXPECT_EQ(summary.error().code, Errc::message_too_large);
}

}  // namespace
}  // namespace onc
