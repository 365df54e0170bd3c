#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

#include "model/cpp_names.h"
#include "model/uses.h"

namespace onc::compiler::model {
namespace {

std::string_view primitive_cpp(Primitive primitive) {
  switch (primitive) {
    case Primitive::boolean: return "bool";
    case Primitive::int8: return "std::int8_t";
    case Primitive::uint8: return "std::uint8_t";
    case Primitive::int16: return "std::int16_t";
    case Primitive::uint16: return "std::uint16_t";
    case Primitive::int32: return "std::int32_t";
    case Primitive::uint32: return "std::uint32_t";
    case Primitive::int64: return "std::int64_t";
    case Primitive::uint64: return "std::uint64_t";
    case Primitive::float32: return "float";
    case Primitive::float64: return "double";
    case Primitive::quadruple: return "onc::xdr::Quadruple";
    case Primitive::string: return "std::string";
    case Primitive::opaque: return "std::byte";
    case Primitive::none: break;
  }
  return "void";
}

std::string vector_of(const Type& type, std::string_view element) {
  return fmt::format("{}<{}>", type.recursive ? "onc::xdr::Vector" : "std::vector", element);
}

// The C++ type of a T by value. A list by value is spelt with its element's name, unless a typedef names it.
std::string single_cpp(const Model& model, const Type& type) {
  const bool renamed = type.spelled != type.target && type.spelled != no_definition;
  if (renamed) return model.definitions[type.spelled].name.cpp;
  if (type.target == no_definition) return std::string(primitive_cpp(type.primitive));
  const std::string& name = model.definitions[type.target].name.cpp;
  return type.of_list ? vector_of(type, name) : name;
}

std::string whole_cpp(const Model& model, const Type& type) {
  const std::string& element = type.element_cpp;
  switch (type.shape) {
    case Shape::nothing: return "void";
    case Shape::plain: return element;
    case Shape::fixed: return fmt::format("std::array<{}, {}>", element, type.bound.cpp);
    case Shape::array:
      return type.primitive == Primitive::string && type.spelled == no_definition ? element : vector_of(type, element);
    case Shape::optional: break;
  }
  if (type.of_list) return vector_of(type, model.definitions[type.target].name.cpp);
  return fmt::format("{}<{}>", type.recursive ? "onc::xdr::Boxed" : "std::optional", element);
}

// Members of the classes that generated clients and services are: within them these names mean something else.
bool is_stub_member(std::string_view name) {
  constexpr std::array members{"Client", "Service", "id",           "connect",         "channel", "shared_channel",
                               "call",   "start",   "no_arguments", "program_version", "dispatch"};
  return std::find(members.begin(), members.end(), name) != members.end();
}

void decide(const Model& model, Type& type, bool in_stub) {
  type.element_cpp = single_cpp(model, type);
  if (in_stub && is_stub_member(type.element_cpp))
    type.element_cpp = "::" + model.cpp_namespace + "::" + type.element_cpp;
  type.cpp = whole_cpp(model, type);
}

}  // namespace

void decide_cpp_types(Model& model) {
  for (Definition& definition : model.definitions)
    for_each_use(definition, [&](Type& type) { decide(model, type, false); });
  for (Program& program : model.programs)
    for_each_use_in_program(program, [&](Type& type) { decide(model, type, true); });
}

}  // namespace onc::compiler::model
