#include "model/analysis.h"

#include <algorithm>
#include <array>

#include "model/components.h"
#include "model/uses.h"

namespace onc::compiler::model {
namespace {

const Alias* renaming(const Model& model, DefinitionId id) {
  const Alias* alias = model.get<Alias>(id);
  return alias != nullptr && alias->renames ? alias : nullptr;
}

// Where a chain of renamings ends; `end` gets the type that its last renaming names.
class RenamingChains {
 public:
  RenamingChains(Model& model, Diagnostics& diagnostics)
      : model_(model), diagnostics_(diagnostics), state_(model.definitions.size(), State::unknown) {}

  void follow(DefinitionId first) {
    std::vector<DefinitionId> chain;
    DefinitionId at = first;
    while (renaming(model_, at) != nullptr && state_[at] == State::unknown) {
      state_[at] = State::on_chain;
      chain.push_back(at);
      at = renaming(model_, at)->type.target;
    }
    if (renaming(model_, at) != nullptr && state_[at] == State::on_chain) report(at);
    for (; !chain.empty(); chain.pop_back()) settle(chain.back());
  }

 private:
  enum class State : std::uint8_t { unknown, on_chain, settled };

  void report(DefinitionId id) {
    Name& name = model_.definitions[id].name;
    diagnostics_.error(name.range, "typedef '{}' names nothing but itself", name.schema);
    model_.get<Alias>(id)->type.target = no_definition;
  }
  void settle(DefinitionId id) {
    state_[id] = State::settled;
    Type& type = model_.get<Alias>(id)->type;
    if (const Alias* next = renaming(model_, type.target)) {
      type.primitive = next->type.primitive;
      type.target = next->type.target;
    }
  }

  Model& model_;
  Diagnostics& diagnostics_;
  std::vector<State> state_;
};

bool is_pointer_to(const Model& model, const Type& type, DefinitionId id) {
  if (type.shape == Shape::optional) return type.target == id;
  const Alias* alias = type.shape == Shape::plain ? model.get<Alias>(type.target) : nullptr;
  return alias != nullptr && alias->type.shape == Shape::optional && alias->type.target == id;
}

Graph graph_of(const Model& model, bool (*counts)(const Type&)) {
  Graph graph(model.definitions.size());
  for (DefinitionId id = 0; id < graph.size(); ++id)
    for_each_use(model.definitions[id], [&](const Type& type) {
      if (counts(type)) graph[id].push_back(type.target);
    });
  return graph;
}

bool has_target(const Type& type) { return type.target != no_definition; }

void mark_recursive(Model& model, const Graph& graph) {
  const std::vector<std::size_t> component = components(graph);
  for (DefinitionId id = 0; id < graph.size(); ++id) {
    Definition& definition = model.definitions[id];
    for_each_use(definition, [&](Type& type) {
      type.recursive = has_target(type) && component[type.target] == component[id];
      definition.recursive = definition.recursive || type.recursive;
    });
  }
}

// A typedef of a list is a vector itself. Where its elements lead back to it, it stands before they are complete.
void mark_recursive_lists(Model& model) {
  for (Definition& definition : model.own())
    for_each_use(definition, [&](const Type& type) {
      Alias* alias = type.spelled != type.target ? model.get<Alias>(type.spelled) : nullptr;
      if (alias != nullptr && type.of_list && type.recursive) alias->type.recursive = true;
    });
}

void box_arms(Model& model, const Graph& graph) {
  const std::vector<std::size_t> component = components(graph);
  for (DefinitionId id = 0; id < graph.size(); ++id) {
    Union* body = model.get<Union>(id);
    if (body == nullptr) continue;
    for (Arm& arm : body->arms) arm.boxed = embeds_target(arm.type) && component[arm.type.target] == component[id];
  }
}

// Finds the finite types from the leaves up, each in time proportional to its uses.
class FiniteTypes {
 public:
  explicit FiniteTypes(Model& model)
      : model_(model), users_(model.definitions.size()), missing_(model.definitions.size()), finite_(missing_.size()) {
    for (DefinitionId id = 0; id < missing_.size(); ++id) count(id);
  }

  void find() {
    for (DefinitionId id = 0; id < missing_.size(); ++id)
      if (missing_[id] == 0) settle(id);
    while (!ready_.empty()) {
      const DefinitionId id = ready_.back();
      ready_.pop_back();
      for (const DefinitionId user : users_[id])
        if (model_.get<Union>(user) != nullptr || --missing_[user] == 0) settle(user);
    }
  }
  bool finite(DefinitionId id) const { return finite_[id]; }

