// Clients that go at every step, services that come and go, and servers that stop, while others call.

#include <atomic>
#include <condition_variable>
#include <latch>
#include <memory>
#include <mutex>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

#include <gmock/gmock.h>

#include "attack.h"

namespace onc::test {
namespace {

using namespace std::chrono_literals;
using testing::AnyOf;

// Answers at once.
class PromptService final : public Target2::Service {
 public:
  Result<std::string> echo(std::string text, CallContext& /*call*/) override { return text; }
};

// Keeps its replies until they are asked for.
class LateService final : public Target2::AsyncService {
 public:
  void echo(std::string text, CallContext& /*call*/, Reply<std::string> reply) override {
    const std::lock_guard lock(mutex_);
    kept_.emplace_back(std::move(text), std::move(reply));
    changed_.notify_all();
  }
  // Waits for a call, and for the test's clients to be gone; then they are answered.
  void wait_for_one() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return !kept_.empty(); });
  }
  void answer_all() {
    std::unique_lock lock(mutex_);
    const auto kept = std::exchange(kept_, {});
    lock.unlock();
    for (const auto& [text, reply] : kept) reply(text);
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::pair<std::string, Reply<std::string>>> kept_;
};

enum class Answering : std::uint8_t { at_once, on_the_pool, later };
enum class Leaving : std::uint8_t { properly, abruptly };

class Leavers : public Attack,
                public testing::WithParamInterface<std::tuple<std::size_t, Transport, Answering, Leaving>> {
 protected:
  void SetUp() override {
    ServerOptions options = attacked_options();
    options.threads = std::get<std::size_t>(GetParam());
    options.pool_threads = 2;
    serve(options);
    switch (answering()) {
      case Answering::at_once: return server().server().add(prompt_);
      case Answering::on_the_pool: return server().server().add_blocking(prompt_);
      case Answering::later: return server().server().add(late_);
    }
  }
  void TearDown() override {
    late_.answer_all();
    EXPECT_TRUE(eventually([&] { return stats().outstanding_calls == 0; }));
    answering() == Answering::later ? server().server().remove(late_) : server().server().remove(prompt_);
    Attack::TearDown();
  }
  static Answering answering() { return std::get<Answering>(GetParam()); }

  // A client that sends the first `size` bytes, reads the first `read` ones of the reply, and goes.
  void come_and_go(std::span<const std::byte> sent, std::size_t read = 0) {
    Stranger client(server(), std::get<Transport>(GetParam()));
    client.send(sent);
    if (sent.size() == whole_.size() && answering() == Answering::later) late_.wait_for_one();
    if (read > 0) late_.answer_all();
    client.read_all(read);
    std::get<Leaving>(GetParam()) == Leaving::abruptly ? client.reset() : client.close();
    late_.answer_all();
  }

  const Bytes whole_ = record(join({words({9, 0, 2, Target::id.program, 2, 1, 0, 0, 0, 0}), abc}));
  PromptService prompt_{};
  LateService late_{};
};

TEST_P(Leavers, T_race_1_AfterEachByteOfACall) {
  for (std::size_t size = 0; size <= whole_.size(); ++size) come_and_go(std::span(whole_).first(size));
}

TEST_P(Leavers, T_race_1_AfterEachByteOfAReply) {
  const std::size_t reply = 4 + 24 + abc.size();
  for (std::size_t size = 1; size <= reply; ++size) come_and_go(whole_, size);
}

std::string leaver_name(const testing::TestParamInfo<Leavers::ParamType>& tested) {
  const auto& [threads, transport, answering, leaving] = tested.param;
  const char* how = answering == Answering::at_once ? "at_once" : answering == Answering::later ? "later" : "pool";
  return std::string(to_string(transport)) + "_" + how + (leaving == Leaving::abruptly ? "_abruptly_" : "_") +
         std::to_string(threads);
}

INSTANTIATE_TEST_SUITE_P(All, Leavers,
                         testing::Combine(testing::Values(1U, 3U), testing::Values(Transport::tcp, Transport::local),
                                          testing::Values(Answering::at_once, Answering::on_the_pool, Answering::later),
                                          testing::Values(Leaving::properly, Leaving::abruptly)),
                         leaver_name);

