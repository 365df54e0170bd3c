#pragma once

// The numbers of JSON (RFC 8259 section 6).

#include <cstddef>
#include <string>
#include <string_view>

namespace onc::xdr::json {

// How much of the text's beginning is a number; 0 if it begins with none.
std::size_t number_length(std::string_view text);

// The digits of an integer behind its sign, if it has one: `-1.50e2` is -150. Nothing if the number has a fraction, or
// more digits than any type. REQUIRES: `number` is one of JSON.
std::string integer_digits(std::string_view number);

}  // namespace onc::xdr::json
