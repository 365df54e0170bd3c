#include <onc/xdr/byte_order.h>

// The loops are plain C++ that compilers turn into vectors of whatever width they may use. On x86-64 they may use only
// what every machine has, SSE2, so there the loops are compiled once more for AVX2, which nearly every machine has.
#if defined(__x86_64__) && defined(__GNUC__)
#define ONC_XDR_WIDER_VECTORS 1
#else
#define ONC_XDR_WIDER_VECTORS 0
#endif

namespace onc::xdr {

namespace {

// Inlined whatever the optimiser thinks of it: it is to be compiled for the vectors of its caller.
template <class Unsigned, class Turn>
[[gnu::always_inline]] inline void copy_turned(std::byte* __restrict to, const std::byte* __restrict from,
                                               std::size_t count, const Turn& turn) {
  for (std::size_t i = 0; i < count; ++i) {
    Unsigned value = 0;
    std::memcpy(&value, from + i * sizeof value, sizeof value);
    value = turn(value);
    std::memcpy(to + i * sizeof value, &value, sizeof value);
  }
}

constexpr auto turn = [](auto value) { return detail::big_endian(value); };

#if ONC_XDR_WIDER_VECTORS

[[gnu::target("avx2")]] void copy32_avx2(std::byte* to, const std::byte* from, std::size_t count) {
  copy_turned<std::uint32_t>(to, from, count, turn);
}
[[gnu::target("avx2")]] void copy64_avx2(std::byte* to, const std::byte* from, std::size_t count) {
  copy_turned<std::uint64_t>(to, from, count, turn);
}

bool has_avx2() { return __builtin_cpu_supports("avx2") != 0; }

// SSE2 cannot permute bytes, but it can shift and mask, two numbers of 4 bytes at a time.
constexpr auto turn_both_halves = [](std::uint64_t pair) {
  constexpr std::uint64_t bytes = 0x00ff00ff00ff00ffU;
  constexpr std::uint64_t words = 0x0000ffff0000ffffU;
  pair = ((pair >> 8) & bytes) | ((pair & bytes) << 8);
  return ((pair >> 16) & words) | ((pair & words) << 16);
};

void copy32(std::byte* to, const std::byte* from, std::size_t count) {
  if (has_avx2()) return copy32_avx2(to, from, count);
  const std::size_t pairs = count / 2;
  copy_turned<std::uint64_t>(to, from, pairs, turn_both_halves);
  copy_turned<std::uint32_t>(to + pairs * 8, from + pairs * 8, count % 2, turn);
}

void copy64(std::byte* to, const std::byte* from, std::size_t count) {
  if (has_avx2()) return copy64_avx2(to, from, count);
  copy_turned<std::uint64_t>(to, from, count, turn);
}

#else

void copy32(std::byte* to, const std::byte* from, std::size_t count) {
  copy_turned<std::uint32_t>(to, from, count, turn);
}
void copy64(std::byte* to, const std::byte* from, std::size_t count) {
  copy_turned<std::uint64_t>(to, from, count, turn);
}

#endif

}  // namespace

void swap_copy32(std::byte* to, const std::byte* from, std::size_t count) noexcept { copy32(to, from, count); }
void swap_copy64(std::byte* to, const std::byte* from, std::size_t count) noexcept { copy64(to, from, count); }

}  // namespace onc::xdr
