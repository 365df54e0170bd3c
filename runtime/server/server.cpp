#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <ctime>
#include <exception>
#include <iterator>
#include <mutex>
#include <new>
#include <thread>
#include <utility>

#include <onc/function_service.h>
#include <onc/server.h>

#include "base/loop_thread.h"
#include "server/registrar.h"
#include "server/successor.h"
#include "server/worker.h"
#include "server/worker_pool.h"

namespace onc {

namespace {

// Longer than any server runs, and far from the end of the clock.
ServerOptions within_reason(ServerOptions options) {
  constexpr Duration longest = std::chrono::hours(24 * 365);
  options.idle_timeout = std::clamp(options.idle_timeout, Duration::zero(), longest);
  options.stall_timeout = std::clamp(options.stall_timeout, Duration::zero(), longest);
  options.drain_time = std::clamp(options.drain_time, Duration::zero(), longest);
  options.call_time = std::clamp(options.call_time, Duration::zero(), longest);
  options.max_outstanding_calls = std::max<std::size_t>(options.max_outstanding_calls, 1);
  options.max_outstanding_in_all = std::max<std::size_t>(options.max_outstanding_in_all, 1);
  options.pool_threads = std::max<std::size_t>(options.pool_threads, 1);
  options.threads = std::clamp<std::size_t>(options.threads, 1, 1024);
  return options;
}

// The clock of the last tick: a fourth of the cost, and exact enough for a lifetime of minutes.
TimePoint coarse_now() noexcept {
  timespec time{};
  ::clock_gettime(CLOCK_MONOTONIC_COARSE, &time);
  return TimePoint(std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec));
}

std::unique_ptr<AtMostOnce> make_once(const ServerOptions& options) {
  const ReplyCacheOptions& wanted = options.reply_cache;
  if (!wanted.datagrams && !wanted.streams) return nullptr;
  return std::make_unique<AtMostOnce>(wanted, options.threads, kernel_random, coarse_now);
}

RegistrationKeeper::Sockets origin_of(const std::vector<ListenOn>& listen) {
  const bool given =
      std::any_of(listen.begin(), listen.end(), [](const ListenOn& where) { return where.descriptor >= 0; });
  return given ? RegistrationKeeper::Sockets::inherited : RegistrationKeeper::Sockets::own;
}

std::unique_ptr<ShortCredentials> make_short_credentials(const ServerOptions& options) {
  if (options.short_credentials == 0) return nullptr;
  return std::make_unique<ShortCredentials>(options.short_credentials, kernel_random);
}

Error out_of_memory() { return Error(Errc::system, "out of memory"); }

}  // namespace

class Server::Impl {
 public:
  explicit Impl(ServerOptions options)
      : options_(within_reason(std::move(options))),
        sources_({.connections_of_one = options_.max_connections_per_source,
                  .outstanding = options_.max_outstanding_in_all}),
        once_(make_once(options_)),
        short_credentials_(make_short_credentials(options_)),
        log_(options_.log, Clock::now),
        pool_(options_.pool_threads, {.jobs = options_.pool_queue, .bytes = options_.pool_bytes}),
        registrar_(options_.rpcbind, options_.registration_required, options_.log) {}

  Result<void> open_workers();
  void add(Service& service);
  void add_blocking(Service& service);
  void remove(Service& service);
  FunctionService& functions(ProgramVersion id);
  Result<void> listen();
  Result<void> run();
  void stop() noexcept;
  Result<int> start_successor(const std::vector<std::string>& command);
  [[nodiscard]] const std::vector<Endpoint>& endpoints() const noexcept { return endpoints_; }
  [[nodiscard]] ServerStats stats() const noexcept;
  [[nodiscard]] std::vector<ProcedureStats> procedure_stats() const;

 private:
  using Change = std::function<void(Dispatcher&)>;

  Result<void> open_all();
  Result<void> open_one(const ListenOn& where);
  Result<void> open_acceptors(const std::shared_ptr<const ListenSocket>& socket);
  Result<void> open_datagrams(ListenSocket first, bool given);
  Result<void> run_loops();
  void run_worker(Worker& worker, Result<void>& result);
  Result<void> serve_datagrams(Worker& worker, ListenSocket socket);
  void note_endpoint(const Endpoint& endpoint);
  void note_socket(const std::shared_ptr<const ListenSocket>& socket);
  void reap_successors() noexcept;
  bool prepare_succession() noexcept;
  void close_all() noexcept;
  void take(Worker& acceptor, FileDescriptor socket, const Peer& peer);
  static void hand_to(Worker& worker, FileDescriptor socket, const Peer& peer, Sources::Place place);
  bool change_dispatchers(const Change& change);
  static bool try_change(const Change& change, Dispatcher& dispatcher) noexcept;
  bool remove_dispatched(Service& service);
  void remove_pooled(std::shared_ptr<PooledService> pooled);
  std::vector<std::shared_ptr<PooledService>> take_pooled(const Service& service);
  void note_served(const Service& service);
  void note_removed(const Service& service);
  [[nodiscard]] Worker& first() noexcept { return *workers_.front(); }

