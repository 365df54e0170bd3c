// Servers stay registered with a rpcbind that is restarted, absent, silent, or changed by others.

#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <csignal>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <onc/server.h>

#include "echo_service.h"
#include "fake_rpcbind.h"
#include "running_server.h"
#include "server/listen_socket.h"
#include "server/registrar.h"
#include "server/registration_keeper.h"
#include "server/registration_plan.h"

namespace onc {
namespace {

using namespace std::chrono_literals;
using test::Echo;
using test::FakeRegistry;
using test::local_options;
using test::RunningServer;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr ProgramVersion one{100, 1};
constexpr ProgramVersion two{200, 1};

// What the server says, and a way to wait for it.
class Log {
 public:
  LogHook hook() {
    return [this](const LogEvent& event) {
      const std::lock_guard lock(mutex_);
      events_.emplace_back(event.event);
      lines_.push_back(std::string(event.peer) + ": " + std::string(event.event) + ": " + std::string(event.detail));
      changed_.notify_all();
    };
  }
  /// Whether `event` has happened `count` times, sooner or later.
  bool saw(std::string_view event, std::ptrdiff_t count = 1) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, 20s, [&] { return std::count(events_.begin(), events_.end(), event) >= count; });
  }
  std::vector<std::string> events() {
    const std::lock_guard lock(mutex_);
    return events_;
  }
  std::vector<std::string> lines() {
    const std::lock_guard lock(mutex_);
    return lines_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::string> events_;
  std::vector<std::string> lines_;
};

// A rpcbind at one address that forgets everything when it ends.
class Restartable {
 public:
  enum class Versions { all, two_only };
  explicit Restartable(ListenOn where, Versions versions = Versions::all)
      : where_(std::move(where)), versions_(versions) {
    start();
    where_.address = server_->address(where_.transport);
  }

  void start() {
    registry_.emplace();
    four_.emplace(*registry_);
    three_.emplace(*registry_);
    portmap_.emplace(*registry_);
    const ServerOptions options{.listen = {where_}, .registration = false, .stop_signals = {}};
    if (versions_ == Versions::all) server_.emplace(options, *four_, *three_, *portmap_);
    if (versions_ == Versions::two_only) server_.emplace(options, *portmap_);
  }
  void stop() { server_.reset(); }
  void restart() {
    stop();
    start();
  }
  [[nodiscard]] const std::string& address() const { return where_.address; }
  FakeRegistry& registry() { return *registry_; }
  [[nodiscard]] std::vector<std::string> entries() const { return registry_->entries(); }

