// A channel over datagrams: a session, a socket, and the loop between them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <onc/channel.h>

#include "session/datagram_client_session.h"
#include "transport/transport.h"

namespace onc {

class DatagramChannel final : public Channel {
 public:
  DatagramChannel(std::unique_ptr<Datagram> socket, ClientSessionOptions options);
  ~DatagramChannel() override;

  void start(Call& call, const Procedure& procedure, EncodeArguments arguments, const CallOptions& options) override;
  void wait(Call& call) override;
  void cancel(Call& call) noexcept override { session_.cancel(call); }
  void drain() override;
  [[nodiscard]] ChannelStats stats() const override { return session_.stats(); }
  [[nodiscard]] std::string peer() const override { return session_.peer(); }

 private:
  void step();
  void flush();
  void receive(Duration patience);
  void network_error(const char* what, int error);

  std::unique_ptr<Datagram> socket_;
  DatagramClientSession session_;
  std::unique_ptr<std::byte[]> inbox_;  // one datagram of any size
};

}  // namespace onc
