// Calls of a server to its client, over the client's own connection.

#include <condition_variable>
#include <functional>
#include <future>
#include <mutex>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <onc/channel.h>

#include "echo_service.h"
#include "running_server.h"
#include "support/hex.h"

namespace onc {
namespace {

using namespace std::chrono_literals;
using test::Echo;
using test::local_options;
using test::RunningServer;
using testing::HasSubstr;

// Does with the channel to its client what the test wants. ECHO is a visit.
class Visited final : public test::EchoService {
 public:
  using Visit = std::function<Result<std::string>(const std::shared_ptr<Channel>&, const std::string&)>;

  Result<std::string> echo(std::string text, CallContext& call) override {
    return visit(call.channel_to_client(), text);
  }

  Visit visit = [this](const std::shared_ptr<Channel>& channel, const std::string& text) -> Result<std::string> {
    const std::lock_guard lock(mutex_);
    channels_.push_back(channel);
    changed_.notify_all();
    return text;
  };
  /// Of the visits so far, at least one.
  std::shared_ptr<Channel> channel() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return !channels_.empty(); });
    return channels_.back();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::shared_ptr<Channel>> channels_;
};

// A client that serves what its server asks for, on a thread of its own.
class Client {
 public:
  explicit Client(const RunningServer& server, Service& offered, Transport transport = Transport::tcp)
      : stub_(Echo::Client::connect("", {.transport = transport,
                                         .address = server.address(transport),
                                         .background = true,
                                         .services = {&offered}})
                  .value()) {}
  [[nodiscard]] const Echo::Client& operator*() const noexcept { return stub_; }
  [[nodiscard]] const Echo::Client* operator->() const noexcept { return &stub_; }

 private:
  Echo::Client stub_;
};

class BackChannelTest : public testing::Test {
 protected:
  Visited service;
  test::EchoService offered;
};

TEST_F(BackChannelTest, CompletesCallsThatAProcedureStarts) {
  std::promise<Result<std::string>> heard;
  service.visit = [&](const std::shared_ptr<Channel>& channel, const std::string& text) -> Result<std::string> {
    Echo::Client(channel).start_echo("back " + text).then([&](Result<std::string> result) { heard.set_value(result); });
    return text;
  };
  const RunningServer server(local_options(), service);
  const Client client(server, offered);
  EXPECT_EQ(client->echo("hello").value(), "hello");
  EXPECT_EQ(heard.get_future().get().value(), "back hello");
  EXPECT_EQ(offered.calls, 1);
}

TEST_F(BackChannelTest, LetsAServiceOnThePoolWait) {
  service.visit = [](const std::shared_ptr<Channel>& channel, const std::string& text) {
    return Echo::Client(channel).echo("back " + text);
  };
  RunningServer server(local_options());
  server.server().add_blocking(service);
  const Client client(server, offered);
  for (int i = 0; i < 50; ++i) EXPECT_EQ(client->echo(std::to_string(i)).value(), "back " + std::to_string(i));
  EXPECT_EQ(offered.calls, 50);
}

TEST_F(BackChannelTest, LetsNoProcedureWaitOnTheThreadThatServesIt) {
  std::string error;
  service.visit = [&](const std::shared_ptr<Channel>& channel, const std::string& text) -> Result<std::string> {
    error = Echo::Client(channel).echo("back").error().explain();
    channel->drain();
    return text;
  };
  const RunningServer server(local_options(), service);
  const Client client(server, offered);
  EXPECT_EQ(client->echo("hello").value(), "hello");
  EXPECT_THAT(error, HasSubstr("add_blocking"));
}

TEST_F(BackChannelTest, IsUsedByManyThreadsAtOnce) {
  const RunningServer server(local_options(), service);
  const Client client(server, offered);
  EXPECT_TRUE(client->echo("hello"));
  const Echo::Client back(service.channel());
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&back, thread] {
      for (int i = 0; i < 100; ++i) {
        const std::string text = std::to_string(1000 * thread + i);
        EXPECT_EQ(back.echo(text).value(), text);
      }
    });
  }
  for (int i = 0; i < 100; ++i) EXPECT_TRUE(client->swap({"a", {1}}, false));
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(offered.calls, 400);
  EXPECT_EQ(back.channel().stats().calls, 400U);
}

