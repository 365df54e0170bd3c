#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace onc::compiler {

// Length of the UTF-8 character that a text begins with; 0 if it begins with none. REQUIRES: !text.empty().
std::size_t utf8_length(std::string_view text);

// The text as valid UTF-8: bytes that are none of it are taken as Latin-1.
std::string to_utf8(std::string_view text);

}  // namespace onc::compiler
