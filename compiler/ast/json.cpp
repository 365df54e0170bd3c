#include "ast/json.h"

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "ast/documentation.h"
#include "ast/sizes.h"
#include "model/uses.h"
#include "source/utf8.h"

namespace onc::compiler::ast {
namespace {

using Json = nlohmann::ordered_json;
using model::no_definition;

// Both in the order of the enumerators.
constexpr std::array<std::string_view, 15> primitive_names{"void",    "bool",    "int8",      "uint8",  "int16",
                                                           "uint16",  "int32",   "uint32",    "int64",  "uint64",
                                                           "float32", "float64", "quadruple", "string", "opaque"};
constexpr std::array<std::string_view, 5> shape_names{"void", "plain", "fixed", "array", "optional"};
constexpr std::array<std::string_view, 3> tag_names{"bool", "enum", "number"};

template <std::size_t count, class Enumerator>
Json name_of(const std::array<std::string_view, count>& names, Enumerator value) {
  return names[static_cast<std::size_t>(value)];
}

Json text(std::string_view bytes) { return to_utf8(bytes); }

Json number(model::Number value) { return value.negative ? Json(model::to_int64(value)) : Json(value.magnitude); }

Json or_null(std::optional<std::uint64_t> value) { return value ? Json(*value) : Json(nullptr); }

class Writer {
 public:
  Writer(const model::Model& model, const SourceManager& sources) : model_(model), sources_(sources), sizes_(model) {}

  std::string write() const {
    std::string out = fmt::format("{{\n\"format\": {},\n\"file\": {},\n\"namespace\": {},\n", json_format,
                                  text(model_.file_name).dump(), text(model_.cpp_namespace).dump());
    std::vector<std::string> definitions, programs;
    for (model::DefinitionId id = 0; id < model_.definitions.size(); ++id) definitions.push_back(definition(id).dump());
    for (const model::Program& one : model_.programs) programs.push_back(program(one).dump());
    return out + array("definitions", definitions) + ",\n" + array("programs", programs) + ",\n" +
           array("verbatim", verbatim()) + "\n}\n";
  }

 private:
  static std::string array(std::string_view name, const std::vector<std::string>& lines) {
    return fmt::format("\"{}\": [{}{}{}]", name, lines.empty() ? "" : "\n", fmt::join(lines, ",\n"),
                       lines.empty() ? "" : "\n");
  }

  Json place(SourceRange range) const {
    const SourceRange origin = sources_.origin(range);
    const Place begin = sources_.place(origin.begin), end = sources_.place(origin.end);
    if (begin.line == 0) return nullptr;
    return {{"file", text(begin.file)},
            {"line", begin.line},
            {"column", begin.column},
            {"end_line", end.line},
            {"end_column", end.column}};
  }

  // What everything with a name begins with.
  template <class Entity>
  Json named(const Entity& entity) const {
    return {{"name", text(entity.name.schema)},
            {"cpp_name", text(entity.name.cpp)},
            {"place", place(entity.name.range)},
            {"documentation", text(documentation(entity))}};
  }
  template <class Entity>
  Json typed(const Entity& entity) const {
    Json made = named(entity);
    made["type"] = type(entity.type);
    return made;
  }
  template <class Entities, class Convert>
  static Json each(const Entities& entities, const Convert& convert) {
    Json made = Json::array();
    for (const auto& one : entities) made.push_back(convert(one));
    return made;
  }

  Json reference(model::DefinitionId id) const { return id == no_definition ? Json(nullptr) : Json(id); }

  Json type(const model::Type& use) const {
    const bool bounded = use.shape == model::Shape::fixed || use.shape == model::Shape::array;
    const bool has_target = use.target != no_definition;
    return {{"shape", name_of(shape_names, use.shape)},
            {"primitive", has_target ? Json(nullptr) : name_of(primitive_names, use.primitive)},
            {"definition", reference(use.target)},
            {"spelled", reference(use.spelled)},
            {"bound", bounded ? bound(use.bound) : Json(nullptr)},
            {"list", use.of_list},
            {"recursive", use.recursive},
            {"min_size", sizes_.least(use)},
            {"max_size", or_null(sizes_.most(use))},
            {"cpp_type", text(use.cpp)},
            {"place", place(use.range)}};
  }

