#include <cctype>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "emit/emitter.h"
#include "samples/parts.h"
#include "samples/samples.h"

namespace onc::compiler::samples {
namespace {

bool is_one_of(std::string_view characters, char c) { return characters.find(c) != std::string_view::npos; }

bool is_plain(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || is_one_of("_-+.:/=", c); }

// One argument of a CMake command.
std::string argument(std::string_view text) {
  std::string quoted;
  bool plain = !text.empty();
  for (const char c : text) {
    plain = plain && is_plain(c);
    if (is_one_of("\"\\$;", c)) quoted += '\\';
    quoted += c;
  }
  return plain ? std::string(text) : "\"" + quoted + "\"";
}

// `files` and `options` are arguments already.
std::string generate(const std::string& library, const std::string& files, const Project& project) {
  std::string options = project.options.empty() ? "" : " OPTIONS";
  for (const std::string& one : project.options) options += " " + argument(one);
  return fmt::format("oncrpc_generate({} IDL {}{})", library, files, options);
}

// The types of other interface files are in a library of their own, as they have namespaces of their own.
void protocol(const std::string& stem, const Project& project, emit::Emitter& out) {
  const std::string library = stem + "_protocol";
  const std::string name_space = project.cpp_namespace.empty() ? "" : " NAMESPACE " + argument(project.cpp_namespace);
  out.verbatim(generate(library, argument(project.interface_file) + name_space, project));
  if (!project.include_folder.empty())
    out.verbatim(fmt::format("target_include_directories({} PUBLIC {})", library, argument(project.include_folder)));
  if (project.imports.empty()) return;
  std::string files;
  for (const std::string& one : project.imports) files += (files.empty() ? "" : " ") + argument(one);
  out.verbatim(generate(stem + "_imports", files, project));
  out.verbatim(fmt::format("target_link_libraries({} PUBLIC {}_imports)", library, stem));
}

void program(const std::string& name, const std::string& source, const std::string& library, emit::Emitter& out) {
  out.gap();
  out.verbatim(fmt::format("add_executable({} {})", name, argument(source)));
  out.verbatim(fmt::format("target_link_libraries({} PRIVATE {})", name, library));
}

}  // namespace

emit::OutputFile project(const model::Model& model, const Project& options) {
  const std::string stem = target_stem(model);
  emit::Emitter out;
  say_that_it_is_a_sample(model, "#", out);
  out.verbatim("cmake_minimum_required(VERSION 3.25)");
  out.verbatim(fmt::format("project({} LANGUAGES CXX)", stem));
  out.gap();
  out.verbatim("find_package(oncrpc REQUIRED)");
  out.gap();
  protocol(stem, options, out);
  program(stem + "_server", model.stem + "_server.cpp", stem + "_protocol", out);
  program(stem + "_client", model.stem + "_client.cpp", stem + "_protocol", out);
  return {"CMakeLists.txt", out.text()};
}

}  // namespace onc::compiler::samples
