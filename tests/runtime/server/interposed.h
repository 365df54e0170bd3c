// What the library asks of the system: calls are counted, and made to fail. Linked with --wrap for each of them (see
// CMakeLists.txt); the operators new and delete are replaced.
#pragma once

#include <cstddef>
#include <cstdint>

namespace onc::test {

enum class SystemCall : std::size_t {
  allocate,  // operator new
  accept4,
  bind,
  chmod,
  epoll_create1,
  epoll_ctl,
  epoll_wait,
  eventfd,
  getsockname,
  getsockopt,
  listen,
  open,
  recv,
  recvmmsg,
  recvmsg,
  send,
  sendmsg,
  setsockopt,
  signalfd,
  socket,
};
inline constexpr std::size_t system_call_count = 20;
const char* to_string(SystemCall call) noexcept;

/// In place of an errno: recv and send do a part of what they could, one byte.
inline constexpr int short_transfer = -1;

/// The `nth` such call from now on fails, once; of threads that are not spared. `error` is an errno, without meaning
/// for allocate.
void fail_nth(SystemCall call, std::uint64_t nth, int error);
/// Whether it has; nothing fails any more.
bool stop_failing() noexcept;

/// The calling thread's system calls neither fail nor count, as long as this object lives.
class Spared {
 public:
  Spared() noexcept;
  Spared(const Spared&) = delete;
  Spared& operator=(const Spared&) = delete;
  ~Spared();

 private:
  bool before_;
};

/// So far, by all threads that were not spared.
std::uint64_t count_of(SystemCall call) noexcept;

/// Bytes that operators new have given and operators delete have not got back, in the whole process.
std::size_t heap_in_use() noexcept;

/// The most that was in use since it was made, above what was in use then.
class HeapPeak {
 public:
  HeapPeak() noexcept;
  [[nodiscard]] std::size_t bytes() const noexcept;

 private:
  std::size_t before_;
};

/// The process's own open files.
std::size_t open_descriptors();

}  // namespace onc::test
