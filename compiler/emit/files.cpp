#include "emit/files.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "emit/definitions.h"
#include "emit/renamed.h"
#include "emit/programs.h"
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
  HeaderBody(const Model& model, Emitter& out) : model_(model), out_(out) {}

  void emit() {
    for (const model::DefinitionId id : model_.order) {
      if (model_.get<model::ExternType>(id) != nullptr) continue;
      verbatim_up_to(model_.definitions[id].position);
      open();
      const Definition& definition = model_.definitions[id];
      preamble(definition.preamble);
      const bool compact = is_compact(definition);
      if (!compact || !after_compact_) out_.gap();
      after_compact_ = compact;
      declare(model_, definition, out_);
    }
    for (const model::Program& program : model_.programs) {
      open();
      preamble(program.preamble);
      ProgramDeclaration(model_, program).emit(out_);
    }
    verbatim_up_to(std::string::npos);
    close();
  }

 private:
  // Constants stand close together, unless comments set them apart.
  static bool is_compact(const Definition& definition) {
    return !definition.is_type() && (definition.documentation.empty() || definition.documentation.trailing);
  }
  void preamble(const std::vector<std::string>& lines) {
    if (lines.empty()) return;
    out_.gap();
    out_.comment("//", lines);
    out_.gap();
    after_compact_ = false;
  }
  void verbatim_up_to(std::size_t position) {
    for (; next_ < model_.verbatim.size() && model_.verbatim[next_].position <= position; ++next_) {
      close();
      out_.gap();
      for (const std::string& line : model_.verbatim[next_].lines) out_.verbatim(line);
    }
  }
  void open() {
    if (std::exchange(is_open_, true)) return;
    out_.gap();
    out_.line("namespace " + model_.cpp_namespace + " {\n");
    if (!std::exchange(declared_, true)) declare_forward();
    out_.gap();
    after_compact_ = false;
  }
  void close() {
    if (!std::exchange(is_open_, false)) return;
    out_.gap();
    out_.line("}  // namespace " + model_.cpp_namespace);
  }
  void declare_forward() {
    if (!model_.forward.empty()) out_.gap();
    for (const model::DefinitionId id : model_.forward) {
      const bool is_class = model_.get<model::Union>(id) != nullptr;
      out_.line(fmt::format("{} {};", is_class ? "class" : "struct", model_.definitions[id].name.cpp));
    }
  }

  const Model& model_;
  Emitter& out_;
  std::size_t next_ = 0;
  bool is_open_ = false;
  bool declared_ = false;
  bool after_compact_ = false;
};

// Which header a word in generated code needs.
constexpr std::array<std::pair<std::string_view, std::string_view>, 20> includes{{
    {"std::array", "array"},
    {"std::byte", "cstddef"},
    {"std::size_t", "cstddef"},
    {"std::uint8_t", "cstdint"},
    {"std::uint16_t", "cstdint"},
    {"std::uint32_t", "cstdint"},
    {"std::uint64_t", "cstdint"},
    {"std::int8_t", "cstdint"},
    {"std::int16_t", "cstdint"},
    {"std::int32_t", "cstdint"},
    {"std::int64_t", "cstdint"},
    {"std::numeric_limits", "limits"},
    {"std::shared_ptr", "memory"},
    {"std::construct_at", "memory"},
    {"std::optional", "optional"},
    {"std::invalid_argument", "stdexcept"},
    {"std::string", "string"},
    {"std::string_view", "string_view"},
    {"std::move", "utility"},
    {"std::vector", "vector"},
}};

bool mentions(std::string_view text, std::string_view word) {
  const auto continues = [&](std::size_t at) {
    return at < text.size() && (text[at] == '_' || std::isalnum(static_cast<unsigned char>(text[at])) != 0);
  };
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1))
    if (!continues(at + word.size())) return true;
  return false;
}

void include_what_is_used(std::string_view body, Emitter& out) {
  std::string_view last;
  for (const auto& [word, header] : includes) {
    if (header == last || !mentions(body, word)) continue;
    out.line(fmt::format("#include <{}>", header));
    last = header;
  }
}

// The parts of the xdr library that only function bodies need.
void include_library(std::string_view body, Emitter& out) {
  if (body.find("onc::xdr::Printer") != std::string_view::npos) out.line("#include <onc/xdr/print.h>");
  constexpr std::array<std::string_view, 7> sizes{"padded",        "size_of",    "opaque_size", "elements_size",
                                                  "optional_size", "chain_size", "list_size"};
  const auto used = [&](std::string_view word) { return mentions(body, fmt::format("onc::xdr::{}", word)); };
  if (std::any_of(sizes.begin(), sizes.end(), used))
    out.line("#include <onc/xdr/size.h>");
}

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
  if (model.leaves_out_c)
    out.line("// Left out: '%' lines under RPC_HDR and its siblings, which are C for rpcgen's output.");
  list_renamed(model, out);
  if (!model.preamble.empty()) out.line("//");
  out.comment("//", model.preamble);
  out.line("#pragma once");
  out.gap();
  include_what_is_used(body.text(), out);
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

// A source file around the text that `emit_body` emits into `name_space`.
template <class EmitBody>
std::string source(const Model& model, const std::string& name_space, const std::vector<model::Verbatim>& lines,
                   const EmitBody& emit_body) {
  Emitter body;
  emit_body(body);
  Emitter out;
  head(model, out);
  out.line(fmt::format("#include \"{}.h\"", model.stem));
  out.gap();
  include_what_is_used(body.text(), out);
  out.gap();
  include_library(body.text(), out);
  out.gap();
  verbatim_lines(lines, out);
  out.line("namespace " + name_space + " {\n");
  return fmt::format("{}{}\n}}  // namespace {}\n", out.text(), body.text(), name_space);
}

std::string codecs(const Model& model) {
  return source(model, model.cpp_namespace, model.verbatim_xdr, [&](Emitter& out) {
    for (const model::DefinitionId id : model.order) define_codec(model, model.definitions[id], out);
  });
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
  for (const model::Program& program : model.programs) {
    body.gap();
    body.line(fmt::format("namespace {}::{} {{\n", model.cpp_namespace, program.name.cpp));
    ProgramEmitter(model, program).emit(body);
    body.gap();
    body.line(fmt::format("}}  // namespace {}::{}", model.cpp_namespace, program.name.cpp));
  }
  Emitter out;
  head(model, out);
  out.line(fmt::format("#include \"{}.h\"", model.stem));
  out.gap();
  include_what_is_used(body.text(), out);
  out.gap();
  verbatim_lines(lines, out);
  return out.text() + body.text();
}

}  // namespace

std::vector<OutputFile> output_files(const Model& model) {
  return {{model.stem + ".h", header(model)},
          {model.stem + "_xdr.cpp", codecs(model)},
          {model.stem + "_clnt.cpp", stubs<ClientEmitter>(model, model.verbatim_client)},
          {model.stem + "_svc.cpp", stubs<ServiceEmitter>(model, model.verbatim_service)}};
}

}  // namespace onc::compiler::emit
