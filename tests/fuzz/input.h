// The fuzzer's bytes, taken in pieces whose sizes they choose themselves.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace onc::fuzz {

class Input {
 public:
  Input(const std::uint8_t* data, std::size_t size) : bytes_(std::as_bytes(std::span(data, size))) {
    if (!bytes_.empty()) chunk_ = 1 + std::to_integer<std::size_t>(bytes_.front());
  }

  [[nodiscard]] bool empty() const { return bytes_.empty(); }
  [[nodiscard]] std::span<const std::byte> rest() const { return bytes_; }
  /// Copies the next piece into `room`; how much.
  std::size_t move_into(std::span<std::byte> room) {
    const std::size_t count = std::min({chunk_, room.size(), bytes_.size()});
    std::memcpy(room.data(), bytes_.data(), count);
    bytes_ = bytes_.subspan(count);
    return count;
  }
  /// The next byte; 0 behind the last.
  std::uint8_t byte() {
    if (bytes_.empty()) return 0;
    const auto first = std::to_integer<std::uint8_t>(bytes_.front());
    bytes_ = bytes_.subspan(1);
    return first;
  }
  /// A piece with its length, one byte, in front of it; shorter at the end.
  std::span<const std::byte> piece() {
    const std::size_t size = byte();
    const auto taken = bytes_.first(std::min(size, bytes_.size()));
    bytes_ = bytes_.subspan(taken.size());
    return taken;
  }

 private:
  std::span<const std::byte> bytes_;
  std::size_t chunk_ = 1;
};

}  // namespace onc::fuzz
