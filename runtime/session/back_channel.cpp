#include "session/back_channel.h"

#include <algorithm>
#include <utility>

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
  [[nodiscard]] std::size_t size() const noexcept { return arguments_.size(); }

  void begin(StreamCalls& session, TimePoint now) {
    const auto copy = [this](xdr::Encoder& out) { return out.opaque_fixed(arguments_.bytes()); };
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

// Without a connection no call is in flight.
BackChannel::~BackChannel() = default;

// --- by any thread

void BackChannel::start(Call& call, const Procedure& procedure, EncodeArguments arguments,
                        const CallOptions& options) {
  auto outgoing = std::make_unique<Outgoing>(*this, call, procedure, options);
  if (!outgoing->encode(arguments, limits_)) return fail_at_once(call, procedure, outgoing->encoding_error());
  std::optional<Error> refused;
  {
    const std::lock_guard lock(mutex_);
    refused = refusal(outgoing->size());
    if (!refused) enqueue(call, std::move(outgoing));
  }
  if (refused) fail_at_once(call, procedure, *std::move(refused));
}

std::optional<Error> BackChannel::refusal(std::size_t bytes) const {
  if (ended_ || waiting_bytes_ + bytes <= max_waiting_) return ended_;
  return Error(Errc::limit_exceeded, std::to_string(waiting_bytes_) + " bytes of calls wait to be sent");
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

void BackChannel::post() {
  if (std::exchange(posted_, true)) return;
  mail_->post(std::static_pointer_cast<BackChannel>(shared_from_this()));
}

// The loop cannot wait for itself.
void BackChannel::wait(Call& call) {
  std::unique_lock lock(mutex_);
  if (!on_loop()) return changed_.wait(lock, [&] { return !call.flight.in_flight; });
  if (!call.flight.in_flight) return;
  lock.unlock();
  cancel(call);
  call.fail(Error(Errc::invalid_argument,
                  "a service waits for its client on the thread that serves both; start the call and use its result in "
                  "a callback, or add the service with Server::add_blocking"));
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
  if (!std::exchange(call.flight.in_flight, false)) {
    std::erase(to_notify_, &call);
    return;
  }
  static_cast<void>(static_cast<Outgoing*>(call.flight.waiter)->forget_user());
  --open_calls_;
  changed_.notify_all();
  try {
    wishes_.push_back({.forgotten = call.flight.sequence});
    post();
  } catch (const std::exception&) {
    // No memory: the loop forgets the call when its time is over.
  }
}

void BackChannel::drain() {
  if (on_loop()) return;
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return open_calls_ == 0 && to_notify_.empty() && !notifying_; });
}

ChannelStats BackChannel::stats() const {
  const std::lock_guard lock(mutex_);
  return stats_;
}

// --- by the loop

// Of a call that is over; under the lock.
void BackChannel::complete(Outgoing& outgoing) {
  finished_.push_back(outgoing.sequence);
  Call* user = outgoing.forget_user();
  if (user == nullptr) return;
  user->flight.in_flight = false;
  --open_calls_;
  if (user->flight.watched) to_notify_.push_back(user);
  changed_.notify_all();
}

void BackChannel::take_wishes() {
  const std::lock_guard lock(mutex_);
  posted_ = false;
  waiting_bytes_ = 0;
  for (Wish& wish : wishes_) taken_.push_back(std::move(wish));
  wishes_.clear();
}

void BackChannel::run(StreamCalls& session, TimePoint now) {
  take_wishes();
  while (!taken_.empty()) {
    Wish wish = std::move(taken_.front());
    taken_.pop_front();
    fulfil(std::move(wish), session, now);
  }
}

// Also a call that is forgotten already is sent: the order of what a thread has started stays.
void BackChannel::fulfil(Wish wish, StreamCalls& session, TimePoint now) {
  if (wish.started) {
    const std::uint64_t sequence = wish.started->sequence;
    Outgoing& outgoing = *in_flight_.emplace(sequence, std::move(wish.started)).first->second;
    return outgoing.begin(session, now);
  }
  const auto found = in_flight_.find(wish.forgotten);
  if (found == in_flight_.end()) return;
  session.cancel(*found->second);
  in_flight_.erase(found);
}

void BackChannel::bury() {
  for (const std::uint64_t sequence : finished_) in_flight_.erase(sequence);
  finished_.clear();
}

void BackChannel::settle(StreamCalls& session, FunctionRef<void(const std::exception*)> report) {
  bury();
  std::unique_lock lock(mutex_);
  stats_ = session.stats();
  if (notifying_) return;  // a callback of ours is at work further up
  notifying_ = true;
  while (!to_notify_.empty()) notify_one(lock, report);
  notifying_ = false;
  changed_.notify_all();
}

void BackChannel::notify_one(std::unique_lock<std::mutex>& lock, FunctionRef<void(const std::exception*)> report) {
  Call& call = *to_notify_.front();
  to_notify_.pop_front();
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

void BackChannel::end(StreamCalls& session, const Error& error, TimePoint now) {
  owner_ = nullptr;
  {
    const std::lock_guard lock(mutex_);
    ended_ = error;
  }
  take_wishes();
  session.fail_all(error, now);
  bury();
  for (const auto& [sequence, outgoing] : in_flight_) outgoing->fail(error);  // there was no memory to start them
  for (const Wish& wish : taken_) {
    if (wish.started) wish.started->fail(error);
  }
  taken_.clear();
  in_flight_.clear();
  finished_.clear();
}

}  // namespace onc
