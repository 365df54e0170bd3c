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

  /// Errors: system.
  static Result<std::unique_ptr<Worker>> open(const ServerWide& wide);
  Worker(const ServerWide& wide, Loop loop) : serving_(wide, std::move(loop), [this] { wake_->trigger(); }) {
    serving_.free_memory = [this] { free_memory(); };
  }
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  // Before run(), or by a task. False with errno set.
  bool serve_datagrams(std::shared_ptr<const ListenSocket> socket);
  bool accept_from(std::shared_ptr<const ListenSocket> socket, Acceptor::Take take);
  void take(FileDescriptor socket, Peer peer, Sources::Place place);
  /// Of the source with the most connections, the one that has completed nothing for the longest time gives way. False
  /// when there is none.
  bool make_room();
  /// The same of that source.
  bool make_room_beside(const Sources::Place& place);

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
  /// When stop() comes, clients may go on with their connections for as long as `drain_time`: what they send is
  /// answered, as there is no moment at which nothing is under way.
  void serve_on_when_stopped(bool serves) noexcept { serves_on_ = serves; }
  void forget_stop() noexcept { stopping_ = false; }
  /// Also those that are on their way here.
  [[nodiscard]] std::size_t connections() const noexcept { return connection_count_ + expected_; }
  [[nodiscard]] const ServingCounters& counters() const noexcept { return serving_.stats; }
  [[nodiscard]] const CallWatch& watch() const noexcept { return serving_.watch; }

  [[nodiscard]] Dispatcher& dispatcher() noexcept { return serving_.dispatcher; }
  [[nodiscard]] Loop& loop() noexcept { return serving_.loop; }

 private:
  bool close_idlest(const Sources::Share* of_source);
  void free_memory() noexcept;
  [[nodiscard]] StreamConnection* heaviest() const noexcept;
  Result<void> turn(TimePoint until);
  void finish();
  void stop_accepting() noexcept;
  void finish_connections();
  [[nodiscard]] bool has_work() const noexcept;
  void drain(TimePoint end);
  void bury_closed();
  void keep_time(TimePoint now);
  void look_at_mail();
  void expire(TimePoint now);
  void expire_calls(TimePoint now);
  void resume_accepting(TimePoint now);
  /// When something is to be done without an event. TimePoint::max(): never.
  [[nodiscard]] TimePoint next_event() const;

  Serving serving_;
  std::unique_ptr<Wake> wake_;
  std::vector<std::unique_ptr<Acceptor>> acceptors_;
  std::vector<std::unique_ptr<DatagramServer>> datagrams_;
  std::vector<std::unique_ptr<StreamConnection>> connections_;
  std::atomic<std::size_t> connection_count_ = 0;
  std::atomic<std::size_t> expected_ = 0;  // on their way here
  std::atomic<bool> stopping_ = false;
  std::atomic<bool> serves_on_ = false;
  bool accepts_ = false;    // and is counted among those that do
  bool finishing_ = false;  // connections are to be finished as soon as they are taken
  bool over_ = false;       // none are taken any more
  std::mutex tasks_mutex_;
  std::vector<Task> tasks_;
};

}  // namespace onc
