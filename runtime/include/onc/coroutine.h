// Waiting for a started call in a coroutine, of whatever type the coroutine is.
//
//   auto pending = log->start_rlog("started");
//   auto status = co_await std::move(pending);
//
// Two statements: g++ 12 destroys temporaries that are aggregates twice when they stand in a co_await expression
// (GCC bug 98056 and its kin), which the arguments of a stub may be.
//
// The coroutine goes on where callbacks run: on the thread that moves the channel on, outside of all locks. It may be
// destroyed while it waits, but not by one thread while another one moves the channel on: as with any coroutine, it
// might just be going on there.
#pragma once

#include <coroutine>
#include <exception>
#include <utility>

#include <onc/pending.h>

namespace onc {

namespace detail {

template <class R>
class PendingAwaiter {
 public:
  explicit PendingAwaiter(Pending<R> pending) noexcept : pending_(std::move(pending)) {}

  [[nodiscard]] bool await_ready() const { return pending_.ready(); }
  bool await_suspend(std::coroutine_handle<> coroutine) {
    const auto resume = [](void* address) { std::coroutine_handle<>::from_address(address).resume(); };
    return pending_.resume_when_done(resume, coroutine.address());
  }
  Result<R> await_resume() { return pending_.take(); }

 private:
  Pending<R> pending_;
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
