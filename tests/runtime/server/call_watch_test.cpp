// What stands around a server's calls: interceptors, counters, the log.

#include "session/call_watch.h"

#include <functional>
#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "echo_service.h"
#include "running_server.h"
#include "session/server_session.h"
#include "support/hex.h"

namespace onc {
namespace {

using namespace std::chrono_literals;
using test::Bytes;
using test::Echo;
using test::Failure;
using test::join;
using test::local_options;
using test::RunningServer;
using test::to_hex;
using test::words;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const Bytes none = words({0, 0});

Bytes call(std::uint32_t procedure, const Bytes& arguments = {}, ProgramVersion id = Echo::id) {
  return join({words({7, 0, 2, id.program, id.version, procedure}), none, none, arguments});
}

class Scripted final : public ServerInterceptor {
 public:
  std::optional<Error> before(const ReceivedCall& received) override {
    asked.push_back(received.procedure);
    return answer ? answer(received) : std::nullopt;
  }
  void after(const AnsweredCall& answered) override {
    outcomes.push_back(answered.outcome);
    auth_stat = answered.auth_stat;
    duration = answered.duration;
    bytes = {answered.call_bytes, answered.reply_bytes};
    if (throws_after) throw std::runtime_error("after");
  }

  std::function<std::optional<Error>(const ReceivedCall&)> answer{};
  std::vector<std::uint32_t> asked{};
  std::vector<CallOutcome> outcomes{};
  AuthStat auth_stat{};
  Duration duration{};
  std::pair<std::size_t, std::size_t> bytes{};
  bool throws_after = false;
};

class CallWatchTest : public testing::Test {
 protected:
  CallWatchTest() {
    dispatcher.add(service);
    options.interceptors = {first, second};
    peer.address = SocketAddress::parse("10.0.0.1:2000").value();
  }

  // The reply behind xid and REPLY.
  std::string answer(const Bytes& message) {
    if (!watch) watch.emplace(options, log, [this] { return now += 1ms; });
    ServerSession session(dispatcher, {}, xdr::Mode::compatible, {.watch = &*watch});
    xdr::Buffer out;
    if (!session.answer(message, peer, out)) return "nothing";
    return to_hex(out.bytes().subspan(8));
  }
  std::vector<ProcedureStats> counted() {
    std::vector<ProcedureStats> sums;
    watch->procedures().add_to(sums);
    return sums;
  }

