#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace onc::compiler::syntax {

// A comment's text, a line each: without delimiters and borders of stars, in UTF-8, without anything that would end or
// continue a comment of C++ or that a terminal obeys. Lines are broken where they would be longer than 100 bytes.
std::vector<std::string> comment_lines(std::string_view comment);

}  // namespace onc::compiler::syntax
