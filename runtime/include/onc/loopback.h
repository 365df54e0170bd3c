// A channel to services in the same process: no socket, no thread, no port. For tests.
//
//   Store store;
//   auto kv = onc::loopback<kv::KV::V1::Client>(store);
//   EXPECT_EQ(kv.get("a").value(), …);
//
// Messages are encoded, dispatched and decoded as on a network, on the calling thread.
#pragma once

#include <memory>

#include <onc/channel.h>
#include <onc/service.h>

namespace onc {

/// `service` must outlive the channel.
std::shared_ptr<Channel> open_loopback(Service& service, const ConnectOptions& options = {});

/// A generated client whose calls go to `service`.
template <class Client>
Client loopback(Service& service, const ConnectOptions& options = {}) {
  return Client(open_loopback(service, options));
}

}  // namespace onc
