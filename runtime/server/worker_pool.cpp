#include "server/worker_pool.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <new>
#include <system_error>
#include <utility>

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

bool WorkerPool::post(Job job) {
  std::vector<Job> dropped;  // ends outside of the lock: replies go with it
  {
    const std::lock_guard lock(mutex_);
    if (!start_threads() || !make_room(job, dropped)) return false;
    auto& source = sources_[job.source];
    if (source.jobs.empty()) turns_.push_back(job.source);
    source.bytes += job.bytes;
    bytes_ += job.bytes;
    ++jobs_;
    source.jobs.push_back(std::move(job));
  }
  changed_.notify_one();
  return true;
}

bool WorkerPool::is_over_limit(const Job& job) const noexcept {
  return jobs_ >= limits_.jobs || (jobs_ > 0 && bytes_ + job.bytes > limits_.bytes);
}

// Whoever has less waiting than others gets in at their cost.
bool WorkerPool::make_room(const Job& job, std::vector<Job>& dropped) {
  while (is_over_limit(job)) {
    if (sources_.empty()) return false;
    const bool by_bytes = jobs_ < limits_.jobs;
    const auto most = largest(by_bytes);
    const auto own = sources_.find(job.source);
    const std::size_t own_jobs = own == sources_.end() ? 0 : own->second.jobs.size();
    const std::size_t own_bytes = own == sources_.end() ? 0 : own->second.bytes;
    const bool fair = by_bytes ? own_bytes + job.bytes < most->second.bytes : own_jobs + 1 < most->second.jobs.size();
    if (!fair) return false;
    dropped.push_back(remove(most, true));
  }
  return true;
}

WorkerPool::Sources::iterator WorkerPool::largest(bool by_bytes) {
  return std::max_element(sources_.begin(), sources_.end(), [by_bytes](const auto& left, const auto& right) {
    if (by_bytes) return left.second.bytes < right.second.bytes;
    return left.second.jobs.size() < right.second.jobs.size();
  });
}

WorkerPool::Job WorkerPool::remove(Sources::iterator source, bool youngest) {
  auto& jobs = source->second.jobs;
  Job job = std::move(youngest ? jobs.back() : jobs.front());
  youngest ? jobs.pop_back() : jobs.pop_front();
  source->second.bytes -= job.bytes;
  bytes_ -= job.bytes;
  --jobs_;
  if (!jobs.empty()) return job;
  std::erase(turns_, source->first);
  sources_.erase(source);
  return job;
}

// Each source that has jobs is looked at once; those whose peers have enough to read wait.
std::optional<WorkerPool::Job> WorkerPool::take() {
  for (std::size_t left = turns_.size(); left > 0; --left) {
    std::string name = std::move(turns_.front());
    turns_.pop_front();
    turns_.push_back(std::move(name));
    const auto source = sources_.find(turns_.back());
    const Job& oldest = source->second.jobs.front();
    if (over_ || !oldest.held || !oldest.held()) return remove(source, false);
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

void WorkerPool::drop_queued() noexcept {
  for (;;) {
    Job dropped;  // ends outside of the lock: a reply goes with it
    const std::lock_guard lock(mutex_);
    if (sources_.empty()) return;
    dropped = remove(sources_.begin(), false);
  }
}

void WorkerPool::work() {
  constexpr auto look_again = std::chrono::milliseconds(10);  // at jobs that are held
  std::unique_lock lock(mutex_);
  for (;;) {
    auto job = take();
    if (job) {
      lock.unlock();
      job->run();
      job.reset();
      lock.lock();
    } else if (over_) {
      return;
    } else if (jobs_ > 0) {
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

// A connection; over udp, where one client may have many ports, a host.
std::string asker_of(const Peer& peer) {
  if (peer.local) return "process " + std::to_string(peer.local->pid);
  return peer.transport == Transport::udp ? peer.address.network_prefix() : peer.address.to_string();
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
    if (pooled_->retired_) {
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
  const std::size_t bytes = call.arguments().rest().size();
  const auto held = [backlog = reply.owed()->call().backlog] { return backlog && backlog->is_full(); };
  const auto run = std::make_shared<Run>(*this, call, std::move(reply));
  if (pool_->post({[run] { (*run)(); }, asker_of(call.context().peer()), bytes, held})) return Outcome::later;
  return call.fail(Error(Errc::server_failure, "no thread of the pool is free, and as many calls wait as may"));
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
