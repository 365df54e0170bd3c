// The values that Encoder::fields and Decoder::fields take: those of which a look at the value itself tells how many
// bytes they take. All of them together get one check, then straight stores and loads.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <onc/xdr/byte_order.h>
#include <onc/xdr/construct.h>
#include <onc/xdr/fixed.h>
#include <onc/xdr/limits.h>
#include <onc/xdr/view.h>

namespace onc::xdr {

/// `string x<bound>` and `opaque x<bound>` as one of many fields. Bytes is std::string or std::vector<std::byte>, const
/// when it is written. Refers to the value.
template <class Bytes>
struct Bounded {
  explicit Bounded(Bytes& field, std::uint32_t most = unbounded) noexcept : value(field), bound(most) {}

  Bytes& value;
  std::uint32_t bound;
};

/// `T *x` as one of many fields, where T is a struct of fixed-size fields, which `fields(value, use)` hands to `use`
/// all at once. Holder is std::optional<T>, const when it is written. Refers to the value.
template <class Holder, class Fields>
struct Optional {
  Optional(Holder& field, const Fields& list) noexcept : value(field), fields(list) {}

  Holder& value;
  const Fields& fields;
};

/// `opaque x[N]` of a view as one of many fields. Refers to the value.
template <std::size_t N>
struct FixedBytes {
  explicit FixedBytes(const BytesView& field) noexcept : value(field) {}
  explicit FixedBytes(BytesView& field) noexcept : value(field), target(&field) {}

  const BytesView& value;
  BytesView* target = nullptr;  // when it is read
};

/// A discriminant that Decoder::peek has read already, as the first of many fields.
template <FixedField T>
struct Peeked {
  explicit Peeked(T seen) noexcept : value(seen) {}

  T value;
};

// What follows is inlined whatever the optimiser thinks of the size of a codec: a call costs more than any of it.
namespace detail {

/// The fewest bytes that a field takes: those of variable size have a word in front.
template <class T>
inline constexpr std::size_t least_size = 4;
template <FixedField T>
inline constexpr std::size_t least_size<T> = fixed_size<T>();
template <std::size_t N>
inline constexpr std::size_t least_size<FixedBytes<N>> = padded(N);

template <class T>
inline constexpr std::size_t least_size<Peeked<T>> = fixed_size<T>();

/// How a field that is written is handed on: a value by reference, and what refers to one by value, so that the usual
/// way has nothing in memory.
template <class T>
using Carried = std::conditional_t<FixedField<T>, const T&, T>;

inline constexpr auto sum_of_sizes = [](const auto&... fields) noexcept -> std::size_t {
  return (least_size<std::remove_cvref_t<decltype(fields)>> + ... + 0);
};

/// Bytes that a struct of fixed-size fields takes.
template <class Value, class Fields>
constexpr std::size_t size_of_fields(Value& value, const Fields& fields) noexcept {
  return fields(value, sum_of_sizes);
}

// --- writing: each returns where the next field goes

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
  const std::size_t size = field.value.size();  // once: what is stored may be the value, for all the compiler knows
  const auto* data = field.value.data();
  store32(to, static_cast<std::uint32_t>(size));
  return store_padded(to + 4, data, size);
}

template <class Holder, class Fields>
[[gnu::always_inline]] inline std::byte* store(std::byte* to, const Optional<Holder, Fields>& field) noexcept {
  const bool present = field.value.has_value();
  store32(to, present ? 1 : 0);
  to += 4;
  if (!present) return to;
  field.fields(*field.value, [&](const auto&... inner) { ((to = store(to, inner)), ...); });
  return to;
}

template <std::size_t N>
[[gnu::always_inline]] inline std::byte* store(std::byte* to, const FixedBytes<N>& field) noexcept {
  return store_padded(to, field.value.data(), N);
}

/// Adds what a field takes beyond its least size. False if it is to be written by itself.
template <FixedField T>
[[gnu::always_inline]] constexpr bool add_size(const T& /*field*/, std::size_t& /*size*/,
                                               std::size_t /*longest*/) noexcept {
  return true;
}
template <class Bytes>
[[gnu::always_inline]] inline bool add_size(const Bounded<Bytes>& field, std::size_t& size,
                                            std::size_t longest) noexcept {
  size += padded(field.value.size());
  return field.value.size() <= field.bound && field.value.size() < longest;
}
template <std::size_t N>
[[gnu::always_inline]] constexpr bool add_size(const FixedBytes<N>& field, std::size_t& /*size*/,
                                               std::size_t /*longest*/) noexcept {
  return field.value.size() == N;
}
template <class Holder, class Fields>
[[gnu::always_inline]] inline bool add_size(const Optional<Holder, Fields>& field, std::size_t& size,
                                            std::size_t /*longest*/) noexcept {
  if (field.value.has_value()) size += size_of_fields(*field.value, field.fields);
  return true;
}

// --- reading

/// What is left while fields are read. The least sizes of those to come are there; `spare` is what is there beyond.
struct Source {
  const std::byte* at;
  std::size_t spare;
  std::size_t memory;
};

inline void assign(std::string& out, const std::byte* from, std::size_t size) {
  const auto* text = reinterpret_cast<const char*>(from);
  if (size <= out.capacity())
    out.assign(text, size);
  else
    out = std::string(text, size);  // just as much: to grow what is there would double it
}
inline void assign(std::vector<std::byte>& out, const std::byte* from, std::size_t size) {
  out.assign(from, from + size);
}
inline void assign(std::string_view& out, const std::byte* from, std::size_t size) noexcept {
  out = {reinterpret_cast<const char*>(from), size};
}
inline void assign(BytesView& out, const std::byte* from, std::size_t size) noexcept { out = {from, size}; }

/// Whether reading a field may take memory.
template <class Field>
inline constexpr bool allocates = false;
template <class Bytes>
inline constexpr bool allocates<Bounded<Bytes>> =
    !std::same_as<Bytes, std::string_view> && !std::same_as<Bytes, BytesView>;

/// Reads the next field. False if that asks for more than there is.
template <FixedField T>
[[gnu::always_inline]] inline bool load_next(Source& source, T& out) noexcept {
  load(source.at, out);
  source.at += least_size<T>;
  return true;
}
template <class T>
[[gnu::always_inline]] inline bool load_next(Source& source, const Peeked<T>& /*field*/) noexcept {
  source.at += least_size<Peeked<T>>;
  return true;
}
template <class Bytes>
[[gnu::always_inline]] inline bool load_next(Source& source, Bounded<Bytes>&& field) {
  const std::size_t size = load32(source.at);
  // Rounding up only what is there cannot overflow, on hosts of 32 bits either.
  if (size > field.bound || size > source.spare || padded(size) > source.spare) [[unlikely]]
    return false;
  const std::size_t memory = allocates<Bounded<Bytes>> ? heap_size(size) : 0;
  if (memory > source.memory) [[unlikely]]
    return false;
  assign(field.value, source.at + 4, size);
  source.at += 4 + padded(size);
  source.spare -= padded(size);
  source.memory -= memory;
  return true;
}
template <std::size_t N>
[[gnu::always_inline]] inline bool load_next(Source& source, FixedBytes<N>&& field) noexcept {
  *field.target = {source.at, N};
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
  if (size > source.spare) [[unlikely]]
    return false;
  source.spare -= size;
  field.fields(value, [&](auto&... inner) { (load_next(source, inner), ...); });
  return true;
}

}  // namespace detail

}  // namespace onc::xdr
