#include <functional>

#include <fmt/format.h>

#include "emit/codec.h"
#include "emit/emitter.h"
#include "emit/json_codec.h"
#include "emit/union_parts.h"
#include "sides.h"

namespace onc::test {
namespace {

using compiler::emit::Emitter;
using model::Definition;
using model::Shape;
using model::Type;

class CppSide {
 public:
  CppSide(const model::Model& model, const Skipped& skipped) : model_(model), skipped_(skipped) {}
  std::string text();

 private:
  void declare(const Definition& definition);
  void draw(const Definition& definition, const model::Alias& alias);
  void draw(const Definition& definition, const model::Enum& body);
  void draw(const Definition& definition, const model::Struct& body);
  void draw(const Definition& definition, const model::Union& body);
  void draw(const Definition& /*definition*/, const model::Constant& /*body*/) {}
  void draw(const Definition& /*definition*/, const model::ExternType& /*body*/) {}
  void choice(const std::string& name, std::size_t count, const std::function<std::string(std::size_t)>& value);
  void interface();
  void compared(model::DefinitionId id);

  // A new value, and the function that makes an element of one.
  std::string value(const Type& type) const;
  std::string element(const Type& type) const;
  std::string size(const Type& type) const;
  std::string made(const model::Union& body, const std::string& type, const UnionCase& one) const;
  // The type by itself, as if something used it.
  Type use_of(model::DefinitionId id) const;

