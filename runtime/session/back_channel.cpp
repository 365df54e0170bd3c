#include "session/back_channel.h"

#include <new>
#include <utility>

#include "base/loop_thread.h"

namespace onc {

// Stands for a user's call in the session, which knows nothing of threads. The user's call may go away before it.
class BackChannel::Outgoing final : public Call {
 public:
  Outgoing(BackChannel& channel, Call& user, const Procedure& procedure, const CallOptions& options)
      : user_(&user), procedure_(procedure), options_(options), has_results_(user.has_results()), channel_(&channel) {}

  bool encode(EncodeArguments arguments, const xdr::Limits& limits) {
    xdr::Encoder out(arguments_, limits);
    if (arguments(out) && out.finish()) return true;
    const Errc code = out.report().fault == xdr::Fault::too_large ? Errc::message_too_large : Errc::bound_exceeded;
    encoding_error_ = Error(code, out.report().message("arguments"));
    return false;
  }
  [[nodiscard]] const Error& encoding_error() const noexcept { return encoding_error_; }
  /// What it takes in memory while it waits.
  [[nodiscard]] std::size_t size() const noexcept { return arguments_.size() + sizeof(Outgoing); }

  void begin(StreamCalls& session, TimePoint now) {
    const xdr::Buffer arguments = std::move(arguments_);  // not kept for an answer that may never come
    const auto copy = [&arguments](xdr::Encoder& out) { return out.opaque_fixed(arguments.bytes()); };
    session.start(*this, procedure_, copy, options_, now);
  }

  std::optional<Error> succeed(xdr::Decoder& results) override {
    const std::lock_guard lock(channel_->mutex_);
    if (user_ != nullptr) {
      if (auto error = user_->succeed(results)) return error;
    }
    channel_->complete(*this);
    return std::nullopt;
  }
  void fail(Error error) override {
    const std::lock_guard lock(channel_->mutex_);
    if (user_ != nullptr) user_->fail(std::move(error));
    channel_->complete(*this);
  }
  [[nodiscard]] bool has_results() const noexcept override { return has_results_; }

  // Under the channel's lock.
  [[nodiscard]] Call* forget_user() noexcept { return std::exchange(user_, nullptr); }

  std::uint64_t sequence = 0;
  bool begun = false;  // it is among those in flight

