// Reads XDR (RFC 4506) from memory. Total: every byte string gives a value or a fault, never an exception of its own,
// never more memory than the bytes present justify.
//
//   onc::xdr::Decoder in(bytes);
//   if (!decode(in, value) || !in.finish()) report(in.report().message("reply"));
//
// All functions return false on failure and from then on. A value that is decoded into again keeps its memory. One
// decoder is used by one thread at a time. The bytes must outlive the decoder and every view taken from it.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <onc/xdr/byte_order.h>
#include <onc/xdr/fault.h>
#include <onc/xdr/fields.h>
#include <onc/xdr/limits.h>
#include <onc/xdr/types.h>

namespace onc::xdr {

class Decoder {
 public:
  explicit Decoder(std::span<const std::byte> message ONC_XDR_LIFETIMEBOUND, const Limits& limits = {},
                   Mode mode = Mode::compatible) noexcept
      : cursor_(message.data()),
        end_(message.data() + message.size()),
        memory_left_(limits.memory(message.size())),
        elements_left_(limits.elements),
        mode_(mode),
        depth_left_(limits.depth),
        begin_(message.data()),
        limits_(limits) {
    if (message.size() > limits.bytes) [[unlikely]]
      fail(Fault::too_large, message.size(), limits.bytes);
  }
  /// Of bytes that are gone when the decoder begins.
  template <std::same_as<std::vector<std::byte>> Bytes>
  explicit Decoder(Bytes&&, const Limits& = {}, Mode = Mode::compatible) = delete;
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;
  ~Decoder() = default;

  bool u32(std::uint32_t& out) { return number(out); }
  bool u64(std::uint64_t& out) { return number(out); }
  bool i32(std::int32_t& out) { return number(out); }
  bool i64(std::int64_t& out) { return number(out); }
  bool f32(float& out) { return number(out); }
  bool f64(double& out) { return number(out); }
  /// Strict mode takes 0 and 1 only.
  bool boolean(bool& out) {
    const std::byte* at = take(4);
    if (at == nullptr) return false;
    detail::load(at, out);
    return mode_ == Mode::compatible || check(at, out);
  }
  /// Strict mode takes enumerators of the schema only.
  template <Enumeration T>
  bool enumerator(T& out) {
    const std::byte* at = take(4);
    if (at == nullptr) return false;
    detail::load(at, out);
    return mode_ == Mode::compatible || check(at, out);
  }
  bool quadruple(Quadruple& out) { return opaque_fixed(out.bytes); }
  /// Narrow dialect types: 4 bytes on the wire, Fault::out_of_range when the number does not fit.
  bool i16(std::int16_t& out);
  bool u16(std::uint16_t& out);
  bool i8(std::int8_t& out);
  bool u8(std::uint8_t& out);

  /// Values one after the other, with one check for all that is fixed and then straight loads. `names` are theirs for
  /// the report of a fault, with a blank between them. Fields are fixed-size values, Bounded and Optional.
  template <class... Fields>
  [[gnu::always_inline]] bool fields(const char* names, Fields&&... out) {
    constexpr std::size_t least = (detail::least_size<std::remove_cvref_t<Fields>> + ...);
    if (left() < least || mode_ == Mode::strict) [[unlikely]]
      return one_by_one<Fields...>(names, std::forward<Fields>(out)...);
    detail::Source source{cursor_, left() - least, memory_left_};
    const bool all = (detail::load_next(source, std::forward<Fields>(out)) && ...);
    if (!all) [[unlikely]]
      return one_by_one<Fields...>(names, std::forward<Fields>(out)...);
    cursor_ = source.at;
    if constexpr ((detail::allocates<std::remove_cvref_t<Fields>> || ...)) memory_left_ = source.memory;
    return true;
  }
  /// Looks at the value that comes next, which is a field of a run that is then read.
  template <FixedField T>
  bool peek(T& out) {
    if (left() < detail::fixed_size<T>()) [[unlikely]]
      return fail(Fault::truncated, detail::fixed_size<T>(), left());
    detail::load(cursor_, out);
    return true;
  }
  /// A run of fixed-size values, which the caller reads with load32 and load64: one check for all of them. Null when
  /// the message is shorter.
  const std::byte* run(std::size_t size) { return take(size); }

