#include <algorithm>
#include <cstring>
#include <utility>

#include <onc/xdr/buffer.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ONC_XDR_HAS_ADDRESS_SANITIZER 1
#endif
#endif
#ifndef ONC_XDR_HAS_ADDRESS_SANITIZER
#define ONC_XDR_HAS_ADDRESS_SANITIZER 0
#endif
#if defined(__SANITIZE_ADDRESS__) || ONC_XDR_HAS_ADDRESS_SANITIZER
#include <sanitizer/asan_interface.h>
#endif

namespace onc::xdr {

namespace {

constexpr std::size_t smallest_capacity = 256;

// Bytes that nothing refers to any more: who still does, finds out.
#if defined(__SANITIZE_ADDRESS__) || ONC_XDR_HAS_ADDRESS_SANITIZER
void give_up(std::span<std::byte> bytes) noexcept { ASAN_POISON_MEMORY_REGION(bytes.data(), bytes.size()); }
void take_back(std::span<std::byte> bytes) noexcept { ASAN_UNPOISON_MEMORY_REGION(bytes.data(), bytes.size()); }
#elif !defined(NDEBUG)
void give_up(std::span<std::byte> bytes) noexcept { std::ranges::fill(bytes, std::byte{0xdd}); }
void take_back(std::span<std::byte> /*bytes*/) noexcept {}
#else
void give_up(std::span<std::byte> /*bytes*/) noexcept {}
void take_back(std::span<std::byte> /*bytes*/) noexcept {}
#endif

}  // namespace

Buffer::Buffer(Buffer&& other) noexcept
    : memory_(std::move(other.memory_)),
      size_(std::exchange(other.size_, 0)),
      capacity_(std::exchange(other.capacity_, 0)),
      limit_(other.limit_) {}

Buffer& Buffer::operator=(Buffer&& other) noexcept {
  memory_ = std::move(other.memory_);
  size_ = std::exchange(other.size_, 0);
  capacity_ = std::exchange(other.capacity_, 0);
  limit_ = other.limit_;
  return *this;
}

void Buffer::truncate(std::size_t size) noexcept {
  if (size >= size_) return;
  give_up({memory_.get() + size, size_ - size});
  size_ = size;
}

bool Buffer::append(std::span<const std::byte> bytes) {
  if (bytes.empty()) return true;
  const std::span<std::byte> room = lend(0, bytes.size());
  if (room.empty()) return false;
  std::memcpy(room.data(), bytes.data(), bytes.size());
  size_ += bytes.size();
  return true;
}

std::span<std::byte> Buffer::prepare(std::size_t need) { return lend(0, need); }

std::span<std::byte> Buffer::lend(std::size_t written, std::size_t need) {
  size_ += written;
  if (capacity_ - size_ < need && !grow(need)) [[unlikely]]
    return {};
  take_back({memory_.get() + size_, capacity_ - size_});
  return {memory_.get() + size_, capacity_ - size_};
}

void Buffer::drop_front(std::size_t count) noexcept {
  const std::size_t kept = size_ - std::min(size_, count);
  if (kept > 0) std::memmove(memory_.get(), memory_.get() + count, kept);
  truncate(kept);
}

// What is there already is within the limit.
bool Buffer::grow(std::size_t need) {
  if (need > limit_ || size_ > limit_ - need) return false;
  reallocate(std::min(limit_, std::max({size_ + need, capacity_ * 2, smallest_capacity})));
  return true;
}

void Buffer::reallocate(std::size_t capacity) {
  auto larger = std::make_unique_for_overwrite<std::byte[]>(capacity);
  if (size_ > 0) std::memcpy(larger.get(), memory_.get(), size_);
  memory_ = std::move(larger);
  capacity_ = capacity;
}

std::vector<std::span<const std::byte>> Gather::pieces() const {
  std::vector<std::span<const std::byte>> result;
  const std::span<const std::byte> own = own_.bytes();
  std::size_t taken = 0;
  const auto add = [&](std::span<const std::byte> bytes) {
    if (!bytes.empty()) result.push_back(bytes);
  };
  for (const Reference& one : references_) {
    add(own.subspan(taken, one.before - taken));
    add(one.bytes);
    taken = one.before;
  }
  add(own.subspan(taken));
  return result;
}

void Gather::clear() noexcept {
  own_.clear();
  references_.clear();
  referred_ = 0;
}

std::span<std::byte> Gather::lend(std::size_t written, std::size_t need) {
  if (need > limit_ || size() + written > limit_ - need) {
    own_.commit(written);
    return {};
  }
  // What is referred to counts, too, so that not all of the own memory may be written.
  const std::span<std::byte> memory = own_.lend(written, need);
  return memory.first(std::min(memory.size(), limit_ - size()));
}

bool Gather::refer(std::size_t written, std::span<const std::byte> bytes) {
  if (bytes.size() > limit_ || size() + written > limit_ - bytes.size()) return false;
  own_.commit(written);
  references_.push_back({own_.size(), bytes});
  referred_ += bytes.size();
  return true;
}

}  // namespace onc::xdr
