// Version 2 of the portmapper (RFC 1833 section 3).
#pragma once

#include <onc/service.h>

#include "portmap.h"
#include "registry/registry.h"

namespace onc {

class PortmapService final : public protocol::PMAP_PROG::PMAP_VERS::Service {
 public:
  /// `registry` must outlive the service.
  explicit PortmapService(Registry& registry) noexcept : registry_(&registry) {}

  Result<bool> pmapproc_set(protocol::mapping wanted, CallContext& call) override;
  Result<bool> pmapproc_unset(protocol::mapping wanted, CallContext& call) override;
  Result<std::uint32_t> pmapproc_getport(protocol::mapping wanted, CallContext& call) override;
  Result<protocol::pmaplist_ptr> pmapproc_dump(CallContext& call) override;
  /// Always refused: forwarded calls let strangers use our address.
  Result<protocol::call_result> pmapproc_callit(protocol::call_args wanted, CallContext& call) override;
  /// GETPORT and DUMP: strangers' questions take no memory, and each is answered as things stand.
  [[nodiscard]] bool idempotent(std::uint32_t procedure) const noexcept override {
    return procedure == 3 || procedure == 4;
  }

 private:
  Registry* registry_;
};

}  // namespace onc
