// Restarts: a successor process goes on with a server's sockets.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <array>
#include <csignal>
#include <thread>
#include <vector>

#include "echo_service.h"
#include "running_server.h"
#include "transport/file_descriptor.h"

namespace onc {
namespace {

using namespace std::chrono_literals;
using test::Echo;
using test::local_options;
using test::RunningServer;
using testing::HasSubstr;

const std::vector<std::string> sleeper{"/bin/sleep", "1000"};

// A process of the tests', ended with them.
class Process {
 public:
  explicit Process(pid_t process) noexcept : process_(process) {}
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  ~Process() { end(SIGKILL); }
  int end(int signal) {
    int status = -1;
    if (process_ <= 0) return status;
    ::kill(process_, signal);
    ::waitpid(std::exchange(process_, 0), &status, 0);
    return status;
  }

 private:
  pid_t process_;
};

// A pipe by which the successor says that it is ready.
struct Pipe {
  Pipe() {
    std::array<int, 2> ends{};
    EXPECT_EQ(::pipe(ends.data()), 0);  // the writing end survives exec
    from = FileDescriptor(ends[0]);
    to = FileDescriptor(ends[1]);
  }
  /// The number that was said.
  [[nodiscard]] int heard() const {
    char number = -1;
    EXPECT_EQ(::read(from.get(), &number, 1), 1);
    return number;
  }
  FileDescriptor from;
  FileDescriptor to;
};

ServerOptions all_transports(const std::string& path) {
  ServerOptions options = local_options();
  options.listen.push_back({Transport::local, path});
  options.threads = 2;
  return options;
}

// Calls until the successor has answered several times; each call has to succeed.
void call_until_succeeded(const ConnectOptions& to) {
  int answered = 0;
  while (answered < 10) {
    const auto client = Echo::Client::connect("", to);
    ASSERT_TRUE(client) << client.error().explain();
    const auto text = client->echo("x");
    ASSERT_TRUE(text) << text.error().explain();
    if (*text == "successor x") ++answered;
  }
}

TEST(Successor, GoesOnWithoutLosingACall) {
  const std::string path = test::socket_path("successor");
  test::EchoService service;
  RunningServer server(all_transports(path), service);
  const Pipe ready;
  std::vector<std::thread> clients;
  for (const Transport transport : {Transport::udp, Transport::tcp, Transport::local, Transport::tcp})
    clients.emplace_back(call_until_succeeded,
                         ConnectOptions{.transport = transport, .address = server.address(transport)});
  while (service.calls < 20) std::this_thread::yield();
  const auto started = server.server().start_successor({ECHO_SUCCESSOR, std::to_string(ready.to.get())});
  ASSERT_TRUE(started) << started.error().explain();
  Process successor(*started);
  EXPECT_EQ(ready.heard(), 3);  // endpoints; the two sockets for udp are one
  server.stop();
  for (std::thread& client : clients) client.join();
  const int status = successor.end(SIGTERM);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
  ::unlink(path.c_str());
}

TEST(Successor, KeepsTheFileOfALocalSocket) {
  const std::string path = test::socket_path("successor-file");
  struct stat status {};
  {
    const RunningServer server(all_transports(path));
  }
  EXPECT_NE(::stat(path.c_str(), &status), 0);
  {
    RunningServer server(all_transports(path));
    const Process successor(server.server().start_successor(sleeper).value());
    server.stop();
  }
  EXPECT_EQ(::stat(path.c_str(), &status), 0);
  ::unlink(path.c_str());
}

TEST(Successor, IsNotStartedForNothing) {
  Server idle(local_options());
  EXPECT_EQ(idle.start_successor(sleeper).error().code, Errc::invalid_argument);
  test::EchoService service;
  RunningServer server(local_options(), service);
  EXPECT_EQ(server.server().start_successor({}).error().code, Errc::invalid_argument);
  const auto none = server.server().start_successor({"/no/such/program"});
  EXPECT_EQ(none.error().system_errno(), ENOENT);
  EXPECT_THAT(none.error().explain(), HasSubstr("/no/such/program"));
  const auto client = Echo::Client::connect("", {.address = server.address(Transport::tcp)});
  EXPECT_EQ(client->echo("still here").value(), "still here");
  server.stop();
  EXPECT_EQ(server.server().start_successor(sleeper).error().code, Errc::invalid_argument);
}

// Calls that have reached a connection when the server is stopped, read or not, are answered.
TEST(Stop, AnswersWhatHasBeenSentBefore) {
  test::EchoService service;
  for (int round = 0; round < 20; ++round) {
    RunningServer server(local_options(), service);
    const auto client = Echo::Client::connect("", {.address = server.address(Transport::tcp)}).value();
    EXPECT_TRUE(client.echo("there"));
    std::vector<Pending<std::string>> calls;
    for (int i = 0; i < 100; ++i) calls.push_back(client.start_echo("before"));
    server.stop();
    for (auto& call : calls) EXPECT_EQ(std::move(call).wait().value_or("lost"), "before");
  }
}

}  // namespace
}  // namespace onc
