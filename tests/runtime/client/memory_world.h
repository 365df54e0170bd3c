// A network of one server in memory, with a clock that moves when somebody waits: every operation can be made to fail,
// and no test sleeps.
#pragma once

#include <cerrno>
#include <cstring>
#include <deque>
#include <memory>
#include <vector>

#include <gtest/gtest.h>

#include "client/datagram_channel.h"
#include "client/stream_channel.h"
#include "echo_service.h"
#include "session/stream_server_session.h"
#include "support/hex.h"

namespace onc::test {

// Which operation fails, counted from 1, and how.
struct Fault {
  int at = 0;
  int error = 0;
  [[nodiscard]] int next() {
    --at;
    return at == 0 ? error : 0;
  }
};

// Waiting moves the clock.
struct World {
  TimePoint now{};
  Fault write{};
  Fault read{};
  Fault dial{};
  std::size_t chunk = 1'000'000;  // bytes of a stream that move at once
  bool server_silent = false;
  bool server_closes = false;  // the connection, at the next read
  bool server_down = false;    // refuses connections
  EchoService service{};
  std::vector<int> sent_at{};  // seconds of each datagram
  int dialed = 0;
  std::vector<Duration> pauses{};
};

class MemoryStream final : public Stream {
 public:
  explicit MemoryStream(World& world) : world_(world), session_(dispatcher_, {}, {}) { dispatcher_.add(world.service); }

  [[nodiscard]] TimePoint now() const override { return world_.now; }
  IoResult read(std::span<std::byte> into, Duration patience) override {
    if (const int error = world_.read.next(); error != 0) return {0, error};
    if (world_.server_closes) {
      world_.server_closes = false;
      return {0, 0};
    }
    const auto replies = session_.outgoing();
    if (replies.empty() || world_.server_silent) {
      world_.now += patience;
      return {0, EAGAIN};
    }
    const std::size_t count = std::min({into.size(), replies.size(), world_.chunk});
    std::memcpy(into.data(), replies.data(), count);
    EXPECT_TRUE(session_.sent(count, counts_));
    return {count, 0};
  }
  IoResult write(std::span<const std::byte> from) override {
    if (const int error = world_.write.next(); error != 0) return {0, error};
    const auto room = session_.prepare();
    const std::size_t count = std::min({from.size(), room.size(), world_.chunk});
    std::memcpy(room.data(), from.data(), count);
    EXPECT_TRUE(session_.received(count, counts_));
    return {count, 0};
  }
  int wait_for_progress(Duration /*patience*/) override { return 0; }
  void shutdown() noexcept override {}

 private:
  World& world_;
  Dispatcher dispatcher_;
  StreamServerSession session_;
  StreamServerSession::Counts counts_;
};

class MemoryDatagram final : public Datagram {
 public:
  explicit MemoryDatagram(World& world) : world_(world), session_(dispatcher_, {}, xdr::Mode::compatible) {
    dispatcher_.add(world.service);
  }

  [[nodiscard]] TimePoint now() const override { return world_.now; }
  IoResult receive(std::span<std::byte> into, Duration patience, Arrival& arrival) override {
    if (const int error = world_.read.next(); error != 0) return {0, error};
    if (replies_.empty()) {
      world_.now += patience;
      return {0, EAGAIN};
    }
    const Bytes reply = std::move(replies_.front());
    replies_.pop_front();
    std::memcpy(into.data(), reply.data(), reply.size());
    arrival.asked = true;
    return {reply.size(), 0};
  }
  IoResult send(std::span<const std::byte> datagram) override {
    world_.sent_at.push_back(static_cast<int>(world_.now.time_since_epoch() / std::chrono::seconds(1)));
    if (const int error = world_.write.next(); error != 0) return {0, error};
    xdr::Buffer reply;
    if (!world_.server_silent && session_.answer(datagram, {}, reply)) {
      replies_.emplace_back(reply.bytes().begin(), reply.bytes().end());
    }
    return {datagram.size(), 0};
  }

 private:
  World& world_;
  Dispatcher dispatcher_;
  ServerSession session_;
  std::deque<Bytes> replies_;
};

template <class Link, class Memory>
class MemoryDialer final : public Dialer<Link> {
 public:
  explicit MemoryDialer(World& world) : world_(world) {}

  [[nodiscard]] TimePoint now() const override { return world_.now; }
  Result<Dialed<Link>> dial(Duration /*patience*/) override {
    ++world_.dialed;
    if (world_.server_down) return Error(Errc::connection_refused, "connect to memory");
    if (const int error = world_.dial.next(); error != 0)
      return system_error(Errc::unreachable, "connect to memory", error);
    return Dialed<Link>{std::make_unique<Memory>(world_), "memory " + std::to_string(world_.dialed)};
  }
  void pause(Duration time) override {
    world_.pauses.push_back(time);
    world_.now += time;
  }

 private:
  World& world_;
};

inline ClientSessionOptions session_options(const ConnectOptions& options, const char* peer) {
  return ClientSessionOptions::from(options, peer);
}

inline Echo::Client stream_client(World& world, const ConnectOptions& options = {}) {
  std::unique_ptr<Dialer<Stream>> dialer;
  if (options.reconnect != Reconnect::never) dialer = std::make_unique<MemoryDialer<Stream, MemoryStream>>(world);
  return Echo::Client(std::make_shared<StreamChannel>(std::make_unique<MemoryStream>(world), std::move(dialer), options,
                                                      session_options(options, "tcp memory")));
}

inline Echo::Client datagram_client(World& world, const ConnectOptions& options = {}) {
  std::unique_ptr<Dialer<Datagram>> dialer;
  if (options.reconnect != Reconnect::never) dialer = std::make_unique<MemoryDialer<Datagram, MemoryDatagram>>(world);
  return Echo::Client(std::make_shared<DatagramChannel>(std::make_unique<MemoryDatagram>(world), std::move(dialer),
                                                        options, session_options(options, "udp memory")));
}

}  // namespace onc::test
