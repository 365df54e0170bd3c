#include "preprocess/macros.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "preprocess/text.h"

namespace onc::compiler::preprocess {

void Macros::undefine(std::string_view name) {
  const auto at = known_.find(name);
  if (at != known_.end()) known_.erase(at);
}

const Macro* Macros::find(std::string_view name) const {
  static const Macro one{.body = "1"};
  const auto at = known_.find(name);
  if (at != known_.end()) return &at->second;
  const auto mode = std::find(mode_macros.begin(), mode_macros.end(), name);
  return mode != mode_macros.end() && (modes_ >> (mode - mode_macros.begin()) & 1) != 0 ? &one : nullptr;
}

Macros::Use Macros::use(std::string_view line) {
  error_.clear();
  Use result;
  result.length = replace_name(line, result.text);
  if (result.length == end_of_word(line, 0) && result.text == line.substr(0, result.length)) result.length = 0;
  result.error = std::move(error_);
  return result;
}

Macros::Use Macros::expand(std::string_view text) {
  error_.clear();
  Use result{.length = text.size(), .text = replaced(text)};
  result.error = std::move(error_);
  return result;
}

bool Macros::is_active(std::string_view name) const {
  return std::find(active_.begin(), active_.end(), name) != active_.end();
}

void Macros::fail(std::string reason) {
  if (error_.empty()) error_ = std::move(reason);
}

std::string Macros::replaced(std::string_view text) {
  std::string out;
  if (nesting_ >= max_nesting) fail(fmt::format("macros are nested more than {} deep", max_nesting));
  ++nesting_;
  bool is_operand = false;  // of `defined`
  for (std::size_t at = 0; at < text.size() && error_.empty();) {
    std::size_t end = at + 1;
    if (text[at] == '"' || text[at] == '\'') end = end_of_literal(text, at);
    if (continues_name(text[at])) end = end_of_word(text, at);
    const std::string_view word = text.substr(at, end - at);
    if (starts_name(text[at]) && !is_operand)
      end = at + replace_name(text.substr(at), out);
    else
      out += word;
    is_operand = word == "defined" || (is_operand && (is_blank(word.front()) || word == "("));
    at = end;
    if (out.size() > max_length) fail(fmt::format("a macro expands to more than {} characters", max_length));
  }
  --nesting_;
  return out;
}

// Appends what stands for the name at the start of `text`, and returns how much of `text` that takes.
std::size_t Macros::replace_name(std::string_view text, std::string& out) {
  const std::size_t length = end_of_word(text, 0);
  const std::string_view name = text.substr(0, length);
  const Macro* macro = is_active(name) ? nullptr : find(name);
  const Arguments given = macro != nullptr && macro->takes_arguments ? arguments_of(text.substr(length)) : Arguments{};
  if (given.unfinished) fail(fmt::format("the arguments of macro '{}' do not end", name));
  if (macro == nullptr || (macro->takes_arguments && given.length == 0)) {
    out += name;
    return length;
  }
  if (++uses_ > max_uses) fail("macros are used too often");
  const bool none = macro->parameters.empty() && given.texts.size() == 1 && trimmed(given.texts.front()).empty();
  if (macro->takes_arguments && !none && given.texts.size() != macro->parameters.size())
    fail(fmt::format("macro '{}' takes {} argument{}, not {}", name, macro->parameters.size(),
                     macro->parameters.size() == 1 ? "" : "s", given.texts.size()));
  if (!error_.empty()) return length + given.length;
  const std::string body = substituted(*macro, given.texts);
  active_.push_back(name);
  out += replaced(body);
  active_.pop_back();
  return length + given.length;
}

// Puts arguments into one use of a macro's body. Beside '##' and behind '#' they stay as they were written.
class Macros::Substitution {
 public:
  Substitution(Macros& macros, const Macro& macro, const std::vector<std::string_view>& arguments)
      : macros_(macros), macro_(macro), body_(macro.body), arguments_(arguments) {}

