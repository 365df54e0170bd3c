// Options of clients and of single calls. Plain structs: name what you want, leave the rest.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <onc/credential.h>
#include <onc/xdr/limits.h>

namespace onc {

/// All times are measured on the monotonic clock.
using Clock = std::chrono::steady_clock;
using TimePoint = Clock::time_point;
using Duration = Clock::duration;

/// How bytes travel. Names as rpcbind's netids.
enum class Transport : std::uint8_t {
  udp,    ///< one datagram per message, sent again until answered
  tcp,    ///< record marking on a TCP connection
  local,  ///< record marking on a UNIX stream socket
};

std::string_view to_string(Transport transport) noexcept;

/// The largest message that fits a UDP datagram over IPv4.
inline constexpr std::size_t max_datagram = 65507;
/// The largest record taken from a stream unless an option says otherwise.
inline constexpr std::size_t default_max_record = std::size_t{4} << 20;

/// How to reach a server, and the defaults of the calls made on it.
struct ConnectOptions {
  Transport transport = Transport::tcp;
  /// UDP: how long each transmission waits for the reply before the call is sent again.
  Duration timeout = std::chrono::seconds(5);
  /// How long a call may take in all, on every transport. UDP: transmissions stop then.
  Duration total_time = std::chrono::seconds(25);
  /// How long `connect` may take: name resolution, rpcbind, connecting. Not set: `total_time`.
  std::optional<Duration> deadline{};
  /// "host:port" or "[v6]:port" or the path of a local socket: rpcbind is not asked.
  std::string address{};
  /// Where to ask for the address: "host:port" or the path of a local socket. Empty: the environment variable
  /// ONC_RPCBIND, and without it port 111 of the server's host.
  std::string rpcbind{};
  Credential credential{};
  /// Replies larger than this are refused and close the connection.
  std::size_t max_reply = default_max_record;
  xdr::Limits limits{};
  xdr::Mode mode = xdr::Mode::compatible;
};

/// What one call wants different from the channel's defaults.
struct CallOptions {
  /// Covers all transmissions and the reply. Errc::deadline_exceeded when it passes.
  std::optional<Duration> deadline{};
  std::optional<Duration> timeout{};     ///< as ConnectOptions::timeout
  std::optional<Duration> total_time{};  ///< as ConnectOptions::total_time
  std::optional<Credential> credential{};
};

}  // namespace onc
