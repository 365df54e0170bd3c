// One server with several clients, over streams and datagrams, whose service answers at once, later, never, or drops
// the reply, while connections break and datagrams get lost: no answer crosses clients, no call runs twice, everything
// ends, and what the server keeps stays within its bounds.

#include <deque>
#include <set>

#include <gtest/gtest.h>

#include "calls.h"
#include "session/at_most_once.h"
#include "session/datagram_client_session.h"
#include "session/dispatcher.h"
#include "session/late_calls.h"
#include "session/stream_client_session.h"
#include "session/stream_server_session.h"

namespace onc::simulation {
namespace {

using namespace std::chrono_literals;
using Bytes = std::vector<std::byte>;

// What CallTime, which has no object, takes for the time.
thread_local const Clockwork* clock_of_server = nullptr;
TimePoint server_time() { return clock_of_server->now(); }

// Numbers are unique among all clients, so an answer that crosses over is seen.
class LateService final : public Service {
 public:
  LateService(Chance& chance, Clockwork& clock) : chance_(chance), clock_(clock), patience_(chance.time(0s, 20s)) {}

  [[nodiscard]] ProgramVersion program_version() const noexcept override { return number_procedure.id; }
  Outcome dispatch(IncomingCall& call) override {
    std::uint32_t number = 0;
    if (!call.read([&](xdr::Decoder& in) { return in.u32(number); })) return call.garbage_arguments();
    ++runs[number];
    if (chance_.hit(0.3)) return call.reply(Result<std::uint32_t>(number), encode);
    const auto reply = call.later<std::uint32_t>(encode);
    if (chance_.hit(0.1)) reply(number);  // at once all the same
    if (chance_.hit(0.9)) clock_.after(chance_.time(0s, patience_), [this, reply, number] { end(reply, number); });
    return Outcome::later;
  }

  std::map<std::uint32_t, int> runs{};

 private:
  static bool encode(xdr::Encoder& out, const std::uint32_t& value) { return out.u32(value); }
  void end(const Reply<std::uint32_t>& reply, std::uint32_t number) {
    switch (chance_.number(0, 9)) {
      case 0: return;  // dropped
      case 1: return reply.none();
      case 2: return reply(Error(Errc::garbage_arguments));
      default: reply(number);
    }
  }

  Chance& chance_;
  Clockwork& clock_;
  Duration patience_;
};

// A client's calls; its kinds below bring their messages to the server and back.
class Client {
 public:
  Client(Chance& chance, Clockwork& clock, ClientSession& session)
      : chance_(chance), clock_(clock), session_(session) {}
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  virtual ~Client() = default;

  void start(std::uint32_t number) {
    NumberCall& call = *calls.emplace_back(std::make_unique<NumberCall>(number));
    const auto encode = [number](xdr::Encoder& out) { return out.u32(number); };
    // The server is not told that it may run twice; it remembers the call, over streams, too.
    session_.start(call, number_procedure, encode, {.idempotent = chance_.hit(0.5)}, clock_.now());
    if (chance_.hit(0.1)) clock_.after(chance_.time(0s, 10s), [this, &call] { cancel(call); });
    moved();
  }
  void moved() {
    transmit();
    const auto event = session_.next_event();
    if (!event || event == awaited_) return;
    awaited_ = event;
    clock_.at(*event, [this] {
      awaited_.reset();
      session_.expire(clock_.now());
      moved();
    });
  }
  [[nodiscard]] bool idle() const { return session_.idle(); }

  std::vector<std::unique_ptr<NumberCall>> calls{};

 protected:
  virtual void transmit() = 0;

  Chance& chance_;
  Clockwork& clock_;

 private:
  void cancel(NumberCall& call) {
    if (!call.flight.in_flight) return;
    session_.cancel(call);
    call.cancelled = true;
    moved();
  }

  ClientSession& session_;
  std::optional<TimePoint> awaited_{};
};

// The server's side of everything.
struct World {
  explicit World(std::uint64_t seed) : chance(seed), weather(Weather::draw(chance)), service(chance, clock) {
    clock_of_server = &clock;
    xid_engine.seed(static_cast<std::uint32_t>(chance.number(0, 0xffffffff)));
    options.max_outstanding_calls = static_cast<std::size_t>(chance.number(1, 10));
    dispatcher.add(service);
  }
  ClientSessionOptions client_options() {
    ClientSessionOptions made;
    made.timeout = chance.time(50ms, 5s);
    made.total_time = chance.time(1s, 60s);
    made.peer = "simulated";
    made.random = seeded_random;
    return made;
  }
  void note_mail() {
    clock.after({}, [this] { look_at_mail(); });
  }
  // As a loop does after a batch.
  void look_at_mail() {
    late.deliver();
    const auto event = late.next_event();
    if (event) clock.at(*event, [this] { late.expire(clock.now()); });
  }

