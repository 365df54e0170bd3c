#include "server/loop.h"

#include <sys/epoll.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <new>

namespace onc {

namespace {

// What is further away than this may come as much later as the events before took: the clock is not read for it.
constexpr auto far = std::chrono::seconds(1);
constexpr auto longest_wait = std::chrono::seconds(60);

void hand_out(const epoll_event& event) {
  auto* handler = static_cast<Handler*>(event.data.ptr);
  try {
    handler->ready(event.events);
  } catch (const std::bad_alloc&) {
    handler->out_of_memory();
  }
}

epoll_event interest(std::uint32_t events, Handler& handler) noexcept {
  epoll_event event{};
  event.events = events;
  event.data.ptr = &handler;
  return event;
}

}  // namespace

Result<Loop> Loop::open() {
  FileDescriptor epoll(::epoll_create1(EPOLL_CLOEXEC));
  if (!epoll) return system_error(Errc::system, "epoll_create1", errno);
  return Loop(std::move(epoll));
}

bool Loop::add(int descriptor, std::uint32_t events, Handler& handler) noexcept {
  epoll_event event = interest(events, handler);
  return ::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, descriptor, &event) == 0;
}

bool Loop::modify(int descriptor, std::uint32_t events, Handler& handler) noexcept {
  epoll_event event = interest(events, handler);
  return ::epoll_ctl(epoll_.get(), EPOLL_CTL_MOD, descriptor, &event) == 0;
}

void Loop::remove(int descriptor) noexcept {
  epoll_event unused{};
  ::epoll_ctl(epoll_.get(), EPOLL_CTL_DEL, descriptor, &unused);
}

// Rounded up, so that a timer is due when its wait ends.
int Loop::milliseconds_until(TimePoint until) const {
  if (until == TimePoint::max()) return -1;
  Duration left = until - now_;
  if (left >= longest_wait) return std::chrono::milliseconds(longest_wait).count();
  if (left < far) left = std::max(until - Clock::now(), Duration::zero());
  return static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(left).count());
}

Result<void> Loop::wait(TimePoint until) {
  std::array<epoll_event, 64> events;
  const int count = ::epoll_wait(epoll_.get(), events.data(), static_cast<int>(events.size()), milliseconds_until(until));
  if (count < 0 && errno != EINTR) return system_error(Errc::system, "epoll_wait", errno);
  now_ = Clock::now();
  for (int i = 0; i < count; ++i) hand_out(events[static_cast<std::size_t>(i)]);
  return {};
}

}  // namespace onc
