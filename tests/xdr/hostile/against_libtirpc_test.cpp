// Damaged messages of every type: rpcgen's filters say of them what ours say.
#include "against_libtirpc.h"

#include <gtest/gtest.h>

#include <onc/xdr/byte_order.h>

#include "grow.h"

namespace onc::test {
namespace {

// Cut, longer, or with some words that are others, most of them as lengths, flags and discriminants are.
Message damaged(const Message& message, Random& random) {
  Message made = message;
  const std::size_t kind = random.below(8);
  if (kind == 0) made.resize(random.below(made.size()));
  if (kind == 1) made.resize(made.size() + random.below(9), std::byte{1});
  for (std::size_t left = 1 + random.below(3); left > 0 && made.size() >= 4; --left) {
    const std::size_t at = random.below(made.size() / 4) * 4;
    const auto small = static_cast<std::uint32_t>(random.below(7)) - 1;
    xdr::store32(made.data() + at, random.below(3) == 0 ? random.word() : small);
  }
  return made;
}

class AgainstLibtirpc : public testing::TestWithParam<std::size_t> {};

TEST_P(AgainstLibtirpc, TheVerdictsAreTheSame) {
  Random random(GetParam());
  std::size_t taken = 0;
  std::size_t refused = 0;
  for (int i = 0; i < 20; ++i) {
    const Message valid = valid_message(all_shapes()[GetParam()], random);
    ASSERT_EQ(against_libtirpc(GetParam(), valid).difference, "");
    for (int j = 0; j < 25; ++j) {
      const BothVerdicts both = against_libtirpc(GetParam(), damaged(valid, random));
      ASSERT_EQ(both.difference, "") << "message " << i << ", damage " << j;
      ++(both.taken ? taken : refused);
    }
  }
  EXPECT_GT(taken, 20U);
  EXPECT_GT(refused, 20U);
}

std::string name(const testing::TestParamInfo<std::size_t>& info) { return all_shapes()[info.param].name; }

INSTANTIATE_TEST_SUITE_P(Shapes, AgainstLibtirpc, testing::Range(std::size_t{0}, rpcgen_shapes()), name);

}  // namespace
}  // namespace onc::test
