#include "service/portmap_service.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/owner.h"

namespace onc {
namespace {

using protocol::mapping;
using testing::IsEmpty;
using testing::SizeIs;

Peer local(std::uint32_t uid) {
  return {.transport = Transport::local, .address = {}, .local = LocalPeer{.uid = uid, .gid = uid, .pid = 1}};
}

Peer remote(const char* address, Transport transport = Transport::tcp) {
  return {.transport = transport, .address = SocketAddress::parse(address).value(), .local = {}};
}

TEST(Owner, ComesFromTheKernel) {
  EXPECT_EQ(owner_of(local(0)), "superuser");
  EXPECT_EQ(owner_of(local(501)), "501");
  EXPECT_EQ(owner_of(remote("127.0.0.1:700")), "superuser");
  EXPECT_EQ(owner_of(remote("127.0.0.1:1023")), "superuser");
  EXPECT_EQ(owner_of(remote("127.0.0.1:1024")), "unknown");
  EXPECT_EQ(owner_of(remote("[::1]:4000")), "unknown");
  EXPECT_EQ(owner_of(remote("[::ffff:127.0.0.1]:4000", Transport::udp)), "unknown");
}

TEST(Owner, IsNobodyFromElsewhere) {
  for (const char* address : {"127.0.0.5:700", "192.0.2.1:700", "[2001:db8::1]:700", "[::ffff:192.0.2.1]:700"}) {
    EXPECT_EQ(owner_of(remote(address)), std::nullopt) << address;
  }
  EXPECT_EQ(owner_of({.transport = Transport::local, .address = {}, .local = {}}), std::nullopt);
}

class PortmapServiceTest : public testing::Test {
 protected:
  Result<bool> set(const mapping& wanted, const Peer& peer) {
    CallContext context(peer, 1, AuthFlavor::none, nullptr);
    return service.pmapproc_set(wanted, context);
  }
  Result<bool> unset(const mapping& wanted, const Peer& peer) {
    CallContext context(peer, 1, AuthFlavor::none, nullptr);
    return service.pmapproc_unset(wanted, context);
  }
  std::uint32_t port(const mapping& wanted) {
    CallContext context(stranger, 1, AuthFlavor::none, nullptr);
    return service.pmapproc_getport(wanted, context).value();
  }
  protocol::pmaplist_ptr dump() {
    CallContext context(stranger, 1, AuthFlavor::none, nullptr);
    return service.pmapproc_dump(context).value();
  }

  const Peer root = local(0);
  const Peer user = local(501);
  const Peer stranger = remote("192.0.2.1:700");
  Registry registry;
  PortmapService service{registry};
};

TEST_F(PortmapServiceTest, RegistersFindsListsAndRemoves) {
  EXPECT_TRUE(set({100, 1, 6, 4000}, user).value());
  EXPECT_TRUE(set({100, 1, 17, 5000}, user).value());
  EXPECT_EQ(port({100, 1, 6, 0}), 4000U);
  EXPECT_EQ(port({100, 1, 17, 0}), 5000U);
  EXPECT_EQ(port({100, 1, 1, 0}), 0U);
  EXPECT_EQ(port({101, 1, 6, 0}), 0U);
  EXPECT_THAT(dump(), SizeIs(2));
  EXPECT_TRUE(unset({100, 1, 0, 0}, user).value());
  EXPECT_THAT(dump(), IsEmpty());
}

TEST_F(PortmapServiceTest, RefusesRegistrationsFromElsewhereAsTooWeak) {
  for (const auto& answer : {set({100, 1, 6, 4000}, stranger), unset({100, 1, 6, 0}, stranger)}) {
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, Errc::auth_rejected);
    EXPECT_EQ(answer.error().auth_stat(), AuthStat::too_weak);
  }
  EXPECT_THAT(dump(), IsEmpty());
}

TEST_F(PortmapServiceTest, RefusesRegistrationsThatMakeNoSense) {
  EXPECT_FALSE(set({100, 1, 6, 0}, root).value());
  EXPECT_FALSE(set({100, 1, 6, 65536}, root).value());
  EXPECT_FALSE(set({100, 1, 6, 0xffffffff}, root).value());
  EXPECT_FALSE(set({100, 1, 0, 4000}, root).value());
  EXPECT_FALSE(set({100, 1, 132, 4000}, root).value());
  EXPECT_FALSE(set({100000, 2, 6, 4000}, root).value());
  EXPECT_FALSE(set({100000, 9, 17, 4000}, root).value());
  EXPECT_THAT(dump(), IsEmpty());
}

TEST_F(PortmapServiceTest, DoesNotRemoveItself) {
  registry.set({.id = {100000, 2}, .protocol = Protocol::tcp, .port = 111, .owner = superuser});
  EXPECT_FALSE(unset({100000, 2, 0, 0}, root).value());
  EXPECT_THAT(dump(), SizeIs(1));
}

TEST_F(PortmapServiceTest, ForwardsNoCalls) {
  CallContext context(root, 1, AuthFlavor::none, nullptr);
  const auto answer = service.pmapproc_callit({.prog = 100, .vers = 1, .proc = 0, .args = {}}, context);
  EXPECT_EQ(answer.error().auth_stat(), AuthStat::too_weak);
}

}  // namespace
}  // namespace onc
