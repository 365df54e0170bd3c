#include "syntax/session.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>
#include <span>

#include "preprocess/text.h"
#include "source/spelling.h"

namespace onc::compiler::syntax {
namespace {

constexpr std::array<std::string_view, 18> keywords{"bool",   "const",   "default", "double",   "enum",    "float",
                                                    "hyper",  "int",     "opaque",  "case",     "string",  "struct",
                                                    "switch", "typedef", "union",   "unsigned", "program", "version"};

// 16 for what is no digit in any base.
unsigned digit_value(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
  return 16;
}

std::uint64_t escaped_character(char c) {
  constexpr std::string_view letters = "0abtnvfr";
  constexpr std::string_view values("\0\a\b\t\n\v\f\r", 8);
  const std::size_t at = letters.find(c);
  return static_cast<unsigned char>(at == std::string_view::npos ? c : values[at]);
}

constexpr std::array<std::string_view, 6> definition_keywords{"const", "typedef", "enum", "struct", "union", "program"};

std::string spelling_hint(std::string_view word, std::span<const std::string_view> known = keywords) {
  const std::string_view near = closest_spelling(word, known);
  return near.empty() || near == word ? "" : fmt::format("did you mean '{}'?", near);
}

std::string definition_hint(std::string_view word) {
  std::string hint = spelling_hint(word, definition_keywords);
  return hint.empty() ? "a definition begins with const, typedef, enum, struct, union or program" : hint;
}

std::string joined(const std::vector<std::string_view>& words) {
  std::string result;
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (at != 0) result += at + 1 == words.size() ? " or " : ", ";
    result += words[at];
  }
  return result;
}

}  // namespace

bool Session::next_piece() {
  if (next_piece_ == pieces_.size()) return false;
  at_ = pieces_[next_piece_++].begin;
  return true;
}

SourceRange Session::advance(std::size_t length) {
  const SourceRange range{at_, at_ + static_cast<std::uint32_t>(length)};
  at_ = range.end;
  return range;
}

bool Session::enter(SourceRange bracket) {
  open_.push_back(bracket);
  if (depth() <= max_depth) return true;
  diagnostics_.error(bracket, "brackets are nested more than {} deep", max_depth);
  gave_up_ = true;
  return false;
}

// A brace closes what was left open inside of it; other brackets close only their like.
void Session::leave(SourceRange bracket) {
  const char closing = text(bracket).front();
  if (closing == '}') drop_open_parentheses();
  unmatched_ = closing == '}' && open_.empty();
  const char wanted = closing == '}' ? '{' : closing == ')' ? '(' : '[';
  if (!open_.empty() && last_open() == wanted) open_.pop_back();
}

void Session::drop_open_parentheses() {
  while (!open_.empty() && last_open() != '{') open_.pop_back();
}

