#include "server/worker_pool.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <memory>
#include <new>
#include <system_error>
#include <utility>

#include "server/sources.h"
#include "session/conclude.h"
#include "session/kept_context.h"
#include "session/late_calls.h"

namespace onc {

// --- the threads

WorkerPool::~WorkerPool() {
  drop_queued();
  {
    const std::lock_guard lock(mutex_);
    over_ = true;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

template <class Member>
Member& WorkerPool::Circle<Member>::enter(const std::string& name) {
  if (!members.contains(name)) turns.push_back(name);
  return members[name];
}

template <class Member>
void WorkerPool::Circle<Member>::leave_if_idle(const std::string& name) noexcept {
  const auto found = members.find(name);
  if (found != members.end() && !found->second.idle()) return;
  std::erase(turns, name);
  if (found != members.end()) members.erase(found);
}

template <class Member>
Member& WorkerPool::Circle<Member>::next() {
  turns.splice(turns.end(), turns, turns.begin());
  return members.find(turns.back())->second;
}

template <class Member>
std::pair<const std::string, Member>& WorkerPool::Circle<Member>::largest(bool by_bytes) {
  return *std::max_element(members.begin(), members.end(), [by_bytes](const auto& left, const auto& right) {
    return left.second.load.by(by_bytes) < right.second.load.by(by_bytes);
  });
}

bool WorkerPool::post(Job job) {
  std::vector<Job> dropped;  // ends outside of the lock: replies go with it
  {
    const std::lock_guard lock(mutex_);
    if (!start_threads() || !make_room(job, dropped)) return false;
    add(std::move(job));
  }
  changed_.notify_one();
  return true;
}

// Without memory nothing has happened.
void WorkerPool::add(Job&& job) {
  try {
    Source& source = sources_.enter(job.source);
    Queue& queue = source.enter(job.connection);
    Job& added = queue.jobs.emplace_back(std::move(job));
    for (Load* load : {&sources_.load, &source.load, &queue.load}) load->add(added);
  } catch (const std::bad_alloc&) {
    forget_if_idle(job);
    throw;
  }
}

void WorkerPool::forget_if_idle(const Job& job) noexcept {
  const auto source = sources_.members.find(job.source);
  if (source != sources_.members.end()) source->second.leave_if_idle(job.connection);
  sources_.leave_if_idle(job.source);
}

bool WorkerPool::is_over_limit(const Job& job) const noexcept {
  const Load& all = sources_.load;
  return all.jobs >= limits_.jobs || (all.jobs > 0 && all.bytes + job.bytes > limits_.bytes);
}

// Whoever has less waiting than others gets in at their cost.
bool WorkerPool::make_room(const Job& job, std::vector<Job>& dropped) {
  while (is_over_limit(job)) {
    const bool by_bytes = sources_.load.jobs < limits_.jobs;
    if (sources_.load.jobs == 0 || !has_less(job, by_bytes)) return false;
    Queue& most = sources_.largest(by_bytes).second.largest(by_bytes).second;
    dropped.push_back(remove(most, std::prev(most.jobs.end())));
  }
  return true;
}

// Of its source, than the source that has the most; if that is its own, of its connection, than that one's.
bool WorkerPool::has_less(const Job& job, bool by_bytes) {
  const std::size_t more = by_bytes ? job.bytes : 1;
  const auto load_of = [by_bytes](const auto& circle, const std::string& name) {
    const auto found = circle.members.find(name);
    return found == circle.members.end() ? 0 : found->second.load.by(by_bytes);
  };
  auto& [name, source] = sources_.largest(by_bytes);
  if (name != job.source) return load_of(sources_, job.source) + more < source.load.by(by_bytes);
  return load_of(source, job.connection) + more < source.largest(by_bytes).second.load.by(by_bytes);
}

WorkerPool::Job WorkerPool::remove(Queue& queue, const std::deque<Job>::iterator& at) {
  Job job = std::move(*at);
  queue.jobs.erase(at);
  Source& source = sources_.members.find(job.source)->second;
  for (Load* load : {&sources_.load, &source.load, &queue.load}) load->remove(job);
  forget_if_idle(job);
  return job;
}

// Each is looked at once.
std::optional<WorkerPool::Job> WorkerPool::take() {
  for (std::size_t left = sources_.turns.size(); left > 0; --left) {
    Source& source = sources_.next();
    const bool is_udp = sources_.turns.back().empty();
    if (!over_ && !may_run_more(source, is_udp)) continue;
    if (auto job = take_from(source, is_udp)) return job;
  }
  return std::nullopt;
}

// Who has few running waits for his turn only; others leave an eighth of the threads to those.
bool WorkerPool::may_run_more(const Source& source, bool is_udp) const noexcept {
  const std::size_t few = threads_.size() / (is_udp ? 4 : 8);
  return source.running <= few || running_ + threads_.size() / 8 < threads_.size();
}

bool WorkerPool::may_run_more_of_udp(const Source& udp, const Queue& host) const noexcept {
  const std::size_t few = threads_.size() / 8;
  return host.running <= few || udp.running + threads_.size() / 4 < threads_.size();
}

void WorkerPool::end(const Job& job) noexcept {
  Source& source = sources_.members.find(job.source)->second;
  for (std::size_t* running : {&running_, &source.running, &source.members.find(job.connection)->second.running})
    --*running;
  forget_if_idle(job);
}

// Those whose peers have enough to read wait.
std::optional<WorkerPool::Job> WorkerPool::take_from(Source& source, bool is_udp) {
  for (std::size_t left = source.turns.size(); left > 0; --left) {
    Queue& queue = source.next();
    if (queue.jobs.empty()) continue;
    const bool held = queue.jobs.front().held && queue.jobs.front().held();
    if (!over_ && (held || (is_udp && !may_run_more_of_udp(source, queue)))) continue;
    for (std::size_t* running : {&running_, &source.running, &queue.running}) ++*running;
    return remove(queue, queue.jobs.begin());
  }
  return std::nullopt;
}

bool WorkerPool::start_threads() {
  try {
    while (threads_.size() < wanted_) threads_.emplace_back([this] { work(); });
  } catch (const std::system_error&) {
    // Those that there are have more to do.
  }
  return !threads_.empty();
}

void WorkerPool::drop_queued(const void* service) noexcept {
  for (;;) {
    std::optional<Job> dropped;  // ends outside of the lock: a reply goes with it
    const std::lock_guard lock(mutex_);
    dropped = remove_any(service);
    if (!dropped) return;
  }
}

std::optional<WorkerPool::Job> WorkerPool::remove_any(const void* service) {
  for (auto& [source_name, source] : sources_.members) {
    for (auto& [name, queue] : source.members) {
      const auto found = std::ranges::find_if(
          queue.jobs, [service](const Job& job) { return service == nullptr || job.service == service; });
      if (found != queue.jobs.end()) return remove(queue, found);
    }
  }
  return std::nullopt;
}

void WorkerPool::work() {
  constexpr auto look_again = std::chrono::milliseconds(10);  // at jobs that are held
  std::unique_lock lock(mutex_);
  for (;;) {
    auto job = take();
    if (job) {
      lock.unlock();
      job->run();
      job->run = nullptr;  // outside of the lock: a reply goes with it
      job->held = nullptr;
      lock.lock();
      end(*job);
    } else if (over_) {
      return;
    } else if (sources_.load.jobs > 0) {
      changed_.wait_for(lock, look_again);
    } else {
      changed_.wait(lock);
    }
  }
}

// --- a service

namespace {

// The service that the current thread is within.
thread_local const PooledService* current = nullptr;

// Over udp a host has as many ports as it likes, and as many addresses as it can forge: all of them are one source.
std::string source_of_job(const Peer& peer) { return peer.transport == Transport::udp ? "" : source_of(peer); }

std::string connection_of(const Peer& peer) {
  if (peer.local) return "process " + std::to_string(peer.local->pid);
  return peer.transport == Transport::udp ? source_of(peer) : peer.address.to_string();
}

// A service on the pool may answer later, too: by the reply that there is.
class HandOver final : public Deferral {
 public:
  explicit HandOver(const LateReply& reply) noexcept : reply_(&reply) {}
  LateReply defer() override { return *reply_; }

 private:
  const LateReply* reply_;
};

}  // namespace

// A call with copies of all that it refers to.
class PooledService::Run {
 public:
  Run(PooledService& pooled, IncomingCall& call, LateReply reply)
      : pooled_(pooled.shared_from_this()),
        procedure_(call.procedure()),
        arguments_(call.arguments().rest().begin(), call.arguments().rest().end()),
        limits_(call.arguments().limits()),
        mode_(call.arguments().mode()),
        kept_(call.context(), KeptContext::Keep::also_the_channel),
        time_(call.context().time()),
        deadline_(call.context().deadline()),
        reply_(std::move(reply)) {
    const std::lock_guard lock(pooled_->mutex_);
    ++pooled_->within_;
  }
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;
  ~Run() {
    reply_ = LateReply();
    const std::lock_guard lock(pooled_->mutex_);  // which outlives it: the member goes last
    --pooled_->within_;
    pooled_->left_.notify_all();
  }

  // Without memory the reply goes without a word, and the call ends with SYSTEM_ERR.
  void operator()() noexcept {
    if (pooled_->retired_ || reply_.owed()->call().is_over()) {
      reply_ = LateReply();
      return;
    }
    current = pooled_.get();
    try {
      reply_.owed()->call().produce([this](xdr::Encoder& results, Error& error) { return run(results, error); });
    } catch (const std::bad_alloc&) {
      reply_ = LateReply();
    }
    current = nullptr;
  }

 private:
  Outcome run(xdr::Encoder& results, Error& error) {
    if (deadline_ != TimePoint::max()) time_.allowed = std::max(deadline_ - time_.now(), Duration::zero());
    CallContext context = kept_.context(time_);
    xdr::Decoder arguments(arguments_, limits_, mode_);
    HandOver hand_over(reply_);
    IncomingCall call(procedure_, arguments, results, context, &hand_over);
    const auto report = [&](const std::exception* thrown) {
      log_thrown(*pooled_->log_, pooled_->program_version(), procedure_, context, thrown);
    };
    const Outcome outcome = run_service(*pooled_->service_, call, report);
    error = call.error();
    return context.silent() ? Outcome::no_reply : outcome;
  }

  std::shared_ptr<PooledService> pooled_;
  std::uint32_t procedure_;
  std::vector<std::byte> arguments_;
  xdr::Limits limits_;
  xdr::Mode mode_;
  KeptContext kept_;
  CallTime time_;
  TimePoint deadline_;
  LateReply reply_;
};

Outcome PooledService::dispatch(IncomingCall& call) {
  LateReply reply = call.later();
  if (reply.owed() == nullptr) return service_->dispatch(call);
  const Peer& peer = call.context().peer();
  const std::size_t bytes = call.arguments().rest().size();
  const auto held = [owed = reply.owed()->call().shared_from_this()] {
    return !owed->is_over() && owed->is_too_much();
  };
  const auto run = std::make_shared<Run>(*this, call, std::move(reply));
  const bool taken = pool_->post({.run = [run] { (*run)(); },
                                  .source = source_of_job(peer),
                                  .connection = connection_of(peer),
                                  .service = this,
                                  .bytes = bytes,
                                  .held = held});
  if (taken) return Outcome::later;
  return call.fail(Error(Errc::server_failure, "no thread of the pool is free, and as many calls wait as may"));
}

void PooledService::retire() noexcept {
  retired_ = true;
  pool_->drop_queued(this);
}

void PooledService::wait_until_left() {
  std::unique_lock lock(mutex_);
  left_.wait(lock, [&] { return within_ == 0; });
}

bool PooledService::is_left() {
  const std::lock_guard lock(mutex_);
  return within_ == 0;
}

bool PooledService::is_pool_thread() noexcept { return current != nullptr; }

}  // namespace onc