 private:
  void count(DefinitionId id) {
    bool some_arm_ends = false;
    for_each_use(model_.definitions[id], [&](const Type& type) {
      if (holds_target(type)) {
        users_[type.target].push_back(id);
        ++missing_[id];
      }
    });
    if (const Union* body = model_.get<Union>(id))
      for (const Arm& arm : body->arms) some_arm_ends = some_arm_ends || !holds_target(arm.type);
    if (some_arm_ends) missing_[id] = 0;
  }
  void settle(DefinitionId id) {
    if (finite_[id]) return;
    finite_[id] = true;
    ready_.push_back(id);
    if (Union* body = model_.get<Union>(id)) choose_initial_arm(*body);
  }
  void choose_initial_arm(Union& body) {
    const auto ends = [&](const Arm& arm) { return !holds_target(arm.type) || finite_[arm.type.target]; };
    const auto plain = [&](const Arm& arm) { return !arm.boxed; };
    auto chosen = std::find_if(body.arms.begin(), body.arms.end(), plain);
    if (chosen == body.arms.end()) chosen = std::find_if(body.arms.begin(), body.arms.end(), ends);
    if (chosen != body.arms.end()) body.initial_arm = static_cast<std::size_t>(chosen - body.arms.begin());
  }

  Model& model_;
  std::vector<std::vector<DefinitionId>> users_;
  std::vector<std::size_t> missing_;  // uses that are not known to be finite
  std::vector<bool> finite_;
  std::vector<DefinitionId> ready_;
};

void report_cycle(const Model& model, Diagnostics& diagnostics, const std::vector<DefinitionId>& cycle) {
  const Name& first = model.definitions[cycle.front()].name;
  Diagnostic& error = diagnostics.error(first.range, "'{}' contains itself, so no value of it ever ends", first.schema)
                          .suggest("break the circle with '*' or '<>'");
  constexpr std::size_t most_notes = 8;
  for (std::size_t at = 1; at < std::min(cycle.size(), most_notes); ++at) {
    const Name& name = model.definitions[cycle[at]].name;
    error.note(name.range, "through '{}'", name.schema);
  }
}

DefinitionId infinite_part(const Model& model, const FiniteTypes& types, DefinitionId id) {
  DefinitionId part = no_definition;
  for_each_use(model.definitions[id], [&](const Type& type) {
    if (part == no_definition && holds_target(type) && !types.finite(type.target)) part = type.target;
  });
  return part;
}

std::uint64_t saturated(std::uint64_t size) { return std::min<std::uint64_t>(size, 0xffffffff); }

std::uint64_t primitive_size(const Type& type) {
  switch (type.primitive) {
    case Primitive::int64:
    case Primitive::uint64:
    case Primitive::float64: return 8;
    case Primitive::quadruple: return 16;
    default: return 4;
  }
}

// Within a cycle 4 bytes are assumed: no part of one is smaller, and the least size may be guessed too low.
std::uint64_t single_size(const Model& model, const Type& type) {
  if (type.target == no_definition) return primitive_size(type);
  if (type.recursive) return 4;
  return model.definitions[type.target].min_size + (type.of_list ? 4 : 0);
}

std::uint64_t least_size(const Model& model, const Type& type) {
  if (type.shape == Shape::nothing) return 0;
  if (type.shape == Shape::plain) return single_size(model, type);
  if (type.shape != Shape::fixed) return 4;
  if (type.primitive == Primitive::opaque) return padded(type.bound.limit);
  return saturated(single_size(model, type) * type.bound.limit);
}

std::uint64_t least_size(const Model& model, const Union& body) {
  std::uint64_t least = 0xffffffff;
  for (const Arm& arm : body.arms) least = std::min(least, least_size(model, arm.type));
  return 4 + (body.arms.empty() ? 0 : least);
}

// Once all sizes are known, those within a cycle are, too.
std::uint64_t element_size(const Model& model, const Type& type) {
  if (type.target == no_definition) return primitive_size(type);
  return model.definitions[type.target].min_size + (type.of_list ? 4 : 0);
}

bool is_fixed_size(const Model& model, const Union& body) {
  const std::uint64_t size = body.arms.empty() ? 0 : least_size(model, body.arms.front().type);
  return std::all_of(body.arms.begin(), body.arms.end(), [&](const Arm& arm) {
    return is_fixed_size(model, arm.type) && least_size(model, arm.type) == size;
  });
}

void settle_size(const Model& model, Definition& definition) {
  if (const Union* body = std::get_if<Union>(&definition.body)) {
    definition.min_size = saturated(least_size(model, *body));
    definition.fixed_size = is_fixed_size(model, *body);
    return;
  }
  definition.min_size = std::holds_alternative<Enum>(definition.body) ? 4 : 0;
  definition.fixed_size = definition.is_type() && !std::holds_alternative<ExternType>(definition.body);
  for_each_use(definition, [&](const Type& type) {
    definition.min_size = saturated(definition.min_size + least_size(model, type));
    definition.fixed_size = definition.fixed_size && is_fixed_size(model, type);
  });
}

bool is_trivial(const Model& model, const Type& type) {
  if (type.shape == Shape::nothing || type.borrowed) return true;
  if (type.shape != Shape::plain && type.shape != Shape::fixed) return false;
  return type.target == no_definition || (!type.of_list && !type.recursive && model.definitions[type.target].trivial);
}

void settle_triviality(const Model& model, Definition& definition) {
  definition.trivial = !std::holds_alternative<ExternType>(definition.body);
  for_each_use(definition,
               [&](const Type& type) { definition.trivial = definition.trivial && is_trivial(model, type); });
  Union* body = std::get_if<Union>(&definition.body);
  if (body == nullptr) return;
  body->trivial = definition.trivial;
  for (Arm& arm : body->arms) arm.trivial = !arm.boxed && is_trivial(model, arm.type);
}

void settle(const Model& model, Definition& definition) {
  settle_size(model, definition);
  settle_triviality(model, definition);
}

bool can_be_declared(const Model& model, DefinitionId id) {
  return model.get<Struct>(id) != nullptr || model.get<Union>(id) != nullptr;
}

// What should be written before `id`. Vectors and boxes of a cycle make do with a declaration, and a typedef is one.
class Needs {
 public:
  Needs(const Model& model, DefinitionId id) : model_(model), id_(id) {}

