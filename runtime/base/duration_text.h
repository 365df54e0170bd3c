// Durations for people.
#pragma once

#include <chrono>
#include <string>

namespace onc {

/// "25 s", "1.5 s", "100 ms": the largest unit that keeps three digits' meaning.
inline std::string duration_text(std::chrono::steady_clock::duration duration) {
  const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(duration).count();
  if (milliseconds < 1000) return std::to_string(milliseconds) + " ms";
  const auto tenths = (milliseconds % 1000) / 100;
  return std::to_string(milliseconds / 1000) + (tenths == 0 ? "" : "." + std::to_string(tenths)) + " s";
}

}  // namespace onc
