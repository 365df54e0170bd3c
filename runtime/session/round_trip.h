// How long replies take, for the first interval of the next call (RFC 6298). Calls that were sent more than once say
// nothing of it: nobody knows which transmission was answered (Karn's rule).
#pragma once

#include <algorithm>

#include <onc/options.h>

namespace onc {

class RoundTrip {
 public:
  void add(Duration sample) noexcept {
    if (!measured_) {
      measured_ = true;
      smooth_ = sample;
      variation_ = sample / 2;
      return;
    }
    const Duration difference = sample > smooth_ ? sample - smooth_ : smooth_ - sample;
    variation_ += (difference - variation_) / 4;
    smooth_ += (sample - smooth_) / 8;
  }
  /// From `shortest` to `longest`; `longest` before anything was measured.
  [[nodiscard]] Duration interval(Duration shortest, Duration longest) const noexcept {
    if (!measured_ || shortest >= longest) return longest;
    return std::clamp(smooth_ + 4 * variation_, shortest, longest);
  }

 private:
  Duration smooth_{};
  Duration variation_{};
  bool measured_ = false;
};

}  // namespace onc
