// Reads XDR (RFC 4506) from memory. Total: every byte string gives a value or a fault, never an exception of its own,
// never more memory than the bytes present justify.
//
//   onc::xdr::Decoder in(bytes);
//   if (!decode(in, value) || !in.finish()) report(in.report().message("reply"));
//
// All functions return false on failure and from then on. One decoder is used by one thread at a time. The bytes must
// outlive the decoder and every view taken from it.
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
#include <utility>
#include <vector>

#include <onc/xdr/byte_order.h>
#include <onc/xdr/fault.h>
#include <onc/xdr/limits.h>
#include <onc/xdr/types.h>

namespace onc::xdr {

class Decoder {
 public:
  explicit Decoder(std::span<const std::byte> message, const Limits& limits = {}, Mode mode = Mode::compatible) noexcept
      : begin_(message.data()),
        cursor_(message.data()),
        end_(message.data() + message.size()),
        limits_(limits),
        depth_left_(limits.depth),
        mode_(mode) {}
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;
  ~Decoder() = default;

  bool u32(std::uint32_t& out) {
    const std::byte* at = take(4);
    if (at == nullptr) return false;
    out = load32(at);
    return true;
  }
  bool u64(std::uint64_t& out) {
    const std::byte* at = take(8);
    if (at == nullptr) return false;
    out = load64(at);
    return true;
  }
  bool i32(std::int32_t& out) {
    const std::byte* at = take(4);
    if (at == nullptr) return false;
    out = static_cast<std::int32_t>(load32(at));
    return true;
  }
  bool i64(std::int64_t& out) {
    const std::byte* at = take(8);
    if (at == nullptr) return false;
    out = static_cast<std::int64_t>(load64(at));
    return true;
  }
  bool f32(float& out);
  bool f64(double& out);
  /// Strict mode takes 0 and 1 only.
  bool boolean(bool& out);
  bool quadruple(Quadruple& out) { return opaque_fixed(out.bytes); }
  /// Narrow dialect types: 4 bytes on the wire, Fault::out_of_range when the number does not fit.
  bool i16(std::int16_t& out);
  bool u16(std::uint16_t& out);
  bool i8(std::int8_t& out);
  bool u8(std::uint8_t& out);

  /// A run of fixed-size values, which the caller reads with load32 and load64: one check for all of them. Null when
  /// the message is shorter.
  const std::byte* run(std::size_t size) { return take(size); }

  /// `opaque x[N]`.
  bool opaque_fixed(std::span<std::byte> out);
  /// `opaque x<bound>`.
  bool opaque(std::vector<std::byte>& out, std::uint32_t bound = unbounded);
  /// `string x<bound>`. Any bytes are taken; RFC 4506 names no encoding that deployed peers keep to.
  bool string(std::string& out, std::uint32_t bound = unbounded);
  /// `opaque x<bound>` without a copy; valid as long as the message.
  bool view(std::span<const std::byte>& out, std::uint32_t bound = unbounded);

