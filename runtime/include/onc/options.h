// Options of clients and of single calls. Plain structs: name what you want, leave the rest.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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
  /// Clients only: udp for calls that fit a datagram with their expected reply, tcp for all others. Chosen per call.
  automatic,
};

std::string_view to_string(Transport transport) noexcept;

/// The largest message that fits a UDP datagram over IPv4.
inline constexpr std::size_t max_datagram = 65507;
/// The largest datagram that Transport::automatic sends or expects: what servers made with libtirpc take.
inline constexpr std::size_t automatic_datagram = 8800;
/// About what it takes to wake a sleeping processor.
inline constexpr Duration default_busy_wait = std::chrono::microseconds(50);
/// The largest record taken from a stream unless an option says otherwise.
inline constexpr std::size_t default_max_record = std::size_t{4} << 20;

/// How calls over udp are sent again. By default the intervals are all `ConnectOptions::timeout`.
struct Retransmission {
  /// Each interval is twice the one before it, up to `longest`, and up to a tenth longer or shorter by chance.
  bool exponential = false;
  Duration longest = std::chrono::seconds(30);
  /// The first interval follows the round trips measured on the channel, as TCP's does (RFC 6298): from `shortest` up
  /// to `ConnectOptions::timeout`.
  bool estimate = false;
  Duration shortest = std::chrono::milliseconds(20);
};

/// What happens to a channel whose server is lost. A call that is sent again keeps its xid.
enum class Reconnect : std::uint8_t {
  never,       ///< the channel stays closed
  unsent,      ///< connects again; calls of which nothing had left are sent, all others fail with Errc::closed
  idempotent,  ///< as `unsent`, and calls marked CallOptions::idempotent are sent again
};

/// Whether a client's own port is one that only privileged processes can have (below 1024).
enum class ReservedPort : std::uint8_t {
  never,
  attempt,  ///< if the system lets us and one is free, else another port
  require,  ///< connecting fails with Errc::system otherwise
};

/// The client's own port, for firewalls and for servers that ask for a reserved one.
struct LocalPorts {
  std::uint16_t low = 0;  ///< 0: any
  std::uint16_t high = 0;
  ReservedPort reserved = ReservedPort::never;
};

class Interceptor;
class Service;
struct LogEvent;

/// Takes what a channel or a server has to say about its own working; see <onc/observe.h>.
using LogHook = std::function<void(const LogEvent&)>;

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
  /// ONC_RPCBIND, and without it /run/rpcbind.sock when the host is this one, then port 111 of the server's host.
  std::string rpcbind{};
  Credential credential{};
  /// Replies larger than this are refused and close the connection.
  std::size_t max_reply = default_max_record;
  xdr::Limits limits{};
  xdr::Mode mode = xdr::Mode::compatible;
  Retransmission retransmission{};
  Reconnect reconnect = Reconnect::never;
  /// Largest datagram sent, header included. 0: 65,507 for udp, 8,800 for automatic. Larger calls fail unsent with
  /// Errc::message_too_large, or go over tcp with Transport::automatic.
  std::size_t max_datagram = 0;
  LocalPorts local_ports{};
  /// Who waits for a reply looks for it so long before sleeping, and yields the processor meanwhile: most servers
  /// answer sooner than a thread wakes up. Where that is in vain it is left off by itself. Zero: sleep at once.
  Duration busy_wait = default_busy_wait;
  /// A thread of the channel's own moves it on: callbacks run and deadlines are kept while nobody waits.
  bool background = false;
  /// Around each call, in this order; see <onc/observe.h>.
  std::vector<std::shared_ptr<Interceptor>> interceptors{};
  /// Silent if empty.
  LogHook log{};
  /// Streams: services that the server may call on this connection while somebody waits on the channel, or always with
  /// `background`. Each must outlive the channel; they run on the thread that moves the channel on.
  std::vector<Service*> services{};
};

/// What one call wants different from the channel's defaults.
struct CallOptions {
  /// Covers all transmissions and the reply. Errc::deadline_exceeded when it passes.
  std::optional<Duration> deadline{};
  std::optional<Duration> timeout{};     ///< as ConnectOptions::timeout
  std::optional<Duration> total_time{};  ///< as ConnectOptions::total_time
  std::optional<Credential> credential{};
  /// Running it twice does no harm: Reconnect::idempotent may send it again.
  bool idempotent = false;
  /// Nobody waits for a reply: the call succeeds when it is queued. Sent with the next other call, by Channel::flush,
  /// or when many wait. For procedures without results only.
  bool one_way = false;
  /// Transport::automatic: bytes the reply may have. With more than `ConnectOptions::max_datagram` the call goes over
  /// tcp. 0: not known, a small one.
  std::size_t expected_reply = 0;
};

}  // namespace onc
