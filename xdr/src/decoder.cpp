#include <algorithm>
#include <limits>

#include <onc/xdr/decoder.h>

namespace onc::xdr {

namespace {

template <class Narrow>
bool fits(std::int32_t value) {
  return value >= std::numeric_limits<Narrow>::min() && value <= std::numeric_limits<Narrow>::max();
}

template <class Narrow>
bool narrow(Decoder& in, Narrow& out) {
  std::int32_t wide = 0;
  if (!in.i32(wide)) return false;
  if (!fits<Narrow>(wide)) return in.fail(Fault::out_of_range, static_cast<std::uint64_t>(std::int64_t{wide}), 0, 4);
  out = static_cast<Narrow>(wide);
  return true;
}

}  // namespace

bool Decoder::i16(std::int16_t& out) { return narrow(*this, out); }
bool Decoder::u16(std::uint16_t& out) { return narrow(*this, out); }
bool Decoder::i8(std::int8_t& out) { return narrow(*this, out); }
bool Decoder::u8(std::uint8_t& out) { return narrow(*this, out); }

bool Decoder::count(std::uint32_t& out, std::uint32_t bound, std::size_t smallest, std::size_t element_memory) {
  std::uint32_t size = 0;
  if (!length(size, bound)) return false;
  const std::uint64_t needed = std::uint64_t{size} * smallest;
  if (needed > left()) return fail(Fault::truncated, needed, left());
  if (size > elements_left_)
    return fail(Fault::element_limit, limits_.elements - elements_left_ + size, limits_.elements);
  elements_left_ -= size;
  out = size;
  return charge_elements(size, element_memory);
}

// Products of lengths from the wire are more than hosts of 32 bits can hold; such a charge is beyond any budget.
bool Decoder::charge_elements(std::uint64_t count, std::uint64_t element_memory) noexcept {
  constexpr std::uint64_t most = std::numeric_limits<std::size_t>::max() / 2;
  return charge(detail::heap_size(static_cast<std::size_t>(std::min(count * element_memory, most))));
}

// How many elements follow is not known. If they are as long as those before them, the bytes left hold so many: room
// for these is taken at once, as long as all that is allocated stays within a small multiple of the message, so that
// many short lists do not each take room for the whole rest. Otherwise a list doubles, from a few elements on, or from
// one if that is large. No element takes fewer bytes than its own TRUE or FALSE.
std::size_t Decoder::grown_list(std::size_t size, const std::byte* start, std::size_t element_memory) const noexcept {
  const std::size_t fewest = std::clamp<std::size_t>(1024 / element_memory, 1, 4);
  constexpr std::size_t comfortable = 8;
  const auto message = static_cast<std::size_t>(end_ - begin_);
  const std::size_t doubled = std::min(std::max(size * 2, fewest), size + 1 + left() / 4);
  if (size == 0) return doubled;
  const std::size_t each = std::max<std::size_t>(static_cast<std::size_t>(cursor_ - start) / size, 4);
  const std::size_t expected = size + left() / each + 1;
  const std::uint64_t allocated = limits_.memory(message) - memory_left_;
  const bool fits = allocated + std::uint64_t{expected} * element_memory <= std::uint64_t{comfortable} * message;
  return fits ? std::max(expected, doubled) : doubled;
}

bool Decoder::fail(Fault fault, std::uint64_t actual, std::uint64_t limit, std::size_t behind) noexcept {
  if (!ok()) return false;
  report_.fault = fault;
  report_.actual = actual;
  report_.limit = limit;
  report_.offset = position() - std::min(behind, position());
  cursor_ = end_;  // nothing more is read
  return false;
}

bool Decoder::check_padding(const std::byte* at, const std::byte* end) noexcept {
  at = std::find_if(at, end, [](std::byte pad) { return pad != std::byte{0}; });
  return at == end || fail(Fault::nonzero_padding, 0, 0, behind(at));
}

// Of elements that take `width` bytes each; not all are there.
bool Decoder::ends_in_array(std::size_t width) noexcept {
  const std::size_t whole = left() / width;
  cursor_ += whole * width;
  fail(Fault::truncated, width, left());
  return failed_at(whole);
}

bool Decoder::exceeds_memory(std::size_t memory) noexcept {
  const std::size_t budget = limits_.memory(static_cast<std::size_t>(end_ - begin_));
  return fail(Fault::memory_limit, std::uint64_t{budget} - memory_left_ + memory, budget);
}

bool Decoder::exceeds_elements() noexcept {
  elements_left_ = 0;
  return fail(Fault::element_limit, std::uint64_t{limits_.elements} + 1, limits_.elements);
}

bool Decoder::failed_in(const char* name) noexcept {
  report_.path.add_name(name);
  return false;
}

bool Decoder::failed_at(std::size_t index) noexcept {
  report_.path.add_index(index);
  return false;
}

}  // namespace onc::xdr
