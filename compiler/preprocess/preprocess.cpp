#include "preprocess/preprocess.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <utility>

#include "preprocess/bodies.h"
#include "preprocess/condition.h"
#include "preprocess/conditions.h"
#include "preprocess/macros.h"
#include "preprocess/output.h"
#include "preprocess/text.h"
#include "source/spelling.h"

namespace onc::compiler::preprocess {
namespace {

constexpr std::size_t max_nested_files = 64;
constexpr std::size_t max_files = 1000;

// What all files of one run share.
struct Run {
  const Options& options;
  SourceManager& sources;
  Diagnostics& diagnostics;
  Macros macros{};
  Output out{};
  Bodies bodies{};
  std::vector<std::string> open_files{};  // that include one another
  std::size_t files = 0;
  bool changed = false;  // the output is not the input
  bool incomplete = false;
  bool failed = false;

  bool stopped() const { return failed || diagnostics.full(); }
  // What follows may be judged nevertheless, but for names that nobody declares now.
  template <class... Args>
  void report(SourceRange at, fmt::format_string<Args...> format, Args&&... args) {
    diagnostics.error(at, format, std::forward<Args>(args)...);
    incomplete = true;
  }
  // Where going on would help nobody.
  template <class... Args>
  void fail(SourceRange at, fmt::format_string<Args...> format, Args&&... args) {
    if (!failed) diagnostics.error(at, format, std::forward<Args>(args)...);
    failed = true;
  }
};

// A directive or a '%' line.
bool begins_special_line(std::string_view text) {
  const std::size_t at = text.find_first_not_of(" \t\r\f\v");
  return at != std::string_view::npos && (text[at] == '#' || text[at] == '%');
}

class File {
 public:
  File(Run& run, SourceRange range, Modes modes)
      : run_(run), text_(run.sources.text(range)), base_(range.begin), conditions_(modes) {}

  void process();

 private:
  SourceRange range(std::size_t begin, std::size_t end) const {
    return {base_ + static_cast<std::uint32_t>(begin), base_ + static_cast<std::uint32_t>(end)};
  }
  std::string_view slice(std::size_t begin, std::size_t end) const { return text_.substr(begin, end - begin); }
  void copy(std::size_t begin, std::size_t end);
  void end_line();

  void line();
  std::size_t text_line(std::size_t end);
  bool takes_text() const;
  bool on_wire() const { return (conditions_.modes() & mode_xdr) != 0; }
  std::size_t taken_token(std::size_t at, std::size_t end);
  void warn_of_loss(std::size_t at, std::size_t end);
  void follow_bodies(std::string_view text);
  std::size_t comment_or_literal(std::size_t at, std::size_t end);
  static constexpr std::size_t unfinished_arguments = std::string_view::npos;
  std::size_t arguments_end(std::size_t at) const;
  std::size_t macro_use(std::size_t at, std::size_t end);
  void wrong_macro_use(SourceRange name, Macros::Use& use);
  void close_comment();
  void finish();

  void directive(std::size_t begin, std::size_t end);
  void conditional(std::string_view name, std::string_view rest, SourceRange at);
  void alternative(std::string_view name, std::string_view rest, SourceRange at);
  void other_directive(std::string_view name, std::string_view rest, SourceRange at);
  void define(std::string_view rest, SourceRange at);
  void include(std::string_view rest, SourceRange at);
  bool is_made_of_interface(const std::vector<std::string>& headers) const;
  void pass_to_header(const std::string& name, SourceRange at);
  void include_file(const std::string& path, SourceRange at);
  Modes holds(std::string_view name, std::string_view rest, SourceRange at, Modes wanted);

