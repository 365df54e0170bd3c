// What everything that serves shares: the services, the options, the counters and the loop.
#pragma once

#include <onc/server.h>

#include "server/loop.h"
#include "session/dispatcher.h"

namespace onc {

struct Serving {
  ServerOptions options{};
  Dispatcher dispatcher{};
  ServerStats stats{};
  Loop loop;
  std::size_t closed = 0;                     ///< connections closed in this batch and not yet destroyed
  TimePoint next_check = TimePoint::max();    ///< no connection expires before; so idle ones cost nothing
};

}  // namespace onc
