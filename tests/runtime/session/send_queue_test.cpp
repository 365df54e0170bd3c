// Records on their way out: in one piece, and with large parts that stay where they are.

#include "session/send_queue.h"

#include <array>
#include <cstring>
#include <string>

#include <gtest/gtest.h>

#include <onc/xdr/encoder.h>

namespace onc {
namespace {

using Bytes = std::vector<std::byte>;

Bytes filled(std::size_t size, int with) { return Bytes(size, static_cast<std::byte>(with)); }

Bytes all_of(const SendQueue& queue) { return queue.copy(0, queue.waiting()); }

// A record of a word, `large`, and a word behind it.
void add_record(SendQueue& queue, const Bytes& large, SendQueue* gathers) {
  ASSERT_TRUE(queue.open());
  GatherSink sink(queue.buffer(), gathers);
  xdr::Encoder out(sink);
  ASSERT_TRUE(out.u32(1) && out.opaque(large) && out.u32(2) && out.finish());
  queue.close();
}

class SendQueueTest : public testing::Test {
 protected:
  SendQueue queue{std::size_t{1} << 20};
  SendQueue copying{std::size_t{1} << 20};
  const Bytes large = filled(50'001, 7);
};

TEST_F(SendQueueTest, SendsTheSameBytesWhereverTheyAre) {
  for (int i = 0; i < 3; ++i) {
    add_record(queue, large, &queue);
    add_record(copying, large, nullptr);
  }
  EXPECT_FALSE(queue.is_one_piece());
  EXPECT_EQ(queue.waiting(), copying.waiting());
  EXPECT_EQ(all_of(queue), all_of(copying));
}

TEST_F(SendQueueTest, SendsThemInPiecesOfAnySize) {
  for (const std::size_t step : {1'009U, 50'000U, 50'020U, 99'991U}) {
    SendQueue own(std::size_t{1} << 20);
    for (int i = 0; i < 3; ++i) add_record(own, large, &own);
    const Bytes wanted = all_of(own);
    Bytes sent;
    while (own.waiting() > 0) {
      const Bytes next = own.copy(0, std::min(step, own.waiting()));
      sent.insert(sent.end(), next.begin(), next.end());
      own.sent(next.size());
      ASSERT_EQ(own.total_sent(), sent.size());
    }
    EXPECT_EQ(sent, wanted) << step;
    EXPECT_TRUE(own.is_one_piece());
  }
}

TEST_F(SendQueueTest, CopiesWhatGoesAway) {
  const Bytes wanted = [&] {
    add_record(copying, large, nullptr);
    return all_of(copying);
  }();
  {
    const Bytes short_lived = large;
    add_record(queue, short_lived, &queue);
    queue.sent(1000);
    queue.own();
  }
  EXPECT_EQ(all_of(queue), Bytes(wanted.begin() + 1000, wanted.end()));
}

TEST_F(SendQueueTest, KeepsWhatBelongsToAnOwnerUntilItIsSent) {
  auto owner = std::make_shared<const Bytes>(large);
  const std::weak_ptr<const Bytes> watched = owner;
  add_record(queue, *owner, &queue);
  queue.keep(owner);
  queue.own();
  owner.reset();
  EXPECT_FALSE(watched.expired());
  queue.sent(queue.waiting());
  EXPECT_TRUE(watched.expired());
}

TEST_F(SendQueueTest, TakesBackARecordWithAllThatIsAttached) {
  add_record(queue, large, &queue);
  const Bytes wanted = all_of(queue);
  ASSERT_TRUE(queue.open());
  queue.attach(large);
  queue.abandon();
  EXPECT_EQ(all_of(queue), wanted);
  EXPECT_EQ(queue.waiting(), wanted.size());
}

TEST_F(SendQueueTest, RefusesToAttachWhatIsBeyondItsLimit) {
  SendQueue narrow(60'000);
  ASSERT_TRUE(narrow.open());
  GatherSink sink(narrow.buffer(), &narrow);
  xdr::Encoder out(sink);
  EXPECT_TRUE(out.opaque(large));
  EXPECT_FALSE(out.opaque(large));
  EXPECT_EQ(out.report().fault, xdr::Fault::too_large);
}

TEST_F(SendQueueTest, GivesAsManyPiecesAsFit) {
  for (int i = 0; i < 4; ++i) add_record(queue, large, &queue);
  std::array<std::span<const std::byte>, 3> pieces;
  ASSERT_EQ(queue.pieces(pieces), 3U);
  EXPECT_EQ(pieces[0].size(), 12U);  // mark, word, length
  EXPECT_EQ(pieces[1].data(), large.data());
  EXPECT_EQ(pieces[2].size(), 3 + 4 + 12U);  // padding and word, and what begins the next record
}

}  // namespace
}  // namespace onc
