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
  Loaded load(const std::string& path);

  std::string_view text(SourceRange range) const;
  Place place(std::uint32_t offset) const;

 private:
  struct Source {
    std::string name;
    std::string text;
    std::uint32_t base;
    mutable std::vector<std::uint32_t> lines;  // starts of lines, found when first asked for
  };

  const Source* source_of(std::uint32_t offset) const;

  FileBackend& backend_;
  std::vector<std::unique_ptr<Source>> sources_;
  std::uint32_t next_base_ = 1;  // so that a default SourceRange lies in no text
};

}  // namespace onc::compiler
