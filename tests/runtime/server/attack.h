// A server under attack, and what attackers use. The tests are named after the ids of the attack catalogue.
#pragma once

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include <onc/address.h>
#include <onc/server.h>
#include <onc/xdr/byte_order.h>

#include "interposed.h"
#include "running_server.h"
#include "support/hex.h"
#include "target_service.h"
#include "transport/file_descriptor.h"
#include "transport/socket_options.h"

namespace onc::test {

enum Procedure : std::uint32_t {
  null_proc,
  echo,
  tally,
  bulk,
  count_nodes,
  take_nested,
  take_tree,
  count_pairs,
  count_numbers,
  count_nothings,
  count_blanks,
  count_wides,
};

inline const Bytes no_auth = words({0, 0});

inline Bytes call(std::uint32_t xid, std::uint32_t procedure, const Bytes& arguments = {},
                  const Bytes& credential = no_auth, const Bytes& verifier = no_auth) {
  return join({words({xid, 0, 2, Target::id.program, 1, procedure}), credential, verifier, arguments});
}

/// A credential of AUTH_SYS.
inline Bytes sys(const Bytes& body) {
  const auto size = static_cast<std::uint32_t>(body.size());
  return join({words({1, size}), body, Bytes((4 - size % 4) % 4)});
}
/// What it says, with so many groups.
inline Bytes claim(std::uint32_t groups) {
  Bytes body = words({0, 4, 0x686f7374, 501, 100, groups});
  for (std::uint32_t i = 0; i < groups; ++i) body = join({body, words({i})});
  return body;
}

/// Replies, as Stranger::answer gives them.
inline std::string success(std::uint32_t xid, const Bytes& results = {}) {
  return to_hex(join({words({xid, 1, 0, 0, 0, 0}), results}));
}
inline std::string garbage(std::uint32_t xid) { return to_hex(words({xid, 1, 0, 0, 0, 4})); }
inline std::string auth_error(std::uint32_t xid, std::uint32_t stat) { return to_hex(words({xid, 1, 1, 1, stat})); }

/// `part`, so many times.
inline Bytes repeated(const Bytes& part, std::size_t times) {
  Bytes all;
  all.reserve(part.size() * times);
  for (std::size_t i = 0; i < times; ++i) all.insert(all.end(), part.begin(), part.end());
  return all;
}

/// A message in one fragment.
inline Bytes record(const Bytes& message) {
  return join({words({0x80000000U | static_cast<std::uint32_t>(message.size())}), message});
}

/// "abc" as a string.
inline const Bytes abc = words({3, 0x61626300});

/// A bare socket, which does what its owner likes.
class Stranger {
 public:
  Stranger(const std::string& server, Transport transport, const std::string& from = {}) : transport_(transport) {
    const SocketAddress address = SocketAddress::parse(server).value();
    const int type = transport == Transport::udp ? SOCK_DGRAM : SOCK_STREAM;
    socket_ = FileDescriptor(::socket(address.family(), type | SOCK_CLOEXEC, 0));
    if (!from.empty()) {
      const SocketAddress own = SocketAddress::parse(from).value();
      EXPECT_EQ(::bind(socket_.get(), own.data(), own.size()), 0);
    }
    if (transport == Transport::tcp) set_option(socket_.get(), IPPROTO_TCP, TCP_NODELAY, 1);
    EXPECT_EQ(::connect(socket_.get(), address.data(), address.size()), 0);
  }
  Stranger(const RunningServer& server, Transport transport) : Stranger(server.address(transport), transport) {}

