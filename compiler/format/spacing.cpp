#include "format/spacing.h"

#include <string_view>

namespace onc::compiler::format {
namespace {

bool is_one_of(std::string_view characters, const Token& token) {
  return token.text.size() == 1 && characters.find(token.text.front()) != std::string_view::npos;
}

bool ends_operand(Role role) { return role == Role::operand || role == Role::close; }

Role role_of_word(const Token& word) {
  return word.is("case") || word.is("default") || word.is("switch") ? Role::keyword : Role::operand;
}

bool is_word_like(const Token& token) {
  const bool beyond_ascii = token.kind == Kind::stray && static_cast<unsigned char>(token.text.front()) >= 0x80;
  return token.kind == Kind::word || token.kind == Kind::number || beyond_ascii;
}

// Whether the two would become other tokens without a blank.
bool would_merge(const Token& left, const Token& right) {
  if (is_word_like(left) && is_word_like(right)) return true;
  if (left.kind != Kind::symbol) return false;
  const char first = right.text.front();
  if (left.text == "/") return first == '/' || first == '*';
  return (left.text.back() == '<' || left.text.back() == '>') && first == left.text.back();
}

bool wants_space(const Piece& left, const Piece& right) {
  if (left.token.kind == Kind::stray || right.token.kind == Kind::stray) return right.token.space_before;
  if (right.role == Role::separator || right.role == Role::close || left.role == Role::open) return false;
  if (left.role == Role::comment || right.role == Role::comment) return true;
  if (right.role == Role::colon) return false;
  if (left.role == Role::prefix) return false;
  return right.role != Role::open || !ends_operand(left.role);
}

}  // namespace

Role role_of(const Token& token, Role before, bool in_expression) {
  if (token.kind == Kind::word) return role_of_word(token);
  if (token.kind != Kind::symbol) return Role::operand;
  if (is_one_of("([<", token)) return Role::open;
  if (is_one_of(")]>", token)) return Role::close;
  if (is_one_of("{}", token)) return Role::brace;
  if (is_one_of(",;", token)) return Role::separator;
  if (token.text == ":") return Role::colon;
  if (token.text == "~") return Role::prefix;
  if (token.text == "*") return in_expression && ends_operand(before) ? Role::binary : Role::prefix;
  if (is_one_of("+-", token)) return ends_operand(before) ? Role::binary : Role::prefix;
  return Role::binary;
}

bool space_between(const Piece& left, const Piece& right) {
  if (left.token.text.empty()) return false;  // the first of all
  return wants_space(left, right) || would_merge(left.token, right.token);
}

}  // namespace onc::compiler::format