  Chance chance;
  Weather weather;
  Clockwork clock;
  LateService service;
  Dispatcher dispatcher;
  ServerOptions options;
  LateCalls late{{.now = server_time, .allowed = chance.time(1s, 30s)}, [this] { note_mail(); }};
  AtMostOnce once{{.streams = true, .entries = 4096}, 1, seeded_random, server_time};
};

Peer peer_of(Transport transport, std::size_t client) {
  const std::string host = "10.0.0." + std::to_string(client + 1) + ":700";
  return {.transport = transport, .address = SocketAddress::parse(host).value()};
}

class DatagramClient final : public Client {
 public:
  DatagramClient(World& world, std::size_t index)
      : Client(world.chance, world.clock, session_),
        world_(world),
        peer_(peer_of(Transport::udp, index)),
        session_(world.client_options()),
        server_(world.dispatcher, {}, xdr::Mode::compatible, {.once = &world.once}) {}

 private:
  // Where a reply goes when it comes later.
  class Path final : public ReplyPath {
   public:
    explicit Path(DatagramClient& client) : client_(client) {}
    void send(xdr::Buffer message) override {
      --client_.outstanding_;
      if (!message.bytes().empty()) client_.carry_back(message.bytes());
    }

   private:
    DatagramClient& client_;
  };

  void transmit() override {
    for (auto datagram = session_.next_datagram(); !datagram.empty(); datagram = session_.next_datagram())
      carry([this, copy = Bytes(datagram.begin(), datagram.end())] { serve(copy); });
  }
  void carry(const Clockwork::Action& arrive) {
    const int copies = chance_.hit(world_.weather.loss) ? 0 : chance_.hit(world_.weather.duplication) ? 2 : 1;
    for (int copy = 0; copy < copies; ++copy) clock_.after(world_.weather.delay(chance_), arrive);
  }
  void serve(const Bytes& datagram) {
    if (outstanding_ >= world_.options.max_outstanding_calls) return;
    xdr::Buffer reply;
    const auto path = [this] { return std::make_unique<Path>(*this); };
    const Answer answer = server_.answer(datagram, peer_, reply, {.calls = &world_.late, .path = path});
    if (answer == Answer::later) ++outstanding_;
    if (answer == Answer::reply) carry_back(reply.bytes());
    world_.look_at_mail();
  }
  void carry_back(std::span<const std::byte> reply) {
    carry([this, copy = Bytes(reply.begin(), reply.end())] {
      session_.received(copy, clock_.now());
      moved();
    });
  }

  World& world_;
  Peer peer_;
  DatagramClientSession session_;
  ServerSession server_;
  std::size_t outstanding_ = 0;
};

class StreamClient final : public Client {
 public:
  StreamClient(World& world, std::size_t index)
      : Client(world.chance, world.clock, session_),
        world_(world),
        peer_(peer_of(Transport::tcp, index)),
        session_(options(world)) {
    connect();
    const std::int64_t losses = chance_.hit(0.7) ? chance_.number(1, 4) : 0;
    for (std::int64_t i = 0; i < losses; ++i) clock_.after(chance_.time(0s, 20s), [this] { lose(); });
  }

 private:
  struct Connection {
    std::unique_ptr<StreamServerSession> server;
    std::deque<std::byte> to_server;
    std::deque<std::byte> to_client;
  };
  class Path final : public ReplyPath {
   public:
    Path(StreamClient& client, std::weak_ptr<Connection> connection)
        : client_(client), connection_(std::move(connection)) {}
    void send(xdr::Buffer message) override {
      const auto connection = connection_.lock();
      if (!connection) return;
      EXPECT_TRUE(connection->server->late_reply(std::move(message), client_.counts_));
      client_.turn_soon();
    }

   private:
    StreamClient& client_;
    std::weak_ptr<Connection> connection_;
  };

