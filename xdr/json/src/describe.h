#pragma once

// What faults say was found.

#include <cstddef>
#include <string>
#include <string_view>

namespace onc::xdr::json {

// In quotation marks, cut if it is long, fit for a terminal.
std::string shown(std::string_view text);
// `'x'`, or `the byte 0x0a` if it cannot be seen.
std::string shown(char c);
// Of a value: `the number 7`, `the string "seven"`, `an array`.
std::string value_at(std::string_view text, std::size_t place);

}  // namespace onc::xdr::json
