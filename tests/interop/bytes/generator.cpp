// bytes_generator SKIPPED FILE.x FILE.c FILE.cpp: writes the two sides of the byte comparison of an interface file.
// SKIPPED names the types that are left out, in lines "FILE.x TYPE REASON...".
#include <cstdio>
#include <fstream>
#include <sstream>

#include "compile.h"
#include "sides.h"
#include "source/render.h"

namespace {

using namespace onc::compiler;
using onc::test::Skipped;

int fail(const std::string& reason) {
  std::fprintf(stderr, "bytes_generator: %s\n", reason.c_str());
  return 1;
}

Skipped read_skipped(std::istream& list, const std::string& file) {
  Skipped skipped;
  for (std::string line; std::getline(list, line);) {
    std::istringstream words(line);
    std::string of_file, type, reason;
    words >> of_file >> type >> std::ws;
    std::getline(words, reason);
    if (of_file == file) skipped.emplace(type, reason);
  }
  return skipped;
}

// What stops the comparison from being what it says; empty if nothing does.
std::string fault(const model::Model& model, const Skipped& skipped) {
  Skipped unknown = skipped;
  for (const model::Definition& definition : model.definitions) {
    unknown.erase(definition.name.schema);
    if (std::holds_alternative<model::ExternType>(definition.body))
      return model.file_name + ": '" + definition.name.schema + "' is a type of another file; compare them as one file";
  }
  return unknown.empty() ? "" : model.file_name + ": has no type '" + unknown.begin()->first + "' to skip";
}

bool write(const char* path, const std::string& text) {
  std::ofstream file(path);
  file << text << std::flush;
  return file.good();
}

int generate(const std::string& list_path, const std::string& path, const char* c, const char* cpp) {
  DiskBackend disk;
  SourceManager sources(disk);
  Diagnostics diagnostics;
  const auto model = load_model({.path = path}, sources, diagnostics);
  if (!model) return fail(render(diagnostics, sources));
  std::ifstream list(list_path);
  if (!list) return fail("cannot read " + list_path);
  const Skipped skipped = read_skipped(list, model->file_name);
  if (const std::string found = fault(*model, skipped); !found.empty()) return fail(found);
  const bool written = write(c, onc::test::c_side(*model, skipped)) && write(cpp, onc::test::cpp_side(*model, skipped));
  return written ? 0 : fail(std::string("cannot write ") + c + " and " + cpp);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) return fail("usage: bytes_generator SKIPPED FILE.x FILE.c FILE.cpp");
  return generate(argv[1], argv[2], argv[3], argv[4]);
}
