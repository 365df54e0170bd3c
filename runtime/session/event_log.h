// What a server has to say to its log hook. Peers can cause events, so there is a limit to them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include <onc/function_ref.h>
#include <onc/observe.h>
#include <onc/service.h>

namespace onc {

/// One for a server; used by all its threads. The hook is called outside of locks. What it throws is ignored.
class EventLog {
 public:
  using Now = std::function<TimePoint()>;  ///< called by all threads
  static constexpr std::uint64_t events_per_second = 100;

  /// `hook` may be empty: nothing is written.
  EventLog(LogHook hook, Now now) : hook_(std::move(hook)), now_(std::move(now)) {}

  /// `peer` may be null. `detail` is asked only for what is written.
  void write(LogEvent::Level level, std::string_view event, const Peer* peer,
             FunctionRef<std::string()> detail) noexcept;

 private:
  std::optional<std::uint64_t> admit(TimePoint now);

  LogHook hook_;
  Now now_;
  std::mutex mutex_;
  std::optional<TimePoint> second_began_{};
  std::uint64_t written_ = 0;   // in this second
  std::uint64_t left_out_ = 0;  // since the last one that was written
};

/// "procedure 3 of program 100003 version 4".
std::string describe(ProgramVersion id, std::uint32_t procedure);

/// What an exception says, for people; null: it is none.
std::string what_of(const std::exception* thrown);

/// A service threw while it answered.
void log_thrown(EventLog& log, ProgramVersion id, std::uint32_t procedure, const CallContext& context,
                const std::exception* thrown) noexcept;

}  // namespace onc
