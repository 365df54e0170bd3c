// Services that answer later: from other threads, after their client or their server has gone, or not at all; and
// services that block, on the server's pool.

#include <sys/socket.h>

#include <algorithm>
#include <barrier>
#include <condition_variable>
#include <future>
#include <latch>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bare_client.h"
#include "echo_service.h"
#include "running_server.h"
#include "server/worker_pool.h"
#include "session/late_calls.h"
#include "session/server_session.h"
#include "session/stream_server_session.h"
#include "support/hex.h"
#include "transport/socket_options.h"
#include "transport/socket_stream.h"

namespace onc {
namespace {

using namespace std::chrono_literals;
using test::Bytes;
using test::Echo;
using test::join;
using test::local_options;
using test::RunningServer;
using test::words;
using testing::HasSubstr;

// Keeps the replies of ECHO until they are asked for; answers everything else at once.
class Later final : public Echo::AsyncService {
 public:
  struct Kept {
    std::string text;
    Reply<std::string> reply;
  };

  void echo(std::string text, CallContext& /*call*/, Reply<std::string> reply) override {
    const std::lock_guard lock(mutex_);
    kept_.push_back({std::move(text), std::move(reply)});
    changed_.notify_all();
  }
  void swap(echo::sample value, bool /*upper*/, CallContext& /*call*/, Reply<echo::sample> reply) override {
    reply(std::move(value));
    reply(Error(Errc::server_failure, "twice"));  // ignored
  }
  void fail(std::int32_t how, CallContext& call, Reply<void> reply) override {
    if (how == 1) reply(Error(Errc::auth_rejected).with_auth_stat(AuthStat::failed));
    if (how == 2) throw std::runtime_error("with the reply in its hands");
    if (how == 3) call.no_reply();
    if (how == 4) reply.none();
  }
  void bulk(std::uint32_t size, CallContext& /*call*/, Reply<echo::opaque_result> reply) override {
    reply(echo::opaque_result(size, std::byte{1}));
  }
  void who(CallContext& call, Reply<std::uint32_t> reply) override {
    reply(call.deadline() == TimePoint::max() ? 0U : 1U);
  }