  const model::Model& model_;
  const Skipped& skipped_;
  Emitter out_;
};

bool is_list(const Definition& definition) {
  const auto* body = std::get_if<model::Struct>(&definition.body);
  return body != nullptr && body->link.has_value();
}

// A list is more than what the C++ type of its name holds.
std::string type_of(const Definition& definition) {
  return is_list(definition) ? fmt::format("std::vector<{}>", definition.name.cpp) : definition.name.cpp;
}

std::string bound(const Type& type) { return type.bound.given ? type.bound.cpp : "UINT32_MAX"; }

std::string CppSide::text() {
  out_.emit({{"file", model_.file_name}, {"stem", model_.stem}, {"namespace", model_.cpp_namespace}}, R"(
    // Made from $file$ by bytes_generator.
    #include "$stem$_json.h"

    #include "compare.h"

    namespace $namespace$::compared_ {
    namespace {

  )");
  for (const Definition& definition : model_.definitions)
    if (definition.is_type()) declare(definition);
  for (const Definition& definition : model_.definitions) {
    out_.gap();
    std::visit([&](const auto& body) { draw(definition, body); }, definition.body);
  }
  interface();
  return out_.text();
}

void CppSide::declare(const Definition& definition) {
  const std::string& name = definition.name.cpp;
  out_.line(fmt::format("[[maybe_unused]] {} draw_{}(value_stream* stream_);", type_of(definition), name));
  if (is_list(definition)) out_.line(fmt::format("{0} draw_{0}_element(value_stream* stream_);", name));
}

void CppSide::draw(const Definition& definition, const model::Alias& alias) {
  out_.emit({{"name", definition.name.cpp}, {"value", value(alias.type)}},
            R"(
    $name$ draw_$name$(value_stream* stream_) {
      return $value$;
    }
  )");
}

// One of so many values.
void CppSide::choice(const std::string& name, std::size_t count, const std::function<std::string(std::size_t)>& value) {
  const auto cases = [&] {
    for (std::size_t at = 0; at < count; ++at) out_.line(fmt::format("case {}: return {};", at, value(at)));
  };
  out_.emit({{"name", name}, {"count", std::to_string(count)}, {"cases", cases}}, R"(
    $name$ draw_$name$(value_stream* stream_) {
      switch (stream_below(stream_, $count$)) {
        $cases$
      }
      return {};
    }
  )");
}

void CppSide::draw(const Definition& definition, const model::Enum& body) {
  const std::string& name = definition.name.cpp;
  choice(name, body.enumerators.size(), [&](std::size_t at) { return name + "::" + body.enumerators[at].name.cpp; });
}

void CppSide::draw(const Definition& definition, const model::Struct& body) {
  const auto members = [&] {
    for (const model::Member& member : body.members)
      out_.line(fmt::format("made_.{} = {};", member.name.cpp, value(member.type)));
  };
  out_.emit({{"name", definition.name.cpp}, {"element", body.link ? "_element" : ""}, {"members", members}}, R"(
    $name$ draw_$name$$element$([[maybe_unused]] value_stream* stream_) {
      $name$ made_;
      $members$
      return made_;
    }
  )");
  if (body.link)
    out_.emit({{"name", definition.name.cpp}}, R"(
      std::vector<$name$> draw_$name$(value_stream* stream_) {
        return onc::test::draw_chain<std::vector<$name$>>(stream_, draw_$name$_element);
      }
    )");
}

void CppSide::draw(const Definition& definition, const model::Union& body) {
  const std::string& name = definition.name.cpp;
  const std::vector<UnionCase> cases = union_cases(model_, body);
  choice(name, cases.size(), [&](std::size_t at) { return made(body, name, cases[at]); });
}

std::string CppSide::made(const model::Union& body, const std::string& type, const UnionCase& one) const {
  using namespace compiler::emit;
  if (!has_storage(*one.arm)) return fmt::format("{}::make_void({})", type, void_needs_tag(body) ? one.cpp : "");
  const std::string tag = needs_tag(*one.arm) ? one.cpp + ", " : "";
  return fmt::format("{}::make_{}({}{})", type, one.arm->name.cpp, tag, value(one.arm->type));
}

std::string CppSide::value(const Type& type) const {
  if (type.primitive == model::Primitive::string)
    return fmt::format("onc::test::draw_string(stream_, {})", bound(type));
  if (type.primitive == model::Primitive::opaque && type.shape == Shape::array)
    return fmt::format("onc::test::draw_opaque(stream_, {})", bound(type));
  switch (type.shape) {
    case Shape::nothing: break;
    case Shape::plain: return element(type) + "(stream_)";
    case Shape::fixed: return fmt::format("onc::test::draw_fixed<{}>(stream_, {})", type.cpp, element(type));
    case Shape::array:
      return fmt::format("onc::test::draw_array<{}>(stream_, {}, {})", type.cpp, bound(type), element(type));
    case Shape::optional:
      if (type.of_list) return fmt::format("onc::test::draw_list<{}>(stream_, {}_element)", type.cpp, element(type));
      return fmt::format("onc::test::draw_optional<{}>(stream_, {})", type.cpp, element(type));
  }
  return {};
}

std::string CppSide::element(const Type& type) const {
  if (type.target != model::no_definition) return "draw_" + model_.definitions[type.target].name.cpp;
  if (type.primitive == model::Primitive::opaque) return "onc::test::draw_byte";
  return "::" + draw_function(type.primitive);
}

Type CppSide::use_of(model::DefinitionId id) const {
  const Definition& definition = model_.definitions[id];
  const auto* alias = std::get_if<model::Alias>(&definition.body);
  if (alias != nullptr && alias->renames) return alias->type;
  return {.shape = Shape::plain,
          .target = id,
          .spelled = id,
          .of_list = is_list(definition),
          .target_cpp = definition.name.cpp,
          .element_cpp = type_of(definition),
          .cpp = type_of(definition)};
}

// What generated code tells of the size; of numbers it tells nothing, they have no functions of their own.
std::string CppSide::size(const Type& type) const {
  if (type.target == model::no_definition) return compiler::emit::size_expression(model_, type, "value").text();
  if (type.of_list) return "onc::xdr::chain_size(value)";
  const bool is_alias = model_.get<model::Alias>(type.target) != nullptr;
  return is_alias ? fmt::format("xdr_size_{}(value)", type.target_cpp) : "xdr_size(value)";
}

void CppSide::compared(model::DefinitionId id) {
  const Definition& definition = model_.definitions[id];
  const Type use = use_of(id);
  out_.emit({{"schema", definition.name.schema},
             {"name", definition.name.cpp},
             {"type", type_of(definition)},
             {"encode", compiler::emit::encode_expression(model_, use, "out", "value")},
             {"decode", compiler::emit::decode_expression(model_, use, "in", "value")},
             {"size", size(use)},
             {"write", compiler::emit::json_write_expression(model_, use, "out", "value")},
             {"read", compiler::emit::json_read_expression(model_, use, "in", "value")}},
            R"(
    made_.types.push_back(onc::test::compared<$type$>(
        "$schema$", draw_$name$,
        [](onc::xdr::Encoder& out, const $type$& value) { return $encode$; },
        [](onc::xdr::Decoder& in, $type$& value) { return $decode$; },
        []([[maybe_unused]] const $type$& value) -> std::size_t { return $size$; },
        [](onc::xdr::JsonWriter& out, const $type$& value) { $write$; },
        [](onc::xdr::JsonReader& in, $type$& value) { return $read$; }));
  )");
}

void CppSide::interface() {
  const auto types = [&] {
    for (model::DefinitionId id = 0; id < model_.definitions.size(); ++id)
      if (model_.definitions[id].is_type() && !skipped_.contains(model_.definitions[id].name.schema)) compared(id);
    for (const auto& [name, reason] : skipped_)
      out_.line(fmt::format("made_.skipped.push_back(\"{}: {}\");", name, reason));
  };
  out_.emit({{"namespace", model_.cpp_namespace}, {"stem", model_.stem}, {"types", types}}, R"(

    }  // namespace

    onc::test::Interface interface() {
      onc::test::Interface made_;
      $types$
      return made_;
    }

    }  // namespace $namespace$::compared_

    onc::test::Interface onc::test::interface_$stem$() { return ::$namespace$::compared_::interface(); }
  )");
}

}  // namespace

std::string cpp_side(const model::Model& model, const Skipped& skipped) { return CppSide(model, skipped).text(); }

}  // namespace onc::test
