// Where numbers come from that a stranger must not guess.
#pragma once

#include <cstddef>
#include <span>

namespace onc {

/// Fills `out` with random bytes that nobody can predict.
using RandomBytes = void (*)(std::span<std::byte> out);

/// The kernel's generator.
void kernel_random(std::span<std::byte> out);

}  // namespace onc
