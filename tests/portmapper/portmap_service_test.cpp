// The three versions of the portmapper's program: what they answer to whom.

#include "service/portmap_service.h"

#include <netinet/in.h>

#include <cstring>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/rpcbind_service.h"

namespace onc {
namespace {

using protocol::mapping;
using protocol::rpcb;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

Peer local(std::uint32_t uid) {
  return {.transport = Transport::local, .address = {}, .local = LocalPeer{.uid = uid, .gid = uid, .pid = 1}};
}

Peer remote(const char* address, const char* asked, Transport transport = Transport::tcp) {
  Peer peer{.transport = transport, .address = SocketAddress::parse(address).value()};
  peer.asked = SocketAddress::parse(asked).value();
  return peer;
}

std::vector<SocketAddress> one_interface() { return {SocketAddress::parse("192.0.2.1:0").value()}; }

class Portmapping : public testing::Test {
 protected:
  static CallContext from(const Peer& peer) { return {peer, 1, AuthFlavor::none, nullptr}; }
  Result<bool> set2(const mapping& wanted, const Peer& peer) {
    CallContext context = from(peer);
    return version2.pmapproc_set(wanted, context);
  }
  Result<bool> unset2(const mapping& wanted, const Peer& peer) {
    CallContext context = from(peer);
    return version2.pmapproc_unset(wanted, context);
  }
  std::uint32_t port(const mapping& wanted) {
    CallContext context = from(stranger);
    return version2.pmapproc_getport(wanted, context).value();
  }
  Result<bool> set4(const rpcb& wanted, const Peer& peer) {
    CallContext context = from(peer);
    return version4.rpcbproc_set(wanted, context);
  }
  Result<bool> unset4(const rpcb& wanted, const Peer& peer) {
    CallContext context = from(peer);
    return version4.rpcbproc_unset(wanted, context);
  }
  std::string address(const rpcb& wanted, const Peer& peer) {
    CallContext context = from(peer);
    return version4.rpcbproc_getaddr(wanted, context).value();
  }

