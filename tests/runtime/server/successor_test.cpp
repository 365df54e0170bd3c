// Restarts: a successor process goes on with a server's sockets.

#include <sys/stat.h>
#include <sys/wait.h>

#include <array>
#include <csignal>
#include <optional>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "echo_service.h"
#include "running_server.h"
#include "support/hex.h"
#include "transport/file_descriptor.h"
#include "transport/socket_stream.h"

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
  { const RunningServer server(all_transports(path)); }
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

// It is as if it had never been.
TEST(Successor, ThatHasCrashedChangesNothing) {
  const std::string path = test::socket_path("successor-crashed");
  test::EchoService service;
  std::optional<RunningServer> server(std::in_place, all_transports(path), service);
  const auto idle = Echo::Client::connect("", {.address = server->address(Transport::tcp)}).value();
  EXPECT_TRUE(idle.echo("hello"));
  const pid_t crashed = server->server().start_successor({"/bin/false"}).value();
  siginfo_t ended{};
  ASSERT_EQ(::waitid(P_PID, static_cast<id_t>(crashed), &ended, WEXITED | WNOWAIT), 0);
  server.reset();  // at once: nobody else serves its clients
  struct stat status {};
  EXPECT_NE(::stat(path.c_str(), &status), 0);
  EXPECT_EQ(::waitpid(crashed, nullptr, WNOHANG), -1);  // waited for
}

TEST(Successor, StopsNobodyButItsPredecessor) {
  EXPECT_FALSE(stop_predecessor());
  ASSERT_EQ(::setenv("ONC_PREDECESSOR", "1", 1), 0);
  EXPECT_FALSE(::getppid() != 1 && stop_predecessor());
  ::unsetenv("ONC_PREDECESSOR");
}

// A reader that is slow gets what was answered; what it sends meanwhile does no harm.
TEST(Stop, DeliversToAPeerThatGoesOnSending) {
  test::EchoService service;
  RunningServer server(local_options(), service);
  auto stream = SocketStream::connect(SocketAddress::parse(server.address(Transport::tcp)).value(), 5s).value();
  const auto call = [](std::uint32_t xid, std::uint32_t procedure, const test::Bytes& arguments) {
    const auto message = test::join({test::words({xid, 0, 2, Echo::id.program, 1, procedure, 0, 0, 0, 0}), arguments});
    return test::join({test::words({0x80000000U | static_cast<std::uint32_t>(message.size())}), message});
  };
  constexpr std::size_t count = 60;
  constexpr std::uint32_t size = 40'000;
  for (std::uint32_t xid = 0; xid < count; ++xid) {
    const auto bytes = call(xid, 4, test::words({size}));
    ASSERT_EQ(stream->write(bytes).bytes, bytes.size());
  }
  while (service.calls < static_cast<int>(count)) std::this_thread::yield();
  server.server().stop();
  std::size_t received = 0;
  std::vector<std::byte> room(20'000);
  for (IoResult got = stream->read(room, 10s); got.bytes > 0; got = stream->read(room, 10s)) {
    received += got.bytes;
    static_cast<void>(stream->write(call(1000, 0, {})));
  }
  EXPECT_GE(received, count * (size + 32));  // behind them some of the others may be answered, too
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
