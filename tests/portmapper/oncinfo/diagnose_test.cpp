// Where the way to a server stops, and what is advised: texts, and walks to a portmapper of the test's own.

#include "oncinfo/diagnose.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <onc/binding.h>
#include <onc/portmapper.h>

#include "names.h"
#include "oncinfo/diagnosis.h"
#include "runtime/running_server.h"

namespace onc::oncinfo {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

Finding ok(std::string step) { return {std::move(step), true, "seen", ""}; }
Finding failed(std::string step, std::string advice) { return {std::move(step), false, "seen", std::move(advice)}; }

TEST(Conclusion, NamesTheStepThatItStopsAt) {
  EXPECT_EQ(conclusion({.findings = {ok("name"), ok("rpcbind tcp"), failed("registration", "start the server")}}),
            "It stops at registration: start the server.\n");
  EXPECT_EQ(
      conclusion({.findings = {ok("name"), failed("rpcbind tcp", "start it"), failed("rpcbind udp", "start it")}}),
      "It stops at rpcbind tcp and rpcbind udp: start it.\n");
  EXPECT_EQ(conclusion({.findings = {failed("rpcbind udp", "let it pass"), failed("version", "use another")}}),
            "It stops at version: use another.\nAlso failed: rpcbind udp: let it pass.\n");
}

TEST(Conclusion, TellsWhatWorksFromWhatDoesNot) {
  const std::vector<Finding> findings{ok("name"), ok("call tcp"), failed("call udp", "let it pass")};
  EXPECT_EQ(conclusion({.findings = findings, .reached_calls = true}),
            "It works, but not in all ways.\nAlso failed: call udp: let it pass.\n");
  EXPECT_FALSE(all_is_well({.findings = findings, .reached_calls = true}));
  EXPECT_EQ(conclusion({.findings = findings, .reached_calls = true, .one_call_does = true}), "It works.\n");
  EXPECT_EQ(conclusion({.findings = {ok("name"), ok("call tcp")}, .reached_calls = true}), "It works.\n");
}

TEST(FindingText, IsOneLine) {
  EXPECT_EQ(finding_text(ok("rpcbind tcp")), "rpcbind tcp    ok     seen\n");
  EXPECT_EQ(finding_text(failed("name", "x")), "name           FAILED seen\n");
}

TEST(Advice, TellsFailuresApart) {
  EXPECT_THAT(advice_on_rpcbind(Error(Errc::connection_refused)), HasSubstr("start rpcbind or portmapd"));
  EXPECT_THAT(advice_on_rpcbind(Error(Errc::timed_out)), HasSubstr("firewall"));
  EXPECT_THAT(advice_on_rpcbind(Error(Errc::malformed_reply)), HasSubstr("is no rpcbind"));
  EXPECT_THAT(advice_on_rpcbind(Error(Errc::limit_exceeded)), HasSubstr("no end"));
  EXPECT_THAT(advice_on_call(Error(Errc::connection_refused)), HasSubstr("renews the registration"));
  EXPECT_THAT(advice_on_call(Error(Errc::timed_out)), HasSubstr("firewall"));
  EXPECT_THAT(advice_on_call(Error(Errc::program_unavailable)), HasSubstr("another program has got the port"));
  EXPECT_THAT(advice_on_call(Error(Errc::version_mismatch)), HasSubstr("use one that it names"));
  EXPECT_THAT(advice_on_call(Error(Errc::auth_rejected)), HasSubstr("credential"));
  EXPECT_THAT(advice_on_call(Error(Errc::malformed_reply)), HasSubstr("no ONC RPC"));
}

TEST(Advice, IsThereForEveryError) {
  for (std::size_t code = 0; code < errc_count; ++code) {
    const Error error(static_cast<Errc>(code));
    EXPECT_FALSE(advice_on_rpcbind(error).empty()) << error.message();
    EXPECT_FALSE(advice_on_call(error).empty()) << error.message();
  }
}

// A host with a portmapper, and what oncinfo says about a program on it.
class Walks : public testing::Test {
 protected:
  Walks() {
    portmapper_.serve_on(server_);
    EXPECT_TRUE(server_.listen());
    portmapper_.announce(server_.endpoints());
    loop_ = std::thread([this] { EXPECT_TRUE(server_.run()); });
  }
  ~Walks() override {
    server_.stop();
    loop_.join();
  }

