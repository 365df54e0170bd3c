// A call that has been started and whose answer is still to come.
//
//   auto first = log->start_rlog("a");
//   auto second = log->start_rlog("b");
//   auto answer = std::move(first).wait();
//   std::move(second).then([](onc::Result<std::int32_t> status) { … });
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include <onc/channel.h>

namespace onc {

namespace detail {

/// A call with typed results, decoded straight from the receive buffer.
template <class R>
class TypedCall : public Call {
 public:
  using Decode = bool (*)(xdr::Decoder&, R&);
  /// `wanted` false: a one-way call, whose result is what `decode` makes of nothing.
  explicit TypedCall(Decode decode, bool wanted = true) noexcept : decode_(decode), wanted_(wanted) {}

  std::optional<Error> succeed(xdr::Decoder& results) override {
    R value{};
    if (!decode_(results, value) || !results.finish()) return malformed_results(results.report());
    result.emplace(std::move(value));
    return std::nullopt;
  }
  void fail(Error error) override { result.emplace(std::move(error)); }
  [[nodiscard]] bool has_results() const noexcept override { return wanted_; }

  /// Set exactly once.
  std::optional<Result<R>> result{};

 private:
  Decode decode_;
  bool wanted_;
};

/// A call without results.
template <>
class TypedCall<void> : public Call {
 public:
  std::optional<Error> succeed(xdr::Decoder& results) override {
    if (!results.finish()) return malformed_results(results.report());
    result.emplace();
    return std::nullopt;
  }
  void fail(Error error) override { result.emplace(std::move(error)); }
  [[nodiscard]] bool has_results() const noexcept override { return false; }

  std::optional<Result<void>> result{};
};

/// A started call: its result is kept, or handed to a callback. With a callback it owns itself.
template <class R>
class StartedCall final : public TypedCall<R> {
 public:
  using TypedCall<R>::TypedCall;

  /// Takes over its own lifetime until the callback has run.
  static void then(Channel& channel, std::unique_ptr<StartedCall> call, std::function<void(Result<R>)> callback) {
    StartedCall& self = *call;
    self.callback_ = std::move(callback);
    self.self_ = std::move(call);
    if (!channel.watch(self)) self.notify();
  }
  /// The call stays with its owner. False: it is completed already, and `resume` will not run.
  bool resume_when_done(Channel& channel, void (*resume)(void*), void* coroutine) {
    resume_ = resume;
    coroutine_ = coroutine;
    return channel.watch(*this);
  }
  void notify() override {
    if (resume_ != nullptr) return resume_(coroutine_);          // which may end this object
    const std::unique_ptr<StartedCall> self = std::move(self_);  // ends with the callback
    callback_(std::move(*this->result));
  }

 private:
  std::function<void(Result<R>)> callback_{};
  std::unique_ptr<StartedCall> self_{};
  void (*resume_)(void*) = nullptr;
  void* coroutine_ = nullptr;
};

}  // namespace detail

/// The handle of one started call. Dropping it forgets the call; its late reply is skipped. Movable; each handle is
/// used by one thread at a time, the channel by as many as there are handles.
template <class R>
class [[nodiscard]] Pending {
 public:
  Pending(std::shared_ptr<Channel> channel, std::unique_ptr<detail::StartedCall<R>> call) noexcept
      : channel_(std::move(channel)), call_(std::move(call)) {}
  Pending(Pending&&) noexcept = default;
  Pending& operator=(Pending&& other) noexcept {
    cancel();
    channel_ = std::move(other.channel_);
    watching_ = other.watching_;
    call_ = std::move(other.call_);
    return *this;
  }
  ~Pending() { cancel(); }

  /// Whether `wait` would return at once.
  [[nodiscard]] bool ready() const { return call_ && channel_->completed(*call_); }
  /// Blocks until the call is completed. Use once.
  Result<R> wait() && {
    channel_->wait(*call_);
    Result<R> result = std::move(*call_->result);
    call_.reset();
    return result;
  }
  /// Calls `callback` with the result: at once when the result is there, else on the thread that moves the channel on.
  /// What it throws there goes no further than to the log hook. Use once.
  void then(std::function<void(Result<R>)> callback) && {
    const std::shared_ptr<Channel> channel = std::move(channel_);
    detail::StartedCall<R>::then(*channel, std::move(call_), std::move(callback));
  }
  /// For coroutines. Calls `resume(coroutine)` when the call is completed, as `then` does, and keeps the channel alive
  /// no more than that does; `take` has the result then. False: it is completed already, and `resume` is not called;
  /// nor is it after this handle was dropped.
  bool resume_when_done(void (*resume)(void*), void* coroutine) {
    const std::shared_ptr<Channel> channel = std::move(channel_);
    watching_ = channel.get();
    return call_->resume_when_done(*channel, resume, coroutine);  // this handle may be gone already
  }
  /// The result of a call that is completed. Use once.
  Result<R> take() {
    Result<R> result = std::move(*call_->result);
    call_.reset();
    return result;
  }
  /// Forgets the call.
  void cancel() noexcept {
    if (call_) (watching_ != nullptr ? watching_ : channel_.get())->cancel(*call_);
    call_.reset();
  }

 private:
  std::shared_ptr<Channel> channel_;
  std::unique_ptr<detail::StartedCall<R>> call_;
  Channel* watching_ = nullptr;  // valid until the call is completed: a channel that goes completes its calls
};

}  // namespace onc