TEST_F(BackChannelTest, TellsWhatTheClientHasRefused) {
  const RunningServer server(local_options(), service);
  const Client client(server, offered);
  EXPECT_TRUE(client->echo("hello"));
  const Echo::Client back(service.channel());
  EXPECT_EQ(back.fail(1).error().code, Errc::server_failure);
  EXPECT_EQ(back.swap({"longer than eight", {}}, false).error().code, Errc::bound_exceeded);
  const auto strange = test::Echo3::Client(service.channel()).twice(1);
  EXPECT_EQ(strange.error().code, Errc::version_mismatch);
  EXPECT_THAT(strange.error().explain(), HasSubstr("TWICE"));
}

TEST_F(BackChannelTest, EndsItsCallsWithTheConnection) {
  const RunningServer server(local_options(), service);
  auto silent = Echo::Client::connect("", {.address = server.address(Transport::tcp), .services = {&offered}}).value();
  EXPECT_TRUE(silent.echo("hello"));  // from now on nobody moves the client on
  const Echo::Client back(service.channel());
  auto waiting = back.start_echo("nobody hears this");
  std::promise<Errc> told;
  back.start_echo("nor this").then([&](Result<std::string> result) { told.set_value(result.error().code); });
  silent = Echo::Client::connect("", {.address = server.address(Transport::tcp)}).value();
  EXPECT_EQ(std::move(waiting).wait().error().code, Errc::closed);
  EXPECT_EQ(told.get_future().get(), Errc::closed);
  EXPECT_EQ(back.echo("too late").error().code, Errc::closed);
  back.channel().drain();
}

TEST_F(BackChannelTest, EndsItsCallsWithTheServer) {
  RunningServer server(local_options(), service);
  const auto silent =
      Echo::Client::connect("", {.address = server.address(Transport::tcp), .services = {&offered}}).value();
  EXPECT_TRUE(silent.echo("hello"));
  const Echo::Client back(service.channel());
  auto waiting = back.start_echo("nobody hears this");
  server.stop();
  EXPECT_EQ(std::move(waiting).wait().error().code, Errc::closed);
  EXPECT_EQ(back.echo("too late").error().code, Errc::closed);
}

TEST_F(BackChannelTest, KeepsTheTimeOfItsCalls) {
  const RunningServer server(local_options(), service);
  const auto silent =
      Echo::Client::connect("", {.address = server.address(Transport::tcp), .services = {&offered}}).value();
  EXPECT_TRUE(silent.echo("hello"));
  const Echo::Client back(service.channel());
  EXPECT_EQ(back.echo("slow", {.deadline = 20ms}).error().code, Errc::deadline_exceeded);
  EXPECT_TRUE(silent.swap({"a", {1}}, false));  // the server goes on
}

TEST_F(BackChannelTest, ForgetsCallsThatAreDropped) {
  const RunningServer server(local_options(), service);
  const Client client(server, offered);
  EXPECT_TRUE(client->echo("hello"));
  const Echo::Client back(service.channel());
  for (int i = 0; i < 100; ++i) static_cast<void>(back.start_echo("never mind"));
  EXPECT_EQ(back.echo("this one").value(), "this one");
  back.channel().drain();
}

