// One channel, many threads: real sockets, so that waiting is real.

#include <netinet/in.h>
#include <sys/socket.h>

#include <atomic>
#include <barrier>
#include <future>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "echo_service.h"
#include "running_server.h"
#include "transport/file_descriptor.h"

namespace onc {
namespace {

using namespace std::chrono_literals;
using test::Echo;
using test::local_options;
using test::RunningServer;

class SharedChannel : public testing::TestWithParam<std::tuple<Transport, bool>> {
 protected:
  Echo::Client connect(ConnectOptions options = {}) {
    options.transport = std::get<0>(GetParam());
    options.address = server.address(options.transport);
    options.background = std::get<1>(GetParam());
    return Echo::Client::connect("", options).value();
  }

  test::EchoService service{};
  RunningServer server{local_options(), service};
};

TEST_P(SharedChannel, AnswersEachThreadItsOwnCalls) {
  const auto client = connect();
  std::vector<std::thread> threads;
  std::atomic<int> right = 0;
  for (int thread = 0; thread < 8; ++thread) {
    threads.emplace_back([&, thread] {
      for (int i = 0; i < 100; ++i) {
        const std::string text = std::to_string(thread) + ":" + std::to_string(i);
        const auto answer = client.echo(text);
        if (answer && *answer == text) ++right;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(right, 800);
}

TEST_P(SharedChannel, MixesWaitingCallbacksAndDropping) {
  const auto client = connect();
  std::atomic<int> called_back = 0;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&, thread] {
      for (int i = 0; i < 50; ++i) {
        auto waited = client.start_echo("waited");
        client.start_echo("called back").then([&](Result<std::string> answer) {
          if (answer) ++called_back;
        });
        { const auto dropped = client.start_echo("dropped"); }
        if (i % 10 == thread) client.channel().drain();
        EXPECT_EQ(std::move(waited).wait().value(), "waited");
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  client.channel().drain();
  EXPECT_EQ(called_back, 200);
}

// Where the result is there already, then() itself calls back, beside others.
thread_local bool within_then = false;

TEST_P(SharedChannel, RunsCallbacksOneAfterTheOther) {
  const auto client = connect();
  std::atomic<int> inside = 0;
  std::atomic<int> overlaps = 0;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&] {
      for (int i = 0; i < 50; ++i) {
        within_then = true;
        client.start_echo("x").then([&](const Result<std::string>& /*answer*/) {
          if (within_then) return;
          if (++inside > 1) ++overlaps;
          --inside;
        });
        within_then = false;
        EXPECT_TRUE(client.null_proc());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  client.channel().drain();
  EXPECT_EQ(overlaps, 0);
}

TEST_P(SharedChannel, TakesTenThousandCallsAtOnce) {
  const auto client = connect({.timeout = 1s, .total_time = 60s, .retransmission = {.exponential = true}});
  const int count = std::get<0>(GetParam()) == Transport::udp ? 200 : 10'000;  // what a socket's buffer holds
  std::vector<Pending<std::string>> calls;
  for (int i = 0; i < count; ++i) calls.push_back(client.start_echo(std::to_string(i)));
  for (std::size_t i = calls.size(); i-- > 0;) {  // in another order than they are answered
    EXPECT_EQ(std::move(calls[i]).wait().value(), std::to_string(i));
  }
}

TEST_P(SharedChannel, KeepsTheDeadlineOfAFollower) {
  class Slow final : public test::EchoService {
   public:
    Result<std::string> echo(std::string text, CallContext& /*call*/) override {
      until.wait();
      return text;
    }
    std::promise<void> released{};
    std::shared_future<void> until{released.get_future()};
  } slow;
  RunningServer slow_server(local_options(), slow);
  const Transport transport = std::get<0>(GetParam());
  const auto client = Echo::Client::connect("", {.transport = transport,
                                                 .total_time = 60s,
                                                 .address = slow_server.address(transport),
                                                 .background = std::get<1>(GetParam())})
                          .value();
  std::thread leader([&] { EXPECT_EQ(client.echo("slow").value(), "slow"); });
  const auto answer = client.echo("quick", {.deadline = 50ms});  // whichever of the two receives
  EXPECT_EQ(answer.error().code, Errc::deadline_exceeded);
  slow.released.set_value();
  leader.join();
}

TEST_P(SharedChannel, MayBeDroppedByItsOwnCallback) {
  std::promise<void> dropped;
  auto client = std::make_unique<Echo::Client>(connect());
  client->start_echo("x").then([&](const Result<std::string>& answer) {
    EXPECT_TRUE(answer);
    client.reset();
    dropped.set_value();
  });
  if (!std::get<1>(GetParam())) client->channel().drain();
  dropped.get_future().wait();
}

INSTANTIATE_TEST_SUITE_P(Transports, SharedChannel,
                         testing::Combine(testing::Values(Transport::udp, Transport::tcp), testing::Bool()),
                         [](const auto& param) {
                           return std::string(to_string(std::get<0>(param.param))) +
                                  (std::get<1>(param.param) ? "_in_background" : "");
                         });

TEST(Background, CallsBackWithoutAnybodyWaiting) {
  test::EchoService service;
  RunningServer server(local_options(), service);
  for (const Transport transport : {Transport::udp, Transport::tcp}) {
    const auto client =
        Echo::Client::connect("", {.transport = transport, .address = server.address(transport), .background = true});
    std::promise<std::string> answer;
    client->start_echo("hello").then([&](Result<std::string> text) { answer.set_value(text.value()); });
    EXPECT_EQ(answer.get_future().get(), "hello");
  }
}

TEST(Background, KeepsDeadlines) {
  test::EchoService service;
  RunningServer server(local_options(), service);
  const std::string address = server.address(Transport::udp);
  const auto client = Echo::Client::connect("", {.transport = Transport::udp, .address = address, .background = true});
  server.stop();  // nobody answers, or the port is closed
  std::promise<Errc> code;
  client->start_echo("hello", {.deadline = 50ms}).then([&](const Result<std::string>& answer) {
    code.set_value(answer.error().code);
  });
  EXPECT_THAT(code.get_future().get(), testing::AnyOf(Errc::deadline_exceeded, Errc::connection_refused));
}

// Takes connections and datagrams, and answers none.
class DeafServer {
 public:
  explicit DeafServer(int type) : socket_(::socket(AF_INET, type | SOCK_CLOEXEC, 0)) {
    sockaddr_in any{};
    any.sin_family = AF_INET;
    any.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(any);
    EXPECT_EQ(::bind(socket_.get(), reinterpret_cast<sockaddr*>(&any), size), 0);
    EXPECT_TRUE(type != SOCK_STREAM || ::listen(socket_.get(), 1) == 0);
    EXPECT_EQ(::getsockname(socket_.get(), reinterpret_cast<sockaddr*>(&any), &size), 0);
    address_ = "127.0.0.1:" + std::to_string(ntohs(any.sin_port));
  }
  [[nodiscard]] const std::string& address() const { return address_; }

 private:
  FileDescriptor socket_;
  std::string address_;
};

// Its thread once kept the channel, with its socket, for ever.
TEST(Background, EndsWithItsLastUser) {
  for (const Transport transport : {Transport::udp, Transport::tcp}) {
    const DeafServer server(transport == Transport::udp ? SOCK_DGRAM : SOCK_STREAM);
    std::promise<Errc> code;
    {
      auto client =
          Echo::Client::connect("", {.transport = transport, .address = server.address(), .background = true}).value();
      client.start_echo("hello").then([&](const Result<std::string>& answer) { code.set_value(answer.error().code); });
    }
    EXPECT_EQ(code.get_future().get(), Errc::cancelled) << to_string(transport);
  }
}

// The last user may be a callback, which runs on the channel's own thread.
TEST(Background, EndsWithACallbackThatWasItsLastUser) {
  test::EchoService service;
  RunningServer server(local_options(), service);
  for (const Transport transport : {Transport::udp, Transport::tcp}) {
    auto client = std::make_shared<Echo::Client>(
        Echo::Client::connect("", {.transport = transport, .address = server.address(transport), .background = true})
            .value());
    std::promise<void> gone;
    Echo::Client& caller = *client;
    caller.start_echo("hello").then([&gone, client = std::move(client)](const Result<std::string>& /*answer*/) mutable {
      client.reset();
      gone.set_value();
    });
    gone.get_future().get();
  }
}

}  // namespace
}  // namespace onc
