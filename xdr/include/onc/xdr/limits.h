// What one message may ask of its decoder. All limits are on by default; an error names the one that was met.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>

namespace onc::xdr {

/// How a decoder treats bytes that RFC 4506 forbids and deployed implementations send.
enum class Mode : std::uint8_t {
  compatible,  ///< unknown enum values are kept, any non-zero bool is true, padding and trailing bytes are ignored
  strict,      ///< all of these are errors
};

/// Bounds on the cost of decoding one message. Encoding heeds `bytes` and `depth`.
struct Limits {
  /// Of the message.
  std::size_t bytes = std::size_t{1} << 30;
  /// Nested values of recursive types. Lists do not count: they become vectors and are decoded without recursion.
  std::uint32_t depth = 200;
  /// Elements of all arrays and lists together.
  std::size_t elements = std::size_t{1} << 24;
  /// Memory that decoding allocates: at most `memory_floor + memory_multiple * size of the message` bytes, counted as
  /// an allocator of 16-byte chunks takes it, and for lists while they grow. The value decoded into is the caller's
  /// own.
  std::size_t memory_multiple = 64;
  std::size_t memory_floor = std::size_t{1} << 20;

  /// Of a message of `size` bytes.
  [[nodiscard]] constexpr std::size_t memory(std::size_t size) const noexcept {
    std::size_t all = 0;
    const bool beyond =
        __builtin_mul_overflow(memory_multiple, size, &all) || __builtin_add_overflow(all, memory_floor, &all);
    return beyond ? std::numeric_limits<std::size_t>::max() : all;
  }
};

/// The bound of a string, opaque or array that the schema leaves unbounded (RFC 4506 section 4.10).
inline constexpr std::uint32_t unbounded = 0xffffffffU;

}  // namespace onc::xdr
