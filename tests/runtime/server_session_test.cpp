// What a server answers, byte for byte (RFC 5531 section 9).

#include "session/server_session.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "echo_service.h"
#include "session/send_queue.h"
#include "session/stream_server_session.h"
#include "support/hex.h"

namespace onc {
namespace {

using test::Bytes;
using test::Failure;
using test::join;
using test::to_hex;
using test::words;

constexpr std::uint32_t program = test::Echo::id.program;
const Bytes none = words({0, 0});

Bytes call(std::uint32_t procedure, const Bytes& arguments = {}, const Bytes& credential = none,
           const Bytes& verifier = none, ProgramVersion id = test::Echo::id) {
  return join({words({7, 0, 2, id.program, id.version, procedure}), credential, verifier, arguments});
}

class ServerSessionTest : public testing::Test {
 protected:
  ServerSessionTest() {
    dispatcher.add(v1);
    dispatcher.add(v3);
  }

  // The reply behind xid and REPLY, in hexadecimal; "nothing" when there is none.
  std::string answer(const Bytes& message, xdr::Mode mode = xdr::Mode::compatible) {
    ServerSession session(dispatcher, {}, mode);
    xdr::Buffer out;
    if (!session.answer(message, peer, out)) return out.empty() ? "nothing" : "bytes without a reply";
    const std::string text = to_hex(out.bytes());
    EXPECT_EQ(text.substr(0, 18), "00000007 00000001 ");
    return text.substr(18);
  }

