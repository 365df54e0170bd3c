// Every system call and every allocation of a server fails once, at each place where it is made. Whatever comes of it
// is an error of the server's, or a call that fails: no crash, no hang, no leak, and what still runs answers the next
// call.

#include <atomic>
#include <cerrno>
#include <csignal>
#include <functional>
#include <latch>
#include <optional>
#include <ostream>
#include <string>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include <onc/server.h>

#include "interposed.h"
#include "running_server.h"
#include "server/worker_pool.h"
#include "target_service.h"

namespace onc {
namespace {

using namespace std::chrono_literals;
using test::Spared;
using test::SystemCall;
using test::Target;

enum class Layout : std::uint8_t { one_loop, three_loops, pool };

// A server on a thread of its own, whatever happens to it there. Its threads are the only ones that are not spared.
class FragileServer {
 public:
  explicit FragileServer(Layout layout) : layout_(layout), thread_([this] { serve(); }) { up_.wait(); }
  FragileServer(const FragileServer&) = delete;
  FragileServer& operator=(const FragileServer&) = delete;
  ~FragileServer() {
    if (server_ != nullptr) server_->stop();
    over_.count_down();
    thread_.join();
  }
  // Null: it does not listen.
  [[nodiscard]] Server* listening() const noexcept { return server_; }
  [[nodiscard]] bool ended() const noexcept { return ended_; }

 private:
  void serve() {
    try {
      Server server(options());
      layout_ == Layout::pool ? server.add_blocking(service_) : server.add(service_);
      if (server.listen()) {
        run(server);
        return;
      }
    } catch (const std::exception&) {
      // No server could be made, which its maker is told.
    }
    ended_ = true;
    up_.count_down();
  }
  void run(Server& server) noexcept {
    server_ = &server;
    up_.count_down();
    [[maybe_unused]] const auto result = server.run();
    ended_ = true;
    over_.wait();
  }
  ServerOptions options() const {
    ServerOptions options = test::local_options();
    options.listen.push_back({Transport::local, test::socket_path("faults")});
    options.threads = layout_ == Layout::three_loops ? 3 : 1;
    options.pool_threads = 2;
    options.stop_signals = {SIGUSR2};
    options.log = [](const LogEvent&) {};
    return options;
  }

