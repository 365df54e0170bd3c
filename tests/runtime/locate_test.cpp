// Finding services by each version of rpcbind, against fakes that have all of them, some, or none that make sense.

#include "binding/locate.h"

#include <sys/socket.h>

#include <initializer_list>
#include <memory>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <onc/binding.h>

#include "binding/find_service.h"
#include "binding/rpcbind_place.h"
#include "echo_service.h"
#include "fake_rpcbind.h"
#include "running_server.h"
#include "transport/socket_options.h"

namespace onc {
namespace {

using namespace std::chrono_literals;
using test::FakePortmap;
using test::FakeRegistry;
using test::FakeRpcbind3;
using test::FakeRpcbind4;
using test::RunningServer;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr ProgramVersion nfs{100003, 3};

// One port of 127.0.0.1 for both transports, a port of ::1, and a local socket.
ServerOptions everywhere() {
  Server probe(test::local_options());
  EXPECT_TRUE(probe.listen());
  ServerOptions options = test::local_options();
  for (ListenOn& where : options.listen) where.address = probe.endpoints()[1].address;
  options.listen.push_back({Transport::tcp, "[::1]:0"});
  options.listen.push_back({Transport::local, test::socket_path("fake-rpcbind")});
  return options;
}

class Locate : public testing::Test {
 protected:
  void serve(std::initializer_list<std::uint32_t> versions) {
    Server probe({.listen = {{Transport::tcp, "[::1]:0"}}, .registration = false, .stop_signals = {}});
    if (!probe.listen()) GTEST_SKIP() << "no IPv6 here";
    server = std::make_unique<Server>(everywhere());
    for (const std::uint32_t version : versions) server->add(service(version));
    ASSERT_TRUE(server->listen());
    loop = std::thread([this] { EXPECT_TRUE(server->run()); });
  }
  void TearDown() override {
    if (!loop.joinable()) return;
    server->stop();
    loop.join();
  }
  Service& service(std::uint32_t version) {
    if (version == 4) return v4;
    if (version == 3) return v3;
    return v2;
  }
  [[nodiscard]] std::string four() const { return server->endpoints()[1].address; }
  [[nodiscard]] std::string six() const { return server->endpoints()[2].address; }
  [[nodiscard]] std::string path() const { return server->endpoints()[3].address; }

  [[nodiscard]] std::string located(std::string_view host, Transport transport, const std::string& rpcbind) const {
    const auto found = locate(host, nfs, transport, {.rpcbind = rpcbind}, Patience(25s));
    if (!found) return found.error().message();
    std::string text;
    for (const SocketAddress& address : *found) text += (text.empty() ? "" : " ") + address.to_string();
    return text;
  }

