// A keyed hash (Aumasson and Bernstein, "SipHash", 2012): who does not know the key cannot make two inputs collide.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

namespace onc {

struct HashKey {
  std::uint64_t first = 0;
  std::uint64_t second = 0;
};

template <int rounds, int last_rounds>
class BasicSipHash {
 public:
  explicit constexpr BasicSipHash(HashKey key) noexcept
      : v_{key.first ^ 0x736f6d6570736575U, key.second ^ 0x646f72616e646f6dU, key.first ^ 0x6c7967656e657261U,
           key.second ^ 0x7465646279746573U} {}

  /// The next eight bytes of the input, as a number.
  constexpr void add(std::uint64_t word) noexcept {
    size_ += 8;
    take(word);
  }
  /// The rest of the input. The hash is used up.
  [[nodiscard]] constexpr std::uint64_t finish(std::span<const std::byte> rest = {}) noexcept {
    for (; rest.size() >= 8; rest = rest.subspan(8)) add(load(rest.first<8>()));
    take(load(rest) | ((size_ + rest.size()) << 56));
    v_[2] ^= 0xff;
    mix(last_rounds);
    return v_[0] ^ v_[1] ^ v_[2] ^ v_[3];
  }

 private:
  // Little-endian, of eight bytes or fewer.
  template <std::size_t extent>
  static constexpr std::uint64_t load(std::span<const std::byte, extent> bytes) noexcept {
    if constexpr (extent == 8 && std::endian::native == std::endian::little) {
      std::array<std::byte, 8> copy;
      std::ranges::copy(bytes, copy.begin());
      return std::bit_cast<std::uint64_t>(copy);
    }
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) word |= std::to_integer<std::uint64_t>(bytes[i]) << (8 * i);
    return word;
  }
  constexpr void take(std::uint64_t word) noexcept {
    v_[3] ^= word;
    mix(rounds);
    v_[0] ^= word;
  }
  constexpr void mix(int count) noexcept {
    for (int i = 0; i < count; ++i) {
      v_[0] += v_[1];
      v_[2] += v_[3];
      v_[1] = std::rotl(v_[1], 13) ^ v_[0];
      v_[3] = std::rotl(v_[3], 16) ^ v_[2];
      v_[0] = std::rotl(v_[0], 32) + v_[3];
      v_[2] += v_[1];
      v_[3] = std::rotl(v_[3], 21) ^ v_[0];
      v_[1] = std::rotl(v_[1], 17) ^ v_[2];
      v_[2] = std::rotl(v_[2], 32);
    }
  }

  std::array<std::uint64_t, 4> v_;
  std::uint64_t size_ = 0;
};

/// The faster of the two common variants, for hash tables and checksums that strangers must not steer.
using SipHash = BasicSipHash<1, 3>;

}  // namespace onc
