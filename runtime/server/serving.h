// What everything that serves on one loop shares: the options, the services, the counters and the loop.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <set>
#include <utility>

#include <onc/server.h>

#include "base/counter.h"
#include "server/loop.h"
#include "server/sources.h"
#include "session/back_channel.h"
#include "session/call_watch.h"
#include "session/dispatcher.h"
#include "session/event_log.h"
#include "session/late_calls.h"
#include "session/server_session.h"
#include "session/stream_server_session.h"

namespace onc {

class StreamConnection;

/// As ServerStats, of one loop.
struct ServingCounters {
  Counter calls;
  Counter dropped;
  Counter connections;
  Counter closed_by_limit;
  Counter refused_by_source;
  Counter outstanding;
  Counter overdue;
};

/// What all loops of a server share, which it outlives.
struct ServerWide {
  const ServerOptions& options;
  EventLog& log;
  AtMostOnce* once;              ///< as CallKeepers
  ShortCredentials* short_hand;  ///< likewise
  std::atomic<std::size_t>& accepting_loops;
  /// For the connections of a loop, as StreamServerSession::memory() counts it.
  std::size_t most_memory_kept;
};

struct Serving {
  Serving(const ServerWide& wide, Loop own_loop, const std::function<void()>& wake)
      : options(wide.options),
        log(wide.log),
        accepting_loops(wide.accepting_loops),
        most_memory_kept(wide.most_memory_kept),
        loop(std::move(own_loop)),
        late({.allowed = wide.options.call_time}, wake, std::max(wide.most_memory_kept / 4, std::size_t{64} << 10)),
        back_mail(std::make_shared<BackChannel::Mail>(wake)),
        watch(wide.options, wide.log, Clock::now),
        keepers({.once = wide.once, .watch = &watch, .short_hand = wide.short_hand}) {}
  Serving(const Serving&) = delete;
  Serving& operator=(const Serving&) = delete;
  ~Serving() { back_mail->close(); }

  const ServerOptions& options;
  EventLog& log;
  std::atomic<std::size_t>& accepting_loops;  ///< of the whole server
  const std::size_t most_memory_kept;
  std::size_t memory_kept = 0;          ///< by connections
  std::function<void()> free_memory{};  ///< as it is more than may be
  Loop loop;
  LateCalls late;
  std::shared_ptr<BackChannel::Mail> back_mail;
  Dispatcher dispatcher{};  ///< a copy of its own, changed by its own thread
  CallWatch watch;
  CallKeepers keepers;
  ServingCounters stats{};
  StreamServerSession::Memory memory{options};                      ///< while no connection has it
  StreamConnection* memory_holder = nullptr;                        ///< who had the turn last, until another has it
  std::set<std::pair<TimePoint, StreamConnection*>> call_timers{};  ///< of calls to clients
  std::size_t closed = 0;                   ///< connections closed in this batch and not yet destroyed
  TimePoint next_check = TimePoint::max();  ///< no connection expires before; so idle ones cost nothing
};

}  // namespace onc
