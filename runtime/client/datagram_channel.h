// A channel over datagrams: a session, a socket, and the loop between them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <onc/channel.h>

#include "client/driven_channel.h"
#include "session/datagram_client_session.h"
#include "transport/transport.h"

namespace onc {

class DatagramChannel final : public DrivenChannel {
 public:
  DatagramChannel(std::unique_ptr<Datagram> socket, ClientSessionOptions options);
  ~DatagramChannel() override;

  void start(Call& call, const Procedure& procedure, EncodeArguments arguments, const CallOptions& options) override;

 private:
  [[nodiscard]] ClientSession& session() noexcept override { return session_; }
  [[nodiscard]] const ClientSession& session() const noexcept override { return session_; }
  void step() override;
  void keep_time();
  void flush();
  bool receive(Duration patience);
  void network_error(const char* what, int error);

  std::unique_ptr<Datagram> socket_;
  DatagramClientSession session_;
  std::unique_ptr<std::byte[]> inbox_;  // one datagram of any size
};

}  // namespace onc
