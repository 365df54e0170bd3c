#pragma once

// Interface files that a file takes types from: those whose headers its '%#include' lines name, and those that it
// imports by name.

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "externs.h"
#include "import_names.h"
#include "model/model.h"
#include "preprocess/preprocess.h"
#include "source/diagnostics.h"
#include "source/source_manager.h"
#include "syntax/tree.h"

namespace onc::compiler {

// Reads each file, and those that it names before it. What cannot be used is reported as a warning. Files may name each
// other in a circle: one that needs names of a file around it waits until that one is read, and is read once more.
class Imports {
 public:
  static constexpr std::size_t max_files = 1000;
  static constexpr std::size_t max_nested = 64;

  Imports(const preprocess::Options& options, const ExternTypes& types, SourceManager& sources,
          Diagnostics& diagnostics)
      : options_(options), types_(types), sources_(sources), diagnostics_(diagnostics) {}

  // What the file at `path`, whose text `tree` is, may use of others. To be called once.
  model::Externs externs_of(const syntax::Specification& tree, const std::string& path);
  // Whether that file and others need each other's names, which is reported.
  bool is_circular() const { return circular_; }

 private:
  // What a file's names mean: its own, and those of the files that it names.
  struct Names {
    std::map<std::string, model::DefinitionId, std::less<>> types{};
    std::map<std::string, model::Number, std::less<>> numbers{};
    std::set<std::string> open{};  // those of the files whose own names are missing here, since they are not read yet
  };
  // A file that is being read or, if `from` names a file, waits for the one that is being read at the depth.
  struct Open {
    std::string file{};
    std::set<std::string_view> declared{};
    std::size_t depth = 0;
    SourceRange at{};    // of the line that names the file
    std::string from{};  // the open file that has a name which it needs
    std::string_view name{};
  };

  Names names_seen_by(const syntax::Specification& tree, const std::string& path);
  void take(const std::string& file, SourceRange at, Names& names);
  // Nothing for a file that is open: it names itself through others.
  const Names& names_of(const std::string& file, SourceRange at);
  Names read(const std::string& file, SourceRange at);
  Names read(const syntax::Specification& tree, const std::string& file, SourceRange at, Diagnostics& found);
  Names resolve(const syntax::Specification& tree, const std::string& file, const Names& seen, SourceRange at,
                Diagnostics& found);

  // What the file uses and nobody declares so far.
  WantedNames missing(const syntax::Specification& tree, const Names& seen) const;
  // The first of these that the open file declares; the end if there is none, or if that file is not seen.
  static WantedNames::const_iterator found_in(const Open& other, const WantedNames& missing, const Names& seen);
  // Whether the file needs one around it. Then it waits from now on.
  bool must_wait(std::size_t self, const WantedNames& missing, const Names& seen);
  // Reports that the file and one that waits for it need each other's names, if so.
  bool report_circle(std::size_t self, const WantedNames& missing, const Names& seen, Diagnostics& found) const;
  // How the file that waits needs names of others, down to the one that it waits for.
  std::string chain_of(const Open& waiting) const;
  // Reads the files that waited for this one.
  void resume(const std::string& file);
  static Names publish(model::Model& model);
  std::string find(const syntax::Import& wanted, const std::string& includer) const;
  void refuse(const std::string& file, SourceRange at, const Diagnostics& found);

  const preprocess::Options& options_;
  const ExternTypes& types_;
  SourceManager& sources_;
  Diagnostics& diagnostics_;
  std::vector<model::Definition> definitions_;  // of all files read so far
  std::map<std::string, Names> files_;
  std::vector<Open> open_;
  std::set<std::pair<std::string, std::string_view>> not_found_;  // by whom: a file that waited is read again
  std::size_t nested_ = 0;
  std::size_t reads_ = 0;
  bool incomplete_ = false;  // some file cannot be used
  bool circular_ = false;
};

}  // namespace onc::compiler
