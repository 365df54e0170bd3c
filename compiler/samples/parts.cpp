#include "samples/parts.h"

#include <cctype>
#include <utility>

#include <fmt/format.h>

namespace onc::compiler::samples {

std::string target_stem(const model::Model& model) {
  std::string name = model.stem;
  for (char& c : name)
    if (std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '-' && c != '+' && c != '.') c = '_';
  return name;
}

std::string place(const model::Program& program, const model::Version& version, const model::Procedure& procedure) {
  return fmt::format("{}.{}.{}", program.name.schema, version.name.schema, procedure.name.schema);
}

void say_that_it_is_a_sample(const model::Model& model, std::string_view mark, emit::Emitter& out) {
  out.verbatim(fmt::format("{} A sample made by idlc from {}.", mark, model.file_name));
  out.verbatim(fmt::format("{} It is yours to edit; idlc does not overwrite it.", mark));
}

void InNamespace::open(const std::string& name) {
  if (name == name_) return;
  close();
  name_ = name;
  out_.gap();
  out_.line(fmt::format("namespace {} {{\nnamespace {{\n", name));
}

void InNamespace::close() {
  if (name_.empty()) return;
  out_.gap();
  out_.line(fmt::format("}}  // namespace\n}}  // namespace {}", std::exchange(name_, {})));
}

}  // namespace onc::compiler::samples
