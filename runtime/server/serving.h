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
};

}  // namespace onc
