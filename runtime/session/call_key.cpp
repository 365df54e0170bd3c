#include "session/call_key.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include <cstring>

#include <onc/xdr/byte_order.h>

#include "base/raw_address.h"

namespace onc {

namespace {

constexpr std::uint64_t mapped_prefix = 0xffff'0000'0000U;
constexpr std::uint64_t user_prefix = 0xfe'0000'0000U;  // no IPv6 address that anything is sent from

constexpr std::uint64_t join(std::uint32_t high, std::uint32_t low) noexcept {
  return (std::uint64_t{high} << 32) | low;
}

void set_host(Caller& caller, const sockaddr_in& address) noexcept {
  caller.host_low = mapped_prefix | ntohl(address.sin_addr.s_addr);
}

void set_host(Caller& caller, const sockaddr_in6& address) noexcept {
  std::byte bytes[16];
  std::memcpy(bytes, &address.sin6_addr, sizeof bytes);
  caller.host_high = xdr::load64(bytes);
  caller.host_low = xdr::load64(bytes + 8);
  caller.scope = address.sin6_scope_id;
}

}  // namespace

Caller Caller::of(const Peer& peer) noexcept {
  Caller caller{.transport = peer.transport};
  const int family = peer.address.family();
  if (peer.local) {
    caller.host_low = user_prefix | peer.local->uid;
  } else if (family == AF_INET) {
    set_host(caller, load<sockaddr_in>(peer.address));
  } else if (family == AF_INET6) {
    set_host(caller, load<sockaddr_in6>(peer.address));
  }
  if (peer.transport == Transport::udp) caller.port = peer.address.port();
  return caller;
}

CallKey CallKey::of(const CallMessage& call, const Peer& peer, HashKey secret) noexcept {
  CallKey key{.caller = Caller::of(peer), .xid = call.xid, .id = call.id, .procedure = call.procedure};
  const Caller& caller = key.caller;
  SipHash hash(secret);
  hash.add(caller.host_high);
  hash.add(caller.host_low);
  hash.add(join(caller.scope, (std::uint32_t{caller.port} << 8) | static_cast<std::uint32_t>(caller.transport)));
  hash.add(join(call.xid, call.procedure));
  hash.add(join(call.id.program, call.id.version));
  key.checksum = hash.finish(call.body);
  return key;
}

}  // namespace onc
