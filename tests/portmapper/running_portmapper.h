// A portmapper that runs, for tests that ask it.
#pragma once

#include <chrono>
#include <string>
#include <thread>
#include <utility>

#include <gtest/gtest.h>

#include <onc/portmapper.h>

#include "runtime/running_server.h"

namespace onc::test {

/// A portmapper on free ports and a local socket, run by a thread of its own.
class RunningPortmapper {
 public:
  explicit RunningPortmapper(PortmapperOptions options, const char* name = "portmapper")
      : portmapper_(std::move(options)),
        server_({.listen = {{Transport::udp, "127.0.0.1:0"},
                            {Transport::tcp, "127.0.0.1:0"},
                            {Transport::local, socket_path(name)}},
                 .registration = false,
                 .drain_time = std::chrono::milliseconds(100),  // for calls that nobody answers
                 .stop_signals = {}}) {
    portmapper_.serve_on(server_);
    EXPECT_TRUE(server_.listen());
    portmapper_.announce(server_.endpoints());
    restored_ = portmapper_.restore().value();
    loop_ = std::thread([this] { EXPECT_TRUE(server_.run()); });
  }
  ~RunningPortmapper() {
    server_.stop();
    loop_.join();
  }
  [[nodiscard]] const Endpoint& at(std::size_t index) const { return server_.endpoints()[index]; }
  [[nodiscard]] const std::string& address(Transport transport) const {
    return at(transport == Transport::udp ? 0 : transport == Transport::tcp ? 1 : 2).address;
  }
  [[nodiscard]] ServerStats stats() const { return server_.stats(); }
  [[nodiscard]] std::size_t restored() const noexcept { return restored_; }
  [[nodiscard]] std::string metrics() const { return portmapper_.to_prometheus(); }

 private:
  Portmapper portmapper_;
  Server server_;
  std::size_t restored_ = 0;
  std::thread loop_;
};

}  // namespace onc::test