  std::vector<Kept> take(std::size_t count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return kept_.size() >= count; });
    return std::exchange(kept_, {});
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Kept> kept_;
};

Echo::Client connected(const RunningServer& server, Transport transport = Transport::tcp) {
  return Echo::Client::connect("", {.transport = transport, .address = server.address(transport)}).value();
}

class LateReplies : public testing::TestWithParam<Transport> {
 protected:
  Later service;
  RunningServer server{local_options(), service};
};

TEST_P(LateReplies, ComeInAnyOrderFromOtherThreads) {
  const auto client = connected(server, GetParam());
  std::vector<Pending<std::string>> calls;
  for (int i = 0; i < 20; ++i) calls.push_back(client.start_echo(std::to_string(i)));
  std::vector<Later::Kept> kept = service.take(20);
  std::vector<std::thread> threads;
  for (int part = 0; part < 4; ++part) {
    threads.emplace_back([&kept, part] {
      for (std::size_t i = 20; i-- > 0;)
        if (i % 4 == static_cast<std::size_t>(part)) kept[i].reply(kept[i].text + "!");
    });
  }
  for (std::size_t i = 0; i < 20; ++i) EXPECT_EQ(std::move(calls[i]).wait().value(), std::to_string(i) + "!");
  for (std::thread& thread : threads) thread.join();
}

TEST_P(LateReplies, MayBeGivenAtOnce) {
  const auto client = connected(server, GetParam());
  EXPECT_EQ(client.swap({"a", {1, 2}}, false)->numbers.size(), 2U);
  EXPECT_EQ(client.bulk(1000)->size(), 1000U);
  EXPECT_EQ(client.who().value(), 1U);
  EXPECT_TRUE(client.null_proc());
}

TEST_P(LateReplies, ThatAreDroppedAreFailures) {
  const auto client = connected(server, GetParam());
  auto call = client.start_echo("x");
  service.take(1);
  EXPECT_EQ(std::move(call).wait().error().code, Errc::server_failure);
  EXPECT_EQ(client.fail(0).error().code, Errc::server_failure);
  EXPECT_EQ(client.fail(1).error().auth_stat(), AuthStat::failed);
  EXPECT_EQ(client.fail(2).error().code, Errc::server_failure);
}

TEST_P(LateReplies, ThatThereWillNotBeAreNotSent) {
  const auto client = connected(server, GetParam());
  for (const int how : {3, 4}) {
    auto call = client.start_fail(how, {.deadline = 1h});
    EXPECT_TRUE(client.null_proc());  // which came behind it
    EXPECT_FALSE(call.ready());
  }
}

TEST_P(LateReplies, MayComeWhenTheClientHasGone) {
  std::vector<Later::Kept> kept;
  {
    const auto client = connected(server, GetParam());
    auto call = client.start_echo("x");
    kept = service.take(1);
  }
  const auto other = connected(server, GetParam());
  EXPECT_TRUE(other.null_proc());
  kept.front().reply("to nobody");
  EXPECT_TRUE(other.null_proc());
}

TEST_P(LateReplies, MayComeWhenTheServerHasGone) {
  Later lasting;
  std::vector<Later::Kept> kept;
  {
    ServerOptions options = local_options();
    options.drain_time = Duration::zero();
    RunningServer passing(std::move(options), lasting);
    const auto client = connected(passing, GetParam());
    auto call = client.start_echo("x");
    kept = lasting.take(1);
    passing.stop();
    EXPECT_EQ(std::move(call).wait().error().code, Errc::server_failure);  // told in the end
  }
  kept.front().reply("to nobody");
}

TEST_P(LateReplies, AreWaitedForByAServerThatStops) {
  Later lasting;
  ServerOptions options = local_options();
  options.drain_time = 1h;
  RunningServer passing(std::move(options), lasting);
  const auto client = connected(passing, GetParam());
  auto call = client.start_echo("x");
  const auto kept = lasting.take(1);
  std::thread stop([&] { passing.stop(); });
  kept.front().reply("still");
  EXPECT_EQ(std::move(call).wait().value(), "still");
  stop.join();
}

TEST_P(LateReplies, EndWhenTheirTimeIsOver) {
  Later lasting;
  ServerOptions options = local_options();
  options.call_time = 1ms;
  RunningServer strict(std::move(options), lasting);
  const auto client = connected(strict, GetParam());
  EXPECT_EQ(client.echo("x").error().code, Errc::server_failure);
  const auto kept = lasting.take(1);
  kept.front().reply("too late");
  EXPECT_TRUE(client.null_proc());
  strict.stop();
  EXPECT_EQ(strict.stats().overdue_calls, 1U);
  EXPECT_EQ(strict.stats().outstanding_calls, 0U);
}

TEST_P(LateReplies, MayBeOneAtATime) {
  ServerOptions options = local_options();
  options.max_outstanding_calls = 0;  // one, as none would be no service
  RunningServer narrow(std::move(options), service);
  const auto client = connected(narrow, GetParam());
  EXPECT_TRUE(client.null_proc());
  EXPECT_EQ(client.bulk(10)->size(), 10U);
}

INSTANTIATE_TEST_SUITE_P(Transports, LateReplies, testing::Values(Transport::udp, Transport::tcp),
                         [](const auto& one) { return std::string(to_string(one.param)); });

// --- what the session does, without sockets

Bytes call_of(std::uint32_t xid, const char* text = "abc") {
  Bytes arguments = words({3});
  for (const char* c = text; *c != 0; ++c) arguments.push_back(static_cast<std::byte>(*c));
  arguments.push_back(std::byte{0});
  return join({words({xid, 0, 2, Echo::id.program, 1, 1, 0, 0, 0, 0}), arguments});
}

class LateSession : public testing::Test {
 protected:
  explicit LateSession(std::size_t most = 3) : options{.max_queued_replies = 200, .max_outstanding_calls = most} {
    dispatcher.add(service);
    session.allow_late_replies(late, path_back);
  }

  class Back final : public ReplyPath {
   public:
    explicit Back(LateSession& test) noexcept : test_(&test) {}
    void send(xdr::Buffer message) override {
      EXPECT_TRUE(test_->session.late_reply(std::move(message), test_->counts));
    }

   private:
    LateSession* test_;
  };

  void receive(const Bytes& message) {
    const Bytes record = join({words({0x80000000U | static_cast<std::uint32_t>(message.size())}), message});
    const auto room = session.prepare();
    ASSERT_GE(room.size(), record.size());
    std::ranges::copy(record, room.begin());
    EXPECT_TRUE(session.received(record.size(), counts));
  }

