#pragma once

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/model.h"

namespace onc::compiler::model {

using Tokens = std::vector<std::string_view>;

// The words, literals and single characters of C code, without its comments.
Tokens tokens_of(std::string_view code);

// A directive's name and what follows it, or nothing.
std::pair<std::string_view, std::string_view> directive_of(std::string_view line);

// Tells code that needs rpcgen's output and C's RPC library from what may stand beside idlc's.
class RpcgenCode {
 public:
  explicit RpcgenCode(const Model& model);

  // All '%' lines have to be told first: what they declare themselves is nothing that only rpcgen has.
  void know_directive(std::string_view line);
  void know_code(const Tokens& tokens);

  // Hints enough for code under RPC_..., which is rarely for anyone but rpcgen.
  bool suspects(const Tokens& tokens) const;
  // Whether a directive gives a number a name in capitals, which generated code has none of but from the schema.
  bool is_constant(std::string_view line) const;
  // Whether it cannot compile. What a declaration that cannot has declared is missing from then on.
  bool needs_rpcgen(const Tokens& tokens);
  // Version stamps like __FBSDID("..."), which are macros of other systems, or unused variables.
  static bool is_stamp(const Tokens& tokens);

 private:
  bool is_declared_elsewhere(const Tokens& tokens, std::size_t at) const;
  bool is_missing_type(const Tokens& tokens, std::size_t at, const std::set<std::string_view>& locals) const;

  std::set<std::string_view> types_;     // of the schema, which stand in a namespace
  std::set<std::string_view> names_;     // all of the schema
  std::set<std::string_view> declared_;  // by '%' lines
  std::set<std::string, std::less<>> missing_;
  bool opens_namespaces_ = false;
};

}  // namespace onc::compiler::model
