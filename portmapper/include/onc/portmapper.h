// A portmapper (rpcbind) inside any process: program 100000, versions 2, 3 and 4 (RFC 1833).
//
//   onc::Server server{{.listen = {{onc::Transport::udp, ":111"}, {onc::Transport::tcp, ":111"}},
//                       .registration = false}};
//   onc::Portmapper portmapper;
//   portmapper.serve_on(server);
//   if (auto up = server.listen(); !up) return report(up.error());
//   portmapper.announce(server.endpoints());
//   return server.run() ? 0 : 1;
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <onc/server.h>

namespace onc {

struct PortmapperOptions {
  /// SET and UNSET are taken over local sockets only; otherwise also over TCP and UDP from 127.0.0.1 and ::1, as old
  /// and foreign programs register, with the owner that the kernel has for the peer's socket.
  bool local_only = false;
  /// SET and UNSET are taken from everybody, from everywhere: rpcbind's -i. Nobody should.
  bool insecure = false;
  /// Whether calls are made for others (CALLIT, BCAST, INDIRECT), as broadcasts need them. Bounded, and never to the
  /// portmapper itself, NFS, mountd and others that rpcbind names, too.
  bool remote_calls = false;
  /// Answers in a second over udp, where a sender's address may be forged, to one network of other hosts (of IPv4 /24,
  /// of IPv6 /64), and five times as many at once; further calls get none, and are sent again by honest clients.
  /// Loopback, the host's own addresses and tcp are never limited. 0: nobody is.
  std::uint32_t udp_rate = 1000;
  /// Registrations in all, and of one user who is not root; more are refused.
  std::size_t max_registrations = 262'144;
  std::size_t max_registrations_of_user = 4'096;
  /// Told what is registered ("registered", "unregistered", of level debug), what is refused ("registration refused",
  /// "unregistration refused") and why, "server is gone", "state cannot be kept", "state is kept again", "answers held
  /// back". At most 100 registrations and refusals in a second. Control characters that others send are '?'.
  LogHook log{};
  /// Whether the log is told of each registration, not only of those that are refused.
  bool log_registrations = false;
  /// A folder where registrations are kept, so that they outlive this object and its process: each change is written at
  /// once, without waiting for a disk. Made if it is not there. Empty: they are not kept.
  std::string state_folder{};
  /// Where rpcbind keeps its state (rpcbind.xdr, portmap.xdr): read by restore(), and written by keep_for_rpcbind().
  /// Empty: neither.
  std::string rpcbind_folder{};
};

/// Neither copied nor moved; used from the thread that runs the server, which has one loop.
class Portmapper {
 public:
  explicit Portmapper(const PortmapperOptions& options = {});
  Portmapper(const Portmapper&) = delete;
  Portmapper& operator=(const Portmapper&) = delete;
  ~Portmapper();

  /// Adds the portmapper's services to `server`, which must not outlive this object.
  void serve_on(Server& server);
  /// Enters the portmapper itself into its registry, in front of all others, at the places where it listens.
  void announce(const std::vector<Endpoint>& endpoints);
  /// Enters what was kept, by a predecessor or by rpcbind, as far as a server still listens there, and keeps what is
  /// registered from now on. After announce(). Returns how many registrations are back. Errors: system,
  /// invalid_argument, when the folder cannot be used.
  Result<std::size_t> restore();
  /// Writes what is registered for rpcbind's next start. Errors: system.
  Result<void> keep_for_rpcbind();
  /// In Prometheus' text format: calls by version and procedure, and registrations. From any thread.
  [[nodiscard]] std::string to_prometheus() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace onc
