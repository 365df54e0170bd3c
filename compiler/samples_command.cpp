#include "samples_command.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>
#include <string_view>
#include <variant>

#include "output.h"
#include "samples/samples.h"

namespace onc::compiler {
namespace {

// A path for a project in `folder`. What was given as absolute stays so.
std::string seen_from(const std::string& folder, const std::string& path) {
  if (std::filesystem::path(path).is_absolute()) return path;
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

// The headers in quotes that the header of a model includes, without the quotes.
std::set<std::string> quoted_headers(const model::Model& model) {
  std::set<std::string> headers;
  const auto add = [&](std::string_view text) {
    const std::size_t end = text.starts_with('"') ? text.find('"', 1) : std::string_view::npos;
    if (end != std::string_view::npos) headers.emplace(text.substr(1, end - 1));
  };
  for (const model::Definition& one : model.definitions)
    if (const auto* outside = std::get_if<model::ExternType>(&one.body)) add(outside->header);
  for (const model::Verbatim& block : model.verbatim)
    for (const std::string_view line : block.lines)
      if (line.starts_with("#include ")) add(line.substr(9));
  return headers;
}

// Sorts what a project needs to know of headers: made of interface files, which may include further ones, or found as
// they are.
class Headers {
 public:
  Headers(const CompileOptions& options, SourceManager& sources) : options_(options), sources_(sources) {}

  void find(const model::Model& model) {
    look_at(model);
    for (std::size_t at = 0; at < interfaces_.size(); ++at) {
      CompileOptions options = options_;
      options.path = interfaces_[at];
      options.cpp_namespace.clear();
      Diagnostics silent;  // mistakes in another file are reported when that file is compiled
      if (const auto other = load_model(options, sources_, silent)) look_at(*other);
    }
  }

  const std::vector<std::string>& interfaces() const { return interfaces_; }
  bool has_others() const { return has_others_; }

 private:
  void look_at(const model::Model& model) {
    for (const std::string& header : quoted_headers(model)) {
      if (!seen_.insert(header).second) continue;
      const std::string file = interface_of(header);
      if (file.empty())
        has_others_ = true;
      else if (file != options_.path)
        interfaces_.push_back(file);
    }
  }
  // Those whose types are in use are loaded.
  std::string interface_of(const std::string& header) const {
    for (std::string& file : sources_.files())
      if (output_stem(file) + ".h" == header) return file;
    return {};
  }

  const CompileOptions& options_;
  SourceManager& sources_;
  std::set<std::string> seen_;
  std::vector<std::string> interfaces_;
  bool has_others_ = false;
};

samples::Project project_of(const SamplesRequest& request, const model::Model& model, SourceManager& sources) {
  const CompileOptions& options = request.compile;
  Headers headers(options, sources);
  headers.find(model);
  samples::Project project{.interface_file = seen_from(request.folder, options.path),
                           .cpp_namespace = options.cpp_namespace};
  for (const std::string& one : headers.interfaces()) project.imports.push_back(seen_from(request.folder, one));
  if (headers.has_others())
    project.include_folder = seen_from(request.folder, std::filesystem::path(options.path).parent_path() / ".");
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
    const samples::Project project = project_of(request, *model, sources);
    if (!fits_cmake(project))
      diagnostics.error({}, "CMake cannot take ';' in the names of files or in options; rename, or leave out -Sm");
    files.push_back(samples::project(*model, project));
  }
  if (request.check || diagnostics.has_errors()) return {};
  return write_files(request.folder, files, Existing::stay);
}

}  // namespace onc::compiler
