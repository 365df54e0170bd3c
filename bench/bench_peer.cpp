// Calls over sockets, as a contender of the harness of peers: a server of the generated skeleton, and clients of the
// generated stub, with as many connections and outstanding calls as asked for.
//
//   bench_peer server tcp|udp|unix [PATH] [--mode sleep] [--threads N] [--compute MICROSECONDS]
//   bench_peer client tcp|udp|unix PORT|PATH --op null|echo|connect --size N --conns C --depth D
//              --ms T --warm-ms T [--calls N] [--mode sleep]
//   bench_peer idle   tcp|unix PORT|PATH --conns N
//
// --mode sleep: nobody looks for what comes soon, everybody sleeps at once (busy_wait of zero).

#include <sys/epoll.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <onc/server.h>

#include "call.h"
#include "load.h"

namespace {

using Client = bench::BENCH_PROG::BENCH_VERS::Client;
using bench::LoadOptions;

[[noreturn]] void give_up(const onc::Error& error) {
  std::fprintf(stderr, "bench_peer: %s\n", error.message().c_str());
  std::exit(1);
}

onc::Transport transport_of(const LoadOptions& options) {
  if (options.transport == "udp") return onc::Transport::udp;
  return options.transport == "unix" ? onc::Transport::local : onc::Transport::tcp;
}

// --- server

class Echo final : public bench::BENCH_PROG::BENCH_VERS::Service {
 public:
  explicit Echo(std::chrono::microseconds compute) noexcept : compute_(compute) {}

  onc::Result<bench::payload> bench_echo(bench::payload arg1, onc::CallContext& /*call*/) override {
    if (compute_ > compute_.zero()) keep_busy();
    return arg1;
  }

 private:
  void keep_busy() const {
    for (const auto end = onc::Clock::now() + compute_; onc::Clock::now() < end;) {
    }
  }
  std::chrono::microseconds compute_;
};

int serve(const LoadOptions& options) {
  Echo echo(options.compute);
  onc::ServerOptions server_options;
  const bool local = options.transport == "unix";
  server_options.listen = {{.transport = transport_of(options), .address = local ? options.address : "127.0.0.1:0"}};
  server_options.registration = false;
  server_options.threads = options.threads;
  server_options.max_connections_per_source = server_options.max_connections;  // all load comes from one
  if (options.mode == "sleep") server_options.busy_wait = {};
  onc::Server server(server_options);
  server.add(echo);
  if (auto listening = server.listen(); !listening) give_up(listening.error());
  const std::string where = local ? options.address : std::to_string(server.endpoints().front().port);
  std::printf("READY %s\n", where.c_str());
  std::fflush(stdout);
  if (auto served = server.run(); !served) give_up(served.error());
  return 0;
}

// --- client

Client connect(const LoadOptions& options) {
  onc::ConnectOptions connect;
  connect.transport = transport_of(options);
  connect.address = connect.transport == onc::Transport::local ? options.address : "127.0.0.1:" + options.address;
  if (options.mode == "sleep") connect.busy_wait = {};
  auto client = Client::connect("127.0.0.1", connect);
  if (!client) give_up(client.error());
  return *std::move(client);
}

bench::payload payload_of(const LoadOptions& options) {
  bench::payload payload(options.size);
  for (std::size_t i = 0; i < payload.size(); ++i) payload[i] = static_cast<std::byte>(i * 7 + 1);
  return payload;
}

void check(const Client& client, const bench::payload& payload) {
  const auto answer = client.bench_echo(payload);
  if (!answer) give_up(answer.error());
  if (*answer != payload) give_up(onc::Error(onc::Errc::malformed_reply, "the echo differs"));
}

void call_once(const Client& client, bool echo, const bench::payload& payload) {
  if (echo) {
    if (const auto answer = client.bench_echo(payload); !answer) give_up(answer.error());
  } else if (const auto answer = client.bench_null(); !answer) {
    give_up(answer.error());
  }
}

void connect_again_and_again(const LoadOptions& options) {
  bench::Meter meter(options);
  do {
    call_once(connect(options), false, {});
  } while (meter.tick());
  meter.report();
}

void call_one_by_one(const LoadOptions& options) {
  const bench::payload payload = payload_of(options);
  const Client client = connect(options);
  check(client, payload);
  const bool echo = options.operation == "echo";
  bench::Meter meter(options);
  do {
    call_once(client, echo, payload);
  } while (meter.tick());
  meter.report();
}

// Each callback starts the next call.
class Pipeline {
 public:
  /// `completed`: calls of all pipelines.
  Pipeline(const LoadOptions& options, const bench::payload& payload, bench::Meter& meter, std::uint64_t& completed)
      : echo_(options.operation == "echo"),
        payload_(&payload),
        meter_(&meter),
        completed_(&completed),
        client_(connect(options)) {
    check(client_, payload);
  }

