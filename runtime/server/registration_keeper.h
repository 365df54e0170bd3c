// Keeps rpcbind's table as a server wants it: over one connection, which stays open, so that its end tells that rpcbind
// has restarted. Knows no threads and never waits but for rpcbind's answers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <onc/observe.h>
#include <onc/server.h>

#include "base/patience.h"
#include "binding/rpcbind_session.h"
#include "server/registration_plan.h"

namespace onc {

/// For one thread at a time.
class RegistrationKeeper {
 public:
  /// Whose sockets the endpoints are. Inherited ones may be registered already, by a predecessor that serves still:
  /// what stands then stays, so that clients find it at all times.
  enum class Sockets : std::uint8_t { own, inherited };

  /// `rpcbind` and `log` as in ServerOptions. The environment is read here and never again.
  RegistrationKeeper(std::string_view rpcbind, std::vector<Endpoint> endpoints, LogHook log,
                     Sockets sockets = Sockets::own);

  /// Registers the versions that are new in `wanted`, in place of what stood there: a server that died left its
  /// registration behind. Registers again those that have gone, unless another server has taken their place: it is left
  /// there. Removes those that are not wanted any more. `reclaim`: what was taken or refused is tried, too, unless
  /// the connection is new: right after rpcbind's restart the one who has taken it must be faster.
  /// Errors: rpcbind_unreachable, then nothing more was tried and the connection is closed; rpcbind_refused,
  /// malformed_reply and limit_exceeded, the first of them, after all versions were tried.
  Result<void> bring_in_line(const std::vector<ProgramVersion>& wanted, bool reclaim, const Patience& patience);
  /// Removes all that is still ours. Failures are of no consequence to a server that ends.
  void withdraw(const Patience& patience) noexcept;

  [[nodiscard]] bool connected() const noexcept { return session_.has_value(); }
  /// Becomes readable when the connection has ended. -1 without one.
  [[nodiscard]] int descriptor() const noexcept { return session_ ? descriptor_ : -1; }
  void disconnect() noexcept { session_.reset(); }

 private:
  enum class State : std::uint8_t {
    pending,   ///< never registered
    held,      ///< registered by us, as far as we know
    given_up,  ///< another server has it, or rpcbind refuses
  };
  struct Kept {
    ProgramVersion id{};
    State state = State::pending;
  };
  using Listed = std::vector<ListedService>;

  [[nodiscard]] Result<std::vector<SocketAddress>> places(const Patience& patience) const;
  bool is_connection_standing();
  Result<void> reach(const Patience& patience);
  [[nodiscard]] Result<RpcbindSession> open(const std::vector<SocketAddress>& addresses, std::size_t which,
                                            const Patience& patience) const;
  Result<void> adjust(const std::vector<ProgramVersion>& wanted, bool reclaim);
  Result<Listed> list_if_needed();
  Result<void> drop_unwanted(const std::vector<ProgramVersion>& wanted, const Listed& listed);
  void take_up(const std::vector<ProgramVersion>& wanted);
  Result<void> keep(Kept& kept, const Listed& listed, bool reclaim);
  Result<void> register_first(Kept& kept, const Listed& listed);
  [[nodiscard]] bool stands_already(ProgramVersion id, const Listed& listed) const;
  Result<void> repair(Kept& kept, const Listed& listed);
  Result<void> replace(ProgramVersion id);
  Result<void> set(ProgramVersion id, const std::vector<NetidAddress>& entries);
  Result<void> withdraw_one(ProgramVersion id, const Listed& listed);
  void withdraw_all(const Patience& patience);
  void give_up(Kept& kept, std::string_view event, const std::string& detail);
  [[nodiscard]] std::vector<NetidAddress> plan() const { return wanted_registrations(endpoints_, session_->version()); }
  [[nodiscard]] bool is_known(ProgramVersion id) const;
  Error in_trouble(Error error);
  void log(LogEvent::Level level, std::string_view event, const std::string& detail) const noexcept;

  const std::string place_;  // empty: the usual ones
  const std::vector<Endpoint> endpoints_;
  const LogHook log_;
  const Sockets sockets_;
  std::optional<RpcbindSession> session_;
  int descriptor_ = -1;  // the session's
  std::vector<Kept> known_;
  bool in_trouble_ = false;  // and the log knows
};

}  // namespace onc
