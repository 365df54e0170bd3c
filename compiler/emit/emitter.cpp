#include "emit/emitter.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include <fmt/format.h>

namespace onc::compiler::emit {
namespace {

[[noreturn]] void abort_for(std::string_view mistake, std::string_view text) {
  fmt::print(stderr, "idlc: internal error: {} in an emitter's text: {}\n", mistake, text);
  std::abort();
}

const Emitter::Variable& find(Emitter::Variables variables, std::string_view name, std::string_view line) {
  const auto at = std::find_if(variables.begin(), variables.end(), [&](const auto& one) { return one.first == name; });
  if (at == variables.end()) abort_for("unknown variable", line);
  return at->second;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::size_t indent_of(std::string_view line) { return std::min(line.find_first_not_of(' '), line.size()); }

bool is_blank(std::string_view line) { return indent_of(line) == line.size(); }

// The name in a line that is nothing but one variable.
std::string_view lone_variable(std::string_view line) {
  line.remove_prefix(indent_of(line));
  const bool lone = line.size() > 2 && line.front() == '$' && line.find('$', 1) == line.size() - 1;
  return lone ? line.substr(1, line.size() - 2) : std::string_view();
}

// Finds where to break a line that is too long: at a blank after a comma or before an operator, outside of literals, in
// as few brackets as possible, and then as late as possible.
class BreakFinder {
 public:
  std::size_t find(std::string_view line, std::size_t width) {
    for (std::size_t at = indent_of(line); at < line.size() && (at < width || best_ == 0); ++at) {
      if (in_literal_ && line[at] == '\\')
        ++at;
      else if (line[at] == '"')
        in_literal_ = !in_literal_;
      else if (!in_literal_)
        look_at(line, at);
    }
    return best_;
  }

 private:
  void look_at(std::string_view line, std::size_t at) {
    constexpr std::string_view opening = "([{", closing = ")]}";
    if (opening.find(line[at]) != std::string_view::npos) ++depth_;
    if (closing.find(line[at]) != std::string_view::npos) --depth_;
    const std::string_view rest = line.substr(at);
    const bool before_operator = rest.starts_with(" && ") || rest.starts_with(" + ");
    const bool breakable = before_operator || (rest.front() == ' ' && line[at - 1] == ',');
    if (!breakable || (best_ != 0 && depth_ > best_depth_)) return;
    best_ = at;
    best_depth_ = depth_;
  }

  std::size_t best_ = 0;
  int best_depth_ = 0;
  int depth_ = 0;
  bool in_literal_ = false;
};

// Linear however often a line is broken.
void append_broken(std::string& out, std::string_view line) {
  const std::size_t indent = indent_of(line);
  const bool comment = line.substr(indent).starts_with("//");
  std::size_t lead = indent;
  for (line.remove_prefix(indent); lead + line.size() > Emitter::max_width && !comment;) {
    const std::size_t at = BreakFinder().find(line, Emitter::max_width - lead);
    if (lead + at <= indent + 4) break;
    out.append(lead, ' ').append(line.substr(0, at)) += '\n';
    line.remove_prefix(at + 1);
    lead = indent + 4;
  }
  out.append(lead, ' ').append(line) += '\n';
}

}  // namespace

void Emitter::emit(Variables variables, std::string_view text) {
  std::vector<std::string_view> lines = lines_of(text);
  if (!lines.empty() && is_blank(lines.front())) lines.erase(lines.begin());
  if (!lines.empty() && is_blank(lines.back())) lines.pop_back();
  std::size_t common = std::string_view::npos;
  for (const std::string_view line : lines)
    if (!is_blank(line)) common = std::min(common, indent_of(line));
  for (const std::string_view line : lines) emit_line(variables, line.substr(std::min(common, line.size())));
}

void Emitter::emit_line(Variables variables, std::string_view line) {
  const std::string_view lone = lone_variable(line);
  if (!lone.empty()) {
    if (const auto* block = std::get_if<std::function<void()>>(&find(variables, lone, line))) {
      const std::size_t indent = indent_of(line);
      indent_ += indent;
      (*block)();
      indent_ -= indent;
      return;
    }
  }
  this->line(substitute(variables, line));
}

std::string Emitter::substitute(Variables variables, std::string_view line) const {
  std::string result;
  for (std::size_t at = line.find('$'); at != std::string_view::npos; at = line.find('$')) {
    const std::size_t end = line.find('$', at + 1);
    if (end == std::string_view::npos) abort_for("lone '$'", line);
    const Variable& value = find(variables, line.substr(at + 1, end - at - 1), line);
    if (!std::holds_alternative<std::string>(value)) abort_for("block inside a line", line);
    result += line.substr(0, at);
    result += std::get<std::string>(value);
    line.remove_prefix(end + 1);
  }
  return result += line;
}

void Emitter::line(std::string_view text) {
  if (!text.empty() && indent_ + text.size() > max_width)
    return append_broken(text_, std::string(indent_, ' ').append(text));
  text_.append(text.empty() ? 0 : indent_, ' ').append(text) += '\n';
}

void Emitter::comment(std::string_view mark, const std::vector<std::string>& lines) {
  for (const std::string& text : lines) line(text.empty() ? std::string(mark) : fmt::format("{} {}", mark, text));
}

void Emitter::documented(const syntax::Documentation& documentation, std::string_view code) {
  constexpr std::string_view mark = "  ///< ";
  const auto fits = [&] {
    return indent_ + code.size() + mark.size() + documentation.lines.front().size() <= max_width;
  };
  if (documentation.trailing && fits()) return line(fmt::format("{}{}{}", code, mark, documentation.lines.front()));
  comment("///", documentation.lines);
  line(code);
}

void Emitter::gap() {
  if (!text_.empty() && !text_.ends_with("\n\n") && !text_.ends_with("{\n")) text_ += "\n";
}

void Emitter::verbatim(std::string_view text) {
  text_ += text;
  text_ += "\n";
}

}  // namespace onc::compiler::emit
