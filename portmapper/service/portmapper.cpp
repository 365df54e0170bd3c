#include <onc/portmapper.h>

#include "registry/registry.h"
#include "service/portmap_service.h"

namespace onc {

class Portmapper::Impl {
 public:
  Registry registry{};
  PortmapService version2{registry};
};

Portmapper::Portmapper() : impl_(std::make_unique<Impl>()) {}
Portmapper::~Portmapper() = default;

void Portmapper::serve_on(Server& server) { server.add(impl_->version2); }

void Portmapper::announce(const std::vector<Endpoint>& endpoints) {
  for (const Endpoint& endpoint : endpoints) {
    if (endpoint.transport == Transport::local) continue;
    const Protocol protocol = endpoint.transport == Transport::udp ? Protocol::udp : Protocol::tcp;
    impl_->registry.set({.id = impl_->version2.program_version(),
                         .protocol = protocol,
                         .port = endpoint.port,
                         .owner = superuser});
  }
}

}  // namespace onc
