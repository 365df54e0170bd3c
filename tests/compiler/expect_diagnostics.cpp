#include "expect_diagnostics.h"

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "compiled.h"

namespace onc::compiler::test {
namespace {

using Lines = std::vector<std::string>;  // "3: error: text", sorted

bool is_annotation(std::string_view comment) {
  return comment.starts_with("error: ") || comment.starts_with("warning: ") || comment.starts_with("note: ");
}

void add_annotations(Lines& lines, std::size_t number, std::string_view line) {
  constexpr std::string_view mark = "// ";
  std::size_t at = line.find(mark);
  while (at != std::string_view::npos) {
    const std::size_t next = line.find(mark, at + mark.size());
    std::string_view comment = line.substr(at + mark.size(), next - at - mark.size());
    comment = comment.substr(0, comment.find_last_not_of(' ') + 1);
    if (is_annotation(comment)) lines.push_back(fmt::format("{}: {}", number, comment));
    at = next;
  }
}

bool is_annotation_alone(std::string_view line) {
  line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  return line.starts_with("// ") && is_annotation(line.substr(3));
}

Lines expected(std::string_view text) {
  Lines lines;
  std::vector<std::string_view> above;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    above.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (is_annotation_alone(above.back())) continue;
    for (const std::string_view line : above) add_annotations(lines, number, line);
    above.clear();
  }
  EXPECT_TRUE(above.empty()) << "nothing stands below an annotation";
  std::sort(lines.begin(), lines.end());
  return lines;
}

Lines found(const Compiled& compiled) {
  Lines lines;
  const auto add = [&](SourceRange range, std::string_view kind, const std::string& text) {
    lines.push_back(fmt::format("{}: {}: {}", compiled.sources.place(range.begin).line, kind, text));
  };
  for (const Diagnostic& one : compiled.diagnostics.sorted()) {
    add(one.range, one.severity == Severity::error ? "error" : "warning", one.text);
    for (const Note& note : one.notes) add(note.range, "note", note.text);
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

}  // namespace

void expect_diagnostics(std::string_view text, const CompileOptions& options, const Files& others,
                        WarningOptions warnings) {
  const Compiled compiled(text, options, others, warnings);
  EXPECT_EQ(expected(text), found(compiled)) << text;
  EXPECT_EQ(compiled.diagnostics.has_errors(), compiled.files.empty()) << text;
}

}  // namespace onc::compiler::test
