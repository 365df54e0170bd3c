// Each allocation of a registration, of its removal and of a look-up fails once: whatever is answered, the table and
// the journal are sound, and the next call is answered as if nothing had been.

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <new>
#include <utility>

#include <gtest/gtest.h>

#include "message/call_message.h"
#include "registry/journal.h"
#include "runtime/server/interposed.h"
#include "service/rpcbind_service.h"
#include "session/server_session.h"
#include "support/hex.h"

namespace onc {
namespace {

using test::SystemCall;

const Peer root{.transport = Transport::local, .address = {}, .local = LocalPeer{.uid = 0, .gid = 0, .pid = 1}};

class RegistrationFaults : public testing::Test {
 protected:
  RegistrationFaults() {
    dispatcher.add(version4);
    journal->follow(registry, 0);
    registry.add({.id = {7, 1}, .netid = netid_tcp, .address = "0.0.0.0.15.160", .owner = superuser});
  }
  ~RegistrationFaults() override { std::filesystem::remove_all(folder); }

  // The results; empty when there are none.
  std::string answer(std::uint32_t procedure, std::uint32_t version = 2) {
    xdr::Buffer message;
    xdr::Encoder out(message);
    const protocol::rpcb wanted{7, version, "tcp", "0.0.0.0.15.160", "me"};
    encode_call_header(out, 1, {{100000, 4}, procedure}, {});
    encode_auth(out, {});
    encode(out, wanted);
    out.finish();
    return test::to_hex(answer_bytes(message.bytes()));
  }
  // For all n: the n-th allocation of a call fails.
  template <class Prepare>
  void fail_each(std::uint32_t procedure, Prepare prepare, const std::string& right) {
    for (std::uint64_t nth = 1;; ++nth) {
      SCOPED_TRACE(nth);
      prepare();
      failing = nth;
      answer(procedure);
      expect_sound();
      EXPECT_EQ(answer(procedure), right);
      expect_sound();
      if (!failed || HasFailure()) return;
    }
  }

  Registry registry;
  SocketOwners owners;
  LocalAddresses addresses;
  Directory directory{registry, owners, addresses, {}};
  PortmapStatistics statistics;
  ReplyRate rate{1000};
  PortmapState state{directory, statistics, addresses, rate, nullptr};
  RpcbindService4 version4{state};
  const std::string yes = "00000001";
  const std::string folder = testing::TempDir() + "registration-faults-" + std::to_string(::getpid());
  std::unique_ptr<Journal> journal = Journal::open(folder).value();

 private:
  test::Bytes answer_bytes(std::span<const std::byte> message) {
    constexpr std::size_t header = 24;
    xdr::Buffer reply(max_datagram);
    if (failing != 0) test::fail_nth(SystemCall::allocate, failing, ENOMEM);
    try {
      session.answer(message, root, reply);
    } catch (const std::bad_alloc&) {
      reply.clear();  // what the loop makes of it is tested with servers
    }
    if (std::exchange(failing, 0) != 0) failed = test::stop_failing();
    const auto bytes = reply.bytes();
    return bytes.size() < header ? test::Bytes() : test::Bytes(bytes.begin() + header, bytes.end());
  }
  void expect_sound() {
    for (const Registered& entry : registry.all()) EXPECT_EQ(registry.find(entry.id, entry.netid), &entry);
    const std::size_t second = registry.find({7, 2}, netid_tcp) == nullptr ? 0 : 1;
    EXPECT_EQ(registry.size(), 1 + second);
    EXPECT_EQ(registry.count_of(superuser), registry.size());
    EXPECT_FALSE(registry.is_held_by_others(7, superuser));
    EXPECT_NE(registry.find_or_other_version({7, 9}, netid_tcp), nullptr);
    EXPECT_EQ(registry.find_or_other_version({8, 1}, netid_tcp), nullptr);
    if (journal->failing()) touch();
    EXPECT_TRUE(std::ranges::equal(journal->read(), registry.all()));
  }
  // The next change, with which the journal is whole again.
  void touch() {
    registry.add({.id = {9, 1}, .netid = netid_tcp, .address = "0.0.0.0.15.160", .owner = superuser});
    registry.remove({9, 1}, netid_tcp);
  }

  std::uint64_t failing = 0;  // the number of an allocation of the next call; 0: none
  bool failed = false;        // whether there was one with that number
  Dispatcher dispatcher;
  ServerSession session{dispatcher, {}, xdr::Mode::compatible};
};

TEST_F(RegistrationFaults, OfSetLeaveAllOrNothing) {
  fail_each(
      1,
      [&] {
        registry.remove({7, 2}, netid_tcp);
      },
      yes);
}

TEST_F(RegistrationFaults, OfUnsetLeaveAllOrNothing) {
  fail_each(
      2,
      [&] {
        registry.add({.id = {7, 2}, .netid = netid_tcp, .address = "0.0.0.0.15.160", .owner = superuser});
      },
      yes);
}

TEST_F(RegistrationFaults, OfALookUpChangeNothing) {
  const std::string right = answer(3);
  EXPECT_NE(right, "");
  fail_each(
      3, [] {}, right);
}

// Regression: what the disk did not give was lost with the next rewriting.
TEST_F(RegistrationFaults, OfReadingTheJournalLeaveItAside) {
  int told = 0;
  journal->on_trouble([&](int error) { told = error; });
  test::fail_nth(SystemCall::read, 1, EIO);
  EXPECT_TRUE(journal->read().empty());
  EXPECT_TRUE(test::stop_failing());
  EXPECT_EQ(told, EIO);
  EXPECT_TRUE(std::filesystem::exists(folder + "/journal.unread"));
}

}  // namespace
}  // namespace onc
