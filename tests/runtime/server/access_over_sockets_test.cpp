// Who may call what, at a running server: clients over every transport, with calls that are let in and calls that are
// not.

#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <onc/access.h>
#include <onc/call.h>

#include "echo_service.h"
#include "running_server.h"

namespace onc {
namespace {

using test::Echo;
using test::RunningServer;

constexpr Transport every_transport[] = {Transport::udp, Transport::tcp, Transport::local};
constexpr std::uint32_t who_procedure = 5;

ServerOptions on_every_transport() {
  ServerOptions options = test::local_options();
  options.listen.push_back({Transport::local, test::socket_path("access")});
  return options;
}

ServerOptions with_rules(const std::vector<AccessRule>& rules, Access otherwise = Access::deny) {
  ServerOptions options = on_every_transport();
  options.interceptors.push_back(AccessRules::make(rules, otherwise).value());
  return options;
}

Echo::Client connected(const RunningServer& server, Transport transport, const LocalPorts& ports = {}) {
  const ConnectOptions options{.transport = transport, .address = server.address(transport), .local_ports = ports};
  return Echo::Client::connect("", options).value();
}

// "allowed", "refused" with AUTH_TOOWEAK, or what else came back.
template <class R>
std::string verdict(const Result<R>& result) {
  if (result) return "allowed";
  const bool refused = result.error().code == Errc::auth_rejected && result.error().auth_stat() == AuthStat::too_weak;
  return refused ? "refused" : result.error().explain();
}

struct Verdicts {
  std::string udp;
  std::string tcp;
  std::string local;
  friend bool operator==(const Verdicts&, const Verdicts&) = default;
  friend std::ostream& operator<<(std::ostream& out, const Verdicts& seen) {
    return out << "udp: " << seen.udp << ", tcp: " << seen.tcp << ", local: " << seen.local;
  }
};

const Verdicts all_allowed{.udp = "allowed", .tcp = "allowed", .local = "allowed"};
const Verdicts all_refused{.udp = "refused", .tcp = "refused", .local = "refused"};

// What becomes of ECHO over each transport.
Verdicts verdicts(const RunningServer& server, const CallOptions& options = {}) {
  const auto ask = [&](Transport transport) { return verdict(connected(server, transport).echo("hello", options)); };
  return {.udp = ask(Transport::udp), .tcp = ask(Transport::tcp), .local = ask(Transport::local)};
}

Verdicts under(const std::vector<AccessRule>& rules, const CallOptions& options = {}) {
  test::EchoService service;
  const RunningServer server(with_rules(rules), service);
  return verdicts(server, options);
}

CallOptions claiming(const AuthSys& claim) { return {.credential = claim}; }

TEST(AccessOverSockets, NetworksAreThoseOfTheClientsAddress) {
  const Verdicts not_local{.udp = "allowed", .tcp = "allowed", .local = "refused"};
  EXPECT_EQ(under({{.networks = {"127.0.0.0/8"}}}), not_local);
  EXPECT_EQ(under({{.networks = {"10.0.0.0/8", "::/0"}}}), all_refused);
  EXPECT_EQ(under({{.access = Access::deny, .networks = {"127.0.0.1"}}, {}}),
            (Verdicts{.udp = "refused", .tcp = "refused", .local = "allowed"}));
}

TEST(AccessOverSockets, Ipv4ClientsOfAListenerForBothFamiliesAreInIpv4Networks) {
  test::EchoService service;
  ServerOptions options = with_rules({{.networks = {"127.0.0.0/8"}}});
  options.listen = {{.transport = Transport::udp}, {.transport = Transport::tcp}};
  RunningServer server(options, service);
  for (const Endpoint& endpoint : server.server().endpoints()) {
    if (!endpoint.dual) GTEST_SKIP() << "no IPv6 on this host";
    const auto ask = [&endpoint](const std::string& host) {
      const std::string address = host + ':' + std::to_string(endpoint.port);
      return verdict(Echo::Client::connect("", {.transport = endpoint.transport, .address = address})->echo("hello"));
    };
    EXPECT_EQ(ask("127.0.0.1"), "allowed") << to_string(endpoint.transport);
    EXPECT_EQ(ask("[::1]"), "refused") << to_string(endpoint.transport);
  }
}

TEST(AccessOverSockets, TransportsAreTold) {
  EXPECT_EQ(under({{.transports = {Transport::udp}}}),
            (Verdicts{.udp = "allowed", .tcp = "refused", .local = "refused"}));
  EXPECT_EQ(under({{.transports = {Transport::tcp, Transport::local}}}),
            (Verdicts{.udp = "refused", .tcp = "allowed", .local = "allowed"}));
  EXPECT_EQ(under({}), all_refused);
}

TEST(AccessOverSockets, CredentialsAreThoseOfTheCall) {
  const AuthSys claim{.machine_name = "here", .uid = 501, .gid = 100, .gids = {7, 8}};
  EXPECT_EQ(under({{.flavors = {AuthFlavor::sys}}}), all_refused);
  EXPECT_EQ(under({{.flavors = {AuthFlavor::sys}}}, claiming(claim)), all_allowed);
  EXPECT_EQ(under({{.claimed_uids = {501}}}, claiming(claim)), all_allowed);
  EXPECT_EQ(under({{.claimed_uids = {0}}}, claiming(claim)), all_refused);
  EXPECT_EQ(under({{.claimed_gids = {8}}}, claiming(claim)), all_allowed);
  EXPECT_EQ(under({{.claimed_gids = {9}}}, claiming(claim)), all_refused);
}

TEST(AccessOverSockets, LocalUsersAreWhoTheKernelSays) {
  const std::uint32_t self = ::geteuid();
  const Verdicts only_local{.udp = "refused", .tcp = "refused", .local = "allowed"};
  EXPECT_EQ(under({{.local_uids = {self}}}), only_local);
  EXPECT_EQ(under({{.local_uids = {self}}}, claiming({.uid = self + 1})), only_local);
  EXPECT_EQ(under({{.local_uids = {self + 1}}}, claiming({.uid = self + 1})), all_refused);
}

TEST(AccessOverSockets, ProceduresAreDecidedOneByOneOnTheSameChannel) {
  test::EchoService service;
  const RunningServer server(with_rules({{.programs = {Echo::id.program}, .procedures = {0, 1}}}), service);
  for (const Transport transport : every_transport) {
    const auto client = connected(server, transport);
    EXPECT_EQ(verdict(client.who()), "refused");
    EXPECT_EQ(verdict(client.echo("hello")), "allowed");
    EXPECT_EQ(verdict(client.bulk(100)), "refused");
    EXPECT_EQ(verdict(client.null_proc()), "allowed");
  }
}

TEST(AccessOverSockets, ProcedureZeroNeedsARuleToo) {
  test::EchoService service;
  const RunningServer server(with_rules({{.procedures = {who_procedure}}}), service);
  for (const Transport transport : every_transport) {
    EXPECT_EQ(verdict(connected(server, transport).null_proc()), "refused");
  }
}

TEST(AccessOverSockets, WhatDoesNotExistIsRefusedAlike) {
  test::EchoService service;
  const RunningServer server(with_rules({{.procedures = {1}}}), service);
  for (const Transport transport : every_transport) {
    const auto channel = connected(server, transport).shared_channel();
    EXPECT_EQ(verdict(DynamicClient(channel, Echo::id).call<void>(99)), "refused");
    EXPECT_EQ(verdict(DynamicClient(channel, {Echo::id.program, 7}).call<void>(2)), "refused");
    EXPECT_EQ(verdict(DynamicClient(channel, {Echo::id.program + 1, 1}).call<void>(2)), "refused");
    const auto allowed = DynamicClient(channel, {Echo::id.program + 1, 1}).call<void>(1);
    ASSERT_FALSE(allowed);
    EXPECT_EQ(allowed.error().code, Errc::program_unavailable);
  }
}

TEST(AccessOverSockets, RefusedCallsDoNotRunAndAreCounted) {
  test::EchoService service;
  RunningServer server(with_rules({{.procedures = {0}}}), service);
  for (const Transport transport : every_transport) {
    const auto client = connected(server, transport);
    std::vector<Pending<std::string>> calls;
    for (int i = 0; i < 10; ++i) calls.push_back(client.start_echo("hello"));
    for (auto& call : calls) EXPECT_EQ(verdict(std::move(call).wait()), "refused");
    EXPECT_EQ(verdict(client.null_proc()), "allowed");
  }
  server.stop();
  EXPECT_EQ(service.calls, 0);
  EXPECT_EQ(server.stats().refused_calls, 30U);
  EXPECT_EQ(server.stats().outcomes[static_cast<std::size_t>(CallOutcome::auth_error)], 30U);
  EXPECT_EQ(server.stats().outcomes[static_cast<std::size_t>(CallOutcome::success)], 3U);
}

// Counts what it is asked and what it is told of.
class Observer final : public ServerInterceptor {
 public:
  std::optional<Error> before(const ReceivedCall& /*call*/) override {
    ++asked;
    return std::nullopt;
  }
  void after(const AnsweredCall& call) override { ++(call.outcome == CallOutcome::auth_error ? refused : answered); }

