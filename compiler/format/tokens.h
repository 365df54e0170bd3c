#pragma once

// The text of an interface file as its author wrote it: before preprocessing, with comments, '%' lines and directives.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "format/fault.h"

namespace onc::compiler::format {

enum class Kind : std::uint8_t {
  word,    // a name, also a::b
  number,  // also what only begins like one
  literal,
  symbol,
  stray,  // of no meaning to idlc, such as '?'
  line_comment,
  block_comment,
  verbatim,   // a '%' line, with the lines that a backslash joins to it
  directive,  // the same with '#'
};

struct Token {
  std::string_view text{};
  Kind kind = Kind::stray;
  std::uint8_t line_breaks = 0;  // between it and the token before; 2 stands for all that leave a line blank
  bool space_before = false;     // blanks or line ends

  bool is(std::string_view spelling) const { return (kind == Kind::symbol || kind == Kind::word) && text == spelling; }
  bool is_comment() const { return kind == Kind::line_comment || kind == Kind::block_comment; }
  bool is_whole_line() const { return kind == Kind::verbatim || kind == Kind::directive; }
  bool is_code() const { return kind <= Kind::stray; }
};

struct Lexed {
  std::vector<Token> tokens{};  // views into the text
  Fault fault{};
};

Lexed lex(std::string_view text);

// How the token looks wherever it stands, without a last line end. Block comments are without indentation.
std::string canonical(const Token& token);

// Whether both are the same but for white space.
bool same_content(const std::vector<Token>& left, const std::vector<Token>& right);

// A text's lines, without their line ends. There is one at least.
std::vector<std::string_view> lines_of(std::string_view text);

}  // namespace onc::compiler::format
