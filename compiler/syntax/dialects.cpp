// Statements of other compilers that stand where a definition may begin. They are taken out between scanner and parser,
// because their words are names anywhere else.

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "syntax/scan.h"

namespace onc::compiler::syntax {
namespace {

using Kind = Parser::symbol_kind;

bool is_one_of_rxgen(std::string_view word) {
  constexpr std::array words{"package", "prefix", "statindex", "startingopcode", "customized"};
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool may_begin_statement(std::string_view word) {
  return word == "namespace" || word == "import" || word == "pragma" || word == "class" || is_one_of_rxgen(word);
}

}  // namespace

// Skips to the semicolon that ends a statement; its first token is there.
void Scanner::skip_statement(Session& session, Parser::symbol_kind_type kind) {
  while (kind != Kind::S_SEMICOLON && kind != Kind::S_YYEOF) kind = scan_token(session, state_).kind();
}

bool Scanner::take_namespace(Session& session, const Parser::symbol_type& name) {
  const auto scan = [&] {
    const Parser::symbol_type token = scan_token(session, state_);
    return std::pair{token.kind(), token.location};
  };
  std::string path(session.spelling(name.location));
  bool names = name.kind() == Kind::S_NAME;
  auto next = scan();
  const bool opens = names && next.first == Kind::S_LBRACE;
  for (; names && next.first == Kind::S_COLON; next = scan()) {
    const auto part = scan();
    names = part.first == Kind::S_NAME;
    path.append("::").append(session.spelling(part.second));
  }
  if (opens)
    session.open_namespace(name.location, next.second);
  else if (names && next.first == Kind::S_SEMICOLON && session.is_outermost())
    session.use_namespace(std::move(path));
  else
    session.malformed_namespace(name.location);
  return !session.gave_up();
}

// Whether `token`, a name, begins a statement that is complete with what was read after it.
bool Scanner::take_dialect(Session& session, const Parser::symbol_type& token) {
  const std::string_view word = session.spelling(token.location);
  const bool known = may_begin_statement(word);
  if (session.depth() != 0 || !at_definition_ || session.gave_up()) return false;
  if (!known && !session.precedes_parenthesis(token.location)) return false;
  Parser::symbol_type next = scan_token(session, state_);
  const Parser::symbol_kind_type kind = next.kind();
  if (word == "namespace") return take_namespace(session, next);
  if (word == "class" && kind == Kind::S_NAME) session.river_explorer(token.location);
  const bool go = kind == Kind::S_STRING_LITERAL && (word == "package" || word == "import");
  if (go && word == "import") session.import_file(next.location);
  if (go || word == "pragma") {
    skip_statement(session, kind);
    return true;
  }
  const bool names_something = kind == Kind::S_NAME || kind == Kind::S_NUMBER || kind == Kind::S_STRUCT;
  if (is_one_of_rxgen(word) ? names_something : !known) session.rxgen(token.location);
  pending_.emplace(std::move(next));
  return false;
}

}  // namespace onc::compiler::syntax