  std::atomic<int> asked = 0;
  std::atomic<int> refused = 0;
  std::atomic<int> answered = 0;
};

TEST(AccessOverSockets, InterceptorsBehindTheRulesSeeOnlyTheEndOfRefusedCalls) {
  test::EchoService service;
  const auto observer = std::make_shared<Observer>();
  ServerOptions options = with_rules({{.transports = {Transport::tcp}}});
  options.interceptors.push_back(observer);
  options.threads = 2;
  RunningServer server(options, service);
  EXPECT_EQ(verdicts(server), (Verdicts{.udp = "refused", .tcp = "allowed", .local = "refused"}));
  server.stop();
  EXPECT_EQ(observer->asked, 1);
  EXPECT_EQ(observer->answered, 1);
  EXPECT_EQ(observer->refused, 2);
}

TEST(AccessOverSockets, CallsThatNobodyWaitsForAreRefusedInSilence) {
  test::EchoService service;
  const RunningServer server(with_rules({{.procedures = {0, who_procedure}}}), service);
  const auto client = connected(server, Transport::tcp);
  EXPECT_TRUE(client.fail(0, {.one_way = true}));
  EXPECT_EQ(verdict(client.null_proc()), "allowed");
  EXPECT_EQ(verdict(client.who()), "allowed");
  EXPECT_EQ(service.calls, 1);
}

ServerOptions reserved_ports_only() {
  ServerOptions options = on_every_transport();
  options.reserved_ports_only = true;
  return options;
}

TEST(ReservedPortsOnly, RefusesOtherPortsExceptForProcedureZero) {
  test::EchoService service;
  RunningServer server(reserved_ports_only(), service);
  const LocalPorts unprivileged{.low = 20'000, .high = 30'000};
  for (const Transport transport : {Transport::udp, Transport::tcp}) {
    const auto client = connected(server, transport, unprivileged);
    EXPECT_EQ(verdict(client.echo("hello")), "refused");
    EXPECT_EQ(verdict(client.null_proc()), "allowed");
    EXPECT_EQ(verdict(client.echo("again")), "refused");
  }
  EXPECT_EQ(verdict(connected(server, Transport::local).echo("hello")), "allowed");
  server.stop();
  EXPECT_EQ(service.calls, 1);
  EXPECT_EQ(server.stats().refused_calls, 4U);
}

TEST(ReservedPortsOnly, LetsReservedPortsIn) {
  test::EchoService service;
  const RunningServer server(reserved_ports_only(), service);
  for (const Transport transport : {Transport::udp, Transport::tcp}) {
    const ConnectOptions options{.transport = transport,
                                 .address = server.address(transport),
                                 .local_ports = {.reserved = ReservedPort::require}};
    const auto client = Echo::Client::connect("", options);
    if (!client) GTEST_SKIP() << "no reserved port for us: " << client.error().message();
    EXPECT_EQ(verdict(client->echo("hello")), "allowed");
  }
}

TEST(ReservedPortsOnly, StandsBesideTheRules) {
  test::EchoService service;
  ServerOptions options = with_rules({{.transports = {Transport::tcp, Transport::local}}});
  options.reserved_ports_only = true;
  const RunningServer server(options, service);
  const LocalPorts unprivileged{.low = 20'000, .high = 30'000};
  EXPECT_EQ(verdict(connected(server, Transport::tcp, unprivileged).echo("hello")), "refused");
  EXPECT_EQ(verdict(connected(server, Transport::tcp, unprivileged).null_proc()), "allowed");
  EXPECT_EQ(verdict(connected(server, Transport::udp, unprivileged).null_proc()), "refused");
  EXPECT_EQ(verdict(connected(server, Transport::local).echo("hello")), "allowed");
}

}  // namespace
}  // namespace onc
