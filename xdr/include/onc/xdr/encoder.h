// Writes XDR (RFC 4506) into memory that a Sink lends.
//
//   onc::xdr::Buffer buffer;
//   onc::xdr::Encoder out(buffer);
//   if (!encode(out, value)) report(out.report().message("value"));
//   out.finish();                       // buffer.bytes() holds the message
//
// All functions return false on failure and from then on: the first fault is kept, nothing after it is written. One
// encoder is used by one thread at a time.
#pragma once

#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

#include <onc/xdr/buffer.h>
#include <onc/xdr/byte_order.h>
#include <onc/xdr/fault.h>
#include <onc/xdr/fields.h>
#include <onc/xdr/limits.h>
#include <onc/xdr/types.h>

namespace onc::xdr {

class Encoder {
 public:
  /// Appends to `sink`, which must outlive the encoder.
  explicit Encoder(Sink& sink, const Limits& limits = {}) noexcept
      : sink_(&sink), byte_limit_(limits.bytes), depth_limit_(limits.depth), depth_left_(limits.depth) {}
  Encoder(const Encoder&) = delete;
  Encoder& operator=(const Encoder&) = delete;
  ~Encoder() = default;

  bool u32(std::uint32_t value) {
    std::byte* at = room(4);
    if (at == nullptr) return false;
    store32(at, value);
    return true;
  }
  bool u64(std::uint64_t value) {
    std::byte* at = room(8);
    if (at == nullptr) return false;
    store64(at, value);
    return true;
  }
  bool i32(std::int32_t value) { return u32(static_cast<std::uint32_t>(value)); }
  bool i64(std::int64_t value) { return u64(static_cast<std::uint64_t>(value)); }
  bool f32(float value) { return u32(std::bit_cast<std::uint32_t>(value)); }
  bool f64(double value) { return u64(std::bit_cast<std::uint64_t>(value)); }
  bool boolean(bool value) { return u32(value ? 1 : 0); }
  bool quadruple(const Quadruple& value) { return opaque_fixed({value.bytes.data(), value.bytes.size()}); }
  /// Narrow dialect types (char, short): 4 bytes on the wire.
  bool i16(std::int16_t value) { return i32(value); }
  bool u16(std::uint16_t value) { return u32(value); }
  bool i8(std::int8_t value) { return i32(value); }
  bool u8(std::uint8_t value) { return u32(value); }

  /// Values one after the other, with one check for all and then straight stores. `names` are theirs for the report of
  /// a fault, with a blank between them. Fields are fixed-size values, Bounded and Optional.
  template <class... Fields>
  [[gnu::always_inline]] bool fields(const char* names, const Fields&... values) {
    std::size_t size = (detail::least_size<Fields> + ...);
    const bool usual = (detail::add_size(values, size, gather_threshold) && ...);
    if (!usual || static_cast<std::size_t>(end_ - cursor_) < size) [[unlikely]]
      return one_by_one<detail::Carried<Fields>...>(names, values...);
    std::byte* at = cursor_;
    ((at = detail::store(at, values)), ...);
    cursor_ = at;
    return true;
  }
  /// Room for a run of fixed-size values, which the caller fills with store32 and store64: one check for all of them.
  /// Null after a fault.
  std::byte* run(std::size_t size) { return room(size); }

  /// `opaque x[N]`: the bytes and their padding.
  bool opaque_fixed(std::span<const std::byte> bytes) {
    if (bytes.empty()) return ok();
    std::byte* at = room(padded(bytes.size()));
    if (at == nullptr) return false;
    detail::store_padded(at, bytes.data(), bytes.size());
    return true;
  }
  /// `opaque x<bound>`: length, bytes, padding. What has `gather_threshold` bytes or more is not copied if the sink
  /// gathers; such bytes must then stay as they are until the message is sent.
  bool opaque(std::span<const std::byte> bytes, std::uint32_t bound = unbounded) {
    const std::size_t size = bytes.size();
    if (size > bound || size >= gather_threshold) [[unlikely]]
      return long_opaque(bytes, bound);
    std::byte* at = room(4 + padded(size));
    if (at == nullptr) return false;
    store32(at, static_cast<std::uint32_t>(size));
    detail::store_padded(at + 4, bytes.data(), size);
    return true;
  }
  /// From now on that is copied, too: for who writes what goes away at once.
  void copy_all() noexcept { copies_ = true; }
  /// `string x<bound>`: as opaque.
  bool string(std::string_view text, std::uint32_t bound = unbounded) {
    return opaque({reinterpret_cast<const std::byte*>(text.data()), text.size()}, bound);
  }
  /// The length word of a variable array. Fault::bound_exceeded beyond `bound`.
  bool count(std::size_t size, std::uint32_t bound = unbounded) {
    if (size > bound) [[unlikely]]
      return fail(Fault::bound_exceeded, size, bound);
    return u32(static_cast<std::uint32_t>(size));
  }

