// Datagram sessions in all weathers: several clients, and a server that remembers what it answered, or not.

#include <gtest/gtest.h>

#include "calls.h"
#include "session/at_most_once.h"
#include "session/datagram_client_session.h"
#include "session/dispatcher.h"
#include "session/server_session.h"

namespace onc::simulation {
namespace {

using namespace std::chrono_literals;
using Bytes = std::vector<std::byte>;

// A process that serves until it crashes, with what it remembers.
class RunningServer {
 public:
  RunningServer(const Dispatcher& dispatcher, const Clockwork& clock, const ReplyCacheOptions& options)
      : once_(options, 1, seeded_random, [&clock] { return clock.now(); }),
        session_(dispatcher, {}, xdr::Mode::compatible, {.once = &once_}) {}

  ServerSession& session() { return session_; }
  [[nodiscard]] ReplyCacheStats stats() const { return once_.stats(); }
  // When each call that ran in this process last arrived.
  std::map<CallId, TimePoint>& arrivals() { return arrivals_; }

 private:
  AtMostOnce once_;
  ServerSession session_;
  std::map<CallId, TimePoint> arrivals_;
};

struct Client {
  Client(std::uint16_t own_port, std::uint32_t seed, const ClientSessionOptions& options)
      : port(own_port), xid_seed(seed), xids(seed), session(options) {}

  std::uint16_t port;
  std::uint32_t xid_seed;
  std::mt19937 xids;
  DatagramClientSession session;
  std::vector<std::unique_ptr<NumberCall>> calls{};
  std::map<std::uint32_t, std::vector<TimePoint>> sent_at{};  // by xid
  std::optional<TimePoint> awaited{};
};

// While it lives, chance is that of one client: each draws its own xids, twins the same.
class ChanceOf {
 public:
  explicit ChanceOf(Client& client) : client_(client) { std::swap(xid_engine, client_.xids); }
  ChanceOf(const ChanceOf&) = delete;
  ChanceOf& operator=(const ChanceOf&) = delete;
  ~ChanceOf() { std::swap(xid_engine, client_.xids); }

 private:
  Client& client_;
};

class DatagramSimulation {
 public:
  explicit DatagramSimulation(std::uint64_t seed) : chance_(seed), weather_(Weather::draw(chance_)) {
    cache_.datagrams = chance_.hit(0.8);
    cache_.lifetime = chance_.time(0s, 3min);
    dispatcher_.add(service_);
    restart();
    make_clients();
  }

  void run() {
    for (const auto& client : clients_) plan_calls(*client);
    plan_crash();
    if (chance_.hit(0.05)) plan_flood();
    while (clock_.step()) {
    }
    for (const auto& client : clients_) {
      for (const auto& call : client->calls) check_call(*client, *call);
      EXPECT_TRUE(client->session.idle());
      EXPECT_FALSE(client->session.next_event());
    }
  }

