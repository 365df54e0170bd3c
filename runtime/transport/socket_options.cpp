#include "transport/socket_options.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <algorithm>
#include <cerrno>
#include <chrono>

namespace onc {

bool IoResult::again() const noexcept { return error == EAGAIN || error == EWOULDBLOCK; }

int poll_one(int descriptor, short events, Duration patience) {
  const TimePoint end = Clock::now() + patience;
  pollfd entry{descriptor, events, 0};
  for (;;) {
    const Duration left = std::max(Duration::zero(), end - Clock::now());
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(left);
    const timespec limit{seconds.count(), std::chrono::nanoseconds(left - seconds).count()};
    const int ready = ::ppoll(&entry, 1, &limit, nullptr);
    if (ready > 0) return 0;
    if (ready == 0) return EAGAIN;
    if (errno != EINTR) return errno;
  }
}

bool set_option(int descriptor, int level, int name, int value) noexcept {
  return ::setsockopt(descriptor, level, name, &value, sizeof value) == 0;
}

SocketAddress local_address(int descriptor) {
  SocketAddress address;
  socklen_t size = SocketAddress::capacity;
  if (::getsockname(descriptor, address.data(), &size) == 0) address.resize(size);
  return address;
}

void ReceiveTimeout::set(int descriptor, Duration patience) {
  // Calls with the same time limit differ by the microseconds since they were started; that precision is not worth a
  // system call each.
  const Duration wanted = std::max<Duration>(patience, std::chrono::milliseconds(1));
  const Duration slack = std::max<Duration>(wanted / 128, std::chrono::milliseconds(1));
  if (current_ != Duration::zero() && current_ >= wanted - slack && current_ <= wanted + slack) return;
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(wanted);
  const auto rest = std::chrono::duration_cast<std::chrono::microseconds>(wanted - seconds);
  const timeval limit{seconds.count(), rest.count()};
  ::setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  current_ = wanted;
}

}  // namespace onc
