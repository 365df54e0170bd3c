#include "syntax/comment_text.h"

#include <algorithm>
#include <utility>

#include "source/utf8.h"

namespace onc::compiler::syntax {
namespace {

constexpr std::string_view blanks = " \t\r\f\v";
constexpr std::size_t max_width = 100;

std::string_view without_front(std::string_view text, std::string_view letters) {
  text.remove_prefix(std::min(text.find_first_not_of(letters), text.size()));
  return text;
}

std::string_view without_back(std::string_view text, std::string_view letters) {
  return text.substr(0, text.find_last_not_of(letters) + 1);
}

// The comment without what begins and ends it, also if that is written `/**`, `///`, `//!<` or `**/`.
std::string_view inside(std::string_view comment) {
  if (comment.starts_with("//")) return without_front(without_front(comment, "/"), "!<");
  comment = comment.substr(2, comment.size() - 4);
  comment = without_front(without_front(comment, "*"), "!<");
  const std::string_view text = without_back(comment, blanks);
  return text.ends_with('*') ? without_back(text, "*") : comment;
}

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> lines;
  for (;;) {
    const std::size_t end = text.find('\n');
    lines.push_back(without_back(text.substr(0, end), blanks));
    if (end == std::string_view::npos) return lines;
    text.remove_prefix(end + 1);
  }
}

// Control characters become blanks; letters that turn the direction of text are left out, as compilers warn of them.
std::string cleaned(std::string_view line) {
  std::string text = to_utf8(line);
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = std::max<std::size_t>(utf8_length(std::string_view(text).substr(at)), 1);
    const std::string_view character = std::string_view(text).substr(at, length);
    if (!turns_direction(character)) result += character;
    at += length;
  }
  return result;
}

// A line that ends so would continue the comment of C++ on the next line.
std::string_view without_continuation(std::string_view line) {
  for (;;) {
    const std::size_t before = line.size();
    line = without_back(line, " \\");
    if (line.ends_with("?\?/")) line.remove_suffix(3);
    if (line.size() == before) return line;
  }
}

void append_broken(std::vector<std::string>& lines, std::string_view line) {
  while (line.size() > max_width) {
    std::size_t at = line.rfind(' ', max_width);
    if (at == std::string_view::npos || without_back(line.substr(0, at), " ").empty()) at = line.find(' ', max_width);
    if (at == std::string_view::npos) break;
    lines.emplace_back(without_continuation(line.substr(0, at)));
    line = without_front(line.substr(at), " ");
  }
  lines.emplace_back(without_continuation(line));
}

// Lines that begin with a star in every row of a block, as most do.
bool is_starred(const std::vector<std::string_view>& lines) {
  const auto starred = [](std::string_view line) {
    line = without_front(line, blanks);
    return line.empty() || line.front() == '*';
  };
  return lines.size() > 1 && std::all_of(lines.begin() + 1, lines.end(), starred);
}

std::size_t common_indent(const std::vector<std::string_view>& lines) {
  std::size_t least = std::string_view::npos;
  for (std::size_t at = 1; at < lines.size(); ++at)
    if (!lines[at].empty()) least = std::min(least, lines[at].find_first_not_of(blanks));
  return least;
}

// Takes off what the lines of a block begin with: stars, or the indentation that they share.
void unindent(std::vector<std::string_view>& lines) {
  const bool starred = is_starred(lines);
  const std::size_t indent = starred ? 0 : common_indent(lines);
  for (std::size_t at = 1; at < lines.size(); ++at) {
    std::string_view& line = lines[at];
    line = starred ? without_front(without_front(line, blanks), "*") : line.substr(std::min(indent, line.size()));
  }
  const bool all_spaced = std::all_of(lines.begin() + 1, lines.end(), [](std::string_view line) {
    return line.empty() || blanks.find(line.front()) != std::string_view::npos;
  });
  if (starred && all_spaced)
    for (std::size_t at = 1; at < lines.size(); ++at) lines[at].remove_prefix(lines[at].empty() ? 0 : 1);
  lines.front() = without_front(lines.front(), blanks);
  const auto ends_with_star = [](std::string_view line) { return line.empty() || line.ends_with('*'); };
  if (starred && std::all_of(lines.begin(), lines.end(), ends_with_star))
    for (std::string_view& line : lines) line = without_back(without_back(line, "*"), blanks);
}

}  // namespace

std::vector<std::string> comment_lines(std::string_view comment) {
  std::vector<std::string_view> lines = split(inside(comment));
  unindent(lines);
  std::vector<std::string> result;
  for (const std::string_view line : lines) append_broken(result, without_back(cleaned(line), blanks));
  const auto is_filled = [](const std::string& line) { return !line.empty(); };
  result.erase(result.begin(), std::find_if(result.begin(), result.end(), is_filled));
  result.erase(std::find_if(result.rbegin(), result.rend(), is_filled).base(), result.end());
  return result;
}

}  // namespace onc::compiler::syntax