  test::EchoService v1;
  test::Echo3Service v3;
  Dispatcher dispatcher;
  Peer peer{};
};

constexpr const char* success = "00000000 00000000 00000000 00000000";
constexpr const char* procedure_unavailable = "00000000 00000000 00000000 00000003";
constexpr const char* garbage_arguments = "00000000 00000000 00000000 00000004";
constexpr const char* system_error = "00000000 00000000 00000000 00000005";

Result<void> take_turn(StreamServerSession& session, StreamServerSession::Counts& counts) {
  session.begin_turn();
  return session.answer_left_over(counts);
}

std::string auth_error(std::uint32_t stat) { return to_hex(words({1, 1, stat})); }

TEST_F(ServerSessionTest, AnswersACall) {
  EXPECT_EQ(answer(call(1, words({3, 0x61626300}))), std::string(success) + " 00000003 61626300");
  EXPECT_EQ(v1.last_xid, 7U);
}

TEST_F(ServerSessionTest, AnswersProcedureZeroOfEveryVersionEvenWhereItIsNotDeclared) {
  EXPECT_EQ(answer(call(0)), success);
  EXPECT_EQ(answer(call(0, {}, none, none, test::Echo3::id)), success);
}

TEST_F(ServerSessionTest, RefusesWhatItDoesNotServe) {
  EXPECT_EQ(answer(call(1, {}, none, none, {program + 1, 1})), "00000000 00000000 00000000 00000001");
  EXPECT_EQ(answer(call(1, {}, none, none, {program, 2})), "00000000 00000000 00000000 00000002 00000001 00000003");
  EXPECT_EQ(answer(call(99)), procedure_unavailable);
  EXPECT_EQ(answer(join({words({7, 0, 3}), call(1)})), "00000001 00000000 00000002 00000002");
}

TEST_F(ServerSessionTest, IsSilentWhereNoReplyIsPossible) {
  EXPECT_EQ(answer({}), "nothing");
  EXPECT_EQ(answer(words({7, 1, 0, 0, 0, 0})), "nothing");
  EXPECT_EQ(answer(words({7, 0, 2, program, 1, 0, 0, 0, 0})), "nothing");
}

TEST_F(ServerSessionTest, CallsNoServiceWithArgumentsThatAreNotWhatTheSchemaSays) {
  const Bytes whole = words({4, 0x61626364});
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const Bytes cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
    EXPECT_EQ(answer(call(1, cut)), garbage_arguments) << size;
  }
  EXPECT_EQ(answer(call(2, words({9, 0, 0, 0, 0, 0}))), garbage_arguments);        // name<8>
  EXPECT_EQ(answer(call(2, words({0, 5, 1, 2, 3, 4, 5, 0}))), garbage_arguments);  // numbers<4>
  EXPECT_EQ(v1.calls, 0);
}

TEST_F(ServerSessionTest, TakesTrailingBytesUnlessItIsStrict) {
  EXPECT_EQ(answer(call(0, words({1}))), success);
  EXPECT_EQ(answer(call(0, words({1})), xdr::Mode::strict), garbage_arguments);
  EXPECT_EQ(answer(call(1, words({0, 1})), xdr::Mode::strict), garbage_arguments);
}

TEST_F(ServerSessionTest, TurnsTheServicesErrorsIntoReplies) {
  const auto fail = [&](Failure how) { return answer(call(3, words({static_cast<std::uint32_t>(how)}))); };
  EXPECT_EQ(fail(Failure::none), success);
  EXPECT_EQ(fail(Failure::error), system_error);
  EXPECT_EQ(fail(Failure::auth_default), auth_error(5));
  EXPECT_EQ(fail(Failure::auth_failed), auth_error(7));
  EXPECT_EQ(fail(Failure::garbage), garbage_arguments);
  EXPECT_EQ(fail(Failure::procedure), procedure_unavailable);
  EXPECT_EQ(fail(Failure::exception), system_error);
  EXPECT_EQ(fail(Failure::unknown_exception), system_error);
}

TEST_F(ServerSessionTest, AnswersSystemErrorWhenTheResultsDoNotFit) {
  ServerSession session(dispatcher, {}, xdr::Mode::compatible);
  xdr::Buffer datagram(max_datagram);
  ASSERT_TRUE(session.answer(call(4, words({65508 - 28})), peer, datagram));
  ASSERT_EQ(datagram.size(), 24U);
  EXPECT_EQ(to_hex(datagram.bytes().subspan(8)), system_error);
  datagram.clear();
  ASSERT_TRUE(session.answer(call(4, words({65504 - 28})), peer, datagram));
  EXPECT_EQ(datagram.size(), 65504U);
}

TEST_F(ServerSessionTest, LeavesWhatStandsInFrontOfAReplyAlone) {
  ServerSession session(dispatcher, {}, xdr::Mode::compatible);
  xdr::Buffer out;
  ASSERT_TRUE(out.append(words({1, 2, 3})));
  ASSERT_TRUE(session.answer(call(3, words({1})), peer, out));
  EXPECT_EQ(to_hex(out.bytes().first(12)), "00000001 00000002 00000003");
  EXPECT_EQ(to_hex(out.bytes().subspan(20)), system_error);
}

// AUTH_SYS.

Bytes sys(const Bytes& body) { return join({words({1, static_cast<std::uint32_t>(body.size())}), body}); }

Bytes claim(std::uint32_t uid, std::uint32_t groups = 0) {
  Bytes body = words({0, 1, 0x68000000, uid, 100, groups});
  for (std::uint32_t i = 0; i < groups; ++i) body = join({body, words({i})});
  return body;
}

TEST_F(ServerSessionTest, ShowsTheServiceWhatAuthSysClaims) {
  EXPECT_EQ(answer(call(5, {}, sys(claim(501)))), std::string(success) + " 000001f5");
  EXPECT_EQ(answer(call(5, {}, sys(claim(501, 16)))), std::string(success) + " 000001f5");
  EXPECT_EQ(answer(call(5)), std::string(success) + " ffffffff");
}

TEST_F(ServerSessionTest, RefusesAuthSysBodiesThatAreMalformed) {
  EXPECT_EQ(answer(call(5, {}, sys(claim(501, 17)))), auth_error(1));
  EXPECT_EQ(answer(call(5, {}, sys(words({0, 0, 1, 2, 0x40000001})))), auth_error(1));
  EXPECT_EQ(answer(call(5, {}, sys(words({0, 256, 0})))), auth_error(1));
  EXPECT_EQ(answer(call(5, {}, sys(words({0, 0xffffffff, 0})))), auth_error(1));
  EXPECT_EQ(answer(call(5, {}, sys(join({claim(501), words({0})})))), auth_error(1));
  const Bytes whole = claim(501, 2);
  for (std::size_t size = 0; size < whole.size(); size += 4) {
    const Bytes cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
    EXPECT_EQ(answer(call(5, {}, sys(cut))), auth_error(1)) << size;
  }
  EXPECT_EQ(v1.calls, 0);
}

TEST_F(ServerSessionTest, RefusesOtherFlavoursAndVerifiers) {
  EXPECT_EQ(answer(call(5, {}, words({2, 4, 1}))), auth_error(2));
  EXPECT_EQ(answer(call(5, {}, words({6, 4, 1}))), auth_error(2));
  EXPECT_EQ(answer(call(5, {}, words({4711, 0}))), auth_error(2));
  EXPECT_EQ(answer(call(5, {}, none, words({4711, 0}))), auth_error(3));
  EXPECT_EQ(answer(call(5, {}, sys(claim(1)), words({1, 0}))), auth_error(3));
  EXPECT_EQ(answer(call(5, {}, none, words({0, 404}))), auth_error(3));
  EXPECT_EQ(answer(call(5, {}, words({1, 404}))), auth_error(1));
}

// Streams.

class StreamServerChunks : public testing::TestWithParam<std::size_t> {
 protected:
  StreamServerChunks() { dispatcher.add(service); }

