// Who talks to a server by a bare socket, in whole messages or not.
#pragma once

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <thread>

#include <gtest/gtest.h>

#include <onc/address.h>
#include <onc/options.h>
#include <onc/xdr/byte_order.h>

#include "support/hex.h"
#include "transport/file_descriptor.h"
#include "transport/socket_options.h"

namespace onc::test {

/// A message in one fragment.
inline Bytes record(const Bytes& message) {
  return join({words({0x80000000U | static_cast<std::uint32_t>(message.size())}), message});
}

/// A bare socket, which does what its owner likes.
class BareClient {
 public:
  BareClient(const std::string& server, Transport transport, const std::string& from = {}) : transport_(transport) {
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

}  // namespace onc::test
