#pragma once

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
  void* state_ = nullptr;
};

Parser::symbol_type scan_token(Session& session, void* state);
// Makes the session's newest piece what the scanner reads next.
void load_piece(Session& session, void* state);

}  // namespace onc::compiler::syntax
