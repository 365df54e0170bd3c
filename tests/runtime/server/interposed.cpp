#include "interposed.h"

#include <fcntl.h>
#include <malloc.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <new>

namespace onc::test {

namespace {

thread_local bool spared = false;

std::array<std::atomic<std::uint64_t>, system_call_count> counts;
std::atomic<std::size_t> failing_call = system_call_count;  // none
std::atomic<std::uint64_t> left = 0;                        // calls of it until one fails
std::atomic<int> failing_error = 0;
std::atomic<bool> failed = false;

std::atomic<std::size_t> in_use = 0;
std::atomic<std::size_t> peak = 0;

// The errno of the failure that is due, or 0.
int fate_of(SystemCall call) noexcept {
  if (spared) return 0;
  const auto index = static_cast<std::size_t>(call);
  counts[index].fetch_add(1, std::memory_order_relaxed);
  if (failing_call != index || left.fetch_sub(1) != 1) return 0;
  failed = true;
  return failing_error;
}

[[maybe_unused]] void* allocate(std::size_t size) {
  if (fate_of(SystemCall::allocate) != 0) throw std::bad_alloc();
  void* memory = std::malloc(size);
  if (memory == nullptr) throw std::bad_alloc();
  const std::size_t now = in_use += malloc_usable_size(memory);
  std::size_t before = peak;
  while (before < now && !peak.compare_exchange_weak(before, now)) {
  }
  return memory;
}

[[maybe_unused]] void release(void* memory) noexcept {
  if (memory != nullptr) in_use -= malloc_usable_size(memory);
  std::free(memory);
}

}  // namespace

const char* to_string(SystemCall call) noexcept {
  constexpr std::array<const char*, system_call_count> names{
      "allocate", "accept4",     "bind",       "chmod",   "epoll_create1", "epoll_ctl", "epoll_wait",
      "eventfd",  "getsockname", "getsockopt", "listen",  "open",          "read",      "recv",
      "recvmmsg", "recvmsg",     "send",       "sendmsg", "setsockopt",    "signalfd",  "socket"};
  return names[static_cast<std::size_t>(call)];
}

void fail_nth(SystemCall call, std::uint64_t nth, int error) {
  failed = false;
  left = nth;
  failing_error = error;
  failing_call = static_cast<std::size_t>(call);
}

bool stop_failing() noexcept {
  failing_call = system_call_count;
  return failed;
}

Spared::Spared() noexcept : before_(spared) { spared = true; }
Spared::~Spared() { spared = before_; }

std::uint64_t count_of(SystemCall call) noexcept { return counts[static_cast<std::size_t>(call)]; }

std::size_t heap_in_use() noexcept { return in_use; }

HeapPeak::HeapPeak() noexcept : before_(in_use) { peak = before_; }
std::size_t HeapPeak::bytes() const noexcept { return peak - before_; }

std::size_t open_descriptors() {
  const auto all = std::filesystem::directory_iterator("/proc/self/fd");
  return static_cast<std::size_t>(std::distance(begin(all), end(all))) - 1;  // the folder itself
}

}  // namespace onc::test

// clang's thread sanitizer has its own, which cannot be replaced: allocations neither fail nor count there.
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define ONC_TEST_OPERATORS_ARE_TAKEN
#endif
#endif
#ifndef ONC_TEST_OPERATORS_ARE_TAKEN
void* operator new(std::size_t size) { return onc::test::allocate(size); }
void* operator new[](std::size_t size) { return onc::test::allocate(size); }
void operator delete(void* memory) noexcept { onc::test::release(memory); }
void operator delete[](void* memory) noexcept { onc::test::release(memory); }
void operator delete(void* memory, std::size_t /*size*/) noexcept { onc::test::release(memory); }
void operator delete[](void* memory, std::size_t /*size*/) noexcept { onc::test::release(memory); }
#endif

namespace {

using onc::test::fate_of;
using onc::test::short_transfer;
using onc::test::SystemCall;

// What `real` says, unless the call is to fail.
template <class Real>
auto fail_or(SystemCall call, Real real) -> decltype(real()) {
  const int error = fate_of(call);
  if (error == 0) return real();
  errno = error;
  return -1;
}

// The same of one that moves `size` bytes.
template <class Real>
ssize_t fail_or_move(SystemCall call, std::size_t size, Real real) {
  const int error = fate_of(call);
  if (error == 0) return real(size);
  if (error == short_transfer) return real(std::min<std::size_t>(size, 1));
  errno = error;
  return -1;
}

}  // namespace