  const ServerOptions options_;
  Sources sources_;
  std::unique_ptr<AtMostOnce> once_;
  std::unique_ptr<ShortCredentials> short_credentials_;
  std::atomic<std::size_t> accepting_loops_ = 0;
  EventLog log_;
  std::vector<std::unique_ptr<FunctionService>> functions_;
  std::vector<std::unique_ptr<Worker>> workers_;
  std::mutex pooled_mutex_;
  std::vector<std::shared_ptr<PooledService>> pooled_;
  std::vector<std::shared_ptr<PooledService>> removed_;  // which loops, or the pool, may still have
  WorkerPool pool_;
  Registrar registrar_;
  std::unique_ptr<StopSignals> signals_;
  std::vector<Endpoint> endpoints_;
  bool listening_ = false;
  std::size_t given_datagrams_ = 0;

  std::mutex successor_mutex_;
  std::vector<std::weak_ptr<const ListenSocket>> sockets_;  // those that are open
  std::vector<Successor> successors_{};                     // that have not ended, as far as we know

  std::mutex running_mutex_;  // guards what follows, and changes of dispatchers while the loops do not run
  std::condition_variable changed_;
  std::vector<std::pair<Worker*, std::thread::id>> running_;

  std::mutex served_mutex_;
  std::vector<std::pair<ProgramVersion, const Service*>> served_;  // what the registrar knows, one for each version
};

Result<void> Server::Impl::open_workers() {
  const std::size_t memory_of_loop = options_.max_connection_memory / std::max<std::size_t>(options_.threads, 1);
  for (std::size_t i = 0; i < options_.threads; ++i) {
    auto worker =
        Worker::open({options_, log_, once_.get(), short_credentials_.get(), accepting_loops_, memory_of_loop});
    if (!worker) return std::move(worker).error();
    workers_.push_back(*std::move(worker));
  }
  return {};
}

// --- services

// All or nothing: loops that had memory for it must not call a service that its owner believes was not added.
void Server::Impl::add(Service& service) {
  try {
    change_dispatchers([&service](Dispatcher& dispatcher) { dispatcher.add(service); });
    note_served(service);
  } catch (const std::bad_alloc&) {
    remove_dispatched(service);
    throw;
  }
}

void Server::Impl::add_blocking(Service& service) {
  auto pooled = std::make_shared<PooledService>(service, pool_, log_);
  PooledService& added = *pooled;
  {
    const std::lock_guard lock(pooled_mutex_);
    pooled_.push_back(std::move(pooled));
  }
  add(added);
}

// It may have been added more than once, and the last time by add().
std::vector<std::shared_ptr<PooledService>> Server::Impl::take_pooled(const Service& service) {
  std::vector<std::shared_ptr<PooledService>> taken;
  const std::lock_guard lock(pooled_mutex_);
  std::copy_if(pooled_.begin(), pooled_.end(), std::back_inserter(taken),
               [&](const auto& one) { return &one->service() == &service; });
  std::erase_if(pooled_, [&](const auto& one) { return &one->service() == &service; });
  std::erase_if(removed_, [](const auto& one) { return one.use_count() == 1 && one->is_left(); });
  return taken;
}

void Server::Impl::remove(Service& service) {
  auto pooled = take_pooled(service);
  remove_dispatched(service);
  for (auto& one : pooled) remove_pooled(std::move(one));
}

bool Server::Impl::remove_dispatched(Service& service) {
  const bool everywhere = change_dispatchers([&service](Dispatcher& dispatcher) { dispatcher.remove(service); });
  note_removed(service);
  return everywhere;
}