 private:
  ListenOn where_;
  Versions versions_;
  std::optional<FakeRegistry> registry_;
  std::optional<test::FakeRpcbind4> four_;
  std::optional<test::FakeRpcbind3> three_;
  std::optional<test::FakePortmap> portmap_;
  std::optional<RunningServer> server_;
};

ListenOn at_socket(const char* name) { return {Transport::local, test::socket_path(name)}; }

// Takes connections and never says anything.
class Silent {
 public:
  explicit Silent(const std::string& path) : path_(path), socket_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    std::filesystem::remove(path);
    const SocketAddress address = SocketAddress::local(path).value();
    EXPECT_EQ(::bind(socket_.get(), address.data(), address.size()), 0);
    EXPECT_EQ(::listen(socket_.get(), 100), 0);
  }
  Silent(const Silent&) = delete;
  Silent& operator=(const Silent&) = delete;
  ~Silent() { std::filesystem::remove(path_); }
  /// Waits for a connection that has asked something.
  FileDescriptor be_asked() {
    FileDescriptor connection(::accept4(socket_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    char byte = 0;
    EXPECT_EQ(::recv(connection.get(), &byte, 1, MSG_PEEK), 1);
    return connection;
  }

 private:
  std::string path_;
  FileDescriptor socket_;
};

// --- what is wanted

std::vector<std::string> texts(const std::vector<NetidAddress>& entries) {
  std::vector<std::string> all;
  for (const NetidAddress& entry : entries)
    all.push_back(std::string(entry.netid.text()) + " " + entry.address.to_string());
  return all;
}

TEST(RegistrationPlan, HasEachNetidOnce) {
  const std::vector<Endpoint> endpoints{{Transport::udp, "[::]:5", 5, true},
                                        {Transport::tcp, "[::1]:6", 6},
                                        {Transport::tcp, "127.0.0.1:7", 7},
                                        {Transport::tcp, "127.0.0.1:8", 8},
                                        {Transport::local, "/tmp/a", 0}};
  EXPECT_THAT(texts(wanted_registrations(endpoints, 4)),
              ElementsAre("udp6 [::]:5", "udp 0.0.0.0:5", "tcp6 [::1]:6", "tcp 0.0.0.0:7", "local /tmp/a"));
  EXPECT_THAT(texts(wanted_registrations(endpoints, 2)), ElementsAre("udp 0.0.0.0:5", "tcp 0.0.0.0:7"));
}

TEST(RegistrationPlan, HasIpv4WhereItIsTaken) {
  const std::vector<Endpoint> only_six{{Transport::tcp, "[::]:5", 5}};
  EXPECT_THAT(texts(wanted_registrations(only_six, 4)), ElementsAre("tcp6 [::]:5"));
  EXPECT_THAT(texts(wanted_registrations(only_six, 2)), ElementsAre("tcp 0.0.0.0:5"));
  EXPECT_THAT(texts(wanted_registrations({{Transport::tcp, "[::]:5", 5, true}}, 4)),
              ElementsAre("tcp6 [::]:5", "tcp 0.0.0.0:5"));
  EXPECT_THAT(texts(wanted_registrations({{Transport::udp, "[::ffff:127.0.0.1]:5", 5}}, 3)),
              ElementsAre("udp 0.0.0.0:5"));
}

TEST(RegistrationPlan, LeavesOutAPathThatIsTooLong) {
  const std::vector<Endpoint> endpoints{{Transport::local, "/" + std::string(200, 'x'), 0}};
  EXPECT_THAT(wanted_registrations(endpoints, 4), IsEmpty());
}

TEST(RegistrationPlan, TellsOursFromAnothersAndFromNone) {
  const auto wanted = wanted_registrations(
      {{Transport::udp, "[::]:5", 5, true}, {Transport::tcp, "0.0.0.0:6", 6}, {Transport::local, "/tmp/a", 0}}, 4);
  const Standing none = standing_of(one, wanted, {{two, "udp", "0.0.0.0.0.5"}});
  EXPECT_THAT(none.missing, SizeIs(4));
  EXPECT_FALSE(none.taken);
  const Standing all = standing_of(one, wanted,
                                   {{one, "udp", "10.0.0.1.0.5"},
                                    {one, "udp6", "::.0.5"},
                                    {one, "tcp", "0.0.0.0.0.6"},
                                    {one, "local", "/tmp/a"},
                                    {one, "sctp", "0.0.0.0.0.9"}});
  EXPECT_THAT(all.ours, SizeIs(4));
  EXPECT_FALSE(all.taken);
  EXPECT_TRUE(standing_of(one, wanted, {{one, "udp", "0.0.0.0.0.7"}}).taken);
  EXPECT_TRUE(standing_of(one, wanted, {{one, "local", "/tmp/b"}}).taken);
}

TEST(RegistrationPlan, TakesWhatItCannotReadForAnothers) {
  const auto wanted = wanted_registrations({{Transport::tcp, "0.0.0.0:6", 6}}, 4);
  for (const char* text : {"", "tcp", "0.0.0.0.0.6.", "0.0.0.0.256.6", "\x1b[2J"})
    EXPECT_TRUE(standing_of(one, wanted, {{one, "tcp", text}}).taken) << text;
}

// --- one look at the table

class Keeper : public testing::Test {
 protected:
  Result<void> look(const std::vector<ProgramVersion>& wanted, bool reclaim = false) {
    return keeper.bring_in_line(wanted, reclaim, Patience(20s));
  }
  // Another server takes the place of ours.
  void take_over(ProgramVersion id) {
    rpcbind.registry().unset({.r_prog = id.program, .r_vers = id.version});
    rpcbind.registry().enter(id.program, id.version, "tcp", "0.0.0.0.9.9");
  }

  Log log;
  Restartable rpcbind{at_socket("keeper")};
  const std::vector<Endpoint> endpoints{{Transport::udp, "127.0.0.1:258", 258}, {Transport::tcp, "127.0.0.1:259", 259}};
  RegistrationKeeper keeper{rpcbind.address(), endpoints, log.hook()};
};

TEST_F(Keeper, RegistersInPlaceOfWhatStoodThere) {
  rpcbind.registry().enter(100, 1, "tcp", "0.0.0.0.9.9");
  rpcbind.registry().enter(100, 1, "tcp6", "::.9.9");
  ASSERT_TRUE(look({one, two}));
  EXPECT_THAT(rpcbind.entries(), ElementsAre("100.1 tcp 0.0.0.0.1.3", "100.1 udp 0.0.0.0.1.2", "200.1 tcp 0.0.0.0.1.3",
                                             "200.1 udp 0.0.0.0.1.2"));
  EXPECT_THAT(log.lines(), Contains(rpcbind.address() + ": registered: program 100 version 1 over udp, tcp"));
  keeper.withdraw(Patience(20s));
  EXPECT_THAT(rpcbind.entries(), IsEmpty());
}

TEST_F(Keeper, LeavesWhatAPredecessorHasRegisteredForTheSameSockets) {
  ASSERT_TRUE(look({one}));
  const auto before = rpcbind.entries();
  RegistrationKeeper successor(rpcbind.address(), endpoints, log.hook(), RegistrationKeeper::Sockets::inherited);
  rpcbind.registry().refuse(true);  // nothing need be asked for
  ASSERT_TRUE(successor.bring_in_line({one}, false, Patience(20s)));
  EXPECT_EQ(rpcbind.entries(), before);
  rpcbind.registry().refuse(false);
  rpcbind.registry().enter(200, 1, "tcp", "0.0.0.0.9.9");
  ASSERT_TRUE(successor.bring_in_line({one, two}, false, Patience(20s)));
  EXPECT_THAT(rpcbind.entries(), Contains("200.1 tcp 0.0.0.0.1.3"));
}

TEST_F(Keeper, PutsBackWhatIsMissing) {
  ASSERT_TRUE(look({one}));
  rpcbind.registry().unset({.r_prog = 100, .r_vers = 1, .r_netid = "tcp"});
  ASSERT_TRUE(look({one}));
  EXPECT_THAT(rpcbind.entries(), SizeIs(2));
  EXPECT_THAT(log.events(), ElementsAre("registered", "registration lost", "registered again"));
  ASSERT_TRUE(look({one}));
  EXPECT_THAT(log.events(), SizeIs(3));
}

TEST_F(Keeper, LeavesWhatAnotherServerHasTaken) {
  ASSERT_TRUE(look({one, two}));
  take_over(one);
  ASSERT_TRUE(look({one, two}));
  ASSERT_TRUE(look({one, two}, true));
  EXPECT_THAT(rpcbind.entries(),
              ElementsAre("100.1 tcp 0.0.0.0.9.9", "200.1 tcp 0.0.0.0.1.3", "200.1 udp 0.0.0.0.1.2"));
  EXPECT_THAT(log.events(), ElementsAre("registered", "registered", "registration taken over"));
  keeper.withdraw(Patience(20s));
  EXPECT_THAT(rpcbind.entries(), ElementsAre("100.1 tcp 0.0.0.0.9.9"));
}

TEST_F(Keeper, LeavesTheOtherServerTimeToComeBack) {
  ASSERT_TRUE(look({one}));
  take_over(one);
  ASSERT_TRUE(look({one}));
  rpcbind.restart();
  ASSERT_TRUE(look({one}));
  EXPECT_THAT(rpcbind.entries(), IsEmpty());
  ASSERT_TRUE(look({one}, true));
  EXPECT_THAT(rpcbind.entries(), SizeIs(2));
  EXPECT_TRUE(log.saw("registered again"));
}

TEST_F(Keeper, RemovesOnlyWhatIsItsOwn) {
  ASSERT_TRUE(look({one}));
  rpcbind.registry().unset({.r_prog = 100, .r_vers = 1, .r_netid = "tcp"});
  rpcbind.registry().enter(100, 1, "tcp", "0.0.0.0.9.9");
  keeper.withdraw(Patience(20s));
  EXPECT_THAT(rpcbind.entries(), ElementsAre("100.1 tcp 0.0.0.0.9.9"));
}

TEST_F(Keeper, RemovesWhatIsWantedNoMore) {
  ASSERT_TRUE(look({one, two}));
  ASSERT_TRUE(look({two}));
  EXPECT_THAT(rpcbind.entries(), ElementsAre("200.1 tcp 0.0.0.0.1.3", "200.1 udp 0.0.0.0.1.2"));
  ASSERT_TRUE(look({one, two}));
  EXPECT_THAT(rpcbind.entries(), SizeIs(4));
}

TEST_F(Keeper, TellsOnceThatItIsRefused) {
  rpcbind.registry().refuse(true);
  EXPECT_EQ(look({one, two}).error().code, Errc::rpcbind_refused);
  EXPECT_TRUE(look({one, two}));
  EXPECT_EQ(look({one, two}, true).error().code, Errc::rpcbind_refused);
  EXPECT_THAT(log.events(), ElementsAre("registration refused", "registration refused"));
  EXPECT_THAT(log.lines(), Contains(HasSubstr("program 200 version 1 over udp was not registered")));
  rpcbind.registry().refuse(false);
  EXPECT_TRUE(look({one, two}, true));
  EXPECT_THAT(rpcbind.entries(), SizeIs(4));
}

TEST_F(Keeper, TellsOnceThatRpcbindIsAway) {
  ASSERT_TRUE(look({one}));
  rpcbind.stop();
  EXPECT_EQ(look({one}).error().code, Errc::rpcbind_unreachable);
  EXPECT_EQ(look({one, two}).error().code, Errc::rpcbind_unreachable);
  EXPECT_FALSE(keeper.connected());
  EXPECT_THAT(log.events(), ElementsAre("registered", "rpcbind unreachable"));
  rpcbind.start();
  EXPECT_TRUE(look({one, two}));
  EXPECT_THAT(rpcbind.entries(), SizeIs(4));
  rpcbind.stop();
  EXPECT_FALSE(look({one}));
  EXPECT_EQ(std::ranges::count(log.events(), "rpcbind unreachable"), 2);
}

TEST_F(Keeper, AsksForNoListAtFirst) {
  Restartable old(at_socket("no-list"), Restartable::Versions::two_only);
  RegistrationKeeper other(old.address(), endpoints, log.hook());
  ASSERT_TRUE(other.bring_in_line({one}, false, Patience(20s)));
  EXPECT_THAT(old.registry().asked(), IsEmpty());
  EXPECT_THAT(old.entries(), ElementsAre("100.1 tcp 0.0.0.0.1.3", "100.1 udp 0.0.0.0.1.2"));
}

TEST_F(Keeper, KeepsIpv4AtAnOldRpcbind) {
  Restartable old(at_socket("old"), Restartable::Versions::two_only);
  RegistrationKeeper other(old.address(), {{Transport::tcp, "[::1]:258", 258}, {Transport::local, "/tmp/a", 0}}, {});
  for (int round = 0; round < 3; ++round) {
    ASSERT_TRUE(other.bring_in_line({one}, false, Patience(20s)));
    EXPECT_THAT(old.entries(), ElementsAre("100.1 tcp 0.0.0.0.1.2"));
    if (round == 1) old.restart();
  }
  other.withdraw(Patience(20s));
  EXPECT_THAT(old.entries(), IsEmpty());
}

TEST_F(Keeper, SurvivesALogThatThrows) {
  RegistrationKeeper other(rpcbind.address(), endpoints, [](const LogEvent&) { throw 1; });
  EXPECT_TRUE(other.bring_in_line({one}, false, Patience(20s)));
}

// --- servers

ServerOptions registered_at(const Restartable& rpcbind, Log& log) {
  ServerOptions options = local_options();
  options.registration = true;
  options.rpcbind = rpcbind.address();
  options.log = log.hook();
  return options;
}

class RegisteredServer : public testing::TestWithParam<Transport> {
 protected:
  static ListenOn where() {
    return GetParam() == Transport::local ? at_socket("servers") : ListenOn{GetParam(), "127.0.0.1:0"};
  }
  Log log;
  Restartable rpcbind{where()};
  test::EchoService service;
};

TEST_P(RegisteredServer, IsRegisteredAgainWhenRpcbindWasRestarted) {
  RunningServer server(registered_at(rpcbind, log), service);
  const auto before = rpcbind.entries();
  EXPECT_THAT(before, SizeIs(2));
  for (int restarts = 1; restarts <= 5; ++restarts) {
    rpcbind.restart();
    ASSERT_TRUE(log.saw("registered again", restarts));
    EXPECT_EQ(rpcbind.entries(), before);
  }
  server.stop();
  EXPECT_THAT(rpcbind.entries(), IsEmpty());
}

TEST_P(RegisteredServer, IsRegisteredAgainAfterRpcbindWasAway) {
  RunningServer server(registered_at(rpcbind, log), service);
  rpcbind.stop();
  ASSERT_TRUE(log.saw("rpcbind unreachable"));
  rpcbind.start();
  ASSERT_TRUE(log.saw("registered again"));
  EXPECT_THAT(rpcbind.entries(), SizeIs(2));
}

TEST_P(RegisteredServer, ComesUpWithoutRpcbindIfThatIsAllowed) {
  rpcbind.stop();
  ServerOptions options = registered_at(rpcbind, log);
  {
    Server strict(options);
    strict.add(service);
    EXPECT_EQ(strict.listen().error().code, Errc::rpcbind_unreachable);
  }
  options.registration_required = false;
  RunningServer server(options, service);
  const auto client = Echo::Client::connect("", {.address = server.address(Transport::tcp)});
  EXPECT_EQ(client->echo("hello").value(), "hello");
  rpcbind.start();
  ASSERT_TRUE(log.saw("registered"));
  EXPECT_THAT(rpcbind.entries(), SizeIs(2));
  server.stop();
  EXPECT_THAT(rpcbind.entries(), IsEmpty());
}

TEST_P(RegisteredServer, IsRegisteredForServicesThatComeAndGo) {
  RunningServer server(registered_at(rpcbind, log), service);
  test::Echo3Service third;
  test::EchoService better;
  server.server().add(third);
  ASSERT_TRUE(log.saw("registered", 2));
  EXPECT_THAT(rpcbind.entries(), SizeIs(4));
  server.server().add(better);
  server.server().remove(service);  // has been replaced
  server.server().remove(third);
  rpcbind.restart();
  ASSERT_TRUE(log.saw("registered again"));
  EXPECT_THAT(rpcbind.entries(), SizeIs(2));
  server.stop();
  EXPECT_THAT(log.events(), Contains("registered").Times(2));
}

TEST_P(RegisteredServer, IsRegisteredEachTimeItListens) {
  Server server(registered_at(rpcbind, log));
  server.add(service);
  for (int times = 1; times <= 2; ++times) {
    ASSERT_TRUE(server.listen());
    EXPECT_THAT(rpcbind.entries(), SizeIs(2));
    server.stop();
    EXPECT_TRUE(server.run());
    EXPECT_THAT(rpcbind.entries(), IsEmpty());
  }
}

TEST_P(RegisteredServer, GivesWayToASuccessor) {
  std::optional<RunningServer> first(std::in_place, registered_at(rpcbind, log), service);
  Log others;
  RunningServer second(registered_at(rpcbind, others), service);
  const auto of_second = rpcbind.entries();
  test::Echo3Service third;
  first->server().add(third);  // so that it looks
  ASSERT_TRUE(log.saw("registration taken over"));
  ASSERT_TRUE(log.saw("registered", 2));
  rpcbind.restart();
  ASSERT_TRUE(others.saw("registered again"));
  ASSERT_TRUE(log.saw("registered again"));  // version 3, which is its own
  first.reset();
  EXPECT_EQ(rpcbind.entries(), of_second);
}

TEST_P(RegisteredServer, LeavesItsRegistrationToASuccessorThatLives) {
  std::optional<RunningServer> server(std::in_place, registered_at(rpcbind, log), service);
  const auto before = rpcbind.entries();
  const pid_t successor = server->server().start_successor({"/bin/sleep", "1000"}).value();
  server.reset();
  EXPECT_EQ(rpcbind.entries(), before);
  ::kill(successor, SIGKILL);
  ::waitpid(successor, nullptr, 0);
}

TEST_P(RegisteredServer, IsUnregisteredWhenItsSuccessorHasEnded) {
  std::optional<RunningServer> server(std::in_place, registered_at(rpcbind, log), service);
  const pid_t successor = server->server().start_successor({"/bin/false"}).value();
  siginfo_t ended{};
  ASSERT_EQ(::waitid(P_PID, static_cast<id_t>(successor), &ended, WEXITED | WNOWAIT), 0);
  server.reset();
  EXPECT_THAT(rpcbind.entries(), IsEmpty());
  ::waitpid(successor, nullptr, 0);
}

// What is registered of a server that listens to tcp there.
std::vector<std::string> registered_of(const std::string& address) {
  Log log;
  const Restartable rpcbind(at_socket("families"));
  test::EchoService service;
  ServerOptions options = registered_at(rpcbind, log);
  options.listen = {{Transport::tcp, address}};
  const RunningServer server(options, service);
  return rpcbind.entries();
}

TEST(RegisteredFamilies, AreThoseThatAreServed) {
  if (!ListenSocket::open({Transport::tcp, "[::]:0"})) GTEST_SKIP() << "no IPv6 here";
  EXPECT_THAT(registered_of("[::]:0"), ElementsAre(HasSubstr(" tcp6 ")));
  EXPECT_THAT(registered_of("0.0.0.0:0"), ElementsAre(HasSubstr(" tcp ")));
  EXPECT_THAT(registered_of(":0"), ElementsAre(HasSubstr(" tcp "), HasSubstr(" tcp6 ")));
}

INSTANTIATE_TEST_SUITE_P(All, RegisteredServer, testing::Values(Transport::tcp, Transport::local),
                         [](const auto& tested) { return std::string(to_string(tested.param)); });

// --- the thread, with times of its own

class KeepingThread : public testing::Test {
 protected:
  static RegistrationTimes short_times() {
    RegistrationTimes times;
    times.round = 100ms;
    times.check = 1ms;
    return times;
  }
  Log log;
  const std::vector<Endpoint> endpoints{{Transport::tcp, "127.0.0.1:259", 259}};
  const std::string path = test::socket_path("keeping");
};

TEST_F(KeepingThread, FindsOutThatTheTableWasChanged) {
  Restartable rpcbind({Transport::local, path});
  Registrar registrar(path, true, log.hook(), short_times());
  registrar.add(one);
  ASSERT_TRUE(registrar.register_all(endpoints));
  rpcbind.registry().unset({.r_prog = 100, .r_vers = 1});
  ASSERT_TRUE(log.saw("registered again"));
  EXPECT_THAT(rpcbind.entries(), SizeIs(1));
  rpcbind.registry().unset({.r_prog = 100, .r_vers = 1});
  rpcbind.registry().enter(100, 1, "tcp", "0.0.0.0.9.9");
  ASSERT_TRUE(log.saw("registration taken over"));
  registrar.unregister();
  EXPECT_THAT(rpcbind.entries(), ElementsAre("100.1 tcp 0.0.0.0.9.9"));
}

TEST_F(KeepingThread, EndsWhileRpcbindIsSilent) {
  Silent rpcbind(path);
  Registrar registrar(path, false, log.hook(), short_times());
  registrar.add(one);
  ASSERT_TRUE(registrar.register_all(endpoints));
  EXPECT_TRUE(log.saw("rpcbind unreachable"));
  registrar.unregister();
}

TEST_F(KeepingThread, EndsInTheMiddleOfARegistration) {
  std::optional<Restartable> rpcbind(std::in_place, ListenOn{Transport::local, path});
  Registrar registrar(path, true, log.hook(), short_times());
  registrar.add(one);
  ASSERT_TRUE(registrar.register_all(endpoints));
  rpcbind.reset();
  Silent silent(path);
  const FileDescriptor asked = silent.be_asked();
  registrar.unregister();
}

TEST_F(KeepingThread, EndsWhileRpcbindIsAway) {
  std::optional<Restartable> rpcbind(std::in_place, ListenOn{Transport::local, path});
  Registrar registrar(path, true, log.hook(), short_times());
  registrar.add(one);
  ASSERT_TRUE(registrar.register_all(endpoints));
  rpcbind.reset();
  ASSERT_TRUE(log.saw("rpcbind unreachable"));
  registrar.unregister();
  registrar.unregister();
}

TEST_F(KeepingThread, OutlivesOneThatEndsEachConnection) {
  std::optional<Silent> rude(std::in_place, path);
  Registrar registrar(path, false, log.hook(), short_times());
  registrar.add(one);
  ASSERT_TRUE(registrar.register_all(endpoints));
  for (int times = 0; times < 5; ++times) rude->be_asked();
  rude.reset();
  Restartable rpcbind({Transport::local, path});
  ASSERT_TRUE(log.saw("registered"));
  EXPECT_THAT(log.events(), Contains("rpcbind unreachable").Times(1));
}

TEST_F(KeepingThread, TakesVersionsFromAnyThread) {
  Restartable rpcbind({Transport::local, path});
  RegistrationTimes times = short_times();
  times.round = 10s;  // for forty of them
  Registrar registrar(path, true, log.hook(), times);
  ASSERT_TRUE(registrar.register_all(endpoints));
  std::vector<std::thread> threads;
  for (std::uint32_t i = 0; i < 4; ++i) {
    threads.emplace_back([&registrar, i] {
      for (std::uint32_t version = 1; version <= 50; ++version) {
        registrar.add({i, version});
        if (version % 5 != 0) registrar.remove({i, version});
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  registrar.add(one);
  ASSERT_TRUE(log.saw("registered"));
  registrar.unregister();
  EXPECT_THAT(rpcbind.entries(), IsEmpty());
}

}  // namespace
}  // namespace onc
