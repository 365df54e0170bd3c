#include "format/layout.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>

#include "format/lines.h"
#include "format/scopes.h"
#include "format/spacing.h"
#include "preprocess/text.h"

namespace onc::compiler::format {
namespace {

constexpr std::size_t continuation = 8;
constexpr std::size_t max_conditions = 200;  // nested; each keeps what was open where it began

template <std::size_t size>
bool is_one_of(const std::array<std::string_view, size>& words, const Token& token) {
  return std::find(words.begin(), words.end(), token.text) != words.end();
}

bool begins_definition(const Token& token) {
  static constexpr std::array<std::string_view, 8> words{"const", "typedef", "struct",  "enum",
                                                         "union", "program", "version", "namespace"};
  return token.kind == Kind::word && is_one_of(words, token);
}

bool begins_label(const Token& token) { return token.is("case") || token.is("default"); }

bool is_one_line(const Token& token) { return token.text.find('\n') == std::string_view::npos; }

// In front of these a line is not broken: as the first on their line, '%' and '#' would be something else.
bool stays_on_line(const Token& token) {
  static constexpr std::array<std::string_view, 4> texts{"%", "#", ";", ","};
  return is_one_of(texts, token);
}

// What '{' opens behind this word.
std::optional<Body> body_of(const Token& word, bool is_first) {
  if (word.is("enum")) return Body::enumerators;
  if (word.is("union")) return Body::cases;
  if (word.is("struct")) return Body::members;
  if (is_first && word.is("program")) return Body::program;
  if (is_first && word.is("namespace")) return Body::name_space;
  return std::nullopt;
}

// The body of a directive, without '#' and its name.
struct Directive {
  std::string_view name;
  std::string_view rest;
};

Directive directive_of(const Token& token) {
  std::string_view rest = token.text.substr(1);
  const std::string_view name = preprocess::take_name(rest);
  return {name, rest};
}

class Layout {
 public:
  Layout(const std::vector<Token>& tokens, std::string_view text) : tokens_(tokens), text_(text) {}

  LaidOut run();

 private:
  // What was open where a condition began, and where its first branch ended.
  struct Condition {
    Scopes before;
    std::optional<Scopes> first_branch;
  };

  void take(const Token& token);
  void whole_line(const Token& token);
  void directive(const Token& token);
  void comment(const Token& token);
  bool continues_comment(const Token& token) const;
  void begin_comment(const Token& token);
  void code(const Token& token);

  bool keeps_blank(const Token& token) const;
  const Token& next_code() const;
  std::size_t indent_of(const Token& token) const;
  std::size_t source_column(const Token& token) const;

  void closing_brace(const Token& token);
  void begin_line(const Token& token);
  void begin_statement(const Token& token);
  void append(const Token& token);
  bool ends_statement_before(const Token& token) const;
  void end_statement();
  void after_word(const Token& token, bool is_first);
  void after_symbol(const Token& token);
  void open(const Token& token);
  void close(const Token& token);
  void semicolon();
  void end_label();

