// What stands in front of the portmapper's service of one version: counts its calls, and takes those whose replies come
// later, CALLIT, BCAST and INDIRECT.
#pragma once

#include <onc/service.h>

#include "service/answers.h"

namespace onc {

class ServiceFront final : public Service {
 public:
  /// Both outlive it.
  ServiceFront(Service& behind, PortmapState& state) noexcept : behind_(behind), state_(state) {}

  [[nodiscard]] ProgramVersion program_version() const noexcept override { return behind_.program_version(); }
  [[nodiscard]] bool idempotent(std::uint32_t procedure) const noexcept override {
    return behind_.idempotent(procedure);
  }
  Outcome dispatch(IncomingCall& call) override;

 private:
  [[nodiscard]] std::uint32_t version() const noexcept { return program_version().version; }
  [[nodiscard]] bool is_held_back(const Peer& peer) const;
  [[nodiscard]] bool is_remote(std::uint32_t procedure) const noexcept;
  Outcome call_remotely(IncomingCall& call);
  Outcome forward(const protocol::rpcb_rmtcallargs& wanted, const Registered& server, const SocketAddress& target,
                  IncomingCall& call);
  [[nodiscard]] const Registered* find(ProgramVersion id, const CallContext& call) const;

  Service& behind_;
  PortmapState& state_;
};

}  // namespace onc
