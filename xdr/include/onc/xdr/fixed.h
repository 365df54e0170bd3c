// Values of which all take the same number of bytes on the wire, and how they are stored and loaded.
#pragma once

#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <tuple>
#include <type_traits>

#include <onc/xdr/byte_order.h>
#include <onc/xdr/types.h>

namespace onc::xdr {

/// A number that takes on the wire as many bytes as in memory.
template <class T>
concept Number = std::same_as<T, std::int32_t> || std::same_as<T, std::uint32_t> || std::same_as<T, std::int64_t> ||
    std::same_as<T, std::uint64_t> || std::same_as<T, float> || std::same_as<T, double>;

/// An `enum` of a schema.
template <class T>
concept Enumeration = std::is_enum_v<T> && !std::convertible_to<T, std::int32_t> && sizeof(T) == 4 &&
                      std::same_as<std::underlying_type_t<T>, std::int32_t>;

template <class T>
inline constexpr bool is_fixed_opaque = false;
template <std::size_t N>
inline constexpr bool is_fixed_opaque<std::array<std::byte, N>> = true;

/// A value of which all take the same number of bytes.
template <class T>
concept FixedField =
    Number<T> || Enumeration<T> || std::same_as<T, bool> || std::same_as<T, Quadruple> || is_fixed_opaque<T>;

/// Numbers and enumerators, which are copied many at once.
template <class T>
concept Swappable = Number<T> || Enumeration<T>;

/// What a NumbersView is made of.
template <class T>
concept Viewable = Swappable<T> || std::same_as<T, bool>;

// What follows is inlined whatever the optimiser thinks of the size of a codec: a call costs more than any of it.
namespace detail {

template <FixedField T>
consteval std::size_t fixed_size() {
  if constexpr (is_fixed_opaque<T>) return padded(std::tuple_size_v<T>);
  return std::same_as<T, bool> ? 4 : sizeof(T);
}

/// Writes a value where there is room for it, and returns where the next one goes.
template <FixedField T>
[[gnu::always_inline]] inline std::byte* store(std::byte* to, const T& value) noexcept {
  if constexpr (std::same_as<T, bool>) {
    store32(to, value ? 1 : 0);
  } else if constexpr (Enumeration<T>) {
    store32(to, static_cast<std::uint32_t>(value));
  } else if constexpr (Number<T> && sizeof(T) == 4) {
    store32(to, std::bit_cast<std::uint32_t>(value));
  } else if constexpr (Number<T>) {
    store64(to, std::bit_cast<std::uint64_t>(value));
  } else if constexpr (std::same_as<T, Quadruple>) {
    std::memcpy(to, value.bytes.data(), value.bytes.size());
  } else if constexpr (fixed_size<T>() > 0) {
    if constexpr (fixed_size<T>() != std::tuple_size_v<T>) store32(to + fixed_size<T>() - 4, 0);
    std::memcpy(to, value.data(), value.size());
  }
  return to + fixed_size<T>();
}

/// Reads a value that is there. Any bool but 0 is true.
template <FixedField T>
[[gnu::always_inline]] inline void load(const std::byte* from, T& out) noexcept {
  if constexpr (std::same_as<T, bool>) {
    out = load32(from) != 0;
  } else if constexpr (Enumeration<T>) {
    out = static_cast<T>(static_cast<std::int32_t>(load32(from)));
  } else if constexpr (Number<T> && sizeof(T) == 4) {
    out = std::bit_cast<T>(load32(from));
  } else if constexpr (Number<T>) {
    out = std::bit_cast<T>(load64(from));
  } else if constexpr (std::same_as<T, Quadruple>) {
    std::memcpy(out.bytes.data(), from, out.bytes.size());
  } else if constexpr (fixed_size<T>() > 0) {
    std::memcpy(out.data(), from, out.size());
  }
}

template <Swappable T>
[[gnu::always_inline]] inline void store_all(std::byte* to, const T* values, std::size_t count) noexcept {
  const auto* from = reinterpret_cast<const std::byte*>(values);
  if constexpr (sizeof(T) == 4) swap_copy32(to, from, count);
  if constexpr (sizeof(T) == 8) swap_copy64(to, from, count);
}

template <Swappable T>
[[gnu::always_inline]] inline void load_all(const std::byte* from, T* values, std::size_t count) noexcept {
  auto* to = reinterpret_cast<std::byte*>(values);
  if constexpr (sizeof(T) == 4) swap_copy32(to, from, count);
  if constexpr (sizeof(T) == 8) swap_copy64(to, from, count);
}

}  // namespace detail

}  // namespace onc::xdr
