// A process that goes on with the sockets of this one.
#pragma once

#include <sys/types.h>

#include <span>
#include <string>
#include <vector>

#include <onc/result.h>

namespace onc {

class Successor {
 public:
  /// Executes `command`, a path and arguments, with `sockets` handed over as systemd does it (LISTEN_FDS,
  /// sd_listen_fds(3)), and none of `signals` blocked. Everything else it inherits. Errors: invalid_argument, system.
  static Result<Successor> start(const std::vector<std::string>& command, std::span<const int> sockets,
                                 std::span<const int> signals);

  [[nodiscard]] pid_t process() const noexcept { return process_; }
  /// Whether it has ended; then it is waited for, unless somebody else has done so.
  [[nodiscard]] bool reap() noexcept;

 private:
  explicit Successor(pid_t process) noexcept : process_(process) {}

  pid_t process_;
};

}  // namespace onc
