// The attack catalogue against a portmapper that runs: after each attack it answers an honest client as before, and
// holds no more descriptors. The tests are named after the ids of the catalogue (docs/security.md).

#include <sys/socket.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <mutex>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <onc/binding.h>
#include <onc/call.h>

#include "portmap.h"
#include "rpcbind.h"
#include "running_portmapper.h"
#include "runtime/server/bare_client.h"

namespace onc::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using Version2 = protocol::PMAP_PROG::PMAP_VERS;
using Version4 = protocol::RPCBPROG::RPCBVERS4;

constexpr ProgramVersion honest{0x20000042, 1};

Bytes call(std::uint32_t version, std::uint32_t procedure, const Bytes& arguments = {}) {
  return join({words({1, 0, 2, 100000, version, procedure, 0, 0, 0, 0}), arguments});
}

// "tcp" and so on, as XDR has it.
Bytes text(const std::string& of) {
  Bytes bytes = words({static_cast<std::uint32_t>(of.size())});
  for (const char c : of) bytes.push_back(static_cast<std::byte>(c));
  bytes.resize(bytes.size() + (4 - of.size() % 4) % 4);
  return bytes;
}

const std::string garbage = to_hex(words({1, 1, 0, 0, 0, 4}));

class PortmapperAttack : public testing::Test {
 protected:
  PortmapperAttack() { serve({}); }
  void TearDown() override {
    expect_service();
    EXPECT_TRUE(eventually([&] { return portmapper().stats().open_connections == 0; }));
    EXPECT_TRUE(eventually([&] { return descriptors() <= descriptors_; })) << descriptors() << " of " << descriptors_;
  }
  // From now on, with other options.
  void serve(PortmapperOptions options) {
    portmapper_.reset();
    portmapper_.emplace(std::move(options), "attacked");
    EXPECT_TRUE(Rpcbind(portmapper().address(Transport::local)).set({honest, Transport::udp, 4000}));
    expect_service();
    EXPECT_TRUE(eventually([&] { return portmapper().stats().open_connections == 0; }));
    descriptors_ = descriptors();
  }
  void expect_service() {
    for (const Transport transport : {Transport::udp, Transport::tcp, Transport::local}) {
      const BareClient client(portmapper().address(transport), transport);
      EXPECT_EQ(client.ask(call(2, 3, words({honest.program, 1, 17, 0}))), 0);
      EXPECT_EQ(client.answer(), to_hex(words({1, 1, 0, 0, 0, 0, 4000}))) << to_string(transport);
    }
  }
  [[nodiscard]] BareClient stranger(Transport transport) { return {portmapper().address(transport), transport}; }
  [[nodiscard]] std::size_t registered() { return Rpcbind(portmapper().address(Transport::tcp)).dump().value().size(); }
  RunningPortmapper& portmapper() { return *portmapper_; }

  static std::size_t descriptors() {
    const auto all = std::filesystem::directory_iterator("/proc/self/fd");
    return static_cast<std::size_t>(std::distance(begin(all), end(all))) - 1;  // the folder itself
  }

 private:
  std::optional<RunningPortmapper> portmapper_;
  std::size_t descriptors_ = 0;
};

class PortmapperAttackOn : public PortmapperAttack, public testing::WithParamInterface<Transport> {
 protected:
  [[nodiscard]] BareClient stranger() { return PortmapperAttack::stranger(GetParam()); }
  // The reply to one message.
  [[nodiscard]] std::string answer_to(const Bytes& message) {
    const BareClient attacker = stranger();
    attacker.ask(message);
    return attacker.answer();
  }
};

TEST_P(PortmapperAttackOn, T_len_1_StringsLongerThanTheMessage) {
  for (const std::uint32_t length : {0x7fffffffU, 0x80000000U, 0xfffffff0U, 0xfffffffcU, 0xffffffffU}) {
    EXPECT_EQ(answer_to(call(4, 3, words({100000, 4, length, 0x74637000}))), garbage) << length;
    EXPECT_EQ(answer_to(call(2, 5, words({100003, 3, 0, length, 0}))), garbage) << length;
    EXPECT_EQ(answer_to(call(3, 8, words({16, length, 0}))), garbage) << length;
  }
}

// "rpcbomb": what a length claims is neither taken nor kept.
TEST_P(PortmapperAttackOn, T_len_2_LengthsThatNothingStandsBehind) {
  const BareClient attacker = stranger();
  for (int i = 0; i < 5000; ++i) {
    attacker.ask(call(4, 3, words({100000, 4, 9000, 1})));
    ASSERT_EQ(attacker.answer(), garbage);
  }
}

