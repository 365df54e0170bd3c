#include "model/rules.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "model/fixed_size.h"
#include "model/uses.h"

namespace onc::compiler::model {
namespace {

// --- names within one scope

class UniqueNames {
 public:
  UniqueNames(Diagnostics& diagnostics, std::string_view what) : diagnostics_(diagnostics), what_(what) {}
  void add(const Name& name) {
    if (name.schema.empty()) return;
    const auto [at, fresh] = seen_.emplace(name.schema, name.range);
    if (fresh) return;
    diagnostics_.error(name.range, "{} '{}' is declared twice", what_, name.schema)
        .note(at->second, "first declared here");
  }

 private:
  Diagnostics& diagnostics_;
  std::string_view what_;
  std::map<std::string_view, SourceRange> seen_;
};

void check_unique_members(const Model& model, Diagnostics& diagnostics) {
  for (const Definition& definition : model.own()) {
    const auto* body = std::get_if<Struct>(&definition.body);
    if (body == nullptr) continue;
    UniqueNames names(diagnostics, "member");
    for (const Member& member : body->members) names.add(member.name);
    if (body->link) names.add(body->link->name);
  }
}

// The discriminant may be named like an arm: they are no members of one C struct in the RFC's own examples.
void check_unique_arms(const Model& model, Diagnostics& diagnostics) {
  for (const Definition& definition : model.own()) {
    const auto* body = std::get_if<Union>(&definition.body);
    if (body == nullptr) continue;
    UniqueNames names(diagnostics, "arm");
    for (const Arm& arm : body->arms) names.add(arm.name);
  }
}

void check_unique_versions(const Model& model, Diagnostics& diagnostics) {
  for (const Program& program : model.programs) {
    UniqueNames names(diagnostics, "version");
    std::map<std::uint32_t, const Version*> numbers;
    for (const Version& version : program.versions) {
      names.add(version.name);
      if (!version.numbered) continue;
      const auto [at, fresh] = numbers.emplace(version.number, &version);
      if (fresh) continue;
      diagnostics
          .error(version.name.range, "version number {} is given twice in program '{}'", version.number,
                 program.name.schema)
          .note(at->second->name.range, "first given to '{}'", at->second->name.schema);
    }
  }
}

void check_unique_procedures(const Version& version, Diagnostics& diagnostics) {
  UniqueNames names(diagnostics, "procedure");
  std::map<std::uint32_t, const Procedure*> numbers;
  for (const Procedure& procedure : version.procedures) {
    names.add(procedure.name);
    if (!procedure.numbered) continue;
    const auto [at, fresh] = numbers.emplace(procedure.number, &procedure);
    if (fresh) continue;
    diagnostics
        .error(procedure.name.range, "procedure number {} is given twice in version '{}'", procedure.number,
               version.name.schema)
        .note(at->second->name.range, "first given to '{}'", at->second->name.schema);
  }
}

void check_unique_procedures(const Model& model, Diagnostics& diagnostics) {
  for (const Program& program : model.programs)
    for (const Version& version : program.versions) check_unique_procedures(version, diagnostics);
}

void check_unique_arguments(const Model& model, Diagnostics& diagnostics) {
  for (const Program& program : model.programs) {
    for (const Version& version : program.versions) {
      for (const Procedure& procedure : version.procedures) {
        UniqueNames names(diagnostics, "argument");
        for (const Argument& argument : procedure.arguments) names.add(argument.name);
      }
    }
  }
}

void check_unique_program_numbers(const Model& model, Diagnostics& diagnostics) {
  std::map<std::uint64_t, const Program*> numbers;
  for (const Program& program : model.programs) {
    if (!program.numbered) continue;
    const auto [at, fresh] = numbers.emplace(program.number.magnitude, &program);
    if (fresh) continue;
    diagnostics.error(program.name.range, "program number {} is given twice", program.cpp_number)
        .note(at->second->name.range, "first given to '{}'", at->second->name.schema);
  }
}

// --- numbers

void check_enum_values_fit(const Model& model, Diagnostics& diagnostics) {
  for (const Definition& definition : model.own()) {
    const auto* body = std::get_if<Enum>(&definition.body);
    if (body == nullptr) continue;
    for (const Enumerator& enumerator : body->enumerators) {
      if (fits_int32(enumerator.value)) continue;
      diagnostics.error(enumerator.name.range, "enum value {} does not fit 32 bits and a sign",
                        to_string(enumerator.value));
    }
  }
}

void check_constants_fit(const Model& model, Diagnostics& diagnostics) {
  for (const Definition& definition : model.own()) {
    const auto* body = std::get_if<Constant>(&definition.body);
    if (body != nullptr && body->value.negative && !fits_int64(body->value))
      diagnostics.error(definition.name.range, "constant {} does not fit 64 bits", to_string(body->value));
  }
}

// --- unions

bool check_discriminant(const Model& model, const Type& type, Diagnostics& diagnostics) {
  constexpr std::array allowed{Primitive::boolean, Primitive::int32, Primitive::uint32, Primitive::int8,
                               Primitive::uint8,   Primitive::int16, Primitive::uint16};
  const bool primitive = std::find(allowed.begin(), allowed.end(), type.primitive) != allowed.end();
  const bool unknown = type.primitive == Primitive::none && type.target == no_definition;
  if (type.shape == Shape::plain && (primitive || unknown || model.get<Enum>(type.target) != nullptr)) return true;
  if (type.shape == Shape::plain && model.get<ExternType>(type.target) != nullptr) {
    diagnostics
        .error(type.range, "'{}' cannot be a discriminant: it is declared elsewhere, so its values are not known here",
               model.definitions[type.target].name.schema)
        .suggest("declare the enum in this file, or in a .x whose header a '%#include' line names");
    return false;
  }
  diagnostics.error(type.range, "a discriminant is an int, an unsigned int, a bool or an enum");
  return false;
}

void check_discriminants(const Model& model, Diagnostics& diagnostics) {
  for (const Definition& definition : model.own())
    if (const auto* body = std::get_if<Union>(&definition.body))
      check_discriminant(model, body->discriminant.type, diagnostics);
}

std::pair<std::int64_t, std::int64_t> range_of(Primitive primitive) {
  switch (primitive) {
    case Primitive::boolean: return {0, 1};
    case Primitive::int8: return {-128, 127};
    case Primitive::uint8: return {0, 255};
    case Primitive::int16: return {-32768, 32767};
    case Primitive::uint16: return {0, 65535};
    case Primitive::uint32: return {0, 0xffffffff};
    default: return {std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max()};
  }
}

bool belongs_to(const Label& label, const Type& type, const Enum* enumeration) {
  if (enumeration != nullptr) {
    const auto same = [&](const Enumerator& one) { return one.value == label.value; };
    return std::any_of(enumeration->enumerators.begin(), enumeration->enumerators.end(), same);
  }
  const auto [least, most] = range_of(type.primitive);
  return fits_int64(label.value) && to_int64(label.value) >= least && to_int64(label.value) <= most;
}

bool has_default(const Union& body) {
  return std::any_of(body.arms.begin(), body.arms.end(), [](const Arm& arm) { return arm.has_default; });
}

// Where a default shows that other values are meant to come, a label for one of them is no mistake for sure.
void report_foreign_label(const Model& model, const Label& label, const Union& body, Diagnostics& diagnostics) {
  const Type& type = body.discriminant.type;
  if (model.get<Enum>(type.target) == nullptr) {
    const auto [least, most] = range_of(type.primitive);
    diagnostics.error(label.range, "case {} is outside the discriminant's range, {} to {}", label.schema, least, most);
    return;
  }
  const Name& name = model.definitions[type.target].name;
  Diagnostic& found =
      has_default(body) ? diagnostics.warning(Warning::enum_case, label.range, "case {} is no value of enum '{}'",
                                              label.schema, name.schema)
                        : diagnostics.error(label.range, "case {} is no value of enum '{}'", label.schema, name.schema);
  found.note(name.range, "the discriminant's type is declared here");
}

void check_labels_belong_to_discriminant(const Model& model, Diagnostics& diagnostics) {
  for (const Definition& definition : model.own()) {
    const auto* body = std::get_if<Union>(&definition.body);
    if (body == nullptr) continue;
    const Type& type = body->discriminant.type;
    const Enum* enumeration = model.get<Enum>(type.target);
    Diagnostics silent;
    const bool unknown = type.primitive == Primitive::none && type.target == no_definition;
    if (unknown || !check_discriminant(model, type, silent)) continue;
    for (const Arm& arm : body->arms)
      for (const Label& label : arm.labels)
        if (!belongs_to(label, type, enumeration)) report_foreign_label(model, label, *body, diagnostics);
  }
}

void check_unique_cases(const Definition& definition, const Union& body, Diagnostics& diagnostics) {
  std::map<std::pair<bool, std::uint64_t>, const Label*> seen;
  for (const Arm& arm : body.arms) {
    for (const Label& label : arm.labels) {
      const auto [at, fresh] = seen.emplace(std::pair{label.value.negative, label.value.magnitude}, &label);
      if (fresh) continue;
      diagnostics.error(label.range, "case {} of union '{}' appears twice", label.schema, definition.name.schema)
          .note(at->second->range, "first used here");
    }
  }
}

void check_unique_cases(const Model& model, Diagnostics& diagnostics) {
  for (const Definition& definition : model.own())
    if (const auto* body = std::get_if<Union>(&definition.body)) check_unique_cases(definition, *body, diagnostics);
}

void check_one_default(const Model& model, Diagnostics& diagnostics) {
  for (const Definition& definition : model.own()) {
    const auto* body = std::get_if<Union>(&definition.body);
    if (body == nullptr) continue;
    const Arm* first = nullptr;
    for (const Arm& arm : body->arms) {
      if (!arm.has_default) continue;
      if (first != nullptr)
        diagnostics.error(arm.range, "union '{}' has a second default", definition.name.schema)
            .note(first->range, "the first one is here");
      else
        first = &arm;
    }
  }
}

// --- declarations

void check_not_void(const Type& type, std::string_view what, Diagnostics& diagnostics) {
  if (type.shape == Shape::nothing) diagnostics.error(type.range, "a {} cannot be void", what);
}

void check_void_stands_alone(const Model& model, Diagnostics& diagnostics) {
  for (const Definition& definition : model.own()) {
    if (const auto* alias = std::get_if<Alias>(&definition.body))
      check_not_void(alias->type, "typedef", diagnostics);
    else if (const auto* structure = std::get_if<Struct>(&definition.body))
      for (const Member& member : structure->members) check_not_void(member.type, "struct member", diagnostics);
  }
}

void check_void_has_no_name(const Model& model, Diagnostics& diagnostics) {
  for (const Definition& definition : model.own()) {
    const auto* body = std::get_if<Union>(&definition.body);
    if (body == nullptr) continue;
    for (const Arm& arm : body->arms)
      if (arm.type.shape == Shape::nothing && !arm.name.schema.empty())
        diagnostics.error(arm.name.range, "a void arm has no name");
  }
}

void check_void_arguments(const Model& model, Diagnostics& diagnostics) {
  for (const Program& program : model.programs)
    for (const Version& version : program.versions)
      for (const Procedure& procedure : version.procedures)
        for (const Argument& argument : procedure.arguments)
          if (argument.type.shape == Shape::nothing)
            diagnostics.error(argument.type.range, "void cannot stand beside other arguments");
}

void check_shape(const Type& type, Diagnostics& diagnostics) {
  if (type.of_void && type.shape != Shape::nothing)
    diagnostics.error(type.range, "there are no arrays of void and no pointers to it");
  if (type.primitive == Primitive::opaque && type.spelled == no_definition) {
    if (type.shape == Shape::plain)
      diagnostics.error(type.range, "opaque data needs a length").suggest("opaque name[N] or opaque name<N>");
    if (type.shape == Shape::optional) diagnostics.error(type.range, "optional opaque data needs a typedef of its own");
  }
  if (type.primitive == Primitive::string && type.spelled == no_definition) {
    if (type.shape == Shape::fixed)
      diagnostics.error(type.range, "a string has no fixed length").suggest("string name<N>");
    if (type.shape == Shape::optional) diagnostics.error(type.range, "an optional string needs a typedef of its own");
  }
}

void check_shapes(const Model& model, Diagnostics& diagnostics) {
  for_each_use_in_model(model, [&](const Type& type) { check_shape(type, diagnostics); });
}

// --- warnings

void check_bounds_are_given(const Model& model, Diagnostics& diagnostics) {
  for_each_use_in_model(model, [&](const Type& type) {
    if (type.shape == Shape::array && !type.bound.given)
      diagnostics.warning(Warning::unbounded, type.range, "this has no bound, so a message may hold any number of it");
  });
}

void check_union_covers_enum(const Definition& definition, const Union& body, const Enum& enumeration,
                             Diagnostics& diagnostics) {
  std::set<std::pair<bool, std::uint64_t>> covered;
  for (const Arm& arm : body.arms) {
    if (arm.has_default) return;
    for (const Label& label : arm.labels) covered.emplace(label.value.negative, label.value.magnitude);
  }
  for (const Enumerator& one : enumeration.enumerators) {
    if (covered.contains({one.value.negative, one.value.magnitude})) continue;
    diagnostics
        .warning(Warning::enum_gap, definition.name.range, "union '{}' has no arm for '{}' and no default",
                 definition.name.schema, one.name.schema)
        .note(one.name.range, "declared here");
    return;
  }
}

void check_unions_cover_enums(const Model& model, Diagnostics& diagnostics) {
  for (const Definition& definition : model.own())
    if (const auto* body = std::get_if<Union>(&definition.body))
      if (const Enum* enumeration = model.get<Enum>(body->discriminant.type.target))
        check_union_covers_enum(definition, *body, *enumeration, diagnostics);
}

// A default beside an arm for TRUE and one for FALSE. That of an enum takes the values that the file does not know.
void check_defaults_are_reachable(const Model& model, Diagnostics& diagnostics) {
  for (const Definition& definition : model.definitions) {
    const auto* body = std::get_if<Union>(&definition.body);
    if (body == nullptr || body->discriminant.type.primitive != Primitive::boolean) continue;
    std::set<std::uint64_t> labelled;
    for (const Arm& arm : body->arms)
      for (const Label& label : arm.labels) labelled.insert(label.value.magnitude);
    for (const Arm& arm : body->arms)
      if (arm.has_default && labelled.size() == 2)
        diagnostics.warning(Warning::unreachable_default, arm.range,
                            "no value is left for this default: there are arms for TRUE and FALSE");
  }
}

using Rule = void (*)(const Model&, Diagnostics&);

constexpr Rule rules[] = {
    check_unique_members,         check_unique_arms,
    check_unique_program_numbers, check_unique_versions,
    check_unique_procedures,      check_unique_arguments,
    check_enum_values_fit,        check_constants_fit,
    check_discriminants,          check_labels_belong_to_discriminant,
    check_unique_cases,           check_one_default,
    check_void_stands_alone,      check_void_has_no_name,
    check_void_arguments,         check_shapes,
    check_bounds_are_given,       check_unions_cover_enums,
    check_fixed_size_fits_stack,  check_defaults_are_reachable,
};

}  // namespace

void check_rules(const Model& model, Diagnostics& diagnostics) {
  for (const Rule rule : rules) rule(model, diagnostics);
}

}  // namespace onc::compiler::model
