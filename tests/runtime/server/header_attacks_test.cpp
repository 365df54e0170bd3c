// Attacks by what surrounds the arguments: headers, credentials, tails, calls that come again.

#include <gmock/gmock.h>

#include "attack.h"

namespace onc::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

TEST_F(Attack, T_stale_1_AnEarlierCallersBytes) {
  const Stranger first(server(), Transport::udp);
  const Stranger second(server(), Transport::udp);
  EXPECT_THAT(first.answers_to(call(1, echo, words({8, 0x73656372, 0x65742121}))), ElementsAre(HasSubstr("73656372")));
  EXPECT_THAT(second.answers_to(call(2, echo, words({8}))), ElementsAre(garbage(2)));
}

class Tails : public AttackOn {
 protected:
  [[nodiscard]] std::vector<std::string> answers(std::size_t tail) {
    return Stranger(server(), GetParam()).answers_to(call(1, echo, join({abc, Bytes(tail, std::byte{1})})));
  }
  const std::size_t longest = GetParam() == Transport::udp ? 60'000 : 1 << 20;
};

TEST_P(Tails, T_tail_1_AreIgnoredByDefault) {
  for (const std::size_t tail : {std::size_t{1}, std::size_t{4}, longest})
    EXPECT_THAT(answers(tail), ElementsAre(success(1, abc)));
}

TEST_P(Tails, T_tail_1_AreRefusedByAServerThatIsStrict) {
  ServerOptions strict = attacked_options();
  strict.mode = xdr::Mode::strict;
  serve(strict);
  for (const std::size_t tail : {std::size_t{1}, std::size_t{4}, longest})
    EXPECT_THAT(answers(tail), ElementsAre(garbage(1)));
}

INSTANTIATE_TEST_SUITE_P(All, Tails, testing::ValuesIn({Transport::udp, Transport::tcp, Transport::local}),
                         transport_name);

class Headers : public AttackOn {};

TEST_P(Headers, T_hdr_1_OfAnotherRpcVersion) {
  const Stranger attacker(server(), GetParam());
  for (const std::uint32_t version : {0U, 1U, 3U, 0xffffffffU}) {
    EXPECT_THAT(attacker.answers_to(words({1, 0, version, Target::id.program, 1, 0, 0, 0, 0, 0})),
                ElementsAre("00000001 00000001 00000001 00000000 00000002 00000002"));
  }
}

TEST_P(Headers, T_hdr_2_OfRepliesAndScrapsGetNoReply) {
  const Stranger attacker(server(), GetParam());
  EXPECT_THAT(attacker.answers_to(words({1, 1, 0, 0, 0, 0})), IsEmpty());
  EXPECT_THAT(attacker.answers_to(words({1, 2, 2, Target::id.program, 1, 0, 0, 0, 0, 0})), IsEmpty());
  const Bytes whole = call(1, null_proc);
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_THAT(attacker.answers_to({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)}), IsEmpty());
}

// So two servers that are made to talk to each other fall silent.
TEST_P(Headers, T_hdr_3_OfTheServersOwnReplies) {
  const Stranger attacker(server(), GetParam());
  const std::vector<Bytes> calls{call(1, null_proc),
                                 call(1, echo),                    // garbage arguments
                                 call(1, 99),                      // no such procedure
                                 call(1, null_proc, {}, sys({})),  // bad credential
                                 words({1, 0, 3, Target::id.program, 1, 0, 0, 0, 0, 0}),
                                 words({1, 0, 2, Target::id.program, 9, 0, 0, 0, 0, 0}),
                                 words({1, 0, 2, 4711, 1, 0, 0, 0, 0, 0})};
  for (const Bytes& provoking : calls) {
    const auto replies = attacker.answers_to(provoking);
    ASSERT_THAT(replies, SizeIs(1));
    EXPECT_THAT(attacker.answers_to(hex(replies.front())), IsEmpty()) << replies.front();
  }
}

INSTANTIATE_TEST_SUITE_P(All, Headers, testing::ValuesIn({Transport::udp, Transport::tcp, Transport::local}),
                         transport_name);

