#pragma once

#include <span>
#include <string_view>

namespace onc::compiler {

// The candidate that `word` is most likely a misspelling of; empty if none is near.
std::string_view closest_spelling(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace onc::compiler
