#pragma once

// Programs to begin with: a client that calls every procedure, a server that answers them with default values, and a
// CMake project that builds both. They build and run as they are, and are meant to be edited.

#include <string>
#include <vector>

#include "emit/files.h"
#include "model/model.h"

namespace onc::compiler::samples {

// What the project's rules call idlc with. Paths are as seen from the project's folder.
struct Project {
  std::string interface_file{};
  std::string cpp_namespace{};         // empty: named after the file
  std::vector<std::string> imports{};  // interface files whose headers the generated header includes
  std::string include_folder{};        // of other headers that it includes; empty: there are none
  std::vector<std::string> options{};
};

// REQUIRE: the model has a program.
emit::OutputFile client(const model::Model& model);
emit::OutputFile server(const model::Model& model);
emit::OutputFile project(const model::Model& model, const Project& options);

}  // namespace onc::compiler::samples
