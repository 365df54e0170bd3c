// Version 2 of the portmapper (RFC 1833 section 3).
#pragma once

#include <onc/service.h>

#include "portmap.h"
#include "service/answers.h"

namespace onc {

class PortmapService final : public protocol::PMAP_PROG::PMAP_VERS::Service {
 public:
  /// `state` must outlive the service.
  explicit PortmapService(PortmapState& state) noexcept : state_(state) {}

  Result<bool> pmapproc_set(protocol::mapping wanted, CallContext& call) override;
  Result<bool> pmapproc_unset(protocol::mapping wanted, CallContext& call) override;
  Result<std::uint32_t> pmapproc_getport(protocol::mapping wanted, CallContext& call) override;
  Result<protocol::pmaplist_ptr> pmapproc_dump(CallContext& call) override;
  /// Taken by ServiceFront.
  Result<protocol::call_result> pmapproc_callit(protocol::call_args wanted, CallContext& call) override;
  /// All but SET and UNSET: strangers' questions take no memory, and each is answered as things stand. CALLIT is made
  /// anew, as by rpcbind: an answer that is kept could be had at any rate.
  [[nodiscard]] bool idempotent(std::uint32_t procedure) const noexcept override { return procedure >= 3; }

 private:
  PortmapState& state_;
};

}  // namespace onc
