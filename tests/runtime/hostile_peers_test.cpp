// Servers and clients that face peers who send what they should not. After each attack an honest call is answered.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>

#include <array>
#include <future>
#include <thread>

#include "echo_service.h"
#include "running_server.h"
#include "support/hex.h"
#include "transport/socket_options.h"
#include "transport/socket_stream.h"

namespace onc {
namespace {

using namespace std::chrono_literals;
using test::Bytes;
using test::Echo;
using test::join;
using test::local_options;
using test::RunningServer;
using test::to_hex;
using test::words;
using testing::HasSubstr;

constexpr std::uint32_t program = Echo::id.program;

Bytes call(std::uint32_t xid, std::uint32_t procedure, const Bytes& arguments = {}) {
  return join({words({xid, 0, 2, program, 1, procedure, 0, 0, 0, 0}), arguments});
}

// A bare UDP socket.
class Socket {
 public:
  explicit Socket(const std::string& peer)
      : descriptor_(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)), peer_(SocketAddress::parse(peer).value()) {}
  void send(const Bytes& datagram) const {
    ::sendto(descriptor_.get(), datagram.data(), datagram.size(), 0, peer_.data(), peer_.size());
  }
  [[nodiscard]] std::string receive() const {
    std::array<std::byte, 2048> reply;
    const ssize_t got = ::recv(descriptor_.get(), reply.data(), reply.size(), 0);
    return to_hex(std::span(reply).first(static_cast<std::size_t>(got)));
  }

 private:
  FileDescriptor descriptor_;
  SocketAddress peer_;
};

class HostileClient : public testing::Test {
 protected:
  void TearDown() override {
    for (const Transport transport : {Transport::udp, Transport::tcp}) {
      const auto client = Echo::Client::connect("", {.transport = transport, .address = server.address(transport)});
      EXPECT_EQ(client->echo("honest").value(), "honest");
    }
  }
  [[nodiscard]] std::unique_ptr<Stream> stream() const {
    return SocketStream::connect(SocketAddress::parse(server.address(Transport::tcp)).value(), 10s).value();
  }
  // What the server does with a stream: its bytes, then "closed".
  [[nodiscard]] std::string outcome(const Bytes& sent) const {
    const auto connection = stream();
    for (std::size_t at = 0; at < sent.size();) {
      const IoResult written = connection->write(std::span(sent).subspan(at));
      if (written.again()) {
        connection->wait_for_progress(10s);
      } else if (written.error != 0) {
        break;
      }
      at += written.bytes;
    }
    Bytes all;
    std::array<std::byte, 4096> room;
    for (IoResult got = connection->read(room, 60s); got.bytes > 0; got = connection->read(room, 60s)) {
      all.insert(all.end(), room.begin(), room.begin() + static_cast<std::ptrdiff_t>(got.bytes));
    }
    return to_hex(all) + (all.empty() ? "closed" : " closed");
  }

  static ServerOptions options() {
    ServerOptions options = local_options();
    options.max_request = 65536;
    options.stall_timeout = 200ms;
    return options;
  }

