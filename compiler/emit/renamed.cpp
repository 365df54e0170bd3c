#include "emit/renamed.h"

#include <string>
#include <utility>

#include <fmt/format.h>

#include "model/cpp_names.h"

namespace onc::compiler::emit {
namespace {

class RenamedNames {
 public:
  RenamedNames(const model::Model& model, Emitter& out) : model_(model), out_(out) {}

  void list() {
    for (const model::Definition& one : model_.own()) definition(one);
    for (const model::Program& one : model_.programs) program(one);
  }

 private:
  void definition(const model::Definition& one) {
    if (std::holds_alternative<model::ExternType>(one.body)) return;
    name("", one.name);
    if (const auto* body = std::get_if<model::Enum>(&one.body))
      for (const model::Enumerator& enumerator : body->enumerators) name("", enumerator.name);
    if (const auto* body = std::get_if<model::Struct>(&one.body))
      for (const model::Member& member : body->members) name(one.name.schema + ".", member.name);
    if (const auto* body = std::get_if<model::Union>(&one.body)) {
      name(one.name.schema + ".", body->discriminant.name);
      for (const model::Arm& arm : body->arms)
        if (arm.type.shape != model::Shape::nothing) name(one.name.schema + ".", arm.name);
    }
  }
  void program(const model::Program& one) {
    name("", one.name);
    for (const model::Version& version : one.versions) {
      name("", version.name);
      for (const model::Procedure& procedure : version.procedures) {
        if (procedure.name.cpp != model::lower_case(procedure.name.schema))
          renamed(procedure.name.schema, procedure.name.cpp);
        for (const model::Argument& argument : procedure.arguments) name(procedure.name.schema + ".", argument.name);
      }
    }
  }
  void name(const std::string& scope, const model::Name& one) {
    if (one.schema != one.cpp) renamed(scope + one.schema, one.cpp);
  }
  void renamed(const std::string& schema, const std::string& cpp) {
    if (!std::exchange(started_, true))
      out_.line("// Renamed, because C++ or this header has another use for the name:");
    out_.line(fmt::format("//   {} -> {}", schema, cpp));
  }

  const model::Model& model_;
  Emitter& out_;
  bool started_ = false;
};

}  // namespace

void list_renamed(const model::Model& model, Emitter& out) { RenamedNames(model, out).list(); }

}  // namespace onc::compiler::emit
