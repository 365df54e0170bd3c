#include "client/driven_channel.h"

#include <poll.h>

#include <algorithm>
#include <array>
#include <system_error>
#include <utility>

namespace onc {

namespace {

// How long a reader waits at most before it looks whether another thread has started a call with an earlier deadline.
constexpr Duration slice = std::chrono::milliseconds(100);
constexpr Duration forever = std::chrono::hours(24 * 365);
// A connection that was not used for so long may have been closed by the server in the meantime.
constexpr Duration long_idle = std::chrono::seconds(1);
constexpr Duration first_pause = std::chrono::milliseconds(50);
constexpr std::uint32_t most_doublings = 5;
constexpr int most_receives = 64;  // of one step, so that it ends

// Runs something when it goes out of scope.
template <class Function>
class Finally {
 public:
  explicit Finally(Function function) noexcept : function_(std::move(function)) {}
  Finally(const Finally&) = delete;
  Finally& operator=(const Finally&) = delete;
  ~Finally() { function_(); }

 private:
  Function function_;
};

}  // namespace

DrivenChannel::DrivenChannel(const ConnectOptions& options, bool linked)
    : interceptors_(options.interceptors), log_hook_(options.log), linked_(linked) {}

// The last owner is here, so nobody else is in the channel; callbacks may still want to be told.
void DrivenChannel::end() {
  stop_background();
  Lock lock = enter();
  broken_ = Error(Errc::cancelled, "the channel was destroyed");
  linked_ = false;
  session().fail_all(*broken_, now());
  settle(lock);
}

// --- starting

void DrivenChannel::start(Call& call, const Procedure& procedure, EncodeArguments arguments,
                          const CallOptions& options) {
  if (interceptors_.empty()) return start_intercepted(call, procedure, arguments, options);
  CallOptions changed = options;
  std::optional<Error> refused = intercept(procedure, changed);
  start_intercepted(call, procedure, arguments, changed, std::move(refused));
}

void DrivenChannel::start_intercepted(Call& call, const Procedure& procedure, EncodeArguments arguments,
                                      const CallOptions& options, std::optional<Error> refused) {
  Lock lock = enter();
  if (refused) {
    session().refuse(call, procedure, std::move(*refused), now());
  } else {
    launch(lock, call, procedure, arguments, options);
  }
  settle(lock);
}

bool DrivenChannel::start_if_fits(Call& call, const Procedure& procedure, EncodeArguments arguments,
                                  const CallOptions& options) {
  Lock lock = enter();
  if (!refuse_if_broken(call, procedure)) {
    if (session().start_if_fits(call, procedure, arguments, options, now())) return false;
    send_started(call, options);
  }
  settle(lock);
  return true;
}

void DrivenChannel::perform(Call& call, const Procedure& procedure, EncodeArguments arguments,
                            const CallOptions& options) {
  if (!interceptors_.empty()) return Channel::perform(call, procedure, arguments, options);
  Lock lock = enter();
  launch(lock, call, procedure, arguments, options);
  finish(lock, call);
}

std::optional<Error> DrivenChannel::intercept(const Procedure& procedure, CallOptions& options) const {
  const std::string to = peer();
  for (const auto& interceptor : interceptors_) {
    OutgoingCall call{.procedure = procedure, .peer = to, .options = options};
    if (auto refused = interceptor->before(call)) return refused;
  }
  return std::nullopt;
}

void DrivenChannel::launch(Lock& lock, Call& call, const Procedure& procedure, EncodeArguments arguments,
                           const CallOptions& options) {
  if (can_dial() && linked_ && session().idle()) look_at_idle_link(lock);
  if (refuse_if_broken(call, procedure)) return;
  session().start(call, procedure, arguments, options, now());
  send_started(call, options);
}

bool DrivenChannel::refuse_if_broken(Call& call, const Procedure& procedure) {
  if (!broken_) return false;
  Error error = *broken_;
  if (error.code == Errc::closed) error.code = Errc::not_sent;
  session().refuse(call, procedure, std::move(error), now());
  return true;
}

void DrivenChannel::send_started(const Call& call, const CallOptions& options) {
  if (linked_ && (!options.one_way || many_wait())) send_waiting();
  if (background_sleeps_until_) wake_background(call.flight);
}

// Servers close idle connections; better to see that before a call is sent that nobody will answer.
void DrivenChannel::look_at_idle_link(Lock& lock) {
  const TimePoint before = std::exchange(last_use_, now());
  if (reading_ || last_use_ - before < long_idle) return;
  const Reading reading(*this);
  receive(lock, Duration::zero());
}

// --- waiting

void DrivenChannel::wait(Call& call) {
  Lock lock = enter();
  finish(lock, call);
}

void DrivenChannel::finish(Lock& lock, const Call& call) {
  while (call.flight.in_flight) {
    if (reading_) {
      follow(lock, const_cast<Call::Flight*>(&call.flight));
      continue;
    }
    {
      const Reading reading(*this);
      while (call.flight.in_flight && !can_settle()) advance(lock, slice);
    }
    if (can_settle()) settle(lock);
  }
  if (can_settle()) settle(lock);
  if (!reading_) promote();
}

void DrivenChannel::drain() {
  const auto self = weak_from_this().lock();  // callbacks may drop the last client
  Lock lock = enter();
  const bool within_callback = settling_ && settler_ == std::this_thread::get_id();
  while (!session().idle() || (news_ && !within_callback)) {
    if (can_settle()) {
      settle(lock);
    } else if (reading_ || session().idle()) {
      follow(lock, nullptr);
    } else {
      const Reading reading(*this);
      while (!session().idle() && !can_settle()) advance(lock, slice);
    }
  }
  if (!reading_) promote();
}

// Until the call is completed or this thread is to receive; keeps the time of the call meanwhile.
void DrivenChannel::follow(Lock& lock, Call::Flight* flight) {
  if (has_output() && linked_ && !sending_) return send_for(lock);
  Waiter waiter;
  waiters_.push_back(&waiter);
  if (flight != nullptr) flight->waiter = &waiter;
  const Duration limit = flight != nullptr ? std::max(Duration::zero(), flight->next_event - now()) : slice;
  waiter.condition.wait_for(lock, std::min(limit, forever), [&] { return waiter.woken; });
  now_ = read_clock();
  if (flight != nullptr) flight->waiter = nullptr;
  std::erase(waiters_, &waiter);
  expire();
}

// The peer does not take all that this thread or others want to send, and the reader does not know of it.
void DrivenChannel::send_for(Lock& lock) {
  sending_ = true;
  const Finally done([this] { sending_ = false; });
  await_room(lock, patience(slice));
  if (linked_) send_waiting();
  expire();
}

void DrivenChannel::promote() noexcept {
  if (waiters_.empty()) return;
  Waiter& next = *waiters_.front();
  next.woken = true;
  next.condition.notify_one();
}

void DrivenChannel::wake_all() noexcept {
  for (Waiter* waiter : waiters_) {
    waiter->woken = true;
    waiter->condition.notify_one();
  }
}

// --- moving on

void DrivenChannel::advance(Lock& lock, Duration limit) {
  if (!linked_) return relink(lock, limit);
  const bool all_sent = send_waiting();
  if (!linked_) return;
  if (all_sent) {
    receive(lock, patience(limit));
  } else {
    await_progress(lock, patience(limit));
    if (linked_) receive(lock, Duration::zero());
  }
  keep_time(lock);
}

void DrivenChannel::advance_at_once(Lock& lock) {
  if (linked_) send_waiting();
  for (int count = 0; count < most_receives && linked_ && receive(lock, Duration::zero()); ++count) {
  }
  keep_time(lock);
  if (linked_) send_waiting();
}

// What came in time counts, even if nobody looked until the time was over.
void DrivenChannel::keep_time(Lock& lock) {
  while (linked_ && session().due(now()) && receive(lock, Duration::zero())) {
  }
  expire();
}

void DrivenChannel::expire() {
  const TimePoint time = now();
  if (!session().due(time)) return;
  const std::uint64_t before = session().stats().retransmissions;
  session().expire(time);
  const std::uint64_t again = session().stats().retransmissions - before;
  if (again > 0 && logs())
    log(LogEvent::Level::info, "retransmission", std::to_string(again) + " calls without reply are sent again");
  if (linked_) send_waiting();
}

Duration DrivenChannel::patience(Duration limit) const {
  const auto event = session().next_event();
  return event ? std::clamp(*event - now(), Duration::zero(), limit) : limit;
}

// --- losing and finding the server

bool DrivenChannel::disconnect(Error error) {
  if (!linked_) return false;
  linked_ = false;
  if (logs()) log(LogEvent::Level::warning, "connection lost", error.message());
  if (!can_dial() || session().options().reconnect == Reconnect::never) broken_ = error;
  plan_attempt();
  drop_link(error);
  return false;
}

// At once after the server was heard, then with growing pauses: that there is a connection, or a socket for datagrams,
// does not mean that there is a server.
void DrivenChannel::plan_attempt() noexcept {
  next_attempt_ = attempts_ == 0 ? now() : now() + first_pause * (1U << std::min(attempts_ - 1, most_doublings));
}

void DrivenChannel::relink(Lock& lock, Duration limit) {
  const TimePoint time = now();
  if (time < next_attempt_) {
    pause(lock, std::min(patience(limit), next_attempt_ - time));
    return keep_time(lock);
  }
  ++attempts_;
  if (auto error = dial(lock, patience(forever))) {
    dial_failed(*error);
  } else {
    linked_ = true;
    last_use_ = now();
    if (logs()) log(LogEvent::Level::info, "connected", "to " + session().peer());
  }
  keep_time(lock);
}

void DrivenChannel::dial_failed(const Error& error) {
  if (logs()) log(LogEvent::Level::warning, "connecting failed", error.message());
  if (session().options().reconnect == Reconnect::never) {
    broken_ = error;
    return session().fail_all(error, now());
  }
  session().note_trouble("connecting again: " + error.message());
  plan_attempt();
}

// Connecting blocks, an event loop does not: a thread does it, and the loop is woken when it is over.
void DrivenChannel::relink_aside() {
  if (dialing_aside_ || now() < next_attempt_ || !wake_.open()) return expire();
  try {
    std::thread([self = std::static_pointer_cast<DrivenChannel>(shared_from_this())] {
      Lock lock = self->enter();
      {
        const Reading reading(*self);
        self->relink(lock, forever);
      }
      self->dialing_aside_ = false;
      self->wake_.trigger();
    }).detach();
    dialing_aside_ = true;
  } catch (const std::system_error& error) {
    dial_failed(Error(Errc::system, "no thread to connect again: " + std::string(error.what())));
  }
}

// --- what runs outside of the lock

void DrivenChannel::completed(Call& call, const Error* error, TimePoint time) {
  Call::Flight& flight = call.flight;
  if (flight.waiter != nullptr) {
    auto& waiter = *static_cast<Waiter*>(flight.waiter);
    waiter.woken = true;
    waiter.condition.notify_one();
  }
  if (!interceptors_.empty()) {
    completed_calls_.push_back({.procedure = flight.procedure,
                                .peer = {},
                                .xid = flight.xid,
                                .flavor = flight.flavor,
                                .duration = time - flight.started,
                                .transmissions = flight.transmissions,
                                .call_bytes = flight.call_bytes,
                                .reply_bytes = flight.reply_bytes,
                                .error = error != nullptr ? std::optional(*error) : std::nullopt});
  }
  if (!interceptors_.empty() || flight.watched) news_ = true;
  if (!flight.watched) return;
  flight.next_in_bucket = nullptr;
  (notify_last_ == nullptr ? notify_first_ : notify_last_->flight.next_in_bucket) = &call;
  notify_last_ = &call;
}

bool DrivenChannel::has_news() const noexcept {
  return notify_first_ != nullptr || !completed_calls_.empty() || !noted_.empty() || has_incoming();
}

// One thread at a time, so that callbacks come one after the other.
void DrivenChannel::settle(Lock& lock) {
  if (!can_settle()) return;
  settling_ = true;
  settler_ = std::this_thread::get_id();
  const Finally done([this] {
    settling_ = false;
    promote();  // somebody may wait for the callbacks to be over
  });
  while ((news_ = has_news())) settle_one(lock);
}

void DrivenChannel::settle_one(Lock& lock) {
  if (!noted_.empty()) {
    const Noted noted = std::move(noted_.front());
    noted_.pop_front();
    const std::string to = session().peer();
    const Unlocked unlocked(*this, lock);
    return log_hook_({.level = noted.level, .event = noted.event, .peer = to, .detail = noted.detail});
  }
  if (!completed_calls_.empty()) {
    CompletedCall record = std::move(completed_calls_.front());
    completed_calls_.pop_front();
    const std::string to = session().peer();
    record.peer = to;
    const Unlocked unlocked(*this, lock);
    for (const auto& interceptor : interceptors_) interceptor->after(record);
    return;
  }
  if (Call* call = notify_first_; call != nullptr) {
    notify_first_ = call->flight.next_in_bucket;
    if (notify_first_ == nullptr) notify_last_ = nullptr;
    const Unlocked unlocked(*this, lock);
    return call->notify();
  }
  serve(lock);
}

void DrivenChannel::log(LogEvent::Level level, const char* event, std::string detail) {
  noted_.push_back({level, event, std::move(detail)});
  news_ = true;
}

// --- small ones

bool DrivenChannel::completed(const Call& call) const {
  const Lock lock(mutex_);
  return !call.flight.in_flight;
}

bool DrivenChannel::watch(Call& call) {
  const Lock lock(mutex_);
  call.flight.watched = call.flight.in_flight;
  return call.flight.watched;
}

void DrivenChannel::cancel(Call& call) noexcept {
  const Lock lock(mutex_);
  session().cancel(call);
}

void DrivenChannel::flush() {
  Lock lock = enter();
  if (linked_) send_waiting();
  settle(lock);
}

bool DrivenChannel::idle() const {
  const Lock lock(mutex_);
  return session().idle();
}

ChannelStats DrivenChannel::stats() const {
  const Lock lock(mutex_);
  return session().stats();
}

std::string DrivenChannel::peer() const {
  const Lock lock(mutex_);
  return session().peer();
}

// --- event loops

std::vector<Interest> DrivenChannel::interests() const {
  const Lock lock(mutex_);
  if (dialing_aside_ || (!linked_ && wake_.descriptor() >= 0)) return {{wake_.descriptor(), true, false}};
  if (!linked_) return {};
  return {{descriptor(), true, has_output()}};
}

std::optional<TimePoint> DrivenChannel::next_event() const {
  const Lock lock(mutex_);
  const auto event = session().next_event();
  if (!event || linked_ || dialing_aside_ || broken_) return event;
  return std::min(*event, next_attempt_);
}

void DrivenChannel::step() {
  const auto self = weak_from_this().lock();  // callbacks may drop the last client
  Lock lock = enter();
  wake_.drain();
  if (!reading_) {
    if (!linked_ && !broken_ && !session().idle()) {
      relink_aside();
    } else {
      const Reading reading(*this);
      advance_at_once(lock);
    }
  }
  settle(lock);
}

// --- the thread of its own

Result<void> DrivenChannel::run_in_background() {
  if (auto opened = wake_.open(); !opened) return opened;
  try {
    background_ = std::thread(background_loop, std::static_pointer_cast<DrivenChannel>(shared_from_this()));
  } catch (const std::system_error& error) {
    return Error(Errc::system, "no thread for the channel: " + std::string(error.what()));
  }
  return {};
}

// It owns the channel while it works, but not while it sleeps; so the channel ends with its last user. The destructor
// waits for the thread, unless the thread itself was the last owner.
void DrivenChannel::background_loop(std::weak_ptr<DrivenChannel> weak) {
  DrivenChannel* channel = nullptr;
  for (;;) {
    {
      const auto self = weak.lock();
      if (!self || !self->background_step()) return;
      channel = self.get();
    }
    if (weak.expired()) return;
    channel->background_sleep();
  }
}

bool DrivenChannel::background_step() {
  Lock lock = enter();
  if (stopping_) return false;
  wake_.drain();
  if (!reading_) {
    const Reading reading(*this);
    if (!linked_ && !broken_ && !session().idle()) {
      relink(lock, slice);
    } else {
      advance_at_once(lock);
    }
  }
  settle(lock);
  return !stopping_;
}

void DrivenChannel::background_sleep() {
  Lock lock = enter();
  if (stopping_ || news_) return;
  if (reading_) return follow(lock, nullptr);
  const bool dials = !linked_ && !broken_ && !session().idle();
  if (dials) return;
  const Reading reading(*this);
  const Duration time = patience(forever);
  background_sleeps_until_ = now() + time;
  poll_with_wake(lock, time);
  background_sleeps_until_.reset();
}

void DrivenChannel::poll_with_wake(Lock& lock, Duration time) {
  const auto events = static_cast<short>(has_output() ? POLLIN | POLLOUT : POLLIN);
  std::array<pollfd, 2> watched{{{wake_.descriptor(), POLLIN, 0}, {linked_ ? descriptor() : -1, events, 0}}};
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time);
  const timespec limit{seconds.count(), std::chrono::nanoseconds(time - seconds).count()};
  const Unlocked unlocked(*this, lock);
  ::ppoll(watched.data(), watched.size(), &limit, nullptr);
}

void DrivenChannel::wake_background(const Call::Flight& flight) const {
  if (!linked_ || has_output() || flight.next_event < *background_sleeps_until_) wake_.trigger();
}

void DrivenChannel::stop_background() {
  if (!background_.joinable()) return;
  {
    const Lock lock(mutex_);
    stopping_ = true;
    wake_all();
  }
  wake_.trigger();
  if (background_.get_id() == std::this_thread::get_id()) {
    background_.detach();
  } else {
    background_.join();
  }
}

}  // namespace onc
