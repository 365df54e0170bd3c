// Any bytes, as datagrams and as a stream, are answered or dropped; never more than one reply to a message.

#include "session/server_session.h"

#include <algorithm>
#include <cstdlib>

#include "bounded_echo.h"
#include "input.h"
#include "session/stream_server_session.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  onc::fuzz::BoundedEcho v1;
  onc::test::Echo3Service v3;
  onc::Dispatcher dispatcher;
  dispatcher.add(v1);
  dispatcher.add(v3);
  onc::fuzz::Input input(data, size);

  // Large enough for any datagram. Made once, for its size; each input comes so much later that nothing of the others
  // is left.
  static onc::TimePoint now{};
  static onc::AtMostOnce once({.entries = 0, .bytes = std::size_t{2} << 20}, 1, onc::kernel_random, [] { return now; });
  now += std::chrono::hours(1);
  onc::ServerSession datagrams(dispatcher, {}, onc::xdr::Mode::compatible, {.once = &once});
  const onc::Peer peer{.transport = onc::Transport::udp};
  onc::xdr::Buffer reply(onc::max_datagram);
  const bool answered = datagrams.answer(input.rest(), peer, reply);
  if (answered == reply.empty()) std::abort();
  onc::xdr::Buffer again(onc::max_datagram);
  if (datagrams.answer(input.rest(), peer, again) != answered) std::abort();
  if (!std::ranges::equal(reply.bytes(), again.bytes())) std::abort();

  onc::StreamServerSession stream(dispatcher, {.max_queued_replies = 4096}, {});
  onc::StreamServerSession::Counts counts;
  while (!input.empty()) {
    if (!stream.received(input.move_into(stream.prepare()), counts)) return 0;
    while (!stream.outgoing().empty()) {
      if (!stream.sent(stream.outgoing().size(), counts)) return 0;
    }
  }
  return 0;
}
