// What a call costs more for being remembered: through a server session, without and with a cache; and when it comes
// again. Arguments of so many bytes, an answer of four.

#include <cstdlib>
#include <vector>

#include <benchmark/benchmark.h>

#include <onc/xdr/byte_order.h>

#include "session/at_most_once.h"
#include "session/server_session.h"

namespace {

using onc::xdr::store32;

class Sink final : public onc::Service {
 public:
  [[nodiscard]] onc::ProgramVersion program_version() const noexcept override { return {1, 1}; }
  onc::Outcome dispatch(onc::IncomingCall& call) override {
    std::span<const std::byte> bytes;
    if (!call.read([&](onc::xdr::Decoder& in) { return in.view(bytes, onc::xdr::unbounded); }))
      return call.garbage_arguments();
    return call.reply(onc::Result<std::uint32_t>(4711U),
                      [](onc::xdr::Encoder& out, std::uint32_t value) { return out.u32(value); });
  }
};

std::vector<std::byte> make_call(std::size_t size) {
  std::vector<std::byte> call(44 + size);
  const std::uint32_t header[] = {0, 0, 2, 1, 1, 1, 0, 0, 0, 0, static_cast<std::uint32_t>(size)};
  for (std::size_t i = 0; i < std::size(header); ++i) store32(&call[4 * i], header[i]);
  return call;
}

onc::Peer make_peer(std::uint32_t host) {
  const std::string address = "10.0." + std::to_string(host / 256) + '.' + std::to_string(host % 256) + ":700";
  return {.transport = onc::Transport::udp, .address = onc::SocketAddress::parse(address).value()};
}

// `hosts` take turns. `again`: each call is one that was answered before.
void serve(benchmark::State& state, onc::AtMostOnce* once, std::uint32_t hosts, bool again) {
  Sink service;
  onc::Dispatcher dispatcher;
  dispatcher.add(service);
  onc::ServerSession session(dispatcher, {}, onc::xdr::Mode::compatible, {.once = once});
  std::vector<std::byte> call = make_call(static_cast<std::size_t>(state.range(0)));
  std::vector<onc::Peer> peers;
  for (std::uint32_t i = 0; i < hosts; ++i) peers.push_back(make_peer(i));
  onc::xdr::Buffer reply;
  std::uint32_t xid = 0;
  for (auto _ : state) {
    if (!again) store32(call.data(), ++xid);
    reply.clear();
    if (!session.answer(call, peers[xid % hosts], reply)) std::abort();
  }
}

void with_cache(benchmark::State& state, std::size_t threads, std::uint32_t hosts, bool again) {
  onc::AtMostOnce once({}, threads, onc::kernel_random, onc::Clock::now);
  serve(state, &once, hosts, again);
}

void without(benchmark::State& state) { serve(state, nullptr, 1, false); }
void remembered(benchmark::State& state) { with_cache(state, 1, 1, false); }
void remembered_for_many_hosts(benchmark::State& state) { with_cache(state, 1, 10'000, false); }
void remembered_with_locks(benchmark::State& state) { with_cache(state, 4, 1, false); }
void answered_again(benchmark::State& state) { with_cache(state, 1, 1, true); }

BENCHMARK(without)->Arg(32)->Arg(1024)->Arg(8192);
BENCHMARK(remembered)->Arg(32)->Arg(1024)->Arg(8192);
BENCHMARK(remembered_for_many_hosts)->Arg(32);
BENCHMARK(remembered_with_locks)->Arg(32);
BENCHMARK(answered_again)->Arg(32)->Arg(1024)->Arg(8192);

}  // namespace

BENCHMARK_MAIN();