class Threads : public Attack, public testing::WithParamInterface<std::size_t> {
 protected:
  void SetUp() override {
    ServerOptions options = attacked_options();
    options.threads = GetParam();
    options.drain_time = 1h;
    serve(options);
  }
};

TEST_P(Threads, T_race_1_WhileALargeReplyIsSent) {
  for (const Transport transport : {Transport::tcp, Transport::local}) {
    for (const bool abruptly : {false, true}) {
      Stranger client(server(), transport);
      client.ask(call(1, bulk, words({TargetService::most_bulk})));
      EXPECT_EQ(client.read_all(1000).size(), 1000U);
      abruptly ? client.reset() : client.close();
    }
  }
}

// A service that does what a service can do wrong, or that its client does meanwhile.
class Misbehaving final : public Target2::Service {
 public:
  Result<std::string> echo(std::string text, CallContext& /*call*/) override {
    if (text == "throw") throw std::runtime_error("asked to");
    if (text == "block") {
      blocked.count_down();
      released.wait();
    }
    return text;
  }
  std::latch blocked{1};
  std::latch released{1};
};

Target2::Client connected(const RunningServer& server) {
  return Target2::Client::connect("", {.address = server.address(Transport::tcp)}).value();
}

TEST_P(Threads, T_race_2_HandlersThatThrowOrBlock) {
  Misbehaving misbehaving;
  server().server().add_blocking(misbehaving);
  {
    const auto client = connected(server());
    EXPECT_EQ(client.echo("throw").error().code, Errc::server_failure);
    auto gone = std::make_optional(connected(server()));
    auto never = gone->start_echo("block");
    misbehaving.blocked.wait();
    gone.reset();
    EXPECT_EQ(client.echo("others").value(), "others");
    expect_service();
    misbehaving.released.count_down();
  }
  server().server().remove(misbehaving);
}

// Calls until the server is gone, and ends each of them.
void call_until_it_stops(const std::string& address, std::atomic<int>& answered) {
  for (;;) {
    const auto client = Target::Client::connect("", {.address = address});
    if (!client) return;
    auto answer = client->echo("hello");
    for (; answer; answer = client->echo("hello")) ++answered;
    EXPECT_NE(answer.error().code, Errc::timed_out) << "accepted, and forgotten";
  }
}

class Stopping final : public TargetService {
 public:
  Result<std::uint32_t> tally(CallContext& /*call*/) override {
    server->stop();
    return 4711U;
  }
  Server* server = nullptr;
};

TEST_P(Threads, T_race_2_AHandlerStopsTheServerWhileOthersCall) {
  Stopping stopping;
  ServerOptions options = local_options();
  options.threads = GetParam();
  RunningServer passing(options, stopping);
  stopping.server = &passing.server();
  const std::string address = passing.address(Transport::tcp);
  std::atomic<int> answered = 0;
  std::vector<std::thread> others;
  for (int i = 0; i < 4; ++i) others.emplace_back([&] { call_until_it_stops(address, answered); });
  EXPECT_TRUE(eventually([&] { return answered >= 4; }));
  EXPECT_EQ(Target::Client::connect("", {.address = address})->tally().value(), 4711U);
  passing.stop();
  for (std::thread& other : others) other.join();
}

TEST_P(Threads, T_race_3_BlockingServicesComeAndGoWhileCallsRun) {
  std::atomic<bool> over = false;
  std::thread changes([&] {
    while (!over) {
      const auto passing = std::make_unique<PromptService>();
      server().server().add_blocking(*passing);
      server().server().remove(*passing);  // may go now
    }
  });
  std::vector<std::thread> clients;
  for (int i = 0; i < 3; ++i) {
    clients.emplace_back([&] {
      for (int round = 0; round < 20; ++round) {
        const auto answer = connected(server()).echo("here");
        if (answer) {
          EXPECT_EQ(*answer, "here");
        } else {
          EXPECT_THAT(answer.error().code, AnyOf(Errc::version_mismatch, Errc::server_failure));
        }
      }
    });
  }
  for (std::thread& client : clients) client.join();
  over = true;
  changes.join();
}

INSTANTIATE_TEST_SUITE_P(Loops, Threads, testing::Values(1U, 3U),
                         [](const auto& tested) { return std::to_string(tested.param); });

}  // namespace
}  // namespace onc::test
