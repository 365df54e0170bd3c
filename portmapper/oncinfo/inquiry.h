// What oncinfo is asked to find out, once its command line is understood.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <onc/address.h>
#include <onc/options.h>
#include <onc/program.h>
#include <onc/universal_address.h>

namespace onc::oncinfo {

inline constexpr int exit_ok = 0;
inline constexpr int exit_failed = 1;  ///< not available, not registered, refused, or no answer
inline constexpr int exit_usage = 2;

/// Where rpcbind is, and how patient we are.
struct Inquiry {
  std::string host{};                        ///< empty: this host
  std::string rpcbind{};                     ///< as ConnectOptions::rpcbind
  std::optional<Netid> netid{};              ///< `-T`; without it tcp, or the local socket of this host
  Duration time = std::chrono::seconds(10);  ///< for each question
};

/// The service that is meant, and the way to it.
struct Wanted {
  std::uint32_t program = 0;
  std::optional<std::uint32_t> version{};  ///< without: every version that the server names
  Transport transport = Transport::tcp;
  std::optional<std::uint16_t> port{};     ///< `-n`: rpcbind is not asked
  std::optional<SocketAddress> address{};  ///< `-a`: likewise
};

/// How often `--ping` calls.
struct PingPlan {
  std::uint32_t count = 100;  ///< 0: until interrupted
  Duration interval = std::chrono::milliseconds(10);
};

}  // namespace onc::oncinfo
