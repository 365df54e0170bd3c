#include "format/lines.h"

#include <algorithm>
#include <utility>

#include "format/tokens.h"
#include "preprocess/text.h"

namespace onc::compiler::format {
namespace {

std::size_t after_tab(std::size_t column) { return column / 8 * 8 + 8; }

std::string moved_line(std::string_view line, std::size_t from, std::size_t to) {
  const std::string_view content = preprocess::trimmed(line);
  if (content.empty()) return {};
  const auto blanks = static_cast<std::size_t>(content.data() - line.data());
  const std::size_t column = advanced(0, line.substr(0, blanks)) + to;
  return std::string(column > from ? column - from : 0, ' ').append(content);
}

}  // namespace

std::size_t advanced(std::size_t column, std::string_view text) {
  for (const char c : text) column = c == '\n' ? 0 : c == '\t' ? after_tab(column) : column + 1;
  return column;
}

std::string moved_comment(std::string_view comment, std::size_t from, std::size_t to) {
  const std::vector<std::string_view> lines = lines_of(comment);
  std::string result(preprocess::trimmed(lines.front()));
  for (std::size_t at = 1; at < lines.size(); ++at) result += "\n" + moved_line(lines[at], from, to);
  return result;
}

void Lines::start(std::size_t indent, bool after_blank) {
  end();
  entries_.push_back({std::string(indent, ' '), after_blank});
  length_ += indent + 2;
  is_open_ = is_fresh_ = true;
  column_ = indent;
}

void Lines::append(std::string_view text, bool space) {
  const std::string_view gap = space && !is_fresh_ ? " " : "";
  entries_.back().text.append(gap).append(text);
  length_ += gap.size() + text.size();
  column_ = advanced(column_ + gap.size(), text);
  is_fresh_ = false;
  if (text.find('\n') != std::string_view::npos) break_at_ = 0;  // its lines are where they belong
}

void Lines::may_break(std::size_t indent) {
  break_at_ = entries_.back().text.size();
  break_indent_ = indent;
}

void Lines::make_room(std::size_t width) {
  if (break_at_ == 0 || column_ + width <= max_width) return;
  std::string& line = entries_.back().text;
  const std::string rest(preprocess::trimmed(std::string_view(line).substr(break_at_)));
  line.resize(break_at_);
  start(break_indent_, false);
  if (!rest.empty()) append(rest, false);
}

void Lines::end() {
  is_open_ = is_fresh_ = false;
  break_at_ = 0;
}

void Lines::whole(std::string text, bool after_blank, Boundary boundary) {
  end();
  length_ += text.size() + 2;
  entries_.push_back({std::move(text), after_blank, boundary});
}

// Behind an #endif that is between the two; nowhere if they are in different branches.
void Lines::separate(std::size_t last, std::size_t first) {
  if (first <= last) return;
  std::size_t place = first;
  for (; place > last + 1 && entries_[place - 1].boundary == Boundary::none; --place)
    if (entries_[place].after_blank) return;
  if (place > last + 1 && entries_[place - 1].boundary == Boundary::branch) return;
  entries_[place].after_blank = true;
}

std::string Lines::text() const {
  std::string result;
  for (const Entry& entry : entries_) {
    if (entry.after_blank && !result.empty()) result += '\n';
    result += entry.text;
    result += '\n';
  }
  return result;
}

}  // namespace onc::compiler::format
