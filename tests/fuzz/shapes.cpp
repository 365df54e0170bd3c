// Whatever the bytes are, all decoders of a type agree: of new and used values, of views, in both modes; what is taken
// encodes, and its view tells the same. The first byte picks one of the types that tests/xdr/hostile damages, of those
// that SHAPES_FROM and SHAPES_TO delimit; the second one picks what the used value held.

#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "verdicts.h"

namespace {

using onc::test::Shape;

// The place of the type with that name; of none behind the last.
std::size_t place_of(std::string_view name) {
  const auto& all = onc::test::all_shapes();
  std::size_t at = 0;
  while (at < all.size() && all[at].name != name) ++at;
  return at;
}

const Shape& pick(std::uint8_t byte) {
  static const std::size_t from = place_of(SHAPES_FROM);
  static const std::size_t to = place_of(SHAPES_TO);
  return onc::test::all_shapes()[from + byte % (to - from)];
}

void expect_agreement(onc::test::Verdicts& verdicts, std::span<const std::byte> bytes) {
  // Elements without bytes are as many as a length says, and slow with sanitizers.
  const std::string wrong = verdicts.disagreement(bytes, {.elements = std::size_t{1} << 16});
  if (wrong.empty()) return;
  std::fprintf(stderr, "%s\n", wrong.c_str());
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  onc::test::Verdicts verdicts(pick(data[0]));
  const auto bytes = std::as_bytes(std::span(data, size)).subspan(2);
  expect_agreement(verdicts, bytes.subspan(std::min<std::size_t>(bytes.size(), 4U * data[1])));
  expect_agreement(verdicts, bytes);
  return 0;
}
