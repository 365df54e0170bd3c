#include "compat/compare.h"

#include <map>
#include <string_view>
#include <vector>

#include "compat/programs.h"
#include "compat/types.h"
#include "compat/walk.h"
#include "compat/wire.h"
#include "model/uses.h"

namespace onc::compiler::compat {
namespace {

using model::DefinitionId;
using model::no_definition;

// What leads to the definitions of a file.
struct Reach {
  explicit Reach(const model::Model& model)
      : by_programs(model.definitions.size(), false), by_types(by_programs), unnamed(by_programs) {
    const auto mark_unnamed = [&](const model::Type& type) {
      if (type.spelled != no_definition && model.definitions[type.spelled].name.range == type.range)
        unnamed[type.spelled] = true;
    };
    model::for_each_use_in_model(model, mark_unnamed);
    for (DefinitionId id = 0; id < model.definitions.size(); ++id)
      model::for_each_use(model.definitions[id], [&](const model::Type& type) {
        if (type.spelled != no_definition && type.spelled != id) by_types[type.spelled] = true;
      });
    follow_programs(model);
  }

  std::vector<bool> by_programs, by_types;
  std::vector<bool> unnamed;  // defined where they are used, or by the language

 private:
  void follow_programs(const model::Model& model) {
    std::vector<DefinitionId> open;
    const auto reach = [&](const model::Type& type) {
      if (type.spelled == no_definition || by_programs[type.spelled]) return;
      by_programs[type.spelled] = true;
      open.push_back(type.spelled);
    };
    for (const model::Program& program : model.programs) model::for_each_use_in_program(program, reach);
    while (!open.empty()) {
      const DefinitionId id = open.back();
      open.pop_back();
      model::for_each_use(model.definitions[id], reach);
    }
  }
};

using TypeNames = std::map<std::string_view, DefinitionId>;

TypeNames type_names(const model::Model& model) {
  TypeNames names;
  for (DefinitionId id = model.imported; id < model.definitions.size(); ++id)
    if (model.definitions[id].is_type()) names.emplace(model.definitions[id].name.schema, id);
  return names;
}

// What no program uses may be a format of its own, of files or of opaque data. A name is all that tells it then.
void compare_other_types(const Graph& before, const Graph& after, Types& types, Walk& walk) {
  const Reach reach(before.model());
  const TypeNames names = type_names(after.model());
  const bool is_format = before.model().programs.empty();
  for (DefinitionId id = before.model().imported; id < before.model().definitions.size(); ++id) {
    const model::Definition& was = before.model().definitions[id];
    if (!was.is_type() || reach.by_programs[id] || reach.unnamed[id]) continue;
    const auto is = names.find(was.name.schema);
    if (is != names.end())
      types.compare({walk.add_root(was.name.schema, false)}, before.use(id), after.use(is->second));
    else if (is_format && !reach.by_types[id])
      walk.found({walk.add_root(was.name.schema, false)}, {{was.name.range, {}}, "removed"});
  }
}

}  // namespace

std::size_t compare(const model::Model& before, const model::Model& after, Diagnostics& diagnostics) {
  Graph old_graph(before), new_graph(after);
  Walk walk(old_graph.size() + new_graph.size());
  Types types(old_graph, new_graph, walk);
  compare_programs(old_graph, new_graph, types, walk);
  compare_other_types(old_graph, new_graph, types, walk);
  types.finish();
  if (walk.exhausted())
    diagnostics.error({}, "the types of the two files are used in too many combinations to compare them all");
  walk.report(diagnostics);
  return walk.break_count();
}

}  // namespace onc::compiler::compat
