// Waiting for a started call in a coroutine, of whatever type the coroutine is.
//
//   auto pending = log->start_rlog("started");
//   auto status = co_await std::move(pending);
//
// Two statements: g++ 12 destroys temporaries that are aggregates twice when they stand in a co_await expression
// (GCC bug 98056 and its kin), which the arguments of a stub may be.
//
// The coroutine goes on where callbacks run: on the thread that moves the channel on, outside of all locks.
#pragma once

#include <coroutine>
#include <exception>
#include <optional>
#include <utility>

#include <onc/pending.h>

namespace onc {

namespace detail {

template <class R>
class PendingAwaiter {
 public:
  explicit PendingAwaiter(Pending<R> pending) noexcept : pending_(std::move(pending)) {}

  [[nodiscard]] bool await_ready() const { return pending_.ready(); }
  void await_suspend(std::coroutine_handle<> coroutine) {
    std::move(pending_).then([this, coroutine](Result<R> result) {
      result_.emplace(std::move(result));
      coroutine.resume();
    });
  }
  Result<R> await_resume() { return result_ ? *std::move(result_) : std::move(pending_).wait(); }

 private:
  Pending<R> pending_;
  std::optional<Result<R>> result_{};
};

}  // namespace detail

template <class R>
detail::PendingAwaiter<R> operator co_await(Pending<R>&& pending) noexcept {
  return detail::PendingAwaiter<R>(std::move(pending));
}

/// A coroutine that starts at once and belongs to nobody: it ends by itself. For programs without coroutine types of
/// their own. What it throws ends the program, as what a thread throws does.
struct Detached {
  struct promise_type {
    Detached get_return_object() const noexcept { return {}; }
    std::suspend_never initial_suspend() const noexcept { return {}; }
    std::suspend_never final_suspend() const noexcept { return {}; }
    void return_void() const noexcept {}
    [[noreturn]] void unhandled_exception() const noexcept { std::terminate(); }
  };
};

}  // namespace onc
