#pragma once

// Types that refer to a message in place of copying it: idlc --view and --views.

#include <set>
#include <string>
#include <vector>

#include "emit/emitter.h"
#include "model/model.h"

namespace onc::compiler::emit {

// Of which types views are wanted, by the names of the schema.
struct ViewSelection {
  bool all = false;
  std::vector<std::string> types{};
};

// Which types of the model are made as views, and what their code calls them.
class Views {
 public:
  Views(const model::Model& model, const ViewSelection& selection);

  bool has(model::DefinitionId id) const { return chosen_.contains(id); }
  const std::set<model::DefinitionId>& chosen() const { return chosen_; }
  // entry_view.
  const std::string& name(model::DefinitionId id) const;
  // The C++ type of a member, and of an element of an array, a list or an optional.
  std::string type(const model::Type& use) const;
  std::string element_type(const model::Type& use) const;
  // What reads a member into `value`, as an expression.
  std::string expression(const model::Type& use, const std::string& in, const std::string& value) const;
  // The same as a field of a run; empty if it is none.
  std::string field(const model::Type& use, const std::string& value) const;

  const model::Model& model() const { return model_; }

 private:
  void choose(model::DefinitionId id);
  void choose(const model::Type& use);
  void choose_element(const model::Type& use);
  void name_all();
  std::string spelled_view(const model::Type& use) const;
  bool is_plain(const model::Type& use) const;
  bool is_number(const model::Type& use) const;

  const model::Model& model_;
  std::set<model::DefinitionId> chosen_{};
  std::vector<std::string> names_{};
};

// The names of a selection that no type of the model has.
std::vector<std::string> unknown_views(const model::Model& model, const ViewSelection& selection);

// The declaration for the header and the code for _xdr.cpp of the view of a definition.
class ViewEmitter {
 public:
  ViewEmitter(const Views& views, model::DefinitionId id)
      : views_(views), model_(views.model()), definition_(model_.definitions[id]), name_(views.name(id)) {}
  void forward(Emitter& out) const;
  void declaration(Emitter& out) const;
  void code(Emitter& out) const;

 private:
  void declare(Emitter& out, const model::Struct& body) const;
  void declare(Emitter& out, const model::Union& body) const;
  void declare(Emitter& out, const model::Alias& body) const;
  void declare_functions(Emitter& out) const;
  void code(Emitter& out, const model::Struct& body) const;
  void code(Emitter& out, const model::Union& body) const;
  void code(Emitter& out, const model::Alias& body) const;
  void steps(Emitter& out, std::string_view lead, const model::Struct& body) const;
  void arms(Emitter& out, const model::Union& body) const;
  std::string arm(const model::Union& body, const model::Arm& arm) const;
  void functions(Emitter& out, const std::string& read) const;

  const Views& views_;
  const model::Model& model_;
  const model::Definition& definition_;
  const std::string& name_;
};

}  // namespace onc::compiler::emit
