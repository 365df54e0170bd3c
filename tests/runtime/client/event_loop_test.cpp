// Channels moved on from an event loop that is not ours, and from coroutines.

#include <sys/socket.h>

#include <atomic>
#include <csignal>
#include <optional>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <onc/coroutine.h>

#include "echo_service.h"
#include "memory_world.h"
#include "running_server.h"
#include "transport/socket_options.h"
#include "user_loop.h"

namespace onc {
namespace {

using namespace std::chrono_literals;
using test::Echo;
using test::local_options;
using test::RunningServer;
using test::turn;

class EventLoop : public testing::TestWithParam<Transport> {
 protected:
  ConnectOptions options() const {
    return {.transport = GetParam(),
            .address = server.address(GetParam() == Transport::automatic ? Transport::tcp : GetParam())};
  }
  test::EchoService service{};
  RunningServer server{local_options(), service};
};

TEST_P(EventLoop, MovesCallsOn) {
  const auto client = Echo::Client::connect("", options()).value();
  int answered = 0;
  for (int i = 0; i < 20; ++i) {
    client.start_echo(std::string(3000, 'x')).then([&](const Result<std::string>& answer) {
      if (answer) ++answered;
    });
  }
  while (answered < 20) turn(client.channel());
  EXPECT_FALSE(client.channel().next_event());
}

TEST_P(EventLoop, SendsAndReceivesWhatFillsTheSocket) {
  if (GetParam() == Transport::udp) GTEST_SKIP() << "a datagram has 64 KiB";
  const auto client = Echo::Client::connect("", options()).value();
  const std::string large(3'000'000, 'x');
  bool right = false;
  client.start_echo(large).then([&](const Result<std::string>& answer) { right = answer && *answer == large; });
  while (client.channel().next_event()) turn(client.channel());
  EXPECT_TRUE(right);
}

// It is sent when the callbacks that are due have run; nothing would wake the loop for it again.
TEST(EventLoopInMemory, TellsWithinTheSameStepThatWhatACallbackHasStartedCannotBeSent) {
  test::World world;
  const auto client = test::stream_client(world);
  std::optional<Error> error;
  client.start_echo("first").then([&](const Result<std::string>& /*answer*/) {
    world.write = {.at = 1, .error = EPIPE};
    client.start_echo("more").then([&](const Result<std::string>& answer) { error = answer.error(); });
  });
  client.start_echo("second").then([](const Result<std::string>& /*answer*/) {});
  client.channel().step();
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code, Errc::not_sent);
}

TEST_P(EventLoop, KeepsDeadlines) {
  ConnectOptions silent = options();
  const FileDescriptor hole(::socket(AF_INET, GetParam() == Transport::udp ? SOCK_DGRAM : SOCK_STREAM, 0));
  SocketAddress address = SocketAddress::parse("127.0.0.1:0").value();
  ASSERT_EQ(::bind(hole.get(), address.data(), address.size()), 0);
  ASSERT_TRUE(GetParam() == Transport::udp || ::listen(hole.get(), 5) == 0);
  silent.address = local_address(hole.get()).to_string();
  const auto client = Echo::Client::connect("", silent).value();
  std::optional<Errc> code;
  client.start_echo("x", {.deadline = 20ms}).then([&](const Result<std::string>& answer) {
    code = answer.error().code;
  });
  while (!code) turn(client.channel());
  EXPECT_EQ(code, Errc::deadline_exceeded);
}

Detached add(const Echo::Client& client, std::string& joined) {
  for (const char* text : {"one ", "two ", "three"}) {
    auto pending = client.start_echo(text);
    auto answer = co_await std::move(pending);
    joined += answer.value();
  }
}

TEST_P(EventLoop, ResumesCoroutines) {
  const auto client = Echo::Client::connect("", options()).value();
  std::string joined;
  add(client, joined);
  while (joined != "one two three") turn(client.channel());
}

INSTANTIATE_TEST_SUITE_P(Transports, EventLoop, testing::Values(Transport::udp, Transport::tcp),
                         [](const auto& param) { return std::string(to_string(param.param)); });

TEST(EventLoopReconnect, ConnectsAgainWithoutBlockingTheLoop) {
  test::EchoService service;
  auto server = std::make_unique<RunningServer>(local_options(), service);
  const std::string address = server->address(Transport::tcp);
  const auto client = Echo::Client::connect("", {.address = address, .reconnect = Reconnect::idempotent}).value();
  EXPECT_TRUE(client.null_proc());
  server = nullptr;
  server = std::make_unique<RunningServer>(
      ServerOptions{.listen = {{Transport::tcp, address}}, .registration = false, .stop_signals = {}}, service);
  std::optional<std::string> answer;
  client.start_echo("again", {.idempotent = true}).then([&](Result<std::string> text) {
    answer = text.value_or("lost");
  });
  while (!answer) turn(client.channel());
  EXPECT_EQ(answer, "again");
}

// A server's stop signal went to the thread of a channel that was connected before the server listened, and ended the
// process.
TEST(Background, LeavesSignalsToTheProgram) {
  sigset_t ours;
  sigset_t before;
  ::sigemptyset(&ours);
  ::sigaddset(&ours, SIGUSR1);
  ::pthread_sigmask(SIG_BLOCK, &ours, &before);
  test::EchoService service;
  test::RunningServer server(test::local_options(), service);
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  ConnectOptions options{.address = server.address(Transport::tcp)};
  options.background = true;
  const auto client = test::Echo::Client::connect("", options).value();
  EXPECT_TRUE(client.null_proc());
  ::pthread_sigmask(SIG_BLOCK, &ours, nullptr);
  ASSERT_EQ(::kill(::getpid(), SIGUSR1), 0);
  EXPECT_EQ(::sigwaitinfo(&ours, nullptr), SIGUSR1);
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

// Threads that wait, and one that steps, share a channel whose connection is lost again and again.
TEST(EventLoopReconnect, SharesTheChannelWithThreadsThatWait) {
  test::EchoService service;
  ServerOptions options = test::local_options();
  options.idle_timeout = 1ms;
  test::RunningServer server(std::move(options), service);
  const auto client =
      test::Echo::Client::connect("", {.address = server.address(Transport::tcp), .reconnect = Reconnect::idempotent})
          .value();
  std::atomic<int> waiting = 3;
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&] {
      for (int call = 0; call < 200; ++call) {
        EXPECT_TRUE(client.null_proc());
        if (call % 10 == 0) std::this_thread::yield();
      }
      --waiting;
    });
  }
  while (waiting > 0) client.channel().step();
  for (std::thread& thread : threads) thread.join();
}