// Where loops may still call it, and where waiting could be for ever, it is kept.
void Server::Impl::remove_pooled(std::shared_ptr<PooledService> pooled) {
  pooled->retire();
  const bool everywhere = change_dispatchers([pooled](Dispatcher& dispatcher) { dispatcher.remove(*pooled); });
  pooled->retire();  // what loops have given it meanwhile
  note_removed(*pooled);
  const bool may_wait = !LoopThread::is_current() && !PooledService::is_pool_thread();
  if (everywhere && may_wait) return pooled->wait_until_left();
  const std::lock_guard lock(pooled_mutex_);
  removed_.push_back(std::move(pooled));
}

void Server::Impl::note_served(const Service& service) {
  const ProgramVersion id = service.program_version();
  const std::lock_guard lock(served_mutex_);
  std::erase_if(served_, [&](const auto& known) { return known.first == id; });
  served_.emplace_back(id, &service);
  registrar_.add(id);
}

// One that was replaced leaves the registration to the other.
void Server::Impl::note_removed(const Service& service) {
  const ProgramVersion id = service.program_version();
  const std::lock_guard lock(served_mutex_);
  if (std::erase(served_, std::pair<ProgramVersion, const Service*>(id, &service)) > 0) registrar_.remove(id);
}

FunctionService& Server::Impl::functions(ProgramVersion id) {
  for (const auto& known : functions_) {
    if (known->program_version() == id) return *known;
  }
  FunctionService& made = *functions_.emplace_back(std::make_unique<FunctionService>(id));
  add(made);
  return made;
}

// False: there was no memory for it.
bool Server::Impl::try_change(const Change& change, Dispatcher& dispatcher) noexcept {
  try {
    change(dispatcher);
    return true;
  } catch (const std::bad_alloc&) {
    return false;
  }
}

// Each loop changes its own table between two batches of calls. Whoever is not one of them waits until all have; a
// service that is called by one of them must not, since another one may be waiting for it. Returns whether all have.
bool Server::Impl::change_dispatchers(const Change& change) {
  std::unique_lock lock(running_mutex_);
  const auto self = std::this_thread::get_id();
  const bool within =
      std::any_of(running_.begin(), running_.end(), [&](const auto& one) { return one.second == self; });
  struct Progress {
    std::size_t left = 0;
    bool failed = false;
  };
  const auto progress = std::make_shared<Progress>();
  for (const auto& worker : workers_) {
    const auto running =
        std::find_if(running_.begin(), running_.end(), [&](const auto& one) { return one.first == worker.get(); });
    if (running == running_.end() || running->second == self) {
      change(worker->dispatcher());
      continue;
    }
    ++progress->left;
    worker->post([this, change, progress, target = worker.get()] {
      const bool changed = try_change(change, target->dispatcher());
      const std::lock_guard done(running_mutex_);
      --progress->left;
      if (!changed) progress->failed = true;
      changed_.notify_all();
    });
  }
  if (!within) changed_.wait(lock, [&] { return progress->left == 0; });
  if (progress->failed) throw std::bad_alloc();
  return progress->left == 0;
}

// --- listening

Result<void> Server::Impl::listen() {
  if (listening_) return Error(Errc::invalid_argument, "the server is listening already");
  endpoints_.clear();
  given_datagrams_ = 0;
  {
    const std::lock_guard lock(successor_mutex_);
    sockets_.clear();
  }
  auto opened = open_all();
  if (opened && options_.registration) opened = registrar_.register_all(endpoints_, origin_of(options_.listen));
  listening_ = opened.has_value();
  if (!opened) close_all();
  return opened;
}

Result<void> Server::Impl::open_all() {
  for (const ListenOn& where : options_.listen) {
    if (auto opened = open_one(where); !opened) return opened;
  }
  if (options_.stop_signals.empty()) return {};
  auto signals = StopSignals::open(first().loop(), options_.stop_signals, [this] { stop(); });
  if (!signals) return std::move(signals).error();
  signals_ = *std::move(signals);
  return {};
}

Result<void> Server::Impl::open_one(const ListenOn& where) {
  auto socket = ListenSocket::open(where);
  if (!socket) return std::move(socket).error();
  note_endpoint(socket->endpoint());
  if (socket->endpoint().transport == Transport::udp) return open_datagrams(*std::move(socket), where.descriptor >= 0);
  return open_acceptors(std::make_shared<const ListenSocket>(*std::move(socket)));
}

// Of a group of udp sockets that were given each has the same.
void Server::Impl::note_endpoint(const Endpoint& endpoint) {
  const auto same = [&](const Endpoint& known) {
    return known.transport == endpoint.transport && known.address == endpoint.address;
  };
  if (std::none_of(endpoints_.begin(), endpoints_.end(), same)) endpoints_.push_back(endpoint);
}

