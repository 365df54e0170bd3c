#include <cctype>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "emit/emitter.h"
#include "samples/parts.h"
#include "samples/samples.h"

namespace onc::compiler::samples {
namespace {

bool is_plain(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || std::string_view("_-+.:/=").find(c) != std::string_view::npos;
}

// One argument of a CMake command.
std::string argument(std::string_view text) {
  std::string quoted;
  bool plain = !text.empty();
  for (const char c : text) {
    plain = plain && is_plain(c);
    if (std::string_view("\"\\$;").find(c) != std::string_view::npos) quoted += '\\';
    quoted += c;
  }
  return plain ? std::string(text) : "\"" + quoted + "\"";
}

std::string generate_arguments(const Project& project) {
  std::string text = argument(project.interface_file);
  if (!project.cpp_namespace.empty()) text += " NAMESPACE " + argument(project.cpp_namespace);
  if (!project.options.empty()) text += " OPTIONS";
  for (const std::string& one : project.options) text += " " + argument(one);
  return text;
}

void program(const std::string& name, const std::string& source, const std::string& library, emit::Emitter& out) {
  out.gap();
  out.verbatim(fmt::format("add_executable({} {})", name, argument(source)));
  out.verbatim(fmt::format("target_link_libraries({} PRIVATE {})", name, library));
}

}  // namespace

emit::OutputFile project(const model::Model& model, const Project& options) {
  const std::string stem = target_stem(model);
  const std::string library = stem + "_protocol";
  emit::Emitter out;
  say_that_it_is_a_sample(model, "#", out);
  out.verbatim("cmake_minimum_required(VERSION 3.25)");
  out.verbatim(fmt::format("project({} LANGUAGES CXX)", stem));
  out.gap();
  out.verbatim("find_package(oncrpc REQUIRED)");
  out.gap();
  out.verbatim(fmt::format("oncrpc_generate({} IDL {})", library, generate_arguments(options)));
  program(stem + "_server", model.stem + "_server.cpp", library, out);
  program(stem + "_client", model.stem + "_client.cpp", library, out);
  return {"CMakeLists.txt", out.text()};
}

}  // namespace onc::compiler::samples
