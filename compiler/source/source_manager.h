#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "source/file_backend.h"
#include "source/source_range.h"

namespace onc::compiler {

// A place as people write it. Lines and columns count from 1; a column is a byte.
struct Place {
  std::string_view file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::string_view line_text;  // without the line end
};

// Owns every text of one run. Views into a text stay valid as long as the manager lives.
class SourceManager {
 public:
  static constexpr std::size_t max_text = 64u << 20;  // no interface file comes near; keeps memory bounded

  explicit SourceManager(FileBackend& backend) : backend_(backend) {}

  struct Loaded {
    SourceRange range;  // the whole text
    std::string error;  // empty: loaded
  };
  // `included_at`: the directive that asks for it, if one does.
  Loaded load(const std::string& path, SourceRange included_at = {});

  // A text that is made of parts of others. A part shows the bytes that stand at its origin, or replaces them.
  struct Part {
    std::uint32_t begin = 0;  // in the text
    SourceRange origin{};
    bool replaces = false;
  };
  // REQUIRES: `parts` are in order and the first begins at 0.
  SourceRange add(std::string text, std::vector<Part> parts);

  bool exists(const std::string& path) const { return backend_.exists(path); }
  std::string_view text(SourceRange range) const;
  // Where a range of any text comes from: a range of a text that was loaded.
  SourceRange origin(SourceRange range) const;
  // Of a range's origin: what included the file, or nothing.
  SourceRange included_at(SourceRange range) const;
  Place place(std::uint32_t offset) const;
  // The names of all loaded files, in the order of their loading.
  std::vector<std::string> files() const;

 private:
  struct Source {
    std::string name;
    std::string text;
    std::uint32_t base;
    SourceRange included_at{};
    std::vector<Part> parts{};                   // of a text that is made of others
    mutable std::vector<std::uint32_t> lines{};  // starts of lines, found when first asked for
  };

  const Source* source_of(std::uint32_t offset) const;
  SourceRange append(std::unique_ptr<Source> source);
  std::uint32_t origin_of(std::uint32_t offset, bool at_end) const;

  FileBackend& backend_;
  std::vector<std::unique_ptr<Source>> sources_;
  std::uint32_t next_base_ = 1;  // so that a default SourceRange lies in no text
};

}  // namespace onc::compiler
