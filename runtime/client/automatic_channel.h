// A channel that chooses for each call: udp while the call and the expected reply fit a datagram, tcp otherwise.
#pragma once

#include <memory>

#include <onc/channel.h>

#include "client/driven_channel.h"

namespace onc {

class AutomaticChannel final : public Channel {
 public:
  /// `datagrams` may be null, when the server has no udp. `largest`: the reply that is expected over udp, in bytes.
  AutomaticChannel(std::shared_ptr<DrivenChannel> datagrams, std::shared_ptr<DrivenChannel> stream,
                   std::size_t largest) noexcept
      : datagrams_(std::move(datagrams)), stream_(std::move(stream)), largest_(largest) {}

  void start(Call& call, const Procedure& procedure, EncodeArguments arguments, const CallOptions& options) override;
  void wait(Call& call) override { call.flight.channel->wait(call); }
  [[nodiscard]] bool completed(const Call& call) const override { return call.flight.channel->completed(call); }
  bool watch(Call& call) override { return call.flight.channel->watch(call); }
  void cancel(Call& call) noexcept override { call.flight.channel->cancel(call); }
  void drain() override;
  void flush() override;
  [[nodiscard]] std::vector<Interest> interests() const override;
  [[nodiscard]] std::optional<TimePoint> next_event() const override;
  void step() override;
  [[nodiscard]] ChannelStats stats() const override;
  [[nodiscard]] std::string peer() const override;

 private:
  std::shared_ptr<DrivenChannel> datagrams_;
  std::shared_ptr<DrivenChannel> stream_;
  std::size_t largest_;
};

}  // namespace onc
