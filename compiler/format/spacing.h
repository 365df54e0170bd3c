#pragma once

#include <cstdint>

#include "format/tokens.h"

namespace onc::compiler::format {

// What a token does in its statement, as far as the blanks around it depend on that.
enum class Role : std::uint8_t {
  nothing,
  operand,
  keyword,
  open,
  close,
  brace,
  prefix,
  binary,
  separator,
  colon,
  comment
};

struct Piece {
  Token token{};
  Role role = Role::nothing;
};

// REQUIRES: `token` is code. `before`: the role of the code before it in the same statement.
// `in_expression`: where '*' multiplies instead of making a pointer.
Role role_of(const Token& token, Role before, bool in_expression);

// Whether a blank stands between two neighbours on one line.
bool space_between(const Piece& left, const Piece& right);

}  // namespace onc::compiler::format
