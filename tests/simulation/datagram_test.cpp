// Datagram sessions in all weathers.

#include <gtest/gtest.h>

#include "calls.h"
#include "session/datagram_client_session.h"
#include "session/dispatcher.h"
#include "session/server_session.h"

namespace onc::simulation {
namespace {

using namespace std::chrono_literals;
using Bytes = std::vector<std::byte>;

class DatagramSimulation {
 public:
  explicit DatagramSimulation(std::uint64_t seed) : chance_(seed), weather_(Weather::draw(chance_)), session_(options()) {
    dispatcher_.add(service_);
  }

  void run() {
    plan_calls();
    plan_crash();
    while (clock_.step()) {
    }
    for (const auto& call : calls_) check_call(*call);
    EXPECT_TRUE(session_.idle());
    EXPECT_FALSE(session_.next_event());
  }

 private:
  ClientSessionOptions options() {
    xid_engine.seed(static_cast<std::uint32_t>(chance_.number(0, 0xffffffff)));
    ClientSessionOptions options;
    options.timeout = chance_.time(50ms, 5s);
    options.total_time = options.timeout * chance_.number(1, 400);
    options.retransmission.exponential = exponential_ = chance_.hit(0.3);
    options.retransmission.longest = options.timeout * 4;
    options.retransmission.estimate = estimate_ = chance_.hit(0.2);
    options.peer = "simulated";
    options.random = seeded_random;
    return options;
  }

  void plan_calls() {
    const std::int64_t count = chance_.number(1, 12);
    for (std::int64_t i = 0; i < count; ++i) {
      const auto number = static_cast<std::uint32_t>(i);
      clock_.after(chance_.time(0s, 20s), [this, number] { start(number); });
    }
  }
  void plan_crash() {
    if (!chance_.hit(weather_.crash)) return;
    const TimePoint begin = clock_.now() + chance_.time(0s, 20s);
    clock_.at(begin, [this] { server_down_ = true; });
    clock_.at(begin + chance_.time(0s, 30s), [this] { server_down_ = false; });
  }

  void start(std::uint32_t number) {
    calls_.push_back(std::make_unique<NumberCall>(number));
    NumberCall& call = *calls_.back();
    const auto encode = [number](xdr::Encoder& out) { return out.u32(number); };
    session_.start(call, number_procedure, encode, {}, clock_.now());
    if (chance_.hit(0.1)) clock_.after(chance_.time(0s, 10s), [this, &call] { cancel(call); });
    moved();
  }
  void cancel(NumberCall& call) {
    if (!call.flight.in_flight) return;
    session_.cancel(call);
    call.cancelled = true;
    moved();
  }
  // After each change: sends what is to be sent, and wakes when the session says so.
  void moved() {
    EXPECT_LE(session_.waiting(), calls_.size());
    for (auto datagram = session_.next_datagram(); !datagram.empty(); datagram = session_.next_datagram()) {
      note_transmission(xdr::load32(datagram.data()));
      send(Bytes(datagram.begin(), datagram.end()), true);
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
  void note_transmission(std::uint32_t xid) { sent_at_[xid].push_back(clock_.now()); }

  void send(const Bytes& datagram, bool to_server) {
    const int copies = chance_.hit(weather_.loss) ? 0 : chance_.hit(weather_.duplication) ? 2 : 1;
    for (int copy = 0; copy < copies; ++copy) {
      clock_.after(weather_.delay(chance_), [this, datagram, to_server] { arrive(datagram, to_server); });
    }
  }
  void arrive(const Bytes& datagram, bool to_server) {
    if (!to_server) {
      session_.received(datagram, clock_.now());
      return moved();
    }
    xdr::Buffer reply;
    if (server_down_ || !server_.answer(datagram, {}, reply)) return;
    send(Bytes(reply.bytes().begin(), reply.bytes().end()), false);
  }

  void check_call(const NumberCall& call) {
    check(call, service_);
    const auto& times = sent_at_[call.flight.xid];
    ASSERT_FALSE(times.empty());
    EXPECT_EQ(times.front(), call.flight.started);
    if (!exponential_ && !estimate_) {
      for (std::size_t i = 1; i < times.size(); ++i) EXPECT_EQ(times[i] - times[i - 1], session_.options().timeout);
    }
    // Enough time: even if three of four round trips are lost and the server is away for a while, a hundred
    // transmissions behind that are enough.
    const Duration longest = (exponential_ ? 5 : 1) * session_.options().timeout;
    const bool enough = session_.options().total_time >= 100 * longest + 60s;
    if (enough && !call.cancelled) {
      EXPECT_TRUE(call.answer) << call.error->explain();
    }
    if (call.error) {
      EXPECT_EQ(call.error->code, Errc::timed_out);
    }
  }

  Chance chance_;
  Weather weather_;
  Clockwork clock_;
  bool exponential_ = false;
  bool estimate_ = false;
  bool server_down_ = false;
  DatagramClientSession session_;
  NumberService service_;
  Dispatcher dispatcher_;
  ServerSession server_{dispatcher_, {}, xdr::Mode::compatible};
  std::vector<std::unique_ptr<NumberCall>> calls_;
  std::map<std::uint32_t, std::vector<TimePoint>> sent_at_;  // by xid
  std::optional<TimePoint> awaited_;
};

class DatagramSeeds : public testing::TestWithParam<int> {};

TEST_P(DatagramSeeds, EndEveryCallOnceAndInOrderOfTheRules) {
  run_seeds(static_cast<std::uint64_t>(GetParam()) * 1000, 1000,
            [](std::uint64_t seed) { DatagramSimulation(seed).run(); });
}

INSTANTIATE_TEST_SUITE_P(Shards, DatagramSeeds, testing::Range(0, 5));

}  // namespace
}  // namespace onc::simulation