  const std::vector<Token>& tokens_;
  std::string_view text_;
  std::size_t at_ = 0;
  mutable std::size_t next_code_ = 0;
  Lines lines_;
  Scopes scopes_;
  std::vector<Condition> conditions_;
  std::set<std::string_view> macros_;  // with arguments, which end on the line they begin on
  bool wants_line_ = false;            // the next token begins a line, unless it stays on this
  Piece left_{};                       // the last token
  Piece before_{};                     // the one before it
  bool comment_is_behind_ = false;     // the last comment: code, on its line or the line before
  std::size_t comment_column_ = 0;     // the last one's
  Fault fault_{};
};

LaidOut Layout::run() {
  for (; at_ < tokens_.size() && !fault_; ++at_) {
    take(tokens_[at_]);
    if (lines_.too_long()) fault_ = {"this file becomes too long", tokens_[at_].text};
  }
  lines_.end();
  if (!fault_) fault_ = scopes_.unclosed();
  if (fault_) return {{}, std::move(fault_)};
  return {lines_.text(), {}};
}

void Layout::take(const Token& token) {
  if (token.is_whole_line()) {
    whole_line(token);
  } else if (token.is_comment()) {
    comment(token);
  } else {
    code(token);
  }
}

bool Layout::keeps_blank(const Token& token) const {
  return token.line_breaks > 1 && left_.token.text != "{" && !left_.token.text.empty();
}

// --- comments and whole lines

void Layout::whole_line(const Token& token) {
  using Boundary = Lines::Boundary;
  Boundary boundary = Boundary::none;
  if (token.kind == Kind::directive) {
    const std::string_view name = directive_of(token).name;
    if (name == "else" || name == "elif") boundary = Boundary::branch;
    if (name == "endif") boundary = Boundary::end;
    directive(token);
  }
  lines_.whole(canonical(token), keeps_blank(token), boundary);
  wants_line_ = false;
  left_ = {token, Role::nothing};
}

// Each branch begins with what was open in front of the condition. Behind it, the first branch counts: others may close
// other brackets, but not fewer or more, if they belong together.
void Layout::directive(const Token& token) {
  const auto [name, rest] = directive_of(token);
  if (name == "define") {
    const std::size_t end = preprocess::end_of_word(rest, 0);
    if (rest.substr(end).starts_with('(')) macros_.insert(rest.substr(0, end));
  }
  if (name.starts_with("if")) {
    conditions_.push_back({scopes_, std::nullopt});
    if (conditions_.size() > max_conditions) fault_ = {"conditions are nested too deep", token.text};
  }
  if (conditions_.empty()) return;
  Condition& condition = conditions_.back();
  if (name == "else" || name == "elif") {
    if (!condition.first_branch) condition.first_branch = std::move(scopes_);
    scopes_ = condition.before;
  }
  if (name == "endif") {
    if (condition.first_branch) scopes_ = std::move(*condition.first_branch);
    conditions_.pop_back();
  }
}

// The next code behind the current token, or none.
const Token& Layout::next_code() const {
  static const Token none;
  next_code_ = std::max(next_code_, at_ + 1);
  while (next_code_ < tokens_.size() && !tokens_[next_code_].is_code()) ++next_code_;
  return next_code_ < tokens_.size() ? tokens_[next_code_] : none;
}

std::size_t Layout::source_column(const Token& token) const {
  const auto at = static_cast<std::size_t>(token.text.data() - text_.data());
  const std::size_t line = at == 0 ? 0 : text_.rfind('\n', at - 1) + 1;  // npos + 1 is 0
  return advanced(0, text_.substr(line, at - line));
}

// One more line of what stands behind the code of the line before.
bool Layout::continues_comment(const Token& token) const {
  return comment_is_behind_ && left_.role == Role::comment && token.line_breaks == 1 && is_one_line(left_.token) &&
         source_column(token) == source_column(left_.token);
}

void Layout::begin_comment(const Token& token) {
  if (lines_.is_open() && token.line_breaks == 0) {
    comment_is_behind_ = true;
  } else if (continues_comment(token)) {
    lines_.start(comment_column_, false);
  } else {
    comment_is_behind_ = false;
    lines_.start(indent_of(next_code()), keeps_blank(token));
  }
}

void Layout::comment(const Token& token) {
  begin_comment(token);
  const Piece piece{token, Role::comment};
  const bool space = !lines_.is_fresh() && space_between(left_, piece);
  if (lines_.is_fresh()) wants_line_ = false;
  comment_column_ = lines_.column() + space;
  const std::size_t from = is_one_line(token) ? 0 : source_column(token);  // which takes a walk along its line
  lines_.append(moved_comment(token.text, from, comment_column_), space);
  left_ = piece;
  const bool last_on_line = at_ + 1 == tokens_.size() || tokens_[at_ + 1].line_breaks > 0;
  if (last_on_line) lines_.end();
}

// --- code

// Where a line begins that begins with this token or with a comment in front of it.
std::size_t Layout::indent_of(const Token& token) const {
  const Statement& statement = scopes_.top().statement;
  if (begins_label(token) && !statement.open) return scopes_.label_indent();
  const bool begins = !statement.open || token.is("{") || token.is("}");
  return scopes_.indent() + (begins && scopes_.top().is_brace() ? 0 : continuation);
}

void Layout::code(const Token& token) {
  if (token.is("}")) return closing_brace(token);
  if (ends_statement_before(token)) end_statement();
  if (begins_label(token) && !scopes_.statement().open && scopes_.top().is_brace()) scopes_.top().labelled = false;
  begin_line(token);
  const bool is_first = !scopes_.statement().open;
  if (is_first) begin_statement(token);
  append(token);
  if (token.kind == Kind::word) after_word(token, is_first);
  if (token.kind == Kind::symbol) after_symbol(token);
}

void Layout::begin_line(const Token& token) {
  const bool begins = !lines_.is_open() || (wants_line_ && !stays_on_line(token));
  if (begins) lines_.start(indent_of(token), keeps_blank(token) && !scopes_.statement().open);
  wants_line_ = false;
}

void Layout::begin_statement(const Token& token) {
  const Scope& scope = scopes_.top();
  Statement& statement = scopes_.statement();
  statement = {};
  statement.open = true;
  statement.first_line = lines_.current();
  statement.known = begins_definition(token) || begins_label(token);
  statement.label = begins_label(token) && scope.is_brace() && scope.body != Body::enumerators;
  statement.expression = statement.label || scope.expression;
  statement.empty = token.is(";");
}

// Where a semicolon is missing, or where lines are statements, as in rxgen's files.
bool Layout::ends_statement_before(const Token& token) const {
  const Scope& scope = scopes_.top();
  const Statement& statement = scope.statement;
  if (!statement.open || !scope.is_brace() || token.kind != Kind::word) return false;
  if (begins_label(token)) return scope.body == Body::cases;
  if (begins_definition(token) && statement.last.token.is("}")) return true;
  const bool was_word = statement.last.role == Role::operand;
  return scopes_.is_file() && !statement.known && was_word && token.line_breaks > 0;
}

void Layout::append(const Token& token) {
  Statement& statement = scopes_.statement();
  const Piece piece{token, role_of(token, statement.last.role, statement.expression)};
  const bool space = space_between(left_, piece);
  if (scopes_.top().arguments && left_.token.is(",") && !stays_on_line(token))
    lines_.may_break(scopes_.indent() + continuation);
  lines_.make_room(token.text.size() + space);
  lines_.append(token.text, space);
  before_ = std::exchange(left_, piece);
  statement.last = piece;
  statement.last_line = lines_.current();
}

void Layout::after_word(const Token& token, bool is_first) {
  Statement& statement = scopes_.statement();
  if (const auto body = body_of(token, is_first)) statement.next = *body;
}

void Layout::after_symbol(const Token& token) {
  Scope& scope = scopes_.top();
  if (token.text.size() > 1) return;  // a shift
  switch (token.text.front()) {
    case '{':
    case '(':
    case '[':
    case '<': return open(token);
    case ')':
    case ']':
    case '>': return close(token);
    case ';': return semicolon();
    case ',':
      if (scope.is_brace() && scope.body == Body::enumerators) end_statement();
      return;
    case '=': scope.statement.expression = true; return;
    case ':':
      if (scope.statement.label) end_label();
      return;
    default: return;
  }
}

void Layout::open(const Token& token) {
  const Statement& statement = scopes_.statement();
  Scope inner;
  if (token.is("{")) {
    inner.body = statement.next;
    wants_line_ = true;
  } else {
    const bool is_macro = macros_.contains(before_.token.text);
    inner.expression = statement.expression || is_macro || !token.is("(");
    inner.arguments = !inner.expression && scopes_.top().is_brace();
  }
  fault_ = scopes_.open(token, inner);
}

// The statement goes on behind the bracket.
void Layout::close(const Token& token) {
  if (token.is(">")) {
    scopes_.close_angle();
  } else {
    fault_ = scopes_.close(token);
  }
  scopes_.statement().last = left_;
  scopes_.statement().last_line = lines_.current();
}

void Layout::closing_brace(const Token& token) {
  const Body body = scopes_.top().body;
  fault_ = scopes_.close(token);
  if (fault_) return;
  lines_.start(scopes_.indent(), false);
  wants_line_ = false;
  if (!scopes_.statement().open) begin_statement(token);
  append(token);
  scopes_.statement().has_body = true;
  if (body == Body::name_space && !next_code().is(";")) end_statement();
}

void Layout::semicolon() {
  scopes_.close_angles();
  if (scopes_.top().is_brace()) end_statement();
}

void Layout::end_label() {
  end_statement();
  scopes_.top().labelled = !scopes_.is_file();
}

void Layout::end_statement() {
  Scope& scope = scopes_.top();
  const Statement ended = std::exchange(scope.statement, {});
  wants_line_ = true;
  if (!scope.holds_definitions() || ended.empty) return;
  const Definition now{ended.last_line, ended.has_body};
  if (scope.previous && (now.has_body || scope.previous->has_body))
    lines_.separate(scope.previous->last_line, ended.first_line);
  scope.previous = now;
}

}  // namespace

LaidOut lay_out(const std::vector<Token>& tokens, std::string_view text) { return Layout(tokens, text).run(); }

}  // namespace onc::compiler::format