  Json bound(const model::Bound& bound) const {
    const bool outside = bound.from_header;
    const bool by_name = bound.constant != no_definition;
    return {{"value", bound.given && !outside ? Json(bound.limit) : Json(nullptr)},
            {"constant", by_name   ? text(model_.definitions[bound.constant].name.schema)
                         : outside ? text(bound.cpp)
                                   : Json(nullptr)}};
  }

  Json definition(model::DefinitionId id) const {
    const model::Definition& source = model_.definitions[id];
    Json made{{"id", id}, {"kind", nullptr}};  // so that the kind stands in front of what depends on it
    made.update(named(source));
    made["namespace"] = text(source.cpp_namespace);
    made["position"] = source.position;
    made["imported"] = source.header.empty() ? Json(nullptr) : text(source.header);
    if (source.is_type()) {
      made["recursive"] = source.recursive;
      made["min_size"] = source.min_size;
      made["max_size"] = or_null(sizes_.most(id));
    }
    made.update(std::visit([&](const auto& body) { return kind(body); }, source.body));
    return made;
  }

  // What each kind of definition has of its own.
  Json kind(const model::Constant& body) const {
    return {{"kind", "constant"}, {"value", body.is_text ? text(body.text) : number(body.value)}};
  }
  Json kind(const model::Alias& body) const {
    return {{"kind", "typedef"}, {"renames", body.renames}, {"type", type(body.type)}};
  }
  Json kind(const model::Enum& body) const {
    return {{"kind", "enum"}, {"enumerators", each(body.enumerators, [&](const model::Enumerator& one) {
                                 Json made = named(one);
                                 made["value"] = number(one.value);
                                 return made;
                               })}};
  }
  Json kind(const model::Struct& body) const {
    return {{"kind", "struct"},
            {"members", each(body.members, [&](const model::Member& one) { return typed(one); })},
            {"link", body.link ? link(*body.link) : Json(nullptr)}};
  }
  Json kind(const model::Union& body) const {
    return {{"kind", "union"},
            {"discriminant", typed(body.discriminant)},
            {"discriminant_kind", name_of(tag_names, body.tag_kind)},
            {"arms", each(body.arms, [&](const model::Arm& one) { return arm(one); })}};
  }
  Json kind(const model::ExternType& body) const {
    return {{"kind", "extern"}, {"cpp_type", text(body.cpp)}, {"header", text(body.header)}};
  }

  // The generated struct has no such member: its type is that of a pointer to the struct.
  Json link(const model::Member& source) const {
    Json made = named(source);
    made.erase("cpp_name");
    return made;
  }

  Json arm(const model::Arm& source) const {
    Json made = typed(source);
    made["default"] = source.has_default;
    made["labels"] = each(source.labels, [&](const model::Label& one) -> Json {
      return {{"value", number(one.value)},
              {"text", one.schema.empty() ? "default" : text(one.schema)},
              {"place", place(one.range)}};
    });
    return made;
  }

  Json program(const model::Program& source) const {
    Json made = named(source);
    made["namespace"] = text(source.cpp_namespace);
    made["number"] = number(source.number);
    made["versions"] = each(source.versions, [&](const model::Version& one) { return version(one); });
    return made;
  }
  Json version(const model::Version& source) const {
    Json made = named(source);
    made["number"] = source.number;
    made["procedures"] = each(source.procedures, [&](const model::Procedure& one) { return procedure(one); });
    return made;
  }
  Json procedure(const model::Procedure& source) const {
    Json made = named(source);
    made["number"] = source.number;
    made["result"] = type(source.result);
    made["arguments"] = each(source.arguments, [&](const model::Argument& one) { return typed(one); });
    return made;
  }

  std::vector<std::string> verbatim() const {
    std::vector<std::string> result;
    const auto add = [&](std::string_view output, const std::vector<model::Verbatim>& blocks) {
      for (const model::Verbatim& block : blocks)
        result.push_back(
            Json{{"output", output}, {"position", block.position}, {"lines", each(block.lines, text)}}.dump());
    };
    add("header", model_.verbatim);
    add("xdr", model_.verbatim_xdr);
    add("client", model_.verbatim_client);
    add("service", model_.verbatim_service);
    return result;
  }

  const model::Model& model_;
  const SourceManager& sources_;
  Sizes sizes_;
};

}  // namespace

std::string to_json(const model::Model& model, const SourceManager& sources) { return Writer(model, sources).write(); }

}  // namespace onc::compiler::ast
