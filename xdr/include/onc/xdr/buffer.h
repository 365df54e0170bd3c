// Memory that an Encoder writes into: lent by a Sink, which owns it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace onc::xdr {

/// Lends memory to an Encoder. Implementations: Buffer below, send buffers of channels, shared memory.
class Sink {
 public:
  /// The first `written` bytes of the memory lent last are final. Lends memory for at least `need` further bytes that
  /// follow them, or an empty span when the message would become larger than this sink takes.
  virtual std::span<std::byte> lend(std::size_t written, std::size_t need) = 0;
  /// The largest message this sink takes, for the error text.
  [[nodiscard]] virtual std::size_t limit() const noexcept = 0;

 protected:
  ~Sink() = default;
};

/// A contiguous, growing, uninitialised byte buffer. Clearing keeps its memory, so that a steady state allocates
/// nothing. Not thread-safe.
class Buffer final : public Sink {
 public:
  explicit Buffer(std::size_t limit = std::size_t{1} << 30) noexcept : limit_(limit) {}
  Buffer(Buffer&&) noexcept;
  Buffer& operator=(Buffer&&) noexcept;
  ~Buffer() = default;

  /// The bytes written so far. Valid until the next change of the buffer.
  [[nodiscard]] std::span<const std::byte> bytes() const noexcept { return {memory_.get(), size_}; }
  [[nodiscard]] std::span<std::byte> bytes() noexcept { return {memory_.get(), size_}; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
  void clear() noexcept { size_ = 0; }
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
  void reallocate(std::size_t capacity);

  std::unique_ptr<std::byte[]> memory_;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
  std::size_t limit_;
};

}  // namespace onc::xdr
