// Calls in both directions over one connection: a client that offers services to its server.

#include <sys/socket.h>

#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <onc/pending.h>

#include "client/stream_channel.h"
#include "echo_service.h"
#include "session/stream_client_session.h"
#include "session/stream_server_session.h"
#include "support/hex.h"
#include "transport/socket_stream.h"

namespace onc {
namespace {

using namespace std::chrono_literals;
using test::Echo;

constexpr Procedure echo{Echo::id, 1, "ECHO", "ECHO_PROG.ECHO_V1"};

class TextCall final : public Call {
 public:
  std::optional<Error> succeed(xdr::Decoder& results) override {
    std::string value;
    if (!results.string(value) || !results.finish()) return malformed_results(results.report());
    text = value;
    return std::nullopt;
  }
  void fail(Error failure) override { error = std::move(failure); }
  std::optional<std::string> text{};
  std::optional<Error> error{};
};

Channel::EncodeArguments saying(const std::string& text, std::optional<std::function<bool(xdr::Encoder&)>>& keep) {
  keep = [&text](xdr::Encoder& out) { return out.string(text); };
  return *keep;
}

// Both sessions of one connection, in memory.
class BothDirections : public testing::TestWithParam<std::size_t> {
 protected:
  BothDirections() {
    dispatcher.add(service);
    offered_dispatcher.add(offered);
  }
  // Moves bytes and serves calls until nothing moves any more.
  void exchange() {
    bool moved = true;
    while (moved) {
      moved = move_to_server();
      moved = move_to_client() || moved;
      while (const auto call = client.next_incoming()) {
        xdr::Buffer reply;
        if (offering.answer(*call, {}, reply)) client.reply(reply.bytes());
        moved = true;
      }
    }
  }
  bool move_to_server() {
    const auto from = client.outgoing();
    if (from.empty()) return false;
    const auto into = server.prepare();
    const std::size_t count = std::min({from.size(), into.size(), GetParam()});
    std::memcpy(into.data(), from.data(), count);
    client.sent(count);
    EXPECT_TRUE(server.received(count, counts));
    return true;
  }
  bool move_to_client() {
    const auto from = server.outgoing();
    if (from.empty()) return false;
    const auto into = client.prepare();
    const std::size_t count = std::min({from.size(), into.size(), GetParam()});
    std::memcpy(into.data(), from.data(), count);
    EXPECT_TRUE(server.sent(count, counts));
    EXPECT_TRUE(client.received(count, TimePoint{}));
    return true;
  }

