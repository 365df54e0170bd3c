// Servers that send what they should not, or nothing, over streams and datagrams: the client ends each call in time,
// with an error that says what came, and keeps nothing.

#include <dirent.h>
#include <sys/socket.h>

#include <functional>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "echo_service.h"
#include "support/hex.h"
#include "transport/socket_options.h"
#include "transport/socket_stream.h"

namespace onc {
namespace {

using namespace std::chrono_literals;
using test::Bytes;
using test::Echo;
using test::join;
using test::words;
using testing::AnyOf;
using testing::HasSubstr;

int open_descriptors() {
  int count = 0;
  DIR* folder = ::opendir("/proc/self/fd");
  while (::readdir(folder) != nullptr) ++count;
  ::closedir(folder);
  return count;
}

Bytes record(const Bytes& message, std::uint32_t mark_bits = 0x80000000U) {
  return join({words({mark_bits | static_cast<std::uint32_t>(message.size())}), message});
}
Bytes hello(std::uint32_t xid) { return words({xid, 1, 0, 0, 0, 0, 5, 0x68656c6c, 0x6f000000}); }

FileDescriptor listening() {
  FileDescriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const auto any = SocketAddress::parse("127.0.0.1:0").value();
  EXPECT_EQ(::bind(socket.get(), any.data(), any.size()), 0);
  EXPECT_EQ(::listen(socket.get(), 1), 0);
  return socket;
}

// A server of one connection: reads one call, gives its xid to the script, sends what that says, and waits for the
// client to go.
class StreamServer {
 public:
  using Script = std::function<Bytes(std::uint32_t xid)>;
  explicit StreamServer(Script script) : script_(std::move(script)), thread_([this] { serve(); }) {}
  ~StreamServer() { thread_.join(); }
  [[nodiscard]] std::string address() const { return local_address(socket_.get()).to_string(); }

