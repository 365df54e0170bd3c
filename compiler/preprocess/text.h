#pragma once

// The words of C's preprocessor, as far as it has to know them.

#include <cstddef>
#include <string>
#include <string_view>

namespace onc::compiler::preprocess {

inline bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v' || c == '\n'; }
inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
inline bool starts_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
inline bool continues_name(char c) { return starts_name(c) || is_digit(c); }

// The end of the name or number that begins at `at`.
std::size_t end_of_word(std::string_view text, std::size_t at);
// The end of the literal whose quote is at `at`; just behind the quote if it has no end on its line.
std::size_t end_of_literal(std::string_view text, std::size_t at);
// The end of the line that `at` is in, behind its line end.
std::size_t line_end(std::string_view text, std::size_t at);
// The same of a line that backslashes continue.
std::size_t continued_end(std::string_view text, std::size_t at);
// The same of the directive that begins at `at`, which comments continue, too.
std::size_t directive_end(std::string_view text, std::size_t at);
std::string_view trimmed(std::string_view text);
// With comments as blanks and continued lines joined.
std::string cleaned(std::string_view text);
// Takes a name from the front of `text` and the blanks around it; empty if there is none.
std::string_view take_name(std::string_view& text);

}  // namespace onc::compiler::preprocess
