#include "emit/files.h"

#include <set>
#include <utility>

#include <fmt/format.h>

#include "emit/definitions.h"
#include "emit/includes.h"
#include "emit/open_namespace.h"
#include "emit/programs.h"
#include "emit/renamed.h"
#include "emit/unions.h"
#include "model/uses.h"

namespace onc::compiler::emit {
namespace {

using model::Definition;
using model::Model;

void declare(const Model& model, const Definition& definition, Emitter& out) {
  if (const auto* constant = std::get_if<model::Constant>(&definition.body))
    ConstantEmitter(definition, *constant).declaration(out);
  else if (const auto* alias = std::get_if<model::Alias>(&definition.body))
    AliasEmitter(model, definition, *alias).declaration(out);
  else if (const auto* enumeration = std::get_if<model::Enum>(&definition.body))
    EnumEmitter(model, definition, *enumeration).declaration(out);
  else if (const auto* structure = std::get_if<model::Struct>(&definition.body))
    StructEmitter(model, definition, *structure).declaration(out);
  else if (const auto* body = std::get_if<model::Union>(&definition.body))
    UnionDeclaration(model, definition, *body).emit(out);
}

void define_codec(const Model& model, const Definition& definition, Emitter& out) {
  if (const auto* alias = std::get_if<model::Alias>(&definition.body)) {
    AliasEmitter(model, definition, *alias).codec(out);
  } else if (const auto* enumeration = std::get_if<model::Enum>(&definition.body)) {
    EnumEmitter(model, definition, *enumeration).codec(out);
  } else if (const auto* structure = std::get_if<model::Struct>(&definition.body)) {
    StructEmitter(model, definition, *structure).codec(out);
  } else if (const auto* body = std::get_if<model::Union>(&definition.body)) {
    UnionMembers(model, definition, *body).emit(out);
    UnionCodec(model, definition, *body).emit(out);
  }
}

// The header's text between its includes and its end. Verbatim lines stand outside of the namespace, where their
// authors expected them to stand.
class HeaderBody {
 public:
  HeaderBody(const Model& model, Emitter& out) : model_(model), out_(out), space_(out) {}

  void emit() {
    for (const model::DefinitionId id : model_.order) {
      if (model_.get<model::ExternType>(id) != nullptr) continue;
      const Definition& definition = model_.definitions[id];
      verbatim_up_to(definition.position);
      open(definition.cpp_namespace);
      preamble(definition.preamble);
      const Run run = run_of(definition);
      if (run == Run::none || run != run_) out_.gap();
      run_ = run;
      declare(model_, definition, out_);
    }
    for (const model::Program& program : model_.programs) {
      open(program.cpp_namespace);
      preamble(program.preamble);
      ProgramDeclaration(model_, program).emit(out_);
    }
    verbatim_up_to(std::string::npos);
    close();
  }

 private:
  // Constants and renamings stand close together, each among their own, unless comments set them apart.
  enum class Run : std::uint8_t { none, constants, renamings };
  static Run run_of(const Definition& definition) {
    if (!definition.documentation.empty() && !definition.documentation.trailing) return Run::none;
    const auto* alias = std::get_if<model::Alias>(&definition.body);
    if (alias != nullptr && alias->renames && !alias->type.of_list) return Run::renamings;
    return definition.is_type() ? Run::none : Run::constants;
  }
  void preamble(const std::vector<std::string>& lines) {
    if (lines.empty()) return;
    out_.gap();
    out_.comment("//", lines);
    out_.gap();
    run_ = Run::none;
  }
  void verbatim_up_to(std::size_t position) {
    for (; next_ < model_.verbatim.size() && model_.verbatim[next_].position <= position; ++next_) {
      close();
      out_.gap();
      for (const std::string& line : model_.verbatim[next_].lines) out_.verbatim(line);
    }
  }
  void open(const std::string& name_space) {
    if (!std::exchange(declared_, true)) declare_forward();
    if (!space_.open(name_space)) return;
    out_.gap();
    run_ = Run::none;
  }
  void close() { space_.close(); }
  void declare_forward() {
    for (const model::DefinitionId id : model_.forward) {
      if (space_.open(model_.definitions[id].cpp_namespace)) out_.gap();
      const bool is_class = model_.get<model::Union>(id) != nullptr;
      out_.line(fmt::format("{} {};", is_class ? "class" : "struct", model_.definitions[id].name.cpp));
    }
    if (!model_.forward.empty()) out_.gap();
  }