 private:
  Call* user_;  // null: nobody waits for it any more
  Procedure procedure_;
  CallOptions options_;
  bool has_results_;
  BackChannel* channel_;
  xdr::Buffer arguments_{};
  Error encoding_error_{};
};

BackChannel::BackChannel(Owner& owner, std::shared_ptr<Mail> mail, const ClientSessionOptions& options)
    : mail_(std::move(mail)),
      peer_(options.peer),
      limits_(options.limits),
      max_waiting_(options.max_waiting),
      owner_(&owner) {}

namespace {

// More need memory, here and in the session, that only the client's silence is the reason for.
constexpr std::size_t most_open_calls = 65'536;

Error one_way_with_results() { return Error(Errc::invalid_argument, "a one-way call of a procedure that has results"); }

Error waiting_on_a_loop() {
  return Error(Errc::invalid_argument,
               "a service waits for a client on a thread that serves clients; start the call and use its result in a "
               "callback, or add the service with Server::add_blocking");
}

}  // namespace

// Without a connection no call is in flight.
BackChannel::~BackChannel() = default;

// --- by any thread

void BackChannel::start(Call& call, const Procedure& procedure, EncodeArguments arguments, const CallOptions& options) {
  auto outgoing = std::make_unique<Outgoing>(*this, call, procedure, options);
  if (options.one_way && call.has_results()) return fail_at_once(call, procedure, one_way_with_results());
  if (!outgoing->encode(arguments, limits_)) return fail_at_once(call, procedure, outgoing->encoding_error());
  std::optional<Error> refused;
  {
    const std::lock_guard lock(mutex_);
    refused = refusal(outgoing->size());
    if (!refused) enqueue(call, std::move(outgoing));
  }
  if (refused) return fail_at_once(call, procedure, *std::move(refused));
  if (options.one_way) succeed_at_once(call);
}

// Being queued is the success of a one-way call.
void BackChannel::succeed_at_once(Call& call) {
  {
    const std::lock_guard lock(mutex_);
    if (!call.flight.in_flight) return;  // the loop was faster
    leave(call);
  }
  xdr::Decoder nothing({}, limits_);
  call.succeed(nothing);
}

std::optional<Error> BackChannel::refusal(std::size_t bytes) const {
  if (ended_) return ended_;
  if (waiting_bytes_ + bytes > max_waiting_)
    return Error(Errc::limit_exceeded, std::to_string(waiting_bytes_) + " bytes of calls wait to be sent");
  if (open_calls_ < most_open_calls) return std::nullopt;
  return Error(Errc::limit_exceeded, std::to_string(open_calls_) + " calls wait for the client's replies");
}

void BackChannel::enqueue(Call& call, std::unique_ptr<Outgoing> outgoing) {
  outgoing->sequence = ++last_sequence_;
  Call::Flight& flight = call.flight;
  flight.waiter = outgoing.get();
  flight.sequence = outgoing->sequence;
  flight.watched = false;
  waiting_bytes_ += outgoing->size();
  wishes_.push_back({.started = std::move(outgoing)});
  flight.in_flight = true;
  ++open_calls_;
  post();
}

void BackChannel::fail_at_once(Call& call, const Procedure& procedure, Error error) const {
  call.flight.in_flight = false;
  call.fail(std::move(error).in_context(name_of(procedure) + " at " + peer_));
}

// At the end the loop looks once more by itself; the mail may still have the channel, which must not be in it twice.
void BackChannel::post() {
  if (ended_ || std::exchange(posted_, true)) return;
  mail_->post(std::static_pointer_cast<BackChannel>(shared_from_this()));
}

// A loop cannot wait for itself, and two that wait for each other wait for ever.
void BackChannel::wait(Call& call) {
  std::unique_lock lock(mutex_);
  if (!LoopThread::is_current()) return changed_.wait(lock, [&] { return !call.flight.in_flight; });
  if (!call.flight.in_flight) return;
  lock.unlock();
  cancel(call);
  call.fail(waiting_on_a_loop());
}

// Nothing is sent then, so that it does not depend on who is faster.
void BackChannel::perform(Call& call, const Procedure& procedure, EncodeArguments arguments,
                          const CallOptions& options) {
  if (LoopThread::is_current() && !options.one_way) return fail_at_once(call, procedure, waiting_on_a_loop());
  Channel::perform(call, procedure, arguments, options);
}

bool BackChannel::completed(const Call& call) const {
  const std::lock_guard lock(mutex_);
  return !call.flight.in_flight;
}

bool BackChannel::watch(Call& call) {
  const std::lock_guard lock(mutex_);
  return call.flight.watched = call.flight.in_flight;
}

void BackChannel::cancel(Call& call) noexcept {
  const std::lock_guard lock(mutex_);
  if (!call.flight.in_flight) return forget_completed(call);
  leave(call);
  try {
    wishes_.push_back({.forgotten = call.flight.sequence});
    post();
  } catch (const std::exception&) {
    // No memory: the loop forgets the call when its time is over.
  }
}

// Under the lock: nobody waits for the call any more.
void BackChannel::leave(Call& call) noexcept {
  call.flight.in_flight = false;
  static_cast<void>(static_cast<Outgoing*>(call.flight.waiter)->forget_user());
  --open_calls_;
  changed_.notify_all();
}

void BackChannel::drain() {
  if (LoopThread::is_current()) return;
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return open_calls_ == 0 && first_to_notify_ == nullptr && !notifying_; });
}

ChannelStats BackChannel::stats() const {
  const std::lock_guard lock(mutex_);
  return stats_;
}

// --- by the loop

// Of a call that is over; under the lock.
void BackChannel::complete(Outgoing& outgoing) {
  if (outgoing.begun) finished_.push_back(outgoing.sequence);
  Call* user = outgoing.forget_user();
  if (user == nullptr) return;
  user->flight.in_flight = false;
  --open_calls_;
  if (user->flight.watched) note_completed(*user);
  changed_.notify_all();
}

