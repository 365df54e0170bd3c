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

// How the uses in one place spell their types.
class TypeSpeller {
 public:
  // `space`: the C++ namespace of the place.
  TypeSpeller(const Model& model, std::string_view space, bool in_stub)
      : model_(model), space_(space), in_stub_(in_stub) {}

  void spell(Type& type) const {
    if (type.bound.constant != no_definition) type.bound.cpp = name_of(type.bound.constant);
    if (type.target != no_definition) type.target_cpp = spelled_from(model_, type.target, space_);
    type.element_cpp = single(type);
    type.cpp = whole(type);
  }

 private:
  std::string name_of(DefinitionId id) const {
    return spelled_from(model_, id, in_stub_ && is_stub_member(model_.definitions[id].name.cpp) ? "" : space_);
  }
  std::string single(const Type& type) const;
  std::string whole(const Type& type) const;

  const Model& model_;
  std::string_view space_;
  bool in_stub_;
};

std::string borrowed(const Type& type, std::string_view element) {
  if (!is_bytes(type)) return fmt::format("onc::xdr::NumbersView<{}>", element);
  return type.primitive == Primitive::string ? "std::string_view" : "onc::xdr::BytesView";
}

// The C++ type of a T by value. A list by value is spelt with its element's name, unless a typedef names it.
std::string TypeSpeller::single(const Type& type) const {
  const bool renamed = type.spelled != type.target && type.spelled != no_definition;
  if (renamed) return name_of(type.spelled);
  if (type.target == no_definition) return std::string(primitive_cpp(type.primitive));
  return type.of_list ? vector_of(type, name_of(type.target)) : name_of(type.target);
}

std::string TypeSpeller::whole(const Type& type) const {
  const std::string& element = type.element_cpp;
  if (type.borrowed) return borrowed(type, element);
  switch (type.shape) {
    case Shape::nothing: return "void";
    case Shape::plain: return element;
    case Shape::fixed: return fmt::format("std::array<{}, {}>", element, type.bound.cpp);
    case Shape::array:
      return type.primitive == Primitive::string && type.spelled == no_definition ? element : vector_of(type, element);
    case Shape::optional: break;
  }
  if (type.of_list) return vector_of(type, name_of(type.target));
  return fmt::format("{}<{}>", type.recursive ? "onc::xdr::Boxed" : "std::optional", element);
}

}  // namespace

void decide_cpp_types(Model& model) {
  for (Definition& definition : model.own()) {
    const TypeSpeller speller(model, definition.cpp_namespace, false);
    for_each_use(definition, [&](Type& type) { speller.spell(type); });
  }
  for (Program& program : model.programs) {
    const TypeSpeller speller(model, program.cpp_namespace, true);
    for_each_use_in_program(program, [&](Type& type) { speller.spell(type); });
  }
}

}  // namespace onc::compiler::model
