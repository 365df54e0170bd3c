// Finding and registering servers, against a small rpcbind of the test's own that can be told to misbehave.

#include <mutex>
#include <optional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <onc/binding.h>

#include "echo_service.h"
#include "portmap.h"
#include "running_server.h"

namespace onc {
namespace {

using namespace std::chrono_literals;
using test::Echo;
using test::local_options;
using test::RunningServer;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class FakeRpcbind final : public portmap::PMAP_PROG::PMAP_VERS::Service {
 public:
  Result<bool> pmapproc_set(portmap::mapping wanted, CallContext& /*call*/) override {
    const std::lock_guard lock(mutex);
    if (refuses_credentials) return Error(Errc::auth_rejected).with_auth_stat(AuthStat::too_weak);
    if (refuses_all) return false;
    entries.push_back({.map = wanted});
    return true;
  }
  Result<bool> pmapproc_unset(portmap::mapping wanted, CallContext& /*call*/) override {
    const std::lock_guard lock(mutex);
    return std::erase_if(entries, [&](const portmap::pmaplist& entry) {
             return entry.map.prog == wanted.prog && entry.map.vers == wanted.vers;
           }) > 0;
  }
  Result<std::uint32_t> pmapproc_getport(portmap::mapping wanted, CallContext& /*call*/) override {
    const std::lock_guard lock(mutex);
    for (const portmap::pmaplist& entry : entries) {
      const bool same = entry.map.prog == wanted.prog && entry.map.vers == wanted.vers && entry.map.prot == wanted.prot;
      if (same) return entry.map.port;
    }
    return 0U;
  }
  Result<portmap::pmaplist_ptr> pmapproc_dump(CallContext& /*call*/) override {
    const std::lock_guard lock(mutex);
    return entries;
  }
  Result<portmap::call_result> pmapproc_callit(portmap::call_args /*wanted*/, CallContext& /*call*/) override {
    return Error(Errc::procedure_unavailable);
  }

  void enter(std::uint32_t program, std::uint32_t version, std::uint32_t protocol, std::uint32_t port) {
    const std::lock_guard lock(mutex);
    entries.push_back({.map = {.prog = program, .vers = version, .prot = protocol, .port = port}});
  }
  std::size_t size() {
    const std::lock_guard lock(mutex);
    return entries.size();
  }

  std::mutex mutex;
  portmap::pmaplist_ptr entries{};
  bool refuses_all = false;
  bool refuses_credentials = false;
};

class Binding : public testing::Test {
 protected:
  [[nodiscard]] std::string address() const { return server.address(Transport::tcp); }
  [[nodiscard]] Rpcbind rpcbind() const { return Rpcbind(address()); }

  static ServerOptions options() {
    // One port for both transports, as rpcbind has it.
    Server probe(local_options());
    EXPECT_TRUE(probe.listen());
    const std::string both = probe.endpoints()[1].address;
    ServerOptions options = local_options();
    for (ListenOn& where : options.listen) where.address = both;
    return options;
  }

