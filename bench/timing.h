// How the contenders of the harness of peers take and print their times.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <string_view>
#include <vector>

namespace bench {

/// How long each measurement goes on: `--ms N` of the command line.
inline std::chrono::milliseconds window_of(std::span<char*> arguments) {
  for (std::size_t i = 1; i + 1 < arguments.size(); ++i)
    if (std::string_view(arguments[i]) == "--ms") return std::chrono::milliseconds(std::atol(arguments[i + 1]));
  return std::chrono::milliseconds(25);
}

/// Makes the compiler take `value` for used and changed.
template <class T>
void keep(const T& value) {
  asm volatile("" : : "g"(&value) : "memory");  // NOLINT(hicpp-no-assembler): there is no other way
}

/// The median time of one execution in nanoseconds, after one that is not counted.
template <class Work>
double time_of(std::chrono::milliseconds window, const Work& work) {
  using Clock = std::chrono::steady_clock;
  constexpr std::size_t fewest = 3;
  std::vector<double> times;
  work();
  const auto end = Clock::now() + window;
  do {
    const auto start = Clock::now();
    work();
    times.push_back(std::chrono::duration<double, std::nano>(Clock::now() - start).count());
  } while (Clock::now() < end || times.size() < fewest);
  const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
  std::nth_element(times.begin(), middle, times.end());
  return *middle;
}

inline void report(const char* name, double encode, double decode, std::size_t bytes, std::size_t elements) {
  std::printf("case=%s enc=%.1f dec=%.1f bytes=%zu elems=%zu\n", name, encode, decode, bytes, elements);
  std::fflush(stdout);
}

/// Ends the program if a measured piece of code does not do what it is measured for.
inline void require(bool good, const char* what) {
  if (good) return;
  std::fprintf(stderr, "%s: the value that was decoded is not the one that was encoded\n", what);
  std::exit(1);
}

}  // namespace bench
