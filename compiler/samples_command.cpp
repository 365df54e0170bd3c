#include "samples_command.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string_view>

#include "output.h"
#include "samples/samples.h"

namespace onc::compiler {
namespace {

// Of a path, for the rule of a project in `folder`.
std::string seen_from(const std::string& folder, const std::string& path) {
  std::error_code unknown;
  const auto relative = std::filesystem::relative(path, folder.empty() ? "." : folder, unknown);
  return unknown || relative.empty() ? path : relative.string();
}

// idlc is run in the folder of the build.
std::string absolute(const std::string& path) {
  std::error_code unknown;
  const auto result = std::filesystem::absolute(path, unknown);
  return unknown ? path : result.lexically_normal().string();
}

samples::Project project_of(const SamplesRequest& request) {
  const CompileOptions& options = request.compile;
  samples::Project project{.interface_file = seen_from(request.folder, options.path),
                           .cpp_namespace = options.cpp_namespace};
  for (const std::string& one : options.preprocessor.macros) project.options.push_back("-D" + one);
  for (const std::string& one : options.preprocessor.undefined) project.options.push_back("-U" + one);
  for (const std::string& one : options.preprocessor.include_folders) project.options.push_back("-I" + absolute(one));
  for (const std::string& one : options.extern_types) project.options.push_back("--extern-type=" + one);
  return project;
}

// A list of CMake ends its elements so, and no quoting lasts through all of its functions.
bool fits_cmake(const samples::Project& project) {
  const auto fits = [](std::string_view text) { return text.find(';') == std::string_view::npos; };
  return fits(project.interface_file) && std::all_of(project.options.begin(), project.options.end(), fits);
}

}  // namespace

std::string write_samples(const SamplesRequest& request, SourceManager& sources, Diagnostics& diagnostics) {
  const std::optional<model::Model> model = load_model(request.compile, sources, diagnostics);
  if (!model) return {};
  if (model->programs.empty()) {
    diagnostics.error({}, "'{}' declares no program, so there is no client or server to make a sample of",
                      request.compile.path);
    return {};
  }
  const auto wants = [&](std::string_view kind) {
    return std::find(request.kinds.begin(), request.kinds.end(), kind) != request.kinds.end();
  };
  std::vector<emit::OutputFile> files;
  if (wants("c")) files.push_back(samples::client(*model));
  if (wants("s")) files.push_back(samples::server(*model));
  if (wants("m")) {
    const samples::Project project = project_of(request);
    if (!fits_cmake(project))
      diagnostics.error({}, "CMake cannot take ';' in the names of files or in options; rename, or leave out -Sm");
    files.push_back(samples::project(*model, project));
  }
  if (request.check || diagnostics.has_errors()) return {};
  return write_files(request.folder, files, Existing::stay);
}

}  // namespace onc::compiler
