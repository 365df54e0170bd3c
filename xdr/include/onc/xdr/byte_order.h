// Big-endian loads and stores; compilers turn each into one instruction, and are told to do so in large functions, too.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace onc::xdr {

namespace detail {

[[gnu::always_inline]] constexpr std::uint32_t swap(std::uint32_t value) noexcept {
  return (value >> 24) | ((value >> 8) & 0xff00U) | ((value << 8) & 0xff0000U) | (value << 24);
}

[[gnu::always_inline]] constexpr std::uint64_t swap(std::uint64_t value) noexcept {
  return (std::uint64_t{swap(static_cast<std::uint32_t>(value))} << 32) | swap(static_cast<std::uint32_t>(value >> 32));
}

template <class Unsigned>
[[gnu::always_inline]] constexpr Unsigned big_endian(Unsigned value) noexcept {
  if constexpr (std::endian::native == std::endian::big) return value;
  return swap(value);
}

}  // namespace detail

/// Reads 4 bytes in network order; `from` need not be aligned.
[[gnu::always_inline]] inline std::uint32_t load32(const std::byte* from) noexcept {
  std::uint32_t raw = 0;
  std::memcpy(&raw, from, sizeof raw);
  return detail::big_endian(raw);
}

/// Reads 8 bytes in network order; `from` need not be aligned.
[[gnu::always_inline]] inline std::uint64_t load64(const std::byte* from) noexcept {
  std::uint64_t raw = 0;
  std::memcpy(&raw, from, sizeof raw);
  return detail::big_endian(raw);
}

/// Writes 4 bytes in network order; `to` need not be aligned.
[[gnu::always_inline]] inline void store32(std::byte* to, std::uint32_t value) noexcept {
  const std::uint32_t raw = detail::big_endian(value);
  std::memcpy(to, &raw, sizeof raw);
}

/// Writes 8 bytes in network order; `to` need not be aligned.
[[gnu::always_inline]] inline void store64(std::byte* to, std::uint64_t value) noexcept {
  const std::uint64_t raw = detail::big_endian(value);
  std::memcpy(to, &raw, sizeof raw);
}

/// Copies `count` numbers of 4 or 8 bytes and turns each from or into network order, with the widest vectors that the
/// machine has. Neither end need be aligned; they may not overlap.
void swap_copy32(std::byte* to, const std::byte* from, std::size_t count) noexcept;
void swap_copy64(std::byte* to, const std::byte* from, std::size_t count) noexcept;

/// `size` rounded up to the next multiple of four (RFC 4506 section 3). No overflow for sizes that fit memory.
constexpr std::size_t padded(std::size_t size) noexcept { return (size + 3) & ~std::size_t{3}; }

}  // namespace onc::xdr
