#pragma once

#include <concepts>
#include <cstdint>
#include <variant>

#include "model/model.h"

namespace onc::compiler::model {

// Calls `visit` with every use of a type inside a definition.
template <class AnyDefinition, class Visit>
void for_each_use(AnyDefinition& definition, const Visit& visit) {
  std::visit(
      [&](auto& body) {
        using Body = std::remove_cvref_t<decltype(body)>;
        if constexpr (std::same_as<Body, Alias>) {
          visit(body.type);
        } else if constexpr (std::same_as<Body, Struct>) {
          for (auto& member : body.members) visit(member.type);
        } else if constexpr (std::same_as<Body, Union>) {
          visit(body.discriminant.type);
          for (auto& arm : body.arms) visit(arm.type);
        }
      },
      definition.body);
}

template <class AnyProgram, class Visit>
void for_each_use_in_program(AnyProgram& program, const Visit& visit) {
  for (auto& version : program.versions) {
    for (auto& procedure : version.procedures) {
      visit(procedure.result);
      for (auto& argument : procedure.arguments) visit(argument.type);
    }
  }
}

template <class AnyModel, class Visit>
void for_each_use_in_model(AnyModel& model, const Visit& visit) {
  for (auto& definition : model.own()) for_each_use(definition, visit);
  for (auto& program : model.programs) for_each_use_in_program(program, visit);
}

// Whether it is a string or opaque data itself, not what holds one.
inline bool is_bytes(const Type& type) {
  return type.target == no_definition && (type.primitive == Primitive::string || type.primitive == Primitive::opaque);
}

// Bytes of opaque data on the wire.
inline std::uint64_t padded(std::uint64_t length) { return (length + 3) / 4 * 4; }

// Whether a value of the type holds a value of its target, so that the target must be finite for the type to be.
inline bool holds_target(const Type& type) {
  return type.target != no_definition && (type.shape == Shape::plain || type.shape == Shape::fixed);
}

// Whether the C++ type needs its target to be complete: everything but vectors and boxes.
inline bool embeds_target(const Type& type) {
  const bool in_place = type.shape == Shape::plain || type.shape == Shape::fixed;
  return type.target != no_definition && !type.of_list &&
         (in_place || (type.shape == Shape::optional && !type.recursive));
}

}  // namespace onc::compiler::model
