#include "model/verbatim.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "model/rpcgen_code.h"
#include "model/text_value.h"
#include "preprocess/text.h"

namespace onc::compiler::model {
namespace {

// A '%' line and the definition that it stands before.
struct Line {
  const syntax::Passthrough* source;
  std::size_t position;
  bool left_out = false;

  bool conditional() const { return source->modes != all_modes; }
  std::string_view directive() const { return directive_of(source->text).first; }
};

// A line inside a definition stands before it in the header, where rpcgen puts it, too.
std::vector<Line> lines_of(const syntax::Specification& tree) {
  std::vector<Line> lines;
  std::size_t position = 0;
  for (const syntax::Passthrough& line : tree.passthroughs) {
    while (position < tree.definitions.size() && tree.definitions[position].range.end <= line.range.begin) ++position;
    lines.push_back({&line, position});
  }
  return lines;
}

// Lines of code that belong together: a declaration, or comments.
struct Unit {
  std::vector<Line*> lines{};
  std::string text{};

  bool conditional() const { return lines.front()->conditional(); }
};

// Finds the ends of declarations. Directives belong to none; of the branches of an #if each starts where the first did.
class UnitFinder {
 public:
  std::vector<Unit> find(std::vector<Line>& lines) {
    for (Line& line : lines) {
      if (!in_comment_ && !line.directive().empty())
        directive(line.directive());
      else
        code(line);
    }
    end();
    return std::move(units_);
  }

 private:
  void directive(std::string_view name) {
    if (name.starts_with("if")) depths_.push_back(depth_);
    if (depths_.empty()) return;
    if (name.starts_with("el")) depth_ = depths_.back();
    if (name == "endif") depths_.pop_back();
  }
  void code(Line& line) {
    const std::string_view text = line.source->text;
    const Line* before = unit_.lines.empty() ? &line : unit_.lines.back();
    const bool blank = preprocess::trimmed(text).empty() && !in_comment_ && depth_ == 0;
    if (blank || before->position != line.position || before->source->modes != line.source->modes) end();
    unit_.lines.push_back(&line);
    unit_.text.append(text).append("\n");
    look_at(text);
    if ((!in_comment_ && depth_ == 0 && (last_ == ';' || last_ == '}' || last_ == '\0')) || is_linkage()) end();
  }
  // What stands within is looked at on its own.
  bool is_linkage() const {
    return depth_ == 1 && last_ == '{' && unit_.text.size() < 100 &&
           tokens_of(unit_.text) == Tokens{"extern", "\"C\"", "{"};
  }
  void look_at(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      const std::string_view rest = text.substr(at);
      if (in_comment_) {
        in_comment_ = rest.find("*/") == std::string_view::npos;
        at = in_comment_ ? text.size() : text.find("*/", at) + 2;
      } else if (rest.starts_with("//")) {
        return;
      } else if (rest.starts_with("/*")) {
        in_comment_ = true;
        at += 2;
      } else {
        at = look_at_token(text, at);
      }
    }
  }
  std::size_t look_at_token(std::string_view text, std::size_t at) {
    const char c = text[at];
    if (c == '{' || c == '(' || c == '[') ++depth_;
    if ((c == '}' || c == ')' || c == ']') && depth_ != 0) --depth_;
    if (!preprocess::is_blank(c)) last_ = c;
    return c == '"' || c == '\'' ? preprocess::end_of_literal(text, at) : at + 1;
  }
  void end() {
    if (!unit_.lines.empty()) units_.push_back(std::exchange(unit_, {}));
    depth_ = 0;
    last_ = '\0';
    in_comment_ = false;
  }

