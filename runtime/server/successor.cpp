#include "server/successor.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <optional>
#include <string_view>

#include <onc/server.h>

#include "transport/file_descriptor.h"

namespace onc {

namespace {

constexpr int first_descriptor = 3;
constexpr std::string_view process_name = "LISTEN_PID=";
constexpr std::string_view predecessor_name = "ONC_PREDECESSOR=";
constexpr std::size_t process_digits = 20;

bool is_about_sockets(std::string_view variable) {
  return variable.starts_with("LISTEN_PID=") || variable.starts_with("LISTEN_FDS=") ||
         variable.starts_with("LISTEN_FDNAMES=") || variable.starts_with(predecessor_name);
}

std::vector<char*> pointers_to(std::vector<std::string>& strings) {
  std::vector<char*> pointers;
  pointers.reserve(strings.size() + 1);
  for (std::string& string : strings) pointers.push_back(string.data());
  pointers.push_back(nullptr);
  return pointers;
}

// Everything that the new process needs, so that nothing is allocated between fork and exec. The first variable has
// room for its number, which is not known before.
class Launch {
 public:
  Launch(const std::vector<std::string>& command, std::span<const int> sockets, std::span<const int> signals)
      : arguments_(command), sockets_(sockets.begin(), sockets.end()), moved_(sockets.size()) {
    variables_.emplace_back(std::string(process_name) + std::string(process_digits, '\0'));
    variables_.push_back("LISTEN_FDS=" + std::to_string(sockets.size()));
    variables_.push_back(std::string(predecessor_name) + std::to_string(::getpid()));
    for (char** variable = environ; *variable != nullptr; ++variable) {
      if (!is_about_sockets(*variable)) variables_.emplace_back(*variable);
    }
    argument_pointers_ = pointers_to(arguments_);
    variable_pointers_ = pointers_to(variables_);
    ::sigemptyset(&signals_);
    for (const int signal : signals) ::sigaddset(&signals_, signal);
  }

  // In the new process: only what may be called there (fork(2), signal-safety(7)). Says by `status` why it failed.
  [[noreturn]] void run(int status) noexcept {
    status = ::fcntl(status, F_DUPFD_CLOEXEC, first_descriptor + static_cast<int>(sockets_.size()));
    ::pthread_sigmask(SIG_UNBLOCK, &signals_, nullptr);
    note_process(::getpid());
    if (place_sockets()) ::execve(argument_pointers_[0], argument_pointers_.data(), variable_pointers_.data());
    const int error = errno;
    static_cast<void>(::write(status, &error, sizeof error) == sizeof error);
    ::_exit(127);
  }

 private:
  void note_process(pid_t process) noexcept {
    char* const begin = variables_.front().data() + process_name.size();
    char* end = begin;
    for (; process > 0; process /= 10) *end++ = static_cast<char>('0' + process % 10);
    std::reverse(begin, end);
  }
  // First out of the way of each other, then each to its number; that copy survives exec.
  bool place_sockets() noexcept {
    const int beyond = first_descriptor + static_cast<int>(sockets_.size());
    for (std::size_t i = 0; i < sockets_.size(); ++i) {
      moved_[i] = ::fcntl(sockets_[i], F_DUPFD_CLOEXEC, beyond);
      if (moved_[i] < 0) return false;
    }
    for (std::size_t i = 0; i < sockets_.size(); ++i) {
      if (::dup2(moved_[i], first_descriptor + static_cast<int>(i)) < 0) return false;
    }
    return true;
  }

  std::vector<std::string> arguments_;
  std::vector<std::string> variables_;
  std::vector<char*> argument_pointers_;
  std::vector<char*> variable_pointers_;
  std::vector<int> sockets_;
  std::vector<int> moved_;
  sigset_t signals_{};
};

// What the new process has said: 0 when it has become another program, which closes the pipe.
int read_status(int pipe) noexcept {
  int error = 0;
  ssize_t got = 0;
  do {
    got = ::read(pipe, &error, sizeof error);
  } while (got < 0 && errno == EINTR);
  return got == sizeof error ? error : 0;
}

// Of a process that this one is the child of; nothing if it has ended, or there was none.
std::optional<pid_t> predecessor() noexcept {
  const char* text = std::getenv("ONC_PREDECESSOR");
  if (text == nullptr || std::to_string(::getppid()) != text) return std::nullopt;
  return ::getppid();
}

}  // namespace

// The number may be another process' by now, so it is held on to before the parent is looked at again.
bool stop_predecessor() noexcept {
  const auto process = predecessor();
  if (!process) return false;
  const FileDescriptor held(static_cast<int>(::syscall(SYS_pidfd_open, *process, 0)));
  if (!held || ::getppid() != *process) return false;
  return ::syscall(SYS_pidfd_send_signal, held.get(), SIGTERM, nullptr, 0) == 0;
}

Result<Successor> Successor::start(const std::vector<std::string>& command, std::span<const int> sockets,
                                   std::span<const int> signals) {
  if (command.empty()) return Error(Errc::invalid_argument, "no program to start");
  const std::string what = "starting '" + command.front() + "'";
  Launch launch(command, sockets, signals);
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return system_error(Errc::system, what, errno);
  const FileDescriptor status(ends[0]);
  FileDescriptor said(ends[1]);
  const pid_t process = ::fork();
  if (process == 0) launch.run(said.get());
  if (process < 0) return system_error(Errc::system, what, errno);
  said.reset();
  const int error = read_status(status.get());
  if (error == 0) return Successor(process);
  ::waitpid(process, nullptr, 0);
  return system_error(Errc::system, what, error);
}

bool Successor::reap() noexcept {
  const pid_t ended = ::waitpid(process_, nullptr, WNOHANG);
  return ended == process_ || (ended < 0 && ::kill(process_, 0) != 0);
}

}  // namespace onc
