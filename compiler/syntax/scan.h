#pragma once

#include <optional>

#include "grammar.h"
#include "syntax/session.h"

namespace onc::compiler::syntax {

// The state of the generated scanner. Reads the session's pieces.
class Scanner {
 public:
  Scanner();
  ~Scanner();
  Scanner(const Scanner&) = delete;
  Scanner& operator=(const Scanner&) = delete;

  Parser::symbol_type next(Session& session);

 private:
  bool take_dialect(Session& session, const Parser::symbol_type& token);
  bool take_namespace(Session& session, const Parser::symbol_type& name);
  void skip_statement(Session& session, Parser::symbol_kind_type kind);

  void* state_ = nullptr;
  std::optional<Parser::symbol_type> pending_{};  // what was read after a word that turned out to be a mere name
  bool at_definition_ = true;
};

Parser::symbol_type scan_token(Session& session, void* state);
// Makes the session's newest piece what the scanner reads next.
void load_piece(Session& session, void* state);

}  // namespace onc::compiler::syntax
