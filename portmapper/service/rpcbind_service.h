// Versions 3 and 4 of rpcbind (RFC 1833 section 2).
#pragma once

#include <onc/service.h>

#include "rpcbind.h"
#include "service/answers.h"

namespace onc {

/// What both have alike; Base is one of the generated services.
template <class Base>
class RpcbindProcedures : public Base {
 public:
  /// `state` must outlive the service.
  explicit RpcbindProcedures(PortmapState& state) noexcept : state_(state) {}

  Result<bool> rpcbproc_set(protocol::rpcb wanted, CallContext& call) override;
  Result<bool> rpcbproc_unset(protocol::rpcb wanted, CallContext& call) override;
  Result<std::string> rpcbproc_getaddr(protocol::rpcb wanted, CallContext& call) override;
  Result<protocol::rpcblist_ptr> rpcbproc_dump(CallContext& call) override;
  Result<std::uint32_t> rpcbproc_gettime(CallContext& call) override;
  Result<protocol::netbuf> rpcbproc_uaddr2taddr(std::string address, CallContext& call) override;
  Result<std::string> rpcbproc_taddr2uaddr(protocol::netbuf address, CallContext& call) override;
  /// All but SET and UNSET; see PortmapService.
  [[nodiscard]] bool idempotent(std::uint32_t procedure) const noexcept override;

 protected:
  [[nodiscard]] PortmapState& state() const noexcept { return state_; }

 private:
  PortmapState& state_;
};

class RpcbindService3 final : public RpcbindProcedures<protocol::RPCBPROG::RPCBVERS::Service> {
 public:
  using RpcbindProcedures::RpcbindProcedures;
  /// Taken by ServiceFront.
  Result<protocol::rpcb_rmtcallres> rpcbproc_callit(protocol::rpcb_rmtcallargs wanted, CallContext& call) override;
};

class RpcbindService4 final : public RpcbindProcedures<protocol::RPCBPROG::RPCBVERS4::Service> {
 public:
  using RpcbindProcedures::RpcbindProcedures;
  /// Taken by ServiceFront, as INDIRECT is.
  Result<protocol::rpcb_rmtcallres> rpcbproc_bcast(protocol::rpcb_rmtcallargs wanted, CallContext& call) override;
  Result<std::string> rpcbproc_getversaddr(protocol::rpcb wanted, CallContext& call) override;
  Result<protocol::rpcb_rmtcallres> rpcbproc_indirect(protocol::rpcb_rmtcallargs wanted, CallContext& call) override;
  Result<protocol::rpcb_entry_list_ptr> rpcbproc_getaddrlist(protocol::rpcb wanted, CallContext& call) override;
  Result<protocol::rpcb_stat_byvers> rpcbproc_getstat(CallContext& call) override;
};

}  // namespace onc