// The names are the linker's.
extern "C" {

int __real_accept4(int, sockaddr*, socklen_t*, int);
int __real_bind(int, const sockaddr*, socklen_t);
int __real_chmod(const char*, mode_t);
int __real_epoll_create1(int);
int __real_epoll_ctl(int, int, int, epoll_event*);
int __real_epoll_wait(int, epoll_event*, int, int);
int __real_eventfd(unsigned int, int);
int __real_getsockname(int, sockaddr*, socklen_t*);
int __real_getsockopt(int, int, int, void*, socklen_t*);
int __real_listen(int, int);
int __real_open(const char*, int, ...);
ssize_t __real_read(int, void*, size_t);
ssize_t __real_recv(int, void*, size_t, int);
int __real_recvmmsg(int, mmsghdr*, unsigned int, int, timespec*);
ssize_t __real_recvmsg(int, msghdr*, int);
ssize_t __real_send(int, const void*, size_t, int);
ssize_t __real_sendmsg(int, const msghdr*, int);
int __real_setsockopt(int, int, int, const void*, socklen_t);
int __real_signalfd(int, const sigset_t*, int);
int __real_socket(int, int, int);

int __wrap_accept4(int socket, sockaddr* address, socklen_t* size, int flags) {
  return fail_or(SystemCall::accept4, [&] { return __real_accept4(socket, address, size, flags); });
}
int __wrap_bind(int socket, const sockaddr* address, socklen_t size) {
  return fail_or(SystemCall::bind, [&] { return __real_bind(socket, address, size); });
}
int __wrap_chmod(const char* path, mode_t mode) {
  return fail_or(SystemCall::chmod, [&] { return __real_chmod(path, mode); });
}
int __wrap_epoll_create1(int flags) {
  return fail_or(SystemCall::epoll_create1, [&] { return __real_epoll_create1(flags); });
}
// Removing and changing cannot fail: the kernel allocates nothing for them.
int __wrap_epoll_ctl(int epoll, int operation, int descriptor, epoll_event* event) {
  if (operation != EPOLL_CTL_ADD) return __real_epoll_ctl(epoll, operation, descriptor, event);
  return fail_or(SystemCall::epoll_ctl, [&] { return __real_epoll_ctl(epoll, operation, descriptor, event); });
}
int __wrap_epoll_wait(int epoll, epoll_event* events, int most, int timeout) {
  return fail_or(SystemCall::epoll_wait, [&] { return __real_epoll_wait(epoll, events, most, timeout); });
}
int __wrap_eventfd(unsigned int value, int flags) {
  return fail_or(SystemCall::eventfd, [&] { return __real_eventfd(value, flags); });
}
int __wrap_getsockname(int socket, sockaddr* address, socklen_t* size) {
  return fail_or(SystemCall::getsockname, [&] { return __real_getsockname(socket, address, size); });
}
int __wrap_getsockopt(int socket, int level, int name, void* value, socklen_t* size) {
  return fail_or(SystemCall::getsockopt, [&] { return __real_getsockopt(socket, level, name, value, size); });
}
int __wrap_listen(int socket, int backlog) {
  return fail_or(SystemCall::listen, [&] { return __real_listen(socket, backlog); });
}
int __wrap_open(const char* path, int flags, ...) {
  std::va_list rest;
  va_start(rest, flags);
  const auto mode = (flags & O_CREAT) != 0 ? va_arg(rest, mode_t) : mode_t{0};
  va_end(rest);
  return fail_or(SystemCall::open, [&] { return __real_open(path, flags, mode); });
}
ssize_t __wrap_read(int file, void* into, size_t size) {
  return fail_or(SystemCall::read, [&] { return __real_read(file, into, size); });
}
ssize_t __wrap_recv(int socket, void* into, size_t size, int flags) {
  return fail_or_move(SystemCall::recv, size, [&](size_t some) { return __real_recv(socket, into, some, flags); });
}
int __wrap_recvmmsg(int socket, mmsghdr* messages, unsigned int count, int flags, timespec* timeout) {
  return fail_or(SystemCall::recvmmsg, [&] { return __real_recvmmsg(socket, messages, count, flags, timeout); });
}
ssize_t __wrap_recvmsg(int socket, msghdr* message, int flags) {
  return fail_or(SystemCall::recvmsg, [&] { return __real_recvmsg(socket, message, flags); });
}
ssize_t __wrap_send(int socket, const void* from, size_t size, int flags) {
  return fail_or_move(SystemCall::send, size, [&](size_t some) { return __real_send(socket, from, some, flags); });
}
ssize_t __wrap_sendmsg(int socket, const msghdr* message, int flags) {
  return fail_or(SystemCall::sendmsg, [&] { return __real_sendmsg(socket, message, flags); });
}
int __wrap_setsockopt(int socket, int level, int name, const void* value, socklen_t size) {
  return fail_or(SystemCall::setsockopt, [&] { return __real_setsockopt(socket, level, name, value, size); });
}
int __wrap_signalfd(int descriptor, const sigset_t* signals, int flags) {
  return fail_or(SystemCall::signalfd, [&] { return __real_signalfd(descriptor, signals, flags); });
}
int __wrap_socket(int family, int type, int protocol) {
  return fail_or(SystemCall::socket, [&] { return __real_socket(family, type, protocol); });
}

}  // extern "C"
