#include <cstdio>
#include <filesystem>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "compile.h"
#include "externs.h"
#include "model/cpp_names.h"
#include "output.h"
#include "source/render.h"

namespace {

constexpr int status_ok = 0;
constexpr int status_bad_input = 1;
constexpr int status_usage = 2;
constexpr int status_cannot_write = 3;

struct Arguments {
  std::string input;
  std::string folder = ".";
  std::string cpp_namespace;
  onc::compiler::preprocess::Options preprocessor;
  std::vector<std::string> extern_types;
  std::vector<std::string> warnings;
};

std::string check_namespace(const std::string& text) {
  return onc::compiler::model::is_cpp_namespace(text) ? "" : fmt::format("'{}' is no C++ namespace", text);
}

std::string check_extern_type(const std::string& text) {
  return onc::compiler::parse_extern_type(text) ? "" : fmt::format("'{}' is not NAME=cpp::Type:header", text);
}

std::string check_warning(const std::string& text) {
  return onc::compiler::WarningOptions().apply(text) ? "" : fmt::format("there is no warning '{}'", text);
}

std::string check_input(const std::string& path) {
  return std::filesystem::path(path).extension() == ".x" ? "" : fmt::format("'{}' does not end in .x", path);
}

void describe(CLI::App& app, Arguments& arguments) {
  app.set_version_flag("--version", "idlc " IDLC_VERSION);
  app.add_option("file.x", arguments.input, "Interface file")->required()->check(check_input);
  app.add_option("-o,--output", arguments.folder, "Folder of the output files")
      ->type_name("DIR")
      ->capture_default_str();
  app.add_option("--namespace", arguments.cpp_namespace, "C++ namespace (default: named after the file)")
      ->type_name("a::b")
      ->check(check_namespace);
  app.add_option("-D", arguments.preprocessor.macros, "Define a macro, as 1 if no value is given")
      ->type_name("NAME[=VALUE]")
      ->allow_extra_args(false);
  app.add_option("-U", arguments.preprocessor.undefined, "Undefine a macro that -D defines")
      ->type_name("NAME")
      ->allow_extra_args(false);
  app.add_option("-I", arguments.preprocessor.include_folders, "Folder to search for files of #include")
      ->type_name("DIR")
      ->allow_extra_args(false);
  app.add_option("--extern-type", arguments.extern_types, "Declare a type that a C++ header defines")
      ->type_name("NAME=cpp::Type[:header]")
      ->allow_extra_args(false)
      ->check(check_extern_type);
  app.add_option("-W", arguments.warnings, "Give a warning: NAME, no-NAME, all; give all as errors: error")
      ->type_name("WARNING")
      ->allow_extra_args(false)
      ->check(check_warning);
  app.footer(
      "Writes FILE.h, FILE_xdr.cpp, FILE_clnt.cpp and FILE_svc.cpp.\n"
      "Exit status: 0 success, 1 errors in the input, 2 wrong usage, 3 cannot write.");
}

int run(const Arguments& arguments) {
  using namespace onc::compiler;
  DiskBackend disk;
  SourceManager sources(disk);
  WarningOptions warnings;
  for (const std::string& one : arguments.warnings) warnings.apply(one);
  Diagnostics diagnostics(warnings);
  const auto files = compile(
      {.path = arguments.input, .cpp_namespace = arguments.cpp_namespace, .preprocessor = arguments.preprocessor, .extern_types = arguments.extern_types},
      sources, diagnostics);
  fmt::print(stderr, "{}", render(diagnostics, sources));
  if (diagnostics.has_errors()) return status_bad_input;
  const std::string error = write_files(arguments.folder, files);
  if (error.empty()) return status_ok;
  fmt::print(stderr, "idlc: error: {}\n", error);
  return status_cannot_write;
}

}  // namespace

int main(int argc, char** argv) {
  Arguments arguments;
  CLI::App app("Compiles ONC RPC interface files (RFC 4506, RFC 5531) to C++20.", "idlc");
  describe(app, arguments);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? status_ok : status_usage;
  }
  try {
    return run(arguments);
  } catch (const std::exception& error) {
    fmt::print(stderr, "idlc: error: {}\n", error.what());
    return status_bad_input;
  }
}
