#pragma once

// From tree to model: every name looked up, every number evaluated, inline types named. What depends on several
// definitions at once (recursion, order, C++ names) is left to the passes after it.

#include <string>
#include <string_view>

#include "model/dialect.h"
#include "model/model.h"
#include "model/passthrough_code.h"
#include "model/symbols.h"
#include "source/diagnostics.h"
#include "source/source_manager.h"
#include "syntax/parse.h"
#include "syntax/tree.h"

namespace onc::compiler::model {

class Builder {
 public:
  Builder(const syntax::Specification& tree, const Externs& externs, const SourceManager& sources,
          Diagnostics& diagnostics)
      : tree_(tree),
        externs_(externs),
        sources_(sources),
        diagnostics_(diagnostics),
        symbols_(tree, externs, diagnostics),
        includes_headers_(!syntax::included_headers(tree).empty()),
        passthrough_code_(tree) {}

  void build(Model& model);

 private:
  using Tree = syntax::Specification;

  void declare(Model& model);
  void declare_numbers(const syntax::Program& source);
  void declare_values(const syntax::Enum& source);
  DefinitionId add(Model& model, const syntax::Name& name, std::size_t position);
  // As if it were defined in front of everything else, outside of namespaces.
  DefinitionId add_outside(Model& model, syntax::Name name);
  void define(Model& model, const syntax::Definition& source, DefinitionId id);

  Constant constant(const syntax::Constant& source);
  void alias(Model& model, const syntax::Declaration& source, DefinitionId id);
  Enum enumeration(const syntax::Enum& source);
  Struct structure(Model& model, const syntax::Struct& source, const std::string& scope);
  Union union_type(Model& model, const syntax::Union& source, const std::string& scope);
  Arm arm(Model& model, const syntax::Case& source, const std::string& scope);
  Label label(const syntax::Expression& source);
  Program program(Model& model, const syntax::Program& source);
  Version version(Model& model, const syntax::Version& source);
  Procedure procedure(Model& model, const syntax::Procedure& source);
  void set_number(auto& part, const syntax::Expression& source, std::string_view what);

  // `scope` names the type an inline definition is named after.
  Type type(Model& model, const syntax::Declaration& source, const std::string& scope);
  void named(Model& model, Type& type, const syntax::TypeSpecifier& source);
  DefinitionId inline_type(Model& model, const syntax::TypeSpecifier& source, const std::string& name);
  void fill_inline(Model& model, const syntax::TypeSpecifier& source, DefinitionId id);
  std::optional<DefinitionId> imported_type(const syntax::Name& name) const;
  std::optional<Primitive> outside_primitive(const syntax::Name& name);
  bool is_of_any_size(const syntax::Name& name) const {
    return has_any_size(name.text) && !externs_.types.contains(name.text) && !symbols_.is_declared(name);
  }
  void report_any_size(const syntax::Name& name);
  // A type that C's RPC library has, as if the file defined it; nothing if there is no such type.
  DefinitionId library_definition(Model& model, const syntax::Name& name);
  // A type that another file defines, or seems to.
  DefinitionId extern_definition(Model& model, const syntax::Name& name);
  void warn_of_outside_type(const syntax::Name& name);
  bool is_outside_constant(const syntax::Expression& expression);
  Bound bound(const syntax::Declaration& source);
  std::string text(SourceRange range) const { return std::string(sources_.text(range)); }

  const syntax::Specification& tree_;
  const Externs& externs_;
  const SourceManager& sources_;
  Diagnostics& diagnostics_;
  Symbols symbols_;
  bool includes_headers_;  // which may declare what the file does not
  PassthroughCode passthrough_code_;
  std::size_t position_ = 0;  // of the definition being built
  std::string space_;         // around it
};

}  // namespace onc::compiler::model
