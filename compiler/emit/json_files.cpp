#include "emit/json_files.h"

#include <set>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "emit/includes.h"
#include "emit/json_definitions.h"
#include "emit/open_namespace.h"
#include "model/uses.h"

namespace onc::compiler::emit {
namespace {

using model::Definition;
using model::Model;

enum class Part : std::uint8_t { declaration, codec };

template <class JsonEmitter>
void emit(const JsonEmitter& emitter, Part part, Emitter& out) {
  if (part == Part::declaration)
    emitter.declaration(out);
  else
    emitter.codec(out);
}

void emit(const Model& model, const Definition& definition, Part part, Emitter& out) {
  if (const auto* alias = std::get_if<model::Alias>(&definition.body))
    emit(JsonAlias(model, definition, *alias), part, out);
  else if (const auto* enumeration = std::get_if<model::Enum>(&definition.body))
    emit(JsonEnum(model, definition, *enumeration), part, out);
  else if (const auto* structure = std::get_if<model::Struct>(&definition.body))
    emit(JsonStruct(model, definition, *structure), part, out);
  else if (const auto* body = std::get_if<model::Union>(&definition.body))
    emit(JsonUnion(model, definition, *body), part, out);
}

// Typedefs that only rename a type have what that type has.
bool has_json(const Definition& definition) {
  if (definition.is_view) return false;
  if (!definition.is_type() || std::holds_alternative<model::ExternType>(definition.body)) return false;
  const auto* alias = std::get_if<model::Alias>(&definition.body);
  return alias == nullptr || !alias->renames || alias->type.of_list;
}

// All types, each in its namespace.
std::string body(const Model& model, Part part) {
  Emitter out;
  OpenNamespace space(out);
  for (const model::DefinitionId id : model.order) {
    const Definition& definition = model.definitions[id];
    if (!has_json(definition)) continue;
    space.open(definition.cpp_namespace);
    emit(model, definition, part, out);
  }
  space.close();
  return out.text();
}

std::string head(const Model& model) {
  return fmt::format("// Made by idlc from {}. Changes belong there.\n", model.file_name);
}

// `"other_json.h"` for `"other.h"`.
std::string json_header(std::string_view header) {
  constexpr std::string_view end = ".h\"";
  return fmt::format("{}_json{}", header.substr(0, header.size() - end.size()), end);
}

// Those of other interface files, whose types have their JSON there.
std::set<std::string> other_headers(const Model& model) {
  std::set<std::string> headers;
  const auto need = [&](model::DefinitionId id) {
    if (id != model::no_definition && !model.definitions[id].header.empty() && has_json(model.definitions[id]))
      headers.insert(json_header(model.definitions[id].header));
  };
  for (const Definition& definition : model.own())
    for_each_use(definition, [&](const model::Type& type) { need(type.target); });
  return headers;
}

std::string header_text(const Model& model) {
  Emitter out;
  const auto others = [&] {
    for (const std::string& one : other_headers(model)) out.line("#include " + one);
  };
  out.emit({{"stem", model.stem}, {"others", others}}, R"(
    // JSON of the types of $stem$.h. When from_json fails, it leaves the value as it was.
    #pragma once

    #include <string>
    #include <string_view>

    #include <onc/xdr/json.h>

    #include "$stem$.h"
    $others$

  )");
  return head(model) + out.text() + body(model, Part::declaration);
}

std::string source(const Model& model) {
  const std::string code = body(model, Part::codec);
  Emitter out;
  out.line(fmt::format("#include \"{}_json.h\"\n", model.stem));
  include_standard(code, out);
  out.gap();
  include_library(code, out);
  out.gap();
  return head(model) + out.text() + code;
}

}  // namespace

std::vector<OutputFile> json_files(const Model& model) {
  return {{model.stem + "_json.h", header_text(model)}, {model.stem + "_json.cpp", source(model)}};
}

}  // namespace onc::compiler::emit