 private:
  void serve() {
    const FileDescriptor peer(::accept4(socket_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    std::array<std::byte, 4096> call;
    if (::recv(peer.get(), call.data(), call.size(), 0) < 44) return;
    const Bytes reply = script_(xdr::load32(call.data() + 4));
    std::size_t sent = 0;
    while (sent < reply.size()) {
      const ssize_t put = ::send(peer.get(), reply.data() + sent, reply.size() - sent, MSG_NOSIGNAL);
      if (put < 0) return;
      sent += static_cast<std::size_t>(put);
    }
    if (reply.empty()) return;  // closes
    while (::recv(peer.get(), call.data(), call.size(), 0) > 0) {
    }
  }

  FileDescriptor socket_ = listening();
  Script script_;
  std::thread thread_;
};

Result<std::string> call_against(StreamServer::Script script, ConnectOptions options = {}) {
  const StreamServer server(std::move(script));
  options.address = server.address();
  const auto client = Echo::Client::connect("", options);
  if (!client) return client.error();
  return client->echo("hello", {.deadline = 200ms});
}

TEST(HostileStreamServer, ThatAnswersProperlyIsUnderstood) {
  EXPECT_EQ(call_against([](std::uint32_t xid) { return record(hello(xid)); }).value(), "hello");
}

TEST(HostileStreamServer, MayCutItsReplyIntoFragmentsOfAnySize) {
  for (const std::size_t size : {1U, 2U, 3U, 4U, 20U}) {
    const auto cut = [size](std::uint32_t xid) {
      const Bytes whole = hello(xid);
      Bytes all;
      for (std::size_t at = 0; at < whole.size(); at += size) {
        const std::size_t end = std::min(at + size, whole.size());
        const Bytes piece(whole.begin() + static_cast<std::ptrdiff_t>(at),
                          whole.begin() + static_cast<std::ptrdiff_t>(end));
        all = join({all, record({}, 0), record(piece, end == whole.size() ? 0x80000000U : 0)});
      }
      return all;
    };
    EXPECT_EQ(call_against(cut).value(), "hello");
  }
}

TEST(HostileStreamServer, ThatSendsFragmentsWithoutEndMeetsTheLimit) {
  const auto endless = [](std::uint32_t /*xid*/) { return Bytes(40'000); };  // marks of empty fragments
  const auto answer = call_against(endless);
  EXPECT_EQ(answer.error().code, Errc::closed);
  EXPECT_THAT(answer.error().explain(), HasSubstr("fragments, which is the limit"));
}

TEST(HostileStreamServer, ThatClaimsALongReplyMeetsTheLimitWithoutMemory) {
  for (const std::uint32_t mark : {0x7fffffffU, 0xffffffffU}) {
    const auto answer = call_against([mark](std::uint32_t /*xid*/) { return words({mark}); });
    EXPECT_EQ(answer.error().code, Errc::closed);
    EXPECT_THAT(answer.error().explain(), HasSubstr("a record of at least 2147483647 bytes, the limit is 4194304"));
  }
}

TEST(HostileStreamServer, ThatSendsMoreThanTheCallerTakesMeetsTheLimit) {
  const auto large = [](std::uint32_t xid) { return record(join({hello(xid), Bytes(2000)})); };
  const auto answer = call_against(large, {.max_reply = 1000});
  EXPECT_EQ(answer.error().code, Errc::closed);
  EXPECT_THAT(answer.error().explain(), HasSubstr("the limit is 1000"));
}

TEST(HostileStreamServer, ThatSendsHalfAReplyIsLeftAtTheDeadline) {
  for (const std::size_t size : {2U, 4U, 10U, 30U}) {
    const auto half = [size](std::uint32_t xid) {
      Bytes whole = record(hello(xid));
      whole.resize(size);
      return whole;
    };
    EXPECT_EQ(call_against(half).error().code, Errc::deadline_exceeded);
  }
}

TEST(HostileStreamServer, ThatClosesAfterTheCallIsSaidToHaveDoneSo) {
  const auto answer = call_against([](std::uint32_t /*xid*/) { return Bytes(); });
  EXPECT_EQ(answer.error().code, Errc::closed);
  EXPECT_THAT(answer.error().explain(), HasSubstr("the server closed the connection"));
  EXPECT_THAT(answer.error().explain(), HasSubstr("may or may not have run"));
}

TEST(HostileStreamServer, MayRepeatItsReply) {
  const StreamServer server([](std::uint32_t xid) {
    return join({record(hello(xid)), record(hello(xid)), record(hello(xid))});
  });
  const auto client = Echo::Client::connect("", {.address = server.address()}).value();
  EXPECT_EQ(client.echo("hello").value(), "hello");
  EXPECT_FALSE(client.echo("nobody answers", {.deadline = 50ms}));
  EXPECT_EQ(client.channel().stats().unknown_xid, 2U);
}

TEST(HostileStreamServer, MayCallItsClientWhichOffersNothing) {
  const auto call = [](std::uint32_t xid) {
    return join({record(words({xid, 0, 2, 1, 1, 1, 0, 0, 0, 0})), record(hello(xid))});
  };
  EXPECT_EQ(call_against(call).value(), "hello");
}

// A port whose queue of connections is full: the kernel drops what knocks, as a host behind a hole would.
TEST(BlackHole, IsLeftInTimeAndLeavesNothingBehind) {
  const FileDescriptor hole = listening();
  const SocketAddress address = local_address(hole.get());
  std::vector<std::unique_ptr<Stream>> fillers;
  for (;;) {
    auto filler = SocketStream::connect(address, 20ms);
    if (!filler) break;
    fillers.push_back(*std::move(filler));
  }
  const int before = open_descriptors();
  const auto client = Echo::Client::connect("", {.deadline = 100ms, .address = address.to_string()});
  ASSERT_FALSE(client);
  EXPECT_EQ(client.error().code, Errc::deadline_exceeded);
  EXPECT_THAT(client.error().explain(), HasSubstr("connect to " + address.to_string()));
  EXPECT_EQ(open_descriptors(), before);
}

TEST(BlackHole, OfDatagramsIsLeftInTime) {
  const FileDescriptor silent(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  const auto any = SocketAddress::parse("127.0.0.1:0").value();
  ASSERT_EQ(::bind(silent.get(), any.data(), any.size()), 0);
  const std::string address = local_address(silent.get()).to_string();
  const int before = open_descriptors();
  for (const Transport transport : {Transport::udp, Transport::automatic}) {
    const auto client = Echo::Client::connect("", {.transport = transport, .address = address});
    EXPECT_EQ(client->echo("x", {.deadline = 100ms}).error().code, Errc::deadline_exceeded);
  }
  EXPECT_EQ(open_descriptors(), before);
}

TEST(ClosedPort, IsNoticedAtOnceOverEveryTransport) {
  std::string address;
  {
    const FileDescriptor gone = listening();
    address = local_address(gone.get()).to_string();
  }
  const auto stream = Echo::Client::connect("", {.address = address});
  EXPECT_EQ(stream.error().code, Errc::connection_refused);
  const auto datagrams = Echo::Client::connect("", {.transport = Transport::udp, .address = address}).value();
  EXPECT_EQ(datagrams.echo("x").error().code, Errc::connection_refused);
  const auto local = Echo::Client::connect("", {.transport = Transport::local, .address = "/nowhere/at/all.sock"});
  EXPECT_EQ(local.error().code, Errc::connection_refused);
}

TEST(LocalPorts, AreTakenFromTheRange) {
  const StreamServer server([](std::uint32_t xid) { return record(hello(xid)); });
  const auto bad = Echo::Client::connect("", {.address = server.address(), .local_ports = {.low = 9, .high = 3}});
  EXPECT_EQ(bad.error().code, Errc::invalid_argument);
  const auto client =
      Echo::Client::connect("", {.address = server.address(), .local_ports = {.low = 40'000, .high = 49'999}}).value();
  EXPECT_EQ(client.echo("hello").value(), "hello");
  const SocketAddress own = local_address(client.channel().interests().front().descriptor);
  EXPECT_GE(own.port(), 40'000);
  EXPECT_LE(own.port(), 49'999);
}

TEST(LocalPorts, AreReservedOrAreNot) {
  const bool privileged = ::geteuid() == 0;
  const StreamServer server([](std::uint32_t xid) { return record(hello(xid)); });
  const ConnectOptions attempt{.address = server.address(), .local_ports = {.reserved = ReservedPort::attempt}};
  const ConnectOptions require{.address = server.address(), .local_ports = {.reserved = ReservedPort::require}};
  const auto client = Echo::Client::connect("", attempt).value();
  const SocketAddress own = local_address(client.channel().interests().front().descriptor);
  EXPECT_TRUE(!privileged || own.port() < 1024);
  EXPECT_EQ(client.echo("hello").value(), "hello");
  const auto strict = Echo::Client::connect("", require);
  EXPECT_TRUE(strict || strict.error().code == Errc::system);
}

}  // namespace
}  // namespace onc
