#include "oncinfo/reach.h"

#include <algorithm>

#include "oncinfo/resolve.h"

namespace onc::oncinfo {

namespace {

// `-T tcp6` means the host's address of IPv6; the library takes the family of the address that it is given.
Result<std::string> host_to_ask(const Inquiry& inquiry) {
  const bool any_family = !inquiry.netid || inquiry.netid->transport == Transport::local;
  if (any_family) return host_of(inquiry);
  const auto found = resolve(host_of(inquiry), inquiry.netid->family, inquiry.time);
  if (!found) return found.error();
  return numeric_host(found->front());
}

}  // namespace

std::string host_of(const Inquiry& inquiry) { return inquiry.host.empty() ? "localhost" : inquiry.host; }

Result<DynamicClient> reach(const Inquiry& inquiry, const Wanted& wanted, std::uint32_t version, Reconnect reconnect) {
  constexpr Duration retransmit_after = std::chrono::seconds(1);
  ConnectOptions options{.transport = wanted.transport,
                         .timeout = std::min(retransmit_after, inquiry.time),
                         .total_time = inquiry.time,
                         .rpcbind = inquiry.rpcbind,
                         .reconnect = reconnect};
  if (wanted.address) options.address = wanted.address->to_string();
  const auto host = wanted.address ? Result<std::string>("") : host_to_ask(inquiry);
  if (!host) return host.error();
  if (wanted.port) options.address = host_and_port(*host, *wanted.port);
  return DynamicClient::connect(*host, {wanted.program, version}, options);
}

Result<void> call_null(const DynamicClient& client) { return client.call<void>(0); }

}  // namespace onc::oncinfo
