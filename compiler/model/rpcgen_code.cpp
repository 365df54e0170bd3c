#include "model/rpcgen_code.h"

#include <algorithm>
#include <array>

#include "preprocess/text.h"

namespace onc::compiler::model {
namespace {

using preprocess::continues_name;
using preprocess::end_of_word;
using preprocess::starts_name;
using preprocess::trimmed;

// Only C's RPC library has these types.
constexpr std::array<std::string_view, 16> rpc_types{
    "bool_t",    "enum_t",      "xdrproc_t",   "rpcprog_t",   "rpcvers_t", "rpcproc_t", "rpcport_t", "clnt_stat",
    "auth_stat", "accept_stat", "reject_stat", "opaque_auth", "svc_req",   "netbuf",    "xdr_op",    "rpc_err"};
// These, too, but a program may have a constant of such a name.
constexpr std::array<std::string_view, 4> rpc_handles{"XDR", "CLIENT", "SVCXPRT", "AUTH"};
// What C for rpcgen's output often has, though it may compile.
constexpr std::array<std::string_view, 7> rpc_habits{"XDR", "CLIENT", "SVCXPRT", "caddr_t", "__THROW", "xdrs", "objp"};

bool contains(const auto& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string_view token(const Tokens& tokens, std::size_t at) { return at < tokens.size() ? tokens[at] : ""; }

bool is_name(std::string_view word) { return !word.empty() && starts_name(word.front()); }

// In C++ `struct x` needs no declaration of x.
bool introduces(std::string_view word) { return word == "struct" || word == "class" || word == "union"; }

// Of another scope: a::b, a.b, a->b.
bool is_qualified(const Tokens& tokens, std::size_t at) {
  if (at == 0) return false;
  const std::string_view before = tokens[at - 1];
  return before == "." ||
         (at > 1 && ((before == ":" && tokens[at - 2] == ":") || (before == ">" && tokens[at - 2] == "-")));
}

// A name that something is declared with: `x *`, `x &`, `x y`.
bool stands_as_type(const Tokens& tokens, std::size_t at) {
  const std::string_view next = token(tokens, at + 1);
  return next == "*" || next == "&" || is_name(next);
}

// Names that a declaration gives to variables and parameters: those behind another name, which is a type then.
std::set<std::string_view> local_names(const Tokens& tokens) {
  constexpr std::array<std::string_view, 11> others{"const",  "constexpr", "else",   "extern",  "inline",  "register",
                                                    "return", "static",    "sizeof", "typedef", "volatile"};
  std::set<std::string_view> names;
  for (std::size_t at = 1; at < tokens.size(); ++at) {
    const std::string_view before = tokens[at - 1];
    if (is_name(tokens[at]) && is_name(before) && !introduces(before) && before != "enum" && !contains(others, before))
      names.insert(tokens[at]);
  }
  return names;
}

// What a typedef declares.
std::string_view declared_by_typedef(const Tokens& tokens) {
  const auto name = std::find_if(tokens.rbegin(), tokens.rend(), is_name);
  return token(tokens, 0) == "typedef" && name != tokens.rend() ? *name : "";
}

bool is_number(const Tokens& value) {
  const auto is_literal = [](std::string_view word) { return preprocess::is_digit(word.front()); };
  const auto fits = [&](std::string_view word) {
    return is_literal(word) || std::string_view("()+-*/|&^~<>").find(word) != std::string_view::npos;
  };
  return std::any_of(value.begin(), value.end(), is_literal) && std::all_of(value.begin(), value.end(), fits);
}

// Those that stand in the header as they are.
void add_names(const Definition& definition, std::set<std::string_view>& names) {
  names.insert(definition.name.schema);
  if (const auto* enumeration = std::get_if<Enum>(&definition.body))
    for (const Enumerator& one : enumeration->enumerators) names.insert(one.name.schema);
  if (const auto* structure = std::get_if<Struct>(&definition.body))
    for (const Member& one : structure->members) names.insert(one.name.schema);
  if (const auto* body = std::get_if<Union>(&definition.body)) {
    names.insert(body->discriminant.name.schema);
    for (const Arm& one : body->arms) names.insert(one.name.schema);
  }
}

}  // namespace

Tokens tokens_of(std::string_view code) {
  Tokens tokens;
  for (std::size_t at = 0, end = 0; at < code.size(); at = end) {
    end = continues_name(code[at]) ? end_of_word(code, at) : preprocess::end_of_part(code, at);
    const std::string_view part = code.substr(at, end - at);
    const bool comment = part.starts_with("//") || part.starts_with("/*");
    if (!comment && !preprocess::is_blank(code[at]) && code[at] != '\\') tokens.push_back(part);
  }
  return tokens;
}

std::pair<std::string_view, std::string_view> directive_of(std::string_view line) {
  line = trimmed(line);
  if (!line.starts_with('#')) return {};
  line.remove_prefix(1);
  const std::string_view name = preprocess::take_name(line);
  return {name, line};
}

RpcgenCode::RpcgenCode(const Model& model) {
  for (const Definition& definition : model.definitions) {
    if (definition.is_type()) types_.insert(definition.name.schema);
    add_names(definition, names_);
  }
  for (const Program& program : model.programs) {
    names_.insert(program.name.schema);
    for (const Version& version : program.versions) names_.insert(version.name.schema);
  }
}

void RpcgenCode::know_directive(std::string_view line) {
  auto [name, rest] = directive_of(line);
  if (name == "define") declared_.insert(preprocess::take_name(rest));
}

void RpcgenCode::know_code(const Tokens& tokens) {
  declared_.insert(declared_by_typedef(tokens));
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    const std::string_view word = tokens[at], after = token(tokens, at + 2);
    opens_namespaces_ = opens_namespaces_ || word == "namespace" || word == "using";
    const bool defines = (introduces(word) || word == "enum") && (after == "{" || after == ":" || after == ";");
    if (defines || (word == "using" && after == "=")) declared_.insert(token(tokens, at + 1));
  }
}

bool RpcgenCode::suspects(const Tokens& tokens) const {
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    const std::string_view word = tokens[at];
    if (word == "\"C\"" || word.starts_with("xdr_") || contains(rpc_types, word) || contains(rpc_habits, word))
      return true;
    if (types_.contains(word) && !is_qualified(tokens, at)) return true;
  }
  return false;
}

