// A server's registrations with rpcbind, and the thread that keeps them.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <onc/server.h>

#include "server/registration_keeper.h"
#include "transport/event.h"

namespace onc {

/// How long things take. Tests have their own.
struct RegistrationTimes {
  Duration listen = std::chrono::seconds(25);  ///< the first registration, when it is required
  Duration round = std::chrono::seconds(1);    ///< each later one, and taking back when the server ends
  Duration check = std::chrono::seconds(30);   ///< between looks at the table, which somebody may have changed
  Duration settled = std::chrono::seconds(5);  ///< a connection that stood for so long was a good one
  Duration shortest_pause = std::chrono::milliseconds(10);  ///< between attempts to connect; doubled up to
  Duration longest_pause = std::chrono::milliseconds(500);
};

/// The server's own thread, the *keeper's*, sleeps until the connection to rpcbind ends, a version comes or goes, or it
/// is time for a look at the table. While rpcbind is away it tries to connect.
///
/// `add` and `remove` may be called from any thread and never wait for rpcbind; the others from one thread.
class Registrar {
 public:
  /// As the members of ServerOptions.
  Registrar(std::string rpcbind, bool required, LogHook log, RegistrationTimes times = {});
  Registrar(const Registrar&) = delete;
  Registrar& operator=(const Registrar&) = delete;
  ~Registrar() { unregister(); }

  /// The version is wanted from now on. Between register_all and unregister it is registered soon; failures are logged.
  void add(ProgramVersion id);
  /// It is wanted no more.
  void remove(ProgramVersion id);

  /// Registers the versions that are wanted, once for each netid that the endpoints have, in place of what stood there,
  /// and keeps them registered until `unregister`. When it is required: all or nothing, errors rpcbind_unreachable,
  /// rpcbind_refused, malformed_reply. Errors: system, too.
  /// REQUIRES: not registered.
  Result<void> register_all(std::vector<Endpoint> endpoints,
                            RegistrationKeeper::Sockets sockets = RegistrationKeeper::Sockets::own);
  /// Takes back what is still ours: a successor may have registered in the meantime. Waits a second at most for a
  /// rpcbind that is silent.
  void unregister() noexcept { end(true); }
  /// Ends, and leaves the registrations to a successor that has the same ports and paths.
  void leave() noexcept { end(false); }

 private:
  void end(bool withdraw) noexcept;
  Result<void> start_thread();
  void keep();
  bool await_round();
  void work();
  void plan_next();
  void plan_retry();
  [[nodiscard]] std::vector<ProgramVersion> take_wanted();
  [[nodiscard]] std::optional<TimePoint> stop_by();
  [[nodiscard]] bool withdraws();
  [[nodiscard]] bool is_changed();

  const std::string rpcbind_;
  const bool required_;
  const LogHook log_;
  const RegistrationTimes times_;
  Event wake_;
  std::thread thread_;

  // The keeper's thread's, while it runs.
  std::unique_ptr<RegistrationKeeper> keeper_;
  TimePoint next_round_{};
  TimePoint connected_since_{};
  unsigned attempts_ = 0;

  std::mutex mutex_;  // guards what follows
  std::vector<ProgramVersion> wanted_;
  bool changed_ = false;                // since the keeper has looked
  std::optional<TimePoint> stop_by_{};  // the thread has to end until then
  bool withdraws_ = true;               // when it ends
};

}  // namespace onc
