// Threads for services whose procedures block, so that loops need not.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include <onc/service.h>

#include "session/event_log.h"

namespace onc {

/// Threads that start with the first job and end with the pool.
class WorkerPool {
 public:
  using Job = std::function<void()>;

  WorkerPool(std::size_t threads, std::size_t queue) : wanted_(threads), most_queued_(queue) {}
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;
  /// Drops what is queued and waits for what runs.
  ~WorkerPool();

  /// False: as many jobs wait as may, or there is no thread to be had. From any thread.
  bool post(Job job);
  /// Jobs that no thread has begun are dropped.
  void drop_queued() noexcept;

 private:
  bool start_threads();
  void work();

  const std::size_t wanted_;
  const std::size_t most_queued_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Job> jobs_;
  std::vector<std::thread> threads_;
  bool over_ = false;
};

/// Another service, whose calls run on a pool.
class PooledService final : public Service, public std::enable_shared_from_this<PooledService> {
 public:
  PooledService(Service& service, WorkerPool& pool, EventLog& log) noexcept
      : service_(&service), pool_(&pool), log_(&log) {}

  [[nodiscard]] const Service& service() const noexcept { return *service_; }
  [[nodiscard]] ProgramVersion program_version() const noexcept override { return service_->program_version(); }
  /// Outcome::later, or failed when the pool takes no more. Where replies cannot come later the call runs here.
  Outcome dispatch(IncomingCall& call) override;
  [[nodiscard]] bool idempotent(std::uint32_t procedure) const noexcept override {
    return service_->idempotent(procedure);
  }
  /// Waits until no thread of the pool is within the service, but for the caller's own.
  void wait_until_left();

 private:
  class Run;

  Service* service_;
  WorkerPool* pool_;
  EventLog* log_;
  std::mutex mutex_;
  std::condition_variable left_;
  std::size_t within_ = 0;  // calls that are queued or run
};

}  // namespace onc
