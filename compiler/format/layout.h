#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "format/fault.h"
#include "format/tokens.h"

namespace onc::compiler::format {

struct LaidOut {
  std::string text{};
  Fault fault{};
};

// The tokens in canonical layout. `tokens` are those of `text`.
LaidOut lay_out(const std::vector<Token>& tokens, std::string_view text);

}  // namespace onc::compiler::format