  static ClientSessionOptions options(World& world) {
    ClientSessionOptions made = world.client_options();
    made.reconnect = Reconnect::idempotent;
    return made;
  }
  void connect() {
    connection_ = std::make_shared<Connection>();
    connection_->server = std::make_unique<StreamServerSession>(world_.dispatcher, world_.options, peer_,
                                                                CallKeepers{.once = &world_.once});
    connection_->server->allow_late_replies(world_.late, path_back_);
  }
  void lose() {
    if (!connection_) return;
    connection_.reset();
    session_.disconnected(Error(Errc::closed, "lost"), clock_.now());
    clock_.after(chance_.time(0s, 5s), [this] {
      connect();
      session_.connected();
      moved();
    });
  }
  void transmit() override {
    if (!connection_ || session_.outgoing().empty()) return;
    const auto bytes = session_.outgoing();
    connection_->to_server.insert(connection_->to_server.end(), bytes.begin(), bytes.end());
    session_.sent(bytes.size());
    turn_soon();
  }
  void turn_soon() {
    clock_.after(world_.weather.delay(chance_), [this] { turn(); });
  }
  void turn() {
    if (!connection_) return;
    serve();
    deliver();
    const bool more = !connection_->to_server.empty() && connection_->server->wants_input();
    if (more || !connection_->to_client.empty()) turn_soon();
    moved();
  }
  void serve() {
    StreamServerSession& server = *connection_->server;
    if (!connection_->to_server.empty() && server.wants_input()) {
      ASSERT_TRUE(server.received(take(connection_->to_server, server.prepare()), counts_));
    }
    EXPECT_LE(server.outstanding(), world_.options.max_outstanding_calls);
    for (auto replies = server.outgoing(); !replies.empty(); replies = server.outgoing()) {
      connection_->to_client.insert(connection_->to_client.end(), replies.begin(), replies.end());
      ASSERT_TRUE(server.sent(replies.size(), counts_));
    }
    world_.look_at_mail();
  }
  void deliver() {
    if (connection_->to_client.empty()) return;
    ASSERT_TRUE(session_.received(take(connection_->to_client, session_.prepare()), clock_.now()));
  }
  std::size_t take(std::deque<std::byte>& from, std::span<std::byte> into) {
    const auto most = static_cast<std::int64_t>(std::min(from.size(), into.size()));
    const auto count = static_cast<std::size_t>(chance_.number(1, most));
    std::copy_n(from.begin(), count, into.begin());
    from.erase(from.begin(), from.begin() + static_cast<std::ptrdiff_t>(count));
    return count;
  }

  World& world_;
  Peer peer_;
  StreamClientSession session_;
  StreamServerSession::Counts counts_{};
  const std::function<std::unique_ptr<ReplyPath>()> path_back_ = [this] {
    return std::make_unique<Path>(*this, connection_);
  };
  std::shared_ptr<Connection> connection_{};  // null while there is none
};

void check_call(const NumberCall& call, const LateService& service) {
  const auto ran = service.runs.find(call.number);
  const int runs = ran == service.runs.end() ? 0 : ran->second;
  EXPECT_LE(runs, 1) << "call " << call.number;
  EXPECT_EQ(call.completions, call.cancelled ? 0 : 1) << "call " << call.number;
  if (call.answer) {
    EXPECT_EQ(*call.answer, call.number);
    EXPECT_EQ(runs, 1);
  }
  if (!call.error) return;
  const std::set<Errc> possible{Errc::timed_out, Errc::closed, Errc::not_sent, Errc::server_failure,
                                Errc::garbage_arguments};
  EXPECT_TRUE(possible.contains(call.error->code)) << call.error->explain();
}

void simulate(std::uint64_t seed) {
  World world(seed);
  std::vector<std::unique_ptr<Client>> clients;
  const auto count = static_cast<std::size_t>(world.chance.number(1, 5));
  for (std::size_t i = 0; i < count; ++i) {
    if (world.chance.hit(0.5))
      clients.push_back(std::make_unique<StreamClient>(world, i));
    else
      clients.push_back(std::make_unique<DatagramClient>(world, i));
    for (std::int64_t call = world.chance.number(1, 15); call > 0; --call) {
      const auto number = static_cast<std::uint32_t>(1000 * i) + static_cast<std::uint32_t>(call);
      world.clock.after(world.chance.time(0s, 20s), [client = clients.back().get(), number] { client->start(number); });
    }
  }
  while (world.clock.step()) {
  }
  EXPECT_EQ(world.late.size(), 0U);
  EXPECT_LE(world.once.stats().bytes, std::size_t{1} << 20);
  for (const auto& client : clients) {
    EXPECT_TRUE(client->idle());
    for (const auto& call : client->calls) check_call(*call, world.service);
  }
}

class LateSeeds : public testing::TestWithParam<int> {};

TEST_P(LateSeeds, EndEveryCallOnceAtItsOwnClient) {
  run_seeds(static_cast<std::uint64_t>(GetParam()) * 1000, ONCRPC_SIMULATION_SEEDS, simulate);
}

INSTANTIATE_TEST_SUITE_P(Shards, LateSeeds, testing::Range(0, 10));

}  // namespace
}  // namespace onc::simulation
