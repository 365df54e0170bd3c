#include "model/fixed_size.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "model/components.h"
#include "model/uses.h"

namespace onc::compiler::model {
namespace {

// What a C++ type takes on hosts of 64 bits.
struct Layout {
  std::uint64_t size = 0;
  std::uint64_t alignment = 1;
};

constexpr std::uint64_t most = std::uint64_t{1} << 62;  // sums of two do not overflow
constexpr std::string_view way_out = "a variable-length array, name<N>, takes what it holds";
constexpr Layout pointer{8, 8};
constexpr Layout vector{24, 8};
constexpr Layout string{32, 8};

std::uint64_t sum(std::uint64_t left, std::uint64_t right) { return std::min(left + right, most); }

std::uint64_t product(std::uint64_t size, std::uint64_t count) {
  return count != 0 && size > most / count ? most : size * count;
}

std::uint64_t rounded(std::uint64_t size, std::uint64_t alignment) {
  return sum(size, alignment - 1) / alignment * alignment;
}

Layout followed_by(Layout first, Layout next) {
  return {sum(rounded(first.size, next.alignment), next.size), std::max(first.alignment, next.alignment)};
}

Layout closed(Layout open) { return {rounded(open.size, open.alignment), open.alignment}; }

Layout layout_of(Primitive primitive) {
  switch (primitive) {
    case Primitive::none: return {};
    case Primitive::boolean:
    case Primitive::int8:
    case Primitive::uint8:
    case Primitive::opaque: return {1, 1};
    case Primitive::int16:
    case Primitive::uint16: return {2, 2};
    case Primitive::int32:
    case Primitive::uint32:
    case Primitive::float32: return {4, 4};
    case Primitive::int64:
    case Primitive::uint64:
    case Primitive::float64: return {8, 8};
    case Primitive::quadruple: return {16, 1};
    case Primitive::string: return string;
  }
  return {};
}

class FixedSizes {
 public:
  FixedSizes(const Model& model, Diagnostics& diagnostics)
      : model_(model), diagnostics_(diagnostics), layouts_(model.definitions.size()) {}

  void check() {
    const Graph graph = embedded();
    if (has_cycle(graph)) return;  // of a type without a finite value, which is an error of its own
    for (const DefinitionId id : dependency_order(graph)) check(id);
    for (const Definition& definition : model_.definitions) check_boxed_arms(definition);
    for (const Program& program : model_.programs)
      for (const Version& version : program.versions)
        for (const Procedure& procedure : version.procedures) check(procedure);
  }

 private:
  Graph embedded() const;
  static bool has_cycle(const Graph& graph);
  Layout single(const Type& type) const;
  Layout whole(const Type& type) const;
  Layout whole(const Union& body) const;
  Layout whole(const Definition& definition) const;
  void check(DefinitionId id);
  void check_boxed_arms(const Definition& definition);
  void check(const Procedure& procedure);

  const Model& model_;
  Diagnostics& diagnostics_;
  std::vector<Layout> layouts_;  // of the definitions; nothing for those that are too large
};

Graph FixedSizes::embedded() const {
  Graph graph(model_.definitions.size());
  for (DefinitionId id = 0; id < graph.size(); ++id) {
    const auto use = [&](const Type& type) {
      if (embeds_target(type)) graph[id].push_back(type.target);
    };
    if (const auto* body = model_.get<Union>(id)) {
      use(body->discriminant.type);
      for (const Arm& arm : body->arms)
        if (!arm.boxed) use(arm.type);
    } else {
      for_each_use(model_.definitions[id], use);
    }
  }
  return graph;
}

bool FixedSizes::has_cycle(const Graph& graph) {
  const std::vector<std::size_t> component = components(graph);
  std::vector<std::size_t> members(graph.size(), 0);
  for (std::size_t node = 0; node < graph.size(); ++node) {
    if (++members[component[node]] > 1) return true;
    if (std::find(graph[node].begin(), graph[node].end(), node) != graph[node].end()) return true;
  }
  return false;
}

Layout FixedSizes::single(const Type& type) const {
  if (type.of_list) return vector;
  return type.target == no_definition ? layout_of(type.primitive) : layouts_[type.target];
}

Layout FixedSizes::whole(const Type& type) const {
  switch (type.shape) {
    case Shape::nothing: return {};
    case Shape::plain: return single(type);
    case Shape::array: return type.primitive == Primitive::string ? string : vector;
    case Shape::fixed: {
      const Layout one = single(type);
      return {product(one.size, type.bound.limit), one.alignment};
    }
    case Shape::optional: break;
  }
  if (type.of_list) return vector;
  return type.recursive ? pointer : closed(followed_by(single(type), {1, 1}));
}

// The arms overlap; beside them stand the discriminant and the number of the arm.
Layout FixedSizes::whole(const Union& body) const {
  Layout arms;
  for (const Arm& arm : body.arms) {
    const Layout one = arm.boxed ? pointer : whole(arm.type);
    arms = {std::max(arms.size, one.size), std::max(arms.alignment, one.alignment)};
  }
  return closed(followed_by(followed_by(whole(body.discriminant.type), {2, 2}), arms));
}

Layout FixedSizes::whole(const Definition& definition) const {
  if (std::holds_alternative<Enum>(definition.body)) return {4, 4};
  if (const auto* body = std::get_if<Union>(&definition.body)) return whole(*body);
  Layout layout;
  for_each_use(definition, [&](const Type& type) { layout = followed_by(layout, whole(type)); });
  return closed(layout);
}

void FixedSizes::check(DefinitionId id) {
  const Definition& definition = model_.definitions[id];
  const Layout layout = whole(definition);
  if (layout.size <= max_fixed_size) {
    layouts_[id] = layout;
    return;
  }
  diagnostics_
      .error(definition.name.range, "'{}' takes {} bytes of memory whatever it holds; {} is the limit",
             definition.name.schema, layout.size, max_fixed_size)
      .suggest(std::string(way_out));
}

// What is in a box is no part of the union, but a call that selects the arm makes all of it.
void FixedSizes::check_boxed_arms(const Definition& definition) {
  const auto* body = std::get_if<Union>(&definition.body);
  if (body == nullptr) return;
  for (const Arm& arm : body->arms) {
    const std::uint64_t size = arm.boxed ? whole(arm.type).size : 0;
    if (size > max_fixed_size)
      diagnostics_
          .error(arm.name.range, "'{}' takes {} bytes of memory whatever it holds; {} is the limit", arm.name.schema,
                 size, max_fixed_size)
          .suggest(std::string(way_out));
  }
}

void FixedSizes::check(const Procedure& procedure) {
  Layout arguments;
  for (const Argument& argument : procedure.arguments) arguments = followed_by(arguments, whole(argument.type));
  if (arguments.size > max_fixed_size)
    diagnostics_
        .error(procedure.name.range,
               "the arguments of '{}' take {} bytes of memory whatever they hold; {} is the limit",
               procedure.name.schema, arguments.size, max_fixed_size)
        .suggest(std::string(way_out));
}

}  // namespace

void check_fixed_size_fits_stack(const Model& model, Diagnostics& diagnostics) {
  FixedSizes(model, diagnostics).check();
}

}  // namespace onc::compiler::model
