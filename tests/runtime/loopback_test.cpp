#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <onc/loopback.h>

#include "echo_service.h"

namespace onc {
namespace {

using test::Echo;
using test::Failure;
using testing::HasSubstr;

TEST(Loopback, CallsAServiceWithoutSocketOrThread) {
  test::EchoService service;
  const auto client = loopback<Echo::Client>(service);
  EXPECT_EQ(client.echo("hello").value(), "hello");
  EXPECT_EQ(client.swap({.name = "ab", .numbers = {1, 2, 3}}, true).value(),
            (echo::sample{.name = "ab!", .numbers = {3, 2, 1}}));
  EXPECT_TRUE(client.null_proc());
}

TEST(Loopback, CarriesMessagesOfAnySize) {
  test::EchoService service;
  const auto client = loopback<Echo::Client>(service);
  const std::string large(3'000'000, 'x');
  EXPECT_EQ(client.echo(large).value(), large);
}

TEST(Loopback, ShowsErrorsAsANetworkWould) {
  test::EchoService service;
  const auto client = loopback<Echo::Client>(service);
  const auto code = [&](Failure how) { return client.fail(static_cast<std::int32_t>(how)).error().code; };
  EXPECT_EQ(code(Failure::error), Errc::server_failure);
  EXPECT_EQ(code(Failure::exception), Errc::server_failure);
  EXPECT_EQ(code(Failure::auth_default), Errc::auth_rejected);
  EXPECT_EQ(code(Failure::garbage), Errc::garbage_arguments);
  EXPECT_EQ(code(Failure::procedure), Errc::procedure_unavailable);
  EXPECT_EQ(client.swap({.name = "ab", .numbers = {1, 2, 3, 4, 5}}, true).error().code, Errc::bound_exceeded);
}

TEST(Loopback, ReportsACallToAnotherVersion) {
  test::Echo3Service service;
  const auto client = loopback<Echo::Client>(service);
  const auto answer = client.echo("hello");
  EXPECT_EQ(answer.error().code, Errc::version_mismatch);
  EXPECT_EQ(answer.error().versions(), (VersionRange{3, 3}));
}

TEST(Loopback, EndsTheConnectionAtARequestBeyondTheServersLimit) {
  test::EchoService service;
  const auto client = loopback<Echo::Client>(service);
  const auto answer = client.echo(std::string(5'000'000, 'x'));
  EXPECT_EQ(answer.error().code, Errc::limit_exceeded);
  EXPECT_EQ(service.calls, 0);
}

TEST(Loopback, AnswersStartedCallsWhenTheyAreWaitedFor) {
  test::EchoService service;
  const auto client = loopback<Echo::Client>(service);
  auto first = client.start_echo("a");
  auto second = client.start_echo("b");
  EXPECT_EQ(std::move(second).wait().value(), "b");
  EXPECT_EQ(std::move(first).wait().value(), "a");
}

TEST(Loopback, AnswersStartedCallsWhenItIsFlushedOrDrained) {
  test::EchoService service;
  const auto client = loopback<Echo::Client>(service);
  int answered = 0;
  const auto count = [&](const Result<std::string>& answer) { answered += answer ? 1 : 0; };
  client.start_echo("a").then(count);
  client.channel().flush();
  EXPECT_EQ(answered, 1);
  client.start_echo("b").then(count);
  client.start_echo("c").then(count);
  { const auto dropped = client.start_echo("d"); }
  client.channel().drain();
  EXPECT_EQ(answered, 3);
  EXPECT_TRUE(client.channel().interests().empty());
  EXPECT_FALSE(client.channel().next_event());
}

TEST(Loopback, RefusesAServiceThatCallsThroughItsOwnChannel) {
  class Recursive final : public test::Echo3::Service {
   public:
    const test::Echo3::Client* client = nullptr;
    Result<std::int32_t> twice(std::int32_t number, CallContext& /*call*/) override {
      const auto inner = client->twice(number);
      return inner ? 1 : static_cast<std::int32_t>(inner.error().code);
    }
  };
  Recursive service;
  const auto client = loopback<test::Echo3::Client>(service);
  service.client = &client;
  EXPECT_EQ(client.twice(3).value(), static_cast<std::int32_t>(Errc::invalid_argument));
  EXPECT_EQ(client.twice(3).value(), static_cast<std::int32_t>(Errc::invalid_argument));
}

TEST(Loopback, PassesCredentials) {
  test::EchoService service;
  const auto anonymous = loopback<Echo::Client>(service);
  EXPECT_EQ(anonymous.who().value(), 0xffffffffU);
  EXPECT_EQ(anonymous.who({.credential = AuthSys{.machine_name = "here", .uid = 7}}).value(), 7U);
  const auto sys = loopback<Echo::Client>(service, {.credential = AuthSys{.machine_name = "here", .uid = 501}});
  EXPECT_EQ(sys.who().value(), 501U);
  EXPECT_EQ(sys.who({.credential = Credential()}).value(), 0xffffffffU);
}

TEST(Loopback, RefusesACredentialBeyondTheProtocolsBoundsBeforeItIsSent) {
  test::EchoService service;
  const AuthSys many{.machine_name = "here", .gids = std::vector<std::uint32_t>(17)};
  const auto answer = loopback<Echo::Client>(service, {.credential = many}).who();
  EXPECT_EQ(answer.error().code, Errc::bound_exceeded);
  EXPECT_THAT(answer.error().detail(), HasSubstr("AUTH_SYS credential.gids: length 17 exceeds the bound 16"));
  EXPECT_EQ(service.calls, 0);
}

}  // namespace
}  // namespace onc
