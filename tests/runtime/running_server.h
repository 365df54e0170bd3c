// A server on free ports of the loopback interface, run by a thread of its own until the end of the test.
#pragma once

#include <unistd.h>

#include <string>
#include <thread>
#include <utility>

#include <gtest/gtest.h>

#include <onc/server.h>

namespace onc::test {

inline ServerOptions local_options() {
  return {.listen = {{Transport::udp, "127.0.0.1:0"}, {Transport::tcp, "127.0.0.1:0"}},
          .registration = false,
          .stop_signals = {}};
}

class RunningServer {
 public:
  template <class... Services>
  explicit RunningServer(ServerOptions options, Services&... services) : server_(std::move(options)) {
    (server_.add(services), ...);
    if (auto up = server_.listen(); !up) ADD_FAILURE() << up.error().explain();
    thread_ = std::thread([this] { EXPECT_TRUE(server_.run()); });
  }
  ~RunningServer() { stop(); }

  void stop() {
    if (!thread_.joinable()) return;
    server_.stop();
    thread_.join();
  }
  /// The address of the first endpoint of a transport.
  [[nodiscard]] std::string address(Transport transport) const {
    for (const Endpoint& endpoint : server_.endpoints()) {
      if (endpoint.transport == transport) return endpoint.address;
    }
    return "";
  }
  /// REQUIRES: stopped.
  [[nodiscard]] ServerStats stats() const { return server_.stats(); }
  Server& server() { return server_; }

 private:
  Server server_;
  std::thread thread_;
};

/// A path for a local socket that no other test uses.
inline std::string socket_path(const char* name) {
  return testing::TempDir() + "onc-" + std::to_string(::getpid()) + "-" + name + ".sock";
}

}  // namespace onc::test