  /// As they are; 0, or why the rest of them could not be sent.
  int send(std::span<const std::byte> bytes) const {
    do {
      const ssize_t sent = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent < 0) return errno;
      bytes = bytes.subspan(static_cast<std::size_t>(sent));
    } while (!bytes.empty());
    return 0;
  }
  /// A datagram, or a record.
  int ask(const Bytes& message) const { return send(transport_ == Transport::udp ? message : record(message)); }
  /// The next message, or "closed".
  [[nodiscard]] std::string answer() const {
    if (transport_ == Transport::udp) return to_hex(datagram());
    const Bytes mark = read_all(4);
    if (mark.size() < 4) return "closed";
    const std::size_t size = xdr::load32(mark.data()) & 0x7fffffffU;
    const Bytes message = read_all(size);
    return message.size() < size ? "closed" : to_hex(message);
  }
  /// Whatever is answered to the message, told apart from what comes later by a call that is answered.
  [[nodiscard]] std::vector<std::string> answers_to(const Bytes& message) const {
    constexpr std::uint32_t ping = 0x70696e67;
    ask(message);
    ask(call(ping, null_proc));
    std::vector<std::string> all;
    for (std::string next = answer(); next != success(ping); next = answer()) {
      all.push_back(next);
      if (next == "closed") break;
    }
    return all;
  }
  /// Of a stream; less at its end.
  Bytes read_all(std::size_t size) const {
    Bytes bytes(size);
    const ssize_t got = size == 0 ? 0 : ::recv(socket_.get(), bytes.data(), size, MSG_WAITALL);
    bytes.resize(static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    return bytes;
  }
  [[nodiscard]] int descriptor() const noexcept { return socket_.get(); }
  void close() noexcept { socket_.reset(); }
  /// Without a proper end: the server may get an error where it reads, or writes.
  void reset() noexcept {
    const linger at_once{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(socket_.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    socket_.reset();
  }

 private:
  [[nodiscard]] Bytes datagram() const {
    Bytes message(65536);
    const ssize_t got = ::recv(socket_.get(), message.data(), message.size(), 0);
    message.resize(static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    return message;
  }
  Transport transport_;
  FileDescriptor socket_{};
};

/// Whether it comes true; nothing is told when it does.
template <class Condition>
bool eventually(Condition condition) {
  for (const TimePoint end = Clock::now() + std::chrono::seconds(30); Clock::now() < end;) {
    if (condition()) return true;
    std::this_thread::yield();
  }
  return false;
}

/// After each attack an honest client is answered on every transport, and the server holds no more than before.
class Attack : public testing::Test {
 protected:
  /// Beyond what it was before.
  static constexpr std::size_t most_heap_kept = std::size_t{256} << 10;
  static constexpr Transport all_transports[] = {Transport::udp, Transport::tcp, Transport::local};

  Attack() { serve(attacked_options()); }
  void TearDown() override {
    expect_service();
    EXPECT_TRUE(everybody_left());
    EXPECT_EQ(open_descriptors(), descriptors_);
    EXPECT_LE(heap_in_use(), heap_ + most_heap_kept);
  }

  static ServerOptions attacked_options() {
    ServerOptions options = local_options();
    options.listen.push_back({Transport::local, socket_path("attacked")});
    return options;
  }
  /// From now on, with other options.
  void serve(ServerOptions options) {
    server_.reset();
    server_.emplace(std::move(options), service);
    expect_service();
    EXPECT_TRUE(everybody_left());
    descriptors_ = open_descriptors();
    heap_ = heap_in_use();
  }
  RunningServer& server() { return *server_; }
  ServerStats stats() { return server_->server().stats(); }
  /// While the attack goes on, too.
  void expect_service() {
    for (const Transport transport : all_transports) {
      const Stranger honest(server(), transport);
      EXPECT_EQ(honest.ask(call(7, echo, abc)), 0);
      EXPECT_EQ(honest.answer(), success(7, abc)) << to_string(transport);
    }
  }
  bool everybody_left() {
    return eventually([&] { return stats().open_connections == 0; });
  }

  TargetService service;

 private:
  std::optional<RunningServer> server_;
  std::size_t descriptors_ = 0;
  std::size_t heap_ = 0;
};

/// On one transport after the other.
class AttackOn : public Attack, public testing::WithParamInterface<Transport> {};

inline std::string transport_name(const testing::TestParamInfo<Transport>& tested) {
  return std::string(to_string(tested.param));
}

}  // namespace onc::test
