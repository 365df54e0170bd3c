// Calls that come again, seen by the session that answers them, and by a server with real sockets.

#include "session/at_most_once.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include <future>
#include <latch>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <onc/function_service.h>

#include "echo_service.h"
#include "running_server.h"
#include "session/server_session.h"
#include "session/stream_server_session.h"
#include "support/hex.h"
#include "transport/file_descriptor.h"
#include "transport/socket_options.h"

namespace onc {
namespace {

using namespace std::chrono_literals;
using test::Bytes;
using test::join;
using test::words;

// Counts its calls and answers with the number of each, so that a call that ran again is seen by its answer.
class Tally : public test::EchoService {
 public:
  Result<std::uint32_t> who(CallContext& /*call*/) override { return static_cast<std::uint32_t>(++calls); }
};

class IdempotentTally final : public Tally {
 public:
  [[nodiscard]] bool idempotent(std::uint32_t procedure) const noexcept override { return procedure == 5; }
};

constexpr std::uint32_t who_procedure = 5;
const Bytes none = words({0, 0});

Bytes call(std::uint32_t xid, std::uint32_t procedure = who_procedure, const Bytes& arguments = {},
           const Bytes& credential = none, ProgramVersion id = test::Echo::id) {
  return join({words({xid, 0, 2, id.program, id.version, procedure}), credential, none, arguments});
}

Bytes claim(std::uint32_t uid) { return words({1, 20, 0, 0, uid, 100, 0}); }

Peer peer_at(const char* address, Transport transport = Transport::udp) {
  return {.transport = transport, .address = SocketAddress::parse(address).value()};
}

void fixed_random(std::span<std::byte> out) { std::ranges::fill(out, std::byte{5}); }

class AtMostOnceTest : public testing::Test {
 protected:
  AtMostOnceTest() { dispatcher.add(service); }

  std::string answer(const Bytes& message, const Peer& peer = peer_at("10.0.0.1:700")) {
    ServerSession session(dispatcher, {}, xdr::Mode::compatible, {.once = &once});
    xdr::Buffer out;
    return session.answer(message, peer, out) ? test::to_hex(out.bytes()) : "nothing";
  }

