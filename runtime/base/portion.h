// How much to take at once, where what has been taken has to be done before it is the turn of others.
#pragma once

#include <algorithm>
#include <cstddef>

#include <onc/options.h>

namespace onc {

/// Begins with all there is room for. What took too long makes the next portion smaller; by and by it grows again.
class Portion {
 public:
  /// Of `most` at most, and of one at least; about `time` is what a portion may take.
  Portion(std::size_t most, Duration time) noexcept : most_(most), time_(time), size_(most) {}

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  /// So long the last one has taken.
  void took(Duration duration) noexcept {
    if (duration > time_) {
      size_ = std::max<std::size_t>(size_ / 2, 1);
    } else if (duration < time_ / 4) {
      size_ = std::min(size_ * 2, most_);
    }
  }

 private:
  std::size_t most_;
  Duration time_;
  std::size_t size_;
};

}  // namespace onc