  /// `opaque x[N]`.
  bool opaque_fixed(std::span<std::byte> out) {
    if (out.empty()) return ok();
    const std::byte* from = take_padded(out.size());
    if (from == nullptr) return false;
    std::memcpy(out.data(), from, out.size());
    return true;
  }
  /// `opaque x<bound>`.
  bool opaque(std::vector<std::byte>& out, std::uint32_t bound = unbounded) {
    std::span<const std::byte> bytes;
    if (!view(bytes, bound) || !charge(detail::heap_size(bytes.size()))) return false;
    detail::assign(out, bytes.data(), bytes.size());
    return true;
  }
  /// `string x<bound>`. Any bytes are taken; RFC 4506 names no encoding that deployed peers keep to.
  bool string(std::string& out, std::uint32_t bound = unbounded) {
    std::span<const std::byte> bytes;
    if (!view(bytes, bound) || !charge(detail::heap_size(bytes.size()))) return false;
    detail::assign(out, bytes.data(), bytes.size());
    return true;
  }
  /// The same without a copy: valid as long as the message.
  bool opaque(BytesView& out, std::uint32_t bound = unbounded) { return view(out, bound); }
  bool string(std::string_view& out, std::uint32_t bound = unbounded) {
    std::span<const std::byte> bytes;
    if (!view(bytes, bound)) return false;
    detail::assign(out, bytes.data(), bytes.size());
    return true;
  }
  /// `opaque x<bound>` without a copy; valid as long as the message.
  bool view(std::span<const std::byte>& out, std::uint32_t bound = unbounded) {
    std::uint32_t size = 0;
    if (!length(size, bound)) return false;
    const std::byte* from = take_padded(size);
    if (from == nullptr) return false;
    out = {from, size};
    return true;
  }

  /// `T x<bound>` by `element(decoder, value)`. `smallest` is the least number of bytes one element takes on the wire.
  template <class T, class Allocator, class Element>
  bool array(std::vector<T, Allocator>& out, std::uint32_t bound, std::size_t smallest, Element&& element) {
    std::uint32_t size = 0;
    return count(size, bound, smallest, sizeof(T)) &&
           fill(out, size, element, [&]() -> T& { return out.emplace_back(); });
  }
  template <class T, class Allocator>
  bool array(std::vector<T, Allocator>& out, std::uint32_t bound, std::size_t smallest) {
    std::uint32_t size = 0;
    if (!count(size, bound, smallest, sizeof(T))) return false;
    if constexpr (Swappable<T>)
      return numbers(out, size);
    else
      return fill(out, size, decode_element, [&]() -> T& { return detail::append(out); });
  }
  /// `bool x<bound>`: std::vector<bool> has no references to its elements.
  template <class Allocator>
  bool array(std::vector<bool, Allocator>& out, std::uint32_t bound, std::size_t smallest) {
    std::uint32_t size = 0;
    if (!count(size, bound, smallest, sizeof(bool))) return false;
    out.resize(size);
    for (std::uint32_t i = 0; i < size; ++i) {
      bool value = false;
      if (!element(i, boolean(value))) return false;
      out[i] = value;
    }
    return true;
  }
  /// `T x<bound>` of numbers, bools or enumerators without a copy; valid as long as the message.
  template <Viewable T>
  bool array(NumbersView<T>& out, std::uint32_t bound, std::size_t smallest) {
    std::uint32_t size = 0;
    return count(size, bound, smallest, 0) && fixed(out, size);
  }
  /// `T x[size]` of the same.
  template <Viewable T>
  bool fixed(NumbersView<T>& out, std::size_t size) {
    if (size == 0) {
      out = NumbersView<T>();
      return ok();
    }
    constexpr std::size_t width = detail::fixed_size<T>();
    if (left() / width < size) [[unlikely]]
      return ends_in_array(width);
    const std::byte* from = take(size * width);
    out = NumbersView<T>({from, size * width});
    return mode_ == Mode::compatible || check_each(out, from);
  }
  /// `T x[N]`.
  template <class T, std::size_t N, class Element>
  bool fixed(std::array<T, N>& out, Element&& element) {
    return elements(out, element);
  }
  template <class T, std::size_t N>
  bool fixed(std::array<T, N>& out) {
    if constexpr (Swappable<T>) return numbers(out.data(), N);
    return elements(out, decode_element);
  }
  /// `T *x`: std::optional<T> or Boxed<T>.
  template <class Optional, class Element>
  bool optional(Optional& out, Element&& element) {
    bool present = false;
    if (!boolean(present)) return false;
    if (!present) {
      out.reset();
      return true;
    }
    if (!charge(heap_of_optional(out))) return false;
    return element(*this, out.has_value() ? *out : out.emplace());
  }
  template <class Optional>
  bool optional(Optional& out) {
    return optional(out, decode_element);
  }
  /// What a box holds by value, by `element(decoder, value)`: the arm of a union that contains itself.
  template <class T, class Element>
  bool boxed(Boxed<T>& out, Element&& element) {
    return charge(heap_of_optional(out)) && element(*this, out.fill());
  }
  /// `T *x` where T is a list.
  template <class T, class Allocator>
  bool list(std::vector<T, Allocator>& out) {
    bool more = false;
    if (!boolean(more)) return false;
    if (more) return chain(out);
    out.clear();
    return true;
  }
  /// `T x` where T is a list: at least one element.
  template <class T, class Allocator>
  bool chain(std::vector<T, Allocator>& out) {
    const std::byte* const start = cursor_;
    std::size_t index = 0;
    for (bool more = true; more; ++index) {
      if (!element(index, has_place(out, index, start) && decode(*this, out[index]) && boolean(more))) return false;
    }
    out.erase(out.begin() + static_cast<std::ptrdiff_t>(index), out.end());
    return true;
  }

