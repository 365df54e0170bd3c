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

// How long one handler may be asked in place of all.
constexpr auto longest_favour = std::chrono::microseconds(100);

Handler& handler_of(const epoll_event& event) noexcept { return *static_cast<Handler*>(event.data.ptr); }

void hand_out(const epoll_event& event) {
  try {
    handler_of(event).ready(event.events);
  } catch (const std::bad_alloc&) {
    handler_of(event).out_of_memory();
  }
}

epoll_event interest(std::uint32_t events, Handler& handler) noexcept {
  epoll_event event{};
  event.events = events;
  event.data.ptr = &handler;
  return event;
}

}  // namespace

Result<Loop> Loop::open(Duration busy_wait) {
  FileDescriptor epoll(::epoll_create1(EPOLL_CLOEXEC));
  if (!epoll) return system_error(Errc::system, "epoll_create1", errno);
  return Loop(std::move(epoll), busy_wait);
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
  favourite_ = nullptr;
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
  int count = 0;
  const auto look = [&](int patience) {
    count = ::epoll_wait(epoll_.get(), events.data(), static_cast<int>(events.size()), patience);
    return count > 0;
  };
  ++turns_;
  bool favoured = false;
  const auto look_soon = [&] { return (favoured = look_at_favourite()) || look(0); };
  if (!lookout_.find(look_soon)) look(milliseconds_until(until));
  if (favoured) return {};
  if (count < 0 && errno != EINTR) return system_error(Errc::system, "epoll_wait", errno);
  now_ = Clock::now();  // also when nothing has come: then it is the time of a timer
  favourite_ = count == 1 ? &handler_of(events[0]) : nullptr;  // unless it goes now
  favoured_since_ = now_;
  for (int i = 0; i < count; ++i) hand_out(events[static_cast<std::size_t>(i)]);
  return {};
}

bool Loop::look_at_favourite() {
  if (favourite_ == nullptr) return false;
  now_ = Clock::now();
  if (now_ - favoured_since_ > longest_favour) return false;
  Handler& handler = *favourite_;
  try {
    return handler.look();
  } catch (const std::bad_alloc&) {
    handler.out_of_memory();
    return true;
  }
}

}  // namespace onc
