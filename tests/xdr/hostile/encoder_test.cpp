// What encoders of generated types refuse, and that the sink makes no difference to what they write.
#include <algorithm>

#include <gtest/gtest.h>

#include <onc/xdr/byte_order.h>

#include "grow.h"
#include "shapes.h"
#include "support/hex.h"

namespace onc::test {
namespace {

using xdr::Encoder;
using xdr::Gather;

// `expected` is the fault, and nothing is written from the value at fault on.
template <class T>
void expect_fault(const T& value, const std::string& expected) {
  xdr::Buffer buffer;
  Encoder out(buffer);
  EXPECT_FALSE(encode(out, value));
  EXPECT_EQ(out.report().message("value"), expected);
  EXPECT_EQ(out.position(), out.report().offset);
  EXPECT_FALSE(out.u32(1) || out.string("more") || out.fields("more", std::int32_t{1}) || out.run(4) != nullptr);
  EXPECT_EQ(out.position(), out.report().offset) << "something is written after a fault";
  EXPECT_FALSE(out.finish());
}

TEST(Bounds, OfStringsAndOpaques) {
  expect_fault(shapes::texts{.bounded = "123456"}, "value.bounded: length 6 exceeds the bound 5 (at byte 4)");
  expect_fault(shapes::texts{.few = Bytes(7)}, "value.few: length 7 exceeds the bound 6 (at byte 16)");
  expect_fault(shapes::texts{.bounded = std::string(20000, 'x')},
               "value.bounded: length 20000 exceeds the bound 5 (at byte 4)");
}

TEST(Bounds, ThroughTypedefs) {
  expect_fault(shapes::texts{.through = "123456789"}, "value.through: length 9 exceeds the bound 8 (at byte 8)");
  expect_fault(shapes::texts{.id = Bytes(8)}, "value.id: length 8 exceeds the bound 7 (at byte 20)");
  expect_fault(shapes::texts{.all = {"", "123456789"}}, "value.all[1]: length 9 exceeds the bound 8 (at byte 40)");
  expect_fault(shapes::texts{.two = {"", "123456789"}}, "value.two[1]: length 9 exceeds the bound 8 (at byte 40)");
  expect_fault(shapes::texts{.maybe = "123456789"}, "value.maybe: length 9 exceeds the bound 8 (at byte 28)");
}

TEST(Bounds, OfArrays) {
  expect_fault(shapes::arrays{.few = {1, 2, 3, 4}}, "value.few: length 4 exceeds the bound 3 (at byte 4)");
  expect_fault(shapes::arrays{.sums = {{}, {}, {}, {}}}, "value.sums: length 4 exceeds the bound 3 (at byte 40)");
  expect_fault(shapes::arrays{.table = {{}, {}, {}, {}}}, "value.table: length 4 exceeds the bound 3 (at byte 56)");
  expect_fault(shapes::texts{.ids = {{}, {}, {}}}, "value.ids: length 3 exceeds the bound 2 (at byte 28)");
  expect_fault(shapes::lists{.by_value = {{}}, .several = {{}, {}, {}, {}}},
               "value.several: length 4 exceeds the bound 3 (at byte 20)");
}

TEST(Bounds, InListsUnionsAndOptionals) {
  expect_fault(shapes::listing{.entries = {{}, {.name = "123456789"}}},
               "value.entries[1].name: length 9 exceeds the bound 8 (at byte 20)");
  expect_fault(shapes::by_enum::make_text(shapes::BLUE, "1234567"),
               "value.text: length 7 exceeds the bound 6 (at byte 4)");
  expect_fault(shapes::by_int::make_path({{}, {}, {}, {}}), "value.path: length 4 exceeds the bound 3 (at byte 4)");
  expect_fault(shapes::optionals{.note = shapes::texts{.bounded = "123456"}},
               "value.note.bounded: length 6 exceeds the bound 5 (at byte 32)");
  expect_fault(shapes::lists{}, "value.by_value: a list embedded by value needs at least one element (at byte 8)");
}

// Lends just what is needed, or nothing beyond its limit.
class Tiny final : public xdr::Sink {
 public:
  explicit Tiny(std::size_t limit = std::size_t{1} << 20) : limit_(limit) {}

  std::span<std::byte> lend(std::size_t written, std::size_t need) override {
    bytes_.insert(bytes_.end(), piece_.begin(), piece_.begin() + static_cast<std::ptrdiff_t>(written));
    piece_.assign(bytes_.size() + need <= limit_ ? need : 0, std::byte{0xee});
    return piece_;
  }
  [[nodiscard]] std::size_t limit() const noexcept override { return limit_; }
  [[nodiscard]] const Message& bytes() const { return bytes_; }

