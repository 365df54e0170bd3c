// Clients that face servers who send what they should not. What servers face is in server/*attacks_test.cpp.

#include <sys/socket.h>

#include <array>
#include <functional>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "echo_service.h"
#include "support/hex.h"
#include "transport/file_descriptor.h"
#include "transport/socket_options.h"

namespace onc {
namespace {

using namespace std::chrono_literals;
using test::Bytes;
using test::Echo;
using test::words;
using testing::HasSubstr;

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

// T-cli-1. The second call's reply is not taken for the first one's, and none of them twice.
TEST_F(HostileServer, MayRepeatAReplyAndSendOneThatIsLate) {
  const auto client = this->client();
  std::thread server([&] {
    answer_once(asked, [](std::uint32_t xid) { return std::vector<Bytes>{hello(xid), hello(xid), hello(xid)}; });
    answer_once(asked, [](std::uint32_t xid) {
      const Bytes bye = words({xid, 1, 0, 0, 0, 0, 3, 0x62796500});
      return std::vector<Bytes>{bye, bye};
    });
  });
  EXPECT_EQ(client.echo("hello").value(), "hello");
  EXPECT_EQ(client.echo("bye").value(), "bye");
  server.join();
}

// T-cli-3. Scraps without end take no memory and no stack, and the call ends in its time.
TEST_F(HostileServer, ThatFloodsIsLeftInTime) {
  const auto junk = [](std::uint32_t xid) {
    std::vector<Bytes> all;
    for (std::uint32_t i = 0; i < 5000; ++i) all.push_back(i % 2 == 0 ? words({i, 1}) : words({xid, 2, i}));
    return all;
  };
  EXPECT_EQ(call_against(asked, junk).error().code, Errc::timed_out);
}

// T-cli-3. Nobody listens: each transmission comes back as an ICMP error, which ends the call at once or is passed
// over.
TEST_F(HostileServer, ThatIsGoneEndsEachOfManyCalls) {
  const auto client = this->client();
  asked.reset();
  for (int i = 0; i < 20; ++i) EXPECT_FALSE(client.echo("hello"));
}

TEST_F(HostileServer, WithGarbledResultsIsReportedWithTheField) {
  const auto cut = [](std::uint32_t xid) { return std::vector<Bytes>{words({xid, 1, 0, 0, 0, 0, 500, 0x68656c6c})}; };
  const auto answer = call_against(asked, cut);
  EXPECT_EQ(answer.error().code, Errc::malformed_reply);
  EXPECT_THAT(answer.error().message(), HasSubstr("the message ends here: 500 bytes needed, 4 left"));
}

}  // namespace
}  // namespace onc
