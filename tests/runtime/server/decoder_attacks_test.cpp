// Attacks on decoders: lengths, counts and nesting that messages claim.

#include <gmock/gmock.h>

#include "attack.h"

namespace onc::test {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

constexpr std::size_t record_limit = default_max_record;
constexpr std::size_t header_size = 40;

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
  EXPECT_LE(heap_for(count_nodes, nodes(listed), success(1, words({static_cast<std::uint32_t>(listed)}))),
            4 * record_limit);
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

}  // namespace
}  // namespace onc::test
