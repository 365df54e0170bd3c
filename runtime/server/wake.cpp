#include "server/wake.h"

#include <pthread.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdint>

namespace onc {

Result<std::unique_ptr<Wake>> Wake::open(Loop& loop) {
  Event event;
  if (auto opened = event.open(); !opened) return std::move(opened).error();
  const int descriptor = event.descriptor();
  auto wake = std::make_unique<Wake>(std::move(event));
  if (!loop.add(descriptor, EPOLLIN, *wake)) return system_error(Errc::system, "epoll_ctl", errno);
  return wake;
}

void Wake::ready(std::uint32_t /*events*/) {
  if (event_.drain()) triggered_ = true;
}

struct StopSignals::Mask {
  sigset_t set{};
};

Result<std::unique_ptr<StopSignals>> StopSignals::open(Loop& loop, const std::vector<int>& signals,
                                                       std::function<void()> stop) {
  sigset_t wanted;
  ::sigemptyset(&wanted);
  for (const int signal : signals) {
    if (::sigaddset(&wanted, signal) != 0) {
      return system_error(Errc::invalid_argument, "stop signal " + std::to_string(signal), errno);
    }
  }
  FileDescriptor descriptor(::signalfd(-1, &wanted, SFD_CLOEXEC | SFD_NONBLOCK));
  if (!descriptor) return system_error(Errc::system, "signalfd", errno);
  auto before = std::make_unique<Mask>();
  ::pthread_sigmask(SIG_BLOCK, &wanted, &before->set);
  const int number = descriptor.get();
  std::unique_ptr<StopSignals> handler(new StopSignals(std::move(descriptor), std::move(before), std::move(stop)));
  if (!loop.add(number, EPOLLIN, *handler)) return system_error(Errc::system, "epoll_ctl", errno);
  return handler;
}

StopSignals::StopSignals(FileDescriptor signal, std::unique_ptr<Mask> before, std::function<void()> stop) noexcept
    : signal_(std::move(signal)), before_(std::move(before)), stop_(std::move(stop)) {}

StopSignals::~StopSignals() { ::pthread_sigmask(SIG_SETMASK, &before_->set, nullptr); }

void StopSignals::ready(std::uint32_t /*events*/) {
  signalfd_siginfo info{};
  if (::read(signal_.get(), &info, sizeof info) == static_cast<ssize_t>(sizeof info)) stop_();
}

}  // namespace onc