void Server::Impl::note_socket(const std::shared_ptr<const ListenSocket>& socket) {
  const std::lock_guard lock(successor_mutex_);
  sockets_.emplace_back(socket);
}

// Every loop accepts, so that a service that blocks one of them keeps nobody out.
Result<void> Server::Impl::open_acceptors(const std::shared_ptr<const ListenSocket>& socket) {
  note_socket(socket);
  for (const auto& worker : workers_) {
    const auto take = [this, &worker = *worker](FileDescriptor connection, const Peer& peer) {
      this->take(worker, std::move(connection), peer);
    };
    if (!worker->accept_from(socket, take)) return system_error(Errc::system, "epoll_ctl", errno);
  }
  return {};
}

// One socket for each loop. Of a given one there is no other, but several may be given.
Result<void> Server::Impl::open_datagrams(ListenSocket first_socket, bool given) {
  if (given) return serve_datagrams(*workers_[given_datagrams_++ % workers_.size()], std::move(first_socket));
  std::vector<ListenSocket> sockets;
  for (std::size_t i = 1; i < workers_.size(); ++i) {
    auto beside = ListenSocket::open_beside(first_socket);
    if (!beside) return std::move(beside).error();
    sockets.push_back(*std::move(beside));
  }
  sockets.push_back(std::move(first_socket));
  for (std::size_t i = 0; i < sockets.size(); ++i) {
    if (sockets.size() > 1) sockets[i].close_group();
    if (auto served = serve_datagrams(*workers_[i], std::move(sockets[i])); !served) return served;
  }
  return {};
}

Result<void> Server::Impl::serve_datagrams(Worker& worker, ListenSocket socket) {
  auto shared = std::make_shared<const ListenSocket>(std::move(socket));
  note_socket(shared);
  if (!worker.serve_datagrams(std::move(shared))) return system_error(Errc::system, "epoll_ctl", errno);
  return {};
}

// The loop with the fewest connections gets the next one; of several, the one that has accepted it.
void Server::Impl::take(Worker& acceptor, FileDescriptor socket, const Peer& peer) {
  Sources::Place place = sources_.enter(peer);
  if (!place || (place.is_beyond_limit() && !acceptor.make_room_beside(place))) return acceptor.refuse_for_source(peer);
  if (sources_.connections() > options_.max_connections) acceptor.make_room();
  const auto fewer = [](const auto& left, const auto& right) { return left->connections() < right->connections(); };
  Worker& least = **std::min_element(workers_.begin(), workers_.end(), fewer);
  if (acceptor.connections() <= least.connections()) return acceptor.take(std::move(socket), peer, std::move(place));
  hand_to(least, std::move(socket), peer, std::move(place));
}

void Server::Impl::hand_to(Worker& worker, FileDescriptor socket, const Peer& peer, Sources::Place place) {
  struct Handed {
    Handed(Worker& taker, FileDescriptor&& connection, Sources::Place&& its_place) noexcept
        : worker(taker), socket(std::move(connection)), place(std::move(its_place)) {
      worker.expect_connection();
    }
    ~Handed() { worker.forget_expected(); }
    Worker& worker;
    FileDescriptor socket;
    Sources::Place place;
  };
  auto handed = std::make_shared<Handed>(worker, std::move(socket), std::move(place));
  worker.post([handed, peer] { handed->worker.take(std::move(handed->socket), peer, std::move(handed->place)); });
}

// --- running

Result<void> Server::Impl::run() {
  if (!listening_) return Error(Errc::invalid_argument, "run() without a successful listen()");
  Result<void> result;
  try {
    result = run_loops();
  } catch (const std::bad_alloc&) {
    result = out_of_memory();
  }
  pool_.drop_queued();
  if (prepare_succession()) {
    registrar_.leave();
  } else {
    registrar_.unregister();
  }
  close_all();
  for (const auto& worker : workers_) worker->forget_stop();
  return result;
}

// This thread runs the first loop; when that ends, for whatever reason, all end.
Result<void> Server::Impl::run_loops() {
  std::vector<Result<void>> results(workers_.size());
  std::vector<std::thread> threads;
  try {
    threads.reserve(workers_.size());
    for (std::size_t i = 1; i < workers_.size(); ++i)
      threads.emplace_back([this, i, &results] { run_worker(*workers_[i], results[i]); });
    run_worker(first(), results[0]);
  } catch (const std::exception& error) {
    results[0] = Error(Errc::system, "no thread for a loop: " + std::string(error.what()));
  }
  stop();
  for (std::thread& thread : threads) thread.join();
  const auto failed = std::find_if(results.begin(), results.end(), [](const auto& result) { return !result; });
  return failed == results.end() ? Result<void>() : std::move(*failed);
}

