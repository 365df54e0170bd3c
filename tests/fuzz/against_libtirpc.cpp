// Our decoders and rpcgen's filters take the same bytes. The first one picks the type; what follows is short enough for
// libtirpc, which decodes lists by recursion.

#include "against_libtirpc.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "shape.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t longest = 16384;
  if (size == 0) return 0;
  const auto bytes = std::as_bytes(std::span(data, std::min(size, longest))).subspan(1);
  const std::vector<std::byte> aligned(bytes.begin(), bytes.end());
  const auto both = onc::test::against_libtirpc(data[0] % onc::test::rpcgen_shapes(), aligned);
  if (both.difference.empty()) return 0;
  std::fprintf(stderr, "%s\n", both.difference.c_str());
  std::abort();
}