  ServerOptions options;
  Later service;
  Dispatcher dispatcher;
  int woken = 0;
  LateCalls late{{.allowed = 1h}, [this] { ++woken; }};
  AtMostOnce once{{.streams = true},
                  1,
                  [](std::span<std::byte> out) { std::ranges::fill(out, std::byte{5}); },
                  [] { return TimePoint(); }};
  const std::function<std::unique_ptr<ReplyPath>()> path_back = [this] { return std::make_unique<Back>(*this); };
  StreamServerSession session{dispatcher, options, {}, {.once = &once}};
  StreamServerSession::Counts counts;
};

TEST_F(LateSession, TakesNoMoreCallsThanMayBeOutstanding) {
  for (std::uint32_t xid = 1; xid <= 5; ++xid) receive(call_of(xid));
  EXPECT_FALSE(session.wants_input());
  auto kept = service.take(3);
  EXPECT_EQ(kept.size(), 3U);
  EXPECT_EQ(session.outstanding(), 3U);
  EXPECT_FALSE(session.unfinished());  // what is read and waits is no fault of the peer
  kept[1].reply("b");
  kept[0].reply("a");
  EXPECT_EQ(woken, 1);
  late.deliver();
  EXPECT_EQ(service.take(2).size(), 2U);  // whose replies go at once
  late.deliver();
  EXPECT_EQ(counts.calls, 4U);
  EXPECT_EQ(session.outstanding(), 1U);
  EXPECT_TRUE(session.wants_input());
}

TEST_F(LateSession, KeepsRepliesUntilThereIsRoom) {
  for (std::uint32_t xid = 1; xid <= 3; ++xid) receive(call_of(xid));
  for (const auto& kept : service.take(3)) kept.reply(std::string(200, 'x'));
  late.deliver();
  EXPECT_EQ(counts.calls, 1U);
  EXPECT_EQ(session.outstanding(), 2U);
  while (!session.outgoing().empty()) EXPECT_TRUE(session.sent(session.outgoing().size(), counts));
  EXPECT_EQ(counts.calls, 3U);
  EXPECT_EQ(session.outstanding(), 0U);
}

TEST_F(LateSession, DropsACallThatComesAgainAndRemembersItsReply) {
  receive(call_of(7));
  receive(call_of(7));
  EXPECT_EQ(session.outstanding(), 1U);
  EXPECT_EQ(once.stats().drops, 1U);
  service.take(1).front().reply("once");
  late.deliver();
  receive(call_of(7));
  EXPECT_EQ(once.stats().hits, 1U);
  EXPECT_EQ(counts.calls, 2U);
}

TEST_F(LateSession, EndsCallsInTheirOrder) {
  receive(call_of(1));
  receive(call_of(2));
  const auto kept = service.take(2);
  ASSERT_TRUE(late.next_event());
  late.expire(*late.next_event() - 1ns);
  EXPECT_EQ(late.size(), 2U);
  late.expire(TimePoint::max());
  EXPECT_EQ(late.expired(), 2U);
  EXPECT_EQ(session.outstanding(), 0U);
  kept[0].reply("late");
  late.deliver();
  EXPECT_EQ(counts.calls, 2U);
}

TEST_F(LateSession, SendsWhatWasGivenJustBeforeTheEnd) {
  receive(call_of(1));
  service.take(1).front().reply("in time");
  late.fail_all();
  EXPECT_THAT(test::to_hex(session.outgoing()), HasSubstr("696e2074 696d65"));
}

class ManyLateCalls : public LateSession {
 protected:
  ManyLateCalls() : LateSession(500) {}
};

// Threads that give as many as a loop can take would else have it for themselves.
TEST_F(ManyLateCalls, AreSentInSeveralTurns) {
  for (std::uint32_t xid = 1; xid <= 200; ++xid) receive(call_of(xid));
  for (const auto& kept : service.take(200)) kept.reply("x");
  EXPECT_TRUE(late.deliver());
  EXPECT_GT(late.size(), 0U);
  while (late.deliver()) {
  }
  EXPECT_EQ(late.size(), 0U);
}

TEST_F(LateSession, KeepsNothingOfRepliesThatComeTooLate) {
  receive(call_of(1));
  const auto kept = service.take(1);
  late.expire(TimePoint::max());
  kept.front().reply(std::string(10'000, 'x'));
  EXPECT_EQ(late.mail()->given.load(), 0U);
}

TEST(LateAnswers, AreFailuresWhereNobodyTakesThem) {
  Later service;
  Dispatcher dispatcher;
  dispatcher.add(service);
  ServerSession session(dispatcher, {}, xdr::Mode::compatible);
  xdr::Buffer out;
  EXPECT_TRUE(session.answer(call_of(1), {}, out));
  EXPECT_EQ(test::to_hex(out.bytes()), test::to_hex(words({1, 1, 0, 0, 0, 5})));
  service.take(1).front().reply("ignored");
}

// --- services that block

class Blocking final : public test::EchoService {
 public:
  explicit Blocking(std::ptrdiff_t count) : meeting_(count) {}
  Result<std::string> echo(std::string text, CallContext& call) override {
    ++calls;
    meeting_.arrive_and_wait();
    return text + " " + call.peer().to_string().substr(0, 3);
  }
  void meet() { meeting_.arrive_and_wait(); }

 private:
  std::barrier<> meeting_;
};

TEST(Pool, RunsBlockingCallsOfOneConnectionAtOnceBesideOthers) {
  Blocking blocking(4);
  test::Echo3Service quick;
  RunningServer server(local_options(), quick);
  server.server().add_blocking(blocking);
  const auto client = connected(server);
  std::vector<Pending<std::string>> calls;
  for (int i = 0; i < 3; ++i) calls.push_back(client.start_echo("met"));
  EXPECT_EQ(test::Echo3::Client(client.shared_channel()).twice(21).value(), 42);  // its loop is free
  calls.push_back(connected(server, Transport::udp).start_echo("met"));
  for (auto& call : calls) EXPECT_THAT(std::move(call).wait().value(), testing::AnyOf("met tcp", "met udp"));
}

TEST(Pool, AnswersAsTheServiceDoes) {
  test::EchoService service;
  RunningServer server(local_options());
  server.server().add_blocking(service);
  ConnectOptions options{.address = server.address(Transport::tcp)};
  options.credential = AuthSys{.machine_name = "m", .uid = 4711};
  const auto client = Echo::Client::connect("", options).value();
  EXPECT_EQ(client.who().value(), 4711U);
  EXPECT_EQ(client.fail(2).error().auth_stat(), AuthStat::too_weak);
  EXPECT_EQ(client.fail(6).error().code, Errc::server_failure);
  EXPECT_EQ(client.bulk(1U << 20)->size(), 1U << 20);
  EXPECT_TRUE(client.null_proc());
  server.server().remove(service);  // may go now
  EXPECT_EQ(client.echo("x").error().code, Errc::program_unavailable);
}

TEST(Pool, RefusesCallsBeyondItsQueue) {
  Blocking blocking(2);
  ServerOptions options = local_options();
  options.pool_threads = 1;
  options.pool_queue = 0;
  RunningServer server(std::move(options));
  server.server().add_blocking(blocking);
  EXPECT_EQ(connected(server).echo("x").error().code, Errc::server_failure);
}

// ECHO waits until all are let go on, and notes in which order they do.
class Waiting final : public test::EchoService {
 public:
  Result<std::string> echo(std::string text, CallContext& /*call*/) override {
    ++calls;
    freed_.wait();
    const std::lock_guard lock(mutex_);
    order_.push_back(text);
    return text;
  }
  void free() { free_.set_value(); }
  std::size_t place_of(const std::string& text) {
    const std::lock_guard lock(mutex_);
    return static_cast<std::size_t>(std::ranges::find(order_, text) - order_.begin());
  }

 private:
  std::promise<void> free_;
  std::shared_future<void> freed_{free_.get_future().share()};
  std::mutex mutex_;
  std::vector<std::string> order_;
};

// A pool of one thread with a queue of eight, where one call runs and eight wait.
class FullPool : public testing::Test {
 protected:
  static ServerOptions narrow_options() {
    ServerOptions options = local_options();
    options.listen.push_back({Transport::local, test::socket_path("pool")});
    options.pool_threads = 1;
    options.pool_queue = 8;
    return options;
  }
  FullPool() { server.server().add_blocking(service); }
  void run_and_wait(const Echo::Client& first, const std::vector<Echo::Client>& others) {
    calls.push_back(first.start_echo("many"));
    first.channel().flush();
    while (service.calls < 1) std::this_thread::yield();
    for (const Echo::Client& one : others) {
      calls.push_back(one.start_echo("many"));
      one.channel().flush();
      while (server.server().stats().outstanding_calls < calls.size()) std::this_thread::yield();
    }
  }
  void expect_turn_of(const Echo::Client& modest) {
    auto one = modest.start_echo("one");
    modest.channel().flush();
    while (server.server().stats().calls < 1) std::this_thread::yield();  // one that gave way
    service.free();
    EXPECT_EQ(std::move(one).wait().value(), "one");
    EXPECT_LE(service.place_of("one"), 2U);
    EXPECT_EQ(std::ranges::count_if(calls, [](auto& call) { return !std::move(call).wait(); }), 1);
  }

  Waiting service;
  RunningServer server{narrow_options()};
  std::vector<Pending<std::string>> calls;
};

// One with many calls holds up nobody, and gives way when too much waits.
TEST_F(FullPool, GivesEachConnectionItsTurn) {
  const auto greedy = connected(server);
  run_and_wait(greedy, std::vector<Echo::Client>(8, greedy));
  expect_turn_of(connected(server));
}

// So does a host with many connections.
TEST_F(FullPool, GivesEachHostItsTurn) {
  std::vector<Echo::Client> greedy;
  for (int i = 0; i < 8; ++i) greedy.push_back(connected(server));
  run_and_wait(connected(server), greedy);
  expect_turn_of(connected(server, Transport::local));
}

// Jobs that block the threads of a pool of 16 until they are let go on.
class LargePool : public testing::Test {
 protected:
  ~LargePool() override { go_on.count_down(); }
  void post(const std::string& source, const std::string& connection = {}) {
    EXPECT_TRUE(pool.post({.run =
                               [this] {
                                 ++begun;
                                 go_on.wait();
                               },
                           .source = source,
                           .connection = connection}));
  }
  void expect_quick_one_to_run(const std::string& source, const std::string& connection = {}) {
    EXPECT_TRUE(pool.post({.run = [this] { ++quick; }, .source = source, .connection = connection}));
    while (quick == 0) std::this_thread::yield();
  }
  void wait_for_begun(int count) {
    while (begun < count) std::this_thread::yield();
  }

  std::latch go_on{1};
  std::atomic<int> begun = 0;
  std::atomic<int> quick = 0;
  WorkerPool pool{16, {}};
};

TEST_F(LargePool, KeepsThreadsForHostsThatHaveFew) {
  for (int i = 0; i < 20; ++i) post("greedy");
  wait_for_begun(14);
  expect_quick_one_to_run("other");
  EXPECT_EQ(begun, 14);
}

// The calls of others that come and go would otherwise take each thread before it.
TEST_F(LargePool, LetsAHostHaveItsTurnWhileOneOfItsCallsRuns) {
  for (int i = 0; i < 15; ++i) post("host " + std::to_string(i));
  wait_for_begun(15);
  expect_quick_one_to_run("host 0");
}

TEST_F(LargePool, KeepsThreadsForOtherHostsOverUdp) {
  for (int i = 0; i < 20; ++i) post("", "greedy");
  wait_for_begun(12);
  expect_quick_one_to_run("", "other");
  EXPECT_EQ(begun, 12);
}

TEST_F(LargePool, DropsTheCallsOfAServiceThatGoes) {
  for (int i = 0; i < 16; ++i) post("host " + std::to_string(i));
  wait_for_begun(16);
  const auto waits = std::make_shared<int>();
  for (int i = 0; i < 9; ++i)
    EXPECT_TRUE(pool.post({.run = [waits] {}, .source = std::to_string(i % 3), .service = i < 8 ? &pool : nullptr}));
  EXPECT_EQ(waits.use_count(), 10);
  pool.drop_queued(&pool);
  EXPECT_EQ(waits.use_count(), 2);
}

// Of whoever has a call running and none waiting, none can give way.
TEST(Pool, RefusesWhatIsTooLargeBesideCallsWithoutArguments) {
  for (const bool other_first : {false, true}) {
    std::latch go_on{1};
    std::atomic<int> begun = 0;
    WorkerPool pool(2, {.jobs = 100, .bytes = 10});
    const auto blocked = [&] {
      ++begun;
      go_on.wait();
    };
    const std::vector<std::string> sources{other_first ? "other" : "one", other_first ? "one" : "other"};
    for (const std::string& source : sources) EXPECT_TRUE(pool.post({.run = blocked, .source = source}));
    while (begun < 2) std::this_thread::yield();
    EXPECT_TRUE(pool.post({.run = [] {}, .source = "other"}));
    EXPECT_FALSE(pool.post({.run = [] {}, .source = "one", .bytes = 20}));
    EXPECT_FALSE(pool.post({.run = [] {}, .source = "other", .bytes = 20}));
    go_on.count_down();
  }
}

// Of eight threads one is for those who have none.
TEST(Pool, KeepsAThreadForOtherHosts) {
  Waiting service;
  ServerOptions options = local_options();
  options.listen.push_back({Transport::local, test::socket_path("threads")});
  options.pool_threads = 8;
  RunningServer server(std::move(options));
  server.server().add_blocking(service);
  const auto greedy = connected(server);
  std::vector<Pending<std::string>> calls;
  for (int i = 0; i < 20; ++i) calls.push_back(greedy.start_echo("many"));
  greedy.channel().flush();
  while (service.calls < 7) std::this_thread::yield();
  EXPECT_TRUE(connected(server, Transport::local).null_proc());
  EXPECT_EQ(service.calls, 7);
  service.free();
  for (auto& call : calls) EXPECT_TRUE(std::move(call).wait());
}

// Nobody waits for them any more.
TEST(Pool, DoesNotRunCallsWhoseTimeIsOver) {
  Waiting service;
  ServerOptions options = local_options();
  options.pool_threads = 1;
  options.call_time = 50ms;
  RunningServer server(std::move(options));
  server.server().add_blocking(service);
  const auto client = connected(server);
  std::vector<Pending<std::string>> calls;
  for (int i = 0; i < 5; ++i) calls.push_back(client.start_echo("x"));
  for (auto& call : calls) EXPECT_EQ(std::move(call).wait().error().code, Errc::server_failure);
  service.free();
  while (!client.null_proc()) {  // as it may take longer here, too
  }
  EXPECT_EQ(service.calls, 1);
}

// A limit of memory that leaves none to replies on their way still lets calls run, one after the other.
TEST(Pool, RunsCallsWithoutMemoryForReplies) {
  test::EchoService service;
  ServerOptions options = local_options();
  options.max_connection_memory = 0;
  RunningServer server(std::move(options));
  server.server().add_blocking(service);
  EXPECT_TRUE(connected(server).echo("x"));
}

TEST(Pool, IsBoundedInBytes) {
  Blocking blocking(2);
  ServerOptions options = local_options();
  options.pool_threads = 1;
  options.pool_bytes = 100'000;
  RunningServer server(std::move(options));
  server.server().add_blocking(blocking);
  const auto client = connected(server);
  std::vector<Pending<std::string>> calls;
  calls.push_back(client.start_echo("runs"));
  while (blocking.calls < 1) std::this_thread::yield();
  for (int i = 0; i < 3; ++i) calls.push_back(client.start_echo(std::string(60'000, 'x')));
  EXPECT_EQ(std::move(calls[2]).wait().error().code, Errc::server_failure);
  EXPECT_EQ(std::move(calls[3]).wait().error().code, Errc::server_failure);
  for (std::size_t i = 0; i < 2; ++i) {
    blocking.meet();
    EXPECT_TRUE(std::move(calls[i]).wait());
  }
}

// Threads do not start what a peer has no room for: the first reply is more than the system takes.
class UnreadReplies : public testing::Test {
 protected:
  UnreadReplies() {
    server.server().add_blocking(service);
    client = connected(server);
    for (int i = 0; i < 5; ++i) calls.push_back(client->start_bulk(30'000'000));
    client->channel().flush();
    while (server.server().stats().calls < 1) std::this_thread::yield();
  }
  static ServerOptions narrow_options() {
    ServerOptions options = local_options();
    options.pool_threads = 1;
    options.max_queued_replies = 100'000;
    return options;
  }

  test::EchoService service;
  RunningServer server{narrow_options()};
  std::optional<Echo::Client> client;
  std::vector<Pending<std::vector<std::byte>>> calls;
};

// Nobody reads them any more; that was waited for, for ever.
TEST_F(UnreadReplies, OfAClientThatHasGoneHoldUpNothing) {
  calls.clear();
  client.reset();
  server.server().remove(service);
  EXPECT_EQ(connected(server).echo("gone").error().code, Errc::program_unavailable);
}

TEST_F(UnreadReplies, LetAServiceGo) {
  server.server().remove(service);
  EXPECT_LT(service.calls, 5);
}

// However often, and in whatever way, a service was added.
TEST(Pool, HasNothingOfAServiceThatWasRemoved) {
  for (const bool twice : {true, false}) {
    test::EchoService service;
    RunningServer server(local_options());
    server.server().add_blocking(service);
    twice ? server.server().add_blocking(service) : server.server().add(service);
    const auto client = connected(server);
    EXPECT_TRUE(client.echo("there"));
    server.server().remove(service);
    EXPECT_EQ(client.echo("gone").error().code, Errc::program_unavailable);
    EXPECT_EQ(service.calls, 1);
  }
}

// Calls that wait for what waits for them.
TEST(Pool, LetsAServiceThatHasMoreCallsRemoveItself) {
  class Once final : public test::EchoService {
   public:
    Result<std::string> echo(std::string text, CallContext& /*call*/) override {
      while (server->stats().outstanding_calls < 2) std::this_thread::yield();
      server->remove(*this);
      return text;
    }
    Server* server = nullptr;
  } service;
  ServerOptions options = local_options();
  options.pool_threads = 1;
  RunningServer running(std::move(options));
  service.server = &running.server();
  running.server().add_blocking(service);
  const auto client = connected(running);
  auto first = client.start_echo("first");
  auto second = client.start_echo("second");
  EXPECT_EQ(std::move(first).wait().value(), "first");
  EXPECT_EQ(std::move(second).wait().error().code, Errc::server_failure);
}

// One sender of datagrams keeps neither other hosts' calls out, nor calls of services that answer at once.
TEST(LateReplies, ToOneHostLeaveRoomForOthers) {
  Later later;
  class Prompt final : public test::Echo3::Service {
   public:
    Result<std::int32_t> twice(std::int32_t number, CallContext& /*call*/) override { return 2 * number; }
  } prompt;
  ServerOptions options = local_options();
  options.max_outstanding_calls = 8;
  options.drain_time = 0s;
  RunningServer server(std::move(options), later, prompt);
  const ConnectOptions udp{
      .transport = Transport::udp, .timeout = 20ms, .total_time = 200ms, .address = server.address(Transport::udp)};
  const auto client = Echo::Client::connect("", udp).value();
  std::vector<Pending<std::string>> calls;
  for (int i = 0; i < 8; ++i) calls.push_back(client.start_echo("x"));
  while (server.server().stats().outstanding_calls < 2) std::this_thread::yield();
  EXPECT_EQ(test::Echo3::Client::connect("", udp)->twice(21).value(), 42);
  EXPECT_EQ(std::move(calls.back()).wait().error().code, Errc::timed_out);
  EXPECT_EQ(server.server().stats().outstanding_calls, 2U);  // a quarter of eight
}

// Over streams too, and for as long as the service has their calls: coming again brings no more of them.
TEST(LateReplies, ThatOutliveTheirConnectionsCountForTheirHost) {
  Later later;
  ServerOptions options = local_options();
  options.listen.push_back({Transport::local, test::socket_path("outlive")});
  options.max_outstanding_in_all = 8;
  options.drain_time = 0s;
  RunningServer server(std::move(options), later);
  std::vector<Later::Kept> kept;
  {
    const auto gone = connected(server);
    auto first = gone.start_echo("x");
    auto second = gone.start_echo("x");
    kept = later.take(1);
    for (Later::Kept& one : later.take(2 - kept.size())) kept.push_back(std::move(one));
  }
  const auto client = connected(server);
  EXPECT_EQ(client.echo("x").error().code, Errc::server_failure);  // two are a quarter of eight
  const auto other = connected(server, Transport::local);
  auto call = other.start_echo("other");
  later.take(1).front().reply("other");
  EXPECT_EQ(std::move(call).wait().value(), "other");
  EXPECT_EQ(server.server().stats().refused_calls, 1U);
  kept.clear();
  while (server.server().stats().outstanding_calls > 0) std::this_thread::yield();
  auto now = client.start_echo("now");
  later.take(1).front().reply("now");
  EXPECT_EQ(std::move(now).wait().value(), "now");
}

// Whoever asks again for what has run is told, or told nothing, as if there were room; not that it has failed.
TEST(LateReplies, ThatAreRememberedAreGivenAgainWhenThereIsNoRoom) {
  Later later;
  ServerOptions options = local_options();
  options.reply_cache.streams = true;
  options.max_outstanding_in_all = 1;
  options.drain_time = 0s;
  RunningServer server(std::move(options), later);
  const test::BareClient client(server.address(Transport::tcp), Transport::tcp);
  client.ask(call_of(1));
  later.take(1).front().reply("once");
  const std::string answer = client.answer();
  client.ask(call_of(2));
  const auto kept = later.take(1);
  const test::BareClient again(server.address(Transport::tcp), Transport::tcp);
  again.ask(call_of(1));
  EXPECT_EQ(again.answer(), answer);
  again.ask(call_of(2));  // which runs: nothing
  again.ask(call_of(3));
  EXPECT_EQ(again.answer(), test::to_hex(words({3, 1, 0, 0, 0, 5})));
}

// A few more than others is no reason to be cut off from a reply that is owed, while others only idle.
TEST(LateReplies, AreNoReasonToCutOffWhoHasAFewConnections) {
  Later later;
  ServerOptions options = local_options();
  options.max_connections = 6;
  options.drain_time = 0s;
  RunningServer server(std::move(options), later);
  const std::vector<Echo::Client> busy{connected(server), connected(server)};
  std::vector<Pending<std::string>> calls;
  for (const Echo::Client& one : busy) {
    calls.push_back(one.start_echo("x"));
    one.channel().flush();
  }
  while (server.server().stats().outstanding_calls < 2) std::this_thread::yield();
  std::vector<test::BareClient> idle;
  for (int i = 2; i < 7; ++i)
    idle.emplace_back(server.address(Transport::tcp), Transport::tcp, "127.0.0." + std::to_string(i) + ":0");
  EXPECT_EQ(idle.front().answer(), "closed");
  for (const auto& kept : later.take(2)) kept.reply("y");
  for (auto& call : calls) EXPECT_EQ(std::move(call).wait().value(), "y");
}

// Running calls cannot be forgotten; so those of one host are not all that the reply cache has room for.
TEST(LateReplies, ThatAreToBeRememberedLeaveRoomForOtherHosts) {
  Later later;
  ServerOptions options = local_options();
  options.listen.push_back({Transport::local, test::socket_path("remembered")});
  options.reply_cache.streams = true;
  options.reply_cache.entries = 64;
  options.drain_time = 0s;
  test::Echo3Service prompt;
  RunningServer server(std::move(options), later, prompt);
  const auto greedy = connected(server);
  std::vector<Pending<std::string>> calls;
  for (int i = 0; i < 70; ++i) calls.push_back(greedy.start_echo("x"));
  EXPECT_EQ(std::move(calls.back()).wait().error().code, Errc::server_failure);
  EXPECT_EQ(test::Echo3::Client(greedy.shared_channel()).twice(21).value(), 42);  // which is answered at once
  const auto other = connected(server, Transport::local);
  auto call = other.start_echo("other");
  const auto kept = later.take(9);
  EXPECT_EQ(kept.size(), 9U);  // an eighth of 64, and the other one's
  kept.back().reply("other");
  EXPECT_EQ(std::move(call).wait().value(), "other");
}

// What nobody reads any more is not written either: the loop turned and turned for it.
TEST(LateReplies, AreNotWaitedForByAServerThatStopsWhenTheClientHasGone) {
  Later later;
  ServerOptions options = local_options();
  options.drain_time = 1h;
  RunningServer server(std::move(options), later);
  test::BareClient client(server.address(Transport::tcp), Transport::tcp);
  client.ask(words({1, 0, 2, Echo::id.program, 1, 1, 0, 0, 0, 0, 0}));
  const auto kept = later.take(1);
  std::thread stop([&] { server.stop(); });
  const auto serves = [&] {
    const auto another = Echo::Client::connect("", {.address = server.address(Transport::tcp)});
    return another && another->null_proc();
  };
  while (serves()) std::this_thread::yield();
  client.reset();
  EXPECT_TRUE(test::eventually([&] { return server.server().stats().open_connections == 0; }));
  kept.front().reply("to nobody");
  stop.join();
}

// Threads that give replies faster than the loop takes them wait for it.
TEST(LateCall, CountsWhatWasGivenUntilItIsTaken) {
  const auto mail = std::make_shared<LateMail>([] {}, 1000);
  const auto backlog = std::make_shared<LateBacklog>(10'000);
  const auto make = [&] {
    auto call = std::make_shared<LateCall>(mail, 1, OpaqueAuth(), xdr::Limits(), 10'000);
    call->backlog = backlog;
    return call;
  };
  auto first = make();
  EXPECT_FALSE(first->is_too_much());
  first->give(Outcome::success, {}, [](xdr::Encoder& results) { return results.opaque(Bytes(2000)); });
  EXPECT_TRUE(make()->is_too_much());
  EXPECT_GE(backlog->given.load(), 2000U);
  first.reset();
  EXPECT_FALSE(make()->is_too_much());
  EXPECT_EQ(backlog->given.load(), 0U);
}

TEST(Pool, LetsAServiceRemoveItself) {
  class Once final : public test::EchoService {
   public:
    explicit Once(Server*& server) : server_(&server) {}
    Result<std::string> echo(std::string text, CallContext& /*call*/) override {
      (*server_)->remove(*this);
      return text;
    }

   private:
    Server** server_;
  };
  Server* server = nullptr;
  Once service(server);
  RunningServer running(local_options());
  server = &running.server();
  server->add_blocking(service);
  const auto client = connected(running);
  EXPECT_EQ(client.echo("last").value(), "last");
  EXPECT_EQ(client.echo("gone").error().code, Errc::program_unavailable);
}

}  // namespace
}  // namespace onc