  test::EchoService service;
  Dispatcher dispatcher;
};

Bytes record(const Bytes& message) {
  return join({words({0x80000000U | static_cast<std::uint32_t>(message.size())}), message});
}

// Feeds a stream, reading replies as they come; what came, in hexadecimal.
std::string exchange(StreamServerSession& session, const Bytes& stream, std::size_t chunk,
                     StreamServerSession::Counts& counts) {
  Bytes replies;
  std::size_t at = 0;
  while (at < stream.size() && session.wants_input()) {
    const auto room = session.prepare();
    const std::size_t count = std::min({chunk, room.size(), stream.size() - at});
    std::memcpy(room.data(), stream.data() + at, count);
    at += count;
    if (!session.received(count, counts)) return "error";
    while (!session.outgoing().empty()) {
      const std::size_t taken = std::min(chunk, session.outgoing().size());
      replies.insert(replies.end(), session.outgoing().begin(),
                     session.outgoing().begin() + static_cast<std::ptrdiff_t>(taken));
      if (!session.sent(taken, counts)) return "error";
    }
  }
  return to_hex(replies);
}

TEST_P(StreamServerChunks, AnswerEachRecordInOrder) {
  StreamServerSession session(dispatcher, {}, {});
  StreamServerSession::Counts counts;
  const Bytes stream = join({record(call(0)), record(words({1})), record(call(1, words({1, 0x78000000})))});
  EXPECT_EQ(exchange(session, stream, GetParam(), counts),
            "80000018 00000007 00000001 00000000 00000000 00000000 00000000 "
            "80000020 00000007 00000001 00000000 00000000 00000000 00000000 00000001 78000000");
  EXPECT_EQ(counts.calls, 2U);
  EXPECT_EQ(counts.dropped, 1U);
  EXPECT_FALSE(session.unfinished());
}

INSTANTIATE_TEST_SUITE_P(All, StreamServerChunks, testing::Values(1, 3, 4, 7, 100'000));

// A clock that goes on by a millisecond each time it is looked at.
TimePoint hurried_clock() {
  static TimePoint now{};
  return now += std::chrono::milliseconds(1);
}

TEST(StreamServerSession, EndsATurnThatTakesLong) {
  test::EchoService service;
  Dispatcher dispatcher;
  dispatcher.add(service);
  StreamServerSession session(dispatcher, {}, {});
  constexpr Turns limit{.bytes = 1U << 20, .now = hurried_clock, .time = std::chrono::milliseconds(2)};
  session.limit_turns(limit);
  StreamServerSession::Counts counts;
  Bytes stream;
  for (int i = 0; i < 100; ++i) stream = join({stream, record(call(0))});
  const auto room = session.prepare();
  ASSERT_GE(room.size(), stream.size());
  std::memcpy(room.data(), stream.data(), stream.size());
  session.begin_turn();
  ASSERT_TRUE(session.received(stream.size(), counts));
  EXPECT_LT(counts.calls, 20U);
  int turns = 1;
  for (; session.left_over(); ++turns) ASSERT_TRUE(take_turn(session, counts));
  EXPECT_EQ(counts.calls, 100U);
  EXPECT_GT(turns, 5);
}

TEST(StreamServerSession, TakesNoMoreFragmentsThanItsOptionsSay) {
  test::EchoService service;
  Dispatcher dispatcher;
  dispatcher.add(service);
  const Bytes null = call(0);
  const Bytes in_two = join(
      {words({16}), Bytes(null.begin(), null.begin() + 16), words({0x80000018}), Bytes(null.begin() + 16, null.end())});
  StreamServerSession::Counts counts;
  StreamServerSession two(dispatcher, {.max_fragments = 2}, {});
  EXPECT_NE(exchange(two, in_two, 100, counts), "error");
  EXPECT_EQ(counts.calls, 1U);
  StreamServerSession one(dispatcher, {.max_fragments = 0}, {});
  EXPECT_NE(exchange(one, record(null), 100, counts), "error");
  EXPECT_EQ(exchange(one, in_two, 100, counts), "error");
  EXPECT_EQ(counts.calls, 2U);
}

TEST(SendQueue, ForgetsWhatItSentThoughItNeverRunsEmpty) {
  SendQueue queue(std::size_t{1} << 30);
  const Bytes message(60'000, std::byte{7});
  std::size_t largest = 0;
  std::uint64_t sent = 0;
  for (int i = 0; i < 10'000; ++i) {
    ASSERT_TRUE(queue.open());
    ASSERT_TRUE(queue.buffer().append(message));
    queue.close();
    largest = std::max(largest, queue.buffer().size());
    const std::size_t count = queue.waiting() - 1;  // one byte always waits
    sent += count;
    queue.sent(count);
    ASSERT_EQ(queue.waiting(), 1U);
    ASSERT_EQ(queue.outgoing().front(), std::byte{7});
  }
  EXPECT_GT(sent, 500'000'000U);
  EXPECT_LT(largest, std::size_t{1} << 20);
}

TEST(SendQueue, TakesARecordBack) {
  SendQueue queue(1000);
  ASSERT_TRUE(queue.open());
  queue.close();
  ASSERT_TRUE(queue.open());
  ASSERT_TRUE(queue.buffer().append(words({1, 2})));
  queue.abandon();
  EXPECT_EQ(to_hex(queue.outgoing()), "80000000");
}

TEST(StreamServerSession, StopsAnsweringAPeerThatDoesNotRead) {
  test::EchoService service;
  Dispatcher dispatcher;
  dispatcher.add(service);
  ServerOptions options;
  options.max_queued_replies = 10'000;
  StreamServerSession session(dispatcher, options, {});
  StreamServerSession::Counts counts;
  Bytes stream;
  for (int i = 0; i < 50; ++i) stream = join({stream, record(call(4, words({1000})))});
  const auto room = session.prepare();
  ASSERT_GE(room.size(), stream.size());
  std::memcpy(room.data(), stream.data(), stream.size());
  ASSERT_TRUE(session.received(stream.size(), counts));
  EXPECT_FALSE(session.wants_input());
  EXPECT_EQ(counts.calls, 10U);
  EXPECT_TRUE(session.unfinished());
  while (!session.outgoing().empty()) ASSERT_TRUE(session.sent(session.outgoing().size(), counts));
  EXPECT_EQ(counts.calls, 50U);
  EXPECT_EQ(service.calls, 50);
  EXPECT_TRUE(session.wants_input());
}

// Fifty calls that were received at once, each with a reply of 1,000 bytes.
class StreamServerTurns : public testing::Test {
 protected:
  void receive_fifty() {
    dispatcher.add(service);
    session.limit_turns(turns);
    Bytes stream;
    for (int i = 0; i < 50; ++i) stream = join({stream, record(call(4, words({1000})))});
    const auto room = session.prepare();
    ASSERT_GE(room.size(), stream.size());
    std::memcpy(room.data(), stream.data(), stream.size());
    ASSERT_TRUE(session.received(stream.size(), counts));
  }
  void send_all() {
    while (!session.outgoing().empty()) ASSERT_TRUE(session.sent(session.outgoing().size(), counts));
  }

  static constexpr Turns turns{.bytes = 10'000};
  test::EchoService service;
  Dispatcher dispatcher;
  StreamServerSession session{dispatcher, {}, {}};
  StreamServerSession::Counts counts;
};

TEST_F(StreamServerTurns, LeaveOverWhatIsTooMuchForOne) {
  receive_fifty();
  EXPECT_EQ(counts.calls, 10U);
  send_all();
  EXPECT_EQ(counts.calls, 10U) << "sending is no turn";
  for (std::uint64_t turn = 2; turn <= 5; ++turn) {
    EXPECT_TRUE(session.left_over());
    ASSERT_TRUE(take_turn(session, counts));
    EXPECT_EQ(counts.calls, 10 * turn);
    if (turn == 3) send_all();
  }
  ASSERT_TRUE(take_turn(session, counts));
  EXPECT_FALSE(session.left_over());
  EXPECT_EQ(service.calls, 50);
  send_all();
  EXPECT_FALSE(session.unfinished());
}

TEST_F(StreamServerTurns, NeedNotBeFilled) {
  ASSERT_TRUE(take_turn(session, counts));
  EXPECT_FALSE(session.left_over());
  session.limit_turns(turns);
  EXPECT_EQ(to_hex(session.outgoing()), "");
  EXPECT_TRUE(session.wants_input());
}

// --- large parts of results that are sent from where they are

// Has no constructor that moves, so its text is elsewhere when it was handed on.
struct Copied {
  explicit Copied(std::string value) : text(std::move(value)) {}
  Copied(const Copied&) = default;
  Copied& operator=(const Copied&) = delete;
  ~Copied() = default;
  std::string text;
};

class LargeResults final : public Service {
 public:
  static constexpr std::size_t size = 50'000;
  static constexpr std::uint32_t copied = 1, moved = 2, broken = 3, silent = 4;

  [[nodiscard]] ProgramVersion program_version() const noexcept override { return test::Echo::id; }
  Outcome dispatch(IncomingCall& call) override {
    if (call.procedure() == copied) {
      return call.reply(Result<Copied>(Copied(std::string(size, 'c'))),
                        [](xdr::Encoder& out, const Copied& results) { return out.string(results.text); });
    }
    if (call.procedure() == silent) call.context().no_reply();
    return call.reply(Result<std::string>(std::string(size, 'm')), [&](xdr::Encoder& out, const std::string& results) {
      return out.string(results) && call.procedure() != broken;
    });
  }
};

// What is sent in answer to a call of `procedure`, `chunk` bytes at a time.
Bytes answer_from_place(std::uint32_t procedure, std::size_t chunk) {
  LargeResults service;
  Dispatcher dispatcher;
  dispatcher.add(service);
  StreamServerSession session(dispatcher, {}, {});
  session.gather();
  StreamServerSession::Counts counts;
  const Bytes stream = join({record(call(procedure)), record(call(procedure))});
  const auto room = session.prepare();
  std::memcpy(room.data(), stream.data(), stream.size());
  EXPECT_TRUE(session.received(stream.size(), counts));
  Bytes sent;
  while (session.queue().waiting() > 0) {
    const auto next = session.outgoing().first(std::min(chunk, session.outgoing().size()));
    sent.insert(sent.end(), next.begin(), next.end());
    EXPECT_TRUE(session.sent(next.size(), counts));
  }
  return sent;
}

TEST(LargeReplies, AreWholeWhereverTheirPartsAre) {
  constexpr std::uint32_t size = LargeResults::size;
  const std::array procedures{std::pair(LargeResults::copied, 'c'), std::pair(LargeResults::moved, 'm')};
  for (const std::size_t chunk : {std::size_t{777}, std::size_t{1'000'000}}) {
    for (const auto& [procedure, letter] : procedures) {
      const Bytes text(size, static_cast<std::byte>(letter));
      const Bytes one = join({words({0x80000000U + 28 + size, 7, 1, 0, 0, 0, 0, size}), text});
      EXPECT_TRUE(answer_from_place(procedure, chunk) == join({one, one})) << letter << " in chunks of " << chunk;
    }
  }
}

TEST(LargeReplies, AreTakenBackWithAllTheirParts) {
  EXPECT_EQ(to_hex(answer_from_place(LargeResults::broken, 1)),
            "80000018 00000007 00000001 00000000 00000000 00000000 00000005 "
            "80000018 00000007 00000001 00000000 00000000 00000000 00000005");
  EXPECT_EQ(to_hex(answer_from_place(LargeResults::silent, 1)), "");
}

}  // namespace
}  // namespace onc
