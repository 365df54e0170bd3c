// Decoding takes no more memory than Limits::memory says, whatever the message is.
#include <gtest/gtest.h>

#include <onc/xdr/byte_order.h>

#include "allocations.h"
#include "grow.h"

namespace onc::test {
namespace {

using xdr::Fault;
using xdr::Limits;

// A large chunk of the allocator may be longer than what is asked for, as far as a page.
constexpr std::size_t slack = 16;

// From scarce to plenty, so that for most messages some of them stop half-way.
constexpr Limits limits_of_all[] = {{.memory_multiple = 0, .memory_floor = 100},
                                    {.memory_multiple = 2, .memory_floor = 0},
                                    {.memory_multiple = 6, .memory_floor = 0},
                                    {.memory_multiple = 16, .memory_floor = 0}};

class Memory : public testing::TestWithParam<std::size_t> {
 protected:
  static const Shape& shape() { return all_shapes()[GetParam()]; }

  // Into a new value, and again into the same one.
  void expect_within_limits(const Message& message) {
    for (const Limits& limits : limits_of_all) {
      const auto value = shape().value();
      EXPECT_LE(peak(*value, message, limits), limits.memory(message.size()) + slack);
      EXPECT_LE(peak(*value, message, limits), limits.memory(message.size()) + slack) << "again";
      EXPECT_LE(peak(*used_, message, limits), limits.memory(message.size()) + slack) << "into a used value";
    }
  }

  std::size_t peak(Value& value, const Message& message, const Limits& limits) {
    const HeapMeter meter;
    xdr::Decoder in(message, limits);
    const bool ok = value.decode(in);
    const HeapUse use = meter.use();
    refused_ += in.report().fault == Fault::memory_limit ? 1 : 0;
    taken_ += ok ? 1 : 0;
    return use.peak;
  }

  std::unique_ptr<Value> used_ = shape().value();
  std::size_t refused_ = 0;
  std::size_t taken_ = 0;
};

TEST_P(Memory, OfDamagedMessagesIsWithinTheLimit) {
  Random random(GetParam());
  for (int i = 0; i < 6; ++i) {
    const Message message = valid_message(shape(), random);
    expect_within_limits(message);
    for (std::size_t at = 0; at < message.size(); at += 4) {
      Message damaged = message;
      xdr::store32(damaged.data() + at, static_cast<std::uint32_t>(random.below(6)));
      expect_within_limits(damaged);
      if (HasFailure()) FAIL() << "word at byte " << at << " of message " << i;
    }
  }
  EXPECT_GT(taken_, 0U);
}

// The same message into the same value: all memory is there already.
template <class Decoded>
std::size_t allocations_of_decoding_again(const Message& message, Decoded& decoded) {
  xdr::Decoder first(message);
  EXPECT_TRUE(decoded.decode(first));
  const HeapMeter meter;
  xdr::Decoder again(message);
  EXPECT_TRUE(decoded.decode(again));
  return meter.use().allocations;
}

TEST_P(Memory, OfWhatIsUsedAgainIsNone) {
  Random random(GetParam());
  for (int i = 0; i < 6; ++i) {
    const Message message = valid_message(shape(), random);
    EXPECT_EQ(allocations_of_decoding_again(message, *shape().value()), 0U);
    EXPECT_EQ(allocations_of_decoding_again(message, *shape().view()), 0U);
  }
}

TEST_P(Memory, OfViewsIsWithinTheLimit) {
  Random random(GetParam());
  for (int i = 0; i < 6; ++i) {
    const Message message = valid_message(shape(), random);
    for (const Limits& limits : limits_of_all) {
      const auto view = shape().view();
      const HeapMeter meter;
      xdr::Decoder in(message, limits);
      const bool ok = view->decode(in);
      EXPECT_LE(meter.use().peak, limits.memory(message.size()) + slack);
      EXPECT_EQ(ok, in.report().fault != Fault::memory_limit);
    }
  }
}

TEST_P(Memory, IsAllGivenBackAfterAThousandRefusals) {
  Random random(GetParam());
  const Message message = valid_message(shape(), random);
  const HeapMeter meter;
  for (std::size_t i = 0; i < 1000; ++i) {
    const std::span<const std::byte> prefix(message.data(), i % message.size());
    xdr::Decoder in(prefix);
    const auto value = shape().value();
    EXPECT_FALSE(value->decode(in));
  }
  EXPECT_EQ(meter.use().left, 0U);
}

TEST(UsedMemory, OfALongerStringIsNotDoubled) {
  std::string text(2999, 'x');
  text.shrink_to_fit();
  Message message(4 + 3000);
  xdr::store32(message.data(), 3000);
  const Limits limits{.memory_multiple = 1, .memory_floor = 50};
  const HeapMeter meter;
  xdr::Decoder in(message, limits);
  ASSERT_TRUE(in.string(text));
  EXPECT_LE(meter.use().peak, limits.memory(message.size()) + slack);
}

std::string name(const testing::TestParamInfo<std::size_t>& info) { return all_shapes()[info.param].name; }

INSTANTIATE_TEST_SUITE_P(Shapes, Memory, testing::Range(std::size_t{0}, all_shapes().size()), name);

}  // namespace
}  // namespace onc::test