  const Layout layout_;
  test::TargetService service_;
  std::latch up_{1};
  std::latch over_{1};
  std::atomic<bool> ended_ = false;
  Server* server_ = nullptr;
  std::thread thread_;
};

std::string address_of(const Server& server, Transport transport) {
  for (const Endpoint& endpoint : server.endpoints())
    if (endpoint.transport == transport) return endpoint.address;
  return "";
}

// What a client that connects asks for; the second call takes the server more than one read.
Result<void> call_twice(const std::string& address, Transport transport) {
  const auto client =
      Target::Client::connect("", {.transport = transport, .timeout = 5ms, .total_time = 20s, .address = address});
  if (!client) return client.error();
  const auto small = client->echo("hello");
  if (!small) return small.error();
  EXPECT_EQ(*small, "hello");
  const std::string text(20'000, 'x');
  const auto large = client->echo(text);
  if (!large) return large.error();
  EXPECT_EQ(*large, text);
  return {};
}

// A server that runs answers, at the latest after the call that met the fault, and leaves nobody waiting.
void expect_answers(const FragileServer& server, Transport transport) {
  const std::string address = address_of(*server.listening(), transport);
  const TimePoint end = Clock::now() + 20s;
  auto answered = call_twice(address, transport);
  while (!answered && !server.ended() && Clock::now() < end) {
    EXPECT_NE(answered.error().code, Errc::timed_out) << "nobody told the client";
    answered = call_twice(address, transport);
  }
  EXPECT_TRUE(answered || server.ended()) << to_string(transport) << ": " << answered.error().explain();
}

class Passing final : public test::Target2::Service {
 public:
  Result<std::string> echo(std::string text, CallContext& /*call*/) override { return text; }
};

// Another service comes and goes. Of one that the server had no memory for it keeps nothing, so that need not be
// removed.
void add_and_remove(Server& server) {
  Passing passing;
  try {
    server.add(passing);
    server.remove(passing);
  } catch (const std::bad_alloc&) {
    return;
  }
}

// Calls to it do not reach what is gone.
void expect_it_is_gone(const FragileServer& server) {
  const std::string address = address_of(*server.listening(), Transport::udp);
  const auto client = test::Target2::Client::connect(
      "", {.transport = Transport::udp, .timeout = 5ms, .total_time = 20s, .address = address});
  const auto answer = client->echo("hello");
  EXPECT_FALSE(answer);
}

// The life of a server. What it has taken it gives back.
void live(Layout layout) {
  const std::size_t descriptors = test::open_descriptors();
  const std::size_t heap = test::heap_in_use();
  {
    const FragileServer server(layout);
    if (server.listening() != nullptr) {
      add_and_remove(*server.listening());
      expect_it_is_gone(server);
    }
    for (const Transport transport : {Transport::udp, Transport::tcp, Transport::local})
      if (server.listening() != nullptr) expect_answers(server, transport);
  }
  EXPECT_EQ(test::open_descriptors(), descriptors);
  EXPECT_EQ(test::heap_in_use(), heap);
}

// How many calls there were to fail.
std::uint64_t fail_each(Layout layout, SystemCall call, int error) {
  for (std::uint64_t nth = 1; !testing::Test::HasFailure(); ++nth) {
    SCOPED_TRACE(std::string(test::to_string(call)) + " number " + std::to_string(nth) + ", error " +
                 std::to_string(error));
    test::fail_nth(call, nth, error);
    live(layout);
    if (!test::stop_failing()) return nth - 1;
  }
  return 0;
}

struct Fault {
  SystemCall call;
  std::vector<int> errors;
};
// Its bytes would have addresses in them.
void PrintTo(const Fault& fault, std::ostream* out) { *out << test::to_string(fault.call); }

class ServerFaults : public testing::TestWithParam<std::tuple<Layout, Fault>> {};

TEST_P(ServerFaults, EndInAnErrorOrAFailedCall) {
  const Spared spared;
  const auto& [layout, fault] = GetParam();
  live(layout);  // whatever is made by the first use and stays
  for (const int error : fault.errors) EXPECT_GT(fail_each(layout, fault.call, error), 0U) << error;
}

const std::vector<Fault> faults{
    {SystemCall::allocate, {ENOMEM}},
    {SystemCall::accept4, {EINTR, EAGAIN, ECONNABORTED, EMFILE, ENOMEM, EPROTO}},
    {SystemCall::bind, {EADDRINUSE}},
    {SystemCall::chmod, {EPERM}},
    {SystemCall::epoll_create1, {EMFILE}},
    {SystemCall::epoll_ctl, {ENOMEM, ENOSPC}},
    {SystemCall::epoll_wait, {EINTR, EBADF}},
    {SystemCall::eventfd, {EMFILE}},
    {SystemCall::getsockname, {ENOBUFS}},
    {SystemCall::getsockopt, {ENOBUFS}},
    {SystemCall::listen, {EADDRINUSE}},
    {SystemCall::open, {EMFILE}},
    {SystemCall::recv, {EINTR, EAGAIN, ECONNRESET, ENOMEM, test::short_transfer}},
    {SystemCall::recvmmsg, {EINTR, EAGAIN, ECONNREFUSED, ENOMEM}},
    {SystemCall::send, {EINTR, EAGAIN, ECONNRESET, ENOBUFS, test::short_transfer}},
    {SystemCall::sendmsg, {EINTR, EAGAIN, ENOBUFS, EINVAL, EPERM}},
    {SystemCall::setsockopt, {ENOMEM}},
    {SystemCall::signalfd, {EMFILE}},
    {SystemCall::socket, {EMFILE}},
};

std::string name_of(const testing::TestParamInfo<std::tuple<Layout, Fault>>& tested) {
  const auto& [layout, fault] = tested.param;
  const char* of = layout == Layout::pool ? "pool" : layout == Layout::one_loop ? "one_loop" : "three_loops";
  return std::string(of) + "_" + test::to_string(fault.call);
}

INSTANTIATE_TEST_SUITE_P(All, ServerFaults,
                         testing::Combine(testing::Values(Layout::one_loop, Layout::three_loops, Layout::pool),
                                          testing::ValuesIn(faults)),
                         name_of);

// A thread that finds no memory has nobody to tell: so those of a pool need none for what they do beside the service.
TEST(PoolFaults, CannotMeetThreadsThatTakeJobs) {
  std::atomic<int> done = 0;
  std::latch began{1};
  std::latch go_on{1};
  WorkerPool pool(1, {});
  const auto post = [&pool](int i, std::function<void()> run) {
    const Spared spared;
    EXPECT_TRUE(pool.post({.run = std::move(run), .source = std::to_string(i % 3), .connection = std::to_string(i)}));
  };
  post(0, [&] {
    began.count_down();
    go_on.wait();
  });
  began.wait();
  for (int i = 0; i < 200; ++i) post(i, [&done] { ++done; });
  const std::uint64_t before = test::count_of(SystemCall::allocate);
  go_on.count_down();
  while (done < 100) std::this_thread::yield();
  pool.drop_queued();
  EXPECT_EQ(test::count_of(SystemCall::allocate), before);
}

}  // namespace
}  // namespace onc