  test::EchoService service;
  Dispatcher dispatcher;
  ServerOptions options;
  std::shared_ptr<Scripted> first = std::make_shared<Scripted>();
  std::shared_ptr<Scripted> second = std::make_shared<Scripted>();
  std::vector<std::string> events;
  TimePoint now{};
  EventLog log{
      [this](const LogEvent& event) {
        events.push_back(std::string(event.event) + "|" + std::string(event.peer) + "|" + std::string(event.detail));
      },
      [this] { return now; }};
  Peer peer{.transport = Transport::udp, .address = {}, .local = {}};
  std::optional<CallWatch> watch;
};

constexpr const char* too_weak = "00000001 00000001 00000005";
constexpr const char* system_error = "00000000 00000000 00000000 00000005";

TEST_F(CallWatchTest, SeesEachCallBeforeAndAfter) {
  answer(call(1, words({3, 0x61626300})));
  EXPECT_THAT(first->asked, ElementsAre(1));
  EXPECT_THAT(second->outcomes, ElementsAre(CallOutcome::success));
  EXPECT_EQ(first->bytes, std::pair(std::size_t{48}, std::size_t{32}));
  EXPECT_EQ(first->duration, 1ms);
}

TEST_F(CallWatchTest, RefusesBeforeAnythingIsLookedUpOrDecoded) {
  first->answer = [](const ReceivedCall&) { return Error(Errc::auth_rejected).with_auth_stat(AuthStat::too_weak); };
  for (const Bytes& message : {call(1), call(99), call(1, {}, {5, 5}), call(0, {}, {Echo::id.program, 77})})
    EXPECT_EQ(answer(message), too_weak);
  EXPECT_THAT(second->asked, IsEmpty());
  EXPECT_THAT(second->outcomes, SizeIs(4));
  EXPECT_EQ(second->auth_stat, AuthStat::too_weak);
  EXPECT_EQ(watch->refused(), 4U);
  EXPECT_EQ(service.calls, 0);
  EXPECT_THAT(counted(), IsEmpty());
  EXPECT_THAT(events.front(), HasSubstr("call refused|udp 10.0.0.1:2000|procedure 1 of program 536870978 version 1"));
}

TEST_F(CallWatchTest, MayHideAProgram) {
  first->answer = [](const ReceivedCall&) { return Error(Errc::program_unavailable); };
  EXPECT_EQ(answer(call(1)), "00000000 00000000 00000000 00000001");
  EXPECT_THAT(first->outcomes, ElementsAre(CallOutcome::program_unavailable));
}

TEST_F(CallWatchTest, OutlivesWhatInterceptorsThrow) {
  first->answer = [](const ReceivedCall&) -> std::optional<Error> { throw std::runtime_error("before"); };
  second->throws_after = true;
  EXPECT_EQ(answer(call(1)), system_error);
  first->answer = [](const ReceivedCall&) -> std::optional<Error> { throw 42; };
  EXPECT_EQ(answer(call(1)), system_error);
  EXPECT_THAT(events, testing::Contains(HasSubstr("interceptor threw|udp 10.0.0.1:2000|before")));
  EXPECT_THAT(events, testing::Contains(HasSubstr("interceptor threw|udp 10.0.0.1:2000|after")));
  EXPECT_THAT(events, testing::Contains(HasSubstr("no std::exception")));
}

TEST_F(CallWatchTest, LogsWhatServicesThrow) {
  answer(call(3, words({static_cast<std::uint32_t>(Failure::exception)})));
  EXPECT_THAT(events,
              ElementsAre("service threw|udp 10.0.0.1:2000|procedure 3 of program 536870978 version 1: asked to"));
}

TEST_F(CallWatchTest, AsksForReservedPorts) {
  options.reserved_ports_only = true;
  options.interceptors = {};
  EXPECT_EQ(answer(call(5)), too_weak);
  EXPECT_EQ(answer(call(0)), "00000000 00000000 00000000 00000000");
  peer.address = peer.address.with_port(1023);
  EXPECT_EQ(answer(call(5)), "00000000 00000000 00000000 00000000 ffffffff");
  peer = {.transport = Transport::local, .address = {}, .local = LocalPeer{}};
  EXPECT_EQ(answer(call(5)), "00000000 00000000 00000000 00000000 ffffffff");
}

TEST_F(CallWatchTest, CountsByProcedureAndOutcome) {
  options.measure_latency = true;
  answer(call(0));
  answer(call(1, words({0})));
  answer(call(1));
  answer(call(3, words({static_cast<std::uint32_t>(Failure::auth_failed)})));
  answer(call(1, {}, {5, 5}));
  const auto stats = counted();
  ASSERT_THAT(stats, SizeIs(3));
  EXPECT_EQ(stats[1].procedure, 1U);
  EXPECT_EQ(stats[1].calls(), 2U);
  EXPECT_EQ(stats[1].outcomes[static_cast<std::size_t>(CallOutcome::success)], 1U);
  EXPECT_EQ(stats[1].outcomes[static_cast<std::size_t>(CallOutcome::garbage_arguments)], 1U);
  EXPECT_EQ(stats[1].latency.sum, 2ms);
  EXPECT_EQ(stats[2].outcomes[static_cast<std::size_t>(CallOutcome::auth_error)], 1U);
  EXPECT_EQ(watch->outcomes(static_cast<std::size_t>(CallOutcome::program_unavailable)), 1U);
}

TEST_F(CallWatchTest, CountsTheCallsOfStrangersTogether) {
  for (std::uint32_t number = 100; number < 5000; ++number) {
    answer(call(number));
    answer(call(1, {}, {number, 1}));
    answer(call(1, {}, {Echo::id.program, number}));
  }
  const auto stats = counted();
  ASSERT_THAT(stats, SizeIs(1));
  EXPECT_FALSE(stats[0].procedure);
  EXPECT_EQ(stats[0].calls(), 4900U);
}

TEST(ProcedureCounters, AreBoundedAlsoForServicesThatTakeEverything) {
  ProcedureCounters counters;
  for (std::uint32_t number = 0; number < 2000; ++number)
    counters.count({1, 1}, number, ProcedureCounters::Reached::service, CallOutcome::success, {});
  std::vector<ProcedureStats> sums;
  counters.add_to(sums);
  ASSERT_THAT(sums, SizeIs(ProcedureCounters::most_procedures + 1));
  EXPECT_FALSE(sums.front().procedure);
  EXPECT_EQ(sums.front().calls(), 2000 - ProcedureCounters::most_procedures);
}

TEST(EventLog, WritesSoManyInASecondAndSaysWhatItLeftOut) {
  std::vector<std::string> written;
  TimePoint now{};
  EventLog log([&](const LogEvent& event) { written.emplace_back(event.detail); }, [&] { return now; });
  const auto write = [&] { log.write(LogEvent::Level::info, "x", nullptr, [] { return std::string("detail"); }); };
  for (std::uint64_t i = 0; i < EventLog::events_per_second + 5; ++i) write();
  EXPECT_THAT(written, SizeIs(EventLog::events_per_second));
  now += 1s;
  write();
  ASSERT_THAT(written, SizeIs(EventLog::events_per_second + 2));
  EXPECT_EQ(written[EventLog::events_per_second], "5 events were left out");
}

TEST(EventLog, OutlivesItsHook) {
  EventLog log([](const LogEvent&) { throw std::runtime_error("full disk"); }, [] { return TimePoint{}; });
  log.write(LogEvent::Level::info, "x", nullptr, [] { return std::string(); });
}

// The same over sockets, with several loops.

TEST(ServerStatistics, AddUpTheLoops) {
  test::EchoService service;
  ServerOptions options = local_options();
  options.threads = 2;
  options.measure_latency = true;
  RunningServer server(options, service);
  for (int i = 0; i < 6; ++i) {
    const auto client = Echo::Client::connect("", {.address = server.address(Transport::tcp)});
    ASSERT_TRUE(client);
    EXPECT_TRUE(client->echo("x"));
    EXPECT_FALSE(client->fail(static_cast<std::int32_t>(Failure::exception)));
    EXPECT_FALSE(server.server().procedure_stats().empty());  // while the loops count
  }
  server.stop();
  const auto stats = server.server().procedure_stats();
  ASSERT_THAT(stats, SizeIs(2));
  EXPECT_EQ(stats[0].calls(), 6U);
  EXPECT_EQ(server.stats().outcomes[static_cast<std::size_t>(CallOutcome::system_error)], 6U);
  const std::string text = to_prometheus(stats, "instance=\"a\"");
  EXPECT_THAT(text, HasSubstr("onc_server_procedure_calls_total{instance=\"a\",program=\"536870978\",version=\"1\","
                              "procedure=\"1\",outcome=\"success\"} 6\n"));
  EXPECT_THAT(text, HasSubstr("procedure=\"1\",le=\"+Inf\"} 6\n"));
  EXPECT_THAT(to_prometheus(server.stats()), HasSubstr("onc_server_outcomes_total{outcome=\"system_error\"} 6\n"));
}

TEST(ServerLog, SaysWhyAConnectionWasClosed) {
  test::EchoService service;
  std::vector<std::string> events;  // by the only loop
  ServerOptions options = local_options();
  options.max_request = 64;
  options.log = [&](const LogEvent& event) { events.emplace_back(event.event); };
  RunningServer server(options, service);
  const auto client = Echo::Client::connect("", {.address = server.address(Transport::tcp)});
  ASSERT_TRUE(client);
  EXPECT_FALSE(client->echo(std::string(100, 'x')));
  server.stop();
  EXPECT_THAT(events, ElementsAre("connection closed"));
}

TEST(ServerLog, NamesAHostThatMayNotConnect) {
  test::EchoService service;
  std::vector<std::string> events;
  ServerOptions options = local_options();
  options.max_connections_per_source = 0;
  options.log = [&](const LogEvent& event) { events.emplace_back(event.event); };
  RunningServer server(options, service);
  const auto more = Echo::Client::connect("", {.address = server.address(Transport::tcp)});
  EXPECT_FALSE(more && more->null_proc());
  server.stop();
  EXPECT_THAT(events, ElementsAre("connection refused"));
}

TEST(CallWatchOverSockets, TellsInterceptorsOfAllBytesOfAReplyThatIsSentFromWhereItIs) {
  const auto watching = std::make_shared<Scripted>();
  test::EchoService service;
  ServerOptions options = local_options();
  options.interceptors = {watching};
  RunningServer server(options, service);
  {
    const auto client =
        Echo::Client::connect("", {.transport = Transport::tcp, .address = server.address(Transport::tcp)}).value();
    EXPECT_EQ(client.echo(std::string(100'000, 'x')).value().size(), 100'000U);
  }
  server.stop();
  EXPECT_EQ(watching->bytes, std::pair(std::size_t{40 + 4 + 100'000}, std::size_t{24 + 4 + 100'000}));
}

}  // namespace
}  // namespace onc
