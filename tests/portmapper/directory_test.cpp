// Who may register what, and where askers are sent.

#include "service/directory.h"

#include <sys/socket.h>
#include <unistd.h>

#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "transport/file_descriptor.h"

namespace onc {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::SizeIs;

constexpr Netid tcp{Transport::tcp, AF_INET};
constexpr Netid udp{Transport::udp, AF_INET};
constexpr Netid tcp6{Transport::tcp, AF_INET6};
constexpr Netid local{Transport::local, AF_UNIX};
constexpr Owner ann{.uid = 501};
constexpr Owner bob{.uid = 502};

Peer at(const char* address, const char* asked = "", Transport transport = Transport::tcp) {
  Peer peer{.transport = transport, .address = SocketAddress::parse(address).value()};
  if (*asked != 0) peer.asked = SocketAddress::parse(asked).value();
  return peer;
}

// Sockets as the test says they are.
class Sockets final : public SocketOwners {
 public:
  std::optional<std::uint32_t> uid(Transport, const SocketAddress& place, const SocketAddress&) override {
    const auto found = uids.find(place.unmapped().to_string());
    return found == uids.end() ? std::nullopt : std::optional(found->second);
  }
  Sender sender(Transport transport, const SocketAddress& peer, const SocketAddress& asked) override {
    return {.is_here = peer != forged, .uid = uid(transport, peer, asked)};
  }
  std::optional<std::uint32_t> uid_at_port(Transport, int family, std::uint16_t port) override {
    for (const auto& [place, uid] : uids) {
      const auto address = SocketAddress::parse(place).value();
      if (address.family() == family && address.port() == port) return uid;
    }
    return std::nullopt;
  }
  SocketAddress forged{};
  std::map<std::string, std::uint32_t> uids;
};

std::vector<SocketAddress> two_interfaces() {
  return {SocketAddress::parse("127.0.0.1:0").value(), SocketAddress::parse("192.0.2.1:0").value(),
          SocketAddress::parse("198.51.100.1:0").value(), SocketAddress::parse("[2001:db8::1]:0").value()};
}

class DirectoryTest : public testing::Test {
 protected:
  DirectoryOptions options() {
    DirectoryOptions options;
    options.most = 8;
    options.most_of_user = 3;
    options.log = [this](const LogEvent& event) {
      lines.push_back(std::string(event.event) + ": " + std::string(event.detail));
    };
    return options;
  }
  bool set(const Registered& wanted) { return directory.set(wanted, here); }
  static Registered of(const Owner& owner, const char* address = "0.0.0.0.15.160", const Netid& netid = tcp,
                       ProgramVersion id = {100, 1}) {
    return {.id = id, .netid = netid, .address = address, .owner = owner};
  }