void Session::passthrough(SourceRange range) {
  std::string_view line = text(range);
  line.remove_prefix(line.find('%') + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  const auto after = std::upper_bound(modes_.begin(), modes_.end(), range.begin,
                                      [](std::uint32_t at, const auto& change) { return at < change.first; });
  tree_.passthroughs.push_back({line, range, after == modes_.begin() ? all_modes : std::prev(after)->second});
}

void Session::unterminated_comment(SourceRange start) {
  diagnostics_.error(start, "this comment has no end");
  gave_up_ = true;
}

Number Session::wrong_literal(SourceRange range) {
  bad_token_ = range;
  const std::string_view literal = text(range);
  const bool closed = literal.size() > 1 && literal.front() == '\'' && literal.back() == '\'';
  if (closed)
    diagnostics_.error(range, "a character literal holds one character");
  else
    diagnostics_.error({range.begin, range.begin + 1}, "this {} has no closing quote",
                       literal.front() == '"' ? "string" : "character");
  return {};
}

void Session::stray_character(SourceRange range) {
  bad_token_ = range;
  const std::string_view stray = text(range);
  const auto code = static_cast<unsigned char>(stray.front());
  if (code > ' ' && code < 0x7f)
    diagnostics_.error(range, "stray '{}'", stray);
  else if (code < 0x80)
    diagnostics_.error(range, "stray control character 0x{:02x}", code);
  else
    diagnostics_.error(range, "letters beyond ASCII are allowed in comments only");
}

bool Session::precedes_parenthesis(SourceRange name) const {
  const std::string_view rest = text({name.end, name.end + 8});
  const std::size_t at = rest.find_first_not_of(" \t");
  return at != std::string_view::npos && rest[at] == '(';
}

void Session::open_namespace(SourceRange name, SourceRange brace) {
  open_.pop_back();
  namespaces_.push_back(brace);
  namespace_path_.emplace_back(full_name(name));
  if (namespaces_.size() > max_depth) {
    diagnostics_.error(brace, "brackets are nested more than {} deep", max_depth);
    gave_up_ = true;
    return;
  }
  std::string path;
  for (const std::string& part : namespace_path_) path += (path.empty() ? "" : "::") + part;
  tree_.namespaces.push_back(std::move(path));
  scopes_.push_back(static_cast<std::uint32_t>(tree_.namespaces.size()));
}

void Session::use_namespace(std::string path) {
  namespace_path_.assign(1, path);
  tree_.namespaces.push_back(std::move(path));
  scopes_.assign(1, static_cast<std::uint32_t>(tree_.namespaces.size()));
}

bool Session::close_namespace() {
  if (!std::exchange(unmatched_, false) || namespaces_.empty() || !bodies_.empty()) return false;
  namespaces_.pop_back();
  namespace_path_.pop_back();
  scopes_.pop_back();
  return true;
}

void Session::report_open_namespaces() {
  if (!namespaces_.empty() && !tree_.lacks_files && !tree_.has_syntax_errors && !gave_up())
    diagnostics_.error(namespaces_.back(), "'{{' is not closed");
}

void Session::malformed_namespace(SourceRange at) {
  diagnostics_.error(at, "expected 'namespace name {{'");
  gave_up_ = true;
}

void Session::river_explorer(SourceRange at) {
  diagnostics_.error(at, "classes are of RiverExplorer's dialect of XDR, which is not supported")
      .suggest("a struct with the same members has the same bytes");
  gave_up_ = true;
}

void Session::rxgen(SourceRange at) {
  diagnostics_.error(at, "this is an interface for rxgen, the compiler of OpenAFS's Rx, which is another RPC system");
  gave_up_ = true;
}

std::string_view Session::full_name(SourceRange range) const { return text(range).substr(0, max_name); }

std::string_view Session::literal(SourceRange range) { return text({range.begin + 1, range.end - 1}); }

Name Session::name(SourceRange range) {
  Name result{.text = text(range), .range = range, .scope = scopes_.back()};
  result.absolute = result.text.starts_with("::");
  if (result.absolute) result.text.remove_prefix(2);
  if (const std::size_t colons = result.text.rfind("::"); colons != std::string_view::npos) {
    result.qualifier = result.text.substr(0, colons);
    result.text.remove_prefix(colons + 2);
  }
  const std::size_t length = std::max(result.text.size(), result.qualifier.size());
  if (length > max_name)
    diagnostics_.error(range, "this name is {} characters long; at most {} are supported", length, max_name);
  result.text = result.text.substr(0, max_name);
  result.qualifier = result.qualifier.substr(0, max_name);
  return result;
}

Number Session::number(SourceRange range, std::string_view digits, unsigned base) {
  constexpr std::uint64_t max = std::numeric_limits<std::uint64_t>::max();
  const auto is_digit = [&](char c) { return digit_value(c) < base; };
  if (digits.empty() || !std::all_of(digits.begin(), digits.end(), is_digit)) {
    bad_token_ = range;
    diagnostics_.error(range, "'{}' is not {} number", text(range).substr(0, 40),
                       base == 16  ? "a hexadecimal"
                       : base == 8 ? "an octal"
                                   : "a decimal");
    return {};
  }
  Number result;
  for (const char c : digits) {
    const unsigned digit = digit_value(c);
    if (result.magnitude > (max - digit) / base) {
      diagnostics_.error(range, "this number needs more than 64 bits");
      return {};
    }
    result.magnitude = result.magnitude * base + digit;
  }
  return result;
}

Number Session::character(SourceRange range) {
  const std::string_view literal = text(range);
  if (literal[1] == '\\') return {false, escaped_character(literal[2])};
  return {false, static_cast<unsigned char>(literal[1])};
}

void Session::token_taken(SourceRange range, bool starts_definition) {
  previous_ = newest_;
  newest_ = range;
  if (!on_new_line(range)) return;
  line_start_ = range;
  line_starts_definition_ = starts_definition;
}

bool Session::on_new_line(SourceRange token) const {
  if (previous_.end > token.begin) return true;  // it is from another text
  const std::string_view between = text({previous_.end, token.begin});
  return between.find('\n') != std::string_view::npos;
}

bool Session::follows_bad_token(SourceRange token) const {
  constexpr std::uint32_t near = 64;
  if (bad_token_.end == 0 || token.begin < bad_token_.begin || token.begin > bad_token_.end + near) return false;
  if (token.begin <= bad_token_.end) return true;
  return text({bad_token_.end, token.begin}).find_first_not_of(" \t") == std::string_view::npos;
}

void Session::syntax_error(const Surprise& surprise) {
  const bool again = tree_.has_syntax_errors && surprise.range.begin == last_error_.range.begin;
  last_error_ = surprise;
  tree_.has_syntax_errors = spoiled_ = true;
  if (again || gave_up() || follows_bad_token(surprise.range)) return;
  body_unclosed_ = body_is_unclosed();
  if (body_unclosed_) return report_unclosed_body();
  const bool at_stop = surprise.at_end || surprise.closes_body || on_new_line(surprise.range);
  if (surprise.expects_semicolon && previous_.end != 0 && at_stop) {
    diagnostics_.error({previous_.end, previous_.end + 1}, "expected ';' after '{}'", text(previous_).substr(0, 40));
    return;
  }
  const std::string_view word = text(surprise.range).substr(0, 40);
  const bool in_words = surprise.at_name || surprise.unexpected == "a number";
  const std::string found = in_words ? fmt::format("'{}'", word) : std::string(surprise.unexpected);
  Diagnostic& error = surprise.expected.empty() ? diagnostics_.error(surprise.range, "unexpected {}", found)
                                                : diagnostics_.error(surprise.range, "expected {} before {}",
                                                                     joined(surprise.expected), found);
  explain(error, surprise);
}

void Session::explain(Diagnostic& error, const Surprise& surprise) {
  const std::string_view word = text(surprise.range);
  if (surprise.at_name) error.suggest(surprise.at_definition ? definition_hint(word) : spelling_hint(word));
  const bool is_keyword = !surprise.at_name && !word.empty() && preprocess::starts_name(word.front());
  if (is_keyword && surprise.expects_name && !on_new_line(surprise.range))
    error.suggest(fmt::format("'{}' is a keyword, which cannot be a name", word));
  if (surprise.at_end && !open_.empty()) error.note(open_.back(), "'{}' is not closed", text(open_.back()));
  if (!left_comment_early(surprise.range)) return;
  error.note(nested_comment_, "'/*' within a comment, which ends at the first '*/'");
  nested_comment_end_ = 0;
}

// Whether the error stands between a comment that has a "/*" and a "*/" too many, whole comments aside.
bool Session::left_comment_early(SourceRange error) const {
  constexpr std::size_t far = std::size_t{1} << 16;
  const std::uint32_t start = nested_comment_end_;
  if (start == 0 || error.begin < start || error.end - start > far) return false;
  const std::string_view behind = text({start, pieces_[next_piece_ - 1].end}).substr(0, 2 * far);
  for (std::size_t at = 0; at < error.end - start;) {
    const std::size_t close = behind.find("*/", at);
    if (close == std::string_view::npos) return false;
    if (close < behind.substr(0, close).find("/*", at)) return error.begin < start + close + 2;
    at = close + 2;
  }
  return false;
}

void Session::array_of_pointers(SourceRange declarator) {
  diagnostics_.error(declarator, "an array of pointers needs a name for the pointer")
      .suggest("typedef T *pointer; and then: pointer name<>;");
}

void Session::repeated_default(SourceRange range, SourceRange first) {
  diagnostics_.error(range, "this union has a second default").note(first, "the first one is here");
}

void Session::empty_body(SourceRange range, std::string_view owner, std::string_view part) {
  diagnostics_.error(range, "{} needs at least one {}", owner, part);
}

void Session::define(Definition::Kind kind, std::size_t index, SourceRange range) {
  tree_.definitions.push_back({kind, index, range});
  if (std::exchange(spoiled_, false)) swallow(sound_end_, range.end);
  sound_end_ = range.end;
}

bool Session::in_comment(SourceRange range) const {
  const auto next = std::upper_bound(tree_.comments.begin(), tree_.comments.end(), range.begin,
                                     [](std::uint32_t at, const Comment& one) { return at < one.range.begin; });
  return next != tree_.comments.begin() && range.begin < std::prev(next)->range.end;
}

void Session::swallow(std::uint32_t begin, std::uint32_t end) {
  begin = std::max(begin, pieces_.front().begin);
  const std::string_view spoiled = text({begin, std::max(begin, end)});
  for (std::size_t at = 0; at < spoiled.size();) {
    const bool is_word = preprocess::continues_name(spoiled[at]);
    const std::size_t word_end = is_word ? preprocess::end_of_word(spoiled, at) : at + 1;
    const SourceRange range{begin + static_cast<std::uint32_t>(at), begin + static_cast<std::uint32_t>(word_end)};
    if (is_word && !in_comment(range)) tree_.swallowed.push_back({.text = text(range), .range = range});
    at = word_end;
  }
}

void Session::collect_swallowed(std::uint32_t end) {
  if (spoiled_) swallow(sound_end_, end);
  std::stable_sort(tree_.swallowed.begin(), tree_.swallowed.end(),
                   [](const Name& left, const Name& right) { return left.text < right.text; });
}

// A definition that begins in the first column, where only definitions begin, shows that a '}' is missing. Told only
// when there is an error anyway, since blanks mean nothing.
bool Session::body_is_unclosed() const {
  if (bodies_.empty() || !line_starts_definition_ || open_.size() < bodies_.back().depth) return false;
  const SourceRange before{line_start_.begin - 1, line_start_.begin};
  return open_[bodies_.back().depth - 1].begin < line_start_.begin && text(before) == "\n";
}

void Session::report_unclosed_body() {
  diagnostics_.error(line_start_, "expected '}}' before '{}'", text(line_start_))
      .note(open_[bodies_.back().depth - 1], "'{{' is not closed");
}

Session::Resume Session::close_bodies() {
  body_unclosed_ = false;
  if (gave_up()) return Resume::never;
  for (auto body = bodies_.rbegin(); body != bodies_.rend(); ++body) injected_ += body->numbered ? "}=0;" : "};";
  open_.clear();
  pieces_.insert(pieces_.begin() + static_cast<std::ptrdiff_t>(next_piece_),
                 {line_start_.begin, pieces_[next_piece_ - 1].end});
  rewind_ = true;
  return Resume::after_skip;
}

std::optional<char> Session::next_injected() {
  if (injected_.empty()) return std::nullopt;
  const char token = injected_.front();
  injected_.erase(0, 1);
  return token;
}

// What was scanned before a rewind is known.
void Session::comment(SourceRange range) {
  if (tree_.comments.empty() || tree_.comments.back().range.begin < range.begin)
    tree_.comments.push_back({text(range), range});
  const std::size_t nested = text(range).find("/*", 2);
  if (nested == std::string_view::npos) return;
  const std::uint32_t begin = range.begin + static_cast<std::uint32_t>(nested);
  nested_comment_ = {begin, begin + 2};
  nested_comment_end_ = range.end;
}

Session::Resume Session::skip(SkipUntil until) {
  if (last_error_.at_end || gave_up()) return Resume::never;
  drop_open_parentheses();
  const bool there_already = last_error_.at_semicolon && depth() == body_depth();
  skip_until_ = there_already ? SkipUntil::nothing : until;
  return Resume::after_skip;
}

// A forgotten semicolon shows at the end of its line; what follows on the next line is sound.
Session::Resume Session::resume_after_declaration() {
  if (body_unclosed_) return close_bodies();
  if (last_error_.at_end || gave_up()) return Resume::never;
  if (last_error_.closes_body || on_new_line(last_error_.range)) return Resume::here;
  return skip(SkipUntil::semicolon);
}

// Where the body's number is missing.
Session::Resume Session::resume_after_body() {
  if (body_unclosed_) return close_bodies();
  return last_error_.at_end || gave_up() ? Resume::never : Resume::here;
}

Session::Resume Session::resume_in_body() {
  if (body_unclosed_) return close_bodies();
  return last_error_.closes_body && depth() < body_depth() ? Resume::here : skip(SkipUntil::semicolon);
}

Session::Resume Session::resume_in_list() {
  if (body_unclosed_) return close_bodies();
  const bool closed = last_error_.closes_body && depth() < body_depth();
  const bool next = last_error_.at_comma && depth() == body_depth();
  return closed || next ? Resume::here : skip(SkipUntil::comma);
}

Session::Resume Session::resume_at_definition() {
  bodies_.clear();
  if (last_error_.at_end || gave_up()) return Resume::never;
  if (last_error_.starts_definition && depth() == 0 && on_new_line(last_error_.range)) return Resume::here;
  return skip(SkipUntil::semicolon);
}

}  // namespace onc::compiler::syntax
