// Transport::automatic: which way each call goes.

#include "client/automatic_channel.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <onc/loopback.h>

#include "echo_service.h"
#include "memory_world.h"
#include "running_server.h"
#include "user_loop.h"

namespace onc {
namespace {

using namespace std::chrono_literals;
using test::Echo;
using test::World;
using testing::HasSubstr;

// A server in memory over both transports.
struct Both {
  explicit Both(ConnectOptions options = {}) {
    if (options.max_datagram == 0) options.max_datagram = automatic_datagram;
    datagrams = std::make_shared<DatagramChannel>(std::make_unique<test::MemoryDatagram>(world), nullptr, options,
                                                  ClientSessionOptions::from(options, "udp memory"));
    stream = std::make_shared<StreamChannel>(nullptr,
                                             std::make_unique<test::MemoryDialer<Stream, test::MemoryStream>>(world),
                                             options, ClientSessionOptions::from(options, "tcp memory"));
    channel = std::make_shared<AutomaticChannel>(datagrams, stream, options.max_datagram);
  }
  [[nodiscard]] Echo::Client client() const { return Echo::Client(channel); }

  World world{};
  std::shared_ptr<DrivenChannel> datagrams{};
  std::shared_ptr<DrivenChannel> stream{};
  std::shared_ptr<Channel> channel{};
};

// Two that run, at the same port, so that one address serves.
struct RealBoth {
  static ServerOptions at(Transport transport, const std::string& address) {
    return {.listen = {{transport, address}}, .registration = false, .stop_signals = {}};
  }

  test::EchoService service{};
  test::RunningServer streams{at(Transport::tcp, "127.0.0.1:0"), service};
  std::string address = streams.address(Transport::tcp);
  test::RunningServer datagrams{at(Transport::udp, address), service};
};

TEST(AutomaticChannel, SendsSmallCallsAsDatagramsAndNeverConnects) {
  const Both both;
  EXPECT_EQ(both.client().echo("small").value(), "small");
  EXPECT_EQ(both.datagrams->stats().calls, 1U);
  EXPECT_EQ(both.stream->stats().calls, 0U);
  EXPECT_EQ(both.world.dialed, 0);
}

TEST(AutomaticChannel, SendsLargeCallsOverOneConnection) {
  const Both both;
  const std::string large(20'000, 'x');
  EXPECT_EQ(both.client().echo(large).value(), large);
  EXPECT_EQ(both.client().echo(large).value(), large);
  EXPECT_EQ(both.datagrams->stats().calls, 0U);
  EXPECT_EQ(both.stream->stats().calls, 2U);
  EXPECT_EQ(both.world.dialed, 1);
}

TEST(AutomaticChannel, DrawsTheLineAtTheSizeOfTheMessage) {
  const Both both({.max_datagram = 100});
  EXPECT_TRUE(both.client().echo(std::string(56, 'x')));  // 40 bytes of header, 4 of length: a hundred in all
  EXPECT_EQ(both.datagrams->stats().calls, 1U);
  EXPECT_TRUE(both.client().echo(std::string(57, 'x')));
  EXPECT_EQ(both.stream->stats().calls, 1U);
}

TEST(AutomaticChannel, BelievesWhatTheCallerExpects) {
  const Both both;
  EXPECT_EQ(both.client().bulk(50'000, {.expected_reply = 50'000}).value().size(), 50'000U);
  EXPECT_EQ(both.stream->stats().calls, 1U);
}

TEST(AutomaticChannel, WaitsForCallsOfBothKinds) {
  const Both both;
  int answered = 0;
  const auto count = [&](const Result<std::string>& answer) { answered += answer ? 1 : 0; };
  both.client().start_echo("small").then(count);
  both.client().start_echo(std::string(20'000, 'x')).then(count);
  { const auto dropped = both.client().start_echo(std::string(20'000, 'y')); }
  both.channel->drain();
  EXPECT_EQ(answered, 2);
  EXPECT_EQ(both.channel->stats().calls, 3U);
}

TEST(AutomaticChannel, FailsLargeCallsOfAServerWithoutTcp) {
  Both both;
  both.world.server_down = true;
  const auto answer = both.client().echo(std::string(20'000, 'x'));
  EXPECT_EQ(answer.error().code, Errc::connection_refused);
  EXPECT_EQ(both.client().echo("small").value(), "small");
}

TEST(AutomaticChannel, RefusesWhatAnInterceptorRefusesOnce) {
  class Refusing final : public Interceptor {
   public:
    std::optional<Error> before(OutgoingCall& /*call*/) override {
      ++asked;
      return Error(Errc::cancelled, "not today");
    }
    void after(const CompletedCall& call) override {
      ++told;
      EXPECT_EQ(call.error->code, Errc::cancelled);
    }
    int asked = 0;
    int told = 0;
  };
  const auto refusing = std::make_shared<Refusing>();
  const Both both({.interceptors = {refusing}});
  EXPECT_EQ(both.client().echo("x").error().code, Errc::cancelled);
  EXPECT_EQ(refusing->asked, 1);
  EXPECT_EQ(refusing->told, 1);
}

TEST(AutomaticChannel, ReachesARealServer) {
  const RealBoth servers;
  for (const bool background : {false, true}) {
    const auto client = Echo::Client::connect(
        "", {.transport = Transport::automatic, .address = servers.address, .background = background});
    ASSERT_TRUE(client) << client.error().explain();
    EXPECT_EQ(client->echo("small").value(), "small");
    const std::string large(100'000, 'x');
    EXPECT_EQ(client->echo(large).value(), large);
    EXPECT_THAT(client->channel().peer(), HasSubstr("udp 127.0.0.1"));
  }
}

TEST(AutomaticChannel, IsMovedOnByAnEventLoop) {
  const RealBoth servers;
  const auto client =
      Echo::Client::connect("", {.transport = Transport::automatic, .address = servers.address}).value();
  EXPECT_FALSE(client.channel().next_event());
  int answered = 0;
  const auto count = [&](const Result<std::string>& answer) { answered += answer ? 1 : 0; };
  client.start_echo("small").then(count);
  client.start_echo(std::string(100'000, 'x')).then(count);
  client.channel().flush();
  while (answered < 2 && client.channel().next_event()) test::turn(client.channel());
  EXPECT_EQ(answered, 2);
}

TEST(MaxDatagram, IsNamedInTheErrorWithTheSizeOfTheCall) {
  World world;
  const auto client = test::datagram_client(world, {.max_datagram = 100});
  const auto answer = client.echo(std::string(57, 'x'));
  EXPECT_EQ(answer.error().code, Errc::message_too_large);
  EXPECT_THAT(answer.error().message(), HasSubstr("the call has 104 bytes, the transport takes 100"));
  EXPECT_TRUE(world.sent_at.empty());
}

}  // namespace
}  // namespace onc