  FakeRegistry registry;
  FakeRpcbind4 v4{registry};
  FakeRpcbind3 v3{registry};
  FakePortmap v2{registry};
  std::unique_ptr<Server> server;
  std::thread loop;
};

TEST_F(Locate, AsksVersion4ForTheExactVersion) {
  registry.enter(nfs.program, nfs.version, "tcp", "0.0.0.0.8.1");
  registry.enter(nfs.program, nfs.version, "udp", "0.0.0.0.8.2");
  registry.enter(nfs.program, nfs.version, "tcp6", "::.8.3");
  serve({4, 3, 2});
  EXPECT_EQ(Rpcbind(four()).port(nfs, Transport::tcp).value(), 2049);
  EXPECT_EQ(Rpcbind(four(), Transport::udp).port(nfs, Transport::udp).value(), 2050);
  EXPECT_EQ(Rpcbind(six()).port(nfs, Transport::tcp).value(), 2051);
  EXPECT_THAT(registry.asked(), ElementsAre("4 GETVERSADDR tcp", "4 GETVERSADDR udp", "4 GETVERSADDR tcp6"));
}

TEST_F(Locate, FallsBackWithinVersion4) {
  registry.enter(nfs.program, nfs.version, "tcp", "0.0.0.0.8.1");
  registry.has_getversaddr = false;
  serve({4});
  EXPECT_EQ(Rpcbind(four()).port(nfs, Transport::tcp).value(), 2049);
  EXPECT_THAT(registry.asked(), ElementsAre("4 GETVERSADDR tcp", "4 GETADDR"));
}

TEST_F(Locate, FallsBackToVersion3) {
  registry.enter(nfs.program, nfs.version, "tcp", "0.0.0.0.8.1");
  serve({3, 2});
  EXPECT_EQ(Rpcbind(four()).port(nfs, Transport::tcp).value(), 2049);
  EXPECT_THAT(registry.asked(), ElementsAre("3 GETADDR"));
}

TEST_F(Locate, FallsBackToVersion2) {
  registry.enter(nfs.program, nfs.version, "tcp", "0.0.0.0.8.1");
  serve({2});
  EXPECT_EQ(Rpcbind(four()).port(nfs, Transport::tcp).value(), 2049);
  EXPECT_EQ(Rpcbind(four(), Transport::udp).port(nfs, Transport::tcp).value(), 2049);
  EXPECT_THAT(registry.asked(), ElementsAre("2 GETPORT", "2 GETPORT"));
}

TEST_F(Locate, FallsBackOverVersionsThatHaveNoProcedures) {
  registry.enter(nfs.program, nfs.version, "tcp", "0.0.0.0.8.1");
  registry.failure = Error(Errc::procedure_unavailable);
  serve({4, 3, 2});
  const auto found = Rpcbind(four()).port(nfs, Transport::tcp);
  EXPECT_EQ(found.error().code, Errc::rpcbind_refused);
  EXPECT_THAT(registry.asked(), ElementsAre("4 GETVERSADDR tcp", "4 GETADDR", "3 GETADDR", "2 GETPORT"));
  EXPECT_THAT(found.error().explain(), AllOf(HasSubstr("before that, version 4 of rpcbind: procedure unavailable"),
                                             HasSubstr("before that, version 3 of rpcbind: procedure unavailable")));
}

TEST_F(Locate, TakesARefusalForAnAnswer) {
  registry.failure = Error(Errc::auth_rejected).with_auth_stat(AuthStat::too_weak);
  serve({4, 3, 2});
  const auto found = Rpcbind(four()).port(nfs, Transport::tcp);
  EXPECT_EQ(found.error().code, Errc::rpcbind_refused);
  EXPECT_THAT(found.error().explain(), HasSubstr("AUTH_TOOWEAK"));
  EXPECT_THAT(registry.asked(), ElementsAre("4 GETVERSADDR tcp"));
}

TEST_F(Locate, ListsForAnotherTransportThanTheOneItAsksOver) {
  registry.enter(nfs.program, nfs.version, "tcp6", "::.8.3");
  registry.enter(nfs.program, nfs.version, "udp", "0.0.0.0.8.2");
  registry.enter(nfs.program, nfs.version, "unix", "/run/nfs.sock");
  serve({4});
  EXPECT_EQ(Rpcbind(four()).find(nfs, "tcp6").value().to_string(), "[::]:2051");
  EXPECT_EQ(Rpcbind(four()).port(nfs, Transport::udp).value(), 2050);
  EXPECT_EQ(Rpcbind(four(), Transport::udp).find(nfs, "tcp6").value().port(), 2051);
  EXPECT_EQ(Rpcbind(path()).find(nfs, "udp").value().to_string(), "0.0.0.0:2050");
  EXPECT_EQ(Rpcbind(four()).find(nfs, "local").value().to_string(), "/run/nfs.sock");
  EXPECT_THAT(registry.asked(), testing::Each("4 DUMP"));
}

TEST_F(Locate, ListsByVersion3) {
  registry.enter(nfs.program, nfs.version, "udp", "0.0.0.0.8.2");
  serve({3});
  EXPECT_EQ(Rpcbind(path()).port(nfs, Transport::udp).value(), 2050);
  EXPECT_THAT(registry.asked(), ElementsAre("3 DUMP"));
}

TEST_F(Locate, ExplainsWhatIsMissing) {
  registry.enter(nfs.program, 4, "tcp", "0.0.0.0.8.1");
  registry.enter(nfs.program, 2, "tcp", "0.0.0.0.8.1");
  registry.enter(nfs.program, 2, "\x1b[2J", "0.0.0.0.8.1");
  serve({4});
  const auto version = Rpcbind(four()).port(nfs, Transport::tcp);
  EXPECT_EQ(version.error().code, Errc::version_not_registered);
  EXPECT_THAT(version.error().registered_versions(), ElementsAre(2, 4));
  EXPECT_THAT(version.error().explain(), AllOf(HasSubstr("rpcbind at " + four() +
                                                         ": program 100003 version 3; "
                                                         "registered: 2, 4"),
                                               HasSubstr("rpcbind answered in version 4")));
  const auto transport = Rpcbind(six()).port({nfs.program, 2}, Transport::tcp);
  EXPECT_EQ(transport.error().code, Errc::transport_not_registered);
  EXPECT_THAT(transport.error().detail(), HasSubstr("program 100003 version 2 over tcp6; registered: \\x1b[2J, tcp"));
  const auto program = Rpcbind(four(), Transport::udp).port({99, 1}, Transport::udp);
  EXPECT_EQ(program.error().message(), "program not registered: rpcbind at " + four() + ": program 99 version 1");
  EXPECT_THAT(registry.asked(), testing::Contains("4 DUMP"));
}

TEST_F(Locate, ExplainsByTheOldestVersion) {
  registry.enter(nfs.program, nfs.version, "tcp", "0.0.0.0.8.1");
  serve({2});
  const auto local = Rpcbind(path()).find(nfs, "local");
  EXPECT_EQ(local.error().code, Errc::transport_not_registered);
  EXPECT_THAT(local.error().explain(),
              AllOf(HasSubstr("over local; registered: tcp"), HasSubstr("version 4 of rpcbind: version mismatch"),
                    HasSubstr("rpcbind answered in version 2")));
}

TEST_F(Locate, SaysThatAServerHasEnded) {
  registry.enter(nfs.program, nfs.version, "tcp", "");
  serve({4});
  const auto found = Rpcbind(four()).port(nfs, Transport::tcp);
  EXPECT_EQ(found.error().code, Errc::program_not_registered);
  EXPECT_THAT(found.error().explain(), HasSubstr("it is listed, but rpcbind gives no address for it"));
}

TEST_F(Locate, SaysThatItCannotFindOutWhatIsMissing) {
  registry.has_dump = false;
  serve({4});
  const auto found = Rpcbind(four()).port(nfs, Transport::tcp);
  EXPECT_EQ(found.error().code, Errc::program_not_registered);
  EXPECT_THAT(found.error().explain(), HasSubstr("whether another version or transport is registered is not known"));
}

TEST_F(Locate, RefusesAddressesThatAreNone) {
  std::uint32_t version = 0;
  for (const char* text : {"x", "1.2.3.4.8", "0.0.0.0.0.0", "::.8.1", "/run/x", "host.8.1", "\x1b[2J"}) {
    registry.enter(nfs.program, version++, "tcp", text);
  }
  registry.enter(nfs.program, 0, "local", "x");
  serve({4});
  for (std::uint32_t i = 0; i < version; ++i) {
    const auto found = Rpcbind(four()).port({nfs.program, i}, Transport::tcp);
    EXPECT_EQ(found.error().code, Errc::malformed_reply) << i;
    EXPECT_THAT(found.error().message(),
                AllOf(HasSubstr("rpcbind at " + four() + ": it names '"), Not(HasSubstr("\x1b"))));
  }
  EXPECT_EQ(Rpcbind(path()).find({nfs.program, 0}, "local").error().code, Errc::malformed_reply);
  EXPECT_EQ(Rpcbind(path()).find({nfs.program, 0}, "tcp").error().code, Errc::malformed_reply);
}

TEST_F(Locate, GivesEachFamilyItsPort) {
  registry.enter(nfs.program, nfs.version, "tcp", "0.0.0.0.8.1");
  registry.enter(nfs.program, nfs.version, "tcp6", "::.8.3");
  serve({4});
  for (const std::string& rpcbind : {four(), six(), path()}) {
    EXPECT_EQ(located("", Transport::tcp, rpcbind), "127.0.0.1:2049 [::1]:2051");
    EXPECT_EQ(located("127.0.0.1", Transport::tcp, rpcbind), "127.0.0.1:2049");
    EXPECT_EQ(located("::1", Transport::tcp, rpcbind), "[::1]:2051");
    EXPECT_EQ(located("::ffff:10.0.0.1", Transport::tcp, rpcbind), "10.0.0.1:2049");
  }
}

TEST_F(Locate, LeavesOutTheFamilyThatHasNoServer) {
  registry.enter(nfs.program, nfs.version, "tcp6", "::.8.3");
  serve({4});
  EXPECT_EQ(located("", Transport::tcp, four()), "[::1]:2051");
  EXPECT_THAT(located("127.0.0.1", Transport::tcp, four()), HasSubstr("over tcp; registered: tcp6"));
  const auto neither = locate("", nfs, Transport::udp, {.rpcbind = four()}, Patience(25s));
  EXPECT_THAT(neither.error().explain(),
              AllOf(HasSubstr("over udp; registered: tcp6"), HasSubstr("and in the other address family, "),
                    HasSubstr("over udp6; registered: tcp6")));
}

TEST_F(Locate, TakesThePortOfVersion2ForBothFamilies) {
  registry.enter(nfs.program, nfs.version, "tcp", "0.0.0.0.8.1");
  serve({2});
  EXPECT_EQ(located("", Transport::tcp, path()), "127.0.0.1:2049 [::1]:2049");
}

// Whatever a rpcbind names, calls go to the host that was asked for.
TEST_F(Locate, GoesToNoOtherHost) {
  registry.enter(nfs.program, nfs.version, "tcp", "203.0.113.9.8.1");
  registry.enter(nfs.program, nfs.version, "tcp6", "2001:db8::9.8.3");
  serve({4});
  EXPECT_EQ(located("", Transport::tcp, path()), "127.0.0.1:2049 [::1]:2051");
  EXPECT_EQ(Rpcbind(four()).find(nfs, "tcp").value().to_string(), "203.0.113.9:2049");
}

TEST_F(Locate, FindsLocalSockets) {
  registry.enter(nfs.program, nfs.version, "local", "/run/nfs.sock");
  serve({4});
  for (const std::string& rpcbind : {four(), six(), path()}) {
    for (const char* host : {"", "localhost", "127.0.0.2", "::1"}) {
      EXPECT_EQ(located(host, Transport::local, rpcbind), "/run/nfs.sock");
    }
  }
}

TEST_F(Locate, FollowsNoStrangersPaths) {
  serve({4});
  EXPECT_THAT(located("192.0.2.1", Transport::local, path()),
              HasSubstr("servers on this host only, which '192.0.2.1'"));
  EXPECT_THAT(located("", Transport::local, "192.0.2.1:111"),
              HasSubstr("needs this host's rpcbind, and '192.0.2.1:111'"));
  EXPECT_THAT(registry.asked(), IsEmpty());
}

TEST_F(Locate, TakesAGivenAddressAsItIs) {
  const auto given = [](Transport transport, const char* address) {
    const auto found = locate("ignored", nfs, transport, {.address = address}, Patience(0s));
    return found ? found->front().to_string() : found.error().message();
  };
  EXPECT_EQ(given(Transport::tcp, "192.0.2.1:80"), "192.0.2.1:80");
  EXPECT_EQ(given(Transport::local, "/run/x"), "/run/x");
  EXPECT_THAT(given(Transport::local, "192.0.2.1:80"), HasSubstr("does not fit transport 'local'"));
  EXPECT_THAT(given(Transport::tcp, "/run/x"), HasSubstr("does not fit transport 'tcp'"));
}

TEST_F(Locate, ConnectsWithoutAnAddress) {
  test::EchoService echo;
  ServerOptions options = test::local_options();
  options.listen.push_back({Transport::local, test::socket_path("echo")});
  RunningServer echo_server(options, echo);
  const auto& endpoints = echo_server.server().endpoints();
  for (const Endpoint& endpoint : endpoints) {
    const Netid netid = netid_of(endpoint.transport, AF_INET);
    const auto address = SocketAddress::parse(endpoint.address).value();
    registry.enter(test::Echo::id.program, 1, std::string(netid.text()), universal_address(address).value());
  }
  serve({4});
  for (const Transport transport : {Transport::udp, Transport::tcp, Transport::local}) {
    const auto client = test::Echo::Client::connect("127.0.0.1", {.transport = transport, .rpcbind = path()});
    ASSERT_TRUE(client) << client.error().explain();
    EXPECT_EQ(client->echo("found").value(), "found");
  }
}

// "udp6 [::]", "local /path": what is registered, without ports, which are free ones.
std::vector<std::string> registered(const FakeRegistry& registry) {
  std::vector<std::string> all;
  for (const auto& [entry] : registry.list()) {
    const auto address = parse_universal_address(*parse_netid(entry.r_netid), entry.r_addr).value();
    const std::string text = address.to_string();
    all.push_back(entry.r_netid + " " + (address.family() == AF_UNIX ? text : text.substr(0, text.rfind(':'))));
  }
  return all;
}

ServerOptions registering(const std::string& rpcbind, std::vector<ListenOn> listen) {
  return {.listen = std::move(listen), .registration = true, .rpcbind = rpcbind, .stop_signals = {}};
}

TEST_F(Locate, ServersRegisterWhatTheyListenAt) {
  serve({4, 2});
  const std::string socket = test::socket_path("registered");
  test::EchoService echo;
  {
    RunningServer echo_server(registering(path(), {{Transport::udp, ":0"},
                                                   {Transport::tcp, "127.0.0.1:0"},
                                                   {Transport::tcp, "[::1]:0"},
                                                   {Transport::tcp, "127.0.0.1:0"},
                                                   {Transport::local, socket}}),
                              echo);
    EXPECT_THAT(registered(registry),
                ElementsAre("udp6 [::]", "udp 0.0.0.0", "tcp 0.0.0.0", "tcp6 [::1]", "local " + socket));
    for (const Transport transport : {Transport::udp, Transport::tcp, Transport::local}) {
      const auto client = test::Echo::Client::connect("::1", {.transport = transport, .rpcbind = path()});
      ASSERT_TRUE(client) << client.error().explain();
      EXPECT_EQ(client->echo("found").value(), "found");
    }
  }
  EXPECT_THAT(registered(registry), IsEmpty());
}

TEST_F(Locate, ServersUnregisterTheirLocalSocket) {
  serve({4, 2});
  const std::string socket = test::socket_path("only-local");
  test::EchoService echo;
  registry.enter(test::Echo::id.program, 1, "local", "/left/behind");
  {
    RunningServer echo_server(registering(path(), {{Transport::local, socket}}), echo);
    EXPECT_THAT(registered(registry), ElementsAre("local " + socket));
  }
  EXPECT_THAT(registered(registry), IsEmpty());
}

TEST_F(Locate, ServersTakeWhatVersion2Offers) {
  serve({2});
  test::EchoService echo;
  {
    RunningServer echo_server(
        registering(path(), {{Transport::tcp, "[::1]:0"}, {Transport::local, test::socket_path("too-new")}}), echo);
    EXPECT_THAT(registered(registry), ElementsAre("tcp 0.0.0.0"));
    EXPECT_TRUE(test::Echo::Client::connect("::1", {.rpcbind = path()}));
  }
  EXPECT_THAT(registered(registry), IsEmpty());
}

// Replies that no rpcbind sends.
class Garbage final : public Service {
 public:
  [[nodiscard]] ProgramVersion program_version() const noexcept override { return {100000, 4}; }
  Outcome dispatch(IncomingCall& call) override {
    return call.reply(Result<int>(0), [](xdr::Encoder& out, int) { return out.u32(0xffffffff); });
  }
};

TEST(Lookups, SayThatAReplyIsGarbage) {
  Garbage garbage;
  RunningServer server(test::local_options(), garbage);
  const std::string address = server.address(Transport::tcp);
  const auto found = Rpcbind(address).port(nfs, Transport::tcp);
  EXPECT_EQ(found.error().code, Errc::malformed_reply);
  EXPECT_THAT(found.error().detail(), HasSubstr("rpcbind at " + address));
  const auto by_list = Rpcbind(address).port(nfs, Transport::udp);
  EXPECT_EQ(by_list.error().code, Errc::malformed_reply);
}

// A server of another program, where somebody took its port for rpcbind's.
TEST(Lookups, SayThatNoRpcbindIsThere) {
  test::EchoService echo;
  RunningServer server(test::local_options(), echo);
  const auto found = Rpcbind(server.address(Transport::tcp)).port(nfs, Transport::tcp);
  EXPECT_EQ(found.error().code, Errc::rpcbind_refused);
  EXPECT_THAT(found.error().explain(), AllOf(HasSubstr("program unavailable"), HasSubstr("version 3 of rpcbind")));
}

// Bound, never read.
class SilentSocket {
 public:
  explicit SilentSocket(int type) : socket_(::socket(AF_INET, type | SOCK_CLOEXEC, 0)) {
    const auto any = SocketAddress::parse("127.0.0.1:0").value();
    EXPECT_EQ(::bind(socket_.get(), any.data(), any.size()), 0);
    if (type == SOCK_STREAM) {
      EXPECT_EQ(::listen(socket_.get(), 8), 0);
    }
  }
  [[nodiscard]] std::string address() const { return local_address(socket_.get()).to_string(); }