  /// `T x<bound>`: length, then each element by `element(encoder, value)`.
  template <class T, class Allocator, class Element>
  bool array(const std::vector<T, Allocator>& values, std::uint32_t bound, Element&& element) {
    return count(values.size(), bound) && elements(values, element);
  }
  /// The same with the overload `encode(Encoder&, const T&)` that goes with T.
  template <class T, class Allocator>
  bool array(const std::vector<T, Allocator>& values, std::uint32_t bound = unbounded) {
    if constexpr (Swappable<T>) return count(values.size(), bound) && numbers(values.data(), values.size());
    return array(values, bound, encode_element);
  }
  /// `T x<bound>` of numbers that are in network order already.
  template <Viewable T>
  bool array(const NumbersView<T>& values, std::uint32_t bound = unbounded) {
    return count(values.size(), bound) && viewed(values);
  }
  /// `T x[size]` of the same. Fault::wrong_length unless there are so many.
  template <Viewable T>
  bool fixed(const NumbersView<T>& values, std::size_t size) {
    if (values.size() != size) return fail(Fault::wrong_length, values.size(), size);
    return viewed(values);
  }
  /// `T x[N]`: each element, no length.
  template <class T, std::size_t N, class Element>
  bool fixed(const std::array<T, N>& values, Element&& element) {
    return elements(values, element);
  }
  template <class T, std::size_t N>
  bool fixed(const std::array<T, N>& values) {
    if constexpr (Swappable<T>) return numbers(values.data(), N);
    return elements(values, encode_element);
  }
  /// `T *x`: std::optional<T> or Boxed<T>.
  template <class Optional, class Element>
  bool optional(const Optional& value, Element&& element) {
    return boolean(value.has_value()) && (!value.has_value() || element(*this, *value));
  }
  template <class Optional>
  bool optional(const Optional& value) {
    return optional(value, encode_element);
  }
  /// `T *x` where T is a list: TRUE before each element, FALSE at the end.
  template <class T, class Allocator>
  bool list(const std::vector<T, Allocator>& values) {
    std::size_t index = 0;
    for (const T& value : values) {
      if (!boolean(true) || !element(index++, encode(*this, value))) return false;
    }
    return boolean(false);
  }
  /// `T x` where T is a list: the first element without its TRUE. Fault::empty_list when there is none.
  template <class T, class Allocator>
  bool chain(const std::vector<T, Allocator>& values) {
    if (values.empty()) return fail(Fault::empty_list);
    std::size_t index = 0;
    for (const T& value : values) {
      if (!element(index, encode(*this, value)) || !boolean(++index < values.size())) return false;
    }
    return true;
  }

  /// Passes `ok` on; a failure gets `name` as the field it happened in.
  bool field(const char* name, bool ok) noexcept { return ok || failed_in(name); }
  /// Passes `ok` on; a failure gets `index` as the element it happened in.
  bool element(std::size_t index, bool ok) noexcept { return ok || failed_at(index); }
  /// One level deeper into a recursive type; each successful `enter` is followed by one `leave`.
  bool enter() { return depth_left_-- > 0 || fail(Fault::depth_limit, std::uint64_t{depth_limit_} + 1, depth_limit_); }
  void leave() noexcept { ++depth_left_; }

  /// Records the first fault. Always false, so that codecs can return it.
  bool fail(Fault fault, std::uint64_t actual = 0, std::uint64_t limit = 0) noexcept;
  /// A union whose discriminant selects no arm.
  bool unknown_arm(std::int64_t discriminant) noexcept {
    return fail(Fault::unknown_arm, static_cast<std::uint64_t>(discriminant));
  }

  /// Bytes written so far.
  [[nodiscard]] std::size_t position() const noexcept { return before_ + static_cast<std::size_t>(cursor_ - begin_); }
  [[nodiscard]] bool ok() const noexcept { return report_.fault == Fault::none; }
  [[nodiscard]] const FaultReport& report() const noexcept { return report_; }
  /// Hands the written bytes to the sink. Call once, after the last value; false when there was a fault.
  bool finish();

 private:
  // Writes values through the overload that argument-dependent look-up finds.
  static constexpr auto encode_element = [](Encoder& out, const auto& value) { return encode(out, value); };

