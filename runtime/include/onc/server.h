// A server: listeners, the loop that serves them, and the services that answer.
//
//   Logger logger;                                   // implements rlog::LOG_PROG::LOG_VER::Service
//   onc::Server server;
//   server.add(logger);
//   if (auto up = server.listen(); !up) return report(up.error());
//   return server.run() ? 0 : 1;                     // SIGTERM and SIGINT end it
//
// Words: a *service* implements one version of a program; a *server* owns listeners and hands calls to services.
#pragma once

#include <array>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <onc/options.h>
#include <onc/result.h>
#include <onc/server_observe.h>
#include <onc/service.h>

namespace onc {

/// One place to listen at.
struct ListenOn {
  Transport transport = Transport::tcp;
  /// "host:port", "[v6]:port", ":port" or empty for all addresses and a free port; "host:low-high" for the first free
  /// port of a range; a path for Transport::local. A path that holds a dead socket is taken over, any other file there
  /// is an error.
  std::string address{};
  /// Transport::local: the mode of the socket's file. The default lets every local user connect.
  std::uint32_t mode = 0666;
  /// Transport::udp on IPv6: multicast groups that are joined on every interface there is now, as "ff02::202" for
  /// broadcasts to rpcbind. An interface that takes none is left out.
  std::vector<std::string> groups{};
  /// A socket that is bound already (and listening, if it is a stream): `transport` and `address` are its own then. The
  /// server owns it from listen() on, if that succeeds. -1: none. See listeners_from_environment().
  int descriptor = -1;
};

/// The sockets that systemd, or a predecessor, hands to this process: LISTEN_PID and LISTEN_FDS (sd_listen_fds(3)).
/// Empty if there are none. They are not closed by exec any more. Errors: invalid_argument, for sockets that no server
/// can use.
Result<std::vector<ListenOn>> listeners_from_environment();
/// Ends the server that has started this process by Server::start_successor, by SIGTERM: when this one is ready. False
/// if that is not this process' parent any more, or there was none.
bool stop_predecessor() noexcept;

/// How a server keeps calls that arrive again from running again: it remembers what it answered (docs/semantics.md).
/// One cache serves all sockets and threads of a server; it ends with the server. Procedures that Service::idempotent
/// names, and procedure 0, do without.
struct ReplyCacheOptions {
  /// For calls over udp, known by the client's address and port.
  bool datagrams = true;
  /// For calls over tcp and local sockets that a client sends again on another connection; known by its host, or local
  /// user, alone. Two programs of one host must not send equal calls with equal xids then.
  bool streams = false;
  /// Calls that are remembered. When there are more, the host with the most loses its oldest. At least 64 for each
  /// thread, at most 16,777,216. One takes up to 250 bytes besides its reply.
  std::size_t entries = 16'384;
  /// Memory for their replies, in blocks of 128 bytes; likewise. At least 1 MiB for each thread, at most 64 GiB. A
  /// reply of more than a sixteenth (with several threads, of a thread's part) is not kept, and not given again.
  std::size_t bytes = std::size_t{16} << 20;
  /// How long a call is remembered after its end, or after it last came again.
  Duration lifetime = std::chrono::minutes(2);
};

struct ServerOptions {
  std::vector<ListenOn> listen{{.transport = Transport::udp}, {.transport = Transport::tcp}};
  /// Whether listen() registers the services with rpcbind, and stopping unregisters them. In between, a thread of the
  /// server's own registers them again when rpcbind was restarted; see docs/runtime.md.
  bool registration = true;
  /// Whether listen() fails when rpcbind is not there, or refuses. Otherwise `log` is told, and the server goes on
  /// trying.
  bool registration_required = true;
  /// Where rpcbind is: "host:port" or the path of its local socket. Empty: the environment variable ONC_RPCBIND, and
  /// without it this host's /run/rpcbind.sock, then port 111.
  std::string rpcbind{};
  /// Larger requests close their connection. Datagrams are bounded by their own size.
  std::size_t max_request = default_max_record;
  /// Fragments of one request, empty ones included; more close the connection. At least 1.
  std::size_t max_fragments = 4096;
  /// Replies, and calls to the client, waiting for one that does not read: reading from it stops at this many bytes,
  /// and such calls fail.
  std::size_t max_queued_replies = std::size_t{8} << 20;
  /// Memory of all connections for requests that have not come to their end, replies that are not yet read, and what
  /// is kept after large ones. When it is exceeded, connections of the host, or local user, that has the most give
  /// theirs up, those first that have completed nothing for the longest time; they are closed if something is in it.
  /// Each of several loops has its part, and a connection that alone has some keeps it. A quarter more is for replies
  /// that threads of services have given and the loop has not taken yet; while there are as many, the pool begins no
  /// further calls. Those of threads of your own are not held up.
  std::size_t max_connection_memory = std::size_t{1} << 30;
  /// Calls whose replies a service gives later: of one connection, and of one udp socket, at a time. Reading from the
  /// connection stops at so many. Of those over udp one host may have a quarter, and less the more others have;
  /// datagrams to such services beyond that are lost, and sent again by their clients; calls to others are answered.
  std::size_t max_outstanding_calls = 1024;
  /// The same of all connections together, and of those that have gone while a service had their calls. One host, or
  /// local user, may have a quarter, and less the more others have, so that hundreds find room; calls beyond that get
  /// SYSTEM_ERR. Calls over udp are not among them.
  std::size_t max_outstanding_in_all = 65'536;
  /// What such a reply may take: after that the call ends with SYSTEM_ERR. CallContext::deadline tells the service.
  Duration call_time = std::chrono::minutes(5);
  /// Event loops, each with a thread: run()'s and as many more. Each connection belongs to one of them, and each has a
  /// udp socket of its own, so services are called by all of them at once.
  std::size_t threads = 1;
  /// Each loop looks for the next call so long before sleeping, and yields the processor meanwhile. Where that is in
  /// vain, because clients are slow or idle, it is left off by itself. Zero: sleep at once.
  Duration busy_wait = default_busy_wait;
  /// Threads for the services of add_blocking(), which start with the first call of one of them.
  std::size_t pool_threads = 16;
  /// Calls that may wait for one of them, and bytes of their arguments. Hosts and local users take turns, and so do the
  /// connections of each; all of udp, where senders can be forged, is as one host. When more come, those of whoever has
  /// the most waiting end with SYSTEM_ERR. Of eight threads or more an eighth is for hosts that have few calls running:
  /// of 16 one host has at most 14, and over udp 12. A call waits, too, while its client has `max_queued_replies` to
  /// read.
  std::size_t pool_queue = 1024;
  std::size_t pool_bytes = std::size_t{64} << 20;
  /// Of all loops. A connection of the host, or local user, that has the most gives way to a new one: the one that has
  /// completed nothing for the longest time.
  std::size_t max_connections = 20'000;
  /// Of one host (one /64 of IPv6) or local user; likewise. 0: nobody may connect.
  std::size_t max_connections_per_source = 5'000;
  /// A connection without any traffic for so long is closed.
  Duration idle_timeout = std::chrono::minutes(5);
  /// A connection that has begun a record, or left replies unread, and then stands still for so long is closed.
  Duration stall_timeout = std::chrono::seconds(60);
  /// After `stop`: how long replies may take to be given and sent; calls without one end with SYSTEM_ERR then.
  Duration drain_time = std::chrono::seconds(5);
  ReplyCacheOptions reply_cache{};
  /// AUTH_SYS credentials for which clients get an AUTH_SHORT one to send in their place (RFC 5531 appendix A): 16
  /// bytes, which hosts cannot guess of each other. At most so many are remembered, each in about 600 bytes; whose is
  /// forgotten, or was handed out before a restart, is asked for the whole one again. 0: none are handed out. Services
  /// see no difference; with RPC over slow links it saves a hundred bytes of a call.
  std::size_t short_credentials = 0;
  xdr::Limits limits{};
  xdr::Mode mode = xdr::Mode::compatible;
  /// Around each call, in this order; see <onc/server_observe.h>. AccessRules (<onc/access.h>) is one.
  std::vector<std::shared_ptr<ServerInterceptor>> interceptors{};
  /// Refuses calls over udp and tcp from ports of 1024 and above, with AUTH_TOOWEAK. Except procedure 0, which Linux'
  /// servers answer to every port, too. Worth something only where nobody else is root of the hosts that can reach it.
  bool reserved_ports_only = false;
  /// Whether Server::procedure_stats() has latencies: the clock is then read twice for each call.
  bool measure_latency = false;
  /// Called by all threads, while calls wait, and by one of the server's own: it should be quick, and must neither
  /// destroy the server nor wait for it. Peers can cause most of the events, so there are at
  /// most 100 in a second; of the others the next one says how many there were. What it throws is ignored. Events:
  /// "service threw", "interceptor threw", "call refused" (by an interceptor, for its port or for want of room),
  /// "connection closed" (for a limit), "callback failed" (of a call to a client), "connection refused" (for the number
  /// its host has), "accept failed", "events left out". Of registrations, with rpcbind as the peer: "registered",
  /// "registration lost", "registered again", "registration refused", "registration taken over", "rpcbind unreachable",
  /// "rpcbind failed".
  LogHook log{};
  /// Signals that end run() in good order. listen() blocks them in the calling thread, so that run() alone sees them;
  /// threads of yours that should not be hit are started after listen(). Empty: signals are left alone.
  std::vector<int> stop_signals{SIGINT, SIGTERM};
};

/// Of calls that came again.
struct ReplyCacheStats {
  std::uint64_t hits = 0;       ///< answered with the reply that was sent before
  std::uint64_t drops = 0;      ///< not answered: the call was still running, or its reply could not be kept
  std::uint64_t evictions = 0;  ///< calls forgotten before their time, for newer ones
  std::uint64_t entries = 0;    ///< calls remembered now
  std::uint64_t bytes = 0;      ///< of their replies now
};

/// Counters since the server was made.
struct ServerStats {
  std::uint64_t calls = 0;              ///< calls answered, well or not, also those that came again
  std::uint64_t dropped = 0;            ///< messages that got no reply: none was possible, or ReplyCacheStats::drops
  std::uint64_t connections = 0;        ///< accepted
  std::uint64_t closed_by_limit = 0;    ///< connections closed for their size, silence or number
  std::uint64_t refused_by_source = 0;  ///< connections closed at once, for the number their host has
  std::uint64_t open_connections = 0;   ///< now
  std::uint64_t outstanding_calls = 0;  ///< now: taken, and to be answered later
  std::uint64_t overdue_calls = 0;      ///< ended with SYSTEM_ERR, as their replies did not come in `call_time`
  std::uint64_t refused_calls = 0;      ///< by interceptors, for their ports, and for want of room
  /// Calls with a sound header, by CallOutcome.
  std::array<std::uint64_t, call_outcome_count> outcomes{};
  ReplyCacheStats reply_cache{};
};

/// Where a server listens.
struct Endpoint {
  Transport transport = Transport::tcp;
  std::string address{};   ///< "0.0.0.0:4711", "[::]:4711" or a path
  std::uint16_t port = 0;  ///< 0 for local sockets
  bool dual = false;       ///< at IPv6 addresses: takes IPv4, too
};

class FunctionService;

/// Neither copied nor moved. `add`, `remove`, `stop`, `start_successor`, `stats` and `procedure_stats` may be called
/// from any thread, also from services; all other functions from one thread.
class Server {
 public:
  explicit Server(ServerOptions options = {});
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  /// Unregisters and closes what listen() made.
  ~Server();

