// What oncinfo does once its command line is understood. Each command prints what rpcinfo prints and returns the exit
// status.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <onc/options.h>

#include "oncinfo/rpc_names.h"

namespace onc {

inline constexpr int exit_ok = 0;
inline constexpr int exit_failed = 1;  ///< not available, not registered, or no answer
inline constexpr int exit_usage = 2;

struct Inquiry {
  std::string host{};     ///< empty: this host
  std::string rpcbind{};  ///< as ConnectOptions::rpcbind
  Duration time = std::chrono::seconds(10);  ///< for each question
};

/// `-p`: all registrations.
int list_registrations(const Inquiry& inquiry, const RpcNames& names);

struct Ping {
  Transport transport = Transport::tcp;
  std::uint32_t program = 0;
  std::optional<std::uint32_t> version{};  ///< without: every version that the server names
  std::optional<std::uint16_t> port{};     ///< without: rpcbind is asked
};

/// `-t`, `-u`: a call to procedure 0.
int ping(const Inquiry& inquiry, const Ping& wanted);

}  // namespace onc
