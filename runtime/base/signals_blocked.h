// Signals belong to the program's own threads; a thread inherits those that are blocked when it is made.
#pragma once

#include <pthread.h>

#include <csignal>

namespace onc {

/// Blocks all signals in this thread until it goes: around the making of a thread of the library's own, which then
/// never gets a signal that the program meant to block or to handle.
class SignalsBlocked {
 public:
  SignalsBlocked() noexcept {
    sigset_t all;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  SignalsBlocked(const SignalsBlocked&) = delete;
  SignalsBlocked& operator=(const SignalsBlocked&) = delete;
  ~SignalsBlocked() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_{};
};

}  // namespace onc
