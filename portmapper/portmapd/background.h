// How the daemon tells whoever has started it that it serves.
#pragma once

#include <onc/result.h>

namespace portmapd {

/// Opens /dev/null in the place of standard descriptors that are closed: what is printed must not reach a socket.
void fill_standard_descriptors() noexcept;

/// A process in the background, whose parent waits until it is ready.
class Background {
 public:
  /// Forks; the parent ends with status 0 when the child says that it is ready, else with 1. Errors: system.
  static onc::Result<Background> enter();
  Background() noexcept = default;
  [[nodiscard]] bool is_entered() const noexcept { return pipe_ >= 0; }
  /// The parent may end, and standard error is given up. Does nothing in the foreground.
  void ready() noexcept;

 private:
  explicit Background(int pipe) noexcept : pipe_(pipe) {}
  int pipe_ = -1;
};

/// sd_notify(3): "READY=1", if somebody wants to know.
void notify_manager(const char* state) noexcept;

}  // namespace portmapd
