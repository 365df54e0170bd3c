// A portmapper that strangers, users of this host and root ask anything, one after the other, while time passes. The
// table stays within its bounds and sound; nobody takes what another one has; strangers get little for their datagrams.

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "input.h"
#include "message/call_message.h"
#include "require.h"
#include "service/portmap_service.h"
#include "service/rpcbind_service.h"
#include "service/service_front.h"
#include "session/server_session.h"

namespace {

using onc::Peer;
using onc::Transport;
using onc::fuzz::require;

constexpr std::size_t most = 12;
constexpr std::size_t most_of_user = 4;

onc::TimePoint now{};  // the directory asks a function, which has no state but this

Peer from(Transport transport, const char* address) {
  return {.transport = transport,
          .address = onc::SocketAddress::parse(address).value(),
          .asked = onc::SocketAddress::parse("192.0.2.1:111").value()};
}

Peer user(std::uint32_t uid) {
  return {.transport = Transport::local, .address = {}, .local = onc::LocalPeer{.uid = uid, .gid = uid, .pid = 1}};
}

const std::array<Peer, 6>& peers() {
  static const std::array<Peer, 6> all{user(0),
                                       user(501),
                                       user(502),
                                       from(Transport::tcp, "127.0.0.1:700"),
                                       from(Transport::tcp, "192.0.2.9:700"),
                                       from(Transport::udp, "192.0.2.9:700")};
  return all;
}
constexpr std::size_t stranger_by_udp = 5;
constexpr std::size_t largest_list = 200;  // of addresses, for a datagram (docs/portmapd.md)

// Ports below 32768 are of user 501.
class Sockets final : public onc::SocketOwners {
 public:
  std::optional<std::uint32_t> uid(Transport, const onc::SocketAddress& place, const onc::SocketAddress&) override {
    return of_port(place.port());
  }
  std::optional<std::uint32_t> uid_at_port(Transport, int, std::uint16_t port) override { return of_port(port); }
  onc::Sender sender(Transport, const onc::SocketAddress& peer, const onc::SocketAddress&) override {
    return {.uid = of_port(peer.port())};
  }

 private:
  static std::optional<std::uint32_t> of_port(std::uint16_t port) {
    return port < 0x8000 ? std::optional(501U) : std::nullopt;
  }
};

std::vector<onc::SocketAddress> one_interface() { return {onc::SocketAddress::parse("192.0.2.1:0").value()}; }

class Portmapper {
 public:
  Portmapper() {
    for (onc::ServiceFront& front : fronts_) dispatcher_.add(front);
    registry_.add({{onc::portmapper_program, 4}, onc::netid_tcp, "0.0.0.0.0.111", onc::superuser});
  }

  // Who calls, which procedure of which version, with these arguments.
  void call(std::size_t who, std::uint32_t procedure, std::span<const std::byte> arguments) {
    onc::xdr::Buffer message;
    onc::xdr::Encoder out(message);
    const onc::Procedure called{{onc::portmapper_program, 2 + procedure / 16 % 4}, procedure % 16};
    require(encode_call_header(out, ++xid_, called, {}) && onc::encode_auth(out, {}) && out.finish());
    message.append(arguments);
    take(who, message.bytes());
  }
  void take(std::size_t who, std::span<const std::byte> message) {
    const std::vector<onc::Registered> before = entries();
    onc::xdr::Buffer reply(onc::max_datagram);
    session_.answer(message, peers()[who], reply);
    if (who == stranger_by_udp) require(reply.size() <= message.size() + largest_list);
    expect_sound(before, who);
  }

 private:
  std::vector<onc::Registered> entries() const { return {registry_.all().begin(), registry_.all().end()}; }

  void expect_sound(const std::vector<onc::Registered>& before, std::size_t who) const {
    std::size_t of_501 = 0;
    for (const onc::Registered& entry : registry_.all()) {
      require(onc::parse_universal_address(entry.netid, entry.address).has_value());
      if (entry.owner.uid == 501U) ++of_501;
    }
    require(registry_.size() <= most && of_501 <= most_of_user);
    if (who > stranger_by_udp - 2) require(before == entries());
    if (who == 0) return;
    // Others' registrations, and the portmapper's own, stay.
    for (const onc::Registered& entry : before)
      if (entry.owner != owner(who)) require(std::ranges::count(registry_.all(), entry) == 1);
  }
  static onc::Owner owner(std::size_t who) { return {.uid = who == 2 ? 502U : 501U}; }

  onc::Registry registry_;
  Sockets sockets_;
  onc::LocalAddresses addresses_{one_interface, [] { return now; }};
  onc::Directory directory_{
      registry_, sockets_, addresses_, {.most = most, .most_of_user = most_of_user, .now = [] { return now; }}};
  onc::PortmapStatistics statistics_;
  onc::ReplyRate rate_{1000};
  onc::PortmapState state_{directory_, statistics_, addresses_, rate_, nullptr};
  onc::PortmapService version2_{state_};
  onc::RpcbindService3 version3_{state_};
  onc::RpcbindService4 version4_{state_};
  std::array<onc::ServiceFront, 3> fronts_{onc::ServiceFront{version2_, state_}, onc::ServiceFront{version3_, state_},
                                           onc::ServiceFront{version4_, state_}};
  onc::Dispatcher dispatcher_;
  onc::ServerSession session_{dispatcher_, {}, onc::xdr::Mode::compatible};
  std::uint32_t xid_ = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  onc::fuzz::Input input(data, size);
  Portmapper portmapper;
  while (!input.empty()) {
    const std::size_t who = input.byte();
    now += std::chrono::seconds(who / 16);
    const std::uint32_t procedure = input.byte();
    const auto bytes = input.piece();
    if (procedure >= 0xf0) {
      portmapper.take(who % peers().size(), bytes);
    } else {
      portmapper.call(who % peers().size(), procedure, bytes);
    }
  }
  return 0;
}
