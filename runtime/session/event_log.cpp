#include "session/event_log.h"

#include <chrono>
#include <utility>

#include "base/escape.h"

namespace onc {

void EventLog::write(LogEvent::Level level, std::string_view event, const Peer* peer,
                     FunctionRef<std::string()> detail) noexcept {
  if (!hook_) return;
  try {
    const auto left_out = admit(now_());
    if (!left_out) return;
    if (*left_out > 0) {
      const std::string count = std::to_string(*left_out) + " events were left out";
      hook_({.level = LogEvent::Level::warning, .event = "events left out", .detail = count});
    }
    const std::string from = peer == nullptr ? std::string() : peer->to_string();
    const std::string text = detail();
    hook_({.level = level, .event = event, .peer = from, .detail = text});
  } catch (...) {  // out of memory, or the hook's own: a log must not end a server
  }
}

// Nothing: too many in this second. Else how many were left out before this one.
std::optional<std::uint64_t> EventLog::admit(TimePoint now) {
  const std::lock_guard lock(mutex_);
  if (!second_began_ || now - *second_began_ >= std::chrono::seconds(1)) {
    second_began_ = now;
    written_ = 0;
  }
  if (written_ == events_per_second) {
    ++left_out_;
    return std::nullopt;
  }
  ++written_;
  return std::exchange(left_out_, 0);
}

std::string what_of(const std::exception* thrown) {
  constexpr std::size_t longest = 500;
  return thrown == nullptr ? "something that is no std::exception" : escaped(thrown->what(), longest);
}

void log_thrown(EventLog& log, ProgramVersion id, std::uint32_t procedure, const CallContext& context,
                const std::exception* thrown) noexcept {
  log.write(LogEvent::Level::warning, "service threw", &context.peer(),
            [&] { return describe(id, procedure) + ": " + what_of(thrown); });
}

std::string describe(ProgramVersion id, std::uint32_t procedure) {
  return "procedure " + std::to_string(procedure) + " of program " + std::to_string(id.program) + " version " +
         std::to_string(id.version);
}

}  // namespace onc
