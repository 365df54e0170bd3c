#pragma once

// The whole way of one file, from its text to the texts of the output files. Touches the world through the backend
// only.

#include <optional>
#include <string>
#include <vector>

#include "emit/files.h"
#include "model/model.h"
#include "model/views.h"
#include "preprocess/preprocess.h"
#include "source/diagnostics.h"
#include "source/source_manager.h"

namespace onc::compiler {

struct CompileOptions {
  std::string path{};
  std::string cpp_namespace{};  // empty: named after the file
  preprocess::Options preprocessor{};
  std::vector<std::string> extern_types{};  // as parse_extern_type takes them
  model::ViewSelection views{};
  bool async_services = false;  // services that answer later, too
  bool json = false;            // the files of JSON, too
};

// What the file means. Nothing when there are errors, those that `diagnostics` had before included.
std::optional<model::Model> load_model(const CompileOptions& options, SourceManager& sources, Diagnostics& diagnostics);

// Nothing when there are errors.
std::vector<emit::OutputFile> compile(const CompileOptions& options, SourceManager& sources, Diagnostics& diagnostics);

// The name that the output files share: the file's own, without folder and ".x".
std::string output_stem(const std::string& path);
// Why comments and #include lines cannot name the file; empty if they can.
std::string stem_fault(const std::string& path);

}  // namespace onc::compiler
