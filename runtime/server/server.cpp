#include <onc/server.h>

#include <onc/function_service.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <optional>
#include <utility>

#include "server/acceptor.h"
#include "server/datagram_server.h"
#include "server/registrar.h"
#include "server/serving.h"
#include "server/stream_connection.h"
#include "server/wake.h"

namespace onc {

namespace {

// Longer than any server runs, and far from the end of the clock.
ServerOptions within_the_clock(ServerOptions options) {
  constexpr Duration longest = std::chrono::hours(24 * 365);
  options.idle_timeout = std::clamp(options.idle_timeout, Duration::zero(), longest);
  options.stall_timeout = std::clamp(options.stall_timeout, Duration::zero(), longest);
  return options;
}

}  // namespace

class Server::Impl {
 public:
  Impl(ServerOptions options, Loop loop)
      : serving_{.options = within_the_clock(std::move(options)), .dispatcher = {}, .stats = {}, .loop = std::move(loop)},
        registrar_(serving_.options.rpcbind) {}

  void add(Service& service) { serving_.dispatcher.add(service); }
  FunctionService& functions(ProgramVersion id);
  Result<void> listen();
  Result<void> run();
  void stop() noexcept { wake_->trigger(); }
  [[nodiscard]] const std::vector<Endpoint>& endpoints() const noexcept { return endpoints_; }
  [[nodiscard]] const ServerStats& stats() const noexcept { return serving_.stats; }
  Result<void> open_wake();

 private:
  Result<void> open_all();
  Result<void> open_one(const ListenOn& where);
  void close_all() noexcept;
  void take(FileDescriptor socket, Peer peer);
  bool make_room();
  void bury_closed();
  void keep_time(TimePoint now);
  void expire(TimePoint now);
  void resume_accepting(TimePoint now);
  [[nodiscard]] std::optional<TimePoint> next_event() const;