void BackChannel::note_completed(Call& user) noexcept {
  user.flight.next_in_bucket = nullptr;
  (first_to_notify_ == nullptr ? first_to_notify_ : last_to_notify_->flight.next_in_bucket) = &user;
  last_to_notify_ = &user;
}

void BackChannel::forget_completed(Call& user) noexcept {
  Call* before = nullptr;
  for (Call* call = first_to_notify_; call != nullptr; before = call, call = call->flight.next_in_bucket) {
    if (call != &user) continue;
    (before == nullptr ? first_to_notify_ : before->flight.next_in_bucket) = user.flight.next_in_bucket;
    if (last_to_notify_ == &user) last_to_notify_ = before;
    return;
  }
}

void BackChannel::take_wishes() noexcept {
  const std::lock_guard lock(mutex_);
  posted_ = false;
  waiting_bytes_ = 0;
  taken_.swap(wishes_);
}

// Those that could not be fulfilled, for want of memory, end with the connection.
void BackChannel::run(StreamCalls& session, TimePoint now) {
  take_wishes();
  for (Wish& wish : taken_) fulfil(wish, session, now);
  taken_.clear();
}

// Also a call that is forgotten already is sent: the order of what a thread has started stays.
void BackChannel::fulfil(Wish& wish, StreamCalls& session, TimePoint now) {
  if (!wish.started) return forget(wish.forgotten, session);
  Outgoing& outgoing = *wish.started;
  finished_.reserve(in_flight_.size() + 1);
  in_flight_.emplace(outgoing.sequence, std::move(wish.started));
  outgoing.begun = true;
  outgoing.begin(session, now);
}

void BackChannel::forget(std::uint64_t sequence, StreamCalls& session) noexcept {
  const auto found = in_flight_.find(sequence);
  if (found == in_flight_.end()) return;
  session.cancel(*found->second);
  in_flight_.erase(found);
}

void BackChannel::bury() noexcept {
  for (const std::uint64_t sequence : finished_) in_flight_.erase(sequence);
  finished_.clear();
}

void BackChannel::settle(StreamCalls& session, FunctionRef<void(const std::exception*)> report) noexcept {
  bury();
  std::unique_lock lock(mutex_);
  stats_ = session.stats();
  if (notifying_) return;  // a callback of ours is at work further up
  notifying_ = true;
  while (first_to_notify_ != nullptr) notify_one(lock, report);
  notifying_ = false;
  changed_.notify_all();
}

void BackChannel::notify_one(std::unique_lock<std::mutex>& lock,
                             FunctionRef<void(const std::exception*)> report) noexcept {
  Call& call = *first_to_notify_;
  first_to_notify_ = call.flight.next_in_bucket;
  lock.unlock();
  try {
    call.notify();
  } catch (const std::exception& thrown) {
    report(&thrown);
  } catch (...) {
    report(nullptr);
  }
  lock.lock();
}

void BackChannel::end(StreamCalls& session, TimePoint now) noexcept {
  owner_ = nullptr;
  {
    const std::lock_guard lock(mutex_);
    ended_.emplace(Errc::closed);
  }
  try {
    session.fail_all(Error(Errc::closed, "the client's connection is gone"), now);
  } catch (const std::bad_alloc&) {
    // Then without a word.
  }
  fail_rest(session, Error(Errc::closed));
}

// Those that the session does not have: they were not begun, or there was no memory.
void BackChannel::fail_rest(StreamCalls& session, const Error& error) {
  bury();
  for (const auto& [sequence, outgoing] : in_flight_) {
    session.cancel(*outgoing);
    outgoing->fail(error);
  }
  in_flight_.clear();
  finished_.clear();
  const auto fail_wishes = [&error](std::vector<Wish>& wishes) {
    for (const Wish& wish : wishes) {
      if (wish.started) wish.started->fail(error);
    }
    wishes.clear();
  };
  fail_wishes(taken_);
  take_wishes();
  fail_wishes(taken_);
}

}  // namespace onc