  std::vector<DefinitionId> find() {
    const Definition& definition = model_.definitions[id_];
    if (const Alias* alias = std::get_if<Alias>(&definition.body)) {
      use(alias->type, alias->renames);
    } else if (const Union* body = std::get_if<Union>(&definition.body)) {
      use(body->discriminant.type, false);
      for (const Arm& arm : body->arms) use(arm.type, arm.boxed);
    } else {
      for_each_use(definition, [&](const Type& type) { use(type, false); });
    }
    return std::move(found_);
  }

 private:
  void need(DefinitionId other) {
    if (other != no_definition && other != id_) found_.push_back(other);
  }
  void use(const Type& type, bool soft) {
    need(type.bound.constant);
    if (type.spelled != type.target) need(type.spelled);
    const bool complete = !type.recursive || (embeds_target(type) && !soft);
    if (complete || !can_be_declared(model_, type.target)) need(type.target);
    if (complete && model_.get<Alias>(id_) == nullptr) complete_behind(type.target);
  }
  // A typedef may stand before what it names, so whoever needs that complete says so.
  void complete_behind(DefinitionId target) {
    for (const Alias* alias = model_.get<Alias>(target); alias != nullptr; alias = model_.get<Alias>(target)) {
      if (alias->type.recursive && !embeds_target(alias->type)) return;
      target = alias->type.target;
      need(target);
    }
  }

