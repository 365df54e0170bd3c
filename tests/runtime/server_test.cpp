// Servers and clients over real sockets of the loopback interface.

#include <sys/resource.h>
#include <sys/socket.h>

#include <array>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <functional>
#include <optional>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <onc/server.h>

#include "client/stream_channel.h"
#include "echo_service.h"
#include "running_server.h"
#include "support/hex.h"
#include "transport/socket_options.h"
#include "transport/socket_stream.h"

namespace onc {
namespace {

using namespace std::chrono_literals;
using test::Echo;
using test::Echo3;
using test::local_options;
using test::RunningServer;
using testing::HasSubstr;

Result<Echo::Client> connect(const RunningServer& server, Transport transport) {
  return Echo::Client::connect("", {.transport = transport, .address = server.address(transport)});
}

class ServerTransports : public testing::TestWithParam<Transport> {
 protected:
  static ServerOptions options() {
    ServerOptions options = local_options();
    options.listen.push_back({Transport::local, test::socket_path("transports")});
    return options;
  }
  test::EchoService service;
};

TEST_P(ServerTransports, AnswerCalls) {
  RunningServer server(options(), service);
  const auto client = connect(server, GetParam());
  ASSERT_TRUE(client) << client.error().explain();
  EXPECT_TRUE(client->null_proc());
  EXPECT_EQ(client->echo("hello").value(), "hello");
  EXPECT_EQ(client->swap({.name = "ab", .numbers = {1, 2, 3}}, true).value(),
            (echo::sample{.name = "ab!", .numbers = {3, 2, 1}}));
  EXPECT_EQ(client->bulk(60'000).value().size(), 60'000U);
}

TEST_P(ServerTransports, AnswerStartedCallsInAnyOrder) {
  RunningServer server(options(), service);
  const auto client = connect(server, GetParam());
  std::vector<Pending<std::string>> calls;
  for (int i = 0; i < 100; ++i) calls.push_back(client->start_echo(std::to_string(i)));
  for (int i = 99; i >= 0; --i) {
    EXPECT_EQ(std::move(calls[static_cast<std::size_t>(i)]).wait().value(), std::to_string(i));
  }
}

// Each callback starts the next call, so that bunches of them are under way.
TEST_P(ServerTransports, AnswerCallsThatCallbacksStart) {
  RunningServer server(options(), service);
  const auto client = connect(server, GetParam());
  int started = 0;
  int right = 0;
  std::function<void()> start_next = [&] {
    if (started == 2000) return;
    const std::string text = std::to_string(started++ % 1000);
    client->start_echo(text).then([&, text](const Result<std::string>& answer) {
      if (answer && *answer == text) ++right;
      start_next();
    });
  };
  for (int i = 0; i < 64; ++i) start_next();
  client->channel().drain();
  EXPECT_EQ(right, 2000);
}

TEST_P(ServerTransports, ShowTheServicesErrors) {
  RunningServer server(options(), service);
  const auto client = connect(server, GetParam());
  EXPECT_EQ(client->fail(static_cast<std::int32_t>(test::Failure::exception)).error().code, Errc::server_failure);
  EXPECT_EQ(client->fail(static_cast<std::int32_t>(test::Failure::auth_default)).error().code, Errc::auth_rejected);
  EXPECT_EQ(client->echo("still there").value(), "still there");
}

// More than the sockets take at once, of arguments that are gone when a call is started.
TEST_P(ServerTransports, TakeLargeArgumentsFromWhereTheyAre) {
  if (GetParam() == Transport::udp) GTEST_SKIP() << "no datagram is so large";
  RunningServer server(options(), service);
  const auto client = connect(server, GetParam());
  std::vector<Pending<std::string>> calls;
  const auto text_of = [](int i) { return std::string(std::size_t{1'000'003}, static_cast<char>('a' + i)); };
  for (int i = 0; i < 8; ++i) calls.push_back(client->start_echo(text_of(i)));
  for (int i = 0; i < 8; ++i) EXPECT_EQ(std::move(calls[static_cast<std::size_t>(i)]).wait().value(), text_of(i));
}

TEST_P(ServerTransports, NameTheVersionsThereAre) {
  test::Echo3Service other;
  RunningServer server(options(), other);
  const auto client = connect(server, GetParam());
  const auto answer = client->echo("hello");
  EXPECT_EQ(answer.error().code, Errc::version_mismatch);
  EXPECT_EQ(answer.error().versions(), (VersionRange{3, 3}));
}

INSTANTIATE_TEST_SUITE_P(All, ServerTransports, testing::Values(Transport::udp, Transport::tcp, Transport::local),
                         [](const auto& tested) { return std::string(to_string(tested.param)); });

TEST(Server, ServesSeveralVersionsOnOneChannel) {
  test::EchoService v1;
  test::Echo3Service v3;
  RunningServer server(local_options(), v1, v3);
  const auto first = connect(server, Transport::tcp);
  const Echo3::Client second(first->shared_channel());
  EXPECT_EQ(first->echo("one").value(), "one");
  EXPECT_EQ(second.twice(21).value(), 42);
}

TEST(Server, CarriesLargeMessagesOverStreams) {
  test::EchoService service;
  RunningServer server(local_options(), service);
  const auto client = connect(server, Transport::tcp);
  const std::string large(3'000'000, 'x');
  EXPECT_EQ(client->echo(large).value(), large);
}

TEST(Server, RefusesWhatDoesNotFitADatagramOnBothSides) {
  test::EchoService service;
  RunningServer server(local_options(), service);
  const auto client = connect(server, Transport::udp);
  EXPECT_EQ(client->echo(std::string(66'000, 'x')).error().code, Errc::message_too_large);
  EXPECT_EQ(client->bulk(66'000).error().code, Errc::server_failure);
  EXPECT_EQ(client->echo("still there").value(), "still there");
}

TEST(Server, ServesManyConnectionsAtOnce) {
  test::EchoService service;
  RunningServer server(local_options(), service);
  std::vector<Echo::Client> clients;
  for (int i = 0; i < 100; ++i) clients.push_back(connect(server, Transport::tcp).value());
  for (int round = 0; round < 3; ++round) {
    for (const auto& client : clients) EXPECT_EQ(client.echo("hello").value(), "hello");
  }
  server.stop();
  EXPECT_EQ(server.stats().connections, 100U);
  EXPECT_EQ(server.stats().calls, 300U);
}

TEST(Server, MakesRoomByClosingTheIdlestConnection) {
  test::EchoService service;
  ServerOptions options = local_options();
  options.max_connections = 2;
  RunningServer server(options, service);
  const auto first = connect(server, Transport::tcp);
  EXPECT_TRUE(first->null_proc());
  const auto second = connect(server, Transport::tcp);
  EXPECT_TRUE(second->null_proc());
  const auto third = connect(server, Transport::tcp);
  EXPECT_TRUE(third->null_proc());
  EXPECT_EQ(first->null_proc().error().code, Errc::closed);
  EXPECT_TRUE(second->null_proc());
  EXPECT_TRUE(third->null_proc());
}

TEST(Server, ClosesConnectionsThatAreIdle) {
  test::EchoService service;
  ServerOptions options = local_options();
  options.idle_timeout = 20ms;
  RunningServer server(options, service);
  const auto address = SocketAddress::parse(server.address(Transport::tcp)).value();
  auto idle = SocketStream::connect(address, 10s).value();
  std::array<std::byte, 1> nothing;
  const IoResult end = idle->read(nothing, 60s);  // returns when the server closes
  EXPECT_EQ(end.error, 0);
  EXPECT_EQ(end.bytes, 0U);
  server.stop();
  EXPECT_EQ(server.stats().closed_by_limit, 1U);
}

// Nothing but the time tells the loop then; the first closing forgets who had the last event.
TEST(Server, ClosesOneConnectionAfterTheOtherThatIsIdle) {
  for (const Duration busy_wait : {Duration::zero(), default_busy_wait}) {
    test::EchoService service;
    ServerOptions options = local_options();
    options.idle_timeout = 20ms;
    options.busy_wait = busy_wait;
    RunningServer server(options, service);
    const auto address = SocketAddress::parse(server.address(Transport::tcp)).value();
    auto first = SocketStream::connect(address, 10s).value();
    std::array<std::byte, 64> room;
    const auto ping = test::words({0x80000028, 1, 0, 2, Echo::id.program, Echo::id.version, 0, 0, 0, 0, 0});
    EXPECT_EQ(first->write(ping).bytes, ping.size());
    EXPECT_GT(first->read(room, 60s).bytes, 0U);
    auto second = SocketStream::connect(address, 10s).value();
    EXPECT_EQ(first->read(room, 20s).bytes, 0U);
    const IoResult end = second->read(room, 20s);  // returns when the server closes
    EXPECT_EQ(end.error, 0);
    EXPECT_EQ(end.bytes, 0U);
    server.stop();
    EXPECT_EQ(server.stats().closed_by_limit, 2U);
  }
}

TEST(Server, ClosesConnectionsThatStandStillWithinARecord) {
  test::EchoService service;
  ServerOptions options = local_options();
  options.stall_timeout = 20ms;
  RunningServer server(options, service);
  const auto address = SocketAddress::parse(server.address(Transport::tcp)).value();
  auto slow = SocketStream::connect(address, 10s).value();
  EXPECT_EQ(slow->write(test::words({0x80000028, 1})).bytes, 8U);
  std::array<std::byte, 1> nothing;
  EXPECT_EQ(slow->read(nothing, 60s).bytes, 0U);
  server.stop();
  EXPECT_EQ(server.stats().closed_by_limit, 1U);
}

TEST(Server, TellsTheServiceWhoTheLocalPeerIs) {
  class Who final : public Echo3::Service {
   public:
    Result<std::int32_t> twice(std::int32_t /*number*/, CallContext& call) override {
      EXPECT_TRUE(call.peer().local.has_value());
      EXPECT_TRUE(call.peer().address.is_loopback() || call.peer().address.size() <= 2);
      return static_cast<std::int32_t>(call.peer().local->uid);
    }
  };
  Who service;
  RunningServer server(
      {.listen = {{Transport::local, test::socket_path("who")}}, .registration = false, .stop_signals = {}}, service);
  const auto client =
      Echo3::Client::connect("", {.transport = Transport::local, .address = server.address(Transport::local)});
  EXPECT_EQ(client->twice(0).value(), static_cast<std::int32_t>(::geteuid()));
}

TEST(Server, RemovesItsSocketFileAndTakesOverADeadOne) {
  const std::string path = test::socket_path("dead");
  test::EchoService service;
  const ServerOptions options{.listen = {{Transport::local, path}}, .registration = false, .stop_signals = {}};
  {
    Server left_behind(options);
    ASSERT_TRUE(left_behind.listen());
    ASSERT_TRUE(std::filesystem::is_socket(path));
    Server second(options);
    const auto refused = second.listen();
    EXPECT_EQ(refused.error().system_errno(), EADDRINUSE);
    EXPECT_THAT(refused.error().explain(), HasSubstr("another program listens there"));
  }
  EXPECT_FALSE(std::filesystem::exists(path));
  {
    const FileDescriptor dead(::socket(AF_UNIX, SOCK_STREAM, 0));
    const auto address = SocketAddress::local(path).value();
    ASSERT_EQ(::bind(dead.get(), address.data(), address.size()), 0);
  }
  ASSERT_TRUE(std::filesystem::is_socket(path));
  Server taker(options);
  EXPECT_TRUE(taker.listen());
}

TEST(Server, LeavesAFileThatIsNoSocketAlone) {
  const std::string path = test::socket_path("file");
  std::ofstream(path) << "precious";
  Server server({.listen = {{Transport::local, path}}, .registration = false, .stop_signals = {}});
  EXPECT_FALSE(server.listen());
  std::string content;
  std::ifstream(path) >> content;
  EXPECT_EQ(content, "precious");
  std::filesystem::remove(path);
}

TEST(Server, SaysWhyItCannotListen) {
  Server first(local_options());
  ASSERT_TRUE(first.listen());
  const std::string address = first.endpoints()[1].address;
  Server second({.listen = {{Transport::tcp, address}}, .registration = false, .stop_signals = {}});
  const auto refused = second.listen();
  EXPECT_EQ(refused.error().code, Errc::system);
  EXPECT_THAT(refused.error().explain(), HasSubstr("listening at tcp " + address + ": bind: Address already in use"));
  Server third({.listen = {{Transport::tcp, "nonsense"}}, .registration = false, .stop_signals = {}});
  EXPECT_EQ(third.listen().error().code, Errc::invalid_argument);
}

TEST(Server, ListensOnBothFamiliesByDefault) {
  test::EchoService service;
  RunningServer server({.registration = false, .stop_signals = {}}, service);
  const std::uint16_t port = server.server().endpoints()[1].port;
  const auto four = Echo::Client::connect("", {.address = "127.0.0.1:" + std::to_string(port)});
  EXPECT_TRUE(four->null_proc());
  const auto six = Echo::Client::connect("", {.address = "[::1]:" + std::to_string(port)});
  if (!six) GTEST_SKIP() << "no IPv6 on this host: " << six.error().message();
  EXPECT_TRUE(six->null_proc());
}

TEST(Server, IsStoppedByItsSignals) {
  test::EchoService service;
  ServerOptions options = local_options();
  options.stop_signals = {SIGUSR1};
  Server server(options);
  server.add(service);
  ASSERT_TRUE(server.listen());
  ::raise(SIGUSR1);
  EXPECT_TRUE(server.run());
  sigset_t blocked;
  ::pthread_sigmask(SIG_BLOCK, nullptr, &blocked);
  EXPECT_EQ(::sigismember(&blocked, SIGUSR1), 0);
}

TEST(Server, IsStoppedByAServiceAndSendsItsReplyFirst) {
  class Stopper final : public Echo3::Service {
   public:
    Server* server = nullptr;
    Result<std::int32_t> twice(std::int32_t number, CallContext& /*call*/) override {
      server->stop();
      return number;
    }
  };
  Stopper service;
  Server server(local_options());
  service.server = &server;
  server.add(service);
  ASSERT_TRUE(server.listen());
  std::thread loop([&] { EXPECT_TRUE(server.run()); });
  const auto client = Echo3::Client::connect("", {.address = server.endpoints()[1].address});
  EXPECT_EQ(client->twice(7).value(), 7);
  loop.join();
}

TEST(Server, MayBeStoppedBeforeItRunsAndListenAnew) {
  test::EchoService service;
  Server server(local_options());
  server.add(service);
  EXPECT_EQ(server.run().error().code, Errc::invalid_argument);
  ASSERT_TRUE(server.listen());
  EXPECT_EQ(server.listen().error().code, Errc::invalid_argument);
  server.stop();
  EXPECT_TRUE(server.run());
  ASSERT_TRUE(server.listen());
  EXPECT_EQ(server.endpoints().size(), 2U);
  std::thread loop([&] { EXPECT_TRUE(server.run()); });
  const auto client = Echo::Client::connect("", {.address = server.endpoints()[1].address});
  EXPECT_EQ(client->echo("hello").value(), "hello");
  server.stop();
  loop.join();
}

TEST(Server, AnswersAClientThatHasClosedItsSendingSide) {
  test::EchoService service;
  RunningServer server(local_options(), service);
  const auto address = SocketAddress::parse(server.address(Transport::tcp)).value();
  const FileDescriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  ASSERT_EQ(::connect(socket.get(), address.data(), address.size()), 0);
  constexpr int calls = 100;
  for (std::uint32_t i = 0; i < calls; ++i) {
    const auto ask = test::words({0x8000002c, i, 0, 2, Echo::id.program, 1, 4, 0, 0, 0, 0, 60'000});
    ASSERT_EQ(::send(socket.get(), ask.data(), ask.size(), 0), static_cast<ssize_t>(ask.size()));
  }
  ASSERT_EQ(::shutdown(socket.get(), SHUT_WR), 0);
  std::size_t received = 0;
  std::vector<std::byte> room(1 << 16);
  for (ssize_t got = 1; got > 0; received += static_cast<std::size_t>(std::max<ssize_t>(got, 0))) {
    got = ::recv(socket.get(), room.data(), room.size(), 0);
    ASSERT_GE(got, 0);
  }
  EXPECT_EQ(received, calls * (4U + 24U + 4U + 60'000U));
}

TEST(Server, AnswersWhatItHasReceivedWhenItIsStopped) {
  class Stopper final : public test::EchoService {
   public:
    Server* server = nullptr;
    Result<std::uint32_t> who(CallContext& /*call*/) override {
      server->stop();
      return 0;
    }
  };
  Stopper service;
  RunningServer server(local_options(), service);
  service.server = &server.server();
  const FileDescriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const auto address = SocketAddress::parse(server.address(Transport::tcp)).value();
  ASSERT_EQ(::connect(socket.get(), address.data(), address.size()), 0);
  constexpr std::size_t calls = 30;  // whose replies are too many for one turn
  test::Bytes ask = test::words({0x80000028, 1, 0, 2, Echo::id.program, 1, 5, 0, 0, 0, 0});
  for (std::uint32_t i = 0; i < calls; ++i) {
    ask = test::join({ask, test::words({0x8000002c, i, 0, 2, Echo::id.program, 1, 4, 0, 0, 0, 0, 60'000})});
  }
  ASSERT_EQ(::send(socket.get(), ask.data(), ask.size(), 0), static_cast<ssize_t>(ask.size()));
  std::size_t received = 0;
  std::vector<std::byte> room(1 << 16);
  for (ssize_t got = 1; got > 0; received += static_cast<std::size_t>(std::max<ssize_t>(got, 0))) {
    got = ::recv(socket.get(), room.data(), room.size(), 0);
    ASSERT_GE(got, 0);
  }
  EXPECT_EQ(received, 4 + 28 + calls * (4U + 24U + 4U + 60'000U));
}

TEST(Server, IsNotLockedByConnectionsThatStandStillWithinARecord) {
  test::EchoService service;
  ServerOptions options = local_options();
  options.max_connections = 10;
  RunningServer server(options, service);
  const auto address = SocketAddress::parse(server.address(Transport::tcp)).value();
  std::vector<std::unique_ptr<Stream>> slow;
  for (int i = 0; i < 10; ++i) {
    slow.push_back(SocketStream::connect(address, 10s).value());
    ASSERT_EQ(slow.back()->write(test::words({0x80000028, 1})).bytes, 8U);
  }
  const auto honest = connect(server, Transport::tcp);
  ASSERT_TRUE(honest);
  EXPECT_EQ(honest->echo("hello").value(), "hello");
}

TEST(Server, TakesTimesWithoutEnd) {
  test::EchoService service;
  ServerOptions options = local_options();
  options.idle_timeout = Duration::max();
  options.stall_timeout = Duration::max();
  RunningServer server(options, service);
  const auto client = connect(server, Transport::tcp);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(client->echo("hello").value(), "hello");
  server.stop();
  EXPECT_EQ(server.stats().closed_by_limit, 0U);
}

TEST(Server, LeavesTheSocketFileOfItsSuccessorAlone) {
  const std::string path = test::socket_path("successor");
  const ServerOptions options{.listen = {{Transport::local, path}}, .registration = false, .stop_signals = {}};
  std::optional<Server> first(std::in_place, options);
  ASSERT_TRUE(first->listen());
  std::filesystem::remove(path);
  Server second(options);
  ASSERT_TRUE(second.listen());
  first.reset();
  EXPECT_TRUE(std::filesystem::is_socket(path));
}

TEST(Server, GoesOnAcceptingWhenDescriptorsAreFreeAgain) {
  test::EchoService service;
  RunningServer server(local_options(), service);
  const auto address = SocketAddress::parse(server.address(Transport::tcp)).value();
  FileDescriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
  const rlimit none{static_cast<rlim_t>(socket.get()) + 1, before.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &none), 0);
  ASSERT_EQ(::connect(socket.get(), address.data(), address.size()), 0);
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &before), 0);
  const auto channel =
      std::make_shared<StreamChannel>(std::make_unique<SocketStream>(std::move(socket)), ClientSessionOptions{});
  // Turned away, if the server looked in the meantime; whoever comes now is served.
  const auto first = Echo::Client(channel).echo("hello");
  EXPECT_EQ(first ? Errc::unknown : first.error().code, first ? Errc::unknown : Errc::closed);
  EXPECT_EQ(connect(server, Transport::tcp)->echo("hello").value(), "hello");
}

TEST(Server, GoneIsAnErrorOfItsOwnOnEachTransport) {
  test::EchoService service;
  RunningServer server(local_options(), service);
  const auto udp = connect(server, Transport::udp);
  const auto tcp = connect(server, Transport::tcp);
  EXPECT_TRUE(udp->null_proc());
  EXPECT_TRUE(tcp->null_proc());
  server.stop();
  EXPECT_EQ(tcp->null_proc().error().code, Errc::closed);
  EXPECT_EQ(udp->null_proc().error().code, Errc::connection_refused);
  const auto again = connect(server, Transport::tcp);
  EXPECT_EQ(again.error().code, Errc::connection_refused);
}

TEST(Client, TimesOutWhenNobodyAnswers) {
  const FileDescriptor silent(::socket(AF_INET, SOCK_DGRAM, 0));
  const auto any = SocketAddress::parse("127.0.0.1:0").value();
  ASSERT_EQ(::bind(silent.get(), any.data(), any.size()), 0);
  const auto client = Echo::Client::connect(
      "", {.transport = Transport::udp, .timeout = 20ms, .address = local_address(silent.get()).to_string()});
  EXPECT_EQ(client->null_proc({.total_time = 70ms}).error().code, Errc::timed_out);
  EXPECT_EQ(client->null_proc({.deadline = 30ms}).error().code, Errc::deadline_exceeded);
}

TEST(Client, RefusesOptionsThatContradictEachOther) {
  EXPECT_EQ(Echo::Client::connect("host", {.transport = Transport::local}).error().code, Errc::invalid_argument);
  EXPECT_EQ(Echo::Client::connect("", {.transport = Transport::tcp, .address = "/run/x"}).error().code,
            Errc::invalid_argument);
  EXPECT_EQ(Echo::Client::connect("", {.transport = Transport::local, .address = "127.0.0.1:1"}).error().code,
            Errc::invalid_argument);
}

}  // namespace
}  // namespace onc
