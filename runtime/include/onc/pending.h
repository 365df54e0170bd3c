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
  explicit TypedCall(Decode decode) noexcept : decode_(decode) {}

  void succeed(xdr::Decoder& results) override {
    R value{};
    if (decode_(results, value) && results.finish()) return complete(std::move(value));
    fail(malformed_results(flight.procedure, results.report()));
  }
  void fail(Error error) override { complete(std::move(error)); }

  /// Set exactly once.
  std::optional<Result<R>> result{};

 protected:
  virtual void complete(Result<R> outcome) { result.emplace(std::move(outcome)); }

 private:
  Decode decode_;
};

/// A call without results.
template <>
class TypedCall<void> : public Call {
 public:
  void succeed(xdr::Decoder& results) override {
    if (results.finish()) return complete({});
    fail(malformed_results(flight.procedure, results.report()));
  }
  void fail(Error error) override { complete(std::move(error)); }

  std::optional<Result<void>> result{};

 protected:
  virtual void complete(Result<void> outcome) { result.emplace(std::move(outcome)); }
};

/// A started call: its result is kept, or handed to a callback. With a callback it owns itself.
template <class R>
class StartedCall final : public TypedCall<R> {
 public:
  using TypedCall<R>::TypedCall;

  /// Takes over its own lifetime until the callback has run.
  static void then(std::unique_ptr<StartedCall> call, std::function<void(Result<R>)> callback) {
    if (call->result) return callback(std::move(*call->result));
    call->callback_ = std::move(callback);
    call->self_ = std::move(call);
  }

 protected:
  void complete(Result<R> outcome) override {
    if (!callback_) return TypedCall<R>::complete(std::move(outcome));
    const std::unique_ptr<StartedCall> self = std::move(self_);  // ends with the callback
    const auto callback = std::move(callback_);
    callback(std::move(outcome));
  }

 private:
  std::function<void(Result<R>)> callback_{};
  std::unique_ptr<StartedCall> self_{};
};

}  // namespace detail

/// The handle of one started call. Dropping it forgets the call; its late reply is skipped. Movable, used by the
/// thread that uses the channel.
template <class R>
class [[nodiscard]] Pending {
 public:
  Pending(std::shared_ptr<Channel> channel, std::unique_ptr<detail::StartedCall<R>> call) noexcept
      : channel_(std::move(channel)), call_(std::move(call)) {}
  Pending(Pending&&) noexcept = default;
  Pending& operator=(Pending&& other) noexcept {
    cancel();
    channel_ = std::move(other.channel_);
    call_ = std::move(other.call_);
    return *this;
  }
  ~Pending() { cancel(); }

  /// Whether `wait` would return at once.
  [[nodiscard]] bool ready() const noexcept { return call_ && call_->result.has_value(); }
  /// Blocks until the call is completed. Use once.
  Result<R> wait() && {
    if (!call_->result) channel_->wait(*call_);
    Result<R> result = std::move(*call_->result);
    call_.reset();
    return result;
  }
  /// Calls `callback` with the result, on the thread that moves the channel on: at once when the result is there,
  /// else within a later `wait` or `drain`. Use once.
  void then(std::function<void(Result<R>)> callback) && {
    detail::StartedCall<R>::then(std::move(call_), std::move(callback));
  }
  /// Forgets the call.
  void cancel() noexcept {
    if (call_ && !call_->result) channel_->cancel(*call_);
    call_.reset();
  }

 private:
  std::shared_ptr<Channel> channel_;
  std::unique_ptr<detail::StartedCall<R>> call_;
};

}  // namespace onc