  const Model& model_;
  Emitter& out_;
  OpenNamespace space_;
  std::size_t next_ = 0;
  bool declared_ = false;
  Run run_ = Run::none;
};

void head(const Model& model, Emitter& out) {
  out.line(fmt::format("// Made by idlc from {}. Changes belong there.", model.file_name));
}

void include_externs(const Model& model, Emitter& out) {
  std::set<std::string> headers;
  const auto need = [&](model::DefinitionId id) {
    if (id == model::no_definition) return;
    const auto* outside = model.get<model::ExternType>(id);
    headers.insert(outside != nullptr ? outside->header : model.definitions[id].header);
  };
  for_each_use_in_model(model, [&](const model::Type& type) {
    need(type.target);
    need(type.spelled);
  });
  headers.erase("");
  if (!headers.empty()) out.gap();
  for (const std::string& header : headers) out.line("#include " + header);
}

std::string header(const Model& model) {
  Emitter body;
  HeaderBody(model, body).emit();
  Emitter out;
  head(model, out);
  if (model.leaves_out_c) out.line("// Left out: '%' lines that are C for rpcgen's output.");
  list_renamed(model, out);
  if (!model.preamble.empty()) out.line("//");
  out.comment("//", model.preamble);
  out.line("#pragma once");
  out.gap();
  include_standard(body.text(), out);
  out.gap();
  if (!model.programs.empty()) out.line("#include <onc/client.h>\n#include <onc/service.h>");
  out.line("#include <onc/xdr/decoder.h>\n#include <onc/xdr/encoder.h>\n#include <onc/xdr/types.h>");
  include_externs(model, out);
  return out.text() + "\n" + body.text();
}

// The '%' lines of a source file stand together before its code.
void verbatim_lines(const std::vector<model::Verbatim>& blocks, Emitter& out) {
  for (const model::Verbatim& block : blocks)
    for (const std::string& line : block.lines) out.verbatim(line);
  if (!blocks.empty()) out.gap();
}

// A source file around `body`.
std::string source(const Model& model, const std::vector<model::Verbatim>& lines, const Emitter& body) {
  Emitter out;
  head(model, out);
  out.line(fmt::format("#include \"{}.h\"", model.stem));
  out.gap();
  include_standard(body.text(), out);
  out.gap();
  include_library(body.text(), out);
  out.gap();
  verbatim_lines(lines, out);
  return out.text() + body.text();
}

std::string codecs(const Model& model) {
  Emitter out;
  OpenNamespace space(out);
  for (const model::DefinitionId id : model.order) {
    const Definition& definition = model.definitions[id];
    if (!definition.is_type() || std::holds_alternative<model::ExternType>(definition.body)) continue;
    space.open(definition.cpp_namespace);
    define_codec(model, definition, out);
  }
  space.close();
  return source(model, model.verbatim_xdr, out);
}

// One namespace per program; a note when there is none.
template <class ProgramEmitter>
std::string stubs(const Model& model, const std::vector<model::Verbatim>& lines) {
  if (model.programs.empty()) {
    Emitter out;
    head(model, out);
    out.line("// It declares no program, so there is nothing to call or to serve.");
    verbatim_lines(lines, out);
    return out.text();
  }
  Emitter body;
  OpenNamespace space(body);
  for (const model::Program& program : model.programs) {
    space.open(fmt::format("{}::{}", program.cpp_namespace, program.name.cpp));
    ProgramEmitter(model, program).emit(body);
  }
  space.close();
  return source(model, lines, body);
}

}  // namespace

std::vector<OutputFile> output_files(const Model& model) {
  return {{model.stem + ".h", header(model)},
          {model.stem + "_xdr.cpp", codecs(model)},
          {model.stem + "_clnt.cpp", stubs<ClientEmitter>(model, model.verbatim_client)},
          {model.stem + "_svc.cpp", stubs<ServiceEmitter>(model, model.verbatim_service)}};
}

}  // namespace onc::compiler::emit
