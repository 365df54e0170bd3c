// Datagrams that may be sent together.

#include <array>
#include <cerrno>
#include <memory>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <onc/pending.h>

#include "session/datagram_client_session.h"
#include "transport/segments.h"

namespace onc {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr Procedure any{{0x31234567, 1}, 1};

class DatagramRuns : public testing::Test {
 protected:
  using Started = std::unique_ptr<detail::TypedCall<void>>;

  // With `words` of arguments.
  Started start(std::size_t words, bool one_way = false) {
    auto call = std::make_unique<detail::TypedCall<void>>();
    const auto encode = [&](xdr::Encoder& out) {
      for (std::size_t i = 0; i < words; ++i) out.u32(0);
      return true;
    };
    session.start(*call, any, encode, {.one_way = one_way}, {});
    return call;
  }
  // Their sizes beyond the header.
  std::vector<std::size_t> next_run(std::size_t most = most_segment_bytes) {
    std::array<std::span<const std::byte>, 4> run;
    std::vector<std::size_t> sizes;
    const std::size_t count = session.next_run(run, most);
    for (std::size_t i = 0; i < count; ++i) sizes.push_back((run[i].size() - 40) / 4);
    return sizes;
  }

  DatagramClientSession session{{}};
};

TEST_F(DatagramRuns, AreOfOneSizeAndEndWithAShorterOne) {
  const std::array calls{start(3), start(3), start(1), start(1), start(2)};
  EXPECT_THAT(next_run(), ElementsAre(3, 3, 1));
  session.sent_run(3);
  EXPECT_THAT(next_run(), ElementsAre(1));
  session.sent_run(1);
  EXPECT_THAT(next_run(), ElementsAre(2));
  session.sent_run(1);
  EXPECT_THAT(next_run(), IsEmpty());
  EXPECT_EQ(session.waiting(), 0U);
}

TEST_F(DatagramRuns, HaveBounds) {
  const std::array calls{start(1), start(1), start(1), start(1), start(1), start(1)};
  EXPECT_THAT(next_run(2 * 44 + 43), ElementsAre(1, 1));
  EXPECT_THAT(next_run(1), ElementsAre(1)) << "one goes always";
  EXPECT_THAT(next_run(), ElementsAre(1, 1, 1, 1)) << "as many as fit";
}

TEST_F(DatagramRuns, LeaveOutCallsThatAreForgotten) {
  std::array calls{start(1), start(1), start(1)};
  session.cancel(*calls[0]);
  session.cancel(*calls[1]);
  EXPECT_THAT(next_run(), ElementsAre(1));
}

TEST_F(DatagramRuns, MayBeSentOneByOneAfterAll) {
  const std::array calls{start(1), start(1)};
  EXPECT_THAT(next_run(), ElementsAre(1, 1));
  EXPECT_FALSE(session.next_datagram().empty());
  EXPECT_THAT(next_run(), ElementsAre(1));
  EXPECT_FALSE(session.next_datagram().empty());
  EXPECT_TRUE(session.next_datagram().empty());
}

TEST_F(DatagramRuns, EndOneWayCalls) {
  const std::array calls{start(1, true), start(1, true)};
  EXPECT_THAT(next_run(), ElementsAre(1, 1));
  session.sent_run(2);
  EXPECT_THAT(next_run(), IsEmpty());
}

TEST(Segmenting, LearnsWhatTheNetworkRefuses) {
  EXPECT_FALSE(Segmenting::may_concern(ECONNREFUSED));
  EXPECT_TRUE(Segmenting::may_concern(EMSGSIZE));
  Segmenting segmenting;
  EXPECT_TRUE(segmenting.takes(1400));
  segmenting.learn(EMSGSIZE, 1400);
  EXPECT_FALSE(segmenting.takes(1400));
  EXPECT_TRUE(segmenting.takes(1399));
  segmenting.learn(EIO, 100);
  EXPECT_FALSE(segmenting.takes(1));
}

}  // namespace
}  // namespace onc
