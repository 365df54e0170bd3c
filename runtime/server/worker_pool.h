// Threads for services whose procedures block, so that loops need not.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include <onc/service.h>

#include "session/event_log.h"

namespace onc {

/// Threads that start with the first job and end with the pool. Sources of jobs take turns, and so do the connections
/// of each source, so that one with many holds up no other; of larger pools an eighth is for those that have few
/// running, so that the calls of one that last do not hold up all others. When too much waits, the source that has the
/// most waiting loses to one that has less: the youngest job of its connection that has the most. Senders of udp can be
/// forged: all of them are one source, of which the same is true for the hosts within it.
class WorkerPool {
 public:
  struct Job {
    std::function<void()> run{};
    std::string source{};      ///< whose it is: a host, or a local user; empty: all of udp
    std::string connection{};  ///< of that source; of udp a host
    const void* service = nullptr;
    std::size_t bytes = 0;         ///< that it keeps in memory
    std::function<bool()> held{};  ///< whether it is to wait still; empty: it is not
  };
  struct Limits {
    std::size_t jobs = 1024;
    std::size_t bytes = std::size_t{64} << 20;
  };

  WorkerPool(std::size_t threads, const Limits& limits) : wanted_(threads), limits_(limits) {}
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;
  /// Drops what is queued and waits for what runs.
  ~WorkerPool();

  /// False: too much waits, or there is no thread to be had. From any thread.
  bool post(Job job);
  /// Jobs that no thread has begun are dropped; those of one service, or all.
  void drop_queued(const void* service = nullptr) noexcept;

 private:
  struct Load {
    std::size_t jobs = 0;
    std::size_t bytes = 0;
    [[nodiscard]] std::size_t by(bool bytes_count) const noexcept { return bytes_count ? bytes : jobs; }
    void add(const Job& job) noexcept {
      ++jobs;
      bytes += job.bytes;
    }
    void remove(const Job& job) noexcept {
      --jobs;
      bytes -= job.bytes;
    }
  };
  struct Queue {
    std::deque<Job> jobs{};
    Load load{};
    std::size_t running = 0;
    [[nodiscard]] bool idle() const noexcept { return jobs.empty() && running == 0; }
  };
  // Several that take turns, by name; those that have jobs, or some that run.
  template <class Member>
  struct Circle {
    std::unordered_map<std::string, Member> members{};
    std::list<std::string> turns{};  // the next in front
    Load load{};

    Member& enter(const std::string& name);
    /// Who has neither jobs nor some that run.
    void leave_if_idle(const std::string& name) noexcept;
    /// Whose turn it is; it is the last from then on. REQUIRES: there is one.
    Member& next();
    [[nodiscard]] std::pair<const std::string, Member>& largest(bool by_bytes);
  };
  struct Source : Circle<Queue> {
    std::size_t running = 0;
    [[nodiscard]] bool idle() const noexcept { return load.jobs == 0 && running == 0; }
  };

  void add(Job&& job);
  void forget_if_idle(const Job& job) noexcept;
  bool start_threads();
  void work();
  [[nodiscard]] bool make_room(const Job& job, std::vector<Job>& dropped);
  [[nodiscard]] bool is_over_limit(const Job& job) const noexcept;
  [[nodiscard]] bool has_less(const Job& job, bool by_bytes);
  [[nodiscard]] bool may_run_more(const Source& source, bool is_udp) const noexcept;
  [[nodiscard]] bool may_run_more_of_udp(const Source& udp, const Queue& host) const noexcept;
  void end(const Job& job) noexcept;
  Job remove(Queue& queue, const std::deque<Job>::iterator& at);
  [[nodiscard]] std::optional<Job> remove_any(const void* service);
  std::optional<Job> take();
  std::optional<Job> take_from(Source& source, bool is_udp);

  const std::size_t wanted_;
  const Limits limits_;
  std::mutex mutex_;
  std::condition_variable changed_;
  Circle<Source> sources_;
  std::size_t running_ = 0;
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
  [[nodiscard]] bool answers_later() const noexcept override { return true; }
  /// Calls that no thread has begun end with SYSTEM_ERR from now on.
  void retire() noexcept;
  /// Waits until no call is queued, and no thread of the pool is within the service. Not from a thread of a pool or a
  /// loop, which may be what those wait for.
  void wait_until_left();
  [[nodiscard]] bool is_left();
  /// Whether this thread is one of a pool's, within a service.
  static bool is_pool_thread() noexcept;

 private:
  class Run;

  Service* service_;
  WorkerPool* pool_;
  EventLog* log_;
  std::mutex mutex_;
  std::condition_variable left_;
  std::size_t within_ = 0;  // calls that are queued or run
  std::atomic<bool> retired_ = false;
};

}  // namespace onc
