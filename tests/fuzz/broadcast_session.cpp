// Whatever is sent to a broadcast, no more responders are handed over than allowed, each once, and it ends in time.

#include "client/broadcast_session.h"

#include <array>
#include <cstdlib>
#include <string>
#include <string_view>

#include "input.h"

namespace {

constexpr std::size_t most = 3;

onc::BroadcastOptions options(std::uint16_t port) { return {.port = port, .max_responders = most}; }

// A known xid, so that the fuzzer can hit it.
void zeros(std::span<std::byte> out) {
  for (std::byte& byte : out) byte = std::byte{0};
}

// Each piece is a datagram; its first byte chooses who sent it.
void run(onc::fuzz::Input input, std::uint16_t port, std::string_view network, std::string_view end) {
  const onc::BroadcastOptions wanted = options(port);
  onc::BroadcastSession session(wanted, zeros);
  if (!session.start({{1, 1}, 1}, {}, onc::TimePoint{})) std::abort();
  std::size_t handed = 0;
  const auto count = [&handed](const auto& results, const onc::SocketAddress&) {
    if (!results && results.error().explain().empty()) std::abort();
    return ++handed > 2 * most;
  };
  std::array<std::byte, 256> datagram;
  while (!input.empty()) {
    const std::size_t size = input.move_into(datagram);
    const auto host = std::to_string(1 + std::to_integer<unsigned>(datagram[0]) % 9);
    const auto from = onc::SocketAddress::parse(std::string(network) + host + std::string(end)).value();
    session.received(std::span(datagram).first(size).subspan(1), from, count);
  }
  if (handed > 2 * most || session.summary().content) std::abort();
  if (!session.over(onc::TimePoint{} + wanted.total_time)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const onc::fuzz::Input input(data, size);
  run(input, 0, "192.0.2.", ":111");
  run(input, 0, "[2001:db8::", "]:111");
  run(input, 4711, "192.0.2.", ":4711");
  return 0;
}
