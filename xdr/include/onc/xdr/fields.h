// The values that Encoder::fields and Decoder::fields take: those of which a look at the value itself tells how many
// bytes they take. All of them together get one check, then straight stores and loads.
#pragma once

#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include <onc/xdr/byte_order.h>
#include <onc/xdr/construct.h>
#include <onc/xdr/limits.h>
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

/// `string x<bound>` and `opaque x<bound>` as one of many fields. Bytes is std::string or std::vector<std::byte>, const
/// when it is written. Refers to the value.
template <class Bytes>
struct Bounded {
  explicit Bounded(Bytes& field, std::uint32_t most = unbounded) noexcept : value(field), bound(most) {}

  Bytes& value;
  std::uint32_t bound;
};

/// `T *x` as one of many fields, where T is a struct of fixed-size fields, which `fields(value, use)` hands to `use` all
/// at once. Holder is std::optional<T>, const when it is written. Refers to the value.
template <class Holder, class Fields>
struct Optional {
  Optional(Holder& field, const Fields& list) noexcept : value(field), fields(list) {}

  Holder& value;
  const Fields& fields;
};

/// `opaque x[N]` of a view as one of many fields: a span of N bytes, which it refers to.
template <std::size_t N>
struct FixedBytes {
  explicit FixedBytes(std::span<const std::byte>& field) noexcept : value(field) {}

  std::span<const std::byte>& value;
};

/// Numbers and enumerators, which are copied many at once.
template <class T>
concept Swappable = Number<T> || Enumeration<T>;

namespace detail {

template <FixedField T>
consteval std::size_t fixed_size() {
  if constexpr (is_fixed_opaque<T>) return padded(std::tuple_size_v<T>);
  return std::same_as<T, bool> ? 4 : sizeof(T);
}

/// The fewest bytes that a field takes: those of variable size have a word in front.
template <class T>
inline constexpr std::size_t least_size = 4;
template <FixedField T>
inline constexpr std::size_t least_size<T> = fixed_size<T>();
template <std::size_t N>
inline constexpr std::size_t least_size<FixedBytes<N>> = padded(N);

constexpr auto sum_of_sizes = [](const auto&... fields) noexcept -> std::size_t {
  return (least_size<std::remove_cvref_t<decltype(fields)>> + ... + 0);
};

/// Bytes that a struct of fixed-size fields takes.
template <class Value, class Fields>
constexpr std::size_t size_of_fields(Value& value, const Fields& fields) noexcept {
  return fields(value, sum_of_sizes);
}

// --- writing: each returns where the next field goes

template <FixedField T>
std::byte* store(std::byte* to, const T& value) noexcept {
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
  } else if constexpr (least_size<T> > 0) {
    if constexpr (least_size<T> != std::tuple_size_v<T>) store32(to + least_size<T> - 4, 0);
    std::memcpy(to, value.data(), value.size());
  }
  return to + least_size<T>;
}

/// memcpy for what strings and handles usually have, without its call: two moves that may overlap.
inline void copy_bytes(std::byte* to, const std::byte* from, std::size_t size) noexcept {
  const auto both_ends = [&](auto piece) {
    std::memcpy(&piece, from + size - sizeof piece, sizeof piece);
    const auto end = piece;
    std::memcpy(&piece, from, sizeof piece);
    std::memcpy(to, &piece, sizeof piece);
    std::memcpy(to + size - sizeof end, &end, sizeof end);
  };
  struct Half {
    std::uint64_t words[2];
  };
  if (size > 32) {
    std::memcpy(to, from, size);
  } else if (size >= sizeof(Half)) {
    both_ends(Half{});
  } else if (size >= 8) {
    both_ends(std::uint64_t{});
  } else if (size >= 4) {
    both_ends(std::uint32_t{});
  } else {
    for (std::size_t i = 0; i < size; ++i) to[i] = from[i];
  }
}

/// Bytes and their padding: the last word first, so that what the bytes leave of it is zero.
inline std::byte* store_padded(std::byte* to, const void* bytes, std::size_t size) noexcept {
  if (size == 0) return to;
  store32(to + padded(size) - 4, 0);
  copy_bytes(to, static_cast<const std::byte*>(bytes), size);
  return to + padded(size);
}

template <class Bytes>
[[gnu::always_inline]] inline std::byte* store(std::byte* to, const Bounded<Bytes>& field) noexcept {
  store32(to, static_cast<std::uint32_t>(field.value.size()));
  return store_padded(to + 4, field.value.data(), field.value.size());
}

