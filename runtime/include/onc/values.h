// C++ values as arguments and results of procedures, for callers without generated stubs: onc/call.h,
// onc/function_service.h and onc/broadcast.h.
//
// A value is one of
//   - what has the overloads encode(onc::xdr::Encoder&, const T&) and decode(onc::xdr::Decoder&, T&): numbers of
//     fixed width, bool, float, double, std::string (`string<>`), std::vector<std::byte> (`opaque<>`), generated
//     structs, unions and enums, and types of your own with such functions in their namespace;
//   - std::vector (`T x<>`) of numbers, bools, enums, strings or opaques; std::array (`T x[N]`) and std::optional
//     (`T *x`) of any value; std::array<std::byte, N> (`opaque x[N]`);
//   - std::tuple: one after the other, as a procedure with several arguments has them;
//   - onc::nothing: `void`.
// Bounds that a schema sets are not known here and not checked. A std::vector of structs is refused, as the schema may
// mean an array or a list by it, which differ on the wire: a struct of yours that has both functions says which.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

#include <onc/xdr/decoder.h>
#include <onc/xdr/encoder.h>

namespace onc {

/// No arguments.
struct Nothing {
  friend bool encode(xdr::Encoder& out, const Nothing& /*value*/) noexcept { return out.ok(); }
  friend bool decode(xdr::Decoder& in, Nothing& /*value*/) noexcept { return in.ok(); }
  friend bool operator==(const Nothing&, const Nothing&) = default;
};
inline constexpr Nothing nothing{};

namespace detail {

template <class T>
concept HasEncode = requires(xdr::Encoder& out, const T& value) {
  { encode(out, value) } -> std::same_as<bool>;
};
template <class T>
concept HasDecode = requires(xdr::Decoder& in, T& value) {
  { decode(in, value) } -> std::same_as<bool>;
};

template <class T>
inline constexpr bool is_tuple = false;
template <class... Each>
inline constexpr bool is_tuple<std::tuple<Each...>> = true;
template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;
template <class T>
inline constexpr bool is_array = false;
template <class T, std::size_t N>
inline constexpr bool is_array<std::array<T, N>> = true;
template <std::size_t N>
inline constexpr bool is_array<std::array<std::byte, N>> = false;
template <class T>
inline constexpr bool is_opaque = false;
template <std::size_t N>
inline constexpr bool is_opaque<std::array<std::byte, N>> = true;
/// Elements that no schema makes a list of.
template <class T>
concept PlainElement = !std::is_class_v<T> || std::same_as<T, std::string> || std::same_as<T, std::vector<std::byte>>;
template <class T>
inline constexpr bool is_plain_vector = false;
template <PlainElement T>
inline constexpr bool is_plain_vector<std::vector<T>> = true;

/// What static_assert is to say of a type that is none of the above.
template <class T>
inline constexpr bool is_value = false;

template <class T>
bool encode_value(xdr::Encoder& out, const T& value) {
  const auto one = [](xdr::Encoder& to, const auto& each) { return encode_value(to, each); };
  if constexpr (HasEncode<T>) {
    // Functions of users may write what they make there and then.
    if constexpr (std::is_class_v<T> && !PlainElement<T>) out.copy_all();
    return encode(out, value);
  } else if constexpr (is_tuple<T>) {
    return std::apply([&](const auto&... each) { return (encode_value(out, each) && ... && out.ok()); }, value);
  } else if constexpr (is_plain_vector<T>) {
    return out.array(value);
  } else if constexpr (is_array<T>) {
    return out.fixed(value, one);
  } else if constexpr (is_opaque<T>) {
    return out.opaque_fixed(value);
  } else if constexpr (is_optional<T>) {
    return out.optional(value, one);
  } else {
    static_assert(is_value<T>, "no encode(onc::xdr::Encoder&, const T&) for this type, see onc/values.h");
    return false;
  }
}

template <class T>
bool decode_value(xdr::Decoder& in, T& value) {
  constexpr std::size_t smallest = 4;  // what the smallest element takes on the wire
  const auto one = [](xdr::Decoder& from, auto& each) { return decode_value(from, each); };
  if constexpr (HasDecode<T>) {
    return decode(in, value);
  } else if constexpr (is_tuple<T>) {
    return std::apply([&](auto&... each) { return (decode_value(in, each) && ... && in.ok()); }, value);
  } else if constexpr (is_plain_vector<T>) {
    return in.array(value, xdr::unbounded, smallest);
  } else if constexpr (is_array<T>) {
    return in.fixed(value, one);
  } else if constexpr (is_opaque<T>) {
    return in.opaque_fixed(value);
  } else if constexpr (is_optional<T>) {
    return in.optional(value, one);
  } else {
    static_assert(is_value<T>, "no decode(onc::xdr::Decoder&, T&) for this type, see onc/values.h");
    return false;
  }
}

}  // namespace detail

}  // namespace onc