TEST_F(BackChannelTest, RefusesCallsToAPeerThatDoesNotRead) {
  ServerOptions options = local_options();
  options.max_queued_replies = 100'000;
  const RunningServer server(std::move(options), service);
  const auto silent =
      Echo::Client::connect("", {.address = server.address(Transport::tcp), .services = {&offered}}).value();
  EXPECT_TRUE(silent.echo("hello"));
  const Echo::Client back(service.channel());
  std::vector<Pending<std::string>> waiting;
  const std::string text(50'000, 'x');
  const auto refused = [](Pending<std::string>& call) {
    return call.ready() && std::move(call).wait().error().code == Errc::limit_exceeded;
  };
  do {
    waiting.push_back(back.start_echo(text));
    ASSERT_LT(waiting.size(), 10'000U);
  } while (!refused(waiting.back()));
  EXPECT_GE(waiting.size(), 2U);
}

TEST_F(BackChannelTest, SendsOneWayCallsInOrder) {
  const RunningServer server(local_options(), service);
  const Client client(server, offered);
  EXPECT_TRUE(client->echo("hello"));
  const Echo::Client back(service.channel());
  for (int i = 0; i < 100; ++i) EXPECT_TRUE(back.fail(0, {.one_way = true}));
  EXPECT_EQ(back.echo("last").value(), "last");
  EXPECT_EQ(offered.calls, 101);
}

TEST_F(BackChannelTest, IsThereOnStreamsOnly) {
  ServerOptions options = local_options();
  options.listen.push_back({Transport::local, test::socket_path("back-channel")});
  const RunningServer server(std::move(options), service);
  std::vector<bool> channels;
  service.visit = [&](const std::shared_ptr<Channel>& channel, const std::string& text) -> Result<std::string> {
    channels.push_back(channel != nullptr);
    return text;
  };
  for (const Transport transport : {Transport::udp, Transport::tcp, Transport::local}) {
    const auto client = Echo::Client::connect("", {.transport = transport, .address = server.address(transport)});
    EXPECT_TRUE(client->echo("hello"));
  }
  EXPECT_THAT(channels, testing::ElementsAre(false, true, true));
}

TEST_F(BackChannelTest, KeepsItsConnectionFromBeingIdle) {
  ServerOptions options = local_options();
  options.idle_timeout = 30ms;
  RunningServer server(std::move(options), service);
  const Client client(server, offered);
  EXPECT_TRUE(client->echo("hello"));
  const Echo::Client back(service.channel());
  const ConnectOptions to_server{.address = server.address(Transport::tcp)};
  for (int i = 0; i < 3; ++i) {  // each is closed in its time, and so would be the other
    const auto idle = Echo::Client::connect("", to_server).value();
    while (server.server().stats().open_connections < 2) std::this_thread::yield();
    while (server.server().stats().open_connections > 1) std::this_thread::yield();
  }
  EXPECT_EQ(back.echo("still here").value(), "still here");
}

TEST_F(BackChannelTest, OutlivesCallbacksThatThrow) {
  std::promise<std::string> told;
  ServerOptions options = local_options();
  options.log = [&](const LogEvent& event) {
    if (std::string_view(event.event) == "callback failed") told.set_value(std::string(event.detail));
  };
  std::shared_ptr<Channel> back;
  service.visit = [&](const std::shared_ptr<Channel>& channel, const std::string& text) -> Result<std::string> {
    back = channel;
    Echo::Client(back).start_echo("x").then([](const Result<std::string>&) { throw std::runtime_error("asked to"); });
    return text;
  };
  const RunningServer server(std::move(options), service);
  const Client client(server, offered);
  EXPECT_TRUE(client->echo("hello"));
  EXPECT_EQ(told.get_future().get(), "asked to");
  EXPECT_EQ(Echo::Client(back).echo("still here").value(), "still here");
}

// Two loops that wait for each other's clients would wait for ever; so none waits.
TEST_F(BackChannelTest, LetsNoLoopWaitForAnother) {
  ServerOptions options = local_options();
  options.threads = 2;
  std::mutex mutex;
  std::vector<std::shared_ptr<Channel>> channels;
  service.visit = [&](const std::shared_ptr<Channel>& channel, const std::string& text) -> Result<std::string> {
    std::vector<std::shared_ptr<Channel>> others;
    {
      const std::lock_guard lock(mutex);
      others = channels;
      channels.push_back(channel);
    }
    for (const auto& other : others) EXPECT_EQ(Echo::Client(other).echo("hello").error().code, Errc::invalid_argument);
    return text;
  };
  const RunningServer server(std::move(options), service);
  const Client first(server, offered);
  const Client second(server, offered);
  for (int i = 0; i < 3; ++i) {
    EXPECT_TRUE(first->echo("one"));
    EXPECT_TRUE(second->echo("two"));
  }
}

// When connections end while calls over them are dropped, those over others go on.
TEST_F(BackChannelTest, GoesOnWhenOtherConnectionsEnd) {
  const RunningServer server(local_options(), service);
  const Client stable(server, offered);
  EXPECT_TRUE(stable->echo("hello"));
  const Echo::Client back(service.channel());
  std::atomic<bool> over = false;
  service.visit = [](const std::shared_ptr<Channel>& channel, const std::string& text) -> Result<std::string> {
    const Echo::Client passing(channel);
    for (int i = 0; i < 4; ++i) static_cast<void>(passing.start_echo("dropped"));
    return text;
  };
  std::thread others([&] {
    while (!over) EXPECT_TRUE((*Client(server, offered)).echo("x"));
  });
  for (int i = 0; i < 300; ++i) {
    static_cast<void>(back.start_echo("dropped"));
    EXPECT_EQ(back.echo("stable", {.deadline = 10s}).value_or("lost"), "stable");
  }
  over = true;
  others.join();
}

TEST_F(BackChannelTest, HasOneWayCallsDoneWhenTheyAreQueued) {
  std::vector<Errc> seen;
  service.visit = [&](const std::shared_ptr<Channel>& channel, const std::string& text) -> Result<std::string> {
    const Echo::Client back(channel);
    EXPECT_TRUE(back.fail(0, {.one_way = true}));  // also on the loop
    seen.push_back(back.echo(text, {.one_way = true}).error().code);
    return text;
  };
  const RunningServer server(local_options(), service);
  const Client client(server, offered);
  EXPECT_TRUE(client->echo("hello"));
  EXPECT_THAT(seen, testing::ElementsAre(Errc::invalid_argument));  // it has results
  while (offered.calls == 0) std::this_thread::yield();
}

// The replies that they wait for stand behind further calls of the client's.
TEST_F(BackChannelTest, ReadsRepliesBehindCallsThatHaveToWait) {
  service.visit = [](const std::shared_ptr<Channel>& channel, const std::string& text) {
    return Echo::Client(channel).echo("back " + text, {.deadline = 10s});
  };
  ServerOptions options = local_options();
  options.max_outstanding_calls = 2;
  RunningServer server(std::move(options));
  server.server().add_blocking(service);
  const Client client(server, offered);
  std::vector<Pending<std::string>> calls;
  for (int i = 0; i < 20; ++i) calls.push_back(client->start_echo(std::to_string(i)));
  for (int i = 0; i < 20; ++i)
    EXPECT_EQ(std::move(calls[static_cast<std::size_t>(i)]).wait().value(), "back " + std::to_string(i));
}

TEST_F(BackChannelTest, LetsAProcedureHearItsClientWhenTheServerStops) {
  std::promise<void> asked;
  std::promise<void> answer;
  class Slow final : public test::EchoService {
   public:
    Slow(std::promise<void>& asked, std::promise<void>& answer) : asked_(asked), answer_(answer) {}
    Result<std::string> echo(std::string text, CallContext& /*call*/) override {
      asked_.set_value();
      answer_.get_future().wait();
      return text;
    }

   private:
    std::promise<void>& asked_;
    std::promise<void>& answer_;
  } slow(asked, answer);
  service.visit = [](const std::shared_ptr<Channel>& channel, const std::string& text) {
    return Echo::Client(channel).echo(text);
  };
  RunningServer server(local_options());
  server.server().add_blocking(service);
  const Client client(server, slow);
  auto call = client->start_echo("hello");
  asked.get_future().wait();
  server.server().stop();
  answer.set_value();
  EXPECT_EQ(std::move(call).wait().value(), "hello");
}

// Connections that end while threads call over them.
TEST_F(BackChannelTest, SurvivesClientsThatComeAndGo) {
  ServerOptions options = local_options();
  options.threads = 2;
  std::atomic<int> answered = 0;
  service.visit = [&](const std::shared_ptr<Channel>& channel, const std::string& text) -> Result<std::string> {
    const Echo::Client back(channel);
    for (int i = 0; i < 8; ++i) back.start_echo(text).then([&](const Result<std::string>&) { ++answered; });
    return text;
  };
  {
    RunningServer server(std::move(options));
    server.server().add_blocking(service);
    std::vector<std::thread> clients;
    for (int thread = 0; thread < 3; ++thread) {
      clients.emplace_back([&] {
        for (int i = 0; i < 40; ++i) EXPECT_EQ((*Client(server, offered)).echo("x").value(), "x");
      });
    }
    for (std::thread& client : clients) client.join();
  }
  EXPECT_EQ(answered, 3 * 40 * 8);
}

}  // namespace
}  // namespace onc