  std::vector<std::unique_ptr<FunctionService>> functions_;
  Serving serving_;
  Registrar registrar_;
  std::unique_ptr<Wake> wake_;
  std::unique_ptr<StopSignals> signals_;
  std::vector<std::unique_ptr<Acceptor>> acceptors_;
  std::vector<std::unique_ptr<DatagramServer>> datagrams_;
  std::vector<std::unique_ptr<StreamConnection>> connections_;
  std::vector<Endpoint> endpoints_;
  bool listening_ = false;
};

Result<void> Server::Impl::open_wake() {
  auto wake = Wake::open(serving_.loop);
  if (!wake) return std::move(wake).error();
  wake_ = *std::move(wake);
  return {};
}

Result<void> Server::Impl::listen() {
  if (listening_) return Error(Errc::invalid_argument, "the server is listening already");
  endpoints_.clear();
  auto opened = open_all();
  if (opened && serving_.options.registration) {
    opened = registrar_.register_all(serving_.dispatcher.all(), endpoints_);
  }
  listening_ = opened.has_value();
  if (!opened) close_all();
  return opened;
}

Result<void> Server::Impl::open_all() {
  for (const ListenOn& where : serving_.options.listen) {
    if (auto opened = open_one(where); !opened) return opened;
  }
  if (serving_.options.stop_signals.empty()) return {};
  auto signals = StopSignals::open(serving_.loop, serving_.options.stop_signals, [this] { stop(); });
  if (!signals) return std::move(signals).error();
  signals_ = *std::move(signals);
  return {};
}

Result<void> Server::Impl::open_one(const ListenOn& where) {
  auto socket = ListenSocket::open(where);
  if (!socket) return std::move(socket).error();
  endpoints_.push_back(socket->endpoint());
  bool watched = false;
  if (where.transport == Transport::udp) {
    watched = datagrams_.emplace_back(std::make_unique<DatagramServer>(*std::move(socket), serving_))->start();
  } else {
    const auto take = [this](FileDescriptor connection, Peer peer) { this->take(std::move(connection), std::move(peer)); };
    const auto make_room = [this] { return this->make_room(); };
    watched = acceptors_.emplace_back(std::make_unique<Acceptor>(*std::move(socket), serving_, take, make_room))->start();
  }
  if (!watched) return system_error(Errc::system, "epoll_ctl", errno);
  return {};
}

Result<void> Server::Impl::run() {
  if (!listening_) return Error(Errc::invalid_argument, "run() without a successful listen()");
  Result<void> result;
  while (result && !wake_->triggered()) {
    result = serving_.loop.wait(next_event());
    if (next_event()) keep_time(Clock::now());
    bury_closed();
  }
  for (const auto& connection : connections_) connection->flush();
  registrar_.unregister();
  close_all();
  wake_->reset();
  return result;
}

void Server::Impl::close_all() noexcept {
  connections_.clear();
  acceptors_.clear();
  datagrams_.clear();
  signals_.reset();
  listening_ = false;
}

void Server::Impl::take(FileDescriptor socket, Peer peer) {
  if (connections_.size() >= serving_.options.max_connections && !make_room()) {
    ++serving_.stats.closed_by_limit;
    return;
  }
  auto connection = std::make_unique<StreamConnection>(std::move(socket), std::move(peer), serving_);
  if (connection->start()) connections_.push_back(std::move(connection));
}

// The connection that has completed nothing for the longest time gives way, so that neither idlers nor those that stand
// still within a record keep anybody out.
bool Server::Impl::make_room() {
  StreamConnection* idlest = nullptr;
  for (const auto& connection : connections_) {
    if (connection->closed()) continue;
    if (idlest == nullptr || connection->last_progress() < idlest->last_progress()) idlest = connection.get();
  }
  if (idlest == nullptr) return false;
  idlest->close();
  ++serving_.stats.closed_by_limit;
  return true;
}

// Closed connections may still be named by events of the batch that closed them; behind it they go.
void Server::Impl::bury_closed() {
  if (std::exchange(serving_.closed, 0) == 0) return;
  std::erase_if(connections_, [](const auto& connection) { return connection->closed(); });
  resume_accepting(TimePoint::max());  // descriptors are free again
}

void Server::Impl::keep_time(TimePoint now) {
  if (serving_.next_check <= now) expire(now);
  resume_accepting(now);
}

// Looks at all connections, which is why it is called only when one of them can have expired.
void Server::Impl::expire(TimePoint now) {
  serving_.next_check = TimePoint::max();
  for (const auto& connection : connections_) {
    if (connection->closed()) continue;
    if (connection->expires() <= now) {
      connection->close();
      ++serving_.stats.closed_by_limit;
    } else {
      serving_.next_check = std::min(serving_.next_check, connection->expires());
    }
  }
}

void Server::Impl::resume_accepting(TimePoint now) {
  for (const auto& acceptor : acceptors_) {
    if (acceptor->paused_until() <= now) acceptor->resume();
  }
}

std::optional<TimePoint> Server::Impl::next_event() const {
  TimePoint next = serving_.next_check;
  for (const auto& acceptor : acceptors_) next = std::min(next, acceptor->paused_until().value_or(next));
  return next == TimePoint::max() ? std::nullopt : std::optional(next);
}

Server::Server(ServerOptions options) {
  auto loop = Loop::open();
  if (!loop) throw RpcFailure(loop.error());
  impl_ = std::make_unique<Impl>(std::move(options), *std::move(loop));
  impl_->open_wake().value();
}

Server::~Server() = default;

FunctionService& Server::Impl::functions(ProgramVersion id) {
  for (const auto& known : functions_) {
    if (known->program_version() == id) return *known;
  }
  add(*functions_.emplace_back(std::make_unique<FunctionService>(id)));
  return *functions_.back();
}

FunctionService& Server::functions(ProgramVersion id) { return impl_->functions(id); }
void Server::add(Service& service) { impl_->add(service); }
Result<void> Server::listen() { return impl_->listen(); }
const std::vector<Endpoint>& Server::endpoints() const noexcept { return impl_->endpoints(); }
Result<void> Server::run() { return impl_->run(); }
void Server::stop() noexcept { impl_->stop(); }
ServerStats Server::stats() const noexcept { return impl_->stats(); }

}  // namespace onc