bool RpcgenCode::is_constant(std::string_view line) const {
  auto [directive, rest] = directive_of(line);
  if (directive != "define" || rest.empty() || !starts_name(rest.front())) return false;
  const std::size_t end = end_of_word(rest, 0);
  const std::string_view name = rest.substr(0, end);
  const auto is_lower = [](char c) { return c >= 'a' && c <= 'z'; };
  const bool ours = names_.contains(name) || std::any_of(name.begin(), name.end(), is_lower);
  const bool takes_arguments = end < rest.size() && rest[end] == '(';
  return !ours && !takes_arguments && is_number(tokens_of(rest.substr(end)));
}

// A name that no '%' line declares, and that needs a declaration.
bool RpcgenCode::is_declared_elsewhere(const Tokens& tokens, std::size_t at) const {
  return is_name(tokens[at]) && !is_qualified(tokens, at) && !declared_.contains(tokens[at]) &&
         (at == 0 || !introduces(tokens[at - 1]));
}

bool RpcgenCode::is_missing_type(const Tokens& tokens, std::size_t at, const std::set<std::string_view>& locals) const {
  const std::string_view word = tokens[at];
  if (contains(rpc_types, word) || missing_.contains(word)) return true;
  const bool of_schema = types_.contains(word) && !opens_namespaces_ && !locals.contains(word);
  return (of_schema || contains(rpc_handles, word)) && stands_as_type(tokens, at);
}

bool RpcgenCode::needs_rpcgen(const Tokens& tokens) {
  const std::set<std::string_view> locals = local_names(tokens);
  bool in_body = false, found = false;
  for (std::size_t at = 0; at < tokens.size() && !found; ++at) {
    in_body = in_body || tokens[at] == "{";
    const bool calls_filter = in_body && tokens[at].starts_with("xdr_") && token(tokens, at + 1) == "(";
    found = is_declared_elsewhere(tokens, at) && (calls_filter || is_missing_type(tokens, at, locals));
  }
  if (!found) return false;
  const std::string_view lost = declared_by_typedef(tokens);
  if (!lost.empty()) missing_.emplace(lost);
  declared_.erase(lost);
  return true;
}

bool RpcgenCode::is_stamp(const Tokens& tokens) {
  constexpr std::array<std::string_view, 6> macros{"__FBSDID", "__RCSID",     "__KERNEL_RCSID",
                                                   "__SCCSID", "__COPYRIGHT", "__IDSTRING"};
  if (contains(macros, token(tokens, 0))) return true;
  constexpr std::array<std::string_view, 3> variables{"sccsid", "rcsid", "copyright"};
  const std::size_t at = token(tokens, 1) == "const" ? 3 : 2;
  return token(tokens, 0) == "static" && token(tokens, at - 1) == "char" && contains(variables, token(tokens, at));
}

}  // namespace onc::compiler::model