  std::string result() {
    if (body_.find('#') == std::string_view::npos && arguments_.empty()) return macro_.body;
    for (const std::string_view argument : arguments_) expanded_.push_back(macros_.replaced(trimmed(argument)));
    while (at_ < body_.size() && out_.size() <= max_length) part();
    if (out_.size() > max_length) macros_.fail(fmt::format("a macro expands to more than {} characters", max_length));
    return std::move(out_);
  }

 private:
  void part() {
    if (body_.substr(at_).starts_with("##")) return paste();
    if (body_[at_] == '#' && macro_.takes_arguments) return quote();
    const std::size_t begin = at_;
    at_ = continues_name(body_[at_]) ? end_of_word(body_, at_) : end_of_part(body_, at_);
    const std::string_view part = body_.substr(begin, at_ - begin);
    const std::size_t parameter = parameter_of(part);
    const bool behind_paste = std::exchange(pasting_, false);
    const bool joined = behind_paste || trimmed(body_.substr(at_)).starts_with("##");
    const std::size_t length = out_.size();
    if (parameter == none)
      out_ += part;
    else
      out_ += joined ? trimmed(arguments_[parameter]) : expanded_[parameter];
    if (!is_blank(part.front())) nothing_to_join_ = out_.size() == length && (!behind_paste || nothing_to_join_);
  }
  // An empty operand is none: what stands before it is another token.
  void paste() {
    if (nothing_to_join_)
      out_ += ' ';
    else
      out_.erase(out_.find_last_not_of(" \t") + 1);
    at_ = std::min(body_.find_first_not_of(" \t", at_ + 2), body_.size());
    pasting_ = true;
  }
  void quote() {
    std::string_view rest = body_.substr(at_ + 1);
    const std::string_view name = take_name(rest);
    const std::size_t parameter = parameter_of(name);
    if (parameter == none) return give_up();
    out_ += quoted(trimmed(arguments_[parameter]));
    at_ = static_cast<std::size_t>(name.data() - body_.data()) + name.size();
    pasting_ = nothing_to_join_ = false;
  }
  void give_up() {
    macros_.fail("'#' needs a parameter of the macro behind it");
    at_ = body_.size();
  }
  static std::string quoted(std::string_view argument) {
    std::string text = "\"";
    for (std::size_t at = 0, end = 0; at < argument.size(); at = end) {
      end = end_of_part(argument, at);
      const std::string_view part = argument.substr(at, end - at);
      for (const char c : part) {
        if (part.size() > 1 && (c == '"' || c == '\\')) text += '\\';
        if (!is_blank(c) || part.size() > 1 || text.back() != ' ') text += c;
      }
    }
    return text + '"';
  }
  std::size_t parameter_of(std::string_view word) const {
    const auto found = std::find(macro_.parameters.begin(), macro_.parameters.end(), word);
    return found == macro_.parameters.end() ? none : static_cast<std::size_t>(found - macro_.parameters.begin());
  }

  static constexpr std::size_t none = std::string_view::npos;
  Macros& macros_;
  const Macro& macro_;
  std::string_view body_;
  const std::vector<std::string_view>& arguments_;
  std::vector<std::string> expanded_;
  std::string out_;
  std::size_t at_ = 0;
  bool pasting_ = false;
  bool nothing_to_join_ = false;  // what stands before a '##' is empty
};

std::string Macros::substituted(const Macro& macro, const std::vector<std::string_view>& arguments) {
  return Substitution(*this, macro, arguments).result();
}

Macros::Arguments Macros::arguments_of(std::string_view text) {
  Arguments result;
  std::size_t at = 0;
  while (at < text.size() && is_blank(text[at])) ++at;
  if (at == text.size() || text[at] != '(') return result;
  std::size_t start = at + 1;
  std::size_t depth = 0;
  for (; at < text.size(); ++at) {
    if (text[at] == '"' || text[at] == '\'') at = end_of_literal(text, at) - 1;
    if (text[at] == '(') ++depth;
    const bool ends = text[at] == ')' && --depth == 0;
    if (!ends && !(text[at] == ',' && depth == 1)) continue;
    result.texts.push_back(text.substr(start, at - start));
    start = at + 1;
    if (!ends) continue;
    result.length = at + 1;
    return result;
  }
  result.unfinished = true;
  return result;
}

}  // namespace onc::compiler::preprocess