  /// `T x<bound>` by `element(decoder, value)`. `smallest` is the least number of bytes one element takes on the wire.
  template <class T, class Allocator, class Element>
  bool array(std::vector<T, Allocator>& out, std::uint32_t bound, std::size_t smallest, Element&& element) {
    std::uint32_t size = 0;
    if (!count(size, bound, smallest, sizeof(T))) return false;
    out.resize(size);
    return elements(out, element);
  }
  template <class T, class Allocator>
  bool array(std::vector<T, Allocator>& out, std::uint32_t bound, std::size_t smallest) {
    return array(out, bound, smallest, decode_element);
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
  /// `T x[N]`.
  template <class T, std::size_t N, class Element>
  bool fixed(std::array<T, N>& out, Element&& element) {
    return elements(out, element);
  }
  template <class T, std::size_t N>
  bool fixed(std::array<T, N>& out) {
    return elements(out, decode_element);
  }
  /// `T *x`: std::optional<T> or Boxed<T>.
  template <class Optional, class Element>
  bool optional(Optional& out, Element&& element) {
    bool present = false;
    out.reset();
    if (!boolean(present)) return false;
    return !present || (charge(sizeof(*out)) && element(*this, out.emplace()));
  }
  template <class Optional>
  bool optional(Optional& out) {
    return optional(out, decode_element);
  }
  /// `T *x` where T is a list.
  template <class T, class Allocator>
  bool list(std::vector<T, Allocator>& out) {
    out.clear();
    return more_elements(out);
  }
  /// `T x` where T is a list: at least one element.
  template <class T, class Allocator>
  bool chain(std::vector<T, Allocator>& out) {
    out.clear();
    return one_element(out) && more_elements(out);
  }

  /// The length word of a variable array: within `bound`, justified by the bytes left, charged to the limits.
  bool count(std::uint32_t& out, std::uint32_t bound, std::size_t smallest, std::size_t element_memory);
  /// Charges memory for a decoded value to the limits.
  bool charge(std::size_t memory) {
    memory_ += memory;
    return memory_ <= memory_budget() || fail(Fault::memory_limit, memory_, memory_budget());
  }

  bool field(const char* name, bool ok) noexcept {
    if (!ok) [[unlikely]] report_.path.add_name(name);
    return ok;
  }
  bool element(std::size_t index, bool ok) noexcept {
    if (!ok) [[unlikely]] report_.path.add_index(index);
    return ok;
  }
  /// One level deeper into a recursive type; each successful `enter` is followed by one `leave`.
  bool enter() { return depth_left_-- > 0 || fail(Fault::depth_limit, 0, limits_.depth); }
  void leave() noexcept { ++depth_left_; }

  /// Records the first fault. Always false, so that codecs can return it.
  bool fail(Fault fault, std::uint64_t actual = 0, std::uint64_t limit = 0) noexcept;
  /// An enum value outside the schema: kept in compatible mode, a fault in strict mode.
  bool unknown_enumerator(std::int32_t value) {
    return mode_ == Mode::compatible || fail(Fault::unknown_enumerator, static_cast<std::uint64_t>(std::int64_t{value}));
  }
  /// A union discriminant without an arm: a fault in both modes.
  bool unknown_arm(std::int64_t discriminant) noexcept {
    return fail(Fault::unknown_arm, static_cast<std::uint64_t>(discriminant));
  }
  /// After the last value. Bytes left over are a fault in strict mode and counted by the caller otherwise (`left`).
  bool finish() {
    return ok() && (left() == 0 || mode_ == Mode::compatible || fail(Fault::trailing_bytes, left()));
  }

  [[nodiscard]] std::size_t position() const noexcept { return static_cast<std::size_t>(cursor_ - begin_); }
  [[nodiscard]] std::size_t left() const noexcept { return static_cast<std::size_t>(end_ - cursor_); }
  /// The bytes not yet decoded.
  [[nodiscard]] std::span<const std::byte> rest() const noexcept { return {cursor_, left()}; }
  [[nodiscard]] bool ok() const noexcept { return report_.fault == Fault::none; }
  [[nodiscard]] const FaultReport& report() const noexcept { return report_; }
  [[nodiscard]] Mode mode() const noexcept { return mode_; }

 private:
  static constexpr auto decode_element = [](Decoder& in, auto& value) { return decode(in, value); };

  template <class Range, class Element>
  bool elements(Range& out, Element& decode_one) {
    std::size_t index = 0;
    for (auto& value : out) {
      if (!element(index++, decode_one(*this, value))) return false;
    }
    return true;
  }
  template <class T, class Allocator>
  bool one_element(std::vector<T, Allocator>& out) {
    if (!charge_elements(1, sizeof(T))) return false;
    return element(out.size(), decode(*this, out.emplace_back()));
  }
  template <class T, class Allocator>
  bool more_elements(std::vector<T, Allocator>& out) {
    for (bool more = false;;) {
      if (!boolean(more)) return false;
      if (!more) return true;
      if (!one_element(out)) return false;
    }
  }

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
  const std::byte* take_padded(std::size_t size);
  bool length(std::uint32_t& out, std::uint32_t bound);
  bool charge_elements(std::size_t elements, std::size_t element_memory);
  [[nodiscard]] std::size_t memory_budget() const noexcept {
    return limits_.memory_floor + limits_.memory_multiple * static_cast<std::size_t>(end_ - begin_);
  }

  const std::byte* begin_;
  const std::byte* cursor_;
  const std::byte* end_;
  Limits limits_;
  std::int64_t depth_left_;
  std::size_t elements_ = 0;
  std::size_t memory_ = 0;
  Mode mode_;
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
