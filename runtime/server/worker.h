// One event loop of a server and what is served on it: connections, datagram sockets, acceptors. Everything runs on the
// thread that calls run(), except where it says otherwise.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "server/acceptor.h"
#include "server/datagram_server.h"
#include "server/serving.h"
#include "server/stream_connection.h"
#include "server/wake.h"

namespace onc {

class Worker {
 public:
  using Task = std::function<void()>;

  /// `options`, `sources`, `log` and `once`, which may be null, outlive the worker. Errors: system.
  static Result<std::unique_ptr<Worker>> open(const ServerOptions& options, Sources& sources, AtMostOnce* once,
                                              EventLog& log);
  Worker(const ServerOptions& options, Sources& sources, AtMostOnce* once, EventLog& log, Loop loop)
      : serving_(options, sources, std::move(loop), once, log, [this] { wake_->trigger(); }) {}
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  // Before run(), or by a task. False with errno set.
  bool serve_datagrams(ListenSocket socket);
  bool accept_from(std::shared_ptr<const ListenSocket> socket, Acceptor::Take take);
  void take(FileDescriptor socket, Peer peer, Sources::Place place);
  /// The connection that has completed nothing for the longest time gives way. False when there is none.
  bool make_room();

  void refuse_for_source(const Peer& peer) noexcept;

  /// Runs until stop(), then finishes: takes no new calls, and sends what is still to be sent for as long as
  /// `ServerOptions::drain_time`.
  Result<void> run();
  /// Runs what was posted.
  void run_tasks() noexcept;
  /// Closes everything.
  void close() noexcept;

  // From any thread.

  /// The loop will run `task`, once, between two batches of events; at the latest when run() ends.
  void post(Task task);
  /// A connection is on its way here, by a task.
  void expect_connection() noexcept { ++expected_; }
  /// It has come, or will not.
  void forget_expected() noexcept { --expected_; }
  void stop() noexcept;
  [[nodiscard]] bool stopped() const noexcept { return stopping_; }
  void forget_stop() noexcept { stopping_ = false; }
  /// Also those that are on their way here.
  [[nodiscard]] std::size_t connections() const noexcept { return connection_count_ + expected_; }
  [[nodiscard]] const ServingCounters& counters() const noexcept { return serving_.stats; }
  [[nodiscard]] const CallWatch& watch() const noexcept { return serving_.watch; }

  [[nodiscard]] Dispatcher& dispatcher() noexcept { return serving_.dispatcher; }
  [[nodiscard]] Loop& loop() noexcept { return serving_.loop; }

 private:
  Result<void> turn(std::optional<TimePoint> until);
  void finish();
  void drain(TimePoint end);
  void bury_closed();
  void keep_time(TimePoint now);
  void expire(TimePoint now);
  void resume_accepting(TimePoint now);
  [[nodiscard]] std::optional<TimePoint> next_event() const;

  Serving serving_;
  std::unique_ptr<Wake> wake_;
  std::vector<std::unique_ptr<Acceptor>> acceptors_;
  std::vector<std::unique_ptr<DatagramServer>> datagrams_;
  std::vector<std::unique_ptr<StreamConnection>> connections_;
  std::atomic<std::size_t> connection_count_ = 0;
  std::atomic<std::size_t> expected_ = 0;  // on their way here
  std::atomic<bool> stopping_ = false;
  std::mutex tasks_mutex_;
  std::vector<Task> tasks_;
};

}  // namespace onc