TEST_P(PortmapperAttackOn, T_len_4_EveryPrefixOfACall) {
  const Bytes whole = call(4, 3, join({words({honest.program, 1}), text("udp"), text(""), text("")}));
  const BareClient attacker = stranger();
  for (std::size_t size = 40; size < whole.size(); ++size) {
    attacker.ask({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)});
    ASSERT_EQ(attacker.answer(), garbage) << size;
  }
}

TEST_P(PortmapperAttackOn, T_len_5_EveryWordReplaced) {
  const std::vector<Bytes> calls{
      call(2, 3, words({honest.program, 1, 17, 0})),
      call(2, 4),
      call(2, 5, words({100003, 3, 0, 4, 0})),
      call(4, 3, join({words({honest.program, 1}), text("udp"), text("0.0.0.0.0.111"), text("")})),
      call(4, 7, text("127.0.0.1.0.111")),
      call(4, 8, words({16, 8, 0x02006f00, 0x7f000001})),
      call(4, 12)};
  const BareClient attacker = stranger();
  for (const Bytes& whole : calls) {
    for (std::size_t at = 8; at + 4 <= whole.size(); at += 4) {
      for (const std::uint32_t word : {0U, 1U, 0xffffffffU, 0x7fffffffU, 0x80000000U}) {
        Bytes changed = whole;
        std::ranges::copy(words({word}), changed.begin() + static_cast<std::ptrdiff_t>(at));
        attacker.ask(changed);
        ASSERT_NE(attacker.answer(), "closed");
      }
    }
  }
}

// In Debian's rpcbind the second caller gets what the first one has asked for.
TEST_F(PortmapperAttack, T_stale_1_AnEarlierCallersBytes) {
  const BareClient first = stranger(Transport::udp);
  const BareClient second = stranger(Transport::udp);
  first.ask(call(2, 3, words({honest.program, 1, 17, 0})));
  EXPECT_EQ(first.answer(), to_hex(words({1, 1, 0, 0, 0, 0, 4000})));
  second.ask(call(2, 3));
  EXPECT_EQ(second.answer(), garbage);
  second.ask(call(2, 5, words({100000, 2, 0, 8000, 0x78787878})));
  EXPECT_EQ(second.answer(), garbage);
}

TEST_P(PortmapperAttackOn, T_hdr_1_AnotherRpcVersion) {
  EXPECT_EQ(answer_to(words({1, 0, 3, 100000, 2, 0, 0, 0, 0, 0})),
            "00000001 00000001 00000001 00000000 00000002 00000002");
}

// Nobody registers what makes no sense, whatever the version; the log has no control characters.
TEST_F(PortmapperAttack, T_pm_3_RegistrationsWithoutSense) {
  std::mutex mutex;
  std::string logged;
  serve({.log = [&](const LogEvent& event) {
    const std::scoped_lock lock(mutex);
    logged += event.detail;
  }});
  const std::size_t before = registered();
  const auto four =
      Version4::Client::connect("", {.transport = Transport::local, .address = portmapper().address(Transport::local)})
          .value();
  for (const auto& [netid, address] : std::vector<std::pair<std::string, std::string>>{{"nonsense", "0.0.0.0.16.1"},
                                                                                       {"tcp", "8.8.8.8.16.1"},
                                                                                       {"tcp", "0.0.0.0.0.0"},
                                                                                       {"tcp", "0.0.0.0.256.1"},
                                                                                       {"tcp", "zzz\n\x1b[31m"},
                                                                                       {"local", "/run/\x1b[31m"},
                                                                                       {"tcp", std::string(8000, '1')},
                                                                                       {"", ""}})
    EXPECT_FALSE(four.rpcbproc_set({77, 1, netid, address, std::string(8000, 'x')}).value()) << netid << address;
  EXPECT_FALSE(four.rpcbproc_set({100000, 4, "tcp", "0.0.0.0.16.1", ""}).value());
  EXPECT_FALSE(four.rpcbproc_set({honest.program, 1, "udp", "0.0.0.0.16.1", ""}).value());  // it is there
  EXPECT_EQ(registered(), before);
  const std::scoped_lock lock(mutex);
  EXPECT_TRUE(std::ranges::none_of(logged, [](char c) { return c < ' '; })) << logged;
}

TEST_F(PortmapperAttack, T_pm_4_CallsForOthersAreRefusedByDefault) {
  const auto two = Version2::Client::connect("", {.address = portmapper().address(Transport::tcp)}).value();
  const auto four = Version4::Client::connect("", {.address = portmapper().address(Transport::tcp)}).value();
  for (const std::uint32_t program : {100000U, 100003U, 100004U, 100005U, honest.program, 4711U}) {
    EXPECT_EQ(two.pmapproc_callit({program, 1, 1, {}}).error().auth_stat(), AuthStat::too_weak) << program;
    EXPECT_EQ(four.rpcbproc_bcast({program, 1, 1, {}}).error().auth_stat(), AuthStat::too_weak) << program;
    EXPECT_EQ(four.rpcbproc_indirect({program, 1, 1, {}}).error().auth_stat(), AuthStat::too_weak) << program;
  }
}

