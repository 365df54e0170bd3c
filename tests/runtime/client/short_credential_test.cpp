// AUTH_SHORT (RFC 5531 appendix A): what a server hands out is used until it refuses it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "memory_world.h"

namespace onc {
namespace {

using test::Bytes;
using test::join;
using test::words;

constexpr Procedure procedure{{1, 1}, 1, "P", "V"};
constexpr std::uint32_t sys = 1;
constexpr std::uint32_t short_hand = 2;

class IntCall final : public Call {
 public:
  std::optional<Error> succeed(xdr::Decoder& results) override {
    std::uint32_t value = 0;
    if (!results.u32(value)) return malformed_results(results.report());
    result = value;
    return std::nullopt;
  }
  void fail(Error failure) override { error = std::move(failure); }
  std::optional<std::uint32_t> result{};
  std::optional<Error> error{};
};

std::uint32_t word(std::span<const std::byte> message, std::size_t index) {
  return xdr::load32(message.data() + 4 * index);
}

ClientSessionOptions options(const Credential& credential) {
  ClientSessionOptions options;
  options.credential = credential;
  return options;
}

// One session of each kind behind one face.
struct Datagrams {
  explicit Datagrams(const Credential& credential) : session(options(credential)) {}
  Bytes take() {
    const auto bytes = session.next_datagram();
    Bytes copy(bytes.begin(), bytes.end());
    session.next_datagram();
    return copy;
  }
  void give(const Bytes& message) { session.received(message, TimePoint{}); }
  DatagramClientSession session;
};
struct Streams {
  explicit Streams(const Credential& credential) : session(options(credential)) {}
  Bytes take() {
    const auto bytes = session.outgoing();
    if (bytes.empty()) return {};
    Bytes copy(bytes.begin() + 4, bytes.end());
    session.sent(bytes.size());
    return copy;
  }
  void give(const Bytes& message) {
    const Bytes record = join({words({0x80000000U | static_cast<std::uint32_t>(message.size())}), message});
    std::memcpy(session.prepare().data(), record.data(), record.size());
    EXPECT_TRUE(session.received(record.size(), TimePoint{}));
  }
  StreamClientSession session;
};

template <class Session>
class ShortCredential : public testing::Test {
 protected:
  void start(IntCall& call) {
    const auto seven = [](xdr::Encoder& out) { return out.u32(7); };
    sessions.session.start(call, procedure, seven, {}, TimePoint{});
  }
  Session sessions{AuthSys{.machine_name = "host", .uid = 5}};
};
using Sessions = testing::Types<Datagrams, Streams>;
TYPED_TEST_SUITE(ShortCredential, Sessions);

Bytes success(std::uint32_t xid, const Bytes& verifier) { return join({words({xid, 1, 0}), verifier, words({0, 42})}); }
const Bytes handed_out = words({short_hand, 8, 0x11111111, 0x22222222});

TYPED_TEST(ShortCredential, IsUsedOnceItWasHandedOut) {
  IntCall first;
  this->start(first);
  const Bytes message = this->sessions.take();
  EXPECT_EQ(word(message, 6), sys);
  this->sessions.give(success(word(message, 0), handed_out));
  EXPECT_EQ(first.result, 42U);
  IntCall second;
  this->start(second);
  const Bytes shorter = this->sessions.take();
  EXPECT_EQ(word(shorter, 6), short_hand);
  EXPECT_EQ(word(shorter, 7), 8U);
  EXPECT_EQ(word(shorter, 8), 0x11111111U);
  EXPECT_EQ(word(shorter, 12), 7U);  // the arguments, behind an empty verifier
  this->sessions.give(success(word(shorter, 0), words({0, 0})));
  EXPECT_EQ(second.result, 42U);
}

TYPED_TEST(ShortCredential, GivesWayToTheFullOneWhenItIsRefused) {
  IntCall first;
  this->start(first);
  this->sessions.give(success(word(this->sessions.take(), 0), handed_out));
  IntCall second;
  IntCall third;
  this->start(second);
  const std::uint32_t refused = word(this->sessions.take(), 0);
  this->start(third);
  const std::uint32_t refused_too = word(this->sessions.take(), 0);
  for (const std::uint32_t xid : {refused, refused_too}) {
    this->sessions.give(words({xid, 1, 1, 1, 2}));  // AUTH_REJECTEDCRED
    const Bytes full = this->sessions.take();
    ASSERT_FALSE(full.empty());
    EXPECT_NE(word(full, 0), xid);
    EXPECT_EQ(word(full, 6), sys);
    EXPECT_EQ(xdr::load32(full.data() + full.size() - 4), 7U);
    this->sessions.give(success(word(full, 0), words({0, 0})));
  }
  EXPECT_EQ(second.result, 42U);
  EXPECT_EQ(third.result, 42U);
}

TYPED_TEST(ShortCredential, IsTriedAgainOnlyOnce) {
  IntCall first;
  this->start(first);
  this->sessions.give(success(word(this->sessions.take(), 0), handed_out));
  IntCall second;
  this->start(second);
  this->sessions.give(words({word(this->sessions.take(), 0), 1, 1, 1, 2}));
  this->sessions.give(words({word(this->sessions.take(), 0), 1, 1, 1, 2}));
  EXPECT_EQ(second.error->code, Errc::auth_rejected);
  EXPECT_EQ(second.error->auth_stat(), AuthStat::rejected_credential);
  EXPECT_TRUE(this->sessions.session.idle());
}

TYPED_TEST(ShortCredential, IsNotTriedAgainForTheFullOne) {
  IntCall call;
  this->start(call);
  this->sessions.give(words({word(this->sessions.take(), 0), 1, 1, 1, 2}));
  EXPECT_EQ(call.error->code, Errc::auth_rejected);
  EXPECT_TRUE(this->sessions.take().empty());
}

TEST(Credential, KeepsWhatItLearnsToItsChannel) {
  const Credential shared = AuthSys{.uid = 5};
  Datagrams one(shared);
  Datagrams other(shared);
  const auto nothing = [](xdr::Encoder& /*out*/) { return true; };
  IntCall call;
  one.session.start(call, procedure, nothing, {}, TimePoint{});
  one.give(success(word(one.take(), 0), handed_out));
  IntCall elsewhere;
  other.session.start(elsewhere, procedure, nothing, {}, TimePoint{});
  EXPECT_EQ(word(other.take(), 6), sys);
  other.session.cancel(elsewhere);
}

}  // namespace
}  // namespace onc
