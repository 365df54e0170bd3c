// What everything that serves on one loop shares: the options, the services, the counters and the loop.
#pragma once

#include <cstddef>

#include <onc/server.h>

#include "base/counter.h"
#include "server/loop.h"
#include "server/sources.h"
#include "session/at_most_once.h"
#include "session/dispatcher.h"
#include "session/late_calls.h"

namespace onc {

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

struct Serving {
  const ServerOptions& options;
  Sources& sources;
  Loop loop;
  LateCalls late;
  AtMostOnce* once = nullptr;  ///< of the whole server; null: calls that come again run again
  Dispatcher dispatcher{};  ///< a copy of its own, changed by its own thread
  ServingCounters stats{};
  std::size_t closed = 0;                   ///< connections closed in this batch and not yet destroyed
  TimePoint next_check = TimePoint::max();  ///< no connection expires before; so idle ones cost nothing
};

}  // namespace onc
