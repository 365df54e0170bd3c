#pragma once

// The strings of JSON (RFC 8259 section 7).

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace onc::xdr::json {

// Bytes of the UTF-8 character that `text` begins with; 0 if it begins with none.
std::size_t utf8_length(std::string_view text);
bool is_utf8(std::string_view text);

// In quotation marks. Control characters are escaped. REQUIRES: is_utf8(value).
void append_string(std::string& text, std::string_view value);

struct StringFault {
  std::size_t place;
  const char* expected;
};
// Reads the string whose first quotation mark is text[at], and moves `at` behind its last one.
std::optional<StringFault> read_string(std::string_view text, std::size_t& at, std::string& value);

}  // namespace onc::xdr::json