  /// The length word of a variable array: within `bound`, justified by the bytes left, charged to the limits.
  bool count(std::uint32_t& out, std::uint32_t bound, std::size_t smallest, std::size_t element_memory);
  /// Charges memory for a decoded value to the limits.
  bool charge(std::size_t memory) {
    if (memory > memory_left_) [[unlikely]]
      return exceeds_memory(memory);
    memory_left_ -= memory;
    return true;
  }

  bool field(const char* name, bool ok) noexcept { return ok || failed_in(name); }
  bool element(std::size_t index, bool ok) noexcept { return ok || failed_at(index); }
  /// One level deeper into a recursive type; each successful `enter` is followed by one `leave`.
  bool enter() {
    return depth_left_-- > 0 || fail(Fault::depth_limit, std::uint64_t{limits_.depth} + 1, limits_.depth);
  }
  void leave() noexcept { ++depth_left_; }

  /// Records the first fault, `behind` bytes in front of what is read next. Always false, so that codecs can return it.
  bool fail(Fault fault, std::uint64_t actual = 0, std::uint64_t limit = 0, std::size_t behind = 0) noexcept;
  /// A union discriminant without an arm: a fault in both modes. `behind`: how many bytes it has, if it is read
  /// already.
  bool unknown_arm(std::int64_t discriminant, std::size_t behind = 0) noexcept {
    return fail(Fault::unknown_arm, static_cast<std::uint64_t>(discriminant), 0, behind);
  }
  /// After the last value. Bytes left over are a fault in strict mode and counted by the caller otherwise (`left`).
  bool finish() { return ok() && (left() == 0 || mode_ == Mode::compatible || fail(Fault::trailing_bytes, left())); }

  [[nodiscard]] std::size_t position() const noexcept { return static_cast<std::size_t>(cursor_ - begin_); }
  [[nodiscard]] std::size_t left() const noexcept { return static_cast<std::size_t>(end_ - cursor_); }
  /// The bytes not yet decoded.
  [[nodiscard]] std::span<const std::byte> rest() const noexcept { return {cursor_, left()}; }
  [[nodiscard]] bool ok() const noexcept { return report_.fault == Fault::none; }
  [[nodiscard]] const FaultReport& report() const noexcept { return report_; }
  [[nodiscard]] Mode mode() const noexcept { return mode_; }
  [[nodiscard]] const Limits& limits() const noexcept { return limits_; }

 private:
  static constexpr auto decode_element = [](Decoder& in, auto& value) { return decode(in, value); };

  // Widening keeps the sign, so that the report can print it.
  static std::uint64_t sign_extended(std::int32_t value) noexcept {
    return static_cast<std::uint64_t>(std::int64_t{value});
  }
  template <class T>
  static constexpr std::size_t heap_of_optional(const Boxed<T>& /*box*/) noexcept {
    return detail::heap_size(sizeof(T)) + 16;
  }
  template <class Optional>
  static constexpr std::size_t heap_of_optional(const Optional& /*inside*/) noexcept {
    return 0;
  }

