// A TCP server that knows nothing of RPC: for each message it sends what the test says.
#pragma once

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include <onc/address.h>

namespace onc::test {

/// Words of XDR.
using Words = std::vector<std::uint32_t>;

/// A fragment of a record on the connection of a client.
class Sender {
 public:
  explicit Sender(int peer) noexcept : peer_(peer) {}
  /// False: the client has gone.
  bool operator()(const Words& words, bool is_last) const {
    constexpr std::uint32_t last_fragment = 0x80000000U;
    const auto length = static_cast<std::uint32_t>(words.size() * 4);
    Words fragment{htonl(is_last ? length | last_fragment : length)};
    for (const std::uint32_t word : words) fragment.push_back(htonl(word));
    const std::size_t size = fragment.size() * 4;
    return ::send(peer_, fragment.data(), size, MSG_NOSIGNAL) == static_cast<ssize_t>(size);
  }

 private:
  int peer_;
};

/// Serves one connection, until the client ends it. The test must connect once.
class RawServer {
 public:
  /// Answers the call with this xid.
  using Answer = std::function<void(std::uint32_t xid, const Sender& send)>;

  explicit RawServer(Answer answer)
      : answer_(std::move(answer)), listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const SocketAddress any = SocketAddress::parse("127.0.0.1:0").value();
    EXPECT_EQ(::bind(listener_, any.data(), any.size()), 0);
    EXPECT_EQ(::listen(listener_, 1), 0);
    thread_ = std::thread([this] { serve(); });
  }
  RawServer(const RawServer&) = delete;
  RawServer& operator=(const RawServer&) = delete;
  ~RawServer() {
    thread_.join();
    ::close(listener_);
  }

  [[nodiscard]] SocketAddress address() const {
    SocketAddress own;
    socklen_t size = SocketAddress::capacity;
    EXPECT_EQ(::getsockname(listener_, own.data(), &size), 0);
    own.resize(size);
    return own;
  }

 private:
  // Calls are short and come one at a time: one receive has one.
  void serve() const {
    const int peer = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    std::array<std::uint32_t, 64> call{};
    while (::recv(peer, call.data(), sizeof call, 0) > 8) answer_(ntohl(call[1]), Sender(peer));
    ::close(peer);
  }

  Answer answer_;
  int listener_;
  std::thread thread_{};
};

}  // namespace onc::test