  Run& run_;
  std::string_view text_;
  std::uint32_t base_;
  Conditions conditions_;
  std::size_t at_ = 0;
  std::size_t comment_start_ = 0;
  bool in_comment_ = false;
  bool told_of_loss_ = false;
};

void File::copy(std::size_t begin, std::size_t end) {
  if (begin == end) return;
  run_.out.copy(slice(begin, end), range(begin, end));
  if (run_.out.too_long())
    run_.fail(range(begin, end), "the file becomes longer than {} MiB", Output::max_length >> 20);
}

void File::end_line() {
  if (!run_.out.text().empty() && !run_.out.text().ends_with('\n'))
    run_.out.replace("\n", range(text_.size(), text_.size()));
}

void File::process() {
  while (at_ < text_.size() && !run_.stopped()) line();
  finish();
}

void File::line() {
  std::size_t first = at_;
  while (first < text_.size() && is_blank(text_[first]) && text_[first] != '\n') ++first;
  const char begin = first < text_.size() && !in_comment_ ? text_[first] : '\n';
  std::size_t end = line_end(text_, at_);
  if (begin == '%') {
    end = continued_end(text_, at_);
    run_.out.set_modes(conditions_.modes());
    if (conditions_.active()) copy(at_, end);
  } else if (begin == '#') {
    end = directive_end(text_, first);
    run_.changed = true;
    directive(first, end);
  } else {
    end = text_line(end);
  }
  at_ = end;
}

// Returns the end of the line, which moves if a macro's arguments end on a later one.
std::size_t File::text_line(std::size_t end) {
  const bool takes = takes_text();
  for (std::size_t at = at_; at < end && !run_.stopped();) {
    std::size_t next = comment_or_literal(at, end);
    if (next == at) next = takes ? taken_token(at, end) : at + 1;
    if (next == at + 1 && !takes && !is_blank(text_[at])) warn_of_loss(at, end);
    at = next;
    if (at > end) end = line_end(text_, at - 1);
  }
  if (takes) copy(at_, end);
  return end;
}

// The members of a body that is on the wire are those that RPC_XDR sees.
bool File::takes_text() const { return run_.bodies.in_members() ? on_wire() : conditions_.takes_text(); }

std::size_t File::taken_token(std::size_t at, std::size_t end) {
  const std::size_t next = continues_name(text_[at]) ? std::min(end_of_word(text_, at), end) : at + 1;
  if (is_blank(text_[at])) return next;
  conditions_.saw_text();
  const std::size_t used = starts_name(text_[at]) && !run_.macros.empty() ? macro_use(at, end) : 0;
  if (used != 0) return used;
  run_.bodies.token(slice(at, next), on_wire());
  return next;
}

void File::follow_bodies(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = continues_name(text[at]) ? end_of_word(text, at) : at + 1;
    if (text[at] == '"' || text[at] == '\'') end = end_of_literal(text, at);
    if (!is_blank(text[at])) run_.bodies.token(text.substr(at, end - at), on_wire());
    at = end;
  }
}

// Once for each branch, if the wire does not agree with all that the file says.
void File::warn_of_loss(std::size_t at, std::size_t end) {
  const bool member = run_.bodies.in_members();
  if (!conditions_.active() || (!member && !on_wire()) || std::exchange(told_of_loss_, true)) return;
  const std::string_view lost = trimmed(slice(at, end));
  const SourceRange place = range(at, at + lost.size());
  constexpr std::string_view header_only = "RPC_XDR does not see it: it is not on the wire";
  constexpr std::string_view second_branch = "an earlier branch has definitions, but RPC_XDR sees it";
  run_.diagnostics
      .warning(Warning::header_only, place, "this is left out, since {}", member ? header_only : second_branch)
      .suggest("what is on the wire may not depend on RPC_HDR");
}

// The end of what macros leave alone, or `at`.
std::size_t File::comment_or_literal(std::size_t at, std::size_t end) {
  if (in_comment_) {
    const std::size_t close = text_.substr(0, end).find("*/", at);
    in_comment_ = close == std::string_view::npos;
    return in_comment_ ? end : close + 2;
  }
  if (text_[at] == '"') return end_of_literal(text_, at);
  if (text_[at] == '\'' && at + 2 < end && text_[at + 2] == '\'') return at + 3;
  if (text_[at] != '/' || at + 1 == end) return at;
  if (text_[at + 1] == '/') return end;
  if (text_[at + 1] != '*') return at;
  in_comment_ = true;
  comment_start_ = at;
  return at + 2;
}

// The end of the parentheses that follow, on this line or others; `at` if none do.
std::size_t File::arguments_end(std::size_t at) const {
  const std::size_t open = std::min(text_.find_first_not_of(" \t\r\f\v\n", at), text_.size());
  if (open == text_.size() || text_[open] != '(') return at;
  const std::string_view text = text_.substr(0, std::min(open + Macros::max_length, text_.size()));
  std::size_t depth = 0;
  for (std::size_t next = open; next < text.size(); next = end_of_part(text, next)) {
    if (text[next] == '(') ++depth;
    if (text[next] == ')' && --depth == 0) return next + 1;
    if (text[next] == '\n' && begins_special_line(text.substr(next + 1))) break;
  }
  return unfinished_arguments;
}

// The end of the macro's use at `at`, or 0.
std::size_t File::macro_use(std::size_t at, std::size_t end) {
  const std::size_t word_end = end_of_word(text_, at);
  const std::string_view name = slice(at, word_end);
  const Macro* macro = run_.macros.find(name);
  if (macro == nullptr) return 0;
  std::size_t use_end = macro->takes_arguments ? arguments_end(word_end) : word_end;
  const bool unfinished = use_end == unfinished_arguments;
  if (unfinished) use_end = std::min(text_.find_first_of(";\n", word_end), end);
  const std::string arguments = blanked(slice(word_end, use_end));
  Macros::Use use = run_.macros.use(std::string(name) + arguments);
  if (unfinished)
    use.error = fmt::format("the arguments of macro '{}' do not end within {} characters", name, Macros::max_length);
  if (!use.error.empty()) wrong_macro_use(range(at, word_end), use);
  if (use.length == 0) return 0;
  copy(at_, at);
  run_.out.replace(use.text, range(at, use_end));
  follow_bodies(use.text);
  run_.changed = true;
  return at_ = use_end;
}

// The name may stand for any type or value.
void File::wrong_macro_use(SourceRange name, Macros::Use& use) {
  if (run_.macros.exhausted()) return run_.fail(name, "{}", use.error);
  run_.report(name, "{}", use.error);
  use.text = run_.sources.text(name);
  use.length = use.text.size();
}

// What includes this file is no comment.
void File::close_comment() {
  run_.report(range(comment_start_, comment_start_ + 2), "this comment has no end");
  run_.out.replace("*/", range(text_.size(), text_.size()));
}

void File::finish() {
  if (run_.stopped()) return;
  if (!conditions_.empty()) run_.report(conditions_.innermost(), "this condition has no #endif");
  if (in_comment_ && run_.open_files.size() > 1) close_comment();
}

void File::directive(std::size_t begin, std::size_t end) {
  constexpr std::array openers{"if", "ifdef", "ifndef"}, branches{"elif", "else", "endif"};
  const std::string line = cleaned(slice(begin + 1, end));
  std::string_view rest = line;
  const std::string_view name = take_name(rest);
  told_of_loss_ = false;
  std::string_view shown = slice(begin, end);
  shown = trimmed(shown.substr(0, shown.find('\n')));
  const SourceRange at = range(begin, begin + shown.size());
  if (std::find(openers.begin(), openers.end(), name) != openers.end()) return conditional(name, rest, at);
  if (std::find(branches.begin(), branches.end(), name) != branches.end()) return alternative(name, rest, at);
  if (conditions_.active()) other_directive(name, rest, at);
}

void File::conditional(std::string_view name, std::string_view rest, SourceRange at) {
  const Modes wanted = conditions_.modes();
  conditions_.open(at, wanted == 0 ? Modes{0} : holds(name, rest, at, wanted));
}

void File::alternative(std::string_view name, std::string_view rest, SourceRange at) {
  if (conditions_.empty()) return run_.report(at, "#{} without #if", name);
  if (name == "endif") return conditions_.close();
  if (conditions_.had_else()) {
    run_.report(at, "#{} after #else", name);
    return conditions_.next(0);
  }
  if (name == "else") conditions_.set_else();
  const Modes left = conditions_.left();
  conditions_.next(name == "else" ? all_modes : left == 0 ? Modes{0} : holds("if", rest, at, left));
}

// The modes that a condition holds for, of those that are wanted.
Modes File::holds(std::string_view name, std::string_view rest, SourceRange at, Modes wanted) {
  std::string expression(rest);
  if (name != "if") {
    std::string_view operand = rest;
    const std::string_view macro = take_name(operand);
    if (macro.empty()) {
      run_.report(at, "#{} needs a name", name);
      return 0;
    }
    expression = fmt::format("{}defined({})", name == "ifndef" ? "!" : "", macro);
  }
  Modes result = 0;
  for (Modes mode = 1; mode <= mode_table; mode = static_cast<Modes>(mode << 1)) {
    if ((wanted & mode) == 0) continue;
    run_.macros.set_modes(mode);
    const ConditionValue value = evaluate(expression, run_.macros);
    if (!value.error.empty()) {
      run_.report(at, "{}", value.error);
      break;
    }
    if (value.value != 0) result = static_cast<Modes>(result | mode);
  }
  run_.macros.set_modes(0);
  return result;
}

void File::other_directive(std::string_view name, std::string_view rest, SourceRange at) {
  static constexpr std::array<std::string_view, 10> known{"define", "undef", "include", "error", "pragma",
                                                          "if",     "ifdef", "ifndef",  "elif",  "endif"};
  if (name == "define") return define(rest, at);
  if (name == "include") return include(rest, at);
  if (name == "undef") return run_.macros.undefine(take_name(rest));
  if (name == "pragma" || name == "ident") {
    run_.diagnostics.warning(Warning::unknown_pragma, at, "#{} {} is ignored", name, rest.substr(0, 40))
        .suggest("a line for the generated header begins with '%'");
    return;
  }
  if (name == "error") return run_.report(at, "#error {}", rest.substr(0, 200));
  if (name == "warning") {
    run_.diagnostics.warning(Warning::user, at, "#warning {}", rest.substr(0, 200));
    return;
  }
  // Of a file that went through a preprocessor: `# 12 "mount.x"`. A lone '#' is nothing at all.
  if (name == "line" || (name.empty() && (rest.empty() || is_digit(rest.front())))) return;
  const std::string_view near = closest_spelling(name, known);
  run_.incomplete = true;
  run_.diagnostics.error(at, "unknown directive '#{}'", name)
      .suggest(near.empty() ? "a line for the generated header begins with '%'"
                            : fmt::format("did you mean '#{}'?", near));
}

void File::define(std::string_view rest, SourceRange at) {
  const std::size_t length = rest.empty() || !starts_name(rest.front()) ? 0 : end_of_word(rest, 0);
  const std::string_view name = rest.substr(0, length);
  if (name.empty() || name == "defined") return run_.report(at, "#define needs a name");
  rest.remove_prefix(length);
  Macro macro{.body = {}, .takes_arguments = rest.starts_with('(')};
  if (macro.takes_arguments) {
    rest.remove_prefix(1);
    for (std::string_view parameter = take_name(rest); !parameter.empty(); parameter = take_name(rest)) {
      macro.parameters.emplace_back(parameter);
      if (!rest.starts_with(',')) break;
      rest.remove_prefix(1);
    }
    if (!rest.starts_with(')')) return run_.report(at, "the parameters of macro '{}' are no list of names", name);
    rest.remove_prefix(1);
  }
  macro.body = trimmed(rest);
  if (macro.body.starts_with("##") || macro.body.ends_with("##"))
    return run_.report(at, "'##' joins what stands on both sides of it");
  run_.macros.define(name, std::move(macro));
}

void File::include(std::string_view rest, SourceRange at) {
  const Macros::Use expanded = run_.macros.expand(rest);
  if (!rest.starts_with('"') && !rest.starts_with('<')) rest = trimmed(expanded.text);
  const bool quoted = rest.starts_with('"');
  const std::size_t end = rest.empty() ? 0 : rest.find(quoted ? '"' : '>', 1);
  if ((!quoted && !rest.starts_with('<')) || end == std::string_view::npos)
    return run_.report(at, "#include needs \"file\" or <file>");
  const std::string name(rest.substr(1, end - 1));
  const std::string beside = std::filesystem::path(run_.open_files.back()).replace_filename(name).string();
  std::vector<std::string> candidates;
  for (const std::string& folder : run_.options.include_folders)
    candidates.push_back((std::filesystem::path(folder) / name).string());
  candidates.insert(quoted ? candidates.begin() : candidates.end(), beside);
  if (name.ends_with(".h") && is_made_of_interface(candidates)) return pass_to_header(name, at);
  for (const std::string& path : candidates)
    if (run_.sources.exists(path)) return include_file(path, at);
  run_.incomplete = true;
  run_.diagnostics.error(at, "cannot find '{}'", name.substr(0, 200))
      .suggest(name.ends_with(".x") ? "-I adds a folder to search"
                                    : "a header for the generated code is named on a line that begins with '%'");
}

// Whether there is a .x of the name, other than this file: rpcgen and idlc write the header then.
bool File::is_made_of_interface(const std::vector<std::string>& headers) const {
  const std::filesystem::path here = run_.open_files.back();
  return std::any_of(headers.begin(), headers.end(), [&](const std::string& header) {
    const auto interface = std::filesystem::path(header).replace_extension(".x");
    return interface.filename() != here.filename() && run_.sources.exists(interface.string());
  });
}

// As if a '%' stood before the directive: a header is C++, what it is made of is looked up later.
void File::pass_to_header(const std::string& name, SourceRange at) {
  run_.out.set_modes(conditions_.modes());
  run_.out.replace(fmt::format("%#include \"{}\"\n", name), at);
}

void File::include_file(const std::string& path, SourceRange at) {
  // A file that guards itself may name itself once.
  if (std::count(run_.open_files.begin(), run_.open_files.end(), path) > 1)
    return run_.fail(at, "'{}' includes itself", path);
  if (run_.open_files.size() > max_nested_files)
    return run_.fail(at, "files include one another more than {} deep", max_nested_files);
  if (++run_.files > max_files) return run_.fail(at, "more than {} files are included", max_files);
  const SourceManager::Loaded loaded = run_.sources.load(path, at);
  if (!loaded.error.empty()) return run_.report(at, "cannot read '{}': {}", path, loaded.error);
  run_.open_files.push_back(path);
  File file(run_, loaded.range, conditions_.modes());
  file.process();
  file.end_line();
  run_.open_files.pop_back();
}

void define_from_options(Run& run) {
  for (const std::string& one : run.options.macros) {
    const std::size_t equals = one.find('=');
    run.macros.define(one.substr(0, equals), {.body = equals == std::string::npos ? "1" : one.substr(equals + 1)});
  }
  for (const std::string& name : run.options.undefined) run.macros.undefine(name);
}

}  // namespace

Preprocessed preprocess(SourceRange file, const Options& options, SourceManager& sources, Diagnostics& diagnostics) {
  Run run{.options = options, .sources = sources, .diagnostics = diagnostics};
  define_from_options(run);
  run.open_files.emplace_back(sources.place(file.begin).file);
  File(run, file, all_modes).process();
  if (run.failed) return {.range = file, .failed = true};
  if (!run.changed) return {.range = file};
  Preprocessed result = run.out.finish(file, sources);
  result.incomplete = run.incomplete;
  return result;
}

}  // namespace onc::compiler::preprocess