  std::vector<Unit> units_;
  Unit unit_;
  std::vector<std::size_t> depths_;  // where the open #ifs began
  std::size_t depth_ = 0;
  char last_ = '\0';  // of the unit's characters, without blanks and comments
  bool in_comment_ = false;
};

// Directives that would damage our output: headers of C's RPC library, macros named like words of XDR, version stamps.
bool damages(std::string_view line) {
  constexpr std::array<std::string_view, 5> words{"opaque", "string", "bool", "hyper", "quadruple"};
  auto [name, rest] = directive_of(line);
  const bool names_interface = rest.find(".x>") != rest.npos || rest.find(".x\"") != rest.npos;
  if (name == "include") return rest.starts_with("<rpc/") || rest.starts_with("<rpcsvc/") || names_interface;
  if (name == "pragma" || name == "ident") return name == "ident" || rest.starts_with("ident");
  if (name != "define") return false;
  return std::find(words.begin(), words.end(), preprocess::take_name(rest)) != words.end();
}

bool opens_or_closes(std::string_view directive) {
  return directive.starts_with("if") || directive.starts_with("el") || directive == "endif";
}

void leave_out(Unit& unit) {
  for (Line* line : unit.lines) line->left_out = true;
}

// Code under conditions is for rpcgen as a whole or not at all. The headers may declare what the file uses, and numbers
// harm nobody.
bool leave_out_conditional(std::vector<Line>& lines, const std::vector<Unit>& units, const RpcgenCode& code) {
  const bool found = std::any_of(units.begin(), units.end(), [&](const Unit& unit) {
    return unit.conditional() && code.suspects(tokens_of(unit.text));
  });
  for (Line& line : lines) {
    const std::string_view directive = line.directive();
    const bool harmless = directive == "include" || opens_or_closes(directive) || code.is_constant(line.source->text);
    if (found && line.conditional() && !harmless) line.left_out = true;
  }
  return found;
}

bool leave_out_declarations(std::vector<Unit>& units, RpcgenCode& code) {
  bool found = false;
  for (Unit& unit : units) {
    const Tokens tokens = tokens_of(unit.text);
    const bool needs_rpcgen = !unit.conditional() && code.needs_rpcgen(tokens);
    if (needs_rpcgen || RpcgenCode::is_stamp(tokens)) leave_out(unit);
    found = found || needs_rpcgen;
  }
  return found;
}

// Whether anything was left out as C for rpcgen's output.
bool leave_out_c(std::vector<Line>& lines, const Model& model) {
  std::vector<Unit> units = UnitFinder().find(lines);
  RpcgenCode code(model);
  for (const Unit& unit : units) code.know_code(tokens_of(unit.text));
  for (const Line& line : lines) code.know_directive(line.source->text);
  const bool conditional = leave_out_conditional(lines, units, code);
  const bool declarations = leave_out_declarations(units, code);
  for (Line& line : lines) line.left_out = line.left_out || damages(line.source->text);
  return conditional || declarations;
}

// What the header declares under a name.
struct DeclaredValue {
  const Name* name;
  Number number{};
  const std::string* text = nullptr;  // of a constant that is one
};
using DeclaredValues = std::map<std::string_view, DeclaredValue>;

DeclaredValues declared_values(const Model& model) {
  DeclaredValues values;
  for (const Definition& definition : model.own()) {
    if (const auto* constant = std::get_if<Constant>(&definition.body))
      values[definition.name.schema] = {&definition.name, constant->value,
                                        constant->is_text ? &constant->text : nullptr};
    if (const auto* enumeration = std::get_if<Enum>(&definition.body))
      for (const Enumerator& one : enumeration->enumerators) values[one.name.schema] = {&one.name, one.value};
  }
  return values;
}

bool is_defined_as(const DeclaredValue& value, std::string_view body, HeaderMacros& macros) {
  if (value.text == nullptr) return macros.value(value.name->schema) == value.number;
  const bool is_literal = body.starts_with('"') && preprocess::end_of_literal(body, 0) == body.size();
  return is_literal && text_value(body.substr(1, body.size() - 2)).bytes == *value.text;
}

// The macro would stand in the declaration in place of the name. One that is named like itself does no harm.
void leave_out_define(Line& line, const DeclaredValues& values, HeaderMacros& macros, Diagnostics& diagnostics) {
  const auto [directive, rest] = directive_of(line.source->text);
  if (directive != "define" || line.left_out) return;
  const std::size_t end = preprocess::end_of_word(rest, 0);
  const auto found = values.find(rest.substr(0, end));
  if (found == values.end() || rest.substr(end).starts_with('(')) return;
  const std::string cleaned = preprocess::cleaned(rest.substr(end));
  const std::string_view body = preprocess::trimmed(cleaned);
  if (body == found->first) return;
  line.left_out = is_defined_as(found->second, body, macros);
  if (line.left_out || (line.source->modes & mode_header) == 0) return;
  diagnostics
      .error(line.source->range, "this macro would take the place of '{}' in its declaration, with another value",
             found->first)
      .note(found->second.name->range, "declared here")
      .suggest("leave out one of the two; the constant is in the header, too");
}

void leave_out_defines_of_constants(std::vector<Line>& lines, const Model& model, HeaderMacros& macros,
                                    Diagnostics& diagnostics) {
  DeclaredValues values = declared_values(model);
  for (const Line& line : lines) {
    auto [directive, rest] = directive_of(line.source->text);
    if (directive == "undef") values.erase(preprocess::take_name(rest));
  }
  for (Line& line : lines) leave_out_define(line, values, macros, diagnostics);
}

// Drops the #if groups of one output that lost all they had, and halves of groups, which close or wait for conditions
// that rpcgen's output has.
class GroupFilter {
 public:
  void look_at(Line& line) {
    const std::string_view name = line.directive();
    if (!opens_or_closes(name)) return line.left_out ? lose() : keep();
    if (name.starts_with("if")) groups_.push_back({});
    line.left_out = groups_.empty();
    if (groups_.empty()) return;
    groups_.back().directives.push_back(&line);
    if (name == "endif") close();
  }
  void finish() {
    for (const Group& group : groups_) leave_out(group);
  }

