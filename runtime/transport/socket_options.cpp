#include "transport/socket_options.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <span>
#include <string>

#include "base/random.h"
#include "base/raw_address.h"

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

Errc errc_of(int error) noexcept {
  switch (error) {
    case ECONNREFUSED:
    case ENOENT: return Errc::connection_refused;
    case EMSGSIZE: return Errc::message_too_large;
    case EAGAIN:
    case ETIMEDOUT: return Errc::timed_out;
    case ENETUNREACH:
    case EHOSTUNREACH:
    case ENETDOWN:
    case EHOSTDOWN: return Errc::unreachable;
    default: return Errc::system;
  }
}

bool set_option(int descriptor, int level, int name, int value) noexcept {
  return ::setsockopt(descriptor, level, name, &value, sizeof value) == 0;
}

void set_time_limit(int descriptor, int name, Duration time) noexcept {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time);
  const auto rest = std::chrono::duration_cast<std::chrono::microseconds>(time - seconds);
  const timeval limit{seconds.count(), rest.count()};
  ::setsockopt(descriptor, SOL_SOCKET, name, &limit, sizeof limit);
}

void widen_inbox(int descriptor) noexcept { set_option(descriptor, SOL_SOCKET, SO_RCVBUF, 4 << 20); }

SocketAddress local_address(int descriptor) {
  SocketAddress address;
  socklen_t size = SocketAddress::capacity;
  if (::getsockname(descriptor, address.data(), &size) == 0) address.resize(size);
  return address;
}

namespace {

// Ports that only privileged processes can have, without those of well-known services, as bindresvport(3) takes them.
constexpr LocalPorts reserved_ports{.low = 600, .high = 1023};

// Each port of the range once, beginning anywhere.
int bind_within(int descriptor, int family, std::uint16_t low, std::uint16_t high) {
  const std::uint32_t count = std::uint32_t{high} - low + 1;
  std::uint32_t chance = 0;
  kernel_random(std::as_writable_bytes(std::span(&chance, 1)));
  int error = EADDRINUSE;
  for (std::uint32_t i = 0; i < count && error == EADDRINUSE; ++i) {
    const SocketAddress address = any_address(family, static_cast<std::uint16_t>(low + (chance + i) % count));
    error = ::bind(descriptor, address.data(), address.size()) == 0 ? 0 : errno;
  }
  return error;
}

}  // namespace

Result<void> bind_local(int descriptor, int family, const LocalPorts& ports) {
  if (family != AF_INET && family != AF_INET6) return {};
  if (ports.reserved != ReservedPort::never) {
    const int error = bind_within(descriptor, family, reserved_ports.low, reserved_ports.high);
    if (error == 0) return {};
    if (ports.reserved == ReservedPort::require) return system_error(Errc::system, "binding a reserved port", error);
  }
  if (ports.low == 0 && ports.high == 0) return {};
  if (ports.low == 0 || ports.high < ports.low) {
    return Error(Errc::invalid_argument,
                 "local ports " + std::to_string(ports.low) + " to " + std::to_string(ports.high) + " are no range");
  }
  const int error = bind_within(descriptor, family, ports.low, ports.high);
  if (error == 0) return {};
  return system_error(Errc::system,
                      "binding a port from " + std::to_string(ports.low) + " to " + std::to_string(ports.high), error);
}

void ReceiveTimeout::set(int descriptor, Duration patience) {
  // Calls with the same time limit differ by the microseconds since they were started; that precision is not worth a
  // system call each.
  const Duration wanted = std::max<Duration>(patience, std::chrono::milliseconds(1));
  const Duration slack = std::max<Duration>(wanted / 128, std::chrono::milliseconds(1));
  if (current_ != Duration::zero() && current_ >= wanted - slack && current_ <= wanted + slack) return;
  set_time_limit(descriptor, SO_RCVTIMEO, wanted);
  current_ = wanted;
}

}  // namespace onc