  FakeRpcbind fake;
  RunningServer server{options(), fake};
};

TEST_F(Binding, FindsThePortOverEachTransport) {
  fake.enter(100, 1, 6, 4000);
  fake.enter(100, 1, 17, 5000);
  EXPECT_EQ(rpcbind().port({100, 1}, Transport::tcp).value(), 4000);
  EXPECT_EQ(Rpcbind(address(), Transport::udp).port({100, 1}, Transport::udp).value(), 5000);
}

TEST_F(Binding, TellsWhatIsMissing) {
  fake.enter(100, 1, 6, 4000);
  fake.enter(100, 3, 6, 4000);
  fake.enter(100, 3, 17, 4000);
  const auto no_program = rpcbind().port({99, 1}, Transport::tcp);
  EXPECT_EQ(no_program.error().code, Errc::program_not_registered);
  EXPECT_EQ(no_program.error().message(), "program not registered: rpcbind at " + address() + ": program 99 version 1");
  const auto no_version = rpcbind().port({100, 2}, Transport::tcp);
  EXPECT_EQ(no_version.error().code, Errc::version_not_registered);
  EXPECT_THAT(no_version.error().registered_versions(), ElementsAre(1, 3));
  EXPECT_THAT(no_version.error().message(), HasSubstr("program 100 version 2; registered: 1, 3"));
  const auto no_transport = rpcbind().port({100, 1}, Transport::udp);
  EXPECT_EQ(no_transport.error().code, Errc::transport_not_registered);
  EXPECT_THAT(no_transport.error().message(), HasSubstr("program 100 version 1 over udp"));
}

TEST_F(Binding, RefusesAPortThatIsNone) {
  fake.enter(100, 1, 6, 65536);
  EXPECT_EQ(rpcbind().port({100, 1}, Transport::tcp).error().code, Errc::malformed_reply);
}

TEST_F(Binding, RegistersListsAndUnregisters) {
  EXPECT_TRUE(rpcbind().set({{100, 1}, Transport::udp, 4000}));
  EXPECT_THAT(rpcbind().dump().value(), ElementsAre(Registration{{100, 1}, Transport::udp, 4000}));
  EXPECT_TRUE(rpcbind().unset({100, 1}));
  EXPECT_TRUE(rpcbind().unset({100, 1}));
  EXPECT_THAT(rpcbind().dump().value(), IsEmpty());
}

TEST_F(Binding, TellsWhyARegistrationWasRefused) {
  fake.refuses_all = true;
  const auto taken = rpcbind().set({{100, 1}, Transport::udp, 4000});
  EXPECT_EQ(taken.error().code, Errc::rpcbind_refused);
  EXPECT_THAT(taken.error().explain(), HasSubstr("program 100 version 1 over udp was not registered"));
  fake.refuses_credentials = true;
  const auto weak = rpcbind().set({{100, 1}, Transport::udp, 4000});
  EXPECT_EQ(weak.error().code, Errc::rpcbind_refused);
  EXPECT_THAT(weak.error().explain(), HasSubstr("AUTH_TOOWEAK"));
}

TEST_F(Binding, TellsThatRpcbindDoesNotAnswer) {
  const std::string gone = address();
  server.stop();
  for (const Transport transport : {Transport::udp, Transport::tcp}) {
    const auto answer = Rpcbind(gone, transport).port({100, 1}, transport);
    EXPECT_EQ(answer.error().code, Errc::rpcbind_unreachable);
    EXPECT_THAT(answer.error().explain(), HasSubstr("Connection refused"));
    EXPECT_THAT(answer.error().explain(), HasSubstr("advice: start rpcbind or portmapd"));
  }
  EXPECT_EQ(Rpcbind(test::socket_path("nobody")).dump().error().code, Errc::rpcbind_unreachable);
}

TEST_F(Binding, LetsServersRegisterAndClientsFindThem) {
  test::EchoService service;
  test::Echo3Service other;
  ServerOptions registered = local_options();
  registered.registration = true;
  registered.rpcbind = address();
  fake.enter(Echo::id.program, 1, 6, 1);  // left behind by a server that died
  {
    RunningServer echo(registered, service, other);
    EXPECT_EQ(fake.size(), 4U);
    for (const Transport transport : {Transport::udp, Transport::tcp}) {
      const auto client = Echo::Client::connect("127.0.0.1", {.transport = transport, .rpcbind = address()});
      ASSERT_TRUE(client) << client.error().explain();
      EXPECT_EQ(client->echo("hello").value(), "hello");
    }
  }
  EXPECT_EQ(fake.size(), 0U);
  EXPECT_EQ(Echo::Client::connect("127.0.0.1", {.rpcbind = address()}).error().code, Errc::program_not_registered);
}

TEST_F(Binding, LeavesTheRegistrationOfASuccessorAlone) {
  test::EchoService service;
  ServerOptions registered = local_options();
  registered.registration = true;
  registered.rpcbind = address();
  std::optional<RunningServer> first(std::in_place, registered, service);
  RunningServer second(registered, service);
  first.reset();
  EXPECT_EQ(fake.size(), 2U);
  EXPECT_TRUE(Echo::Client::connect("127.0.0.1", {.rpcbind = address()}));
}

TEST_F(Binding, SaysSoWhenItCannotFindOutWhatIsMissing) {
  FakeRpcbind datagrams_only;
  RunningServer alone({.listen = {{Transport::udp, "127.0.0.1:0"}}, .registration = false, .stop_signals = {}},
                      datagrams_only);
  const auto answer = Rpcbind(alone.address(Transport::udp), Transport::udp).port({100, 1}, Transport::udp);
  EXPECT_EQ(answer.error().code, Errc::program_not_registered);
  EXPECT_THAT(answer.error().explain(), HasSubstr("whether another version or transport is registered is not known"));
}

TEST_F(Binding, LeavesNothingBehindWhenRegistrationFails) {
  test::EchoService service;
  fake.refuses_all = true;
  ServerOptions options = local_options();
  options.registration = true;
  options.rpcbind = address();
  Server echo(options);
  echo.add(service);
  const auto up = echo.listen();
  EXPECT_EQ(up.error().code, Errc::rpcbind_refused);
  EXPECT_EQ(fake.size(), 0U);
}

TEST(RpcbindAddress, PrefersTheOptionThenTheEnvironmentThenPort111) {
  EXPECT_EQ(rpcbind_address("db1:1111", "db2"), "db1:1111");
  if (std::getenv("ONC_RPCBIND") != nullptr) GTEST_SKIP() << "ONC_RPCBIND is set";
  EXPECT_EQ(rpcbind_address("", "db2"), "db2:111");
  EXPECT_EQ(rpcbind_address("", "::1"), "[::1]:111");
}

}  // namespace
}  // namespace onc
