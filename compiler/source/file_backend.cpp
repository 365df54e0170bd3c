#include "source/file_backend.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>

#include <fmt/format.h>

namespace onc::compiler {
namespace {

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

FileBackend::Text failure(int error) { return {std::nullopt, std::strerror(error)}; }

}  // namespace

FileBackend::Text DiskBackend::read(const std::string& path, std::size_t limit) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) return failure(EISDIR);
  const File file(std::fopen(path.c_str(), "rb"), &std::fclose);
  if (!file) return failure(errno);
  std::string content;
  std::array<char, 65536> chunk;
  while (const std::size_t got = std::fread(chunk.data(), 1, chunk.size(), file.get())) {
    content.append(chunk.data(), got);
    if (content.size() > limit) return {std::nullopt, fmt::format("larger than {} MiB", limit >> 20)};
  }
  if (std::ferror(file.get()) != 0) return failure(errno);
  return {std::move(content), {}};
}

bool DiskBackend::exists(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::exists(path, ignored);
}

}  // namespace onc::compiler
