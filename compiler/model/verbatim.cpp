#include "model/verbatim.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "preprocess/text.h"

namespace onc::compiler::model {
namespace {

using preprocess::continues_name;
using preprocess::end_of_literal;
using preprocess::end_of_word;
using preprocess::starts_name;
using preprocess::trimmed;

// Only C's RPC library has these.
constexpr std::array<std::string_view, 17> words_of_c{
    "XDR",    "CLIENT",    "SVCXPRT",   "bool_t",    "enum_t",    "xdrproc_t", "rpcprog_t", "rpcvers_t", "rpcproc_t",
    "netbuf", "rpcport_t", "caddr_t",   "svc_req",   "opaque_auth", "__THROW", "xdrs",      "objp"};

// A directive's name and what follows it, or nothing.
std::pair<std::string_view, std::string_view> directive(std::string_view line) {
  line = trimmed(line);
  if (!line.starts_with('#')) return {};
  line.remove_prefix(1);
  const std::string_view name = preprocess::take_name(line);
  return {name, line};
}

// The schema's types stand in a namespace, so code that names them as if they stood beside it is written for rpcgen.
class CodeOfC {
 public:
  explicit CodeOfC(const Model& model) {
    for (const Definition& definition : model.definitions)
      if (definition.is_type()) names_.insert(definition.name.schema);
  }

  bool found() const { return found_; }
  void look_at(std::string_view line) {
    const bool code = directive(line).first.empty();
    for (std::size_t at = 0; at < line.size() && !found_;) {
      const std::string_view rest = line.substr(at);
      if (in_comment_ || rest.starts_with("/*")) {
        const std::size_t close = line.find("*/", in_comment_ ? at : at + 2);
        in_comment_ = close == std::string_view::npos;
        at = in_comment_ ? line.size() : close + 2;
      } else if (rest.starts_with("//")) {
        return;
      } else {
        at = token(line, at, code);
      }
    }
  }

 private:
  std::size_t token(std::string_view line, std::size_t at, bool code) {
    if (line[at] == '"') {
      const std::size_t end = end_of_literal(line, at);
      found_ = found_ || (code && line.substr(at, end - at) == "\"C\"");
      return end;
    }
    const std::size_t end = continues_name(line[at]) ? end_of_word(line, at) : at + 1;
    const std::string_view word = line.substr(at, end - at);
    const bool qualified = at != 0 && line[at - 1] == ':';
    if (code && starts_name(word.front()))
      found_ = word.starts_with("xdr_") || (!qualified && names_.contains(word)) ||
               std::find(words_of_c.begin(), words_of_c.end(), word) != words_of_c.end();
    return end;
  }

  std::set<std::string_view> names_;
  bool in_comment_ = false;
  bool found_ = false;
};

bool conditional(const syntax::Passthrough& line) { return line.modes != all_modes; }

bool speaks_c(const syntax::Specification& tree, const Model& model) {
  CodeOfC code(model);
  for (const syntax::Passthrough& line : tree.passthroughs)
    if (conditional(line)) code.look_at(line.text);
  return code.found();
}

// Lines that serve rpcgen's output and would damage ours: headers of C's RPC library, macros named like words of XDR,
// version stamps.
bool serves_rpcgen(std::string_view line) {
  constexpr std::array<std::string_view, 5> words{"opaque", "string", "bool", "hyper", "quadruple"};
  auto [name, rest] = directive(line);
  const bool names_interface = rest.find(".x>") != rest.npos || rest.find(".x\"") != rest.npos;
  if (name == "include") return rest.starts_with("<rpc/") || rest.starts_with("<rpcsvc/") || names_interface;
  if (name == "pragma" || name == "ident") return name == "ident" || rest.starts_with("ident");
  if (name != "define") return false;
  return std::find(words.begin(), words.end(), preprocess::take_name(rest)) != words.end();
}

// A continued line may carry a '%' of its own.
std::string text_of(std::string_view line) {
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
std::string guarded(const syntax::Passthrough& line, const Headers& imported) {
  const auto [name, rest] = directive(line.text);
  const std::string_view header = rest.substr(0, rest.find_first_of(">\"", 1) + 1);
  const bool may_be_missing = conditional(line) || is_elsewhere(header, imported);
  if (!may_be_missing || name != "include" || header.find(".h") == std::string_view::npos) return text_of(line.text);
  return fmt::format("#if __has_include({0})\n#include {0}\n#endif", header);
}

void add(std::vector<Verbatim>& to, std::size_t position, std::string line) {
  if (to.empty() || to.back().position != position) to.push_back({position, {}});
  to.back().lines.push_back(std::move(line));
}

void place(const syntax::Passthrough& line, std::size_t position, const Headers& imported, Model& model) {
  if ((line.modes & mode_header) != 0) return add(model.verbatim, position, guarded(line, imported));
  if ((line.modes & mode_xdr) != 0) add(model.verbatim_xdr, position, guarded(line, imported));
  if ((line.modes & mode_client) != 0) add(model.verbatim_client, position, guarded(line, imported));
  if ((line.modes & mode_service) != 0) add(model.verbatim_service, position, guarded(line, imported));
}

}  // namespace

// A line inside a definition stands before it in the header, where rpcgen puts it, too.
void place_verbatim(const syntax::Specification& tree, Model& model) {
  model.leaves_out_c = speaks_c(tree, model);
  const Headers imported = imported_headers(model);
  std::size_t position = 0;
  for (const syntax::Passthrough& line : tree.passthroughs) {
    while (position < tree.definitions.size() && tree.definitions[position].range.end <= line.range.begin) ++position;
    if (serves_rpcgen(line.text) || (model.leaves_out_c && conditional(line))) continue;
    place(line, position, imported, model);
  }
}

}  // namespace onc::compiler::model
