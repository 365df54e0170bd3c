#include "session/reply_store.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace onc {

namespace {

constexpr std::size_t most_blocks = std::numeric_limits<std::uint32_t>::max();

}  // namespace

ReplyStore::ReplyStore(std::size_t bytes)
    : capacity_(std::clamp<std::size_t>(bytes / block_size, 1, most_blocks)),
      blocks_(std::make_unique_for_overwrite<Block[]>(capacity_)) {}

std::uint32_t ReplyStore::take_block() noexcept {
  ++used_;
  if (free_count_ == 0) return static_cast<std::uint32_t>(touched_++);
  --free_count_;
  const std::uint32_t block = free_;
  free_ = blocks_[block].next;
  return block;
}

ReplyStore::Reply ReplyStore::keep(std::span<const std::byte> bytes) noexcept {
  Reply reply{.size = static_cast<std::uint32_t>(bytes.size())};
  std::uint32_t* link = &reply.first;
  while (!bytes.empty()) {
    *link = take_block();
    Block& block = blocks_[*link];
    const std::size_t count = std::min(bytes.size(), payload);
    std::memcpy(block.bytes, bytes.data(), count);
    bytes = bytes.subspan(count);
    link = &block.next;
  }
  return reply;
}

bool ReplyStore::append(Reply reply, xdr::Buffer& out) const {
  const std::span<std::byte> room = out.prepare(reply.size);
  if (room.size() < reply.size) return false;
  std::uint32_t at = reply.first;
  for (std::size_t done = 0; done < reply.size;) {
    const std::size_t count = std::min(reply.size - done, payload);
    std::memcpy(room.data() + done, blocks_[at].bytes, count);
    done += count;
    if (done < reply.size) at = blocks_[at].next;
  }
  out.commit(reply.size);
  return true;
}

void ReplyStore::drop(Reply reply) noexcept {
  std::uint32_t block = reply.first;
  for (std::size_t left = blocks_of(reply.size); left > 0; --left) {
    const std::uint32_t next = left > 1 ? blocks_[block].next : 0;
    blocks_[block].next = free_;
    free_ = block;
    ++free_count_;
    --used_;
    block = next;
  }
}

}  // namespace onc