 private:
  struct Group {
    std::vector<Line*> directives{};
    bool kept = false;
    bool lost = false;
  };
  static void leave_out(const Group& group) {
    for (Line* line : group.directives) line->left_out = true;
  }
  void keep() {
    if (!groups_.empty()) groups_.back().kept = true;
  }
  void lose() {
    if (!groups_.empty()) groups_.back().lost = true;
  }
  void close() {
    const Group group = std::move(groups_.back());
    groups_.pop_back();
    if (group.kept || !group.lost) return keep();
    leave_out(group);
    lose();
  }

  std::vector<Group> groups_;
};

// A continued line may carry a '%' of its own. C++ compilers warn of words behind #else and #endif.
std::string text_of(std::string_view line) {
  const auto [name, rest] = directive_of(line);
  if ((name == "else" || name == "endif") && !preprocess::cleaned(rest).empty()) return fmt::format("#{}", name);
  std::string result(line);
  for (std::size_t at = result.find("\n%"); at != std::string::npos; at = result.find("\n%", at + 1))
    result.erase(at + 1, 1);
  return result;
}

using Headers = std::set<std::string, std::less<>>;  // with their quotes

// The header of another interface file is included by its name alone, where idlc writes it.
bool is_elsewhere(std::string_view header, const Headers& imported) {
  const std::size_t slash = header.rfind('/');
  return slash != std::string_view::npos && imported.contains(fmt::format("\"{}", header.substr(slash + 1)));
}

Headers imported_headers(const Model& model) {
  Headers headers;
  for (std::size_t id = 0; id < model.imported; ++id) headers.insert(model.definitions[id].header);
  return headers;
}

// A C header that only rpcgen's output is known to need may be missing.
std::string guarded(const Line& line, const Headers& imported) {
  const std::string_view text = line.source->text;
  const auto [name, rest] = directive_of(text);
  const std::string_view header = rest.substr(0, rest.find_first_of(">\"", 1) + 1);
  const bool may_be_missing = line.conditional() || is_elsewhere(header, imported);
  if (!may_be_missing || name != "include" || header.find(".h") == std::string_view::npos) return text_of(text);
  return fmt::format("#if __has_include({0})\n#include {0}\n#endif", header);
}

// The lines of one output: those that some of `modes` see, and none of `others`.
std::vector<Verbatim> placed(std::vector<Line> lines, const Headers& imported, Modes modes, Modes others) {
  std::erase_if(
      lines, [&](const Line& line) { return (line.source->modes & modes) == 0 || (line.source->modes & others) != 0; });
  GroupFilter groups;
  for (Line& line : lines) groups.look_at(line);
  groups.finish();
  std::vector<Verbatim> blocks;
  for (const Line& line : lines) {
    if (line.left_out) continue;
    if (blocks.empty() || blocks.back().position != line.position) blocks.push_back({line.position, {}});
    blocks.back().lines.push_back(guarded(line, imported));
  }
  return blocks;
}

}  // namespace

void place_verbatim(const syntax::Specification& tree, Model& model, HeaderMacros& macros, Diagnostics& diagnostics) {
  std::vector<Line> lines = lines_of(tree);
  model.leaves_out_c = leave_out_c(lines, model);
  leave_out_defines_of_constants(lines, model, macros, diagnostics);
  const Headers imported = imported_headers(model);
  model.verbatim = placed(lines, imported, mode_header, 0);
  model.verbatim_xdr = placed(lines, imported, mode_xdr, mode_header);
  model.verbatim_client = placed(lines, imported, mode_client, mode_header);
  model.verbatim_service = placed(lines, imported, mode_service, mode_header);
}

}  // namespace onc::compiler::model
