#include "portmapd/background.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <initializer_list>
#include <string_view>

#include <onc/address.h>
#include <onc/error.h>

namespace portmapd {

namespace {

onc::Error failure(const char* what) { return onc::system_error(onc::Errc::system, what, errno); }

[[noreturn]] void wait_for_child(int pipe) {
  char word = 0;
  const bool ready = ::read(pipe, &word, 1) == 1;
  ::_exit(ready ? 0 : 1);
}

void give_up(std::initializer_list<int> descriptors) noexcept {
  const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  if (null < 0) return;
  for (const int one : descriptors) ::dup2(null, one);
  if (null > STDERR_FILENO) ::close(null);
}

// What daemons do not keep of their terminal; the errors of the start are still told there.
void leave_terminal() noexcept {
  ::setsid();
  static_cast<void>(::chdir("/"));
  give_up({STDIN_FILENO, STDOUT_FILENO});
}

}  // namespace

void fill_standard_descriptors() noexcept {
  int opened = 0;
  while (opened >= 0 && opened <= STDERR_FILENO) opened = ::open("/dev/null", O_RDWR);
  if (opened > STDERR_FILENO) ::close(opened);
}

onc::Result<Background> Background::enter() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return failure("pipe2");
  const pid_t child = ::fork();
  if (child < 0) return failure("fork");
  if (child > 0) {
    ::close(ends[1]);
    wait_for_child(ends[0]);
  }
  ::close(ends[0]);
  leave_terminal();
  return Background(ends[1]);
}

void Background::ready() noexcept {
  if (!is_entered()) return;
  give_up({STDERR_FILENO});  // whoever waits for its end, as ssh does, may go on
  static_cast<void>(::write(pipe_, "+", 1) == 1);
  ::close(pipe_);
  pipe_ = -1;
}

void notify_manager(const char* state) noexcept {
  const char* place = std::getenv("NOTIFY_SOCKET");
  if (place == nullptr) return;
  const auto address = onc::SocketAddress::local(place);
  if (!address) return;
  const int socket = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  ::sendto(socket, state, std::strlen(state), MSG_NOSIGNAL, address->data(), address->size());
  ::close(socket);
}

}  // namespace portmapd
