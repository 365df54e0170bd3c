// A channel over a byte stream: a session, a stream, and the loop between them.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include <onc/channel.h>

#include "session/stream_client_session.h"
#include "transport/transport.h"

namespace onc {

class StreamChannel final : public Channel {
 public:
  StreamChannel(std::unique_ptr<Stream> stream, ClientSessionOptions options);
  ~StreamChannel() override;

  void start(Call& call, const Procedure& procedure, EncodeArguments arguments, const CallOptions& options) override;
  void wait(Call& call) override;
  void cancel(Call& call) noexcept override { session_.cancel(call); }
  void drain() override;
  [[nodiscard]] ChannelStats stats() const override { return session_.stats(); }
  [[nodiscard]] std::string peer() const override { return session_.peer(); }

 private:
  void step();
  bool flush();
  void receive(Duration patience);
  void disconnect(Error error);

  std::unique_ptr<Stream> stream_;
  StreamClientSession session_;
  std::optional<Error> broken_;  // why the connection is gone
};

}  // namespace onc
