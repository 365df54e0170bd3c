// Messages that are kept until their calls are completed, by slot. The memory of a slot is used again.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <onc/xdr/buffer.h>

namespace onc {

class MessageStore {
 public:
  /// A slot with an empty buffer.
  std::size_t take();
  [[nodiscard]] xdr::Buffer& at(std::size_t slot) noexcept { return buffers_[slot]; }
  [[nodiscard]] std::span<const std::byte> bytes(std::size_t slot) const noexcept { return buffers_[slot].bytes(); }
  void give_back(std::size_t slot) noexcept { free_.push_back(slot); }  // never allocates: `take` reserved for all

 private:
  std::vector<xdr::Buffer> buffers_;
  std::vector<std::size_t> free_;
};

inline std::size_t MessageStore::take() {
  if (free_.empty()) {
    buffers_.emplace_back();
    free_.reserve(buffers_.size());
    return buffers_.size() - 1;
  }
  const std::size_t slot = free_.back();
  free_.pop_back();
  buffers_[slot].clear();
  return slot;
}

}  // namespace onc