  // In strict mode, or when the message ends or one of them is at fault: what is wrong is then found where it is.
  // Values are taken by reference and what refers to them by value, so that the usual way has nothing in memory.
  template <class... Fields>
  [[gnu::noinline, gnu::cold]] bool one_by_one(const char* names, Fields... out) {
    std::size_t index = 0;
    const auto step = [&](bool ok) {
      if (!ok) report_.path.add_name(name_in_run(names, index));
      ++index;
      return ok;
    };
    return (step(read(out)) && ...);
  }
  template <FixedField T>
  bool read(T& out) {
    if constexpr (Number<T>) {
      return number(out);
    } else if constexpr (Enumeration<T>) {
      return enumerator(out);
    } else if constexpr (std::same_as<T, bool>) {
      return boolean(out);
    } else if constexpr (std::same_as<T, Quadruple>) {
      return quadruple(out);
    } else {
      return opaque_fixed(out);
    }
  }
  bool read(Bounded<BytesView>& field) { return opaque(field.value, field.bound); }
  bool read(Bounded<std::string_view>& field) { return string(field.value, field.bound); }
  template <class T>
  bool read(Peeked<T>& field) {
    return read(field.value);
  }
  template <std::size_t N>
  bool read(FixedBytes<N>& field) {
    if (N == 0) return ok();  // of an empty message there is no place of anything
    const std::byte* at = take_padded(N);
    if (at == nullptr) return false;
    *field.target = {at, N};
    return true;
  }
  bool read(Bounded<std::string>& field) { return string(field.value, field.bound); }
  bool read(Bounded<std::vector<std::byte>>& field) { return opaque(field.value, field.bound); }
  template <class Holder, class Fields>
  bool read(Optional<Holder, Fields>& field) {
    if constexpr (FixedField<std::remove_cvref_t<decltype(*field.value)>>)
      return optional(field.value, [](Decoder& in, auto& value) { return in.read(value); });
    else
      return optional(field.value);
  }

  template <Number T>
  bool number(T& out) {
    const std::byte* at = take(sizeof(T));
    if (at == nullptr) return false;
    detail::load(at, out);
    return true;
  }
  // Out of the way of what succeeds. Always false.
  [[gnu::cold]] bool failed_in(const char* name) noexcept;
  [[gnu::cold]] bool failed_at(std::size_t index) noexcept;

  template <class Range, class Element>
  bool elements(Range& out, Element& decode_one) {
    std::size_t index = 0;
    for (auto& value : out) {
      if (!element(index++, decode_one(*this, value))) return false;
    }
    return true;
  }
  // Into the elements that are there, then into new ones, each made when its turn comes.
  template <class T, class Allocator, class Element, class Append>
  bool fill(std::vector<T, Allocator>& out, std::size_t size, Element& decode_one, const Append& append) {
    if (out.size() > size) out.erase(out.begin() + static_cast<std::ptrdiff_t>(size), out.end());
    out.reserve(size);
    if (!elements(out, decode_one)) return false;
    for (std::size_t index = out.size(); index < size; ++index) {
      if (!element(index, decode_one(*this, append()))) return false;
    }
    return true;
  }
  // A place for the element at `index` of a list that began at `start`.
  template <class T, class Allocator>
  bool has_place(std::vector<T, Allocator>& out, std::size_t index, const std::byte* start) {
    if (elements_left_-- == 0) [[unlikely]]
      return exceeds_elements();
    if (index < out.size()) return true;
    if (index == out.capacity()) {
      const std::size_t grown = grown_list(index, start, sizeof(T));
      if (!charge_elements(grown, sizeof(T))) return false;
      out.reserve(grown);
    }
    detail::append(out);
    return true;
  }
  std::size_t grown_list(std::size_t size, const std::byte* start, std::size_t element_memory) const noexcept;
  template <Swappable T>
  bool numbers(T* out, std::size_t size) {
    if (size == 0) return ok();
    if (left() / sizeof(T) < size) [[unlikely]]
      return ends_in_array(sizeof(T));
    const std::byte* from = take(size * sizeof(T));
    detail::load_all(from, out, size);
    return check_all(from, out, size);
  }
  // What is new is appended from a piece on the stack: resize would fill it with zeros first.
  template <Swappable T, class Allocator>
  bool numbers(std::vector<T, Allocator>& out, std::size_t size) {
    constexpr std::size_t piece_size = 4096 / sizeof(T);
    const std::byte* from = take(size * sizeof(T));
    if (from == nullptr) return false;
    if (out.capacity() < size) out.clear();
    out.reserve(size);
    if (out.size() > size) out.resize(size);
    std::size_t done = out.size();
    detail::load_all(from, out.data(), done);
    while (done < size) {
      std::array<T, piece_size> piece;
      const std::size_t count = std::min(piece_size, size - done);
      detail::load_all(from + done * sizeof(T), piece.data(), count);
      out.insert(out.end(), piece.data(), piece.data() + count);
      done += count;
    }
    return check_all(from, out.data(), size);
  }

