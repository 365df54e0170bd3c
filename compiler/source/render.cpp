#include "source/render.h"

#include <algorithm>
#include <array>
#include <utility>

namespace onc::compiler {
namespace {

constexpr std::size_t max_excerpt = 100;

// A line of a megabyte is shown as the part around the place.
struct Excerpt {
  std::string text;
  std::size_t caret = 0;  // column in `text`, from 0
};

char printable(char c) {
  const bool control = static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
  return c == '\t' || !control ? c : '?';
}

Excerpt excerpt_of(const Place& place) {
  const std::size_t column = std::min<std::size_t>(place.column - 1, place.line_text.size());
  const std::size_t from = column > max_excerpt * 3 / 4 ? column - max_excerpt / 2 : 0;
  std::string text(place.line_text.substr(from, max_excerpt));
  std::transform(text.begin(), text.end(), text.begin(), printable);
  const std::string_view before = from != 0 ? "..." : "";
  const std::string_view after = from + max_excerpt < place.line_text.size() ? "..." : "";
  return {fmt::format("{}{}{}", before, text, after), column - from + before.size()};
}

// Tabs stay tabs, so that the caret stands under its character whatever the terminal's tab width is.
std::string caret_line(const Excerpt& excerpt, std::size_t length) {
  std::string line;
  for (std::size_t at = 0; at < excerpt.caret && at < excerpt.text.size(); ++at)
    line += excerpt.text[at] == '\t' ? '\t' : ' ';
  const std::size_t room = excerpt.text.size() > excerpt.caret ? excerpt.text.size() - excerpt.caret : 1;
  line += '^';
  line.append(std::min(std::max<std::size_t>(length, 1), room) - 1, '~');
  return line;
}

void append_message(std::string& out, SourceRange range, std::string_view kind, std::string_view text,
                    const SourceManager& sources) {
  range = sources.origin(range);
  const Place place = sources.place(range.begin);
  if (place.line == 0) {
    out += fmt::format("idlc: {}: {}\n", kind, text);
    return;
  }
  const Excerpt excerpt = excerpt_of(place);
  out += fmt::format("{}:{}:{}: {}: {}\n", place.file, place.line, place.column, kind, text);
  out += fmt::format("{:>5} | {}\n", place.line, excerpt.text);
  out += fmt::format("      | {}\n", caret_line(excerpt, range.end - range.begin));
}

// The files around an included one, from the inside out.
void append_includes(std::string& out, SourceRange range, const SourceManager& sources) {
  for (SourceRange at = sources.included_at(range); at.begin != 0; at = sources.included_at(at))
    append_message(out, at, "note", "included from here", sources);
}

}  // namespace

std::string render(const Diagnostic& finding, const SourceManager& sources) {
  std::string out;
  const bool is_error = finding.severity == Severity::error;
  const std::string flag = finding.name.empty() ? "" : fmt::format(" [-W{}{}]", is_error ? "error=" : "", finding.name);
  append_message(out, finding.range, is_error ? "error" : "warning", finding.text + flag, sources);
  if (!finding.hint.empty()) out += fmt::format("      | hint: {}\n", finding.hint);
  for (const Note& note : finding.notes) append_message(out, note.range, "note", note.text, sources);
  append_includes(out, finding.range, sources);
  return out;
}

std::string coloured(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 3> severities{
      {{": error: ", "1;31"}, {": warning: ", "1;35"}, {": note: ", "1;36"}}};
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    std::string line(text.substr(0, end));
    text.remove_prefix(end);
    for (const auto& [severity, colour] : severities) {
      const std::size_t at = line.starts_with("  ") ? std::string::npos : line.find(severity);
      if (at == std::string::npos) continue;
      line.insert(at + severity.size() - 1, "\x1b[0m");
      line.insert(at + 2, fmt::format("\x1b[{}m", colour));
      break;
    }
    out += line;
  }
  return out;
}

std::string render(const Diagnostics& found, const SourceManager& sources) {
  std::string out;
  for (const Diagnostic& finding : found.sorted()) out += render(finding, sources);
  if (found.full()) out += fmt::format("idlc: error: too many errors, stopped after {}\n", found.error_count());
  return out;
}

}  // namespace onc::compiler
