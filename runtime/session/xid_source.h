// Transaction identifiers that a stranger cannot guess: he would have to, to forge a reply.
#pragma once

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
    if (used_ == pool_.size()) refill();
    return pool_[used_++];
  }

 private:
  void refill() {
    random_(std::as_writable_bytes(std::span(pool_)));
    used_ = 0;
  }

  std::array<std::uint32_t, 256> pool_;
  std::size_t used_ = pool_.size();
  RandomBytes random_;
};

}  // namespace onc