template <class Holder, class Fields>
[[gnu::always_inline]] inline std::byte* store(std::byte* to, const Optional<Holder, Fields>& field) noexcept {
  store32(to, field.value.has_value() ? 1 : 0);
  to += 4;
  if (!field.value.has_value()) return to;
  field.fields(*field.value, [&](const auto&... inner) { ((to = store(to, inner)), ...); });
  return to;
}

/// Adds what a field takes beyond its least size. False if it is to be written by itself.
template <FixedField T>
constexpr bool add_size(const T& /*field*/, std::size_t& /*size*/, std::size_t /*longest*/) noexcept {
  return true;
}
template <class Bytes>
bool add_size(const Bounded<Bytes>& field, std::size_t& size, std::size_t longest) noexcept {
  size += padded(field.value.size());
  return field.value.size() <= field.bound && field.value.size() < longest;
}
template <class Holder, class Fields>
bool add_size(const Optional<Holder, Fields>& field, std::size_t& size, std::size_t /*longest*/) noexcept {
  if (field.value.has_value()) size += size_of_fields(*field.value, field.fields);
  return true;
}

// --- reading

/// Reads a value that is there. Any bool but 0 is true.
template <FixedField T>
void load(const std::byte* from, T& out) noexcept {
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
  } else if constexpr (least_size<T> > 0) {
    std::memcpy(out.data(), from, out.size());
  }
}

/// What is left while fields are read. The least sizes of those to come are there; `spare` is what is there beyond.
struct Source {
  const std::byte* at;
  std::size_t spare;
  std::size_t memory;
};

inline void assign(std::string& out, const std::byte* from, std::size_t size) {
  const auto* text = reinterpret_cast<const char*>(from);
  if (size <= out.capacity()) out.assign(text, size);
  else out = std::string(text, size);  // just as much: to grow what is there would double it
}
inline void assign(std::vector<std::byte>& out, const std::byte* from, std::size_t size) {
  out.assign(from, from + size);
}
inline void assign(std::string_view& out, const std::byte* from, std::size_t size) noexcept {
  out = {reinterpret_cast<const char*>(from), size};
}
inline void assign(std::span<const std::byte>& out, const std::byte* from, std::size_t size) noexcept {
  out = {from, size};
}

template <class Bytes>
inline constexpr bool refers = std::same_as<Bytes, std::string_view> || std::same_as<Bytes, std::span<const std::byte>>;

/// Reads the next field. False if that asks for more than there is.
template <FixedField T>
bool load_next(Source& source, T& out) noexcept {
  load(source.at, out);
  source.at += least_size<T>;
  return true;
}
template <class Bytes>
[[gnu::always_inline]] inline bool load_next(Source& source, Bounded<Bytes>&& field) {
  const std::size_t size = load32(source.at);
  const std::size_t memory = refers<Bytes> ? 0 : heap_size(size);
  if (size > field.bound || padded(size) > source.spare || memory > source.memory) [[unlikely]] return false;
  assign(field.value, source.at + 4, size);
  source.at += 4 + padded(size);
  source.spare -= padded(size);
  source.memory -= memory;
  return true;
}
template <std::size_t N>
bool load_next(Source& source, FixedBytes<N>&& field) noexcept {
  field.value = {source.at, N};
  source.at += padded(N);
  return true;
}
template <class Holder, class Fields>
[[gnu::always_inline]] inline bool load_next(Source& source, Optional<Holder, Fields>&& field) {
  const bool present = load32(source.at) != 0;
  source.at += 4;
  if (!present) {
    field.value.reset();
    return true;
  }
  auto& value = field.value.has_value() ? *field.value : emplace(field.value);
  const std::size_t size = size_of_fields(value, field.fields);
  if (size > source.spare) [[unlikely]] return false;
  source.spare -= size;
  field.fields(value, [&](auto&... inner) { (load_next(source, inner), ...); });
  return true;
}

// --- many numbers

template <Swappable T>
void store_all(std::byte* to, const T* values, std::size_t count) noexcept {
  const auto* from = reinterpret_cast<const std::byte*>(values);
  if constexpr (sizeof(T) == 4) swap_copy32(to, from, count);
  if constexpr (sizeof(T) == 8) swap_copy64(to, from, count);
}

template <Swappable T>
void load_all(const std::byte* from, T* values, std::size_t count) noexcept {
  auto* to = reinterpret_cast<std::byte*>(values);
  if constexpr (sizeof(T) == 4) swap_copy32(to, from, count);
  if constexpr (sizeof(T) == 8) swap_copy64(to, from, count);
}

}  // namespace detail

}  // namespace onc::xdr
