// How much one of many may take of something that there is only so much of.
#pragma once

#include <algorithm>
#include <cstddef>

namespace onc {

/// Whether who has `own` of the `used` ones may have one more of `all`: at most a third of what is still free, so a
/// quarter of all when nobody else has any, and less the more others have. So there is always something left for who
/// comes next, however many come before (dynamic thresholds, as switches share their buffers).
[[nodiscard]] constexpr bool leaves_room(std::size_t own, std::size_t used, std::size_t all) noexcept {
  return used < all && own < std::max<std::size_t>((all - used) / 3, 1);
}

}  // namespace onc