  Tally service;
  Dispatcher dispatcher;
  TimePoint now{};
  AtMostOnce once{{.streams = true}, 1, fixed_random, [this] { return now; }};
};

TEST_F(AtMostOnceTest, RunsACallOnceThoughItComesAHundredTimes) {
  const std::string first = answer(call(7));
  for (int i = 0; i < 99; ++i) EXPECT_EQ(answer(call(7)), first);
  EXPECT_EQ(service.calls, 1);
  EXPECT_EQ(once.stats().hits, 99U);
  EXPECT_EQ(once.stats().entries, 1U);
}

TEST_F(AtMostOnceTest, RunsItAgainWhenTheTimeIsOver) {
  answer(call(7));
  now += ReplyCacheOptions{}.lifetime;
  answer(call(7));
  EXPECT_EQ(service.calls, 2);
}

TEST_F(AtMostOnceTest, RunsWhatDiffersInAnything) {
  const std::vector<Bytes> different{call(7),
                                     call(8),
                                     call(7, 1, words({1, 0x61000000})),
                                     call(7, 1, words({1, 0x62000000})),
                                     call(7, who_procedure, {}, claim(1)),
                                     call(7, who_procedure, {}, claim(2))};
  for (const Bytes& one : different) answer(one);
  EXPECT_EQ(service.calls, 6);
  answer(call(7), peer_at("10.0.0.1:701"));
  answer(call(7), peer_at("10.0.0.2:700"));
  answer(call(7), peer_at("[fe80::1]:700"));
  answer(call(7), peer_at("10.0.0.1:700", Transport::tcp));
  EXPECT_EQ(service.calls, 10);
  EXPECT_EQ(once.stats().hits, 0U);
}

TEST_F(AtMostOnceTest, RemembersFailuresAndExceptions) {
  for (const auto how : {test::Failure::error, test::Failure::auth_failed, test::Failure::garbage,
                         test::Failure::procedure, test::Failure::exception}) {
    const auto number = static_cast<std::uint32_t>(how);
    const std::string first = answer(call(number, 3, words({number})));
    EXPECT_EQ(answer(call(number, 3, words({number}))), first);
  }
  EXPECT_EQ(service.calls, 5);
}

TEST_F(AtMostOnceTest, DoesNotRememberWhatNoServiceHasSeen) {
  answer(call(1, 0));
  answer(call(2, 99));
  answer(call(3, 1, words({99})));                                        // garbage
  answer(call(4, who_procedure, {}, words({1, 4, 0})));                   // bad credential
  answer(call(5, who_procedure, {}, none, {test::Echo::id.program, 9}));  // no such version
  answer(call(6, who_procedure, {}, none, {1, 1}));
  EXPECT_EQ(once.stats().entries, 0U);
}

TEST_F(AtMostOnceTest, LeavesIdempotentProceduresAlone) {
  IdempotentTally repeatable;
  dispatcher.add(repeatable);
  answer(call(7));
  answer(call(7));
  EXPECT_EQ(repeatable.calls, 2);
  answer(call(7, 1, words({0})));
  answer(call(7, 1, words({0})));
  EXPECT_EQ(repeatable.calls, 3);
  EXPECT_EQ(once.stats().entries, 1U);
}

TEST_F(AtMostOnceTest, KnowsFunctionsThatAreIdempotent) {
  FunctionService functions({1, 1});
  std::uint32_t calls = 0;
  functions.add(1, [&] { return ++calls; }).add(2, [&] { return ++calls; }).mark_idempotent(2);
  dispatcher.add(functions);
  for (int i = 0; i < 3; ++i) answer(call(7, 1, {}, none, {1, 1}));
  EXPECT_EQ(calls, 1U);
  for (int i = 0; i < 3; ++i) answer(call(7, 2, {}, none, {1, 1}));
  EXPECT_EQ(calls, 4U);
}

// A service that gets the same call again while it runs it.
class Nested final : public Tally {
 public:
  Result<std::string> echo(std::string text, CallContext& /*call*/) override {
    ++calls;
    within = again();
    return text;
  }
  std::function<std::string()> again{};
  std::string within{};
};

TEST_F(AtMostOnceTest, DropsTheDuplicateOfACallThatRuns) {
  Nested nested;
  dispatcher.add(nested);
  const Bytes message = call(7, 1, words({1, 0x61000000}));
  nested.again = [&] { return answer(message); };
  const std::string first = answer(message);
  EXPECT_EQ(nested.within, "nothing");
  EXPECT_EQ(nested.calls, 1);
  EXPECT_EQ(answer(message), first);
  EXPECT_EQ(once.stats().drops, 1U);
}

TEST_F(AtMostOnceTest, KeepsTheLargestDatagram) {
  const Bytes message = call(7, 4, words({65'504 - 28}));
  const std::string first = answer(message);
  EXPECT_EQ(answer(message), first);
  EXPECT_EQ(service.calls, 1);
}

// Over streams the host alone counts, or the local user.
TEST_F(AtMostOnceTest, KnowsTheHostOfAStreamOnEveryConnection) {
  const std::string first = answer(call(7), peer_at("10.0.0.1:700", Transport::tcp));
  EXPECT_EQ(answer(call(7), peer_at("10.0.0.1:45000", Transport::tcp)), first);
  EXPECT_EQ(answer(call(7), peer_at("[::ffff:10.0.0.1]:45001", Transport::tcp)), first);
  EXPECT_EQ(service.calls, 1);
  answer(call(7), peer_at("10.0.0.2:700", Transport::tcp));
  answer(call(7, who_procedure, {}, claim(1)), peer_at("10.0.0.1:700", Transport::tcp));
  EXPECT_EQ(service.calls, 3);
  const auto user = [](std::uint32_t uid) {
    return Peer{.transport = Transport::local, .address = SocketAddress(), .local = LocalPeer{.uid = uid}};
  };
  answer(call(7), user(1));
  answer(call(7), user(1));
  answer(call(7), user(2));
  EXPECT_EQ(service.calls, 5);
}

TEST_F(AtMostOnceTest, LeavesTransportsAloneThatItIsNotAskedToCover) {
  AtMostOnce only_udp({}, 1, fixed_random, [] { return TimePoint(); });
  ServerSession session(dispatcher, {}, xdr::Mode::compatible, {.once = &only_udp});
  for (const Transport transport : {Transport::tcp, Transport::local}) {
    xdr::Buffer out;
    session.answer(call(7), {.transport = transport}, out);
    session.answer(call(7), {.transport = transport}, out);
  }
  EXPECT_EQ(service.calls, 4);
}

TEST_F(AtMostOnceTest, AnswersAStreamsCallBehindOthers) {
  const Bytes one = call(7);
  const Bytes record = join({words({0x80000000U | static_cast<std::uint32_t>(one.size())}), one});
  StreamServerSession session(dispatcher, {}, peer_at("10.0.0.1:700", Transport::tcp), {.once = &once});
  StreamServerSession::Counts counts;
  const Bytes stream = join({record, record});
  std::ranges::copy(stream, session.prepare().begin());
  ASSERT_TRUE(session.received(stream.size(), counts));
  const std::string replies = test::to_hex(session.outgoing());
  ASSERT_EQ(session.outgoing().size(), 64U);
  EXPECT_EQ(replies.substr(0, 71), replies.substr(72));
  EXPECT_EQ(service.calls, 1);
}

// Memory is bounded whatever the options say, and whatever strangers send.
TEST(AtMostOnce, StaysWithinItsBounds) {
  Tally service;
  Dispatcher dispatcher;
  dispatcher.add(service);
  AtMostOnce once({.entries = 0, .bytes = 0}, 1, fixed_random, [] { return TimePoint(); });
  ServerSession session(dispatcher, {}, xdr::Mode::compatible, {.once = &once});
  xdr::Buffer out;
  for (std::uint32_t i = 0; i < 1000; ++i) {
    out.clear();
    session.answer(call(i, 4, words({i % 2 == 0 ? 60'000U : 10U})), peer_at("10.0.0.1:700"), out);
    EXPECT_LE(once.stats().entries, 64U);
    EXPECT_LE(once.stats().bytes, std::size_t{1} << 20);
  }
  EXPECT_EQ(once.stats().evictions, 1000U - once.stats().entries);
}

TEST(AtMostOnce, LetsOneOfManyThreadsRunACall) {
  constexpr int threads = 4;
  constexpr std::uint32_t calls = 2000;
  Tally service;
  Dispatcher dispatcher;
  dispatcher.add(service);
  AtMostOnce once({}, threads, fixed_random, Clock::now);
  std::latch start(threads);
  std::vector<std::thread> loops;
  for (int i = 0; i < threads; ++i) {
    loops.emplace_back([&] {
      ServerSession session(dispatcher, {}, xdr::Mode::compatible, {.once = &once});
      xdr::Buffer out;
      start.arrive_and_wait();
      for (std::uint32_t xid = 0; xid < calls; ++xid) {
        out.clear();
        session.answer(call(xid), peer_at("10.0.0.1:700"), out);
      }
    });
  }
  for (std::thread& loop : loops) loop.join();
  EXPECT_EQ(service.calls, static_cast<int>(calls));
  const ReplyCacheStats stats = once.stats();
  EXPECT_EQ(stats.hits + stats.drops, (threads - 1) * calls);
  EXPECT_EQ(stats.entries, calls);
}

// Real sockets.

// A client that chooses its xids and sends again when it likes.
class RawClient {
 public:
  RawClient(const std::string& server, int type) : socket_(::socket(AF_INET, type | SOCK_CLOEXEC, 0)) {
    const SocketAddress address = SocketAddress::parse(server).value();
    EXPECT_EQ(::connect(socket_.get(), address.data(), address.size()), 0);
  }
  void send(const Bytes& message) {
    const ssize_t sent = ::send(socket_.get(), message.data(), message.size(), MSG_NOSIGNAL);
    EXPECT_EQ(sent, static_cast<ssize_t>(message.size()));
  }
  // The next datagram, or what there is of a stream.
  std::string receive() {
    Bytes reply(max_datagram);
    const ssize_t got = ::recv(socket_.get(), reply.data(), reply.size(), 0);
    return test::to_hex(std::span(reply).first(static_cast<std::size_t>(std::max<ssize_t>(got, 0))));
  }

 private:
  FileDescriptor socket_;
};

Bytes record(const Bytes& message) {
  return join({words({0x80000000U | static_cast<std::uint32_t>(message.size())}), message});
}

class RetransmittingClients : public testing::TestWithParam<std::size_t> {};

TEST_P(RetransmittingClients, GetTheSameAnswerAndRunNothingTwice) {
  Tally service;
  ServerOptions options = test::local_options();
  options.threads = GetParam();
  test::RunningServer server(options, service);
  constexpr int clients = 10;
  for (int i = 0; i < clients; ++i) {  // equal but for the port
    RawClient client(server.address(Transport::udp), SOCK_DGRAM);
    for (int again = 0; again < 3; ++again) client.send(call(7));
    const std::string first = client.receive();
    EXPECT_EQ(client.receive(), first);
    EXPECT_EQ(client.receive(), first);
  }
  server.stop();
  EXPECT_EQ(service.calls, clients);
  const ServerStats stats = server.stats();
  EXPECT_EQ(stats.reply_cache.hits, 2U * clients);
  EXPECT_EQ(stats.reply_cache.entries, static_cast<std::uint64_t>(clients));
  EXPECT_EQ(stats.calls, 3U * clients);
}

INSTANTIATE_TEST_SUITE_P(Threads, RetransmittingClients, testing::Values(1U, 3U));

// A broadcast comes to the sockets of all loops; one of them runs it.
TEST(Broadcasts, RunOnceThoughEveryLoopGetsThem) {
  Tally service;
  ServerOptions options = test::local_options();
  options.listen = {{Transport::udp, "0.0.0.0:0"}};
  options.threads = 3;
  test::RunningServer server(options, service);
  const FileDescriptor client(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  set_option(client.get(), SOL_SOCKET, SO_BROADCAST, 1);
  const SocketAddress all =
      SocketAddress::parse("127.255.255.255:" + std::to_string(server.server().endpoints()[0].port)).value();
  const Bytes message = call(7);
  ASSERT_EQ(::sendto(client.get(), message.data(), message.size(), 0, all.data(), all.size()), 40);
  const auto seen = [&] { return server.server().stats().calls + server.server().stats().dropped; };
  for (const TimePoint end = Clock::now() + 10s; seen() < 3 && Clock::now() < end;) std::this_thread::yield();
  server.stop();
  EXPECT_EQ(service.calls, 1);
  EXPECT_EQ(seen(), 3U);
}

// Makes its first caller wait until the test lets it go.
class Slow final : public Tally {
 public:
  Result<std::uint32_t> who(CallContext& /*call*/) override {
    ++calls;
    entered.count_down();
    leave.wait();
    return 4711U;
  }
  std::latch entered{1};
  std::latch leave{1};
};

TEST(RetransmittingClient, IsAnsweredFromTheCacheWhileItsServiceWasSlow) {
  Slow service;
  test::RunningServer server(test::local_options(), service);
  RawClient client(server.address(Transport::udp), SOCK_DGRAM);
  client.send(call(7));
  service.entered.wait();
  client.send(call(7));  // the client has lost patience
  service.leave.count_down();
  const std::string first = client.receive();
  EXPECT_EQ(client.receive(), first);
  EXPECT_EQ(service.calls, 1);
}

// Ours, with a time-out far below what the service takes.
TEST(RetransmittingClient, OfThisLibraryRunsNothingTwice) {
  Slow service;
  test::RunningServer server(test::local_options(), service);
  const ConnectOptions impatient{
      .transport = Transport::udp, .timeout = 1ms, .total_time = 30s, .address = server.address(Transport::udp)};
  const auto client = test::Echo::Client::connect("", impatient).value();
  auto answer = std::async(std::launch::async, [&client] { return client.who(); });
  service.entered.wait();
  while (client.channel().stats().retransmissions < 3) std::this_thread::yield();
  service.leave.count_down();
  EXPECT_EQ(answer.get().value(), 4711U);
  EXPECT_EQ(client.who().value(), 4711U);
  server.stop();
  EXPECT_EQ(service.calls, 2);
  EXPECT_GE(server.stats().reply_cache.hits, 1U);
}

TEST(ReconnectingClient, RunsNothingTwiceWhereStreamsAreCovered) {
  for (const bool covered : {true, false}) {
    Tally service;
    ServerOptions options = test::local_options();
    options.reply_cache.streams = covered;
    options.threads = 3;  // connections come to different loops
    test::RunningServer server(options, service);
    for (int again = 0; again < 4; ++again) {
      RawClient client(server.address(Transport::tcp), SOCK_STREAM);
      client.send(record(call(7)));
      EXPECT_NE(client.receive(), "");
    }
    EXPECT_EQ(service.calls, covered ? 1 : 4);
  }
}

TEST(Server, RunsCallsAgainWithoutACache) {
  Tally service;
  ServerOptions options = test::local_options();
  options.reply_cache.datagrams = false;
  test::RunningServer server(options, service);
  RawClient client(server.address(Transport::udp), SOCK_DGRAM);
  for (int again = 0; again < 3; ++again) {
    client.send(call(7));
    client.receive();
  }
  server.stop();
  EXPECT_EQ(service.calls, 3);
  EXPECT_EQ(server.stats().reply_cache.entries, 0U);
}

}  // namespace
}  // namespace onc