 private:
  FileDescriptor socket_;
};

TEST_F(Locate, GoesOnToTheNextAddressOfARpcbind) {
  registry.enter(nfs.program, nfs.version, "tcp", "0.0.0.0.8.1");
  serve({4});
  const auto closed = SocketAddress::parse("127.0.0.1:1").value();
  const auto open = SocketAddress::parse(four()).value();
  const Netid tcp = netid_of(Transport::tcp, AF_INET);
  const auto found = find_service({closed, open}, Transport::tcp, nfs, tcp, Patience(25s));
  EXPECT_EQ(found.value().address.port(), 2049);
  EXPECT_EQ(found.value().answered_by, 1U);
  // What answers is not asked elsewhere, and what does not is told.
  EXPECT_EQ(find_service({open, closed}, Transport::tcp, nfs, tcp, Patience(25s)).value().answered_by, 0U);
  const auto absent = find_service({closed, open, closed}, Transport::tcp, {99, 1}, tcp, Patience(25s));
  EXPECT_EQ(absent.error().code, Errc::program_not_registered);
  EXPECT_THAT(absent.error().explain(), HasSubstr("before that, rpcbind does not answer: at 127.0.0.1:1"));
  EXPECT_EQ(find_service({closed, closed}, Transport::tcp, nfs, tcp, Patience(25s)).error().code,
            Errc::rpcbind_unreachable);
}

TEST(Lookups, EndWithTheTime) {
  const SilentSocket datagrams(SOCK_DGRAM);
  const SilentSocket stream(SOCK_STREAM);
  const auto over_udp = Rpcbind(datagrams.address(), Transport::udp, 20ms).port(nfs, Transport::udp);
  EXPECT_EQ(over_udp.error().code, Errc::rpcbind_unreachable);
  EXPECT_THAT(over_udp.error().explain(), HasSubstr("no reply within"));
  const auto over_tcp = Rpcbind(stream.address(), Transport::tcp, 20ms).port(nfs, Transport::tcp);
  EXPECT_EQ(over_tcp.error().code, Errc::rpcbind_unreachable);
  const auto located = locate("", nfs, Transport::tcp, {.rpcbind = stream.address()}, Patience(20ms));
  EXPECT_EQ(located.error().code, Errc::rpcbind_unreachable);
}

TEST(Lookups, RefuseWhatIsNoQuestion) {
  const Rpcbind rpcbind("127.0.0.1:1");
  EXPECT_EQ(rpcbind.find(nfs, "sctp").error().code, Errc::invalid_argument);
  EXPECT_EQ(rpcbind.port(nfs, Transport::local).error().code, Errc::invalid_argument);
}

TEST(ThisHost, IsNamedByLoopbackAlone) {
  for (const char* host : {"", "localhost", "127.0.0.1", "127.255.0.1", "::1", "::ffff:127.0.0.1"}) {
    EXPECT_TRUE(is_this_host(host)) << host;
  }
  for (const char* host : {"localhost.example", "10.0.0.1", "::", "0.0.0.0", "128.0.0.1", "::ffff:10.0.0.1"}) {
    EXPECT_FALSE(is_this_host(host)) << host;
  }
}

}  // namespace
}  // namespace onc
