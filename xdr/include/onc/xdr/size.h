// How many bytes values take on the wire (RFC 4506): the parts that the xdr_size functions of generated code are made
// of. They read sizes only, never contents, and check no bounds.
#pragma once

#include <cstddef>

#include <onc/xdr/buffer.h>
#include <onc/xdr/byte_order.h>
#include <onc/xdr/encoder.h>

namespace onc::xdr {

/// A type without a function xdr_size, as those that other headers declare: what its encode writes.
template <class T>
std::size_t encoded_size(const T& value) {
  Buffer buffer;
  Encoder out(buffer);
  encode(out, value);
  return out.position();
}

/// The overload xdr_size(const T&) that goes with T, if there is one.
inline constexpr auto size_of = [](const auto& value) -> std::size_t {
  if constexpr (requires { xdr_size(value); }) {
    return xdr_size(value);
  } else {
    return encoded_size(value);
  }
};

/// `string x<>` and `opaque x<>`: length, bytes, padding.
template <class Bytes>
std::size_t opaque_size(const Bytes& bytes) noexcept {
  return 4 + padded(bytes.size());
}

/// The elements of an array, without its length.
template <class Range, class Size = decltype((size_of))>
std::size_t elements_size(const Range& values, Size&& size = size_of) {
  std::size_t total = 0;
  for (const auto& value : values) total += size(value);
  return total;
}

/// `T *x`: std::optional<T> or Boxed<T>.
template <class Optional, class Size = decltype((size_of))>
std::size_t optional_size(const Optional& value, Size&& size = size_of) {
  return 4 + (value.has_value() ? size(*value) : 0);
}

/// `T x` where T is a list: each element is followed by whether there is another.
template <class Range>
std::size_t chain_size(const Range& values) {
  return 4 * values.size() + elements_size(values);
}

/// `T *x` where T is a list: before the first element, too.
template <class Range>
std::size_t list_size(const Range& values) {
  return 4 + chain_size(values);
}

}  // namespace onc::xdr
