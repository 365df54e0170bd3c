// What ends a loop from outside: another thread, or a signal.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "server/loop.h"
#include "transport/event.h"

namespace onc {

class Wake final : public Handler {
 public:
  static Result<std::unique_ptr<Wake>> open(Loop& loop);
  explicit Wake(Event event) noexcept : event_(std::move(event)) {}

  /// From any thread and from signal handlers.
  void trigger() const noexcept { event_.trigger(); }
  void ready(std::uint32_t events) override;
  [[nodiscard]] bool triggered() const noexcept { return triggered_; }
  void reset() noexcept { triggered_ = false; }

 private:
  Event event_;
  bool triggered_ = false;
};

/// A signalfd; the signals are blocked in the thread that opens it until this object goes.
class StopSignals final : public Handler {
 public:
  static Result<std::unique_ptr<StopSignals>> open(Loop& loop, const std::vector<int>& signals,
                                                   std::function<void()> stop);
  ~StopSignals() override;
  void ready(std::uint32_t events) override;

 private:
  struct Mask;
  StopSignals(FileDescriptor signal, std::unique_ptr<Mask> before, std::function<void()> stop) noexcept;

  FileDescriptor signal_;
  std::unique_ptr<Mask> before_;
  std::function<void()> stop_;
};

}  // namespace onc