  const Model& model_;
  DefinitionId id_;
  std::vector<DefinitionId> found_;
};

// A typedef stands behind what it names, unless that is written with the typedef: then a declaration goes before both.
Graph order_graph(const Model& model) {
  Graph graph;
  for (DefinitionId id = 0; id < model.definitions.size(); ++id) graph.push_back(Needs(model, id).find());
  const std::vector<std::size_t> component = components(graph);
  for (DefinitionId id = 0; id < graph.size(); ++id)
    if (model.get<Alias>(id) != nullptr)
      std::erase_if(graph[id], [&](DefinitionId other) {
        return component[other] == component[id] && can_be_declared(model, other);
      });
  return graph;
}

// Whether the C++ type of the use has, somewhere within, a std::array whose elements are `written` later.
bool has_incomplete_array(const Model& model, const Type& type, const std::vector<bool>& written) {
  for (const Alias* alias = model.get<Alias>(type.target); alias != nullptr;
       alias = model.get<Alias>(alias->type.target))
    if (alias->type.shape == Shape::fixed && can_be_declared(model, alias->type.target) && !written[alias->type.target])
      return true;
  return false;
}

// Finds what the order leaves incomplete: types to declare first, and the uses that have an array of such.
void find_incomplete(Model& model) {
  std::vector<bool> written(model.definitions.size(), false);
  std::vector<bool> declared(model.definitions.size(), false);
  std::fill_n(written.begin(), model.imported, true);
  for (const DefinitionId id : model.order) {
    for_each_use(model.definitions[id], [&](const Type& type) {
      if (!has_target(type) || written[type.target] || declared[type.target] || type.target == id) return;
      declared[type.target] = true;
      model.forward.push_back(type.target);
    });
    written[id] = true;  // operators are looked for at its end
    for_each_use(model.definitions[id],
                 [&](Type& type) { type.incomplete_array = has_incomplete_array(model, type, written); });
  }
}

}  // namespace

bool is_fixed_size(const Model& model, const Type& type) {
  if (type.shape == Shape::nothing) return true;
  if (type.shape != Shape::plain && (type.shape != Shape::fixed || type.bound.from_header)) return false;
  if (type.target == no_definition) return type.primitive != Primitive::string;
  return !type.of_list && !type.recursive && model.definitions[type.target].fixed_size;
}

void look_through_renamings(Model& model, Diagnostics& diagnostics) {
  RenamingChains chains(model, diagnostics);
  for (DefinitionId id = 0; id < model.definitions.size(); ++id) chains.follow(id);
  for_each_use_in_model(model, [&](Type& type) {
    const Alias* alias = renaming(model, type.target);
    if (alias == nullptr) return;
    const Type renamed = alias->type;  // `type` may be the alias's own
    type.primitive = renamed.primitive;
    type.target = renamed.target;
  });
}

void check_typedefs_end(const Model& model, Diagnostics& diagnostics) {
  Graph graph(model.definitions.size());
  for (DefinitionId id = 0; id < graph.size(); ++id) {
    const Alias* alias = model.get<Alias>(id);
    if (alias != nullptr && model.get<Alias>(alias->type.target) != nullptr) graph[id].push_back(alias->type.target);
  }
  const std::vector<std::size_t> component = components(graph);
  std::vector<bool> reported(graph.size(), false);
  for (DefinitionId id = 0; id < graph.size(); ++id) {
    if (graph[id].empty() || component[graph[id].front()] != component[id] || reported[component[id]]) continue;
    reported[component[id]] = true;
    const Name& name = model.definitions[id].name;
    diagnostics.error(name.range, "typedef '{}' leads to itself through typedefs only", name.schema);
  }
}

void find_lists(Model& model) {
  for (DefinitionId id = model.imported; id < model.definitions.size(); ++id) {
    Struct* body = model.get<Struct>(id);
    if (body == nullptr || body->members.empty() || !is_pointer_to(model, body->members.back().type, id)) continue;
    body->link = std::move(body->members.back());
    body->members.pop_back();
  }
  for_each_use_in_model(model, [&](Type& type) {
    const Struct* target = model.get<Struct>(type.target);
    type.of_list = target != nullptr && target->link.has_value();
  });
}

void find_recursion(Model& model) {
  mark_recursive(model, graph_of(model, has_target));
  mark_recursive_lists(model);
  box_arms(model, graph_of(model, embeds_target));
}

void check_finite(Model& model, Diagnostics& diagnostics) {
  FiniteTypes types(model);
  types.find();
  std::vector<std::size_t> walk_of(model.definitions.size(), 0);  // which walk met the definition first
  for (DefinitionId first = 0; first < model.definitions.size(); ++first) {
    std::vector<DefinitionId> path;
    DefinitionId at = types.finite(first) ? no_definition : first;
    while (at != no_definition && walk_of[at] == 0) {
      walk_of[at] = first + 1;
      path.push_back(at);
      at = infinite_part(model, types, at);
    }
    if (at == no_definition || walk_of[at] != first + 1) continue;
    path.erase(path.begin(), std::find(path.begin(), path.end(), at));
    report_cycle(model, diagnostics, path);
  }
}

void decide_order(Model& model) {
  for (const DefinitionId id : dependency_order(order_graph(model)))
    (id < model.imported ? model.imported_order : model.order).push_back(id);
  // Renamings are looked through, so nothing waits for theirs, and they may stand before what they name.
  for (const bool renamings : {false, true})
    for (const DefinitionId id : model.order)
      if ((renaming(model, id) != nullptr) == renamings) settle(model, model.definitions[id]);
  for_each_use_in_model(model, [&](Type& type) { type.element_size = element_size(model, type); });
  find_incomplete(model);
}

}  // namespace onc::compiler::model
