#include "format/tokens.h"

#include <algorithm>
#include <utility>

#include "preprocess/text.h"

namespace onc::compiler::format {
namespace {

using preprocess::end_of_word;
using preprocess::is_blank;
using preprocess::is_digit;
using preprocess::starts_name;

constexpr std::string_view symbols = "{}()[]<>*;:,=+-/%&|^~";

bool is_beyond_ascii(char c) { return static_cast<unsigned char>(c) >= 0x80; }

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  Lexed run() {
    for (blanks(); at_ < text_.size() && !result_.fault; blanks()) token();
    return std::move(result_);
  }

 private:
  std::string_view rest() const { return text_.substr(at_); }

  void blanks();
  void token();
  void line_of(Kind kind, std::size_t end);
  void block_comment();
  void literal();
  void take(Kind kind, std::size_t end);
  bool continues_qualified(std::size_t at) const;
  std::size_t end_of_name() const;
  std::size_t end_of_stray() const;
  void fail(std::size_t length, std::string text) { result_.fault = {std::move(text), text_.substr(at_, length)}; }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_breaks_ = 0;  // since the last token
  bool space_ = false;           // the same
  bool at_line_start_ = true;
  Lexed result_;
};

void Lexer::blanks() {
  for (; at_ < text_.size() && is_blank(text_[at_]); ++at_) {
    space_ = true;
    if (text_[at_] != '\n') continue;
    ++line_breaks_;
    at_line_start_ = true;
  }
}

void Lexer::take(Kind kind, std::size_t end) {
  const auto line_breaks = static_cast<std::uint8_t>(std::min<std::size_t>(line_breaks_, 2));
  result_.tokens.push_back({text_.substr(at_, end - at_), kind, line_breaks, space_});
  at_ = end;
  line_breaks_ = 0;
  space_ = at_line_start_ = false;
}

void Lexer::token() {
  const char c = text_[at_];
  if (at_line_start_ && c == '%') return line_of(Kind::verbatim, preprocess::continued_end(text_, at_));
  if (at_line_start_ && c == '#') return line_of(Kind::directive, preprocess::directive_end(text_, at_));
  if (rest().starts_with("//")) return take(Kind::line_comment, std::min(text_.find('\n', at_), text_.size()));
  if (rest().starts_with("/*")) return block_comment();
  if (c == '"' || c == '\'') return literal();
  if (starts_name(c) || continues_qualified(at_)) return take(Kind::word, end_of_name());
  if (is_digit(c)) return take(Kind::number, end_of_word(text_, at_));
  if (rest().starts_with("<<") || rest().starts_with(">>")) return take(Kind::symbol, at_ + 2);
  if (symbols.find(c) != std::string_view::npos) return take(Kind::symbol, at_ + 1);
  take(Kind::stray, end_of_stray());
}

// The line end is no part of the token, so that white space is counted alike behind all tokens.
void Lexer::line_of(Kind kind, std::size_t end) { take(kind, text_[end - 1] == '\n' ? end - 1 : end); }

void Lexer::block_comment() {
  const std::size_t close = text_.find("*/", at_ + 2);
  if (close == std::string_view::npos) return fail(2, "this comment has no end");
  take(Kind::block_comment, close + 2);
}

// As the scanner has it: only a quotation mark as a character literal of its own is behind a backslash.
void Lexer::literal() {
  const std::string_view line = rest().substr(0, rest().find('\n'));
  if (line.starts_with("'\\") && line.size() > 3 && line[3] == '\'') return take(Kind::literal, at_ + 4);
  const bool text = line.front() == '"';
  const std::size_t end = text ? preprocess::end_of_literal(line, 0) : line.find('\'', 1) + 1;
  if (end < 2 || end > line.size()) return fail(1, "this literal has no end on its line");
  take(Kind::literal, at_ + end);
}

bool Lexer::continues_qualified(std::size_t at) const {
  return text_.substr(at).starts_with("::") && at + 2 < text_.size() && starts_name(text_[at + 2]);
}

std::size_t Lexer::end_of_name() const {
  std::size_t end = starts_name(text_[at_]) ? end_of_word(text_, at_) : at_;
  while (continues_qualified(end)) end = end_of_word(text_, end + 2);
  return end;
}

std::size_t Lexer::end_of_stray() const {
  std::size_t end = at_ + 1;
  if (is_beyond_ascii(text_[at_]))
    while (end < text_.size() && is_beyond_ascii(text_[end])) ++end;
  return end;
}

std::string_view without_blanks_at_end(std::string_view line) {
  while (!line.empty() && is_blank(line.back())) line.remove_suffix(1);
  return line;
}

// Blanks between a backslash and the line end keep the line from being continued.
std::string_view without_idle_blanks(std::string_view line) {
  const std::string_view shorter = without_blanks_at_end(line);
  return shorter.ends_with('\\') ? line : shorter;
}

std::string joined(const std::vector<std::string_view>& lines) {
  std::string result(lines.front());
  for (std::size_t at = 1; at < lines.size(); ++at) result.append("\n").append(lines[at]);
  return result;
}

}  // namespace

Lexed lex(std::string_view text) { return Lexer(text).run(); }

// A second carriage return in front of the line end is a part of the line: without it a backslash may become the last.
std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    if (line.ends_with('\r') && !line.ends_with("\r\r")) line.remove_suffix(1);
    lines.push_back(line);
    at = end + 1;
  }
  return lines;
}

std::string canonical(const Token& token) {
  if (!token.is_comment() && !token.is_whole_line()) return std::string(token.text);
  std::vector<std::string_view> lines = lines_of(token.text);
  if (token.kind == Kind::directive) lines.back() = without_idle_blanks(lines.back());
  if (token.kind == Kind::line_comment) lines.back() = without_blanks_at_end(lines.back());
  if (token.kind == Kind::block_comment)
    for (std::string_view& line : lines) line = preprocess::trimmed(line);
  return joined(lines);
}

bool same_content(const std::vector<Token>& left, const std::vector<Token>& right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(), [](const Token& a, const Token& b) {
    return a.kind == b.kind && (a.text == b.text || canonical(a) == canonical(b));
  });
}

}  // namespace onc::compiler::format
