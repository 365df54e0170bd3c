// A server's registrations with rpcbind.
#pragma once

#include <string>
#include <vector>

#include <onc/binding.h>
#include <onc/server.h>

namespace onc {

class Registrar {
 public:
  /// `rpcbind` as ServerOptions::rpcbind.
  explicit Registrar(std::string rpcbind) : option_(std::move(rpcbind)) {}
  Registrar(const Registrar&) = delete;
  Registrar& operator=(const Registrar&) = delete;
  ~Registrar() { unregister(); }

  /// Registers each program version once for each netid that the endpoints have, in place of what stood there: a server
  /// that died left its registration behind. A rpcbind of version 2 has udp and tcp only. All or nothing. Errors:
  /// rpcbind_unreachable, rpcbind_refused.
  Result<void> register_all(const std::vector<ProgramVersion>& ids, const std::vector<Endpoint>& endpoints);
  /// Takes back what was registered and is still ours: a successor may have registered in the meantime. Failures are of
  /// no consequence to a server that ends.
  void unregister() noexcept;

 private:
  std::string option_;
  [[nodiscard]] bool is_ours(const Registration& entry) const;

  std::vector<ProgramVersion> registered_;
  std::vector<Endpoint> endpoints_;
};

}  // namespace onc