  test::EchoService service;
  RunningServer server{options(), service};
};

TEST_F(HostileClient, CannotReadAnEarlierCallersBytesWithAShortDatagram) {
  const Socket first(server.address(Transport::udp));
  const Socket second(server.address(Transport::udp));
  first.send(call(1, 1, words({8, 0x73656372, 0x65742121})));
  EXPECT_THAT(first.receive(), HasSubstr("73656372"));
  second.send(call(2, 1, words({8})));
  EXPECT_EQ(second.receive(), "00000002 00000001 00000000 00000000 00000000 00000004");
}

TEST_F(HostileClient, GetsNoReplyToARepliesOrScraps) {
  const Socket socket(server.address(Transport::udp));
  socket.send(words({1, 1, 0, 0, 0, 0}));
  socket.send(words({2}));
  socket.send({});
  socket.send(words({3, 0, 2, program, 1, 0, 0, 0, 0}));
  socket.send(call(4, 0));
  EXPECT_EQ(socket.receive(), "00000004 00000001 00000000 00000000 00000000 00000000");
}

TEST_F(HostileClient, LosesItsConnectionWithMarksBeyondTheLimit) {
  EXPECT_EQ(outcome(words({0x7fffffff})), "closed");
  EXPECT_EQ(outcome(words({0xffffffff})), "closed");
  EXPECT_EQ(outcome(words({0x80010001})), "closed");
}

TEST_F(HostileClient, LosesItsConnectionWithFragmentsWithoutEnd) {
  EXPECT_EQ(outcome(Bytes(4 * 5000)), "closed");  // empty fragments
  Bytes ones;
  for (int i = 0; i < 5000; ++i) ones = join({std::move(ones), words({1}), Bytes(1)});
  EXPECT_EQ(outcome(ones), "closed");
}

TEST_F(HostileClient, IsAnsweredUpToTheRecordThatBreaksItsStream) {
  const Bytes good = call(7, 0);
  EXPECT_EQ(outcome(join({words({0x80000028}), good, words({0xffffffff})})),
            "80000018 00000007 00000001 00000000 00000000 00000000 00000000 closed");
}

TEST_F(HostileClient, IsClosedAfterHalfARecordWhileOthersAreServed) {
  const auto slow = stream();
  EXPECT_EQ(slow->write(words({0x80000028, 1})).bytes, 8U);
  const auto honest = Echo::Client::connect("", {.address = server.address(Transport::tcp)});
  EXPECT_EQ(honest->echo("meanwhile").value(), "meanwhile");
  std::array<std::byte, 1> nothing;
  EXPECT_EQ(slow->read(nothing, 60s).bytes, 0U);
}

TEST_F(HostileClient, ThatNeverReadsIsClosedWhileOthersAreServed) {
  const auto greedy = stream();
  const Bytes ask = join({words({0x8000002c}), call(1, 4, words({60'000}))});
  IoResult written{};
  for (int i = 0; i < 100'000 && written.error == 0; ++i) written = greedy->write(ask);
  EXPECT_TRUE(written.again() || written.error == ECONNRESET || written.error == EPIPE) << written.error;
  const auto honest = Echo::Client::connect("", {.address = server.address(Transport::tcp)});
  EXPECT_EQ(honest->echo("meanwhile").value(), "meanwhile");
}

TEST_F(HostileClient, SendsEveryWordOfACallAsSomethingElse) {
  const Socket socket(server.address(Transport::udp));
  const Bytes whole = call(1, 2, words({3, 0x61626300, 2, 10, 20, 1}));
  for (std::size_t at = 0; at < whole.size(); at += 4) {
    for (const std::uint32_t word : {0U, 1U, 0xffffffffU, 0x7fffffffU, 0x80000000U}) {
      Bytes changed = whole;
      const Bytes replacement = words({word});
      std::copy(replacement.begin(), replacement.end(), changed.begin() + static_cast<std::ptrdiff_t>(at));
      socket.send(changed);
    }
  }
  // Whatever was answered: the server lives, as TearDown finds.
}

// A server that answers as it is told: the last argument of each test. One thread, one socket.
class HostileServer : public testing::Test {
 protected:
  // Answers the next datagram by `replies`, which are given its xid and sent from the sockets that they name.
  using Script = std::function<std::vector<Bytes>(std::uint32_t xid)>;

  HostileServer() {
    const auto any = SocketAddress::parse("127.0.0.1:0").value();
    for (const FileDescriptor* socket : {&asked, &other}) {
      EXPECT_EQ(::bind(socket->get(), any.data(), any.size()), 0);
    }
  }

  [[nodiscard]] Echo::Client client() const {
    return Echo::Client::connect("", {.transport = Transport::udp,
                                      .timeout = 30ms,
                                      .total_time = 100ms,
                                      .address = local_address(asked.get()).to_string()})
        .value();
  }
  // Receives one call and answers it `from` a socket.
  void answer_once(const FileDescriptor& from, const Script& script) const {
    std::array<std::byte, 2048> request;
    SocketAddress peer;
    socklen_t size = SocketAddress::capacity;
    const ssize_t got = ::recvfrom(asked.get(), request.data(), request.size(), 0, peer.data(), &size);
    peer.resize(size);
    ASSERT_GE(got, 40);
    for (const Bytes& reply : script(xdr::load32(request.data()))) {
      ::sendto(from.get(), reply.data(), reply.size(), 0, peer.data(), peer.size());
    }
  }
  Result<std::string> call_against(const FileDescriptor& from, const Script& script) const {
    std::thread server([&] { answer_once(from, script); });
    auto answer = client().echo("hello");
    server.join();
    return answer;
  }

  FileDescriptor asked{::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
  FileDescriptor other{::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
};

Bytes hello(std::uint32_t xid) { return words({xid, 1, 0, 0, 0, 0, 5, 0x68656c6c, 0x6f000000}); }

TEST_F(HostileServer, ThatAnswersProperlyIsUnderstood) {
  EXPECT_EQ(call_against(asked, [](std::uint32_t xid) { return std::vector<Bytes>{hello(xid)}; }).value(), "hello");
}

TEST_F(HostileServer, WithTheWrongXidIsNotHeardAndReported) {
  const auto answer = call_against(asked, [](std::uint32_t xid) { return std::vector<Bytes>{hello(xid + 1)}; });
  EXPECT_EQ(answer.error().code, Errc::timed_out);
  EXPECT_THAT(answer.error().explain(), HasSubstr("1 replies with an xid that is not of this call were skipped"));
}

TEST_F(HostileServer, AtAnotherAddressIsNotHeardAndReported) {
  const auto answer = call_against(other, [](std::uint32_t xid) { return std::vector<Bytes>{hello(xid)}; });
  EXPECT_EQ(answer.error().code, Errc::timed_out);
  EXPECT_THAT(answer.error().explain(), HasSubstr("1 datagrams from another address than the one asked were skipped"));
}

TEST_F(HostileServer, WithJunkInFrontOfTheReplyDoesNotConfuse) {
  const auto junk = [](std::uint32_t xid) {
    std::vector<Bytes> all(100, words({xid}));
    all.push_back({});
    all.push_back(words({xid, 0, 2, 1, 1, 1}));
    all.push_back(hello(xid));
    return all;
  };
  EXPECT_EQ(call_against(asked, junk).value(), "hello");
}

TEST_F(HostileServer, WithGarbledResultsIsReportedWithTheField) {
  const auto cut = [](std::uint32_t xid) { return std::vector<Bytes>{words({xid, 1, 0, 0, 0, 0, 500, 0x68656c6c})}; };
  const auto answer = call_against(asked, cut);
  EXPECT_EQ(answer.error().code, Errc::malformed_reply);
  EXPECT_THAT(answer.error().message(), HasSubstr("the message ends here: 500 bytes needed, 4 left"));
}

}  // namespace
}  // namespace onc
