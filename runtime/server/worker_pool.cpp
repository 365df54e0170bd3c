#include "server/worker_pool.h"

#include <algorithm>
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
  {
    const std::lock_guard lock(mutex_);
    if (jobs_.size() >= most_queued_ || !start_threads()) return false;
    jobs_.push_back(std::move(job));
  }
  changed_.notify_one();
  return true;
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
    if (jobs_.empty()) return;
    dropped = std::move(jobs_.front());
    jobs_.pop_front();
  }
}

void WorkerPool::work() {
  for (;;) {
    Job job;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return over_ || !jobs_.empty(); });
      if (jobs_.empty()) return;
      job = std::move(jobs_.front());
      jobs_.pop_front();
    }
    job();
  }
}

// --- a service

namespace {

// The service that the current thread is within.
thread_local const PooledService* current = nullptr;

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
  const auto run = std::make_shared<Run>(*this, call, std::move(reply));
  if (pool_->post([run] { (*run)(); })) return Outcome::later;
  return call.fail(Error(Errc::server_failure, "no thread of the pool is free, and as many calls wait as may"));
}

void PooledService::wait_until_left() {
  std::unique_lock lock(mutex_);
  const std::size_t own = current == this ? 1 : 0;
  left_.wait(lock, [&] { return within_ <= own; });
}

}  // namespace onc
