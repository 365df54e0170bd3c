// What wakes a thread that polls: an eventfd.
#pragma once

#include <onc/result.h>

#include "transport/file_descriptor.h"

namespace onc {

class Event {
 public:
  /// Does nothing when it is open. Errors: system.
  Result<void> open();
  /// From any thread and from signal handlers. Nothing happens while it is not open.
  void trigger() const noexcept;
  /// Takes the triggers back; whether there were any.
  bool drain() const noexcept;
  /// -1 while it is not open.
  [[nodiscard]] int descriptor() const noexcept { return event_.get(); }

 private:
  FileDescriptor event_;
};

}  // namespace onc
