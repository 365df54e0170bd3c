#include "model/views.h"

#include <set>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "model/uses.h"

namespace onc::compiler::model {
namespace {

bool is_number(const Model& model, const Type& type) {
  switch (type.primitive) {
    case Primitive::boolean:
    case Primitive::int32:
    case Primitive::uint32:
    case Primitive::int64:
    case Primitive::uint64:
    case Primitive::float32:
    case Primitive::float64: return true;
    default: return model.get<Enum>(type.target) != nullptr;
  }
}

// Whether a view of the use refers to the message.
bool borrows(const Model& model, const Type& type) {
  if (is_bytes(type)) return true;
  return (type.shape == Shape::fixed || type.shape == Shape::array) && is_number(model, type);
}

// Lists of what is still to be looked at, in place of recursion: chains of types may be long.
class ViewAdder {
 public:
  explicit ViewAdder(Model& model)
      : model_(model), borrowing_(model.definitions.size(), false), view_(model.definitions.size(), no_definition) {
    find_borrowing();
  }

  bool borrows(DefinitionId id) const { return borrowing_[id]; }
  void choose(DefinitionId id);
  void add();

 private:
  void find_borrowing();
  void take(DefinitionId id);
  Definition view_of(DefinitionId id) const;
  void turn(Type& use) const;

  Model& model_;
  std::vector<bool> borrowing_;     // by definition: its values have something that a view refers to
  std::vector<DefinitionId> view_;  // by definition
  std::vector<DefinitionId> chosen_{};
};

// From those that have it themselves to those that contain these. Types of other files have no views here.
void ViewAdder::find_borrowing() {
  std::vector<std::vector<DefinitionId>> users(borrowing_.size());
  std::vector<DefinitionId> found;
  const auto mark = [&](DefinitionId id) {
    if (!borrowing_[id]) found.push_back(id);
    borrowing_[id] = true;
  };
  for (DefinitionId id = model_.imported; id < borrowing_.size(); ++id) {
    for_each_use(model_.definitions[id], [&](const Type& use) {
      if (model::borrows(model_, use)) mark(id);
      if (use.target != no_definition) users[use.target].push_back(id);
    });
  }
  while (!found.empty()) {
    const DefinitionId part = found.back();
    found.pop_back();
    for (const DefinitionId user : users[part]) mark(user);
  }
}

void ViewAdder::take(DefinitionId id) {
  if (!borrowing_[id] || view_[id] != no_definition) return;
  view_[id] = model_.definitions.size() + chosen_.size();
  chosen_.push_back(id);
}

void ViewAdder::choose(DefinitionId id) {
  std::size_t next = chosen_.size();
  for (take(id); next < chosen_.size(); ++next) {
    for_each_use(model_.definitions[chosen_[next]], [&](const Type& use) {
      if (use.target != no_definition) take(use.target);
    });
  }
}

void ViewAdder::turn(Type& use) const {
  use.borrowed = model::borrows(model_, use);
  if (use.target == no_definition || view_[use.target] == no_definition) return;
  use.target = use.spelled = view_[use.target];
}

Definition ViewAdder::view_of(DefinitionId id) const {
  Definition view = model_.definitions[id];
  view.is_view = true;
  view.name.schema += "_view";
  view.preamble.clear();
  view.documentation = {};
  view.documentation.lines = {fmt::format("A {} that refers to the message it is decoded from, and is valid as long as",
                                          model_.definitions[id].name.schema),
                              "that stays where and as it is."};
  for_each_use(view, [&](Type& use) { turn(use); });
  return view;
}

void ViewAdder::add() {
  std::vector<Definition> views;
  for (const DefinitionId id : chosen_) views.push_back(view_of(id));
  for (Definition& view : views) model_.definitions.push_back(std::move(view));
}

std::string qualified_name(const Definition& type) { return fmt::format("{}::{}", type.space, type.name.schema); }

// A name without '::' is that of a type in any namespace.
bool is_named(const Definition& definition, std::string_view name) {
  if (!definition.is_type()) return false;
  if (name.find("::") == std::string_view::npos) return definition.name.schema == name;
  const std::string qualified = qualified_name(definition);
  return qualified == name || (name.starts_with("::") && qualified == name.substr(2));
}

DefinitionId type_named(const Model& model, const std::string& name, Diagnostics& diagnostics) {
  DefinitionId found = no_definition;
  for (DefinitionId id = model.imported; id < model.definitions.size(); ++id) {
    const Definition& one = model.definitions[id];
    if (!is_named(one, name)) continue;
    if (found != no_definition) {
      const Definition& first = model.definitions[found];
      diagnostics.error(one.name.range, "--view={}: there are several types of this name", name)
          .note(first.name.range, "another one is declared here")
          .suggest(fmt::format("--view={} or --view={}", qualified_name(first), qualified_name(one)));
      return no_definition;
    }
    found = id;
  }
  if (found == no_definition)
    diagnostics.error({}, "--view={}: {} declares no type of this name", name, model.file_name);
  return found;
}

}  // namespace

void add_views(Model& model, const ViewSelection& selection, Diagnostics& diagnostics) {
  if (!selection.all && selection.types.empty()) return;
  ViewAdder adder(model);
  const std::set<std::string> names(selection.types.begin(), selection.types.end());
  for (const std::string& name : names) {
    const DefinitionId id = type_named(model, name, diagnostics);
    if (id == no_definition) continue;
    if (!adder.borrows(id))
      diagnostics.error(model.definitions[id].name.range, "--view={}: a view of it would be the same type", name)
          .suggest("it has no strings, no opaque data and no arrays of numbers that a view could refer to");
    adder.choose(id);
  }
  for (DefinitionId id = model.imported; selection.all && id < model.definitions.size(); ++id) adder.choose(id);
  adder.add();
}

}  // namespace onc::compiler::model
