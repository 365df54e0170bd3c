#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace onc::compiler {

// Where texts come from. The compiler reads through nothing else, so a test needs no disk.
class FileBackend {
 public:
  struct Text {
    std::optional<std::string> content;
    std::string error;  // why there is no content
  };

  virtual ~FileBackend() = default;
  // Reads at most `limit` bytes; a longer file is an error, not a truncated text.
  virtual Text read(const std::string& path, std::size_t limit) = 0;
  virtual bool exists(const std::string& path) = 0;
};

class DiskBackend final : public FileBackend {
 public:
  Text read(const std::string& path, std::size_t limit) override;
  bool exists(const std::string& path) override;
};

}  // namespace onc::compiler
