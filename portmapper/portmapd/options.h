// portmapd's command line: rpcbind's flags with rpcbind's meaning, and long forms.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include <onc/access.h>
#include <onc/portmapper.h>
#include <onc/server.h>

namespace portmapd {

inline constexpr const char* standard_socket = "/run/rpcbind.sock";
inline constexpr const char* standard_state = "/run/portmapd";
inline constexpr const char* rpcbind_state = "/run/rpcbind";

struct Options {
  std::vector<std::string> listen{};
  std::vector<std::string> hosts{};
  std::string socket{};
  std::string state{};
  std::string user{};
  std::string metrics{};
  std::vector<std::string> allow{};
  std::vector<std::string> deny{};
  std::uint32_t udp_rate = onc::PortmapperOptions{}.udp_rate;
  bool abort_on_error = false;  // accepted for rpcbind's sake
  bool debug = false;
  bool foreground = false;
  bool insecure = false;
  bool log_connections = false;
  bool change_user = false;  // accepted for rpcbind's sake: root is given up in any case
  bool warm_start = false;
  bool remote_calls = false;
  bool local_only = false;
  bool check = false;

  /// At the standard place: port 111 and the standard socket.
  [[nodiscard]] bool is_standard() const noexcept { return listen.empty() && socket.empty(); }
};

void declare(CLI::App& app, Options& options);
/// Where to listen, unless sockets are given by the service manager.
std::vector<onc::ListenOn> listeners(const Options& options);
/// Sockets that the service manager has given, with what they need besides.
std::vector<onc::ListenOn> with_groups(std::vector<onc::ListenOn> given);
/// Who is answered, by --allow and --deny: null for everybody. Errors: invalid_argument.
onc::Result<std::shared_ptr<onc::AccessRules>> access_rules(const Options& options);
/// Where registrations are kept; empty for nowhere.
std::string state_folder(const Options& options);

}  // namespace portmapd
