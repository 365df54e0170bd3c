// A client that talks to a server for a while: calls of every kind, whole and broken, calls again, replies read late or
// never, time that passes. On a stream each call that was taken gets at most one reply, in order, and what waits is
// bounded; over datagrams a call that comes again in time is answered with the same bytes, and has run once.

#include <algorithm>
#include <array>
#include <deque>
#include <vector>

#include "bounded_echo.h"
#include "input.h"
#include "require.h"
#include "session/server_session.h"
#include "session/stream_server_session.h"

namespace {

using onc::fuzz::require;
using Bytes = std::vector<std::byte>;

void zeros(std::span<std::byte> out) { std::ranges::fill(out, std::byte{0}); }

// The fuzzer's own numbers would need too much luck.
struct Wanted {
  std::uint8_t procedure;   // and the version
  std::uint8_t credential;  // none, AUTH_SYS, AUTH_SHORT, another flavour
  std::uint8_t verifier;
  std::span<const std::byte> auth_body;
  std::span<const std::byte> arguments;
};

Wanted wanted(onc::fuzz::Input& input) {
  const std::uint8_t kinds = input.byte();
  const std::uint8_t credential = kinds / 16 % 8;
  return {.procedure = static_cast<std::uint8_t>(kinds % 16),
          .credential = credential,
          .verifier = static_cast<std::uint8_t>(kinds / 128),
          .auth_body = credential == 0 ? std::span<const std::byte>() : input.piece(),
          .arguments = input.piece()};
}

Bytes message_of(const Wanted& wanted, std::uint32_t xid) {
  onc::xdr::Buffer buffer;
  onc::xdr::Encoder out(buffer);
  const onc::Procedure procedure{{onc::test::Echo::id.program, 1U + wanted.procedure / 8 * 2}, wanted.procedure % 8U};
  const onc::OpaqueAuth credential{static_cast<onc::AuthFlavor>(wanted.credential), wanted.auth_body};
  const onc::OpaqueAuth verifier{static_cast<onc::AuthFlavor>(wanted.verifier), {}};
  require(encode_call_header(out, xid, procedure, credential) && encode_auth(out, verifier) && out.finish());
  buffer.append(wanted.arguments);
  return {buffer.bytes().begin(), buffer.bytes().end()};
}

// What both kinds of session share.
struct Server {
  Server() {
    dispatcher.add(v1);
    dispatcher.add(v3);
  }
  onc::TimePoint now{};
  onc::fuzz::BoundedEcho v1;
  onc::test::Echo3Service v3;
  onc::Dispatcher dispatcher;
  onc::AtMostOnce once{{.entries = 8, .bytes = 1 << 16}, 1, zeros, [this] { return now; }};
  onc::ShortCredentials short_hand{4, zeros};
  onc::CallKeepers keepers{.once = &once, .watch = nullptr, .short_hand = &short_hand};
};

class Datagrams {
 public:
  explicit Datagrams(Server& server)
      : server_(server), session_(server.dispatcher, {}, onc::xdr::Mode::compatible, server.keepers) {}
  void take(std::span<const std::byte> message) {
    const onc::xdr::Buffer first = answer(message);
    const int calls = server_.v1.calls;
    const onc::xdr::Buffer second = answer(message);
    // Of answers that were too large to be remembered nothing is kept but that the call has run.
    if (!second.empty()) require(std::ranges::equal(first.bytes(), second.bytes()));
    require(calls == server_.v1.calls);
  }

 private:
  onc::xdr::Buffer answer(std::span<const std::byte> message) {
    onc::xdr::Buffer reply(onc::max_datagram);
    const bool answered = session_.answer(message, peer_, reply);
    require(answered == !reply.empty());
    return reply;
  }
  Server& server_;
  const onc::Peer peer_{.transport = onc::Transport::udp,
                        .address = onc::SocketAddress::parse("192.0.2.9:700").value()};
  onc::ServerSession session_;
};

class Stream {
 public:
  explicit Stream(Server& server) : session_(server.dispatcher, options(), {}, server.keepers) {
    session_.limit_turns(turns);
  }
  // False: it is over.
  bool take(std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
      if (session_.left_over() ? !turn_again() : !session_.wants_input()) return read(64);
      if (session_.left_over() || !session_.wants_input()) continue;
      const auto room = session_.prepare();
      const std::size_t some = std::min(room.size(), bytes.size());
      std::ranges::copy(bytes.first(some), room.begin());
      bytes = bytes.subspan(some);
      if (!session_.received(some, counts_)) return false;
      require(session_.outgoing().size() <= most_waiting);
    }
    return true;
  }
  bool read(std::size_t some) {
    const std::size_t count = std::min(some, session_.outgoing().size());
    return count == 0 || session_.sent(count, counts_).has_value();
  }

 private:
  static constexpr onc::Turns turns{.bytes = 512};
  static constexpr std::size_t queued = 4096;
  static constexpr std::size_t most_waiting = queued + onc::fuzz::BoundedEcho::most + 64;
  static onc::ServerOptions options() {
    onc::ServerOptions options;
    options.max_queued_replies = queued;
    return options;
  }
  bool turn_again() {
    session_.begin_turn();
    return session_.answer_left_over(counts_).has_value();
  }

  onc::StreamServerSession session_;
  onc::StreamServerSession::Counts counts_;
};

Bytes record_of(const Bytes& message, std::uint8_t fragment) {
  const std::size_t largest = fragment == 0 ? message.size() : fragment;
  Bytes record;
  for (std::span<const std::byte> rest = message; !rest.empty();) {
    const auto part = rest.first(std::min(largest, rest.size()));
    rest = rest.subspan(part.size());
    const auto mark = static_cast<std::uint32_t>(part.size()) | (rest.empty() ? 0x80000000U : 0U);
    for (int shift = 24; shift >= 0; shift -= 8) record.push_back(static_cast<std::byte>(mark >> shift));
    record.insert(record.end(), part.begin(), part.end());
  }
  return record;
}

// One step of the conversation.
bool step(onc::fuzz::Input& input, Server& server, Datagrams& datagrams, Stream& stream, std::uint32_t& xid) {
  const std::uint8_t what = input.byte();
  switch (what % 6) {
    case 0: {
      const Bytes message = message_of(wanted(input), ++xid);
      datagrams.take(message);
      return true;
    }
    case 1: return stream.take(record_of(message_of(wanted(input), ++xid), what / 6));
    case 2: return stream.take(input.piece());
    case 3: datagrams.take(input.piece()); return true;
    case 4: return stream.read(std::size_t{what} * 16);
    default: server.now += std::chrono::seconds(what); return true;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  onc::fuzz::Input input(data, size);
  Server server;
  Datagrams datagrams(server);
  Stream stream(server);
  std::uint32_t xid = 0;
  while (!input.empty() && step(input, server, datagrams, stream, xid)) {
  }
  return 0;
}
