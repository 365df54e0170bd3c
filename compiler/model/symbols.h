#pragma once

// Who is who in a file: definitions by name, and the values of constants and enumerators.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "model/header_macros.h"
#include "model/model.h"
#include "source/diagnostics.h"
#include "syntax/tree.h"

namespace onc::compiler::model {

// A constant, or an enumerator, before and after its evaluation.
struct Value {
  enum class State : std::uint8_t { unknown, evaluating, known, failed };

  syntax::Name name{};
  const syntax::Expression* expression = nullptr;  // null: one more than `previous`, or 0
  std::optional<std::size_t> previous{};
  DefinitionId constant = no_definition;  // when it is a const
  State state = State::unknown;
  Number number{};
};

class Symbols {
 public:
  Symbols(const syntax::Specification& tree, const Externs& externs, Diagnostics& diagnostics)
      : tree_(tree), externs_(externs), diagnostics_(diagnostics), header_macros_(tree) {}

  // The namespaces around a name, as a::b.
  std::string_view space_of(const syntax::Name& name) const;

  // Both report a second declaration of a name.
  void declare_type(const syntax::Name& name, DefinitionId id);
  std::size_t declare_value(Value value);
  // The number of a program, version or procedure: what rpcgen defines a macro for. Any declaration goes before it.
  void declare_number(const syntax::Name& name, const syntax::Expression& number);
  // A program, or a constant that is no number.
  void declare_other(const syntax::Name& name);

  bool is_declared(const syntax::Name& name) const { return find(name) != nullptr; }
  // Declared by the file, or a number that others have a name for.
  bool is_known_value(const syntax::Name& name);
  HeaderMacros& header_macros() { return header_macros_; }
  // False when it was asked for this name before.
  bool warn_once(std::string_view name) { return warned_.insert(name).second; }
  std::optional<DefinitionId> find_type(const syntax::Name& name) const;
  const Value* find_value(const syntax::Name& name) const;
  void report_unknown_type(const syntax::Name& name);

  // Nothing after an error that has been reported.
  std::optional<Number> evaluate(const syntax::Expression& expression);
  std::optional<Number> evaluate(const Value& value) {
    return evaluate(static_cast<std::size_t>(&value - values_.data()));
  }
  std::optional<Number> evaluate(std::size_t value);

 private:
  struct Declared {
    enum class Kind : std::uint8_t { type, value, other };
    Kind kind;
    std::size_t index;
    SourceRange range;
  };
  // What one attempt to compute a value came to: a number, an error, or another value that must be known first.
  struct Attempt {
    std::optional<Number> number;
    std::optional<std::size_t> needs;
  };

  // The value of a name that the file does not declare itself.
  std::optional<Number> outside_value(const syntax::Name& name);
  bool declare(const syntax::Name& name, Declared declared);
  // What a name means where it stands: from the innermost namespace around it outwards, then with less and less of its
  // qualifier, which may name an enum or a namespace of another file.
  const Declared* find(const syntax::Name& name) const;
  const Declared* find_from(std::string_view space, std::string_view qualified) const;
  const Declared* find_exactly(std::string_view space, std::string_view qualified) const;
  std::optional<std::size_t> value_named(const syntax::Name& name);
  // Whether it may have been declared where a syntax error or a missing file hides it.
  bool may_be_hidden(const syntax::Name& name) const;
  void report_unknown_value(const syntax::Name& name);
  Attempt attempt(const Value& value);
  Attempt attempt(const syntax::Expression& expression);
  bool apply_step(Operator operation, std::vector<Number>& stack, SourceRange range);
  void settle(std::size_t first);
  void report_cycle(const std::vector<std::size_t>& path, std::size_t again);
  std::string spelling_hint(std::string_view name, Declared::Kind kind) const;
  std::string constant_hint(std::string_view name) const;

  const syntax::Specification& tree_;
  const Externs& externs_;
  Diagnostics& diagnostics_;
  HeaderMacros header_macros_;
  std::map<std::string, Declared, std::less<>> names_;  // by what they are called from outside of all namespaces
  std::vector<Value> values_;
  std::map<std::string_view, std::size_t> numbers_;  // of programs and their parts, as indices of values
  std::set<std::string_view> warned_;
};

}  // namespace onc::compiler::model
