// What channels over streams and datagrams share: a session whose calls move on while somebody waits.
#pragma once

#include <string>

#include <onc/channel.h>

#include "session/client_session.h"

namespace onc {

class DrivenChannel : public Channel {
 public:
  void wait(Call& call) final {
    while (call.flight.in_flight) step();
  }
  void cancel(Call& call) noexcept final { session().cancel(call); }
  void drain() final {
    const auto self = weak_from_this().lock();  // callbacks may drop the last client
    while (!session().idle()) step();
  }
  [[nodiscard]] ChannelStats stats() const final { return session().stats(); }
  [[nodiscard]] std::string peer() const final { return session().peer(); }

 protected:
  [[nodiscard]] virtual ClientSession& session() noexcept = 0;
  [[nodiscard]] virtual const ClientSession& session() const noexcept = 0;
  /// Sends, receives once, keeps time. REQUIRES: a call is in flight.
  virtual void step() = 0;
};

}  // namespace onc