class Credentials : public AttackOn {
 protected:
  void SetUp() override { calls_ = service.calls; }
  void TearDown() override {
    EXPECT_EQ(service.calls, calls_);
    AttackOn::TearDown();
  }
  [[nodiscard]] std::vector<std::string> answers(const Bytes& credential, const Bytes& verifier = no_auth) {
    return Stranger(server(), GetParam()).answers_to(call(1, echo, abc, credential, verifier));
  }
  static constexpr std::uint32_t bad_credential = 1;
  static constexpr std::uint32_t bad_verifier = 3;

 private:
  std::uint32_t calls_ = 0;
};

TEST_P(Credentials, T_sys_1_BeyondTheirBounds) {
  const std::vector<Bytes> bodies{claim(17), words({0, 4, 0x686f7374, 501, 100, 0x40000001}),
                                  join({words({0, 256}), Bytes(256, std::byte{'h'}), words({501, 100, 0})}),
                                  words({0, 0xffffffff, 501, 100, 0})};
  for (const Bytes& body : bodies) EXPECT_THAT(answers(sys(body)), ElementsAre(auth_error(1, bad_credential)));
}

TEST_P(Credentials, T_sys_2_CutAnywhere) {
  const Bytes whole = claim(2);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const Bytes body(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
    EXPECT_THAT(answers(sys(body)), ElementsAre(auth_error(1, bad_credential))) << size;
  }
}

TEST_P(Credentials, T_sys_2_OfOtherLengths) {
  for (const std::uint32_t length : {0U, 3U, 400U, 401U, 404U, 0xffffffffU}) {
    const Bytes credential = join({words({1, length}), Bytes(length > 404 ? 404 : (length + 3) / 4 * 4)});
    EXPECT_THAT(answers(credential), ElementsAre(auth_error(1, bad_credential))) << length;
  }
}

TEST_P(Credentials, T_sys_3_VerifiersThatAreNone) {
  EXPECT_THAT(answers(no_auth, join({words({0, 404}), Bytes(404)})), ElementsAre(auth_error(1, bad_verifier)));
  EXPECT_THAT(answers(no_auth, words({0, 0xffffffff})), ElementsAre(auth_error(1, bad_verifier)));
  EXPECT_THAT(answers(no_auth, words({4711, 0})), ElementsAre(auth_error(1, bad_verifier)));
  EXPECT_THAT(answers(sys(claim(2)), words({1, 0})), ElementsAre(auth_error(1, bad_verifier)));
}

INSTANTIATE_TEST_SUITE_P(All, Credentials, testing::ValuesIn({Transport::udp, Transport::tcp, Transport::local}),
                         transport_name);

TEST_F(Attack, T_drc_1_ACallRunsOnce) {
  const Stranger client(server(), Transport::udp);
  const std::uint32_t calls = service.calls;
  const std::string first = success(9, words({calls + 1}));
  for (int i = 0; i < 100; ++i) EXPECT_THAT(client.answers_to(call(9, tally)), ElementsAre(first));
  EXPECT_EQ(service.calls, calls + 1);
  EXPECT_EQ(stats().reply_cache.hits, 99U);
}

TEST_F(Attack, T_drc_2_TheLargestReplyIsGivenAgain) {
  const Stranger client(server(), Transport::udp);
  const std::uint32_t calls = service.calls;
  constexpr std::uint32_t most = (max_datagram - 28) / 4 * 4;  // behind the reply's header and the length
  const auto first = client.answers_to(call(9, bulk, words({most})));
  EXPECT_THAT(first, ElementsAre(HasSubstr(success(9, words({most})))));
  EXPECT_EQ(client.answers_to(call(9, bulk, words({most}))), first);
  EXPECT_EQ(service.calls, calls + 1);
}

TEST_F(Attack, T_drc_2_NoOtherCallIsAnsweredByIt) {
  const Stranger client(server(), Transport::udp);
  const Stranger other(server(), Transport::udp);
  const Bytes longer = words({5, 0x61626364, 0x65000000});
  EXPECT_THAT(client.answers_to(call(9, echo, longer)), ElementsAre(success(9, longer)));
  EXPECT_THAT(client.answers_to(call(9, echo, abc)), ElementsAre(success(9, abc)));
  const std::uint32_t calls = service.calls;
  EXPECT_THAT(client.answers_to(call(9, tally)), ElementsAre(success(9, words({calls + 1}))));
  EXPECT_THAT(other.answers_to(call(9, tally)), ElementsAre(success(9, words({calls + 2}))));
  EXPECT_EQ(stats().reply_cache.hits, 0U);
}

}  // namespace
}  // namespace onc::test