  const Peer root = local(0);
  const Peer user = local(501);
  const Peer stranger = remote("192.0.2.9:700", "192.0.2.1:111");
  const Peer stranger_by_udp = remote("192.0.2.9:700", "192.0.2.1:111", Transport::udp);
  Registry registry;
  SocketOwners owners;
  LocalAddresses addresses{one_interface};
  Directory directory{registry, owners, addresses, {}};
  PortmapStatistics statistics;
  ReplyRate rate{1000};
  PortmapState state{directory, statistics, addresses, rate, nullptr};
  PortmapService version2{state};
  RpcbindService3 version3{state};
  RpcbindService4 version4{state};
};

TEST_F(Portmapping, OfVersion2RegistersFindsListsAndRemoves) {
  EXPECT_TRUE(set2({100, 1, 6, 4000}, user).value());
  EXPECT_TRUE(set2({100, 1, 17, 5000}, user).value());
  EXPECT_EQ(port({100, 1, 6, 0}), 4000U);
  EXPECT_EQ(port({100, 1, 17, 0}), 5000U);
  EXPECT_EQ(port({100, 7, 17, 0}), 5000U);  // its server names the versions it has
  EXPECT_EQ(port({100, 1, 1, 0}), 0U);
  EXPECT_EQ(port({101, 1, 6, 0}), 0U);
  CallContext context = from(stranger);
  EXPECT_THAT(version2.pmapproc_dump(context).value(), SizeIs(2));
  EXPECT_TRUE(unset2({100, 1, 0, 0}, user).value());
  EXPECT_THAT(registry.all(), IsEmpty());
}

TEST_F(Portmapping, RefusesRegistrationsFromElsewhereAsTooWeak) {
  for (const auto& answer :
       {set2({100, 1, 6, 4000}, stranger), unset2({100, 1, 6, 0}, stranger),
        set4({100, 1, "tcp", "0.0.0.0.15.160", ""}, stranger), unset4({100, 1, "", "", ""}, stranger)}) {
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, Errc::auth_rejected);
    EXPECT_EQ(answer.error().auth_stat(), AuthStat::too_weak);
  }
}

TEST_F(Portmapping, RefusesRegistrationsThatMakeNoSense) {
  for (const mapping& wanted : {mapping{100, 1, 6, 0}, mapping{100, 1, 6, 65536}, mapping{100, 1, 6, 0xffffffff},
                                mapping{100, 1, 0, 4000}, mapping{100, 1, 132, 4000}, mapping{100000, 2, 6, 4000}})
    EXPECT_FALSE(set2(wanted, root).value());
  EXPECT_FALSE(set4({100, 1, "nonsense", "0.0.0.0.15.160", "superuser"}, root).value());
  EXPECT_FALSE(set4({100, 1, "tcp", "zzz\n\x1b[31m", ""}, root).value());
  EXPECT_THAT(registry.all(), IsEmpty());
}

TEST_F(Portmapping, IsOneTableForAllVersions) {
  EXPECT_TRUE(set2({100, 1, 6, 4000}, user).value());
  EXPECT_TRUE(set4({100, 2, "tcp6", "::.15.160", "superuser"}, user).value());
  EXPECT_EQ(address({100, 1, "udp", "", ""}, stranger), "192.0.2.1.15.160");  // the transport of the question counts
  CallContext context = from(stranger);
  const auto list = version3.rpcbproc_dump(context).value();
  ASSERT_THAT(list, SizeIs(2));
  EXPECT_EQ(list[0].rpcb_map, (rpcb{100, 1, "tcp", "0.0.0.0.15.160", "501"}));
  EXPECT_EQ(list[1].rpcb_map, (rpcb{100, 2, "tcp6", "::.15.160", "501"}));
  EXPECT_THAT(version2.pmapproc_dump(context).value(), SizeIs(1));
  EXPECT_TRUE(unset4({100, 1, "tcp", "", ""}, user).value());
  EXPECT_FALSE(unset4({100, 2, "", "", ""}, local(502)).value());
  EXPECT_TRUE(unset4({100, 2, "", "", ""}, user).value());
}

TEST_F(Portmapping, NamesExactlyTheVersionWhereThatIsAskedFor) {
  EXPECT_TRUE(set2({100, 1, 6, 4000}, root).value());
  CallContext context = from(stranger);
  EXPECT_EQ(version4.rpcbproc_getversaddr({100, 1, "", "", ""}, context).value(), "192.0.2.1.15.160");
  EXPECT_EQ(version4.rpcbproc_getversaddr({100, 2, "", "", ""}, context).value(), "");
  EXPECT_EQ(address({100, 2, "", "", ""}, stranger), "192.0.2.1.15.160");
}

TEST_F(Portmapping, ListsTheAddressesOfAFamily) {
  EXPECT_TRUE(set2({100, 1, 6, 4000}, root).value());
  EXPECT_TRUE(set2({100, 1, 17, 4000}, root).value());
  EXPECT_TRUE(set4({100, 1, "tcp6", "::.15.160", ""}, root).value());
  CallContext context = from(stranger);
  const auto list = version4.rpcbproc_getaddrlist({100, 1, "", "", ""}, context).value();
  ASSERT_THAT(list, SizeIs(2));
  EXPECT_EQ(list[0].rpcb_entry_map,
            (protocol::rpcb_entry{"192.0.2.1.15.160", "tcp", protocol::NC_TPI_COTS_ORD, "inet", "tcp"}));
  EXPECT_EQ(list[1].rpcb_entry_map,
            (protocol::rpcb_entry{"192.0.2.1.15.160", "udp", protocol::NC_TPI_CLTS, "inet", "udp"}));
  CallContext nobody = from(root);
  EXPECT_THAT(version4.rpcbproc_getaddrlist({100, 1, "", "", ""}, nobody).value(), IsEmpty());
}

// Over udp a stranger's address may be forged.
TEST_F(Portmapping, GivesStrangersNoMoreByUdpThanTheyHaveAskedWith) {
  for (std::uint32_t version = 1; version <= 20; ++version) EXPECT_TRUE(set2({100, version, 6, 4000}, root).value());
  CallContext by_udp = from(stranger_by_udp);
  CallContext by_tcp = from(stranger);
  const Peer own = remote("192.0.2.1:700", "192.0.2.1:111", Transport::udp);
  CallContext of_host = from(own);
  EXPECT_EQ(version2.pmapproc_dump(by_udp).error().code, Errc::server_failure);
  EXPECT_EQ(version3.rpcbproc_dump(by_udp).error().code, Errc::server_failure);
  EXPECT_EQ(version4.rpcbproc_getstat(by_udp).error().code, Errc::server_failure);
  EXPECT_THAT(version2.pmapproc_dump(by_tcp).value(), SizeIs(20));
  EXPECT_THAT(version2.pmapproc_dump(of_host).value(), SizeIs(20));
  EXPECT_TRUE(version4.rpcbproc_getstat(by_tcp));
}

TEST_F(Portmapping, TurnsAddressesIntoEachOther) {
  CallContext four = from(stranger);
  const auto netbuf = version3.rpcbproc_uaddr2taddr("127.0.0.1.0.111", four).value();
  EXPECT_EQ(netbuf.maxlen, sizeof(sockaddr_in));
  sockaddr_in address{};
  ASSERT_EQ(netbuf.buf.size(), sizeof address);
  std::memcpy(&address, netbuf.buf.data(), sizeof address);
  EXPECT_EQ(ntohs(address.sin_port), 111);
  EXPECT_EQ(version3.rpcbproc_taddr2uaddr(netbuf, four).value(), "127.0.0.1.0.111");
  protocol::netbuf in_storage = netbuf;
  in_storage.buf.resize(sizeof(sockaddr_storage));
  EXPECT_EQ(version3.rpcbproc_taddr2uaddr(in_storage, four).value(), "127.0.0.1.0.111");
  EXPECT_THAT(version3.rpcbproc_uaddr2taddr("1.2.3.4.5.6.7.8.999.1000", four).value().buf, IsEmpty());
  for (const std::size_t size : {0U, 1U, 2U, 15U, 17U, 28U, 110U, 9000U}) {
    const protocol::netbuf odd{.maxlen = 0, .buf = std::vector<std::byte>(size, std::byte{0xff})};
    EXPECT_EQ(version3.rpcbproc_taddr2uaddr(odd, four).value(), "") << size;
  }
}

TEST_F(Portmapping, CountsWhatItIsAsked) {
  EXPECT_TRUE(set2({100, 1, 6, 4000}, root).value());
  for (std::uint32_t program = 1000; program < 40'000; ++program) port({program, 1, 6, 0});
  port({100, 1, 6, 0});
  port({100, 1, 6, 0});
  CallContext context = from(root);
  const auto report = version4.rpcbproc_getstat(context).value();
  EXPECT_EQ(report[protocol::RPCBVERS_2_STAT].setinfo, 1);
  ASSERT_THAT(report[protocol::RPCBVERS_2_STAT].addrinfo, SizeIs(1));
  EXPECT_EQ(report[protocol::RPCBVERS_2_STAT].addrinfo[0].success, 2);
}

TEST(RemoteCalls, AreNotMadeToThoseThatTakeThemForLocal) {
  EXPECT_TRUE(RemoteCalls::is_forbidden({100000, 2}, 1));
  EXPECT_TRUE(RemoteCalls::is_forbidden({100003, 3}, 1));
  EXPECT_TRUE(RemoteCalls::is_forbidden({100005, 1}, 1));
  EXPECT_FALSE(RemoteCalls::is_forbidden({100005, 1}, 2));
  EXPECT_FALSE(RemoteCalls::is_forbidden({100003, 3}, 0));
  EXPECT_FALSE(RemoteCalls::is_forbidden({100002, 2}, 2));
}

}  // namespace
}  // namespace onc
