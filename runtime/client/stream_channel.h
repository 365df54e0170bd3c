// A channel over a byte stream: a session, a stream, and the loop between them.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include <onc/channel.h>

#include "client/driven_channel.h"
#include "session/stream_client_session.h"
#include "transport/transport.h"

namespace onc {

class StreamChannel final : public DrivenChannel {
 public:
  StreamChannel(std::unique_ptr<Stream> stream, ClientSessionOptions options);
  ~StreamChannel() override;

  void start(Call& call, const Procedure& procedure, EncodeArguments arguments, const CallOptions& options) override;

 private:
  [[nodiscard]] ClientSession& session() noexcept override { return session_; }
  [[nodiscard]] const ClientSession& session() const noexcept override { return session_; }
  void step() override;
  void keep_time();
  bool flush();
  bool receive(Duration patience);
  bool deliver(std::size_t count);
  bool disconnect(Error error);

  std::unique_ptr<Stream> stream_;
  StreamClientSession session_;
  std::optional<Error> broken_;  // why the connection is gone
};

}  // namespace onc
