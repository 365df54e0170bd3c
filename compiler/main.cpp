#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "ast_command.h"
#include "compat_command.h"
#include "compile.h"
#include "externs.h"
#include "format_command.h"
#include "model/cpp_names.h"
#include "output.h"
#include "preprocess/text.h"
#include "samples_command.h"
#include "source/render.h"

namespace {

constexpr int status_ok = 0;
constexpr int status_bad_input = 1;
constexpr int status_usage = 2;
constexpr int status_cannot_write = 3;

using Files = std::vector<onc::compiler::emit::OutputFile>;

struct Arguments {
  std::vector<std::string> inputs;  // one, unless they are formatted
  std::string output;               // a folder, or the file if one output is chosen
  bool header = false, codecs = false, client = false, service = false;  // none: all
  bool async_services = false;
  bool json = false;                 // these, and those of JSON
  std::vector<std::string> samples;  // c, s, m
  bool format = false;
  bool check = false;
  bool dependencies = false;
  std::string dependency_file;
  std::string cpp_namespace;
  onc::compiler::preprocess::Options preprocessor;
  std::vector<std::string> extern_types;
  onc::compiler::model::ViewSelection views;
  std::vector<std::string> warnings;
  std::string diagnostics = "text";
  std::string compared;  // the older file
  std::string ast;
};

std::string check_namespace(const std::string& text) { return onc::compiler::model::namespace_fault(text); }

std::string check_extern_type(const std::string& text) {
  return onc::compiler::parse_extern_type(text) ? "" : fmt::format("'{}' is not NAME=cpp::Type:header", text);
}

std::string check_macro(const std::string& text) {
  std::string_view rest = text;
  const bool named = !onc::compiler::preprocess::take_name(rest).empty() && (rest.empty() || rest.front() == '=');
  return named && text.find('\n') == std::string::npos ? "" : fmt::format("'{}' is not NAME or NAME=VALUE", text);
}

std::string check_warning(const std::string& text) {
  return onc::compiler::WarningOptions().apply(text) ? "" : fmt::format("there is no warning '{}'", text);
}

std::string check_input(const std::string& path) {
  if (std::filesystem::path(path).extension() != ".x") return fmt::format("'{}' does not end in .x", path);
  return onc::compiler::stem_fault(path);
}

// CLI11 has no long names behind one dash.
std::string help(const CLI::App* app, std::string name, CLI::AppFormatMode mode) {
  std::string text = CLI::Formatter().make_help(app, std::move(name), mode);
  for (const std::string_view option : {"--MD", "--MF"}) {
    for (std::size_t at = text.find(option); at != std::string::npos; at = text.find(option, at)) {
      const std::size_t description = text.find("   ", at);
      if (description < text.find('\n', at)) text.insert(description, " ");
      text.erase(at, 1);
    }
  }
  return text;
}

void describe_outputs(CLI::App& app, Arguments& arguments) {
  app.add_option("-o,--output", arguments.output, "Folder of the output files, or the file if one output is chosen")
      ->type_name("DIR|FILE");
  app.add_flag("-h", arguments.header, "Write the header only; without -o to standard output, as -c, -l and -m do");
  app.add_flag("-c", arguments.codecs, "Write the XDR filters only");
  app.add_flag("-l", arguments.client, "Write the client stubs only");
  app.add_flag("-m", arguments.service, "Write the server skeletons only");
  app.add_flag("--json", arguments.json,
               "Write FILE_json.h and FILE_json.cpp, too: to_json and from_json of the types");
  app.add_flag("--async-service", arguments.async_services,
               "Make services that answer later, too: AsyncService beside Service");
  app.add_option("-S", arguments.samples,
                 "Write programs to begin with: c a client, s a server, m a CMake project of both; -Sc -Ss -Sm is all")
      ->type_name("c|s|m")
      ->allow_extra_args(false)
      ->check(CLI::IsMember({"c", "s", "m"}));
  app.add_flag("--check", arguments.check, "Write nothing, only report");
  app.add_flag("--MD", arguments.dependencies, "Write a dependency file for make and ninja: FILE.d, or what -MF names");
  app.add_option("--MF", arguments.dependency_file, "Name of the dependency file")->type_name("FILE");
}

void describe_inputs(CLI::App& app, Arguments& arguments) {
  app.add_option("--namespace", arguments.cpp_namespace, "C++ namespace (default: named after the file)")
      ->type_name("a::b")
      ->check(check_namespace);
  app.add_option("-D", arguments.preprocessor.macros, "Define a macro, as 1 if no value is given")
      ->type_name("NAME[=VALUE]")
      ->check(check_macro)
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
  app.add_option("--view", arguments.views.types, "Make a view of a type: what refers to the message it is read from")
      ->type_name("TYPE")
      ->allow_extra_args(false);
  app.add_flag("--views", arguments.views.all, "Make views of all types");
}

void describe_reports(CLI::App& app, Arguments& arguments) {
  app.add_option("-W", arguments.warnings, "Give a warning: NAME, no-NAME, all; give all as errors: error")
      ->type_name("WARNING")
      ->allow_extra_args(false)
      ->check(check_warning);
  app.add_option("--diagnostics", arguments.diagnostics, "Form of the messages")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  app.add_option("--compat", arguments.compared, "Write nothing; report what breaks the wire between OLD.x and file.x")
      ->type_name("OLD.x")
      ->check(check_input);
  app.add_option("--ast", arguments.ast, "Write what the file means, to standard output or -o FILE")
      ->type_name("json")
      ->check(CLI::IsMember({"json"}));
  app.add_flag("--format", arguments.format,
               "Rewrite the files in canonical layout (-o FILE: one of them there; --check: list those in another)")
      ->excludes("-h", "-c", "-l", "-m", "--json", "--async-service", "--view", "--views", "-S", "--MD", "--MF",
                 "--compat", "--ast");
}

void describe(CLI::App& app, Arguments& arguments) {
  app.formatter_fn(help);
  app.failure_message([](const CLI::App* parsed, const CLI::Error& wrong) {
    return "idlc: error: " + CLI::FailureMessage::simple(parsed, wrong);
  });
  app.set_version_flag("--version", "idlc " IDLC_VERSION);
  app.add_option("file.x", arguments.inputs, "Interface file; --format takes several")->required()->check(check_input);
  app.set_help_flag("--help", "Print this help message and exit");
  describe_outputs(app, arguments);
  describe_inputs(app, arguments);
  describe_reports(app, arguments);
  app.footer(
      "Writes FILE.h, FILE_xdr.cpp, FILE_clnt.cpp and FILE_svc.cpp, with --json also FILE_json.h and FILE_json.cpp.\n"
      "-S writes FILE_client.cpp, FILE_server.cpp and CMakeLists.txt instead, and never over files that are there.\n"
      "Exit status: 0 success, 1 errors in the input or a broken wire, 2 wrong usage, 3 cannot write.");
}

// Whether one output is asked for, which goes to standard output unless -o says otherwise.
bool chooses_one(const Arguments& arguments) {
  const int chosen = arguments.header + arguments.codecs + arguments.client + arguments.service;
  return !arguments.ast.empty() || (chosen == 1 && !arguments.json);
}

// Whether the one output has no name that FILE.d could stand beside: standard output, a pipe, a device.
bool goes_to_no_file(const std::string& output) {
  std::error_code unknown;
  const auto found = std::filesystem::status(output, unknown);
  return output.empty() || (exists(found) && !is_regular_file(found) && !is_directory(found));
}

std::string dependency_fault(const Arguments& arguments) {
  if (!arguments.dependencies)
    return arguments.dependency_file.empty() ? "" : "-MF names the file that -MD writes, and -MD is missing";
  if (!arguments.dependency_file.empty() || !chooses_one(arguments) || !goes_to_no_file(arguments.output)) return "";
  return "-MD does not know where to write, since the output goes to no file; name one with -o, or the dependency "
         "file with -MF";
}

// Why the options do not fit each other; empty if they do.
std::string combination_fault(const Arguments& arguments) {
  const bool chooses = arguments.header || arguments.codecs || arguments.client || arguments.service ||
                       arguments.json || arguments.async_services || arguments.views.all ||
                       !arguments.views.types.empty();
  const bool otherwise = chooses || arguments.dependencies || !arguments.compared.empty() || !arguments.ast.empty();
  if (!arguments.samples.empty() && otherwise)
    return "-S writes samples only, so it goes with none of -h, -c, -l, -m, --json, --async-service, --view, -MD, "
           "--compat "
           "and --ast";
  const bool writes = chooses || !arguments.output.empty() || arguments.dependencies;
  if (!arguments.compared.empty() && (writes || !arguments.ast.empty()))
    return "--compat writes nothing, so it goes with none of -o, -h, -c, -l, -m, --json, --async-service, --view, "
           "-MD and --ast";
  if (!arguments.ast.empty() && chooses)
    return "--ast goes with none of -h, -c, -l, -m, --json, --async-service and --view";
  if (arguments.output == "-" && !arguments.format)
    return "-o - is standard output, for one output: choose it by -h, -c, -l, -m or --ast";
  return dependency_fault(arguments);
}

// As compilers have them. A value that is empty would otherwise be the next word.
std::vector<std::string> words_of(int argc, char** argv) {
  std::vector<std::string> words(argv + 1, argv + argc);
  for (std::string& word : words) {
    if (word == "-MD" || word == "-MF") word.insert(0, "-");
    if (word.starts_with("--") && word.ends_with('='))
      throw CLI::ParseError(word + " has no value", CLI::ExitCodes::InvalidError);
  }
  return words;
}

void check_usage(const Arguments& arguments) {
  if (arguments.inputs.size() == 1) return;
  if (!arguments.format) throw CLI::ValidationError("file.x", "only --format takes several files");
  if (!arguments.output.empty()) throw CLI::ValidationError("--output", "with --format takes one file.x");
}

// The outputs that are asked for; all of them if none is. Those of JSON, behind the others, are there if asked for.
Files chosen(const Arguments& arguments, Files files) {
  const std::array wanted{arguments.header, arguments.codecs, arguments.client, arguments.service};
  if (std::find(wanted.begin(), wanted.end(), true) == wanted.end()) return files;
  Files result;
  for (std::size_t at = 0; at < files.size(); ++at)
    if (at >= wanted.size() || wanted[at]) result.push_back(std::move(files[at]));
  return result;
}

std::string print(std::string_view text) {
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  return written && std::fflush(stdout) == 0 ? "" : "cannot write to standard output";
}

// What `outputs` of `folder` are made of.
onc::compiler::emit::OutputFile dependencies(const Arguments& arguments, const std::filesystem::path& folder,
                                             const Files& outputs, const onc::compiler::SourceManager& sources) {
  const std::string stem = onc::compiler::output_stem(arguments.inputs.front());
  const std::string name =
      arguments.dependency_file.empty() ? (folder / (stem + ".d")).string() : arguments.dependency_file;
  return onc::compiler::dependency_file(name, folder.string(), outputs, sources.files());
}

// Why the files could not be written; empty if they were.
std::string write(const Arguments& arguments, Files files, const onc::compiler::SourceManager& sources) {
  std::filesystem::path folder = arguments.output.empty() ? "." : arguments.output;
  const bool to_standard_output = files.size() == 1 && arguments.output.empty();
  if (files.size() == 1 && !to_standard_output && !std::filesystem::is_directory(folder)) {
    files.front().name = folder.filename().string();
    folder = folder.parent_path();
  }
  if (arguments.dependencies) files.push_back(dependencies(arguments, folder, files, sources));
  const auto first = files.begin() + (to_standard_output ? 1 : 0);
  const Files named(first, files.end());
  std::string fault = onc::compiler::overwritten_input(folder.string(), named, sources.files());
  if (fault.empty() && to_standard_output) fault = print(files.front().text);
  return fault.empty() ? onc::compiler::write_files(folder.string(), named) : fault;
}

void report(const Arguments& arguments, const onc::compiler::Diagnostics& found,
            const onc::compiler::SourceManager& sources) {
  if (arguments.diagnostics == "json") {
    fmt::print(stderr, "{}", render_json(found, sources));
    return;
  }
  const std::string text = render(found, sources);
  const bool colour = ::isatty(STDERR_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr;
  fmt::print(stderr, "{}", colour ? onc::compiler::coloured(text) : text);
}

// All that was found and why the outputs could not be written, if so: one report, since JSON is one array.
int finish(const Arguments& arguments, const std::string& write_error, onc::compiler::Diagnostics& found,
           const onc::compiler::SourceManager& sources) {
  if (!write_error.empty()) found.error({}, "{}", write_error);
  report(arguments, found, sources);
  if (!write_error.empty()) return status_cannot_write;
  return found.has_errors() ? status_bad_input : status_ok;
}

int format(const Arguments& arguments) {
  using namespace onc::compiler;
  DiskBackend disk;
  SourceManager sources(disk);
  Diagnostics diagnostics;
  const bool json = arguments.diagnostics == "json";
  const FormatOutcome outcome =
      format_files({arguments.inputs, arguments.output, arguments.check, json}, sources, diagnostics);
  const int status = finish(arguments, outcome.write_error, diagnostics, sources);
  return status == status_ok && !outcome.clean ? status_bad_input : status;
}

int run_samples(const Arguments& arguments, const onc::compiler::CompileOptions& options,
                onc::compiler::SourceManager& sources, onc::compiler::Diagnostics& diagnostics) {
  const std::string error = onc::compiler::write_samples(
      {options, arguments.output, arguments.samples, arguments.check}, sources, diagnostics);
  return finish(arguments, error, diagnostics, sources);
}

int run_comparison(const Arguments& arguments, const onc::compiler::CompileOptions& options,
                   onc::compiler::SourceManager& sources, onc::compiler::Diagnostics& diagnostics) {
  const std::string summary =
      compare_files(arguments.compared, arguments.inputs.front(), options, sources, diagnostics);
  report(arguments, diagnostics, sources);
  if (!summary.empty() && arguments.diagnostics == "text") fmt::print(stderr, "idlc: {}\n", summary);
  return diagnostics.has_errors() ? status_bad_input : status_ok;
}

int run(const Arguments& arguments) {
  using namespace onc::compiler;
  DiskBackend disk;
  SourceManager sources(disk);
  WarningOptions warnings;
  for (const std::string& one : arguments.warnings) warnings.apply(one);
  Diagnostics diagnostics(warnings);
  const CompileOptions options{.path = arguments.inputs.front(),
                               .cpp_namespace = arguments.cpp_namespace,
                               .preprocessor = arguments.preprocessor,
                               .extern_types = arguments.extern_types,
                               .views = arguments.views,
                               .async_services = arguments.async_services,
                               .json = arguments.json};
  if (!arguments.samples.empty()) return run_samples(arguments, options, sources, diagnostics);
  if (!arguments.compared.empty()) return run_comparison(arguments, options, sources, diagnostics);
  Files files = arguments.ast.empty() ? chosen(arguments, compile(options, sources, diagnostics))
                                      : ast_file(options, sources, diagnostics);
  const bool writes = !diagnostics.has_errors() && !arguments.check;
  return finish(arguments, writes ? write(arguments, std::move(files), sources) : "", diagnostics, sources);
}

}  // namespace

// CLI11 throws for options that are declared wrongly, which no user can do.
// NOLINTNEXTLINE(bugprone-exception-escape)
int main(int argc, char** argv) {
  Arguments arguments;
  CLI::App app("Compiles ONC RPC interface files (RFC 4506, RFC 5531) to C++20.", "idlc");
  describe(app, arguments);
  try {
    std::vector<std::string> words = words_of(argc, argv);
    std::reverse(words.begin(), words.end());  // CLI11 takes them from the back
    app.parse(std::move(words));
    check_usage(arguments);
    if (arguments.output == "-" && chooses_one(arguments)) arguments.output.clear();
    const std::string fault = combination_fault(arguments);
    if (!fault.empty()) throw CLI::ParseError(fault, CLI::ExitCodes::ExcludesError);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? status_ok : status_usage;
  }
  try {
    return arguments.format ? format(arguments) : run(arguments);
  } catch (const std::exception& error) {
    fmt::print(stderr, "idlc: error: {}\n", error.what());
    return status_bad_input;
  }
}
