// Memory that an Encoder writes into: lent by a Sink, which owns it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include <onc/xdr/lifetime.h>

namespace onc::xdr {

/// From this size on a string or opaque is offered to the sink by reference: about where copying it begins to cost more
/// than another element of the vector that writev takes (measured in docs/performance.md).
inline constexpr std::size_t gather_threshold = std::size_t{16} << 10;

/// Lends memory to an Encoder. Implementations: Buffer and Gather below, send buffers of channels, shared memory.
class Sink {
 public:
  /// The first `written` bytes of the memory lent last are final. Lends memory for at least `need` further bytes that
  /// follow them, or an empty span when the message would become larger than this sink takes.
  virtual std::span<std::byte> lend(std::size_t written, std::size_t need) = 0;
  /// The first `written` bytes of the memory lent last are final, and `bytes` follow them in the message without being
  /// copied: they stay as they are until the message is sent. False, and nothing has happened, if this sink does not
  /// gather.
  virtual bool refer(std::size_t /*written*/, std::span<const std::byte> /*bytes*/) { return false; }
  /// The largest message this sink takes, for the error text.
  [[nodiscard]] virtual std::size_t limit() const noexcept = 0;

 protected:
  ~Sink() = default;
};

/// A contiguous, growing, uninitialised byte buffer. Clearing keeps its memory, so that a steady state allocates
/// nothing. Bytes that are cleared, truncated or dropped trap under the address sanitizer when something still refers
/// to them, and are overwritten where the library is built with assertions. Not thread-safe.
class ONC_XDR_OWNER Buffer final : public Sink {
 public:
  explicit Buffer(std::size_t limit = std::size_t{1} << 30) noexcept : limit_(limit) {}
  Buffer(Buffer&&) noexcept;
  Buffer& operator=(Buffer&&) noexcept;
  ~Buffer() = default;

  /// The bytes written so far. Valid until the next change of the buffer.
  [[nodiscard]] std::span<const std::byte> bytes() const noexcept ONC_XDR_LIFETIMEBOUND {
    return {memory_.get(), size_};
  }
  [[nodiscard]] std::span<std::byte> bytes() noexcept ONC_XDR_LIFETIMEBOUND { return {memory_.get(), size_}; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
  /// Of the memory that is there already.
  [[nodiscard]] std::size_t capacity() const noexcept { return capacity_; }
  void swap(Buffer& other) noexcept {
    memory_.swap(other.memory_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
    std::swap(limit_, other.limit_);
  }
  void clear() noexcept { truncate(0); }
  /// Forgets everything behind the first `size` bytes.
  void truncate(std::size_t size) noexcept;
  /// Copies `bytes` to the end. False when the limit forbids it.
  bool append(std::span<const std::byte> bytes);
  /// Room for at least `need` bytes behind the written ones, for reading into; follow with `commit`.
  std::span<std::byte> prepare(std::size_t need);
  void commit(std::size_t written) noexcept { size_ += written; }
  /// Forgets the first `count` bytes and moves the rest to the front.
  void drop_front(std::size_t count) noexcept;

  std::span<std::byte> lend(std::size_t written, std::size_t need) override;
  [[nodiscard]] std::size_t limit() const noexcept override { return limit_; }

 private:
  bool grow(std::size_t need);
  void reallocate(std::size_t capacity);

  std::unique_ptr<std::byte[]> memory_;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
  std::size_t limit_;
};

/// A message in pieces, as writev and sendmsg take them: what was encoded in memory of its own, and large strings and
/// opaques where they are. Clearing keeps the memory. Not thread-safe.
class ONC_XDR_OWNER Gather final : public Sink {
 public:
  explicit Gather(std::size_t limit = std::size_t{1} << 30) noexcept : own_(limit), limit_(limit) {}
  Gather(const Gather&) = delete;
  Gather& operator=(const Gather&) = delete;
  ~Gather() = default;

  /// The message, none of them empty. Valid until the next change; the references as long as what they refer to.
  [[nodiscard]] std::vector<std::span<const std::byte>> pieces() const;
  /// Of the message.
  [[nodiscard]] std::size_t size() const noexcept { return own_.size() + referred_; }
  void clear() noexcept;

  std::span<std::byte> lend(std::size_t written, std::size_t need) override;
  bool refer(std::size_t written, std::span<const std::byte> bytes) override;
  [[nodiscard]] std::size_t limit() const noexcept override { return limit_; }

 private:
  struct Reference {
    std::size_t before;  // bytes of own_ that precede it
    std::span<const std::byte> bytes;
  };

  Buffer own_;
  std::vector<Reference> references_{};
  std::size_t referred_ = 0;  // bytes of all references
  std::size_t limit_;
};

}  // namespace onc::xdr