  // Strict mode looks at values after they are loaded, one by one.
  bool check(const std::byte* at, const bool& /*value*/) noexcept {
    const std::uint32_t number = load32(at);
    return number <= 1 || fail(Fault::invalid_bool, number, 0, behind(at));
  }
  template <Enumeration T>
  bool check(const std::byte* at, const T& value) noexcept {
    if (!to_string(value).empty()) return true;
    return fail(Fault::unknown_enumerator, sign_extended(static_cast<std::int32_t>(value)), 0, behind(at));
  }
  template <Swappable T>
  bool check_all(const std::byte* from, const T* values, std::size_t size) noexcept {
    if constexpr (Enumeration<T>) {
      if (mode_ == Mode::compatible) return true;
      for (std::size_t i = 0; i < size; ++i) {
        if (!element(i, check(from + i * sizeof(T), values[i]))) return false;
      }
    }
    return true;
  }
  template <Viewable T>
  bool check_each(const NumbersView<T>& values, const std::byte* from) noexcept {
    if constexpr (!Number<T>) {
      for (std::size_t i = 0; i < values.size(); ++i) {
        if (!element(i, check(from + i * detail::fixed_size<T>(), values[i]))) return false;
      }
    }
    return true;
  }
  [[nodiscard]] std::size_t behind(const std::byte* at) const noexcept {
    return static_cast<std::size_t>(cursor_ - at);
  }
  bool check_padding(const std::byte* at, const std::byte* end) noexcept;

  const std::byte* take(std::size_t need) {
    if (left() < need) [[unlikely]] {
      fail(Fault::truncated, need, left());
      return nullptr;
    }
    const std::byte* at = cursor_;
    cursor_ += need;
    return at;
  }
  /// The bytes of a string or opaque and their padding.
  const std::byte* take_padded(std::size_t size) {
    // Rounding up only what is there cannot overflow, on hosts of 32 bits either.
    if (size > left()) [[unlikely]] {
      fail(Fault::truncated, (std::uint64_t{size} + 3) / 4 * 4, left());
      return nullptr;
    }
    const std::byte* at = take(padded(size));
    if (at == nullptr || mode_ == Mode::compatible) return at;
    return check_padding(at + size, cursor_) ? at : nullptr;
  }
  bool length(std::uint32_t& out, std::uint32_t bound) {
    if (!u32(out)) return false;
    return out <= bound || fail(Fault::bound_exceeded, out, bound, 4);
  }
  bool ends_in_array(std::size_t width) noexcept;
  bool charge_elements(std::uint64_t count, std::uint64_t element_memory) noexcept;
  bool exceeds_memory(std::size_t memory) noexcept;
  bool exceeds_elements() noexcept;

  const std::byte* cursor_;
  const std::byte* end_;
  std::size_t memory_left_;
  std::size_t elements_left_;
  Mode mode_;
  std::int64_t depth_left_;
  const std::byte* begin_;
  Limits limits_;
  FaultReport report_{};
};

// Codecs of the primitive types, so that templates may call decode(in, value) for every XDR type.
inline bool decode(Decoder& in, std::int32_t& value) { return in.i32(value); }
inline bool decode(Decoder& in, std::uint32_t& value) { return in.u32(value); }
inline bool decode(Decoder& in, std::int64_t& value) { return in.i64(value); }
inline bool decode(Decoder& in, std::uint64_t& value) { return in.u64(value); }
inline bool decode(Decoder& in, std::int16_t& value) { return in.i16(value); }
inline bool decode(Decoder& in, std::uint16_t& value) { return in.u16(value); }
inline bool decode(Decoder& in, std::int8_t& value) { return in.i8(value); }
inline bool decode(Decoder& in, std::uint8_t& value) { return in.u8(value); }
inline bool decode(Decoder& in, float& value) { return in.f32(value); }
inline bool decode(Decoder& in, double& value) { return in.f64(value); }
inline bool decode(Decoder& in, bool& value) { return in.boolean(value); }
inline bool decode(Decoder& in, Quadruple& value) { return in.quadruple(value); }
inline bool decode(Decoder& in, std::string& text) { return in.string(text); }
inline bool decode(Decoder& in, std::vector<std::byte>& bytes) { return in.opaque(bytes); }

}  // namespace onc::xdr
