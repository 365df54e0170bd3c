#include "server/worker.h"

#include <algorithm>
#include <bit>
#include <chrono>
#include <new>
#include <tuple>
#include <utility>

#include "base/loop_thread.h"

namespace onc {

Result<std::unique_ptr<Worker>> Worker::open(const ServerWide& wide) {
  auto loop = Loop::open(wide.options.busy_wait);
  if (!loop) return std::move(loop).error();
  auto worker = std::make_unique<Worker>(wide, *std::move(loop));
  auto wake = Wake::open(worker->serving_.loop);
  if (!wake) return std::move(wake).error();
  worker->wake_ = *std::move(wake);
  return worker;
}

bool Worker::serve_datagrams(std::shared_ptr<const ListenSocket> socket) {
  return datagrams_.emplace_back(std::make_unique<DatagramServer>(std::move(socket), serving_))->start();
}

bool Worker::accept_from(std::shared_ptr<const ListenSocket> socket, Acceptor::Take take) {
  const auto make_room = [this] { return this->make_room(); };
  return acceptors_.emplace_back(std::make_unique<Acceptor>(std::move(socket), serving_, std::move(take), make_room))
      ->start();
}

void Worker::take(FileDescriptor socket, Peer peer, Sources::Place place) {
  auto connection = std::make_unique<StreamConnection>(std::move(socket), std::move(peer), serving_, std::move(place));
  if (over_ || !connection->start()) return;
  connections_.push_back(std::move(connection));
  connection_count_ = connections_.size();
  if (finishing_) connections_.back()->finish();
}

bool Worker::make_room() { return close_idlest(nullptr); }

bool Worker::make_room_beside(const Sources::Place& place) { return close_idlest(&place.share()); }

// So neither idlers, nor those that stand still within a record, nor a host whose calls are never answered keep anybody
// out. Among hosts that have about as many connections, those that wait for our reply are no idlers.
bool Worker::close_idlest(const Sources::Share* of_source) {
  const auto crowd = [](std::size_t connections) { return std::bit_width(connections / 16); };
  const auto rank = [&](const StreamConnection& one) {
    const std::size_t connections = one.share().connections;
    return std::tuple(crowd(connections), one.owes_replies() ? 0 : 1, connections,
                      -one.last_progress().time_since_epoch());
  };
  StreamConnection* idlest = nullptr;
  for (const auto& connection : connections_) {
    if (connection->closed() || (of_source != nullptr && of_source != &connection->share())) continue;
    if (idlest == nullptr || rank(*connection) > rank(*idlest)) idlest = connection.get();
  }
  if (idlest == nullptr) return false;
  idlest->close_for("it made room for another connection");
  return true;
}

// Replies that nobody reads, and requests that do not end, are bounded for each connection; here they are together.
void Worker::free_memory() noexcept {
  while (serving_.memory_kept > serving_.most_memory_kept) {
    StreamConnection* const one = heaviest();
    // Who alone has some has no more than each connection may.
    if (one == nullptr || one->memory_kept() == serving_.memory_kept) return;
    one->free_memory();
  }
}

// Of the source that has the most memory, the one that has stood still for the longest time.
StreamConnection* Worker::heaviest() const noexcept {
  const auto rank = [](const StreamConnection& one) {
    return std::tuple(one.share().memory.load(), -one.last_progress().time_since_epoch());
  };
  StreamConnection* found = nullptr;
  for (const auto& connection : connections_) {
    if (connection->closed() || connection->memory_kept() == 0) continue;
    if (found == nullptr || rank(*connection) > rank(*found)) found = connection.get();
  }
  return found;
}

void Worker::refuse_for_source(const Peer& peer) noexcept {
  ++serving_.stats.refused_by_source;
  serving_.log.write(LogEvent::Level::info, "connection refused", &peer,
                     [] { return std::string("its host, or user, has as many connections as one may have"); });
}

Result<void> Worker::run() {
  const LoopThread here;
  serving_.loop.forget_handlers();  // those of the last run
  Result<void> result;
  finishing_ = over_ = false;
  accepts_ = true;
  ++serving_.accepting_loops;
  while (result && !stopping_) result = turn(next_event());
  finish();
  return result;
}

Result<void> Worker::turn(TimePoint until) {
  auto result = serving_.loop.wait(until);
  if (wake_->triggered()) {
    run_tasks();
    look_at_mail();
  }
  if (until <= serving_.loop.now()) keep_time(serving_.loop.now());
  serving_.stats.outstanding.set(serving_.late.size());
  bury_closed();
  return result;
}

void Worker::look_at_mail() {
  constexpr int most = 256;  // then it is the turn of others
  if (serving_.late.deliver()) wake_->trigger();
  for (int i = 0; i < most; ++i) {
    const auto channel = serving_.back_mail->take();
    if (!channel) return;
    channel->ask();
  }
  wake_->trigger();
}

// Replies that are still to come, or on their way, get the time that the options give them; calls that come now get
// none.
void Worker::finish() {
  stop_accepting();
  for (const auto& datagrams : datagrams_) datagrams->finish();
  std::erase_if(datagrams_, [](const auto& datagrams) { return datagrams->outstanding() == 0; });
  const TimePoint end = Clock::now() + serving_.options.drain_time;
  if (!serves_on_) finish_connections();
  drain(end);
  finish_connections();
  over_ = true;
  serving_.late.fail_all();
  bury_closed();
  datagrams_.clear();
  run_tasks();
}

void Worker::stop_accepting() noexcept {
  acceptors_.clear();
  if (std::exchange(accepts_, false)) --serving_.accepting_loops;
}

void Worker::finish_connections() {
  finishing_ = true;
  for (const auto& connection : connections_) connection->finish();
  bury_closed();
}

// While other loops accept they may hand over connections; and nobody tells when a peer has got everything.
void Worker::drain(TimePoint end) {
  constexpr Duration shortest = std::chrono::milliseconds(1);
  constexpr Duration longest = std::chrono::milliseconds(20);
  Duration look = shortest;
  for (TimePoint now = Clock::now(); now < end; now = Clock::now()) {
    if (!has_work() && serving_.accepting_loops == 0) break;
    if (!turn(std::min(end, now + look))) break;
    for (const auto& connection : connections_) connection->look_whether_delivered();
    bury_closed();
    look = std::min(look * 2, longest);
  }
}

bool Worker::has_work() const noexcept { return !connections_.empty() || expected_ > 0 || serving_.late.size() > 0; }

void Worker::close() noexcept {
  run_tasks();  // other loops may have handed connections over after this one had ended
  serving_.late.fail_all();
  connections_.clear();
  connection_count_ = 0;
  stop_accepting();
  datagrams_.clear();
}

void Worker::post(Task task) {
  {
    const std::lock_guard lock(tasks_mutex_);
    tasks_.push_back(std::move(task));
  }
  wake_->trigger();
}

void Worker::stop() noexcept {
  stopping_ = true;
  wake_->trigger();
}

// A task that finds no memory is over, and so is the connection that it brought; others are not concerned.
void Worker::run_tasks() noexcept {
  wake_->reset();
  std::vector<Task> tasks;
  {
    const std::lock_guard lock(tasks_mutex_);
    tasks.swap(tasks_);
  }
  for (const Task& task : tasks) {
    try {
      task();
    } catch (const std::bad_alloc&) {
      continue;
    }
  }
}

// Closed connections may still be named by events of the batch that closed them; behind it they go.
void Worker::bury_closed() {
  if (std::exchange(serving_.closed, 0) == 0) return;
  std::erase_if(connections_, [](const auto& connection) { return connection->closed(); });
  connection_count_ = connections_.size();
  resume_accepting(TimePoint::max());  // descriptors are free again
}

void Worker::keep_time(TimePoint now) {
  if (serving_.next_check <= now) expire(now);
  expire_calls(now);
  serving_.late.expire(now);
  serving_.stats.overdue.set(serving_.late.expired());
  resume_accepting(now);
}

// Looks at all connections, which is why it is called only when one of them can have expired.
void Worker::expire(TimePoint now) {
  serving_.next_check = TimePoint::max();
  for (const auto& connection : connections_) {
    connection->keep_time(now);
    if (!connection->closed()) serving_.next_check = std::min(serving_.next_check, connection->expires());
  }
}

// Of calls to clients.
void Worker::expire_calls(TimePoint now) {
  while (!serving_.call_timers.empty() && serving_.call_timers.begin()->first <= now) {
    const auto due = *serving_.call_timers.begin();
    due.second->expire_calls(now);
    serving_.call_timers.erase(due);  // if it is still there, it is not needed
  }
}

void Worker::resume_accepting(TimePoint now) {
  for (const auto& acceptor : acceptors_) {
    if (acceptor->paused_until() <= now) acceptor->resume();
  }
}

TimePoint Worker::next_event() const {
  TimePoint next = serving_.next_check;
  if (serving_.late.size() > 0) next = std::min(next, serving_.late.next_event().value_or(next));
  if (!serving_.call_timers.empty()) next = std::min(next, serving_.call_timers.begin()->first);
  for (const auto& acceptor : acceptors_) next = std::min(next, acceptor->paused_until().value_or(next));
  return next;
}

}  // namespace onc
