// What must hold whatever the input is.
#pragma once

#include <cstdlib>

namespace onc::fuzz {

inline void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace onc::fuzz
