// How a channel loses its server and finds it again.

#include <poll.h>

#include <algorithm>
#include <atomic>
#include <system_error>
#include <utility>

#include "base/signals_blocked.h"
#include "client/driven_channel.h"
#include "transport/socket_options.h"

namespace onc {

namespace {

constexpr Duration first_pause = std::chrono::milliseconds(50);
constexpr std::uint32_t most_doublings = 5;

}  // namespace

bool DrivenChannel::disconnect(const Error& error) {
  if (!linked_) return false;
  linked_ = false;
  if (logs()) log(LogEvent::Level::warning, "connection lost", error.message());
  if (!can_dial() || session().options().reconnect == Reconnect::never) broken_ = error;
  plan_attempt();
  drop_link(error);
  return false;
}

// At once after the server was heard, then with growing pauses: that there is a connection, or a socket for datagrams,
// does not mean that there is a server.
void DrivenChannel::plan_attempt() noexcept {
  next_attempt_ = attempts_ == 0 ? now() : now() + first_pause * (1U << std::min(attempts_ - 1, most_doublings));
}

void DrivenChannel::relink(Lock& lock, Duration limit) {
  if (aside_) return await_aside(lock, limit);
  const TimePoint time = now();
  if (time < next_attempt_) {
    pause(lock, std::min(patience(limit), next_attempt_ - time));
    return keep_time(lock);
  }
  ++attempts_;
  const auto dialing = make_dialing();
  {
    const Duration allowed = dialing_time();
    const Unlocked unlocked(*this, lock);
    dialing->run(allowed);
  }
  take_link(*dialing);
  keep_time(lock);
}

// Until the first of the calls that wait for it is to be looked at.
Duration DrivenChannel::dialing_time() const { return patience(session().options().total_time); }

void DrivenChannel::take_link(Dialing& done) {
  if (auto error = adopt(done)) return dial_failed(*error);
  linked_ = true;
  last_use_ = now();
  if (logs()) log(LogEvent::Level::info, "connected", "to " + session().peer());
}

// Where nothing may be sent again, nothing was sent yet: this is the first way to the server. It is tried again for
// those whose time is not over, and for the next call.
void DrivenChannel::dial_failed(const Error& error) {
  if (logs()) log(LogEvent::Level::warning, "connecting failed", error.message());
  session().note_trouble("connecting: " + error.message());
  plan_attempt();
  if (session().options().reconnect == Reconnect::never && error.code != Errc::timed_out) {
    next_attempt_ = now();
    session().fail_all(error, now());
  }
}

// Connecting blocks, an event loop does not: a thread does it, and the loop is woken when it is over. The thread has
// nothing of the channel, which may go first.
struct DrivenChannel::Aside {
  std::unique_ptr<Dialing> dialing;
  std::shared_ptr<Event> wake;
  Duration allowed;
  std::atomic<bool> done = false;

  Aside(std::unique_ptr<Dialing> way, std::shared_ptr<Event> event, Duration time) noexcept
      : dialing(std::move(way)), wake(std::move(event)), allowed(time) {}
  void run() {
    dialing->run(allowed);
    done = true;
    wake->trigger();
  }
};

void DrivenChannel::relink_aside() {
  if (aside_ || now() < next_attempt_ || !wake_->open()) return expire();
  ++attempts_;
  const auto aside = std::make_shared<Aside>(make_dialing(), wake_, session().options().total_time);
  try {
    const SignalsBlocked inherited;
    std::thread([aside] { aside->run(); }).detach();
    aside_ = aside;
  } catch (const std::system_error& error) {
    dial_failed(Error(Errc::system, "no thread to connect: " + std::string(error.what())));
  }
}

void DrivenChannel::await_aside(Lock& lock, Duration limit) {
  if (!aside_->done) {
    const auto event = wake_;
    const Duration time = patience(limit);
    const Unlocked unlocked(*this, lock);
    poll_one(event->descriptor(), POLLIN, time);
  }
  take_aside();
  keep_time(lock);
}

void DrivenChannel::take_aside() {
  if (!aside_ || !aside_->done) return;
  const auto aside = std::exchange(aside_, nullptr);
  take_link(*aside->dialing);
}

}  // namespace onc
