#include "client/driven_channel.h"

#include <poll.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <new>
#include <system_error>
#include <utility>

#include "base/signals_blocked.h"
#include "base/thrown.h"
#include "transport/socket_options.h"

namespace onc {

namespace {

// How long a reader waits at most before it looks whether another thread has started a call with an earlier deadline.
constexpr Duration slice = std::chrono::milliseconds(100);
constexpr Duration forever = std::chrono::hours(24 * 365);
// A connection that was not used for so long may have been closed by the server in the meantime.
constexpr Duration long_idle = std::chrono::seconds(1);
constexpr int most_receives = 64;  // without looking at the time, or in one step

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

Error destroyed() {
  try {
    return Error(Errc::cancelled, "the channel was destroyed");
  } catch (const std::bad_alloc&) {
    return Error(Errc::cancelled);
  }
}

}  // namespace

DrivenChannel::DrivenChannel(const ConnectOptions& options, bool linked)
    : interceptors_(options.interceptors), log_hook_(options.log), linked_(linked) {}

// The last owner is here, so nobody else is in the channel; callbacks may still want to be told.
void DrivenChannel::end() {
  stop_background();
  Lock lock = enter();
  bool sent = !linked_;
  in_spite_of_no_memory([&] {
    if (!std::exchange(sent, true)) send_waiting();  // one-way calls, as far as the system takes them
  });
  linked_ = false;
  if (!session().idle() || has_news()) broken_ = destroyed();
  in_spite_of_no_memory([&] {
    if (broken_) session().fail_all(*broken_, now());
  });
  in_spite_of_no_memory([&] { settle(lock); });
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
  try {
    if (refused) {
      session().refuse(call, procedure, std::move(*refused), now());
    } else {
      launch(lock, call, procedure, arguments, options);
    }
    settle(lock);
  } catch (...) {
    forget(call);
    throw;
  }
}

bool DrivenChannel::start_if_fits(Call& call, const Procedure& procedure, EncodeArguments arguments,
                                  const CallOptions& options) {
  Lock lock = enter();
  try {
    if (!refuse_if_broken(call, procedure)) {
      if (session().start_if_fits(call, procedure, arguments, options, now())) return false;
      send_started(call, options);
    }
    settle(lock);
  } catch (...) {
    forget(call);
    throw;
  }
  return true;
}

void DrivenChannel::perform(Call& call, const Procedure& procedure, EncodeArguments arguments,
                            const CallOptions& options) {
  if (!interceptors_.empty()) return Channel::perform(call, procedure, arguments, options);
  Lock lock = enter();
  try {
    launch(lock, call, procedure, arguments, options);
    finish(lock, call);
  } catch (...) {
    forget(call);
    throw;
  }
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

// What the system has not taken of them is copied. Without memory for that the connection is of no use any more.
void DrivenChannel::own_arguments() {
  if (!has_output()) return;
  try {
    session().own_arguments();
  } catch (const std::bad_alloc&) {
    disconnect(Error(Errc::closed));
  }
}

// The arguments go away behind it, also where it throws.
void DrivenChannel::send_started(const Call& call, const CallOptions& options) {
  try {
    const bool waits = options.one_way || is_amid_callbacks();
    if (linked_ && (!waits || many_wait())) send_waiting();
    if (background_sleeps_until_) wake_background(call.flight);
  } catch (...) {
    own_arguments();
    throw;
  }
  own_arguments();
}

// A callback is about to wait for what it has started, and another thread, which may receive meanwhile, does not know.
void DrivenChannel::send_put_off() {
  if (linked_) send_waiting();
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
  if (is_amid_callbacks()) send_put_off();
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
  if (is_amid_callbacks()) send_put_off();
  const TimePoint give_up = now() + session().options().total_time;
  const auto busy = [&] { return !session().idle() || (unsent() && now() < give_up); };
  while (busy() || (news_ && !within_callback)) {
    if (can_settle()) {
      settle(lock);
    } else if (reading_ || !busy()) {
      follow(lock, nullptr);
    } else {
      const Reading reading(*this);
      while (busy() && !can_settle()) advance(lock, slice);
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
    // Callbacks run when all that has come is received, so that what they start goes together, too.
    if (receive(lock, patience(limit)) && can_settle() && !session().idle()) receive_more(lock);
  } else {
    await_progress(lock, patience(limit));
    if (linked_) receive(lock, Duration::zero());
  }
  keep_time(lock);
}

void DrivenChannel::advance_at_once(Lock& lock) {
  if (linked_) send_waiting();
  if (linked_) receive_more(lock);
  keep_time(lock);
  if (linked_) send_waiting();
}

// What is there already. When no call is in flight any more nothing is expected; what comes all the same comes next
// time.
void DrivenChannel::receive_more(Lock& lock) {
  for (int count = 0; count < most_receives && linked_ && receive(lock, Duration::zero()); ++count) {
    if (session().idle()) return;
  }
}

// What came in time counts, even if nobody looked until the time was over; but a server that never stops sending keeps
// no call beyond its time.
void DrivenChannel::keep_time(Lock& lock) {
  if (!session().due(now())) return;
  for (int count = 0; count < most_receives && linked_ && session().due(now()); ++count) {
    if (!receive(lock, Duration::zero())) break;
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
  do {
    while ((news_ = has_news())) settle_one(lock);
    now_ = read_clock();
    if (linked_) send_waiting();
  } while (news_);  // that the server is gone, and whose calls that ends
}

// This thread runs callbacks, and not the last one: what they start is sent together.
bool DrivenChannel::is_amid_callbacks() const noexcept {
  return settling_ && notify_first_ != nullptr && settler_ == std::this_thread::get_id();
}

void DrivenChannel::settle_one(Lock& lock) {
  if (!noted_.empty()) {
    const Noted noted = std::move(noted_.front());
    noted_.pop_front();
    const std::string to = session().peer();
    const Unlocked unlocked(*this, lock);
    what_it_threw([&] { log_hook_({.level = noted.level, .event = noted.event, .peer = to, .detail = noted.detail}); });
    return;
  }
  if (!completed_calls_.empty()) {
    CompletedCall record = std::move(completed_calls_.front());
    completed_calls_.pop_front();
    const std::string to = session().peer();
    record.peer = to;
    for (const auto& interceptor : interceptors_) run_outside(lock, [&] { interceptor->after(record); });
    return;
  }
  if (Call* call = notify_first_; call != nullptr) {
    notify_first_ = call->flight.next_in_bucket;
    if (notify_first_ == nullptr) notify_last_ = nullptr;
    call->flight.watched = false;
    return run_outside(lock, [call] { call->notify(); });
  }
  serve(lock);
}

// Whoever runs it waits for something else, which must not suffer for what it throws.
void DrivenChannel::run_outside(Lock& lock, FunctionRef<void()> function) {
  lock.unlock();
  std::string thrown = what_it_threw(function);
  lock.lock();  // settle() looks at the clock when all have run
  if (!thrown.empty() && logs()) log(LogEvent::Level::warning, "callback failed", std::move(thrown));
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
  forget(call);
}

// Also when its start throws, for want of memory or by its arguments: it goes with the caller then.
void DrivenChannel::forget(Call& call) noexcept {
  session().cancel(call);
  if (call.flight.watched) take_from_news(call);
}

// It is completed, and `notify` has not begun: nor will it.
void DrivenChannel::take_from_news(Call& call) noexcept {
  call.flight.watched = false;
  Call* before = nullptr;
  for (Call* one = notify_first_; one != nullptr; before = one, one = one->flight.next_in_bucket) {
    if (one != &call) continue;
    (before == nullptr ? notify_first_ : before->flight.next_in_bucket) = call.flight.next_in_bucket;
    if (notify_last_ == &call) notify_last_ = before;
    return;
  }
}

void DrivenChannel::flush() {
  Lock lock = enter();
  if (linked_) {
    send_waiting();
  } else if (!reading_ && unsent()) {
    const Reading reading(*this);
    relink(lock, slice);
    if (linked_) send_waiting();
  }
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
  if (linked_) return {{descriptor(), true, has_output()}};
  if (wake_->descriptor() >= 0) return {{wake_->descriptor(), true, false}};
  return {};
}

std::optional<TimePoint> DrivenChannel::next_event() const {
  const Lock lock(mutex_);
  return next_event_locked();
}

std::optional<TimePoint> DrivenChannel::next_event_locked() const {
  const auto event = session().next_event();
  if (!wants_link() || aside_) return event;
  return event ? std::min(*event, next_attempt_) : next_attempt_;
}

void DrivenChannel::step() {
  const auto self = weak_from_this().lock();  // callbacks may drop the last client
  Lock lock = enter();
  move_on(lock);
  settle(lock);
}

void DrivenChannel::move_on(Lock& lock) {
  wake_->drain();
  if (reading_) return;
  const Reading reading(*this);
  take_aside();
  if (wants_link()) {
    relink_aside();
  } else {
    advance_at_once(lock);
  }
}

// --- the thread of its own

Result<void> DrivenChannel::run_in_background() {
  if (auto opened = wake_->open(); !opened) return opened;
  try {
    const SignalsBlocked inherited;
    // Not a shared_ptr: the thread would keep what it is given, and with it the channel, for ever.
    const std::weak_ptr<DrivenChannel> weak = std::static_pointer_cast<DrivenChannel>(shared_from_this());
    background_ = std::thread(background_loop, weak);
  } catch (const std::system_error& error) {
    return Error(Errc::system, "no thread for the channel: " + std::string(error.what()));
  }
  return {};
}

// It owns the channel while it works, but not while it sleeps; so the channel ends with its last user. The destructor
// waits for the thread, unless the thread itself was the last owner.
void DrivenChannel::background_loop(const std::weak_ptr<DrivenChannel>& weak) {
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
  move_on(lock);
  settle(lock);
  return !stopping_;
}

void DrivenChannel::background_sleep() {
  Lock lock = enter();
  if (stopping_ || can_settle()) return;  // what another thread settles it settles to the end
  if (reading_) return follow(lock, nullptr);
  const Reading reading(*this);
  const Duration time = std::clamp(next_event_locked().value_or(now() + forever) - now(), Duration::zero(), forever);
  background_sleeps_until_ = now() + time;
  poll_with_wake(lock, time);
  background_sleeps_until_.reset();
}

void DrivenChannel::poll_with_wake(Lock& lock, Duration time) {
  const auto events = static_cast<short>(has_output() ? POLLIN | POLLOUT : POLLIN);
  std::array<pollfd, 2> watched{{{wake_->descriptor(), POLLIN, 0}, {linked_ ? descriptor() : -1, events, 0}}};
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time);
  const timespec limit{seconds.count(), std::chrono::nanoseconds(time - seconds).count()};
  const Unlocked unlocked(*this, lock);
  ::ppoll(watched.data(), watched.size(), &limit, nullptr);
}

void DrivenChannel::wake_background(const Call::Flight& flight) const {
  if (!linked_ || has_output() || flight.next_event < *background_sleeps_until_) wake_->trigger();
}

void DrivenChannel::stop_background() {
  if (!background_.joinable()) return;
  {
    const Lock lock(mutex_);
    stopping_ = true;
    wake_all();
  }
  wake_->trigger();
  if (background_.get_id() == std::this_thread::get_id()) {
    background_.detach();
  } else {
    background_.join();
  }
}

}  // namespace onc
