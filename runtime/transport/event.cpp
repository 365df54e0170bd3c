#include "transport/event.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>

namespace onc {

Result<void> Event::open() {
  if (event_) return {};
  event_ = FileDescriptor(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  if (!event_) return system_error(Errc::system, "eventfd", errno);
  return {};
}

void Event::trigger() const noexcept {
  if (!event_) return;
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = ::write(event_.get(), &one, sizeof one);  // full means triggered, too
}

bool Event::drain() const noexcept {
  std::uint64_t count = 0;
  return event_ && ::read(event_.get(), &count, sizeof count) > 0;
}

}  // namespace onc
