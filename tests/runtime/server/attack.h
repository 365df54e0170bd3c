// A server under attack, and what attackers use. The tests are named after the ids of the attack catalogue.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <onc/server.h>

#include "bare_client.h"
#include "interposed.h"
#include "running_server.h"
#include "support/hex.h"
#include "target_service.h"

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
  mirror,
  paint,
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

/// "abc" as a string.
inline const Bytes abc = words({3, 0x61626300});

/// Who attacks.
class Stranger : public BareClient {
 public:
  using BareClient::BareClient;
  Stranger(const RunningServer& server, Transport transport) : BareClient(server.address(transport), transport) {}

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
};

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
    options.busy_wait = {};  // what is counted is what the attack causes
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
