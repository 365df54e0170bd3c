// Attacks by what messages say: lengths, counts, nesting, headers, credentials.

#include <gmock/gmock.h>

#include "attack.h"

namespace onc::test {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr std::size_t record_limit = default_max_record;
constexpr std::size_t header_size = 40;

Bytes sys(const Bytes& body) {
  const auto size = static_cast<std::uint32_t>(body.size());
  return join({words({1, size}), body, Bytes((4 - size % 4) % 4)});
}
Bytes claim(std::uint32_t groups) {
  Bytes body = words({0, 4, 0x686f7374, 501, 100, groups});
  for (std::uint32_t i = 0; i < groups; ++i) body = join({body, words({i})});
  return body;
}

Bytes nodes(std::size_t count) { return join({repeated(words({1, 7}), count), words({0})}); }
Bytes nesting(std::size_t depth) { return join({repeated(words({1, 1}), depth), words({0})}); }
// Two levels each time: to the left, then to the right.
Bytes zigzag(std::size_t turns) {
  return join({repeated(words({1, 7, 1, 7, 0}), turns), words({0}), Bytes(4 * turns)});
}

// A call of each kind, all of them valid.
std::vector<Bytes> valid_calls() {
  return {call(1, echo, abc, sys(claim(2))),
          call(1, tally),
          call(1, bulk, words({5})),
          call(1, count_nodes, nodes(2)),
          call(1, take_nested, nesting(2)),
          call(1, take_tree, zigzag(2)),
          call(1, count_pairs, words({2, 1, 2, 3, 4})),
          call(1, count_blanks, words({2, 0, 1})),
          call(1, count_wides, join({words({2, 1}), Bytes(480), words({0})}))};
}

TEST_P(AttackOn, T_len_1_StringsLongerThanTheMessage) {
  const Stranger attacker(server(), GetParam());
  for (const std::uint32_t length :
       {0x7fffffffU, 0x80000000U, 0xfffffff0U, 0xfffffffcU, 0xfffffffdU, 0xfffffffeU, 0xffffffffU, 5U}) {
    EXPECT_THAT(attacker.answers_to(call(1, echo, words({length, 0x61626364}))), ElementsAre(garbage(1))) << length;
  }
}

// Fewer times than the catalogue says: memory that grows by a byte each time is seen.
TEST_P(AttackOn, T_len_2_AllocationsThatAreNeverUsed) {
  const Stranger attacker(server(), GetParam());
  const Bytes message = call(1, echo, words({9000, 1, 2}));
  attacker.ask(message);
  const std::string reply = attacker.answer();
  const HeapPeak peak;
  for (int i = 0; i < 20'000; ++i) {
    attacker.ask(message);
    ASSERT_EQ(attacker.answer(), reply);
  }
  EXPECT_EQ(reply, garbage(1));
  EXPECT_LT(peak.bytes(), std::size_t{128} << 10);  // of which the attacker has a half
}

TEST_P(AttackOn, T_len_3_CountsWhoseProductWraps) {
  const Stranger attacker(server(), GetParam());
  const HeapPeak peak;
  for (const std::uint32_t count : {0x20000001U, 0x40000000U, 0x80000000U, 0xffffffffU, 3U})
    EXPECT_THAT(attacker.answers_to(call(1, count_pairs, words({count, 1, 2, 3, 4}))), ElementsAre(garbage(1)));
  EXPECT_LT(peak.bytes(), std::size_t{128} << 10);
}

TEST_P(AttackOn, T_len_4_EveryPrefixOfACall) {
  const Stranger attacker(server(), GetParam());
  const std::uint32_t calls = service.calls;
  for (const Bytes& whole : valid_calls()) {
    for (std::size_t size = 0; size < whole.size(); ++size) {
      const Bytes prefix(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
      EXPECT_THAT(attacker.answers_to(prefix), Each(Not(HasSubstr(success(1))))) << to_hex(prefix);
    }
  }
  EXPECT_EQ(service.calls, calls);
}

TEST_P(AttackOn, T_len_5_EveryWordReplaced) {
  const Stranger attacker(server(), GetParam());
  for (const Bytes& whole : valid_calls()) {
    for (std::size_t at = 0; at < whole.size(); at += 4) {
      for (const std::uint32_t word : {0U, 1U, 0xffffffffU, 0x7fffffffU, 0x80000000U}) {
        Bytes changed = whole;
        xdr::store32(changed.data() + at, word);
        EXPECT_THAT(attacker.answers_to(changed), SizeIs(testing::Le(1U)));
      }
    }
  }
}

TEST_P(AttackOn, T_rec_1_ListsTakeNoStack) {
  const Stranger attacker(server(), GetParam());
  const bool datagrams = GetParam() == Transport::udp;
  const std::size_t most = ((datagrams ? max_datagram : record_limit) - header_size - 4) / 8;
  for (const std::size_t count : {std::size_t{1000}, std::min<std::size_t>(100'000, most), most}) {
    const auto counted = static_cast<std::uint32_t>(count);
    EXPECT_THAT(attacker.answers_to(call(1, count_nodes, nodes(count))), ElementsAre(success(1, words({counted}))));
  }
}

TEST_P(AttackOn, T_rec_1_NestingIsLimited) {
  const Stranger attacker(server(), GetParam());
  const std::size_t deep = GetParam() == Transport::udp ? 8000 : 100'000;
  EXPECT_THAT(attacker.answers_to(call(1, take_nested, nesting(50))), ElementsAre(success(1)));
  EXPECT_THAT(attacker.answers_to(call(2, take_nested, nesting(deep))), ElementsAre(garbage(2)));
  EXPECT_THAT(attacker.answers_to(call(3, take_tree, zigzag(50))), ElementsAre(success(3)));
  EXPECT_THAT(attacker.answers_to(call(4, take_tree, zigzag(deep / 4))), ElementsAre(garbage(4)));
}

INSTANTIATE_TEST_SUITE_P(All, AttackOn, testing::ValuesIn({Transport::udp, Transport::tcp, Transport::local}),
                         transport_name);

class BigRecords : public Attack {
 protected:
  // What the server allocates for the arguments when they are answered by `reply`.
  std::size_t heap_for(std::uint32_t procedure, const Bytes& arguments, const std::string& reply) {
    const Stranger attacker(server(), Transport::tcp);
    const Bytes message = record(call(1, procedure, arguments));
    const HeapPeak peak;
    attacker.send(message);
    EXPECT_EQ(attacker.answer(), reply);
    return peak.bytes();
  }
  // A count, and words of zero that fill a record.
  static Bytes filling(std::uint32_t& count) {
    count = static_cast<std::uint32_t>((record_limit - header_size - 4) / 4);
    return join({words({count}), Bytes(4 * std::size_t{count})});
  }
};

// The record as it is received, while its buffer grows, and what it says.
TEST_F(BigRecords, T_amp_1_TakeAFewTimesTheirSize) {
  std::uint32_t count = 0;
  const Bytes elements = filling(count);
  EXPECT_LE(heap_for(count_numbers, elements, success(1, words({count}))), 4 * record_limit);
  EXPECT_LE(heap_for(count_blanks, elements, success(1, words({count}))), 4 * record_limit);
  const std::size_t listed = (record_limit - header_size - 4) / 8;
  EXPECT_LE(heap_for(count_nodes, nodes(listed), success(1, words({static_cast<std::uint32_t>(listed)}))), 4 * record_limit);
}

// Four bytes would become 488.
TEST_F(BigRecords, T_amp_1_OfSmallElementsThatBecomeLargeAreRefused) {
  std::uint32_t count = 0;
  EXPECT_LE(heap_for(count_wides, filling(count), garbage(1)), 4 * record_limit);
}

TEST_F(BigRecords, T_amp_2_OfElementsWithoutBytesAreCounted) {
  EXPECT_LE(heap_for(count_nothings, words({1000}), success(1, words({1000}))), std::size_t{256} << 10);
  for (const std::uint32_t count : {0x00200000U, 0x01000001U, 0x7fffffffU, 0xffffffffU}) {
    EXPECT_LE(heap_for(count_nothings, words({count}), garbage(1)), std::size_t{256} << 10) << count;
    EXPECT_LE(heap_for(count_blanks, words({count, 0}), garbage(1)), std::size_t{256} << 10) << count;
  }
}

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
                                 call(1, echo),                                       // garbage arguments
                                 call(1, 99),                                         // no such procedure
                                 call(1, null_proc, {}, sys({})),                     // bad credential
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
