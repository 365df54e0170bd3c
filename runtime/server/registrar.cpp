#include "server/registrar.h"

#include <poll.h>

#include <algorithm>
#include <array>
#include <system_error>
#include <utility>

#include "base/signals_blocked.h"

namespace onc {

namespace {

timespec time_until(TimePoint end) {
  const auto left = std::max<Duration>(end - Clock::now(), Duration::zero());
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(left);
  const auto rest = std::chrono::duration_cast<std::chrono::nanoseconds>(left - seconds);
  return {.tv_sec = static_cast<time_t>(seconds.count()), .tv_nsec = static_cast<long>(rest.count())};
}

}  // namespace

Registrar::Registrar(std::string rpcbind, bool required, LogHook log, RegistrationTimes times)
    : rpcbind_(std::move(rpcbind)), required_(required), log_(std::move(log)), times_(times) {}

void Registrar::add(ProgramVersion id) {
  const std::lock_guard lock(mutex_);
  if (std::find(wanted_.begin(), wanted_.end(), id) != wanted_.end()) return;
  wanted_.push_back(id);
  changed_ = true;
  wake_.trigger();
}

void Registrar::remove(ProgramVersion id) {
  const std::lock_guard lock(mutex_);
  if (std::erase(wanted_, id) == 0) return;
  changed_ = true;
  wake_.trigger();
}

Result<void> Registrar::register_all(std::vector<Endpoint> endpoints, RegistrationKeeper::Sockets sockets) {
  if (auto opened = wake_.open(); !opened) return opened;
  keeper_ = std::make_unique<RegistrationKeeper>(rpcbind_, std::move(endpoints), log_, sockets);
  attempts_ = 0;
  auto done = keeper_->bring_in_line(take_wanted(), false, Patience(required_ ? times_.listen : times_.round));
  plan_next();
  if (done || !required_) done = start_thread();
  if (!done) keeper_->withdraw(Patience(times_.round));
  if (!done) keeper_.reset();
  return done;
}

Result<void> Registrar::start_thread() {
  const SignalsBlocked blocked;
  try {
    thread_ = std::thread([this] { keep(); });
  } catch (const std::system_error& error) {
    return Error(Errc::system, "no thread to keep the registration: " + std::string(error.what()));
  }
  return {};
}

void Registrar::end(bool withdraw) noexcept {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    withdraws_ = withdraw;
    stop_by_ = Clock::now() + times_.round;
  }
  wake_.trigger();
  thread_.join();
  keeper_.reset();
  const std::lock_guard lock(mutex_);
  stop_by_.reset();
}

// --- the keeper's thread

void Registrar::keep() {
  while (await_round()) work();
  if (withdraws()) keeper_->withdraw(Patience(*stop_by() - Clock::now()));
}

// False when it is to end.
bool Registrar::await_round() {
  while (!stop_by()) {
    if (is_changed() || Clock::now() >= next_round_) return true;
    std::array<pollfd, 2> watched{{{.fd = wake_.descriptor(), .events = POLLIN, .revents = 0},
                                   {.fd = keeper_->descriptor(), .events = POLLIN, .revents = 0}}};
    const timespec patience = time_until(next_round_);
    if (::ppoll(watched.data(), watched.size(), &patience, nullptr) <= 0) continue;
    wake_.drain();
    if (watched[1].revents == 0) continue;
    keeper_->disconnect();
    plan_retry();
  }
  return false;
}

// A round without memory is one that has failed.
void Registrar::work() {
  const bool reclaim = keeper_->connected() && Clock::now() >= next_round_;
  try {
    static_cast<void>(keeper_->bring_in_line(take_wanted(), reclaim, Patience(times_.round)));
  } catch (...) {
    keeper_->disconnect();
  }
  plan_next();
}

void Registrar::plan_next() {
  if (!keeper_->connected()) return plan_retry();
  const TimePoint now = Clock::now();
  if (connected_since_ == TimePoint()) connected_since_ = now;
  next_round_ = now + times_.check;
}

// The first attempt follows the loss at once. Connections that end soon after they were made, as those to a rpcbind
// that is full, make the pauses grow as failures do.
void Registrar::plan_retry() {
  const TimePoint now = Clock::now();
  const TimePoint since = std::exchange(connected_since_, TimePoint());
  if (since != TimePoint() && now - since >= times_.settled) attempts_ = 0;
  const Duration pause = times_.shortest_pause * (1 << std::min(attempts_, 16U)) / 2;
  next_round_ = now + (attempts_ == 0 ? Duration::zero() : std::min(pause, times_.longest_pause));
  ++attempts_;
}

// --- what other threads say

std::vector<ProgramVersion> Registrar::take_wanted() {
  const std::lock_guard lock(mutex_);
  changed_ = false;
  return wanted_;
}

std::optional<TimePoint> Registrar::stop_by() {
  const std::lock_guard lock(mutex_);
  return stop_by_;
}

bool Registrar::withdraws() {
  const std::lock_guard lock(mutex_);
  return withdraws_;
}

bool Registrar::is_changed() {
  const std::lock_guard lock(mutex_);
  return changed_;
}

}  // namespace onc