  /// `service` answers calls to its version. It must outlive the server, or be removed; adding a version twice replaces
  /// it. With several threads it is called by all of them. After listen() it is served at once and registered soon
  /// after.
  void add(Service& service);
  /// The same for a service whose procedures block: they run on threads of the server's own
  /// (ServerOptions::pool_threads), any number of them at once, and keep no loop from others. ~Server waits for those
  /// that run; run() no longer than `drain_time`, after which they have no client any more.
  void add_blocking(Service& service);
  /// No more calls reach `service` once this has returned; then it may go. Called from a service, it is so once that
  /// call and those under way on other threads are over. Its registration goes soon after.
  void remove(Service& service);
  /// A service of functions for one version (onc/function_service.h), which the server owns. Made and added by the
  /// first use.
  FunctionService& functions(ProgramVersion id);

  /// Opens the listeners and registers with rpcbind, which may take 25 s, or 1 s if registration is not required. All
  /// or nothing: after an error nothing is open or registered. A process that forks into the background does so before.
  /// Errors: invalid_argument, host_not_found, system, rpcbind_unreachable, rpcbind_refused, malformed_reply.
  Result<void> listen();
  /// Where listen() has opened listeners; with the ports that were free.
  [[nodiscard]] const std::vector<Endpoint>& endpoints() const noexcept;

