#include <onc/xdr/decoder.h>

#include <algorithm>
#include <limits>

namespace onc::xdr {

namespace {

// Widening keeps the sign, so that the report can print it.
std::uint64_t sign_extended(std::int32_t value) { return static_cast<std::uint64_t>(std::int64_t{value}); }

template <class Narrow>
bool fits(std::int32_t value) {
  return value >= std::numeric_limits<Narrow>::min() && value <= std::numeric_limits<Narrow>::max();
}

template <class Narrow>
bool narrow(Decoder& in, Narrow& out) {
  std::int32_t wide = 0;
  if (!in.i32(wide)) return false;
  if (!fits<Narrow>(wide)) return in.fail(Fault::out_of_range, sign_extended(wide));
  out = static_cast<Narrow>(wide);
  return true;
}

}  // namespace

bool Decoder::f32(float& out) {
  std::uint32_t bits = 0;
  if (!u32(bits)) return false;
  out = std::bit_cast<float>(bits);
  return true;
}

bool Decoder::f64(double& out) {
  std::uint64_t bits = 0;
  if (!u64(bits)) return false;
  out = std::bit_cast<double>(bits);
  return true;
}

bool Decoder::boolean(bool& out) {
  std::uint32_t value = 0;
  if (!u32(value)) return false;
  if (value > 1 && mode_ == Mode::strict) return fail(Fault::invalid_bool, value);
  out = value != 0;
  return true;
}

bool Decoder::i16(std::int16_t& out) { return narrow(*this, out); }
bool Decoder::u16(std::uint16_t& out) { return narrow(*this, out); }
bool Decoder::i8(std::int8_t& out) { return narrow(*this, out); }
bool Decoder::u8(std::uint8_t& out) { return narrow(*this, out); }

bool Decoder::opaque_fixed(std::span<std::byte> out) {
  if (out.empty()) return ok();
  const std::byte* from = take_padded(out.size());
  if (from == nullptr) return false;
  std::memcpy(out.data(), from, out.size());
  return true;
}

bool Decoder::opaque(std::vector<std::byte>& out, std::uint32_t bound) {
  std::span<const std::byte> bytes;
  if (!view(bytes, bound) || !charge(bytes.size())) return false;
  out.assign(bytes.data(), bytes.data() + bytes.size());
  return true;
}

bool Decoder::string(std::string& out, std::uint32_t bound) {
  std::span<const std::byte> bytes;
  if (!view(bytes, bound) || !charge(bytes.size())) return false;
  out.assign(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  return true;
}

bool Decoder::view(std::span<const std::byte>& out, std::uint32_t bound) {
  std::uint32_t size = 0;
  if (!length(size, bound)) return false;
  const std::byte* from = take_padded(size);
  if (from == nullptr) return false;
  out = {from, size};
  return true;
}

bool Decoder::count(std::uint32_t& out, std::uint32_t bound, std::size_t smallest, std::size_t element_memory) {
  std::uint32_t size = 0;
  if (!length(size, bound)) return false;
  const std::uint64_t needed = std::uint64_t{size} * smallest;
  if (needed > left()) return fail(Fault::truncated, needed, left());
  if (!charge_elements(size, element_memory)) return false;
  out = size;
  return true;
}

bool Decoder::fail(Fault fault, std::uint64_t actual, std::uint64_t limit) noexcept {
  if (!ok()) return false;
  report_.fault = fault;
  report_.actual = actual;
  report_.limit = limit;
  report_.offset = position();
  cursor_ = end_;  // nothing more is read
  return false;
}

const std::byte* Decoder::take_padded(std::size_t size) {
  const std::byte* at = take(padded(size));
  if (at == nullptr || mode_ == Mode::compatible) return at;
  const bool zero = std::all_of(at + size, cursor_, [](std::byte pad) { return pad == std::byte{0}; });
  if (zero) return at;
  fail(Fault::nonzero_padding);
  return nullptr;
}

bool Decoder::length(std::uint32_t& out, std::uint32_t bound) {
  if (!u32(out)) return false;
  return out <= bound || fail(Fault::bound_exceeded, out, bound);
}

bool Decoder::charge_elements(std::size_t elements, std::size_t element_memory) {
  elements_ += elements;
  if (elements_ > limits_.elements) return fail(Fault::element_limit, elements_, limits_.elements);
  return charge(elements * element_memory);
}

}  // namespace onc::xdr
