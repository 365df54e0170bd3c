// Stream sessions whose connections break, are made anew, and deliver in pieces.

#include <deque>

#include <gtest/gtest.h>

#include "calls.h"
#include "session/at_most_once.h"
#include "session/dispatcher.h"
#include "session/stream_client_session.h"
#include "session/stream_server_session.h"

namespace onc::simulation {
namespace {

using namespace std::chrono_literals;

class StreamSimulation {
 public:
  explicit StreamSimulation(std::uint64_t seed) : chance_(seed), weather_(Weather::draw(chance_)), session_(options()) {
    dispatcher_.add(service_);
    remembers_ = chance_.hit(0.5);
    connect();
  }

  void run() {
    plan_calls();
    plan_losses();
    while (clock_.step()) {
    }
    for (const auto& call : calls_) check_call(*call);
    EXPECT_TRUE(session_.idle());
  }

 private:
  struct Connection {
    std::unique_ptr<StreamServerSession> server;
    std::deque<std::byte> to_server;
    std::deque<std::byte> to_client;
  };

  ClientSessionOptions options() {
    xid_engine.seed(static_cast<std::uint32_t>(chance_.number(0, 0xffffffff)));
    ClientSessionOptions options;
    options.total_time = chance_.time(1s, 60s);
    options.reconnect = static_cast<Reconnect>(chance_.number(0, 2));
    options.peer = "simulated";
    options.random = seeded_random;
    return options;
  }
  void plan_calls() {
    const std::int64_t count = chance_.number(1, 20);
    for (std::int64_t i = 0; i < count; ++i) {
      const auto number = static_cast<std::uint32_t>(i);
      clock_.after(chance_.time(0s, 20s), [this, number] { start(number); });
    }
  }
  void plan_losses() {
    const std::int64_t count = chance_.hit(0.8) ? chance_.number(1, 5) : 0;
    for (std::int64_t i = 0; i < count; ++i) clock_.after(chance_.time(0s, 20s), [this] { lose(); });
  }

  void start(std::uint32_t number) {
    calls_.push_back(std::make_unique<NumberCall>(number));
    NumberCall& call = *calls_.back();
    call.idempotent = chance_.hit(0.4);
    const auto encode = [number](xdr::Encoder& out) { return out.u32(number); };
    if (broken_) {
      session_.refuse(call, number_procedure, Error(Errc::not_sent, "the connection is gone"), clock_.now());
    } else {
      session_.start(call, number_procedure, encode, {.idempotent = call.idempotent}, clock_.now());
    }
    if (chance_.hit(0.1)) clock_.after(chance_.time(0s, 10s), [this, &call] { cancel(call); });
    moved();
  }
  void cancel(NumberCall& call) {
    if (!call.flight.in_flight) return;
    session_.cancel(call);
    call.cancelled = true;
  }

  void connect() {
    connection_ = std::make_unique<Connection>();
    AtMostOnce* once = remembers_ ? &once_ : nullptr;
    connection_->server =
        std::make_unique<StreamServerSession>(dispatcher_, ServerOptions{}, Peer{}, CallKeepers{.once = once});
  }
  void lose() {
    if (!connection_) return;
    // What is under way to the server may still arrive and run.
    if (chance_.hit(0.5)) {
      while (!connection_->to_server.empty()) serve(connection_->to_server.size());
    }
    connection_.reset();
    session_.disconnected(Error(Errc::closed, "lost"), clock_.now());
    EXPECT_TRUE(session_.outgoing().empty());
    if (session_.options().reconnect == Reconnect::never) {
      broken_ = true;
      EXPECT_TRUE(session_.idle());
      return;
    }
    clock_.after(chance_.time(0s, 10s), [this] {
      connect();
      session_.connected();
      moved();
    });
  }

  // After each change: the socket takes a part of what is to be sent; the network will bring it; the time is kept.
  void moved() {
    if (connection_ && !session_.outgoing().empty()) {
      const auto bytes = session_.outgoing();
      const auto count = static_cast<std::size_t>(chance_.number(1, static_cast<std::int64_t>(bytes.size())));
      connection_->to_server.insert(connection_->to_server.end(), bytes.begin(),
                                    bytes.begin() + static_cast<std::ptrdiff_t>(count));
      session_.sent(count);
      clock_.after(weather_.delay(chance_), [this] { turn(); });
    }
    const auto event = session_.next_event();
    if (!event || event == awaited_) return;
    awaited_ = event;
    clock_.at(*event, [this] {
      awaited_.reset();
      session_.expire(clock_.now());
      moved();
    });
  }
  void turn() {
    if (connection_ && !connection_->to_server.empty()) serve(some(connection_->to_server.size()));
    if (connection_ && !connection_->to_client.empty()) deliver(some(connection_->to_client.size()));
    if (connection_ && (!connection_->to_server.empty() || !connection_->to_client.empty()))
      clock_.after(weather_.delay(chance_), [this] { turn(); });
    moved();
  }
  std::size_t some(std::size_t most) {
    return static_cast<std::size_t>(chance_.number(1, static_cast<std::int64_t>(most)));
  }
  static std::size_t take(std::deque<std::byte>& from, std::span<std::byte> into, std::size_t most) {
    const std::size_t count = std::min({from.size(), into.size(), most});
    std::copy_n(from.begin(), count, into.begin());
    from.erase(from.begin(), from.begin() + static_cast<std::ptrdiff_t>(count));
    return count;
  }
  void serve(std::size_t most) {
    StreamServerSession& server = *connection_->server;
    ASSERT_TRUE(server.received(take(connection_->to_server, server.prepare(), most), counts_));
    const auto replies = server.outgoing();
    connection_->to_client.insert(connection_->to_client.end(), replies.begin(), replies.end());
    ASSERT_TRUE(server.sent(replies.size(), counts_));
  }
  void deliver(std::size_t most) {
    const std::size_t count = take(connection_->to_client, session_.prepare(), most);
    ASSERT_TRUE(session_.received(count, clock_.now()));
  }

  void check_call(const NumberCall& call) {
    check(call, service_);
    const bool may_repeat = call.idempotent && session_.options().reconnect == Reconnect::idempotent;
    const int most = may_repeat && !remembers_ ? 10 : 1;
    EXPECT_LE(service_.runs_of(call.id()), most) << "a call that must not be repeated ran twice";
    if (call.error && may_repeat) {
      EXPECT_EQ(call.error->code, Errc::timed_out) << call.error->explain();
    }
  }

  Chance chance_;
  Weather weather_;
  Clockwork clock_;
  StreamClientSession session_;
  NumberService service_;
  Dispatcher dispatcher_;
  AtMostOnce once_{{.streams = true, .entries = 64, .bytes = 0}, 1, seeded_random, [this] { return clock_.now(); }};
  bool remembers_ = false;
  StreamServerSession::Counts counts_;
  std::unique_ptr<Connection> connection_;
  bool broken_ = false;
  std::vector<std::unique_ptr<NumberCall>> calls_;
  std::optional<TimePoint> awaited_;
};

class StreamSeeds : public testing::TestWithParam<int> {};

TEST_P(StreamSeeds, EndEveryCallOnceAndRepeatNoneThatMustNot) {
  run_seeds(static_cast<std::uint64_t>(GetParam()) * 1000, ONCRPC_SIMULATION_SEEDS,
            [](std::uint64_t seed) { StreamSimulation(seed).run(); });
}

INSTANTIATE_TEST_SUITE_P(Shards, StreamSeeds, testing::Range(0, 10));

}  // namespace
}  // namespace onc::simulation
