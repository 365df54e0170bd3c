#include "compat/numbers.h"

#include <cstdint>
#include <limits>

#include <fmt/format.h>

#include "compat/describe.h"
#include "model/uses.h"

namespace onc::compiler::compat {
namespace {

using model::Primitive;

struct Range {
  std::int64_t least, most;
};

template <class Int>
constexpr Range range_of_type{std::numeric_limits<Int>::min(), std::numeric_limits<Int>::max()};

// Of the integers that take four bytes on the wire.
std::optional<Range> range_of(Primitive primitive) {
  switch (primitive) {
    case Primitive::int8: return range_of_type<std::int8_t>;
    case Primitive::uint8: return range_of_type<std::uint8_t>;
    case Primitive::int16: return range_of_type<std::int16_t>;
    case Primitive::uint16: return range_of_type<std::uint16_t>;
    case Primitive::int32: return range_of_type<std::int32_t>;
    case Primitive::uint32: return range_of_type<std::uint32_t>;
    default: return std::nullopt;
  }
}

bool contains(Range outer, Range inner) { return outer.least <= inner.least && inner.most <= outer.most; }

int bytes_of(Primitive primitive) {
  switch (primitive) {
    case Primitive::int64:
    case Primitive::uint64:
    case Primitive::float64: return 8;
    case Primitive::quadruple: return 16;
    default: return 4;
  }
}

bool is_integer(Primitive primitive) {
  return range_of(primitive).has_value() || primitive == Primitive::int64 || primitive == Primitive::uint64;
}

std::string reason(Primitive before, Primitive after) {
  if (bytes_of(before) != bytes_of(after))
    return fmt::format("{} bytes on the wire instead of {}", bytes_of(after), bytes_of(before));
  const auto was = range_of(before), is = range_of(after);
  if (was && is && contains(*is, *was)) return "old receivers refuse what does not fit the old type";
  if (was && is && contains(*was, *is)) return "new receivers refuse what does not fit the new type";
  if (is_integer(before) && is_integer(after))
    return "numbers outside the other type's range mean something else there";
  return "the same size with another meaning";
}

bool same_bound(const Graph& before, const model::Bound& was, const Graph& after, const model::Bound& is) {
  if (was.from_header || is.from_header) return describe(before, was) == describe(after, is);
  return was.limit == is.limit;
}

}  // namespace

std::string primitive_change(Primitive before, Primitive after) {
  if (before == after) return {};
  return fmt::format("changed from {} to {}: {}", primitive_name(before), primitive_name(after), reason(before, after));
}

bool fits(Primitive type, std::int64_t number) {
  return contains(range_of(type).value_or(range_of_type<std::int32_t>), {number, number});
}

std::string bound_change(const Graph& before, const model::Bound& was, const Graph& after, const model::Bound& is) {
  if (same_bound(before, was, after, is)) return {};
  const std::string from = describe(before, was), to = describe(after, is);
  if (was.from_header || is.from_header)
    return fmt::format("bound changed from {} to {}, of which a header has the value", from, to);
  if (is.limit < was.limit)
    return fmt::format("bound lowered from {} to {}: new receivers refuse more than that from old senders", from, to);
  return fmt::format("bound raised from {} to {}: old receivers refuse what exceeds theirs", from, to);
}

std::string length_change(const Graph& before, const model::Bound& was, const Graph& after, const model::Bound& is) {
  if (same_bound(before, was, after, is)) return {};
  return fmt::format("length changed from {} to {}", describe(before, was), describe(after, is));
}

}  // namespace onc::compiler::compat
