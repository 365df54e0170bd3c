#pragma once

// Interface files that a file takes types from: those whose headers its '%#include' lines name, and those that it
// imports by name.

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "externs.h"
#include "model/model.h"
#include "preprocess/preprocess.h"
#include "source/diagnostics.h"
#include "source/source_manager.h"
#include "syntax/tree.h"

namespace onc::compiler {

// Reads each file once, and those that it names before it. What cannot be used is reported as a warning.
class Imports {
 public:
  static constexpr std::size_t max_files = 1000;
  static constexpr std::size_t max_nested = 64;

  Imports(const preprocess::Options& options, const ExternTypes& types, SourceManager& sources,
          Diagnostics& diagnostics)
      : options_(options), types_(types), sources_(sources), diagnostics_(diagnostics) {}

  // What the file at `path`, whose text `tree` is, may use of others. To be called once.
  model::Externs externs_of(const syntax::Specification& tree, const std::string& path);

 private:
  // What a file's names mean: its own, and those of the files that it names.
  struct Names {
    std::map<std::string, model::DefinitionId, std::less<>> types{};
    std::map<std::string, model::Number, std::less<>> numbers{};
  };

  Names names_seen_by(const syntax::Specification& tree, const std::string& path);
  void take(const std::string& file, SourceRange at, Names& names);
  // Nothing for a file that is being read: it names itself through others.
  const Names& names_of(const std::string& file, SourceRange at);
  Names read(const std::string& file, SourceRange at);
  static Names publish(model::Model& model);
  std::string find(const syntax::Import& wanted, const std::string& includer) const;
  void refuse(const std::string& file, SourceRange at, const Diagnostics& found);

  const preprocess::Options& options_;
  const ExternTypes& types_;
  SourceManager& sources_;
  Diagnostics& diagnostics_;
  std::vector<model::Definition> definitions_;  // of all files read so far
  std::map<std::string, Names> files_;
  std::size_t nested_ = 0;
  bool incomplete_ = false;  // some file cannot be used
};

}  // namespace onc::compiler
