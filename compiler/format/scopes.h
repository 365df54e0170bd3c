#pragma once

// What the tokens so far have opened: brackets, and in each the statement that is being written.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "format/fault.h"
#include "format/spacing.h"
#include "format/tokens.h"

namespace onc::compiler::format {

enum class Body : std::uint8_t { file, name_space, program, members, cases, enumerators };

// A definition, a member, an enumerator, a label.
struct Statement {
  bool open = false;        // has tokens
  bool empty = false;       // a semicolon alone
  bool known = false;       // begins with a word of the language
  bool label = false;       // case or default
  bool expression = false;  // behind '='
  bool has_body = false;
  Body next = Body::members;  // what '{' would open
  std::size_t first_line = 0;
  std::size_t last_line = 0;
  Piece last{};  // its last code
};

// The definition before, in the same body.
struct Definition {
  std::size_t last_line = 0;
  bool has_body = false;
};

struct Scope {
  Token bracket{};
  Body body = Body::file;
  bool labelled = false;   // what follows belongs to a label
  bool arguments = false;  // lines may be broken behind commas
  bool expression = false;
  Statement statement{};
  std::optional<Definition> previous{};

  bool is_brace() const { return bracket.text.empty() || bracket.text == "{"; }
  bool holds_definitions() const { return body <= Body::program && is_brace(); }
};

class Scopes {
 public:
  static constexpr std::size_t indent_width = 4;
  static constexpr std::size_t max_depth = 64;  // idlc's own

  Scope& top() { return scopes_.back(); }
  const Scope& top() const { return scopes_.back(); }
  Statement& statement() { return top().statement; }
  bool is_file() const { return scopes_.size() == 1; }
  // Of the statements in the innermost body, and of its labels.
  std::size_t indent() const;
  std::size_t label_indent() const { return indent() - (top().labelled ? indent_width : 0); }

  Fault open(const Token& bracket, Scope scope);
  Fault close(const Token& bracket);
  // '<' and '>' need not be pairs: in a text that is no interface they may mean less and greater.
  void close_angles();
  void close_angle();
  // The innermost bracket that is open.
  Fault unclosed() const;

 private:
  std::vector<Scope> scopes_{1};
};

}  // namespace onc::compiler::format
