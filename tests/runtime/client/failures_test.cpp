// Every way a call can fail has an Errc of its own, and a text that says which call at which server, what came back,
// and what to do. Those of binding are in binding_test.cpp and interop/failures.sh.

#include <functional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "memory_world.h"

namespace onc {
namespace {

using namespace std::chrono_literals;
using test::Echo;
using test::Failure;
using test::World;
using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

struct Case {
  const char* name;
  std::function<Error(World&)> provoke;
  Errc code;
  const char* words;   // how explain() begins
  const char* detail;  // what came back
  const char* advice;  // empty: none is to be given
};

Error failing(World& world, Failure how) {
  return test::stream_client(world).fail(static_cast<std::int32_t>(how)).error();
}

const Case cases[] = {
    {"timed_out",
     [](World& world) {
       world.server_silent = true;
       return test::datagram_client(world).echo("x").error();
     },
     Errc::timed_out, "timed out: ", "no reply within 25 s, sent 5 times", "the call may or may not have run"},
    {"deadline_exceeded",
     [](World& world) {
       world.server_silent = true;
       return test::stream_client(world).echo("x", {.deadline = 2s}).error();
     },
     Errc::deadline_exceeded, "deadline exceeded: ", "no reply within 2 s", "allow more time"},
    {"closed",
     [](World& world) {
       world.server_closes = true;
       return test::stream_client(world).echo("x").error();
     },
     Errc::closed, "connection lost: ", "the server closed the connection", "the call may or may not have run"},
    {"not_sent",
     [](World& world) {
       world.write = {1, EPIPE};
       return test::stream_client(world).echo("x").error();
     },
     Errc::not_sent, "connection lost before sending: ", "sending: Broken pipe", "the call has not run"},
    {"connection_refused",
     [](World& world) {
       world.read = {1, ECONNREFUSED};
       return test::datagram_client(world).echo("x").error();
     },
     Errc::connection_refused, "connection refused: ", "the network reports: Connection refused",
     "nothing listens there"},
    {"unreachable",
     [](World& world) {
       world.read = {1, EHOSTUNREACH};
       return test::datagram_client(world).echo("x").error();
     },
     Errc::unreachable, "host unreachable: ", "No route to host", "check the address, the route"},
    {"cancelled",
     [](World& world) {
       std::optional<Error> error;
       test::stream_client(world).start_echo("x").then(
           [&](const Result<std::string>& answer) { error = answer.error(); });
       return *error;
     },
     Errc::cancelled, "cancelled: ", "the channel was destroyed", ""},
    {"message_too_large",
     [](World& world) { return test::datagram_client(world).echo(std::string(70'000, 'x')).error(); },
     Errc::message_too_large, "message too large: ", "the call has 70044 bytes, the transport takes 65507", "use tcp"},
    {"bound_exceeded",
     [](World& world) { return test::stream_client(world).swap({.name = "123456789", .numbers = {}}, false).error(); },
     Errc::bound_exceeded, "value beyond the schema's bounds: ", "name: length 9 exceeds the bound 8",
     "shorten the value"},
    {"auth_rejected", [](World& world) { return failing(world, Failure::auth_default); }, Errc::auth_rejected,
     "authentication refused: ", "AUTH_TOOWEAK (5)", "AUTH_SYS"},
    {"garbage_arguments", [](World& world) { return failing(world, Failure::garbage); }, Errc::garbage_arguments,
     "server could not decode the arguments: ", "", "different .x files"},
    {"procedure_unavailable", [](World& world) { return failing(world, Failure::procedure); },
     Errc::procedure_unavailable, "procedure unavailable: ", "", "older or newer"},
    {"server_failure", [](World& world) { return failing(world, Failure::error); }, Errc::server_failure,
     "server failed: ", "SYSTEM_ERR", "see the server's log"},
    {"invalid_argument", [](World& world) { return test::stream_client(world).echo("x", {.one_way = true}).error(); },
     Errc::invalid_argument, "invalid argument: ", "a one-way call of a procedure that has results", ""},
};

class Failures : public testing::TestWithParam<Case> {};

TEST_P(Failures, SayWhatWhereAndWhatToDo) {
  World world;
  const Error error = GetParam().provoke(world);
  EXPECT_EQ(error.code, GetParam().code);
  EXPECT_EQ(to_string(error.code), GetParam().name);
  EXPECT_THAT(error.explain(), AllOf(StartsWith(GetParam().words), HasSubstr("ECHO_PROG.ECHO_V1."),
                                     HasSubstr(" memory"), HasSubstr(GetParam().detail), HasSubstr(GetParam().advice)));
}

INSTANTIATE_TEST_SUITE_P(Kinds, Failures, testing::ValuesIn(cases),
                         [](const auto& param) { return std::string(param.param.name); });

// A server of other programs or versions.
TEST(Failures, OfAServerWithoutTheProgramOrTheVersionNameWhatItHas) {
  const Procedure elsewhere{{0x20000043, 1}, 1, "ECHO", "OTHER_PROG.V1"};
  const Procedure later{{Echo::id.program, 9}, 1, "ECHO", "ECHO_PROG.ECHO_V9"};
  World world;
  const auto client = test::stream_client(world);
  const auto call = [&](const Procedure& procedure) {
    detail::TypedCall<void> attempt;
    client.channel().perform(attempt, procedure, [](xdr::Encoder& /*out*/) { return true; }, {});
    return attempt.result->error();
  };
  EXPECT_EQ(call(elsewhere).code, Errc::program_unavailable);
  EXPECT_THAT(call(elsewhere).explain(), HasSubstr("another program answers at this address"));
  EXPECT_EQ(call(later).versions(), (VersionRange{1, 1}));
  EXPECT_THAT(call(later).explain(), HasSubstr("ECHO_PROG.ECHO_V9.ECHO at tcp memory: the server has version 1"));
}

// What decoding throws ends the call, not the channel.
TEST(Failures, OfMemoryEndTheCallOnly) {
  class Hungry final : public Call {
   public:
    std::optional<Error> succeed(xdr::Decoder& /*results*/) override { throw std::bad_alloc(); }
    void fail(Error failure) override { error = std::move(failure); }
    std::optional<Error> error{};
  };
  World world;
  const auto client = test::stream_client(world);
  Hungry hungry;
  const Procedure null{Echo::id, 0, "NULL", "ECHO_PROG.ECHO_V1"};
  client.channel().perform(hungry, null, [](xdr::Encoder& /*out*/) { return true; }, {});
  EXPECT_EQ(hungry.error->code, Errc::limit_exceeded);
  EXPECT_EQ(client.echo("next").value(), "next");
}

// Callbacks may start calls whatever happens, each of which ends once.
TEST(Failures, AreEndedOnceEvenWhenCallbacksStartNewCalls) {
  for (const bool streaming : {true, false}) {
    World world;
    world.server_silent = true;
    int failures = 0;
    {
      const auto client = streaming ? test::stream_client(world) : test::datagram_client(world);
      std::function<void(Result<std::string>)> again = [&](const Result<std::string>& answer) {
        EXPECT_FALSE(answer);
        if (++failures < 100) client.start_echo("again").then(again);
      };
      for (int i = 0; i < 10; ++i) client.start_echo("x", {.total_time = std::chrono::seconds(100 - i)}).then(again);
      client.channel().drain();
      EXPECT_EQ(failures, 109);
    }
    EXPECT_EQ(failures, 109);
  }
}

}  // namespace
}  // namespace onc