  Peer here = at("127.0.0.1:4000");
  std::vector<std::string> lines;
  Sockets sockets;
  LocalAddresses addresses{two_interfaces};
  Registry registry;
  Directory directory{registry, sockets, addresses, options()};
};

TEST_F(DirectoryTest, KnowsWhoRegistersFromTheKernel) {
  const Peer user{.transport = Transport::local, .address = {}, .local = LocalPeer{.uid = 501, .gid = 1, .pid = 1}};
  EXPECT_EQ(directory.owner_of(user), ann);
  sockets.uids = {{"127.0.0.1:700", 501}, {"[::1]:4000", 0}};
  EXPECT_EQ(directory.owner_of(at("127.0.0.1:700")), ann);  // whatever its port
  EXPECT_EQ(directory.owner_of(at("[::ffff:127.0.0.1]:700")), ann);
  EXPECT_EQ(directory.owner_of(at("[::1]:4000")), superuser);
  EXPECT_EQ(directory.owner_of(at("127.0.0.1:701")), nobody_known);
  for (const char* address : {"127.0.0.5:700", "192.0.2.1:700", "[2001:db8::1]:700", "[::ffff:192.0.2.1]:700"})
    EXPECT_EQ(directory.owner_of(at(address)), std::nullopt) << address;
  EXPECT_EQ(directory.owner_of({.transport = Transport::local}), std::nullopt);
  EXPECT_EQ(directory.owner_of(at("127.0.0.1:111", "127.0.0.1:111", Transport::udp)), std::nullopt);  // from itself
  sockets.forged = SocketAddress::parse("127.0.0.1:702").value();
  EXPECT_EQ(directory.owner_of(at("127.0.0.1:702", "127.0.0.1:111", Transport::udp)), std::nullopt);
}

TEST_F(DirectoryTest, TakesLocalSocketsOnlyIfToldSo) {
  DirectoryOptions strict = options();
  strict.local_only = true;
  Directory other(registry, sockets, addresses, strict);
  EXPECT_EQ(other.owner_of(here), std::nullopt);
  DirectoryOptions open = options();
  open.insecure = true;
  Directory insecure(registry, sockets, addresses, open);
  EXPECT_EQ(insecure.owner_of(at("203.0.113.1:700")), nobody_known);
}

TEST_F(DirectoryTest, GivesEachPlaceToTheFirst) {
  EXPECT_TRUE(set(of(ann)));
  EXPECT_TRUE(set(of(bob)));  // exactly this stands already
  EXPECT_FALSE(set(of(ann, "0.0.0.0.1.1")));
  EXPECT_THAT(registry.all(), SizeIs(1));
  EXPECT_EQ(registry.all().front().owner, ann);
}

TEST_F(DirectoryTest, RefusesAddressesThatAreNoneOfThisHost) {
  for (const char* address : {"8.8.8.8.26.10", "0.0.0.0.0.0", "0.0.0.0.256.1", "zzz", "", "0.0.0.0.1.1\n", "::.1.1"})
    EXPECT_FALSE(set(of(superuser, address))) << address;
  EXPECT_FALSE(set(of(superuser, "0.0.0.0.1.1", tcp6)));
  EXPECT_FALSE(set(of(superuser, "relative", local)));
  EXPECT_FALSE(set(of(superuser, "/run/\x1b[31m", local)));
  EXPECT_FALSE(set(of(superuser, "0.0.0.0.15.160", tcp, {100000, 4})));
  EXPECT_THAT(lines, Contains(HasSubstr("no address of this host")));
  EXPECT_THAT(lines, Contains(HasSubstr("/run/?[31m by superuser: a control character in the address")));
  EXPECT_TRUE(set(of(superuser, "192.0.2.1.26.10")));
  EXPECT_TRUE(set(of(superuser, "127.0.0.7.26.10", udp)));
  EXPECT_TRUE(set(of(superuser, "/run/socket", local)));
}

TEST_F(DirectoryTest, GivesOrdinaryUsersWhatIsTheirs) {
  EXPECT_FALSE(set(of(ann, "0.0.0.0.3.255")));  // 1023
  sockets.uids = {{"127.0.0.1:1023", 501}};
  EXPECT_TRUE(set(of(ann, "0.0.0.0.3.255")));         // who has bound it may
  EXPECT_FALSE(set(of(bob, "0.0.0.0.15.160", udp)));  // the program is another's
  EXPECT_TRUE(set(of(superuser, "0.0.0.0.0.7", udp)));
  EXPECT_TRUE(set(of(bob, "0.0.0.0.15.160", tcp, {200, 1})));
}

TEST_F(DirectoryTest, HasBounds) {
  for (std::uint32_t program = 1; program <= 3; ++program)
    EXPECT_TRUE(set(of(ann, "0.0.0.0.15.160", tcp, {program, 1})));
  EXPECT_FALSE(set(of(ann, "0.0.0.0.15.160", tcp, {4, 1})));
  for (std::uint32_t program = 5; program <= 8; ++program)
    EXPECT_TRUE(set(of(superuser, "0.0.0.0.15.160", tcp, {program, 1})));
  EXPECT_FALSE(set(of(bob, "0.0.0.0.15.160", tcp, {9, 1})));  // what is left is root's
  EXPECT_TRUE(set(of(superuser, "0.0.0.0.15.160", tcp, {9, 1})));
  EXPECT_FALSE(set(of(superuser, "0.0.0.0.15.160", tcp, {10, 1})));
  EXPECT_THAT(lines, Contains(HasSubstr("as many")));
}

// T-pm-7, with the bounds that portmapd has.
TEST_F(DirectoryTest, LeavesRoomForOthersWhenOneUserTakesAll) {
  Directory open(registry, sockets, addresses, {});
  std::size_t taken = 0;
  for (std::uint32_t program = 1; program <= 100'000; ++program)
    taken += open.set(of(ann, "0.0.0.0.15.160", tcp, {program, 1}), here) ? 1 : 0;
  EXPECT_EQ(taken, 4096U);
  EXPECT_TRUE(open.set(of(bob, "0.0.0.0.15.160", tcp, {200'000, 1}), here));
}

TimePoint frozen_time() { return TimePoint{}; }

// T-pm-10.
TEST_F(DirectoryTest, TellsNoMoreThanAHundredTimesInASecond) {
  DirectoryOptions timed = options();
  timed.now = frozen_time;
  Directory other(registry, sockets, addresses, timed);
  for (int i = 0; i < 10'000; ++i) other.set(of(ann, "8.8.8.8.1.1"), here);
  EXPECT_LE(lines.size(), 101U);
}

TEST_F(DirectoryTest, RemovesWhatIsTheCallers) {
  set(of(ann));
  set(of(ann, "0.0.0.0.15.160", udp));
  const std::vector<Netid> all{all_netids.begin(), all_netids.end()};
  EXPECT_FALSE(directory.unset({100, 1}, all, bob, here));
  EXPECT_FALSE(directory.unset({100, 1}, all, nobody_known, here));
  EXPECT_THAT(registry.all(), SizeIs(2));
  EXPECT_TRUE(directory.unset({100, 1}, {udp}, ann, here));
  EXPECT_TRUE(directory.unset({100, 1}, {udp}, ann, here));  // absence is success
  EXPECT_TRUE(directory.unset({100, 1}, all, superuser, here));
  EXPECT_THAT(registry.all(), SizeIs(0));
  registry.add({.id = {100000, 4}, .netid = tcp, .address = "0.0.0.0.0.111", .owner = superuser});
  EXPECT_FALSE(directory.unset({100000, 4}, all, superuser, here));
}

TEST_F(DirectoryTest, SendsAskersWhereTheyCanGo) {
  set(of(superuser));
  set(of(superuser, "192.0.2.1.1.1", udp));
  const Registered* wild = registry.find({100, 1}, tcp);
  EXPECT_EQ(directory.address_for(wild, at("192.0.2.9:700", "192.0.2.1:111")), "192.0.2.1.15.160");
  EXPECT_EQ(directory.address_for(wild, at("127.0.0.1:700", "127.0.0.1:111")), "127.0.0.1.15.160");
  EXPECT_EQ(directory.address_for(wild, at("[::ffff:192.0.2.9]:700", "[::ffff:192.0.2.1]:111")), "192.0.2.1.15.160");
  EXPECT_EQ(directory.address_for(wild, at("192.0.2.9:700", "192.0.2.1:111"), "198.51.100.1.0.111"),
            "198.51.100.1.15.160");
  EXPECT_EQ(directory.address_for(wild, at("192.0.2.9:700", "192.0.2.1:111"), "8.8.8.8.0.111"), "192.0.2.1.15.160");
  EXPECT_EQ(directory.address_for(wild, at("192.0.2.9:700", "192.0.2.255:111")), "192.0.2.1.15.160");  // sent to all
  EXPECT_EQ(directory.address_for(wild, at("198.51.100.9:700", "198.51.100.255:111")), "198.51.100.1.15.160");
  EXPECT_EQ(directory.address_for(registry.find({100, 1}, udp), at("192.0.2.9:700", "198.51.100.1:111")),
            "192.0.2.1.1.1");
  EXPECT_EQ(directory.address_for(nullptr, here), "");
}

TEST_F(DirectoryTest, BringsBackWhatIsStillServed) {
  sockets.uids = {{"127.0.0.1:4000", 501}};
  const std::vector<Registered> kept{of(ann), of(ann, "0.0.0.0.1.1", udp), of(ann, "/no/such/socket", local),
                                     of(superuser, "0.0.0.0.0.111", tcp, {100000, 2})};
  EXPECT_EQ(directory.restore(kept), 1U);
  EXPECT_THAT(registry.all(), SizeIs(1));
}

// Version 2 has no addresses: who listens at one of them is registered for all.
TEST_F(DirectoryTest, BringsBackWhatIsServedAtOneAddressOnly) {
  sockets.uids = {{"192.0.2.1:4000", 501}};
  EXPECT_EQ(directory.restore({of(ann), of(ann, "::.15.160", tcp6)}), 1U);
}

// rpcbind's own file has whatever anybody has registered there; a journal's line would end in the midst of it.
TEST_F(DirectoryTest, BringsBackNoAddressThatIsNoText) {
  const std::string path = testing::TempDir() + "a\nb" + std::to_string(::getpid());
  const FileDescriptor listener(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const auto address = SocketAddress::local(path).value();
  ASSERT_EQ(::bind(listener.get(), address.data(), address.size()), 0);
  ASSERT_EQ(::listen(listener.get(), 1), 0);
  EXPECT_EQ(directory.restore({of(ann, path.c_str(), local)}), 0U);
  ::unlink(path.c_str());
}

// Debian's rpcbind takes addresses of other hosts from anybody.
TEST_F(DirectoryTest, BringsBackNoAddressesOfOtherHosts) {
  sockets.uids = {{"8.8.8.8:4000", 501}, {"127.0.0.1:0", 501}};
  EXPECT_EQ(directory.restore({of(ann, "8.8.8.8.15.160"), of(ann, "0.0.0.0.0.0")}), 0U);
}

TimePoint directory_time{};
TimePoint now_of_directory() { return directory_time; }

// A server that ends without a word is named for as long as the interval, and no longer.
TEST_F(DirectoryTest, ForgetsServersThatAreGone) {
  DirectoryOptions timed = options();
  timed.now = now_of_directory;
  Directory other(registry, sockets, addresses, timed);
  sockets.uids = {{"127.0.0.1:4000", 501}};
  EXPECT_TRUE(other.set(of(ann), here));
  EXPECT_TRUE(other.set(of(ann, "0.0.0.0.20.1", udp, {100, 2}), here));  // nobody has ever listened there
  sockets.uids.clear();
  EXPECT_NE(other.find({100, 1}, tcp), nullptr);
  directory_time += std::chrono::seconds(31);
  EXPECT_EQ(other.find({100, 1}, tcp), nullptr);
  EXPECT_EQ(other.find_or_other_version({100, 1}, tcp), nullptr);
  EXPECT_THAT(other.all(), SizeIs(1));
  EXPECT_THAT(lines, Contains(HasSubstr("server is gone")));
  sockets.uids = {{"127.0.0.1:4000", 501}};
  EXPECT_TRUE(other.set(of(ann), here));
  directory_time += std::chrono::seconds(31);
  EXPECT_THAT(other.all(), SizeIs(2));  // it is still there
  sockets.uids.clear();
  directory_time += std::chrono::seconds(31);
  EXPECT_THAT(other.all(), SizeIs(1));
}

TEST_F(DirectoryTest, LeavesTheProgramOfServersThatAreGoneToOthers) {
  DirectoryOptions timed = options();
  timed.now = now_of_directory;
  Directory other(registry, sockets, addresses, timed);
  sockets.uids = {{"127.0.0.1:4000", 501}, {"127.0.0.1:4001", 501}};
  EXPECT_TRUE(other.set(of(ann), here));
  EXPECT_TRUE(other.set(of(ann, "0.0.0.0.15.161", udp), here));
  EXPECT_TRUE(other.set(of(ann, "0.0.0.0.15.161", udp, {100, 2}), here));
  sockets.uids.clear();
  const Registered bobs = of(bob, "0.0.0.0.15.162", tcp, {100, 3});
  EXPECT_FALSE(other.set(bobs, here));
  directory_time += std::chrono::seconds(31);
  EXPECT_TRUE(other.unset({100, 2}, {udp}, bob, here));
  EXPECT_TRUE(other.set(bobs, here));
  EXPECT_THAT(other.all(), SizeIs(1));
}

// --- the real kernel

SocketAddress own_address(int socket) {
  SocketAddress address;
  socklen_t size = SocketAddress::capacity;
  EXPECT_EQ(::getsockname(socket, address.data(), &size), 0);
  address.resize(size);
  return address;
}

FileDescriptor bound(int type, const char* where) {
  const auto address = SocketAddress::parse(where).value();
  FileDescriptor made(::socket(address.family(), type | SOCK_CLOEXEC, 0));
  EXPECT_EQ(::bind(made.get(), address.data(), address.size()), 0);
  return made;
}

TEST(SocketOwner, IsWhatTheKernelSays) {
  const FileDescriptor listener = bound(SOCK_STREAM, "127.0.0.1:0");
  ASSERT_EQ(::listen(listener.get(), 1), 0);
  const SocketAddress address = own_address(listener.get());
  const auto any = SocketAddress::parse("127.0.0.1:1").value();
  SocketOwners owners;
  EXPECT_EQ(owners.uid(Transport::tcp, address, any), ::geteuid());
  EXPECT_EQ(owners.uid(Transport::udp, address, any), std::nullopt);
  EXPECT_EQ(owners.uid(Transport::tcp, {}, any), std::nullopt);
  EXPECT_EQ(owners.sender(Transport::tcp, address, any).uid, std::nullopt);  // who listens has sent nothing
  EXPECT_EQ(owners.uid_at_port(Transport::tcp, AF_INET, address.port()), ::geteuid());
  EXPECT_EQ(owners.uid_at_port(Transport::tcp, AF_INET6, address.port()), std::nullopt);
}

// Of what is closed the kernel says that it is root's.
TEST(SocketOwner, IsNobodyOfAConnectionThatIsClosed) {
  const FileDescriptor listener = bound(SOCK_STREAM, "127.0.0.1:0");
  ASSERT_EQ(::listen(listener.get(), 1), 0);
  const SocketAddress asked = own_address(listener.get());
  FileDescriptor client = bound(SOCK_STREAM, "127.0.0.1:0");
  ASSERT_EQ(::connect(client.get(), asked.data(), asked.size()), 0);
  const SocketAddress peer = own_address(client.get());
  SocketOwners owners;
  EXPECT_EQ(owners.sender(Transport::tcp, peer, asked).uid, ::geteuid());
  client = FileDescriptor();
  EXPECT_EQ(owners.sender(Transport::tcp, peer, asked).uid, std::nullopt);
}

TEST(SocketOwner, OfUdpIsWhoeverAloneHasThePort) {
  const FileDescriptor first = bound(SOCK_DGRAM, "127.0.0.1:0");
  const SocketAddress peer = own_address(first.get());
  const FileDescriptor second = bound(SOCK_DGRAM, ("127.0.0.2:" + std::to_string(peer.port())).c_str());
  SocketOwners owners;
  const auto asked = SocketAddress::parse("127.0.0.1:1").value();
  EXPECT_EQ(owners.sender(Transport::udp, peer, asked).uid, ::geteuid());
  if (::geteuid() != 0) GTEST_SKIP() << "to have another user's socket needs root";
  ASSERT_EQ(::fchown(second.get(), 65534, 65534), 0);
  EXPECT_EQ(owners.sender(Transport::udp, peer, asked).uid, std::nullopt);
  EXPECT_EQ(owners.uid(Transport::udp, peer, asked), ::geteuid());
  EXPECT_TRUE(owners.sender(Transport::udp, peer, asked).is_here);
  FileDescriptor third = bound(SOCK_DGRAM, "127.0.0.1:0");
  const SocketAddress gone = own_address(third.get());
  third.reset();
  EXPECT_FALSE(owners.sender(Transport::udp, gone, asked).is_here);
  EXPECT_FALSE(owners.sender(Transport::udp, peer.with_port(0), asked).is_here);
}

TEST(LocalAddresses, AreThoseOfTheInterfaces) {
  LocalAddresses addresses(two_interfaces);
  EXPECT_TRUE(addresses.contains(SocketAddress::parse("192.0.2.1:5").value()));
  EXPECT_TRUE(addresses.contains(SocketAddress::parse("[::ffff:192.0.2.1]:5").value()));
  EXPECT_TRUE(addresses.contains(SocketAddress::parse("[2001:db8::1]:5").value()));
  EXPECT_TRUE(addresses.contains(SocketAddress::parse("127.1.2.3:5").value()));
  EXPECT_FALSE(addresses.contains(SocketAddress::parse("192.0.2.2:5").value()));
  EXPECT_FALSE(addresses.contains({}));
  const auto near = [&](const char* peer) {
    return addresses.nearest(AF_INET, SocketAddress::parse(peer).value())->to_string();
  };
  EXPECT_EQ(near("192.0.2.77:1"), "192.0.2.1:0");
  EXPECT_EQ(near("198.51.100.77:1"), "198.51.100.1:0");
  EXPECT_EQ(near("127.0.0.1:1"), "127.0.0.1:0");
  EXPECT_NE(addresses.nearest(AF_INET, {})->to_string(), "127.0.0.1:0");
  EXPECT_TRUE(LocalAddresses().contains(SocketAddress::parse("127.0.0.1:1").value()));
}

}  // namespace
}  // namespace onc
