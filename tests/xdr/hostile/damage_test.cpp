// Valid messages of every type, damaged in every way.
#include <gtest/gtest.h>

#include <onc/xdr/byte_order.h>

#include "grow.h"
#include "verdicts.h"

namespace onc::test {
namespace {

constexpr std::size_t of_each = ONCRPC_DAMAGED_MESSAGES;

class Damage : public testing::TestWithParam<std::size_t> {
 protected:
  // Of the type that is the parameter.
  static std::vector<Message> messages() {
    Random random(GetParam());
    std::vector<Message> made;
    for (std::size_t i = 0; i < of_each; ++i) made.push_back(valid_message(shape(), random));
    return made;
  }
  static const Shape& shape() { return all_shapes()[GetParam()]; }
};

TEST_P(Damage, NoneIsTaken) {
  Verdicts verdicts(shape());
  for (const Message& message : messages()) {
    ASSERT_FALSE(message.empty()) << "the decoder's reports lead to no valid message";
    EXPECT_EQ(verdicts.disagreement(message), "");
    EXPECT_TRUE(verdicts.taken());
  }
}

TEST_P(Damage, EveryPrefixIsRefused) {
  Verdicts verdicts(shape());
  for (const Message& message : messages()) {
    for (std::size_t size = 0; size < message.size(); ++size) {
      const Message cut(message.begin(), message.begin() + static_cast<std::ptrdiff_t>(size));  // its end is watched
      ASSERT_EQ(verdicts.disagreement(cut), "") << size << " of " << message.size() << " bytes";
      ASSERT_FALSE(verdicts.taken()) << size << " of " << message.size() << " bytes";
    }
  }
}

TEST_P(Damage, EveryWordReplacedGivesOneVerdict) {
  Verdicts verdicts(shape());
  for (const Message& message : messages()) {
    for (std::size_t at = 0; at < message.size(); at += 4) {
      for (const std::uint32_t word : {0U, 1U, 0xffffffffU, 0x7fffffffU, 0x80000000U}) {
        Message damaged = message;
        xdr::store32(damaged.data() + at, word);
        ASSERT_EQ(verdicts.disagreement(damaged), "") << word << " at byte " << at;
      }
    }
  }
}

// Somebody changes the bytes after a view has been decoded: what it tells is anything, and all of it within the
// message.
TEST_P(Damage, BehindTheBackOfAViewStaysWithinTheMessage) {
  for (const Message& message : messages()) {
    Message bytes = message;
    const auto view = shape().view();
    const auto value = shape().value();
    xdr::Decoder in(bytes);
    xdr::Decoder of_value(message);
    ASSERT_TRUE(view->decode(in) && value->decode(of_value));
    for (std::size_t at = 0; at < message.size(); at += 4) {
      const std::uint32_t before = xdr::load32(bytes.data() + at);
      for (const std::uint32_t word : {0U, 1U, 7U, 0xffffffffU}) {
        xdr::store32(bytes.data() + at, word);
        (void)view->same_as(*value);
      }
      xdr::store32(bytes.data() + at, before);
    }
    EXPECT_TRUE(view->same_as(*value));
  }
}

std::string name(const testing::TestParamInfo<std::size_t>& info) { return all_shapes()[info.param].name; }

INSTANTIATE_TEST_SUITE_P(Shapes, Damage, testing::Range(std::size_t{0}, all_shapes().size()), name);

}  // namespace
}  // namespace onc::test
