// What a call costs in the sessions alone, without system calls: the client's and the server's side of a stream, each
// for itself and both together, and the two of datagrams. The range is how many calls go at once. Instructions are
// counted by callgrind: run it with `--benchmark_filter` and `--benchmark_min_time` twice, the difference is the
// calls'.

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include <benchmark/benchmark.h>

#include "session/datagram_client_session.h"
#include "session/dispatcher.h"
#include "session/stream_client_session.h"
#include "session/stream_server_session.h"

namespace {

using Bytes = std::vector<std::byte>;

constexpr onc::ProgramVersion program{0x2BE4C401, 1};
constexpr onc::Procedure null{program, 0, "NULL", "BENCH_PROG.BENCH_VERS"};
constexpr onc::TimePoint now{};

class NullService final : public onc::Service {
 public:
  [[nodiscard]] onc::ProgramVersion program_version() const noexcept override { return program; }
  onc::Outcome dispatch(onc::IncomingCall& call) override {
    if (!call.read_nothing()) return call.garbage_arguments();
    return call.reply(onc::Result<void>{});
  }
};

class NullCall final : public onc::Call {
 public:
  std::optional<onc::Error> succeed(onc::xdr::Decoder& /*results*/) override { return std::nullopt; }
  void fail(onc::Error /*error*/) override { std::abort(); }  // it would be another call that is measured
};

constexpr auto no_arguments = [](onc::xdr::Encoder& /*out*/) { return true; };

void put(std::span<std::byte> into, std::span<const std::byte> from) {
  if (into.size() < from.size()) std::abort();
  std::memcpy(into.data(), from.data(), from.size());
}

// As many calls as the benchmark's range says, started at once.
class Calls {
 public:
  explicit Calls(const benchmark::State& state) : count_(static_cast<std::size_t>(state.range(0))) {
    for (std::size_t i = 0; i < count_; ++i) calls_.push_back(std::make_unique<NullCall>());
  }
  void start(onc::ClientSession& client) {
    for (const auto& call : calls_) client.start(*call, null, no_arguments, {}, now);
  }
  void count(benchmark::State& state) const {
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(count_));
  }

 private:
  std::size_t count_;
  std::vector<std::unique_ptr<NullCall>> calls_;
};

class StreamServer {
 public:
  StreamServer() { dispatcher_.add(service_); }
  // The replies to what was received.
  std::span<const std::byte> answer(std::span<const std::byte> calls) {
    put(session_.prepare(), calls);
    session_.begin_turn();
    if (!session_.received(calls.size(), counts_)) std::abort();
    return session_.outgoing();
  }
  void sent(std::size_t count) {
    if (!session_.sent(count, counts_)) std::abort();
  }

 private:
  NullService service_;
  onc::Dispatcher dispatcher_;
  onc::StreamServerSession session_{dispatcher_, {}, {}};
  onc::StreamServerSession::Counts counts_;
};

void take(onc::StreamClientSession& client, std::span<const std::byte> replies) {
  put(client.prepare(), replies);
  if (!client.received(replies.size(), now)) std::abort();
}

// The server's replies are made beforehand, but for their xids.
void stream_client(benchmark::State& state) {
  Calls calls(state);
  onc::StreamClientSession client{{}};
  constexpr std::size_t call_size = 44;
  constexpr std::size_t reply_size = 28;
  Bytes replies(static_cast<std::size_t>(state.range(0)) * reply_size);
  for (std::size_t at = 0; at < replies.size(); at += reply_size) {
    onc::xdr::store32(&replies[at], onc::last_fragment | (reply_size - 4));
    onc::xdr::store32(&replies[at + 8], 1);
  }
  for (auto _ : state) {
    calls.start(client);
    const auto sent = client.outgoing();
    for (std::size_t i = 0; i * call_size < sent.size(); ++i) {
      std::memcpy(&replies[i * reply_size + 4], sent.data() + i * call_size + 4, 4);
    }
    client.sent(sent.size());
    take(client, replies);
  }
  calls.count(state);
}

void stream_server(benchmark::State& state) {
  Calls calls(state);
  onc::StreamClientSession client{{}};
  calls.start(client);
  const auto outgoing = client.outgoing();
  const Bytes request(outgoing.begin(), outgoing.end());
  StreamServer server;
  for (auto _ : state) server.sent(server.answer(request).size());
  calls.count(state);
  take(client, server.answer(request));
}

void stream_both(benchmark::State& state) {
  Calls calls(state);
  onc::StreamClientSession client{{}};
  StreamServer server;
  for (auto _ : state) {
    calls.start(client);
    const auto replies = server.answer(client.outgoing());
    client.sent(client.outgoing().size());
    take(client, replies);
    server.sent(replies.size());
  }
  calls.count(state);
}

void datagram_both(benchmark::State& state) {
  Calls calls(state);
  onc::DatagramClientSession client{{}};
  NullService service;
  onc::Dispatcher dispatcher;
  dispatcher.add(service);
  onc::ServerSession server(dispatcher, {}, onc::xdr::Mode::compatible);
  onc::xdr::Buffer reply;
  for (auto _ : state) {
    calls.start(client);
    for (auto call = client.next_datagram(); !call.empty(); call = client.next_datagram()) {
      reply.clear();
      if (!server.answer(call, {}, reply)) std::abort();
      client.received(reply.bytes(), now);
    }
  }
  calls.count(state);
}

BENCHMARK(stream_client)->Arg(1)->Arg(64);
BENCHMARK(stream_server)->Arg(1)->Arg(64);
BENCHMARK(stream_both)->Arg(1)->Arg(64);
BENCHMARK(datagram_both)->Arg(1)->Arg(64);

}  // namespace

BENCHMARK_MAIN();
