// A fuzz target without libFuzzer, with any compiler: runs it over its seeds and what the fuzzer has kept, and over
// each of them cut short and with words replaced. `replay FILE-OR-FOLDER...`

#include <array>
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "seeds.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

// Longer ones take too long with all their variants; of those that are not short there are some.
constexpr std::size_t longest_varied = 512;
constexpr std::size_t places = 128;

void run(const std::string& input) {
  // Memory of just this size, so that the address sanitizer sees each byte behind it.
  const std::vector<std::uint8_t> exact(input.begin(), input.end());
  LLVMFuzzerTestOneInput(exact.data(), exact.size());
}

std::size_t run_variants(const std::string& seed) {
  constexpr std::array<std::string_view, 5> words{std::string_view("\0\0\0\0", 4), std::string_view("\0\0\0\1", 4),
                                                  "\xff\xff\xff\xff", "\x7f\xff\xff\xff",
                                                  std::string_view("\x80\0\0\0", 4)};
  const std::size_t stride = 1 + seed.size() / places;
  std::size_t count = 0;
  for (std::size_t size = 0; size < seed.size(); size += stride, ++count) run(seed.substr(0, size));
  for (std::size_t at = 0; at + 4 <= seed.size(); at += stride) {
    for (const std::string_view word : words) {
      run(std::string(seed).replace(at, 4, word));
      ++count;
    }
  }
  return count;
}

}  // namespace

int main(int argc, char** argv) {
  std::size_t seeds = 0;
  std::size_t variants = 0;
  for (int i = 1; i < argc; ++i) {
    for (const std::string& seed : onc::fuzz::read_seeds(argv[i])) {
      run(seed);
      ++seeds;
      if (seed.size() <= longest_varied) variants += run_variants(seed);
    }
  }
  std::cout << seeds << " inputs and " << variants << " variants\n";
  return seeds == 0 ? 2 : 0;
}
