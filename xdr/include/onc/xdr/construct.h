// How decoders make the values that they fill.
#pragma once

#include <cstddef>
#include <new>
#include <type_traits>
#include <vector>

namespace onc::xdr::detail {

/// What allocators take for so many bytes, at most: chunks of 16 bytes with 8 of their own. A std::string has one byte
/// more than its text, and room for 30 as soon as it needs any of its own.
constexpr std::size_t heap_size(std::size_t bytes) noexcept {
  constexpr std::size_t fewest = 30;
  return bytes == 0 ? 0 : ((bytes < fewest ? fewest : bytes) + 1 + 8 + 15) / 16 * 16;
}

/// Makes a struct of a schema in its place, initialised by its members, which all have initialisers: T() and T{} fill
/// all of it with zeros before, and filling is slow where it is short. For the same reason one of numbers only is a
/// copy of another.
struct Fresh {
  template <class T>
  operator T() const {  // NOLINT(google-explicit-constructor): so that nothing is moved
    T made;
    return made;
  }
};
template <class T>
inline constexpr T blank{};
/// Whether there is such a blank: its members are all made at compile time, and it is not large.
template <class T>
concept HasBlank = std::is_trivially_copyable_v<T> && sizeof(T) <= 512 && requires {
  typename std::bool_constant<(T{}, true)>;
};

template <class T, class Emplace>
decltype(auto) make(const Emplace& emplace) {
  if constexpr (!std::is_aggregate_v<T> || std::is_trivially_default_constructible_v<T>) {
    return emplace();
  } else if constexpr (HasBlank<T>) {
    return emplace(blank<T>);
  } else {
    return emplace(Fresh{});
  }
}

template <class T, class Allocator>
T& append(std::vector<T, Allocator>& out) {
  return make<T>([&](const auto&... from) -> T& { return out.emplace_back(from...); });
}
template <class Optional>
auto& emplace(Optional& out) {
  using T = std::remove_cvref_t<decltype(*out)>;
  return make<T>([&](const auto&... from) -> T& { return out.emplace(from...); });
}

}  // namespace onc::xdr::detail

namespace onc::xdr {

/// Makes a value in memory that holds none: the arm of a union.
template <class T>
T& construct(T& storage) {
  return detail::make<T>([&](const auto&... from) -> T& { return *::new (static_cast<void*>(&storage)) T(from...); });
}

}  // namespace onc::xdr
