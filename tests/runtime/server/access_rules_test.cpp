// Who may call what.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <onc/access.h>

namespace onc {
namespace {

using testing::HasSubstr;

bool within(std::string_view network, std::string_view address) {
  const auto parsed = Network::parse(network);
  if (!parsed) ADD_FAILURE() << parsed.error().message();
  return parsed && parsed->contains(SocketAddress::parse(address).value());
}

std::string refusal(std::string_view text) {
  const auto parsed = Network::parse(text);
  return parsed ? "taken" : parsed.error().message();
}

TEST(Network, ContainsTheAddressesOfItsPrefix) {
  EXPECT_TRUE(within("10.0.0.0/8", "10.255.0.1:1"));
  EXPECT_FALSE(within("10.0.0.0/8", "11.0.0.1:1"));
  EXPECT_TRUE(within("10.32.0.0/11", "10.63.255.255:1"));
  EXPECT_FALSE(within("10.32.0.0/11", "10.64.0.0:1"));
  EXPECT_TRUE(within("192.0.2.7", "192.0.2.7:1"));
  EXPECT_FALSE(within("192.0.2.7", "192.0.2.6:1"));
  EXPECT_TRUE(within("fe80::/10", "[febf::1]:1"));
  EXPECT_FALSE(within("fe80::/10", "[fec0::1]:1"));
  EXPECT_TRUE(within("::1", "[::1]:1"));
  EXPECT_FALSE(within("::1", "/run/socket"));
  EXPECT_FALSE(Network::parse("::/0").value().contains(SocketAddress()));
}

TEST(Network, CountsMappedAddressesAsIpv4) {
  EXPECT_TRUE(within("10.0.0.0/8", "[::ffff:10.1.2.3]:1"));
  EXPECT_TRUE(within("0.0.0.0/0", "[::ffff:10.1.2.3]:1"));
  EXPECT_TRUE(within("::ffff:10.0.0.0/104", "10.1.2.3:1"));
  EXPECT_FALSE(within("::/0", "[::ffff:10.1.2.3]:1"));
  EXPECT_FALSE(within("::/0", "10.1.2.3:1"));
  EXPECT_TRUE(within("::/0", "[2001:db8::1]:1"));
  EXPECT_FALSE(within("0.0.0.0/0", "[2001:db8::1]:1"));
}

TEST(Network, SaysWhatIsExpected) {
  for (const std::string_view text : {"", "/", "10.0.0.0/", "10.0.0.0/33", "::/129", "10.0.0.0/-1", "10.0.0.0/8x",
                                      "host", "10/8", "fe80::1%lo", "1.2.3.4:80", "10.0.0.0/99999999999999999999"}) {
    EXPECT_THAT(refusal(text), HasSubstr("expected 10.0.0.0/8")) << text;
  }
  EXPECT_THAT(refusal(std::string_view("::1\0x", 5)), HasSubstr("expected"));
  EXPECT_THAT(refusal("10.1.0.0/8"), HasSubstr("the network is 10.0.0.0/8"));
  EXPECT_THAT(refusal("fe80::1/10"), HasSubstr("the network is fe80::/10"));
}

struct Sent {
  std::string from = "10.0.0.1:2000";
  Transport transport = Transport::udp;
  std::optional<LocalPeer> local{};
  std::optional<AuthSys> claim{};
  ProgramVersion id{100003, 3};
  std::uint32_t procedure = 1;
};

// "allow", or why not.
std::string ask(const std::vector<AccessRule>& rules, const Sent& sent, Access otherwise = Access::deny) {
  const auto access = AccessRules::make(rules, otherwise).value();
  const Peer peer{.transport = sent.transport, .address = SocketAddress::parse(sent.from).value(), .local = sent.local};
  const AuthFlavor flavor = sent.claim ? AuthFlavor::sys : AuthFlavor::none;
  const CallContext context(peer, 7, flavor, sent.claim ? &*sent.claim : nullptr);
  const auto error = access->before({.id = sent.id, .procedure = sent.procedure, .context = context});
  if (!error) return "allow";
  EXPECT_EQ(error->code, Errc::auth_rejected);
  EXPECT_EQ(error->auth_stat(), AuthStat::too_weak);
  return error->detail();
}

bool allowed(const AccessRule& rule, const Sent& sent) { return ask({rule}, sent) == "allow"; }

TEST(AccessRules, TheFirstThatMatchesDecides) {
  const std::vector<AccessRule> rules{{.access = Access::deny, .networks = {"10.0.0.9"}}, {.networks = {"10.0.0.0/8"}}};
  EXPECT_EQ(ask(rules, {.from = "10.0.0.1:5"}), "allow");
  EXPECT_EQ(ask(rules, {.from = "10.0.0.9:5"}), "denied by access rule 1");
  EXPECT_EQ(ask(rules, {.from = "11.0.0.1:5"}), "allowed by no access rule");
  EXPECT_EQ(ask(rules, {.from = "11.0.0.1:5"}, Access::allow), "allow");
  EXPECT_EQ(ask({}, {}), "allowed by no access rule");
  EXPECT_EQ(ask({AccessRule{}}, {}), "allow");
}

TEST(AccessRules, MatchWhatACallAsksFor) {
  EXPECT_TRUE(allowed({.programs = {1, 100003}}, {}));
  EXPECT_FALSE(allowed({.programs = {1}}, {}));
  EXPECT_FALSE(allowed({.versions = {4}}, {}));
  EXPECT_TRUE(allowed({.procedures = {0}}, {.procedure = 0}));
  EXPECT_FALSE(allowed({.procedures = {0}}, {}));
  EXPECT_FALSE(allowed({.programs = {100003}, .procedures = {2}}, {}));  // all conditions
}

TEST(AccessRules, MatchWhereItComesFrom) {
  EXPECT_TRUE(allowed({.transports = {Transport::udp}}, {}));
  EXPECT_FALSE(allowed({.transports = {Transport::tcp}}, {}));
  EXPECT_TRUE(allowed({.reserved_port = true}, {.from = "10.0.0.1:1023"}));
  EXPECT_FALSE(allowed({.reserved_port = true}, {.from = "10.0.0.1:1024"}));
  EXPECT_TRUE(allowed({.reserved_port = false}, {.from = "10.0.0.1:1024"}));
  const Sent local{.from = "/run/x", .transport = Transport::local, .local = LocalPeer{.uid = 33, .gid = 33, .pid = 1}};
  EXPECT_TRUE(allowed({.local_uids = {0, 33}}, local));
  EXPECT_FALSE(allowed({.local_uids = {0}}, local));
  EXPECT_FALSE(allowed({.networks = {"0.0.0.0/0", "::/0"}}, local));
  EXPECT_FALSE(allowed({.reserved_port = true}, local));
  EXPECT_FALSE(allowed({.reserved_port = false}, local));
  EXPECT_FALSE(allowed({.local_uids = {0}}, {}));
}

TEST(AccessRules, MatchWhatItClaims) {
  const Sent sent{.claim = AuthSys{.uid = 501, .gid = 100, .gids = {7, 8}}};
  EXPECT_TRUE(allowed({.claimed_uids = {501}}, sent));
  EXPECT_FALSE(allowed({.claimed_uids = {0}}, sent));
  EXPECT_TRUE(allowed({.claimed_gids = {100}}, sent));
  EXPECT_TRUE(allowed({.claimed_gids = {8}}, sent));
  EXPECT_FALSE(allowed({.claimed_gids = {9}}, sent));
  EXPECT_FALSE(allowed({.claimed_uids = {501}}, {}));
  EXPECT_FALSE(allowed({.claimed_gids = {0}}, {}));
  EXPECT_FALSE(allowed({.local_uids = {501}}, sent));
  EXPECT_TRUE(allowed({.flavors = {AuthFlavor::sys}}, sent));
  EXPECT_FALSE(allowed({.flavors = {AuthFlavor::sys}}, {}));
}

TEST(AccessRules, NameTheRuleThatMakesNoSense) {
  const auto made = AccessRules::make({{}, {.networks = {"10.0.0.0/8", "ten"}}});
  ASSERT_FALSE(made);
  EXPECT_THAT(made.error().message(), HasSubstr("access rule 2: 'ten' is no network"));
}

}  // namespace
}  // namespace onc