 private:
  std::size_t limit_;
  Message bytes_{};
  Message piece_{};
};

Message joined(const Gather& gather) {
  Message all;
  for (const auto piece : gather.pieces()) {
    EXPECT_FALSE(piece.empty());
    all.insert(all.end(), piece.begin(), piece.end());
  }
  EXPECT_EQ(all.size(), gather.size());
  return all;
}

std::unique_ptr<Value> decoded(const Sample& sample) {
  auto value = sample.shape->value();
  xdr::Decoder in(sample.message);
  EXPECT_TRUE(value->decode(in)) << sample.shape->name;
  return value;
}

TEST(Sinks, ThatLendPiecesGetTheSameBytes) {
  for (const Sample& sample : samples(3)) {
    const auto value = decoded(sample);
    Tiny tiny;
    Encoder out(tiny);
    EXPECT_TRUE(value->encode(out) && out.finish()) << sample.shape->name << out.report().message("");
    EXPECT_EQ(tiny.bytes(), sample.message) << sample.shape->name;
    Gather gather;
    Encoder gathered(gather);
    EXPECT_TRUE(value->encode(gathered) && gathered.finish()) << sample.shape->name;
    EXPECT_EQ(joined(gather), sample.message) << sample.shape->name;
  }
}

// At each possible limit but the last one the message is refused, and what is written is its beginning.
TEST(Sinks, AreNeverFilledBeyondTheirLimit) {
  for (const Sample& sample : samples(1)) {
    const auto value = decoded(sample);
    for (std::size_t limit = 0; limit <= sample.message.size(); ++limit) {
      Tiny tiny(limit);
      Encoder out(tiny);
      ASSERT_EQ(value->encode(out) && out.finish(), limit == sample.message.size()) << sample.shape->name << limit;
      ASSERT_LE(out.position(), limit);
      if (out.ok()) continue;
      ASSERT_EQ(out.report().fault, xdr::Fault::too_large) << sample.shape->name << limit;
      ASSERT_EQ(out.report().limit, limit);
      ASSERT_GT(out.report().actual, limit);
      ASSERT_TRUE(std::equal(tiny.bytes().begin(), tiny.bytes().end(), sample.message.begin()));
    }
  }
}

TEST(EncoderLimits, OfBytesHoldWhateverTheSinkTakes) {
  for (const Sample& sample : samples(1)) {
    const auto value = decoded(sample);
    for (std::size_t limit = 0; limit <= sample.message.size(); ++limit) {
      xdr::Buffer buffer;
      Encoder out(buffer, {.bytes = limit});
      ASSERT_EQ(value->encode(out) && out.finish(), limit == sample.message.size()) << sample.shape->name << limit;
      ASSERT_LE(out.position(), limit);
    }
  }
}

// Some of them long enough to be referred to, of each length modulo four.
shapes::texts long_texts() {
  shapes::texts value;
  value.any = std::string(xdr::gather_threshold, 'a');
  value.bytes = Bytes(xdr::gather_threshold + 1, std::byte{'b'});
  value.bounded = "short";
  return value;
}

std::size_t references_to(const Gather& gather, const void* bytes) {
  const auto pieces = gather.pieces();
  return static_cast<std::size_t>(
      std::count_if(pieces.begin(), pieces.end(), [&](const auto& piece) { return piece.data() == bytes; }));
}

TEST(GatherSink, RefersToWhatIsLarge) {
  const shapes::texts value = long_texts();
  Gather gather;
  Encoder out(gather);
  ASSERT_TRUE(encode(out, value) && out.finish());
  EXPECT_EQ(references_to(gather, value.any.data()), 1U);
  EXPECT_EQ(references_to(gather, value.bytes.data()), 1U);
  EXPECT_EQ(references_to(gather, value.bounded.data()), 0U);
  xdr::Buffer buffer;
  Encoder copied(buffer);
  ASSERT_TRUE(encode(copied, value) && copied.finish());
  EXPECT_EQ(joined(gather), Message(buffer.bytes().begin(), buffer.bytes().end()));
  EXPECT_EQ(gather.size(), xdr_size(value));
}

TEST(GatherSink, KeepsItsLimitAroundWhatItRefersTo) {
  const shapes::texts value = long_texts();
  const std::size_t size = xdr_size(value);
  for (const std::size_t less : {0U, 1U, 4U, 20U, 40U, 100U, 16000U, 17000U, 32000U}) {
    Gather gather(size - less);
    Encoder out(gather);
    EXPECT_EQ(encode(out, value) && out.finish(), less == 0) << less << " bytes less";
    EXPECT_LE(out.position(), size - less);
    EXPECT_LE(gather.size(), size - less);
    EXPECT_EQ(out.report().limit, less == 0 ? 0 : size - less);
  }
}

TEST(GatherSink, IsEmptyAgainAfterItIsCleared) {
  const shapes::texts value = long_texts();
  Gather gather;
  for (int i = 0; i < 3; ++i) {
    gather.clear();
    EXPECT_EQ(gather.size(), 0U);
    Encoder out(gather);
    ASSERT_TRUE(encode(out, value) && out.finish());
    EXPECT_EQ(gather.size(), xdr_size(value));
  }
}

}  // namespace
}  // namespace onc::test