  void start() { echo_ ? follow(client_.start_bench_echo(*payload_)) : follow(client_.start_bench_null()); }
  [[nodiscard]] onc::Channel& channel() const { return client_.channel(); }

 private:
  static constexpr std::uint64_t calls_of_a_tick = 8;  // looking at the clock would cost as much as the call

  template <class R>
  void follow(onc::Pending<R> call) {
    std::move(call).then([this](const onc::Result<R>& result) {
      if (!result) give_up(result.error());
      if (!meter_->finished()) start();
      if (++*completed_ % calls_of_a_tick == 0) meter_->tick(calls_of_a_tick);
    });
  }

  bool echo_;
  const bench::payload* payload_;
  bench::Meter* meter_;
  std::uint64_t* completed_;
  Client client_;
};

// As an event loop of the user's would.
class Poller {
 public:
  void add(onc::Channel& channel) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.ptr = &channel;
    ::epoll_ctl(epoll_, EPOLL_CTL_ADD, channel.interests().front().descriptor, &event);
  }
  void step() {
    std::array<epoll_event, 256> events;
    const int count = ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), 1000);
    for (int i = 0; i < count; ++i) static_cast<onc::Channel*>(events[static_cast<std::size_t>(i)].data.ptr)->step();
  }

 private:
  int epoll_ = ::epoll_create1(EPOLL_CLOEXEC);
};

void call_many(const LoadOptions& options) {
  const bench::payload payload = payload_of(options);
  bench::Meter meter(options);
  std::uint64_t completed = 0;
  std::vector<std::unique_ptr<Pipeline>> pipelines;
  for (std::size_t i = 0; i < options.connections; ++i) {
    pipelines.push_back(std::make_unique<Pipeline>(options, payload, meter, completed));
  }
  for (const auto& pipeline : pipelines) {
    for (std::size_t i = 0; i < options.depth; ++i) pipeline->start();
  }
  if (options.connections == 1) {
    pipelines.front()->channel().drain();
  } else {
    Poller poller;
    for (const auto& pipeline : pipelines) poller.add(pipeline->channel());
    while (!meter.finished()) poller.step();
  }
  meter.report();
  std::_Exit(0);  // with calls that nobody waits for
}

int call(const LoadOptions& options) {
  if (options.operation == "connect") {
    connect_again_and_again(options);
  } else if (options.connections == 1 && options.depth == 1) {
    call_one_by_one(options);
  } else {
    call_many(options);
  }
  return 0;
}

int hold(const LoadOptions& options) {
  std::vector<Client> clients;
  for (std::size_t i = 0; i < options.connections; ++i) call_once(clients.emplace_back(connect(options)), false, {});
  std::printf("HOLDING %zu\n", options.connections);
  std::fflush(stdout);
  for (;;) ::pause();
}

}  // namespace

int main(int argc, char** argv) {
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);  // never outlives the harness
  const LoadOptions options = bench::load_options({argv, static_cast<std::size_t>(argc)});
  if (options.role == "server") return serve(options);
  if (options.role == "client") return call(options);
  if (options.role == "idle") return hold(options);
  std::fprintf(stderr, "usage: bench_peer server|client|idle tcp|udp|unix [ADDRESS] [--NAME VALUE]...\n");
  return 2;
}
