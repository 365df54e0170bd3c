// A portmapper (rpcbind) inside any process: program 100000, version 2 (RFC 1833 section 3).
//
//   onc::Server server{{.listen = {{onc::Transport::udp, ":111"}, {onc::Transport::tcp, ":111"}},
//                       .registration = false}};
//   onc::Portmapper portmapper;
//   portmapper.serve_on(server);
//   if (auto up = server.listen(); !up) return report(up.error());
//   portmapper.announce(server.endpoints());
//   return server.run() ? 0 : 1;
#pragma once

#include <memory>
#include <vector>

#include <onc/server.h>

namespace onc {

/// Neither copied nor moved; used from the thread that runs the server.
class Portmapper {
 public:
  Portmapper();
  Portmapper(const Portmapper&) = delete;
  Portmapper& operator=(const Portmapper&) = delete;
  ~Portmapper();

  /// Adds the portmapper's services to `server`, which must not outlive this object.
  void serve_on(Server& server);
  /// Enters the portmapper itself into its registry, at the UDP and TCP ports it listens at.
  void announce(const std::vector<Endpoint>& endpoints);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace onc
