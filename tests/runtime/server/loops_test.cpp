// Servers with several loops, whose services come and go, and which take over sockets from others.

#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include <atomic>
#include <barrier>
#include <future>
#include <memory>
#include <set>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <onc/call.h>
#include <onc/register_procedure.h>

#include "echo_service.h"
#include "running_server.h"
#include "server/bare_client.h"
#include "server/loop.h"
#include "transport/event.h"
#include "transport/socket_options.h"
#include "transport/socket_stream.h"

namespace onc {
namespace {

using namespace std::chrono_literals;
using test::Echo;
using test::local_options;
using test::RunningServer;
using testing::HasSubstr;

ServerOptions with_threads(std::size_t threads) {
  ServerOptions options = local_options();
  options.threads = threads;
  return options;
}

// Answers each call only when `count` of them are in services at once.
class Meeting final : public test::EchoService {
 public:
  explicit Meeting(std::ptrdiff_t count) : meeting_(count) {}
  Result<std::string> echo(std::string text, CallContext& /*call*/) override {
    meeting_.arrive_and_wait();
    return text;
  }

 private:
  std::barrier<> meeting_;
};

TEST(Loops, CallServicesAtTheSameTime) {
  Meeting service(3);
  RunningServer server(with_threads(3), service);
  std::vector<Echo::Client> connected;
  for (int i = 0; i < 3; ++i) {
    connected.push_back(Echo::Client::connect("", {.address = server.address(Transport::tcp)}).value());
    EXPECT_TRUE(connected.back().null_proc());  // has its loop
  }
  std::vector<std::thread> clients;
  for (const Echo::Client& client : connected)
    clients.emplace_back([&client] { EXPECT_EQ(client.echo("met").value(), "met"); });
  for (std::thread& client : clients) client.join();
}

TEST(Loops, ServeDatagramsOfManyClientsAtOneAddress) {
  test::EchoService service;
  RunningServer server(with_threads(4), service);
  for (int i = 0; i < 50; ++i) {  // the kernel chooses the loop by the client's port
    const auto client =
        Echo::Client::connect("", {.transport = Transport::udp, .address = server.address(Transport::udp)}).value();
    EXPECT_EQ(client.echo("hello").value(), "hello");
  }
}

TEST(Loops, LeaveNoPlaceBesideThemForOthers) {
  test::EchoService service;
  RunningServer server(with_threads(4), service);
  Server second({.listen = {{Transport::udp, server.address(Transport::udp)}}, .registration = false});
  EXPECT_EQ(second.listen().error().system_errno(), EADDRINUSE);
}

TEST(Loops, ShareTheConnectionsEvenly) {
  test::EchoService service;
  RunningServer server(with_threads(2), service);
  std::vector<Echo::Client> clients;
  for (int i = 0; i < 20; ++i) {
    clients.push_back(Echo::Client::connect("", {.address = server.address(Transport::tcp)}).value());
    EXPECT_TRUE(clients.back().null_proc());
  }
  // One that is handed to another loop is counted by both for a moment.
  EXPECT_TRUE(test::eventually([&] { return server.server().stats().open_connections == 20; }));
  EXPECT_EQ(server.server().stats().calls, 20U);
}

TEST(Loops, SurviveClientsAndServicesThatComeAndGo) {
  test::EchoService service;
  RunningServer server(with_threads(4), service);
  std::atomic<bool> over = false;
  std::thread changes([&] {
    while (!over) {
      test::Echo3Service passing;
      server.server().add(passing);
      server.server().remove(passing);  // may go now
    }
  });
  std::vector<std::thread> clients;
  for (int i = 0; i < 4; ++i) {
    clients.emplace_back([&] {
      for (int round = 0; round < 20; ++round) {
        const auto channel = Echo::Client::connect("", {.address = server.address(Transport::tcp)}).value();
        EXPECT_EQ(channel.echo("here").value(), "here");
        const auto other = test::Echo3::Client(channel.shared_channel()).twice(21);
        EXPECT_TRUE(other ? *other == 42 : other.error().code == Errc::version_mismatch);
      }
    });
  }
  for (std::thread& client : clients) client.join();
  over = true;
  changes.join();
}

TEST(Services, AreGoneWithTheRangeThatTheyMade) {
  test::EchoService first;
  test::Echo3Service third;
  RunningServer server(local_options(), first, third);
  const auto client = Echo::Client::connect("", {.address = server.address(Transport::tcp)}).value();
  const Procedure ninth{{Echo::id.program, 9}, 0, "NULL", "ECHO_PROG.V9"};
  const auto offered = [&] {
    detail::TypedCall<void> call;
    client.channel().perform(call, ninth, [](xdr::Encoder& /*out*/) { return true; }, {});
    return call.result->error().versions();
  };
  EXPECT_EQ(offered(), (VersionRange{1, 3}));
  server.server().remove(third);
  EXPECT_EQ(offered(), (VersionRange{1, 1}));
  server.server().remove(third);  // twice is no harm
  EXPECT_TRUE(client.null_proc());
}

TEST(Services, MayRemoveThemselves) {
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
  for (const std::size_t threads : {1U, 3U}) {
    Server* self = nullptr;
    Once service(self);
    RunningServer server(with_threads(threads), service);
    self = &server.server();
    const auto client = Echo::Client::connect("", {.address = server.address(Transport::tcp)}).value();
    EXPECT_EQ(client.echo("last words").value(), "last words");
    while (client.null_proc()) {  // until every loop knows
    }
    EXPECT_EQ(client.null_proc().error().code, Errc::program_unavailable);
  }
}

TEST(Sources, HaveALimitOfTheirOwn) {
  test::EchoService service;
  ServerOptions options = local_options();
  options.listen.push_back({Transport::local, test::socket_path("sources")});
  options.max_connections_per_source = 3;
  RunningServer server(options, service);
  std::vector<Echo::Client> clients;
  for (int i = 0; i < 3; ++i) {
    clients.push_back(Echo::Client::connect("", {.address = server.address(Transport::tcp)}).value());
    EXPECT_TRUE(clients.back().null_proc());
  }
  const auto fourth = Echo::Client::connect("", {.address = server.address(Transport::tcp)});
  EXPECT_TRUE(fourth->null_proc());  // at the cost of the first
  const auto other =
      Echo::Client::connect("", {.transport = Transport::local, .address = server.address(Transport::local)});
  EXPECT_TRUE(other->null_proc());  // another source
  EXPECT_EQ(server.server().stats().closed_by_limit, 1U);
  EXPECT_EQ(server.server().stats().open_connections, 4U);
}

TEST(Sources, MayBeRefusedAtAll) {
  test::EchoService service;
  ServerOptions options = local_options();
  options.max_connections_per_source = 0;
  RunningServer server(options, service);
  const auto client = Echo::Client::connect("", {.address = server.address(Transport::tcp)});
  EXPECT_FALSE(client && client->null_proc());
  EXPECT_GE(server.server().stats().refused_by_source, 1U);
}

TEST(Ports, AreTakenFromARange) {
  test::EchoService service;
  Server first({.listen = {{Transport::tcp, "127.0.0.1:40000-40999"}}, .registration = false});
  Server second({.listen = {{Transport::tcp, "127.0.0.1:40000-40999"}}, .registration = false});
  ASSERT_TRUE(first.listen());
  ASSERT_TRUE(second.listen());
  EXPECT_GE(first.endpoints().front().port, 40000);
  EXPECT_NE(first.endpoints().front().port, second.endpoints().front().port);
  for (const char* wrong : {"127.0.0.1:5-3", "127.0.0.1:0-5", "127.0.0.1:1-", "127.0.0.1:-", "127.0.0.1:1-99999"}) {
    Server server({.listen = {{Transport::tcp, wrong}}, .registration = false});
    EXPECT_EQ(server.listen().error().code, Errc::invalid_argument) << wrong;
  }
}

FileDescriptor bound_socket(int type) {
  FileDescriptor socket(::socket(AF_INET, type | SOCK_CLOEXEC, 0));
  const auto any = SocketAddress::parse("127.0.0.1:0").value();
  EXPECT_EQ(::bind(socket.get(), any.data(), any.size()), 0);
  EXPECT_TRUE(type != SOCK_STREAM || ::listen(socket.get(), 10) == 0);
  return socket;
}

// What a restart is: the old server stops, the new one goes on with the same sockets, and calls that came in between
// wait.
TEST(Listeners, AreHandedToASuccessorWithoutLosingACall) {
  const FileDescriptor stream = bound_socket(SOCK_STREAM);
  const FileDescriptor datagrams = bound_socket(SOCK_DGRAM);
  const auto options = [&] {
    return ServerOptions{.listen = {{.descriptor = ::fcntl(stream.get(), F_DUPFD_CLOEXEC, 0)},
                                    {.descriptor = ::fcntl(datagrams.get(), F_DUPFD_CLOEXEC, 0)}},
                         .registration = false,
                         .threads = 2,
                         .stop_signals = {}};
  };
  test::EchoService service;
  auto server = std::make_unique<RunningServer>(options(), service);
  const std::string address = server->address(Transport::tcp);
  EXPECT_EQ(address, local_address(stream.get()).to_string());
  EXPECT_TRUE(Echo::Client::connect("", {.address = address})->null_proc());
  server = nullptr;
  const auto between = Echo::Client::connect("", {.address = address}).value();  // waits in the kernel's queue
  auto pending = between.start_echo("patient");
  const auto udp =
      Echo::Client::connect("", {.transport = Transport::udp, .address = local_address(datagrams.get()).to_string()})
          .value();
  auto datagram = udp.start_echo("patient, too");
  server = std::make_unique<RunningServer>(options(), service);
  EXPECT_EQ(std::move(pending).wait().value(), "patient");
  EXPECT_EQ(std::move(datagram).wait().value(), "patient, too");
}

TEST(Listeners, ThatAreNoneAreRefused) {
  const FileDescriptor file(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  Server server({.listen = {{.descriptor = ::dup(file.get())}}, .registration = false});
  EXPECT_FALSE(server.listen());
  Server closed({.listen = {{.descriptor = 9999}}, .registration = false});
  EXPECT_EQ(closed.listen().error().system_errno(), EBADF);
  const FileDescriptor silent(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  Server deaf({.listen = {{.descriptor = ::dup(silent.get())}}, .registration = false});
  EXPECT_THAT(deaf.listen().error().detail(), HasSubstr("does not listen"));
}

TEST(Stop, SendsWhatIsQueuedToClientsThatReadLate) {
  test::EchoService service;
  RunningServer server(local_options(), service);
  auto stream = SocketStream::connect(SocketAddress::parse(server.address(Transport::tcp)).value(), 5s).value();
  const auto client = Echo::Client::connect("", {.address = server.address(Transport::tcp)}).value();
  auto large = client.start_bulk(3'000'000);  // more than the kernel's buffers hold
  while (server.server().stats().calls == 0) std::this_thread::yield();
  server.server().stop();
  EXPECT_EQ(std::move(large).wait().value().size(), 3'000'000U);
}

TEST(Stop, LeavesClientsThatNeverReadAfterTheDrainTime) {
  test::EchoService service;
  ServerOptions options = local_options();
  options.drain_time = 10ms;
  RunningServer server(options, service);
  const auto client = Echo::Client::connect("", {.address = server.address(Transport::tcp)}).value();
  std::vector<Pending<echo::opaque_result>> replies;
  for (int i = 0; i < 4; ++i) replies.push_back(client.start_bulk(3'900'000));  // far more than the buffers hold
  while (server.server().stats().calls == 0) std::this_thread::yield();
  server.stop();  // returns
  EXPECT_FALSE(std::move(replies.back()).wait());
}

// --- one loop

class Counting final : public Handler {
 public:
  explicit Counting(Event& event) noexcept : event_(event) {}
  void ready(std::uint32_t /*events*/) override {
    event_.drain();
    ++told;
  }
  int told = 0;

 private:
  Event& event_;
};

TEST(Loop, KnowsThatTheTimeOfATimerHasComeWhenNothingElseHas) {
  for (const Duration busy_wait : {Duration::zero(), default_busy_wait}) {
    Loop loop = Loop::open(busy_wait).value();
    for (int i = 0; i < 3; ++i) {
      const TimePoint until = loop.now() + 1ms;
      EXPECT_TRUE(loop.wait(until));
      EXPECT_GE(loop.now(), until);
    }
  }
}

// Always has something to do, and takes long for it, while another one's turn comes.
class Slow final : public Handler {
 public:
  explicit Slow(Event& other) noexcept : other_(other) {}
  void ready(std::uint32_t /*events*/) override { look(); }
  bool look() override {
    ++turns;
    other_.trigger();
    for (const TimePoint end = Clock::now() + 1ms; Clock::now() < end;) {
    }
    return true;
  }
  int turns = 0;

 private:
  Event& other_;
};

TEST(Loop, AsksAllWhenOneHasTakenLong) {
  Loop loop = Loop::open(1s).value();
  Event first, second;
  ASSERT_TRUE(first.open() && second.open());
  Slow slow(second);
  Counting quick(second);
  ASSERT_TRUE(loop.add(first.descriptor(), EPOLLIN, slow) && loop.add(second.descriptor(), EPOLLIN, quick));
  first.trigger();
  EXPECT_TRUE(loop.wait(TimePoint::max()));
  EXPECT_EQ(slow.turns, 1);
  EXPECT_TRUE(loop.wait(TimePoint::max()));
  EXPECT_EQ(quick.told, 1);
}

TEST(Loop, AsksNoHandlersThatHaveGoneSinceItsLastRun) {
  Loop loop = Loop::open(1ms).value();
  auto event = std::make_unique<Event>();
  ASSERT_TRUE(event->open());
  auto handler = std::make_unique<Counting>(*event);
  ASSERT_TRUE(loop.add(event->descriptor(), EPOLLIN, *handler));
  event->trigger();
  EXPECT_TRUE(loop.wait(TimePoint::max()));
  EXPECT_EQ(handler->told, 1);
  handler.reset();
  event.reset();
  loop.forget_handlers();
  EXPECT_TRUE(loop.wait(loop.now()));
}

}  // namespace
}  // namespace onc