  test::EchoService service{};
  test::EchoService offered{};
  Dispatcher dispatcher{};
  Dispatcher offered_dispatcher{};
  StreamClientSession client{[] {
    ClientSessionOptions options;
    options.serves = true;
    options.peer = "server";
    return options;
  }()};
  ServerSession offering{offered_dispatcher, {}, xdr::Mode::compatible};
  StreamServerSession server{dispatcher, {}, {}};
  StreamServerSession::Counts counts{};
};

TEST_P(BothDirections, GoOverOneConnection) {
  std::optional<std::function<bool(xdr::Encoder&)>> keep;
  const std::string there = "there";
  const std::string back = "and back";
  TextCall forward;
  TextCall backward;
  client.start(forward, echo, saying(there, keep), {}, TimePoint{});
  server.calls_to_peer({.peer = "client"}).start(backward, echo, saying(back, keep), {}, TimePoint{});
  exchange();
  EXPECT_EQ(forward.text, "there");
  EXPECT_EQ(backward.text, "and back");
  EXPECT_EQ(service.calls, 1);
  EXPECT_EQ(offered.calls, 1);
  EXPECT_EQ(client.stats().served, 1U);
}

TEST_P(BothDirections, HaveDeadlinesOfTheirOwn) {
  std::optional<std::function<bool(xdr::Encoder&)>> keep;
  const std::string text = "x";
  TextCall backward;
  StreamCalls& calls = server.calls_to_peer({.peer = "client"});
  calls.start(backward, echo, saying(text, keep), {.deadline = 1s}, TimePoint{});
  calls.expire(TimePoint(1s));
  EXPECT_EQ(backward.error->code, Errc::deadline_exceeded);
  exchange();  // the late reply is skipped
  EXPECT_EQ(calls.stats().unknown_xid, 1U);
}

INSTANTIATE_TEST_SUITE_P(InPieces, BothDirections, testing::Values(1, 3, 4, 7, 1'000'000));

TEST(OfferedServices, AreBoundedInNumber) {
  ClientSessionOptions options;
  options.serves = true;
  StreamClientSession client(options);
  const test::Bytes call = test::words({0x80000028U, 1, 0, 2, Echo::id.program, 1, 0, 0, 0, 0, 0});
  for (int i = 0; i < 1000; ++i) {
    const auto into = client.prepare();
    std::memcpy(into.data(), call.data(), call.size());
    ASSERT_TRUE(client.received(call.size(), TimePoint{}));
  }
  int waiting = 0;
  while (client.next_incoming()) ++waiting;
  EXPECT_EQ(waiting, 256);
  EXPECT_EQ(client.stats().malformed, 744U);
}

TEST(OfferedServices, AreNotServedUnlessOffered) {
  StreamClientSession client{{}};
  const test::Bytes call = test::words({0x80000028U, 1, 0, 2, Echo::id.program, 1, 0, 0, 0, 0, 0});
  std::memcpy(client.prepare().data(), call.data(), call.size());
  ASSERT_TRUE(client.received(call.size(), TimePoint{}));
  EXPECT_FALSE(client.next_incoming());
  EXPECT_EQ(client.stats().malformed, 1U);
}

// A server of the test's own, which calls its client before it answers.
TEST(OfferedServices, AnswerWhileTheClientWaits) {
  int ends[2];
  ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
  test::EchoService service;
  test::EchoService offered;
  std::string heard;
  std::thread server([&] {
    const FileDescriptor socket(ends[1]);
    Dispatcher dispatcher;
    dispatcher.add(service);
    StreamServerSession session(dispatcher, {}, {});
    StreamServerSession::Counts counts;
    TextCall question;
    std::optional<std::function<bool(xdr::Encoder&)>> keep;
    const std::string text = "who is there?";
    session.calls_to_peer({.peer = "client"}).start(question, echo, saying(text, keep), {}, Clock::now());
    while (counts.calls < 1 || !question.text) {
      const auto out = session.outgoing();
      if (!out.empty()) {
        const ssize_t put = ::send(socket.get(), out.data(), out.size(), 0);
        ASSERT_TRUE(session.sent(static_cast<std::size_t>(put), counts));
        continue;
      }
      const auto room = session.prepare();
      const ssize_t got = ::recv(socket.get(), room.data(), room.size(), 0);
      ASSERT_GT(got, 0);
      ASSERT_TRUE(session.received(static_cast<std::size_t>(got), counts, Clock::now()));
    }
    heard = *question.text;
    for (auto out = session.outgoing(); !out.empty(); out = session.outgoing()) {
      ASSERT_TRUE(session.sent(static_cast<std::size_t>(::send(socket.get(), out.data(), out.size(), 0)), counts));
    }
  });
  ConnectOptions options;
  options.services = {&offered};
  const Echo::Client client(std::make_shared<StreamChannel>(std::make_unique<SocketStream>(FileDescriptor(ends[0])),
                                                            nullptr, options,
                                                            ClientSessionOptions::from(options, "server")));
  // The question may come behind our answer, so there is a second call that waits for it.
  EXPECT_EQ(client.echo("hello").value(), "hello");
  while (client.channel().stats().served == 0) client.channel().step();
  server.join();
  EXPECT_EQ(heard, "who is there?");
  EXPECT_EQ(offered.calls, 1);
}

}  // namespace
}  // namespace onc
