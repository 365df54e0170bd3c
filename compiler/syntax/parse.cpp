#include "syntax/parse.h"

#include <algorithm>
#include <array>
#include <span>
#include <stdexcept>

#include "preprocess/text.h"
#include "syntax/documentation.h"
#include "syntax/scan.h"

namespace onc::compiler::syntax {
namespace {

using Kind = Parser::symbol_kind;

bool starts_definition(Parser::symbol_kind_type kind) {
  switch (kind) {
    case Kind::S_CONST:
    case Kind::S_TYPEDEF:
    case Kind::S_STRUCT:
    case Kind::S_UNION:
    case Kind::S_ENUM:
    case Kind::S_PROGRAM: return true;
    default: return false;
  }
}

bool is_binary(Parser::symbol_kind_type kind) {
  constexpr std::array operators{Kind::S_PLUS,       Kind::S_MINUS,      Kind::S_STAR, Kind::S_SLASH,
                                 Kind::S_PERCENT,    Kind::S_AMPERSAND,  Kind::S_PIPE, Kind::S_CARET,
                                 Kind::S_SHIFT_LEFT, Kind::S_SHIFT_RIGHT};
  return std::find(operators.begin(), operators.end(), kind) != operators.end();
}

// After a syntax error: whether `token` is one of those that parsing cannot go on with.
bool is_skipped(Session& session, Parser::symbol_kind_type kind, bool on_new_line) {
  const std::size_t target = session.body_depth();
  const bool at_level = session.depth() == target;
  if (kind == Kind::S_YYEOF) return false;
  if (kind == Kind::S_RBRACE && session.depth() < target) return false;
  if (kind == Kind::S_COMMA && at_level && session.skip_until() == Session::SkipUntil::comma) return false;
  if (target == 0 && at_level && on_new_line && starts_definition(kind)) return false;
  if (kind == Kind::S_SEMICOLON && at_level) session.stop_skipping();
  return true;
}

Parser::symbol_type injected_token(char token, SourceRange place) {
  switch (token) {
    case '}': return Parser::make_RBRACE(place);
    case '=': return Parser::make_EQUAL(place);
    case ';': return Parser::make_SEMICOLON(place);
    default: return Parser::make_NUMBER({}, place);
  }
}

}  // namespace

Parser::symbol_type Scanner::next(Session& session) {
  if (const auto injected = session.next_injected()) return injected_token(*injected, session.injection_place());
  if (session.take_rewind() && session.next_piece()) load_piece(session, state_);
  for (;;) {
    Parser::symbol_type token = pending_ ? std::move(*pending_) : scan_token(session, state_);
    pending_.reset();
    if (token.kind() == Kind::S_NAME && take_dialect(session, token)) continue;
    if (token.kind() == Kind::S_RBRACE && session.close_namespace()) {
      Parser::symbol_type next = scan_token(session, state_);
      if (next.kind() != Kind::S_SEMICOLON) pending_.emplace(std::move(next));
      continue;
    }
    if (session.gave_up()) return Parser::make_END(token.location);
    at_definition_ = token.kind() == Kind::S_SEMICOLON || token.kind() == Kind::S_RBRACE;
    const bool was_skipping = session.skip_until() != Session::SkipUntil::nothing;
    session.token_taken(token.location, starts_definition(token.kind()));
    if (was_skipping && is_skipped(session, token.kind(), session.on_new_line(token.location))) continue;
    session.stop_skipping();
    return token;
  }
}

void Parser::report_syntax_error(const context& found) const {
  constexpr std::size_t most_listed = 4;
  std::array<symbol_kind_type, 64> expected{};
  const int count = found.expected_tokens(expected.data(), static_cast<int>(expected.size()));
  const auto kinds = std::span(expected).first(static_cast<std::size_t>(count));

  Surprise surprise{.range = found.location(), .unexpected = symbol_name(found.token()), .expected = {}};
  surprise.expects_semicolon = std::find(kinds.begin(), kinds.end(), Kind::S_SEMICOLON) != kinds.end();
  surprise.at_end = found.token() == Kind::S_YYEOF;
  surprise.at_semicolon = found.token() == Kind::S_SEMICOLON;
  surprise.at_comma = found.token() == Kind::S_COMMA;
  surprise.at_name = found.token() == Kind::S_NAME;
  surprise.closes_body = found.token() == Kind::S_RBRACE;
  surprise.starts_definition = starts_definition(found.token());
  const bool any_name = std::find(kinds.begin(), kinds.end(), Kind::S_NAME) != kinds.end();
  surprise.expects_name = any_name;
  surprise.at_definition = std::find(kinds.begin(), kinds.end(), Kind::S_TYPEDEF) != kinds.end();
  // Two keywords may stand where a name may; nobody wants to be told each time.
  // Behind an expression, which nobody means to go on, what ends it is of interest.
  const bool behind_expression = std::find(kinds.begin(), kinds.end(), Kind::S_SHIFT_LEFT) != kinds.end();
  for (const symbol_kind_type kind : kinds)
    if (!(behind_expression && is_binary(kind)) && (!any_name || (kind != Kind::S_PROGRAM && kind != Kind::S_VERSION)))
      surprise.expected.push_back(symbol_name(kind));
  if (surprise.expected.size() > most_listed) surprise.expected.clear();
  session.syntax_error(surprise);
}

// Called for nothing but what report_syntax_error does not cover, which is memory exhaustion.
void Parser::error(const location_type&, const std::string& message) { throw std::runtime_error(message); }

Specification parse(const SourceManager& sources, Diagnostics& diagnostics, const preprocess::Preprocessed& text) {
  Session session(sources, diagnostics, {text.range}, text.modes);
  session.tree().lacks_files = text.incomplete;
  Scanner scanner;
  Parser(session, scanner).parse();
  session.report_open_namespaces();
  session.collect_swallowed(text.range.end);
  if (!diagnostics.has_errors()) attach_comments(session.tree(), sources);
  return std::move(session.tree());
}

std::vector<Import> included_headers(const Specification& tree) {
  std::vector<Import> headers;
  for (const Passthrough& one : tree.passthroughs) {
    std::string_view rest = preprocess::trimmed(one.text);
    if (!rest.starts_with('#')) continue;
    rest.remove_prefix(1);
    if (preprocess::take_name(rest) != "include") continue;
    const std::size_t end = rest.find_first_of(">\"", 1);
    if (end != std::string_view::npos) headers.push_back({rest.substr(1, end - 1), one.range});
  }
  return headers;
}

}  // namespace onc::compiler::syntax
