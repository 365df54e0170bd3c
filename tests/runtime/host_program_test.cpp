// What a program does that has a server and a client in it: it gets signals, and forks.

#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <thread>

#include <gtest/gtest.h>

#include "echo_service.h"
#include "running_server.h"

namespace onc {
namespace {

using namespace std::chrono_literals;
using test::Echo;

class HostProgram : public testing::TestWithParam<Transport> {
 protected:
  static ServerOptions options() {
    ServerOptions options = test::local_options();
    options.listen.push_back({Transport::local, test::socket_path("host-program")});
    return options;
  }
  [[nodiscard]] Echo::Client client() const {
    return Echo::Client::connect("",
                                 {.transport = GetParam(), .total_time = 20s, .address = server.address(GetParam())})
        .value();
  }
  test::EchoService service;
  test::RunningServer server{options(), service};
};

std::atomic<int> signals = 0;

// Each signal ends a system call of the thread that makes the calls with EINTR.
TEST_P(HostProgram, GetsSignalsWithoutLosingACall) {
  struct sigaction count {};
  count.sa_handler = [](int) { ++signals; };
  struct sigaction before {};
  ASSERT_EQ(::sigaction(SIGUSR1, &count, &before), 0);
  const auto client = this->client();
  const pthread_t caller = ::pthread_self();
  std::atomic<bool> over = false;
  std::thread disturber([&] {
    while (!over) ::pthread_kill(caller, SIGUSR1);
  });
  const int first = signals;
  for (std::size_t i = 0; i < 200 || signals < first + 200; ++i) {
    const std::string text(i % 50 * 400, 'x');
    const auto answer = client.echo(text);
    ASSERT_TRUE(answer) << answer.error().explain();
    EXPECT_EQ(*answer, text);
  }
  over = true;
  disturber.join();
  ::sigaction(SIGUSR1, &before, nullptr);
}

// The child has copies of all descriptors until it ends.
TEST_P(HostProgram, ForksWithoutLosingACall) {
  const auto client = this->client();
  for (int i = 0; i < 5; ++i) {
    auto under_way = client.start_echo("before");
    const pid_t child = ::fork();
    if (child == 0) ::_exit(0);
    ASSERT_GT(child, 0);
    EXPECT_EQ(client.echo("beside").value(), "beside");
    int status = -1;
    EXPECT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
    EXPECT_EQ(std::move(under_way).wait().value(), "before");
    EXPECT_EQ(this->client().echo("after").value(), "after");
  }
}

INSTANTIATE_TEST_SUITE_P(All, HostProgram, testing::Values(Transport::udp, Transport::tcp, Transport::local),
                         [](const auto& tested) { return std::string(to_string(tested.param)); });

}  // namespace
}  // namespace onc