void Server::Impl::run_worker(Worker& worker, Result<void>& result) {
  try {
    {
      const std::lock_guard lock(running_mutex_);
      running_.emplace_back(&worker, std::this_thread::get_id());
    }
    result = worker.run();
  } catch (const std::bad_alloc&) {
    result = out_of_memory();
  }
  if (!result) stop();
  {
    const std::lock_guard lock(running_mutex_);
    std::erase_if(running_, [&](const auto& one) { return one.first == &worker; });
  }
  worker.run_tasks();  // those that were posted while it ended
}

void Server::Impl::stop() noexcept {
  prepare_succession();
  for (const auto& worker : workers_) worker->stop();
}

Result<int> Server::Impl::start_successor(const std::vector<std::string>& command) {
  const std::lock_guard lock(successor_mutex_);
  reap_successors();
  std::vector<std::shared_ptr<const ListenSocket>> open;
  for (const auto& socket : sockets_) {
    if (auto still = socket.lock()) open.push_back(std::move(still));
  }
  if (open.empty() || open.size() < sockets_.size())
    return Error(Errc::invalid_argument, "no successor can be started: the server does not listen, or not any more");
  std::vector<int> descriptors;
  descriptors.reserve(open.size());
  for (const auto& socket : open) descriptors.push_back(socket->descriptor());
  auto started = Successor::start(command, descriptors, options_.stop_signals);
  if (!started) return std::move(started).error();
  successors_.push_back(*started);
  return static_cast<int>(started->process());
}

void Server::Impl::reap_successors() noexcept {
  std::erase_if(successors_, [](Successor& one) { return one.reap(); });
}

// What the end of this server leaves to another process, and what it may take its time with.
bool Server::Impl::prepare_succession() noexcept {
  const std::lock_guard lock(successor_mutex_);
  reap_successors();
  const bool succeeded = !successors_.empty();
  for (const auto& weak : sockets_) {
    const auto socket = weak.lock();
    if (succeeded && socket) socket->leave_file();
  }
  for (const auto& worker : workers_) worker->serve_on_when_stopped(succeeded);
  return succeeded;
}

void Server::Impl::close_all() noexcept {
  for (const auto& worker : workers_) worker->close();
  signals_.reset();
  listening_ = false;
}

ServerStats Server::Impl::stats() const noexcept {
  ServerStats sum;
  if (once_) sum.reply_cache = once_->stats();
  for (const auto& worker : workers_) {
    const ServingCounters& counters = worker->counters();
    sum.calls += counters.calls.get();
    sum.dropped += counters.dropped.get();
    sum.connections += counters.connections.get();
    sum.closed_by_limit += counters.closed_by_limit.get();
    sum.refused_by_source += counters.refused_by_source.get();
    sum.open_connections += worker->connections();
    sum.outstanding_calls += counters.outstanding.get();
    sum.overdue_calls += counters.overdue.get();
    sum.refused_calls += worker->watch().refused();
    for (std::size_t i = 0; i < call_outcome_count; ++i) sum.outcomes[i] += worker->watch().outcomes(i);
  }
  return sum;
}

std::vector<ProcedureStats> Server::Impl::procedure_stats() const {
  std::vector<ProcedureStats> sums;
  for (const auto& worker : workers_) worker->watch().procedures().add_to(sums);
  return sums;
}

Server::Server(ServerOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {
  impl_->open_workers().value();
}

Server::~Server() = default;

void Server::add(Service& service) { impl_->add(service); }
void Server::add_blocking(Service& service) { impl_->add_blocking(service); }
void Server::remove(Service& service) { impl_->remove(service); }
FunctionService& Server::functions(ProgramVersion id) { return impl_->functions(id); }
Result<void> Server::listen() { return impl_->listen(); }
const std::vector<Endpoint>& Server::endpoints() const noexcept { return impl_->endpoints(); }
Result<void> Server::run() { return impl_->run(); }
void Server::stop() noexcept { impl_->stop(); }
Result<int> Server::start_successor(const std::vector<std::string>& command) { return impl_->start_successor(command); }
ServerStats Server::stats() const noexcept { return impl_->stats(); }
std::vector<ProcedureStats> Server::procedure_stats() const { return impl_->procedure_stats(); }

}  // namespace onc
