#include "compat/programs.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "compat/describe.h"

namespace onc::compiler::compat {
namespace {

std::uint64_t number_of(const model::Program& program) { return program.number.magnitude; }
std::uint64_t number_of(const model::Version& version) { return version.number; }
std::uint64_t number_of(const model::Procedure& procedure) { return procedure.number; }

// Programs, versions of a program, or procedures of a version.
template <class Part>
class Parts {
 public:
  explicit Parts(const std::vector<Part>& parts) {
    for (const Part& part : parts) {
      numbers_.emplace(number_of(part), &part);
      names_.emplace(part.name.schema, &part);
    }
  }
  const Part* numbered(std::uint64_t number) const { return found(numbers_, number); }
  const Part* named(std::string_view name) const { return found(names_, name); }

 private:
  template <class Map, class Key>
  static const Part* found(const Map& map, const Key& key) {
    const auto at = map.find(key);
    return at == map.end() ? nullptr : at->second;
  }

  std::map<std::uint64_t, const Part*> numbers_;
  std::map<std::string_view, const Part*> names_;
};

// Who has the part's number now, or its name if nobody has the number. If both its name and the one that its number has
// now were there before, they are known to have changed places.
template <class Part>
const Part* counterpart(const Part& part, const Parts<Part>& before, const Parts<Part>& after) {
  const Part* by_number = after.numbered(number_of(part));
  const Part* by_name = after.named(part.name.schema);
  if (by_number == nullptr) return by_name;
  return by_name != nullptr && before.named(by_number->name.schema) != nullptr ? by_name : by_number;
}

class Programs {
 public:
  Programs(Graph& before, Graph& after, Types& types, Walk& walk)
      : before_(before), after_(after), types_(types), walk_(walk) {}

  void compare() { each(before_.model().programs, after_.model().programs, {}); }

 private:
  template <class Part>
  void each(const std::vector<Part>& before, const std::vector<Part>& after, const std::string& prefix) {
    const Parts<Part> old_parts(before), new_parts(after);
    for (const Part& was : before) {
      const Part* is = counterpart(was, old_parts, new_parts);
      const std::string path = prefix + (is == nullptr ? was : *is).name.schema;
      numbers(was, is, path);
      if (is != nullptr) inside(was, *is, path);
    }
  }

  template <class Part>
  void numbers(const Part& was, const Part* is, const std::string& path) {
    const Way way{walk_.add_root(path, false)};
    if (is == nullptr)
      walk_.found(way, {{was.name.range, {}}, fmt::format("removed, it had the number {}", number_of(was))});
    else if (number_of(was) != number_of(*is))
      walk_.found(way, {{was.name.range, is->name.range},
                        fmt::format("renumbered from {} to {}", number_of(was), number_of(*is))});
  }

  void inside(const model::Program& was, const model::Program& is, const std::string& path) {
    each(was.versions, is.versions, path + ".");
  }
  void inside(const model::Version& was, const model::Version& is, const std::string& path) {
    each(was.procedures, is.procedures, path + ".");
  }
  void inside(const model::Procedure& was, const model::Procedure& is, const std::string& path) {
    const PlaceId root = walk_.add_root(path, true);
    const Use old_result = before_.use({}, was.result), new_result = after_.use({}, is.result);
    types_.compare({root, fmt::format(" result{}", type_name(new_result))}, old_result, new_result);
    arguments(root, was, is);
  }

  void arguments(PlaceId root, const model::Procedure& was, const model::Procedure& is) {
    const std::vector<Use> from = uses(before_, was), to = uses(after_, is);
    if (from.size() != to.size()) {
      if (!types_.compare_regrouped({root, " argument"}, from, to))
        walk_.found({root}, {{was.name.range, is.name.range},
                             fmt::format("takes {} instead of {} arguments", to.size(), from.size())});
      return;
    }
    for (std::size_t at = 0; at < to.size(); ++at)
      types_.compare({root, fmt::format(" argument {}{}", at + 1, type_name(to[at]))}, from[at], to[at]);
  }

  static std::vector<Use> uses(Graph& graph, const model::Procedure& procedure) {
    std::vector<Use> result;
    for (const model::Argument& argument : procedure.arguments)
      result.push_back(graph.use(argument.name, argument.type));
    return result;
  }

  // In brackets, if the type has a name.
  std::string type_name(const Use& use) const {
    const model::Definition* definition = after_[use.node].definition;
    return definition == nullptr ? std::string() : fmt::format(" ({})", definition->name.schema);
  }

  Graph& before_;
  Graph& after_;
  Types& types_;
  Walk& walk_;
};

}  // namespace

void compare_programs(Graph& before, Graph& after, Types& types, Walk& walk) {
  Programs(before, after, types, walk).compare();
}

}  // namespace onc::compiler::compat
