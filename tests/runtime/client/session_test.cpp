// The client's protocol state, fed with bytes and a clock that is advanced by hand.

#include <algorithm>
#include <cstring>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <onc/pending.h>
#include <onc/values.h>

#include "session/datagram_client_session.h"
#include "session/stream_client_session.h"
#include "support/hex.h"

namespace onc {
namespace {

using namespace std::chrono_literals;
using test::Bytes;
using test::join;
using test::to_hex;
using test::words;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr Procedure rlog{{0x31234567, 1}, 1, "RLOG", "LOG_PROG.LOG_VER"};
constexpr TimePoint start{};

class IntCall final : public Call {
 public:
  std::optional<Error> succeed(xdr::Decoder& results) override {
    std::int32_t value = 0;
    if (!results.i32(value)) return malformed_results(results.report());
    ++completions;
    result = value;
    return std::nullopt;
  }
  void fail(Error failure) override {
    ++completions;
    error = std::move(failure);
  }
  std::optional<std::int32_t> result{};
  std::optional<Error> error{};
  int completions = 0;
};

const auto no_arguments = [](xdr::Encoder& /*out*/) { return true; };

std::uint32_t xid_of(std::span<const std::byte> message) { return xdr::load32(message.data()); }

Bytes success(std::uint32_t xid, std::uint32_t result) { return words({xid, 1, 0, 0, 0, 0, result}); }

ClientSessionOptions options() {
  ClientSessionOptions options;
  options.peer = "udp 192.0.2.1:4711";
  return options;
}

TEST(DatagramClientSession, WritesTheHeaderOfRfc5531) {
  DatagramClientSession session(options());
  IntCall call;
  const auto seven = [](xdr::Encoder& out) { return out.u32(7); };
  session.start(call, rlog, seven, {}, start);
  const auto datagram = session.next_datagram();
  EXPECT_EQ(to_hex(datagram.subspan(4)),
            "00000000 00000002 31234567 00000001 00000001 00000000 00000000 00000000 00000000 00000007");
  EXPECT_TRUE(session.next_datagram().empty());
  session.cancel(call);
}

// When the datagrams of one call leave and when it is over, in seconds, and all their xids.
struct Schedule {
  std::vector<int> sent{};
  std::set<std::uint32_t> xids{};
  int over = -1;
};

Schedule schedule(DatagramClientSession& session, IntCall& call, const CallOptions& call_options = {}) {
  Schedule seen;
  TimePoint now = start;
  session.start(call, rlog, no_arguments, call_options, now);
  while (call.completions == 0) {
    for (auto datagram = session.next_datagram(); !datagram.empty(); datagram = session.next_datagram()) {
      seen.sent.push_back(static_cast<int>((now - start) / 1s));
      seen.xids.insert(xid_of(datagram));
    }
    now = session.next_event().value();
    session.expire(now);
  }
  seen.over = static_cast<int>((now - start) / 1s);
  return seen;
}

TEST(DatagramClientSession, SendsAtZeroFiveTenFifteenTwentyAndGivesUpAtTwentyFiveSecondsWithOneXid) {
  DatagramClientSession session(options());
  IntCall call;
  const Schedule seen = schedule(session, call);
  EXPECT_THAT(seen.sent, ElementsAre(0, 5, 10, 15, 20));
  EXPECT_EQ(seen.xids.size(), 1U);
  EXPECT_EQ(seen.over, 25);
  EXPECT_EQ(call.completions, 1);
  EXPECT_EQ(call.error->code, Errc::timed_out);
  EXPECT_EQ(call.error->message(),
            "timed out: LOG_PROG.LOG_VER.RLOG at udp 192.0.2.1:4711: no reply within 25 s, sent 5 times");
  EXPECT_EQ(session.stats().retransmissions, 4U);
  EXPECT_TRUE(session.idle());
}

TEST(DatagramClientSession, FollowsTheCallsOwnTimes) {
  DatagramClientSession session(options());
  IntCall call;
  const Schedule seen = schedule(session, call, {.timeout = 3s, .total_time = 10s});
  EXPECT_THAT(seen.sent, ElementsAre(0, 3, 6, 9));
  EXPECT_EQ(seen.over, 10);
}

TEST(DatagramClientSession, EndsAtTheCallersDeadlineWithItsOwnError) {
  DatagramClientSession session(options());
  IntCall call;
  const Schedule seen = schedule(session, call, {.deadline = 7s});
  EXPECT_THAT(seen.sent, ElementsAre(0, 5));
  EXPECT_EQ(seen.over, 7);
  EXPECT_EQ(call.error->code, Errc::deadline_exceeded);
}

TEST(DatagramClientSession, StartsItsScheduleAnewAfterALongPause) {
  DatagramClientSession session(options());
  IntCall call;
  session.start(call, rlog, no_arguments, {.total_time = 100s}, start);
  EXPECT_FALSE(session.next_datagram().empty());
  session.expire(start + 17s);  // the process stood still
  EXPECT_FALSE(session.next_datagram().empty());
  EXPECT_TRUE(session.next_datagram().empty());
  EXPECT_EQ(session.next_event(), start + 22s);
  session.cancel(call);
}

TEST(DatagramClientSession, SurvivesTimesThatMakeNoSense) {
  for (const Duration odd : {Duration::zero(), Duration(-1), Duration::max(), Duration::min()}) {
    DatagramClientSession session(options());
    IntCall call;
    session.start(call, rlog, no_arguments, {.timeout = odd, .total_time = odd}, start + 1h);
    session.expire(start + 1h);
    session.cancel(call);
  }
}

TEST(DatagramClientSession, CompletesTheCallThatTheXidNames) {
  DatagramClientSession session(options());
  IntCall first;
  IntCall second;
  session.start(first, rlog, no_arguments, {}, start);
  session.start(second, rlog, no_arguments, {}, start);
  const std::uint32_t first_xid = xid_of(session.next_datagram());
  const std::uint32_t second_xid = xid_of(session.next_datagram());
  ASSERT_NE(first_xid, second_xid);
  session.received(success(second_xid, 22), start);
  session.received(success(first_xid, 11), start);
  EXPECT_EQ(first.result, 11);
  EXPECT_EQ(second.result, 22);
  EXPECT_EQ(session.stats().replies, 2U);
}

TEST(DatagramClientSession, SkipsAndReportsWhatAnswersNothing) {
  DatagramClientSession session(options());
  IntCall call;
  session.start(call, rlog, no_arguments, {}, start);
  const std::uint32_t xid = xid_of(session.next_datagram());
  session.received(success(xid + 1, 1), start);
  session.received(words({xid, 0, 2, 1, 1, 1, 0, 0, 0, 0}), start);  // a call, not a reply
  session.received(words({xid}), start);
  session.received({}, start);
  session.received_from_stranger();
  EXPECT_EQ(call.completions, 0);
  session.expire(start + 25s);
  const std::string text = call.error->explain();
  EXPECT_THAT(text, HasSubstr("1 replies with an xid that is not of this call were skipped"));
  EXPECT_THAT(text, HasSubstr("1 datagrams from another address than the one asked were skipped"));
  EXPECT_THAT(text, HasSubstr("3 messages that are no RPC replies were skipped"));
}

TEST(DatagramClientSession, CountsTheDuplicateOfAReply) {
  DatagramClientSession session(options());
  IntCall call;
  session.start(call, rlog, no_arguments, {}, start);
  const Bytes reply = success(xid_of(session.next_datagram()), 5);
  session.received(reply, start);
  session.received(reply, start);
  EXPECT_EQ(call.completions, 1);
  EXPECT_EQ(session.stats().unknown_xid, 1U);
}

TEST(DatagramClientSession, ForgetsACancelledCall) {
  DatagramClientSession session(options());
  IntCall call;
  session.start(call, rlog, no_arguments, {}, start);
  session.cancel(call);
  EXPECT_TRUE(session.next_datagram().empty());
  EXPECT_TRUE(session.idle());
  EXPECT_FALSE(session.next_event());
  EXPECT_EQ(call.completions, 0);
}

TEST(DatagramClientSession, SendsAReusedMessageSlotOnlyForItsNewCall) {
  DatagramClientSession session(options());
  IntCall first;
  session.start(first, rlog, no_arguments, {}, start);
  session.cancel(first);
  IntCall second;
  session.start(second, rlog, no_arguments, {}, start);
  EXPECT_EQ(xid_of(session.next_datagram()), second.flight.xid);
  EXPECT_TRUE(session.next_datagram().empty());
  session.cancel(second);
}

TEST(DatagramClientSession, RefusesACallThatNoDatagramHoldsBeforeItIsSent) {
  DatagramClientSession session(options());
  IntCall call;
  const std::string large(70'000, 'x');
  session.start(
      call, rlog, [&](xdr::Encoder& out) { return out.string(large); }, {}, start);
  EXPECT_EQ(call.error->code, Errc::message_too_large);
  EXPECT_THAT(call.error->detail(), HasSubstr("the call has 70044 bytes, the transport takes 65507"));
  EXPECT_TRUE(session.next_datagram().empty());
  EXPECT_TRUE(session.idle());
}

TEST(DatagramClientSession, RefusesArgumentsBeyondTheirBoundBeforeTheyAreSent) {
  DatagramClientSession session(options());
  IntCall call;
  const auto too_long = [](xdr::Encoder& out) { return out.field("line", out.string("hello", 4)); };
  session.start(call, rlog, too_long, {}, start);
  EXPECT_EQ(call.error->code, Errc::bound_exceeded);
  EXPECT_THAT(call.error->detail(), HasSubstr("arguments.line: length 5 exceeds the bound 4"));
  EXPECT_TRUE(session.next_datagram().empty());
}

TEST(DatagramClientSession, KeepsTenThousandCallsApart) {
  DatagramClientSession session(options());
  std::vector<IntCall> calls(10'000);
  for (IntCall& call : calls) session.start(call, rlog, no_arguments, {}, start);
  std::vector<std::uint32_t> xids;
  for (auto datagram = session.next_datagram(); !datagram.empty(); datagram = session.next_datagram()) {
    xids.push_back(xid_of(datagram));
  }
  ASSERT_EQ(xids.size(), calls.size());
  for (std::size_t i = 0; i < xids.size(); ++i) {
    const std::size_t answered = (i * 7919) % xids.size();
    session.received(success(xids[answered], static_cast<std::uint32_t>(answered)), start);
  }
  for (std::size_t i = 0; i < calls.size(); ++i) ASSERT_EQ(calls[i].result, static_cast<std::int32_t>(i));
  EXPECT_TRUE(session.idle());
}

// Every answer of RFC 5531 section 9 other than success.

struct Answer {
  const char* name;
  Bytes body;  // behind xid and REPLY
  Errc code;
  const char* detail;
};

class Answers : public testing::TestWithParam<Answer> {};

TEST_P(Answers, BecomeTheErrorTheyMean) {
  DatagramClientSession session(options());
  IntCall call;
  session.start(call, rlog, no_arguments, {}, start);
  session.received(join({words({xid_of(session.next_datagram()), 1}), GetParam().body}), start);
  ASSERT_TRUE(call.error);
  EXPECT_EQ(to_string(call.error->code), to_string(GetParam().code));
  EXPECT_THAT(call.error->detail(), HasSubstr(GetParam().detail));
}

INSTANTIATE_TEST_SUITE_P(
    All, Answers,
    testing::Values(
        Answer{"ProgramUnavailable", words({0, 0, 0, 1}), Errc::program_unavailable, "RLOG"},
        Answer{"VersionMismatch", words({0, 0, 0, 2, 3, 5}), Errc::version_mismatch, "the server has versions 3 to 5"},
        Answer{"OneOtherVersion", words({0, 0, 0, 2, 3, 3}), Errc::version_mismatch, "the server has version 3"},
        Answer{"ProcedureUnavailable", words({0, 0, 0, 3}), Errc::procedure_unavailable, "RLOG"},
        Answer{"GarbageArguments", words({0, 0, 0, 4}), Errc::garbage_arguments, "RLOG"},
        Answer{"SystemError", words({0, 0, 0, 5}), Errc::server_failure, "SYSTEM_ERR"},
        Answer{"UnknownAcceptStat", words({0, 0, 0, 6}), Errc::malformed_reply, "accept_stat is 6"},
        Answer{"RpcMismatch", words({1, 0, 3, 4}), Errc::rpc_version_mismatch, "versions 3 to 4"},
        Answer{"BadCredential", words({1, 1, 1}), Errc::auth_rejected, "AUTH_BADCRED (1)"},
        Answer{"TooWeak", words({1, 1, 5}), Errc::auth_rejected, "AUTH_TOOWEAK (5)"},
        Answer{"UnknownAuthStat", words({1, 1, 99}), Errc::auth_rejected, "(99)"},
        Answer{"UnknownRejectStat", words({1, 2}), Errc::malformed_reply, "reply header"},
        Answer{"UnknownReplyStat", words({2}), Errc::malformed_reply, "neither accepted nor denied"},
        Answer{"NothingBehindTheXid", {}, Errc::malformed_reply, "the message ends here"},
        Answer{"CutVerifier", words({0, 0, 8}), Errc::malformed_reply, "the message ends here"},
        Answer{"LongVerifier", words({0, 0, 404}), Errc::malformed_reply, "exceeds the bound 400"},
        Answer{"CutMismatch", words({0, 0, 0, 2, 3}), Errc::malformed_reply, "the message ends here"}),
    [](const auto& answer) { return answer.param.name; });

TEST(Answers, CarryTheServersVersionsAndAuthStat) {
  DatagramClientSession session(options());
  IntCall call;
  session.start(call, rlog, no_arguments, {}, start);
  session.received(words({xid_of(session.next_datagram()), 1, 0, 0, 0, 2, 3, 5}), start);
  EXPECT_EQ(call.error->versions(), (VersionRange{3, 5}));
  IntCall other;
  session.start(other, rlog, no_arguments, {}, start);
  session.received(words({xid_of(session.next_datagram()), 1, 1, 1, 7}), start);
  EXPECT_EQ(other.error->auth_stat(), AuthStat::failed);
}

// Streams.

class StreamChunks : public testing::TestWithParam<std::size_t> {
 protected:
  Result<void> feed(StreamClientSession& session, const Bytes& stream) {
    for (std::size_t at = 0; at < stream.size();) {
      const auto room = session.prepare();
      const std::size_t count = std::min({GetParam(), room.size(), stream.size() - at});
      std::memcpy(room.data(), stream.data() + at, count);
      at += count;
      if (auto received = session.received(count, start); !received) return received;
    }
    return {};
  }
};

Bytes record(const Bytes& message) {
  return join({words({0x80000000U | static_cast<std::uint32_t>(message.size())}), message});
}

TEST_P(StreamChunks, CompleteCallsInAnyOrder) {
  StreamClientSession session(options());
  IntCall first;
  IntCall second;
  session.start(first, rlog, no_arguments, {}, start);
  session.start(second, rlog, no_arguments, {}, start);
  EXPECT_EQ(session.outgoing().size(), 88U);  // two records of 40 bytes, each behind its mark
  EXPECT_EQ(to_hex(session.outgoing().first(4)), "80000028");
  session.sent(50);
  EXPECT_EQ(session.outgoing().size(), 38U);
  session.sent(38);
  EXPECT_TRUE(session.outgoing().empty());
  ASSERT_TRUE(feed(session, join({record(success(second.flight.xid, 2)), record(success(first.flight.xid, 1))})));
  EXPECT_EQ(first.result, 1);
  EXPECT_EQ(second.result, 2);
}

TEST_P(StreamChunks, EndWithAReplyBeyondTheLimit) {
  ClientSessionOptions small = options();
  small.max_reply = 64;
  StreamClientSession session(small);
  const auto received = feed(session, words({0x80000041}));
  ASSERT_FALSE(received);
  EXPECT_THAT(received.error().detail(), HasSubstr("at least 65 bytes, the limit is 64"));
}

INSTANTIATE_TEST_SUITE_P(All, StreamChunks, testing::Values(1, 3, 4, 7, 1000));

TEST(StreamClientSession, SendsOnceAndGivesUpAfterTheTotalTime) {
  StreamClientSession session(options());
  IntCall call;
  session.start(call, rlog, no_arguments, {}, start);
  session.sent(session.outgoing().size());
  EXPECT_EQ(session.next_event(), start + 25s);
  session.expire(start + 24s);
  EXPECT_EQ(call.completions, 0);
  session.expire(start + 25s);
  EXPECT_EQ(call.error->code, Errc::timed_out);
  EXPECT_TRUE(session.outgoing().empty());
  EXPECT_THAT(call.error->detail(), HasSubstr("no reply within 25 s"));
}

TEST(StreamClientSession, FailsEveryCallOnceWhenTheConnectionIsLost) {
  StreamClientSession session(options());
  std::vector<IntCall> calls(5);
  for (IntCall& call : calls) session.start(call, rlog, no_arguments, {}, start);
  session.disconnected(Error(Errc::closed, "gone"), start);
  for (const IntCall& call : calls) {
    EXPECT_EQ(call.completions, 1);
    EXPECT_EQ(call.error->code, Errc::not_sent);
  }
  EXPECT_TRUE(session.outgoing().empty());
}

TEST(StreamClientSession, TakesBackACallThatCannotBeEncoded) {
  StreamClientSession session(options());
  IntCall call;
  session.start(
      call, rlog, [](xdr::Encoder& out) { return out.string("hello", 4); }, {}, start);
  EXPECT_EQ(call.error->code, Errc::bound_exceeded);
  EXPECT_TRUE(session.outgoing().empty());
}

// What `session` hands out, taken together when the arguments are gone.
// So many are of a value; the xid, which is random, may have one of it as well.
std::ptrdiff_t count_behind_xid(const Bytes& sent, std::byte value) {
  return std::count(sent.begin() + 8, sent.end(), value);
}

Bytes sent_by(StreamClientSession& session) {
  session.own_arguments();
  const std::vector<std::byte> all = session.queue().copy(0, session.queue().waiting());
  return Bytes(all.begin(), all.end());
}

// Makes something of the arguments that is gone when it returns, as one that encrypts does.
class Sealing final : public ClientAuth {
 public:
  Result<OpaqueAuth> credential() override { return OpaqueAuth{}; }
  bool wrap(xdr::Encoder& out, FunctionRef<bool(xdr::Encoder&)> arguments) override {
    xdr::Buffer plain;
    xdr::Encoder inner(plain);
    if (!arguments(inner) || !inner.finish()) return false;
    std::vector<std::byte> sealed(plain.bytes().begin(), plain.bytes().end());
    for (std::byte& one : sealed) one ^= std::byte{0xff};
    return out.opaque(sealed) && arguments(out);
  }
};

TEST(StreamClientSession, CopiesWhatAFlavourMakesOfLargeArgumentsAndSendsTheArgumentsFromWhereTheyAre) {
  StreamClientSession session(options());
  session.gather();
  IntCall call;
  const std::vector<std::byte> large(100'000, std::byte{0x0f});
  const auto arguments = [&](xdr::Encoder& out) { return out.opaque(large); };
  session.start(call, rlog, arguments, {.credential = Credential(std::make_shared<Sealing>())}, start);
  EXPECT_TRUE(session.queue().has_attached());
  EXPECT_EQ(session.queue().attached(), large.size());
  const Bytes sent = sent_by(session);
  ASSERT_EQ(sent.size(), 4U + 40U + 4U + 4U + large.size() + 4U + large.size());
  EXPECT_EQ(count_behind_xid(sent, std::byte{0xf0}), 100'000);
  EXPECT_EQ(count_behind_xid(sent, std::byte{0x0f}), 100'000);
  session.cancel(call);
}

// Its text is made while it is encoded.
struct Document {
  std::size_t size = 0;
};
bool encode(xdr::Encoder& out, const Document& value) { return out.string(std::string(value.size, 'd')); }

TEST(StreamClientSession, CopiesWhatAUsersEncoderMakesThereAndThen) {
  StreamClientSession session(options());
  session.gather();
  IntCall call;
  const auto arguments = [](xdr::Encoder& out) { return detail::encode_value(out, Document{50'000}); };
  session.start(call, rlog, arguments, {}, start);
  const Bytes sent = sent_by(session);
  EXPECT_EQ(count_behind_xid(sent, std::byte{'d'}), 50'000);
  session.cancel(call);
}

}  // namespace
}  // namespace onc
