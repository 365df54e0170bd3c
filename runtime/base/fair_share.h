// How much one of many may take of something that there is only so much of.
#pragma once

#include <algorithm>
#include <cstddef>

namespace onc {

/// Whether who has `own` of the `used` ones may have one more of `all`: a quarter of all when nobody else has any, and
/// the less the more others have, by the square of what is free (dynamic thresholds, as switches share their buffers).
/// So what is left for who comes next shrinks slowly: it takes hundreds to have 65,536 of something, where a fixed
/// quarter would take four. Who has none may have one as long as there is any.
[[nodiscard]] constexpr bool leaves_room(std::size_t own, std::size_t used, std::size_t all) noexcept {
  if (used >= all) return false;
  const auto free = static_cast<double>(all - used);
  constexpr double quarter_if_alone = 4.0 / 9;  // of the square of what is free then: three quarters
  return static_cast<double>(own) < std::max(free * free / static_cast<double>(all) * quarter_if_alone, 1.0);
}

}  // namespace onc
