// Bytes of replies in memory of a fixed size: blocks of one size, chained, so that nothing is allocated and nothing is
// fragmented, however replies of all sizes come and go.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include <onc/xdr/buffer.h>

namespace onc {

class ReplyStore {
 public:
  static constexpr std::size_t block_size = 128;

  /// What was kept; empty ones take no block.
  struct Reply {
    std::uint32_t first = 0;
    std::uint32_t size = 0;
  };

  /// `bytes` of memory for all blocks, touched only as far as it was ever needed. At least one block.
  explicit ReplyStore(std::size_t bytes);

  /// How many blocks a reply of `size` bytes takes.
  [[nodiscard]] static constexpr std::size_t blocks_of(std::size_t size) noexcept {
    return size / payload + (size % payload == 0 ? 0 : 1);
  }
  [[nodiscard]] std::size_t capacity() const noexcept { return capacity_; }  ///< in blocks
  [[nodiscard]] std::size_t used() const noexcept { return used_; }          ///< in blocks

  /// REQUIRES: so many blocks are free.
  [[nodiscard]] Reply keep(std::span<const std::byte> bytes) noexcept;
  /// Copies it to the end of `out`; false, and nothing is copied, when the limit of `out` forbids it.
  bool append(Reply reply, xdr::Buffer& out) const;
  /// Its blocks are free again.
  void drop(Reply reply) noexcept;

 private:
  static constexpr std::size_t payload = block_size - sizeof(std::uint32_t);
  struct Block {
    std::byte bytes[payload];
    std::uint32_t next;
  };
  static_assert(sizeof(Block) == block_size);

  std::uint32_t take_block() noexcept;

  std::size_t capacity_;
  std::unique_ptr<Block[]> blocks_;
  std::size_t used_ = 0;
  std::size_t touched_ = 0;  // blocks behind these were never used
  std::uint32_t free_ = 0;   // the first of the chain of those that are free again
  std::size_t free_count_ = 0;
};

}  // namespace onc