// A call that asks the portmapper to ask itself.
TEST_F(PortmapperAttack, T_pm_4_CallsForOthersAreNotNested) {
  serve({.remote_calls = true});
  const auto two = Version2::Client::connect("", {.address = portmapper().address(Transport::tcp)}).value();
  const std::vector<std::byte> inner = words({honest.program, 1, 0, 0});
  for (const std::uint32_t version : {2U, 3U, 4U})
    EXPECT_EQ(two.pmapproc_callit({100000, version, 5, inner}).error().auth_stat(), AuthStat::too_weak) << version;
}

// Its server says nothing, and those who have asked are gone: nothing is kept of them.
TEST_F(PortmapperAttack, T_pm_5_CallsForOthersWhoVanish) {
  serve({.remote_calls = true});
  const FileDescriptor silent(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  const SocketAddress any = SocketAddress::parse("127.0.0.1:0").value();
  ASSERT_EQ(::bind(silent.get(), any.data(), any.size()), 0);
  const std::uint16_t port = local_address(silent.get()).port();
  ASSERT_TRUE(Rpcbind(portmapper().address(Transport::local)).set({{4711, 1}, Transport::udp, port}));
  for (int i = 0; i < 200; ++i) {
    const BareClient vanishing = stranger(i % 2 == 0 ? Transport::udp : Transport::tcp);
    vanishing.ask(call(2, 5, words({4711, 1, 0, 0})));
  }
  expect_service();
  serve({});  // with the end of the calls end their sockets
}

TEST_F(PortmapperAttack, T_pm_7_RegistrationsWithoutEnd) {
  serve({.max_registrations = 1000, .max_registrations_of_user = 1000});
  const std::size_t before = registered();
  const auto two =
      Version2::Client::connect("", {.transport = Transport::local, .address = portmapper().address(Transport::local)})
          .value();
  std::size_t taken = 0;
  for (std::uint32_t program = 1; program <= 5000; ++program)
    taken += two.pmapproc_set({1000 + program, 1, 6, 4000}).value() ? 1 : 0;
  EXPECT_LE(taken, 1000U);
  EXPECT_LE(registered(), before + 1000);
}

// Sockets for datagrams that anybody may send.
std::size_t sockets_for_datagrams() {
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
    int type = 0;
    int domain = 0;
    socklen_t size = sizeof type;
    const int descriptor = std::stoi(entry.path().filename());
    const bool is_socket = ::getsockopt(descriptor, SOL_SOCKET, SO_TYPE, &type, &size) == 0 &&
                           ::getsockopt(descriptor, SOL_SOCKET, SO_DOMAIN, &domain, &size) == 0;
    if (is_socket && type == SOCK_DGRAM && (domain == AF_INET || domain == AF_INET6)) ++count;
  }
  return count;
}

// rpcbind has two more with -r, at ports that nobody knows. Ours has one for each server that it has called for others.
TEST_F(PortmapperAttack, T_pm_9_SocketsThatNobodyAskedFor) {
  for (const bool remote_calls : {false, true}) {
    serve({.remote_calls = remote_calls});
    const std::size_t before = sockets_for_datagrams();
    for (std::uint32_t i = 0; i < 50; ++i) {
      const BareClient asking = stranger(Transport::tcp);
      asking.ask(call(2, 5, words({honest.program, 1, i, 0})));
      asking.ask(call(2, 4));
      asking.ask(call(4, 12));
    }
    expect_service();
    EXPECT_LE(sockets_for_datagrams(), before + (remote_calls ? 1 : 0));
  }
  serve({});
}

TEST_P(PortmapperAttackOn, T_fuzz_1_BytesWithoutSense) {
  std::mt19937 random(111);
  for (std::size_t i = 0; i < 200; ++i) {
    Bytes noise(i * 50);
    for (std::byte& byte : noise) byte = static_cast<std::byte>(random());
    const BareClient attacker = stranger();
    attacker.send(noise);
    attacker.ask(noise);
    attacker.ask(call(2 + static_cast<std::uint32_t>(i % 3), static_cast<std::uint32_t>(i % 13), noise));
  }
  EXPECT_GE(registered(), 1U);
}

INSTANTIATE_TEST_SUITE_P(All, PortmapperAttackOn, testing::ValuesIn({Transport::udp, Transport::tcp, Transport::local}),
                         [](const auto& tested) { return std::string(to_string(tested.param)); });

}  // namespace
}  // namespace onc::test
