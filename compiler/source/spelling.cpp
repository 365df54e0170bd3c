#include "source/spelling.h"

#include <algorithm>
#include <cctype>
#include <utility>
#include <vector>

namespace onc::compiler {
namespace {

constexpr std::size_t max_length = 64;  // the distance takes the product of the lengths

char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

// Insertions, deletions and replacements; a change of case alone costs nothing.
std::size_t distance(std::string_view from, std::string_view to) {
  std::vector<std::size_t> row(to.size() + 1);
  for (std::size_t at = 0; at <= to.size(); ++at) row[at] = at;
  for (std::size_t i = 1; i <= from.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= to.size(); ++j) {
      const std::size_t replaced = diagonal + (lower(from[i - 1]) != lower(to[j - 1]));
      diagonal = std::exchange(row[j], std::min({replaced, row[j] + 1, row[j - 1] + 1}));
    }
  }
  return row[to.size()];
}

std::size_t tolerance(std::string_view word) { return word.size() < 3 ? 0 : word.size() < 6 ? 1 : 2; }

}  // namespace

std::string_view closest_spelling(std::string_view word, std::span<const std::string_view> candidates) {
  std::string_view best;
  std::size_t best_distance = tolerance(word) + 1;
  if (word.size() > max_length) return best;
  for (const std::string_view candidate : candidates) {
    const std::size_t difference = std::max(candidate.size(), word.size()) - std::min(candidate.size(), word.size());
    if (difference >= best_distance || candidate.size() > max_length) continue;
    const std::size_t found = distance(word, candidate);
    if (found >= best_distance) continue;
    best = candidate;
    best_distance = found;
  }
  return best;
}

}  // namespace onc::compiler
