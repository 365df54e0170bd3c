// Compiles interface text from memory.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "compile.h"
#include "source/render.h"

namespace onc::compiler::test {

// Files that exist in a test only.
class MemoryBackend final : public FileBackend {
 public:
  void add(std::string path, std::string text) { files_[std::move(path)] = std::move(text); }

  Text read(const std::string& path, std::size_t limit) override {
    const auto at = files_.find(path);
    if (at == files_.end()) return {std::nullopt, "No such file or directory"};
    if (at->second.size() > limit) return {std::nullopt, "too large"};
    return {at->second, {}};
  }
  bool exists(const std::string& path) override { return files_.contains(path); }

 private:
  std::map<std::string, std::string> files_;
};

using Files = std::map<std::string, std::string>;

// One compilation of a text named test.x, kept with everything it refers to.
struct Compiled {
  explicit Compiled(std::string_view text, CompileOptions options = {}, const Files& others = {},
                    WarningOptions warnings = {})
      : diagnostics(warnings) {
    if (options.path.empty()) options.path = "test.x";
    backend.add(options.path, std::string(text));
    for (const auto& [path, content] : others) backend.add(path, content);
    files = compile(options, sources, diagnostics);
  }

  std::string messages() const { return render(diagnostics, sources); }
  // The text of the output file whose name ends so.
  std::string file(std::string_view suffix) const {
    for (const emit::OutputFile& one : files)
      if (one.name.ends_with(suffix)) return one.text;
    return "no " + std::string(suffix) + "\n" + messages();
  }
  std::string header() const { return file(".h"); }
  std::string codecs() const { return file("_xdr.cpp"); }

  MemoryBackend backend;
  SourceManager sources{backend};
  Diagnostics diagnostics;
  std::vector<emit::OutputFile> files;
};

}  // namespace onc::compiler::test