  /// Serves until `stop` or a stop signal; then takes no more calls, sends what is still queued for as long as
  /// `drain_time`, unregisters, for which it takes a second at most, and closes; the server may then listen() anew. A
  /// `stop` before run() ends it at once.
  /// Errors: invalid_argument without a successful listen(); system when a loop or its thread failed.
  Result<void> run();
  /// Ends run(). From any thread, from a service, more than once.
  void stop() noexcept;
  /// Starts another process, by the path and the arguments of its program, that goes on with the sockets of listen():
  /// there listeners_from_environment() has them. Returns its process number, once the program runs. This server serves
  /// on beside it until it is stopped, which the successor does when it is ready: stop_predecessor(). Its clients
  /// may then go on with the connections that they have, for as long as `drain_time`, after which those are closed;
  /// registrations and socket files are left to the successor, unless that has ended. Datagrams and new connections are
  /// not lost; docs/server.md. A successor that has ended is waited for here. From any thread and from
  /// services. Errors: invalid_argument, if it does not listen; system, if there is no such program.
  Result<int> start_successor(const std::vector<std::string>& command);

  [[nodiscard]] ServerStats stats() const noexcept;
  /// Since the server was made, in the order of program, version and procedure; only procedures that were called.
  [[nodiscard]] std::vector<ProcedureStats> procedure_stats() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace onc
