#include <algorithm>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "source/render.h"
#include "source/utf8.h"

namespace onc::compiler {
namespace {

// Always valid: bytes that are no UTF-8 are taken as Latin-1.
std::string json_string(std::string_view text) {
  std::string result = "\"";
  while (!text.empty()) {
    const auto byte = static_cast<unsigned char>(text.front());
    const std::size_t length = utf8_length(text);
    if (length == 0 || byte < 0x20 || byte == 0x7f)
      result += fmt::format("\\u{:04x}", byte);
    else if (byte == '"' || byte == '\\')
      result += fmt::format("\\{}", text.front());
    else
      result += text.substr(0, length);
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return result + "\"";
}

std::string place_of(SourceRange range, const SourceManager& sources) {
  const SourceRange origin = sources.origin(range);
  const Place begin = sources.place(origin.begin), end = sources.place(origin.end);
  if (begin.line == 0) return "";
  return fmt::format("\"file\": {}, \"line\": {}, \"column\": {}, \"end_line\": {}, \"end_column\": {}, ",
                     json_string(begin.file), begin.line, begin.column, end.line, end.column);
}

std::string finding_json(const Diagnostic& finding, const SourceManager& sources) {
  std::string out = fmt::format("{{{}\"severity\": \"{}\", \"message\": {}", place_of(finding.range, sources),
                                finding.severity == Severity::error ? "error" : "warning", json_string(finding.text));
  if (!finding.name.empty()) out += fmt::format(", \"warning\": {}", json_string(finding.name));
  if (!finding.hint.empty()) out += fmt::format(", \"hint\": {}", json_string(finding.hint));
  out += ", \"notes\": [";
  for (const Note& note : finding.notes)
    out += fmt::format("{}{{{}\"message\": {}}}", &note == finding.notes.data() ? "" : ", ",
                       place_of(note.range, sources), json_string(note.text));
  return out + "]}";
}

}  // namespace

std::string render_json(const Diagnostics& found, const SourceManager& sources) {
  std::string out = "[";
  for (const Diagnostic& finding : found.sorted())
    out += (out.size() > 1 ? ",\n " : "") + finding_json(finding, sources);
  return out + "]\n";
}

}  // namespace onc::compiler
