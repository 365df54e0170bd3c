// Our decoders in compatible mode and rpcgen's filters take the same messages.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "libtirpc.h"

namespace onc::test {

/// What the two say of a message of the shape at this place of shapes.inc.
struct BothVerdicts {
  bool taken = false;
  std::string difference{};  // empty if there is none
};

/// The same, but for our limits, and numbers that do not fit narrow types: libtirpc cuts them, we refuse them.
BothVerdicts against_libtirpc(std::size_t shape, std::span<const std::byte> bytes);

}  // namespace onc::test