 private:
  // Twins draw the same xids, so that their calls are the same but for the port.
  void make_clients() {
    const std::int64_t count = chance_.number(1, 4);
    const bool twins = chance_.hit(0.5);
    const auto options = draw_options();
    for (std::int64_t i = 0; i < count; ++i) {
      const std::int64_t seed = twins && i > 0 ? clients_.front()->xid_seed : chance_.number(0, 0xffffffff);
      clients_.push_back(
          std::make_unique<Client>(static_cast<std::uint16_t>(700 + i), static_cast<std::uint32_t>(seed), options));
    }
  }
  ClientSessionOptions draw_options() {
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

  void plan_calls(Client& client) {
    const std::int64_t count = chance_.number(1, 12);
    for (std::int64_t i = 0; i < count; ++i) {
      const auto number = static_cast<std::uint32_t>(i);
      clock_.after(chance_.time(0s, 20s), [this, &client, number] { start(client, number); });
    }
  }
  void plan_crash() {
    if (!chance_.hit(weather_.crash)) return;
    const TimePoint begin = clock_.now() + chance_.time(0s, 20s);
    clock_.at(begin, [this] { server_.reset(); });
    clock_.at(begin + chance_.time(0s, 30s), [this] { restart(); });
  }
  void restart() { server_ = std::make_unique<RunningServer>(dispatcher_, clock_, cache_); }

  // A stranger who fills the server's memory, as far as it lets him, with calls from one host and many ports.
  void plan_flood() {
    for (std::uint32_t i = 0; i < 600; ++i) {
      const Bytes call = stranger_call(i);
      const Peer from = peer_at("10.0.0.66", static_cast<std::uint16_t>(2000 + i % 100));
      clock_.after(chance_.time(0s, 40s), [this, call, from] {
        xdr::Buffer ignored;
        if (server_) server_->session().answer(call, from, ignored);
      });
    }
  }
  static Bytes stranger_call(std::uint32_t number) {
    xdr::Buffer message;
    xdr::Encoder out(message);
    const bool encoded = encode_call_header(out, number, number_procedure, {}) && encode_auth(out, {}) &&
                         out.u32(number) && out.finish();
    EXPECT_TRUE(encoded);
    return {message.bytes().begin(), message.bytes().end()};
  }
  static Peer peer_at(const std::string& host, std::uint16_t port) {
    return {.transport = Transport::udp, .address = SocketAddress::parse(host + ":" + std::to_string(port)).value()};
  }

  void start(Client& client, std::uint32_t number) {
    const ChanceOf own(client);
    client.calls.push_back(std::make_unique<NumberCall>(number, client.port));
    NumberCall& call = *client.calls.back();
    call.idempotent = chance_.hit(0.2);
    const auto encode = [number](xdr::Encoder& out) { return out.u32(number); };
    client.session.start(call, call.idempotent ? repeatable_procedure : number_procedure, encode, {}, clock_.now());
    if (chance_.hit(0.1)) clock_.after(chance_.time(0s, 10s), [this, &client, &call] { cancel(client, call); });
    moved(client);
  }
  void cancel(Client& client, NumberCall& call) {
    if (!call.flight.in_flight) return;
    client.session.cancel(call);
    call.cancelled = true;
    moved(client);
  }
  // After each change: sends what is to be sent, and wakes when the session says so.
  void moved(Client& client) {
    EXPECT_LE(client.session.waiting(), client.calls.size());
    for (auto datagram = client.session.next_datagram(); !datagram.empty(); datagram = client.session.next_datagram()) {
      client.sent_at[xdr::load32(datagram.data())].push_back(clock_.now());
      send([this, &client, copy = Bytes(datagram.begin(), datagram.end())] { serve(client, copy); });
    }
    const auto event = client.session.next_event();
    if (!event || event == client.awaited) return;
    client.awaited = event;
    clock_.at(*event, [this, &client] {
      client.awaited.reset();
      const ChanceOf own(client);
      client.session.expire(clock_.now());
      moved(client);
    });
  }

  void send(const Clockwork::Action& arrive) {
    const int copies = chance_.hit(weather_.loss) ? 0 : chance_.hit(weather_.duplication) ? 2 : 1;
    for (int copy = 0; copy < copies; ++copy) clock_.after(weather_.delay(chance_), arrive);
  }
  void serve(Client& client, const Bytes& datagram) {
    if (!server_) return;
    const CallId id{client.port, xdr::load32(&datagram[datagram.size() - 4])};
    const int runs_before = service_.runs_of(id);
    xdr::Buffer reply;
    const bool answered = server_->session().answer(datagram, peer_at("10.0.0.1", client.port), reply);
    EXPECT_TRUE(answered);
    check_run(id, datagram, service_.runs_of(id) > runs_before);
    check_memory();
    send([this, &client, copy = Bytes(reply.bytes().begin(), reply.bytes().end())] {
      client.session.received(copy, clock_.now());
      moved(client);
    });
  }

  // While a server lives it runs a call once, as long as the call comes again within the time that it remembers.
  void check_run(CallId id, const Bytes& datagram, bool ran) {
    const bool repeatable = xdr::load32(&datagram[20]) == repeatable_procedure.number;
    const auto [last, fresh] = server_->arrivals().try_emplace(id, clock_.now());
    const bool forgotten = fresh || clock_.now() - last->second >= cache_.lifetime;
    EXPECT_EQ(ran, repeatable || !cache_.datagrams || forgotten) << "client " << id.port << ", call " << id.number;
    last->second = clock_.now();
  }
  void check_memory() {
    const ReplyCacheStats stats = server_->stats();
    EXPECT_LE(stats.entries, cache_.entries);
    EXPECT_LE(stats.bytes, std::size_t{1} << 20);
  }

  void check_call(const Client& client, const NumberCall& call) {
    check(call, service_);
    const auto& times = client.sent_at.at(call.flight.xid);
    ASSERT_FALSE(times.empty());
    EXPECT_EQ(times.front(), call.flight.started);
    const ClientSessionOptions& options = client.session.options();
    if (!exponential_ && !estimate_) {
      for (std::size_t i = 1; i < times.size(); ++i) EXPECT_EQ(times[i] - times[i - 1], options.timeout);
    }
    // Enough time: even if three of four round trips are lost and the server is away for a while, a hundred
    // transmissions behind that are enough.
    const Duration longest = (exponential_ ? 5 : 1) * options.timeout;
    const bool enough = options.total_time >= 100 * longest + 60s;
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
  ReplyCacheOptions cache_{.entries = 256, .bytes = 0};
  NumberService service_;
  Dispatcher dispatcher_;
  std::vector<std::unique_ptr<Client>> clients_;
  std::unique_ptr<RunningServer> server_;  // null while it is down
};

class DatagramSeeds : public testing::TestWithParam<int> {};

TEST_P(DatagramSeeds, EndEveryCallOnceAndRepeatNoneThatIsRemembered) {
  run_seeds(static_cast<std::uint64_t>(GetParam()) * 1000, ONCRPC_SIMULATION_SEEDS,
            [](std::uint64_t seed) { DatagramSimulation(seed).run(); });
}

INSTANTIATE_TEST_SUITE_P(Shards, DatagramSeeds, testing::Range(0, 10));

}  // namespace
}  // namespace onc::simulation
