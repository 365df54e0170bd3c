// Whether a thread runs a loop of a server: it must not wait for what loops do.
#pragma once

namespace onc {

/// Stands for a thread that runs a loop.
class LoopThread {
 public:
  LoopThread() noexcept : before_(current) { current = true; }
  LoopThread(const LoopThread&) = delete;
  LoopThread& operator=(const LoopThread&) = delete;
  ~LoopThread() { current = before_; }

  /// Whether this thread is one.
  static bool is_current() noexcept { return current; }

 private:
  inline static thread_local bool current = false;
  bool before_;
};

}  // namespace onc