  void register_program(std::uint32_t program, std::uint16_t port) const {
    EXPECT_TRUE(Rpcbind(path_).set({{program, 1}, Transport::tcp, port}));
  }
  [[nodiscard]] std::uint16_t port() const { return server_.endpoints()[0].port; }

  // Everything that is printed, and the status in front of it.
  [[nodiscard]] std::string walk(const Wanted& wanted, bool json = false) const {
    std::FILE* file = std::tmpfile();
    const Inquiry inquiry{.host = "127.0.0.1", .rpcbind = path_, .time = std::chrono::seconds(5)};
    const int status = diagnose(inquiry, wanted, test::few_names(), Output(json, file, file));
    std::string text(1 << 14, '\0');
    std::rewind(file);
    text.resize(std::fread(text.data(), 1, text.size(), file));
    std::fclose(file);
    return json ? text : std::to_string(status) + "\n" + text;
  }

 private:
  std::string path_ = test::socket_path("diagnose");
  Portmapper portmapper_{};
  Server server_{{.listen = {{Transport::tcp, "127.0.0.1:0"}, {Transport::local, path_}},
                  .registration = false,
                  .stop_signals = {}}};
  std::thread loop_{};
};

TEST_F(Walks, EndAtAServerThatAnswers) {
  const std::string text = walk({.program = 100000});
  EXPECT_THAT(text, StartsWith("0\nname           ok     127.0.0.1 is 127.0.0.1\nrpcbind local  ok     "));
  EXPECT_THAT(text, HasSubstr("answers, versions 2 to 4\n"));
  EXPECT_THAT(text, HasSubstr("registration   ok     program 100000 (portmapper), versions 2, 3, 4\n"));
  EXPECT_THAT(text, HasSubstr("version        ok     4 is registered\ncall tcp       ok     127.0.0.1:"));
  EXPECT_THAT(text, HasSubstr("\nIt works.\n"));
}

TEST_F(Walks, StopAtAProgramThatIsNotRegistered) {
  const std::string text = walk({.program = 100003});
  EXPECT_THAT(text, StartsWith("1\n"));
  EXPECT_THAT(text, HasSubstr("registration   FAILED program 100003 (nfs) is not among the "));
  EXPECT_THAT(text, HasSubstr("It stops at registration: start the server; "));
}

TEST_F(Walks, StopAtAVersionThatIsNotRegistered) {
  const std::string text = walk({.program = 100000, .version = 7});
  EXPECT_THAT(text, HasSubstr("version        FAILED 7 is not registered, but versions 2, 3, 4\n"));
  EXPECT_THAT(text, HasSubstr("It stops at version: use a version that the server has"));
}

TEST_F(Walks, StopAtAServerThatHasEnded) {
  std::uint16_t closed = 0;
  {
    Server ended({.listen = {{Transport::tcp, "127.0.0.1:0"}}, .registration = false, .stop_signals = {}});
    Portmapper service;
    service.serve_on(ended);
    ASSERT_TRUE(ended.listen());
    closed = ended.endpoints()[0].port;
  }
  register_program(0x20000042, closed);
  const std::string text = walk({.program = 0x20000042});
  EXPECT_THAT(text, HasSubstr("call tcp       FAILED connection refused"));
  EXPECT_THAT(text, HasSubstr("It stops at call tcp: nothing listens there: the server has ended"));
}

TEST_F(Walks, StopAtAnotherServerBehindTheRegistration) {
  register_program(0x20000043, port());
  EXPECT_THAT(walk({.program = 0x20000043}), HasSubstr("It stops at call tcp: another program has got the port"));
}

TEST_F(Walks, GoStraightToAPort) {
  const std::string text = walk({.program = 100000, .port = port()});
  EXPECT_THAT(text, StartsWith("0\n"));
  EXPECT_THAT(text, HasSubstr("rpcbind        ok     not asked, as -n gives port "));
  EXPECT_THAT(text, HasSubstr(", versions 2 to 4\n"));
}

TEST_F(Walks, SayTheSameInJson) {
  const Json json = Json::parse(walk({.program = 100003}, true));
  EXPECT_EQ(json["works"], false);
  EXPECT_EQ(json["steps"].back()["step"], "registration");
  EXPECT_THAT(json["steps"].back()["advice"].get<std::string>(), StartsWith("start the server"));
}

}  // namespace
}  // namespace onc::oncinfo
