// A small /etc/rpc.
#pragma once

#include <sstream>

#include "oncinfo/rpc_names.h"

namespace onc::test {

inline RpcNames few_names() {
  std::istringstream text("portmapper 100000 portmap\nnfs 100003\n");
  return RpcNames::read(text);
}

}  // namespace onc::test