// A coroutine of a type that can be destroyed while it waits.
struct Owned {
  struct promise_type {
    Owned get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_never initial_suspend() const noexcept { return {}; }
    std::suspend_always final_suspend() const noexcept { return {}; }
    void return_void() const noexcept {}
    [[noreturn]] void unhandled_exception() const noexcept { std::terminate(); }
  };
  std::coroutine_handle<promise_type> handle;
};

Owned ask(const test::Echo::Client& client, int& resumed) {
  auto pending = client.start_echo("x");
  const auto answer = co_await std::move(pending);
  EXPECT_TRUE(answer);
  ++resumed;
}

TEST(Coroutine, MayBeDestroyedWhileItWaits) {
  test::World world;
  const auto client = test::stream_client(world);
  int resumed = 0;
  const Owned dropped = ask(client, resumed);
  const Owned kept = ask(client, resumed);
  dropped.handle.destroy();
  client.channel().drain();
  EXPECT_EQ(resumed, 1);
  EXPECT_TRUE(kept.handle.done());
  kept.handle.destroy();
}

// A coroutine that waits keeps no channel alive: it goes on with the error when the client is dropped.
TEST(Coroutine, GoesOnWhenTheClientIsDropped) {
  test::World world;
  world.server_silent = true;
  std::optional<test::Echo::Client> client = test::stream_client(world);
  std::optional<Errc> seen;
  [](const test::Echo::Client& from, std::optional<Errc>& code) -> Detached {
    auto pending = from.start_echo("x");
    const auto answer = co_await std::move(pending);
    code = answer.error().code;
  }(*client, seen);
  EXPECT_FALSE(seen);
  client.reset();
  EXPECT_EQ(seen, Errc::cancelled);
}

TEST(Coroutine, MayBeDestroyedByTheCallbackOfAnotherCallThoughItsAnswerIsThere) {
  test::World world;
  const auto client = test::stream_client(world);
  int resumed = 0;
  std::optional<Owned> dropped;
  client.start_echo("first").then([&](Result<std::string> /*answer*/) { dropped->handle.destroy(); });
  dropped = ask(client, resumed);
  const Owned kept = ask(client, resumed);
  client.channel().drain();
  EXPECT_EQ(resumed, 1);
  kept.handle.destroy();
}

TEST(Coroutine, GetsErrorsAsResults) {
  test::World world;
  world.server_silent = true;
  const auto client = test::stream_client(world);
  std::optional<Errc> code;
  const auto run = [&]() -> Detached {
    auto pending = client.start_echo("x", {.deadline = 1s});
    auto answer = co_await std::move(pending);
    code = answer.error().code;
  };
  run();
  EXPECT_FALSE(code);
  client.channel().drain();
  EXPECT_EQ(code, Errc::deadline_exceeded);
}

TEST(Coroutine, DoesNotSuspendForWhatIsThere) {
  test::World world;
  const auto client = test::stream_client(world);
  auto early = client.start_echo("early");
  EXPECT_TRUE(client.null_proc());
  std::string text;
  const auto run = [&](Pending<std::string> pending) -> Detached {
    auto answer = co_await std::move(pending);
    text = answer.value();
  };
  run(std::move(early));
  EXPECT_EQ(text, "early");
}

}  // namespace
}  // namespace onc
