// Transaction identifiers that a stranger cannot guess: he would have to, to forge a reply.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "base/random.h"

namespace onc {

/// Draws many numbers at once, so that a call costs no system call.
class XidSource {
 public:
  explicit XidSource(RandomBytes random) noexcept : random_(random) {}

  std::uint32_t next() {
    if (used_ == filled_) refill();
    return pool_[used_++];
  }

 private:
  // Twice as many each time, since many channels make one call and go.
  void refill() {
    filled_ = std::min(std::max<std::size_t>(filled_ * 2, 8), pool_.size());
    random_(std::as_writable_bytes(std::span(pool_).first(filled_)));
    used_ = 0;
  }

  std::array<std::uint32_t, 256> pool_;
  std::size_t filled_ = 0;
  std::size_t used_ = 0;
  RandomBytes random_;
};

}  // namespace onc