  // When there is no room for all, or one of them is at fault: what is wrong is then found where it is.
  template <class... Fields>
  [[gnu::noinline, gnu::cold]] bool one_by_one(const char* names, Fields... values) {
    std::size_t index = 0;
    const auto step = [&](bool ok) {
      if (!ok) report_.path.add_name(name_in_run(names, index));
      ++index;
      return ok;
    };
    return (step(write(values)) && ...);
  }
  template <FixedField T>
  bool write(const T& value) {
    if (detail::fixed_size<T>() == 0) return ok();  // before anything is lent there is no place for it
    std::byte* at = room(detail::fixed_size<T>());
    if (at == nullptr) return false;
    detail::store(at, value);
    return true;
  }
  template <std::size_t N>
  bool write(const FixedBytes<N>& field) {
    if (field.value.size() != N) return fail(Fault::wrong_length, field.value.size(), N);
    return opaque_fixed(field.value);
  }
  template <class Bytes>
  bool write(const Bounded<Bytes>& field) {
    return opaque(std::as_bytes(std::span(field.value.data(), field.value.size())), field.bound);
  }
  template <class Holder, class Fields>
  bool write(const Optional<Holder, Fields>& field) {
    if constexpr (FixedField<std::remove_cvref_t<decltype(*field.value)>>)
      return optional(field.value, [](Encoder& out, const auto& value) { return out.write(value); });
    else
      return optional(field.value);
  }

  // Out of the way of what succeeds. Always false.
  [[gnu::cold]] bool failed_in(const char* name) noexcept;
  [[gnu::cold]] bool failed_at(std::size_t index) noexcept;

  template <class Range, class Element>
  bool elements(const Range& values, Element& encode_one) {
    std::size_t index = 0;
    for (const auto& value : values) {
      if (!element(index++, encode_one(*this, value))) return false;
    }
    return true;
  }
  // Bools are 0 and 1 on the wire, whatever they were when they came.
  template <Viewable T>
  bool viewed(const NumbersView<T>& values) {
    if constexpr (std::same_as<T, bool>)
      return elements(values, encode_element);
    else
      return opaque_fixed(values.bytes());
  }
  template <Swappable T>
  bool numbers(const T* values, std::size_t size) {
    if (size == 0) return ok();
    std::byte* at = room(size * sizeof(T));
    if (at == nullptr) return false;
    detail::store_all(at, values, size);
    return true;
  }

  std::byte* room(std::size_t need) {
    if (static_cast<std::size_t>(end_ - cursor_) < need) [[unlikely]] {
      if (!grow(need)) return nullptr;
    }
    std::byte* at = cursor_;
    cursor_ += need;
    return at;
  }
  bool grow(std::size_t need);
  bool long_opaque(std::span<const std::byte> bytes, std::uint32_t bound);

  std::byte* cursor_ = nullptr;
  std::byte* end_ = nullptr;
  std::byte* begin_ = nullptr;
  Sink* sink_;
  std::size_t before_ = 0;  // bytes handed to the sink before begin_
  std::size_t byte_limit_;
  std::uint32_t depth_limit_;
  std::int64_t depth_left_;
  bool copies_ = false;  // whatever the sink does
  FaultReport report_{};
};

// Codecs of the primitive types, so that templates may call encode(out, value) for every XDR type.
inline bool encode(Encoder& out, std::int32_t value) { return out.i32(value); }
inline bool encode(Encoder& out, std::uint32_t value) { return out.u32(value); }
inline bool encode(Encoder& out, std::int64_t value) { return out.i64(value); }
inline bool encode(Encoder& out, std::uint64_t value) { return out.u64(value); }
inline bool encode(Encoder& out, std::int16_t value) { return out.i16(value); }
inline bool encode(Encoder& out, std::uint16_t value) { return out.u16(value); }
inline bool encode(Encoder& out, std::int8_t value) { return out.i8(value); }
inline bool encode(Encoder& out, std::uint8_t value) { return out.u8(value); }
inline bool encode(Encoder& out, float value) { return out.f32(value); }
inline bool encode(Encoder& out, double value) { return out.f64(value); }
// A template, so that nothing but bool itself is taken as one.
template <std::same_as<bool> Bool>
bool encode(Encoder& out, Bool value) {
  return out.boolean(value);
}
inline bool encode(Encoder& out, const Quadruple& value) { return out.quadruple(value); }
inline bool encode(Encoder& out, std::string_view text) { return out.string(text); }
// Pointer and length here and above, as compilers take long to find out that a container is a span.
inline bool encode(Encoder& out, const std::vector<std::byte>& bytes) {
  return out.opaque({bytes.data(), bytes.size()});
}

}  // namespace onc::xdr
