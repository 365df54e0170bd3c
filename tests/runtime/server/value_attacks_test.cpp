// Attacks by values: words that a type does not have, what strings may hold, and bytes without any sense.

#include <random>

#include <gmock/gmock.h>

#include "attack.h"

namespace onc::test {
namespace {

using testing::ElementsAre;

// As MIRROR takes and gives them back.
struct Words {
  std::uint32_t flag = 1;
  std::uint32_t shade = 2;
  std::uint32_t big[2] = {0, 1};
  std::uint32_t unsigned_big[2] = {0, 1};
  std::uint32_t narrow = 1;
  std::uint32_t tiny = 1;
  Bytes text = words({3, 0x61626300});

  [[nodiscard]] Bytes bytes() const {
    return join({words({flag, shade, big[0], big[1], unsigned_big[0], unsigned_big[1], narrow, tiny}), text});
  }
};

class Values : public AttackOn {
 protected:
  void be_strict() {
    ServerOptions strict = attacked_options();
    strict.mode = xdr::Mode::strict;
    serve(strict);
  }
  // What comes back, as bytes; or the whole reply, if that is no success.
  void expect_answer(const Words& sent, const std::string& answer) {
    const Stranger attacker(server(), GetParam());
    EXPECT_THAT(attacker.answers_to(call(1, mirror, sent.bytes())), ElementsAre(answer));
  }
  void expect_as_sent(const Words& sent) { expect_answer(sent, success(1, sent.bytes())); }
  void expect_garbage(const Words& sent) { expect_answer(sent, garbage(1)); }
};

TEST_P(Values, T_enum_1_OutsideTheSchemaAreKeptByDefault) {
  expect_answer({.flag = 2}, success(1, Words{}.bytes()));
  expect_as_sent({.shade = 7});
  expect_as_sent({.shade = 0xffffffff});
}

TEST_P(Values, T_enum_1_OutsideTheSchemaAreRefusedByAServerThatIsStrict) {
  be_strict();
  expect_as_sent({});
  expect_garbage({.flag = 2});
  expect_garbage({.shade = 7});
}

TEST_P(Values, T_enum_1_OfAUnionWithoutAnArmAreRefused) {
  const Stranger attacker(server(), GetParam());
  for (const std::uint32_t how : {0U, 3U, 0x80000000U, 0xffffffffU})
    EXPECT_THAT(attacker.answers_to(call(1, paint, words({how, 1}))), ElementsAre(garbage(1))) << how;
  EXPECT_THAT(attacker.answers_to(call(1, paint, words({2}))), ElementsAre(success(1)));
}

TEST_P(Values, T_int_1_AtTheEndsOfTheirRange) {
  expect_as_sent({.big = {0x80000000, 0}, .unsigned_big = {0x80000000, 0}});
  expect_as_sent({.big = {0xffffffff, 0xffffffff}, .unsigned_big = {0xffffffff, 0xffffffff}});
  expect_as_sent({.narrow = 0xffff8000, .tiny = 255});
}

TEST_P(Values, T_int_1_TooLargeForANarrowTypeAreRefused) {
  for (const std::uint32_t word : {0x00008000U, 0x00010000U, 0xffff7fffU, 0x80000000U})
    expect_garbage({.narrow = word});
  for (const std::uint32_t word : {0x00000100U, 0xffffff80U, 0xffffffffU}) expect_garbage({.tiny = word});
}

TEST_P(Values, T_pad_1_MayHaveAnyPaddingByDefault) {
  expect_answer({.text = words({3, 0x616263ff})}, success(1, Words{}.bytes()));
}

TEST_P(Values, T_pad_1_HaveZerosBehindThemAtAServerThatIsStrict) {
  be_strict();
  expect_garbage({.text = words({3, 0x616263ff})});
}

// XDR's strings are bytes: what is in them is the service's business.
TEST_P(Values, T_pad_1_OfStringsAreNotLookedAt) {
  expect_as_sent({.text = words({4, 0x61006200})});
  expect_as_sent({.text = words({4, 0xfffe80c0})});
}

Bytes noise(std::size_t size, std::uint32_t seed) {
  std::mt19937 random(seed);
  Bytes bytes(size);
  for (std::byte& byte : bytes) byte = static_cast<std::byte>(random());
  return bytes;
}

// Less than the catalogue's gigabyte; scripts/fuzz has the rest.
TEST_P(Values, T_fuzz_1_WithoutSense) {
  for (std::uint32_t seed = 0; seed < 200; ++seed) {
    const Stranger attacker(server(), GetParam());
    const Bytes bytes = noise(seed * 200, seed);
    attacker.send(bytes);
    // The same behind a mark, and behind a whole header.
    attacker.ask(bytes);
    attacker.ask(call(1, seed % 14, bytes));
  }
  expect_service();
}

INSTANTIATE_TEST_SUITE_P(All, Values, testing::ValuesIn({Transport::udp, Transport::tcp, Transport::local}),
                         transport_name);

}  // namespace
}  // namespace onc::test
