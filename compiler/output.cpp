#include "output.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace onc::compiler {
namespace {

// A file under a temporary name, removed unless it is given its own.
class TemporaryFile {
 public:
  TemporaryFile(std::string path, std::string_view text)
      : path_(std::move(path)), temporary_(fmt::format("{}.{}.tmp", path_, ::getpid())) {
    write(text);
  }
  TemporaryFile(TemporaryFile&& other) noexcept
      : path_(std::move(other.path_)),
        temporary_(std::exchange(other.temporary_, {})),
        error_(std::move(other.error_)) {}
  TemporaryFile& operator=(TemporaryFile&&) = delete;
  ~TemporaryFile() {
    if (!temporary_.empty()) ::unlink(temporary_.c_str());
  }

  const std::string& error() const { return error_; }
  bool commit() {
    if (std::rename(temporary_.c_str(), path_.c_str()) != 0) return fail();
    temporary_.clear();
    return true;
  }

 private:
  bool fail() {
    error_ = fmt::format("cannot write '{}': {}", path_, std::strerror(errno));
    return false;
  }
  bool write(std::string_view text) {
    const int file = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file < 0) {
      fail();
      temporary_.clear();  // it is not ours
      return false;
    }
    while (!text.empty()) {
      const ssize_t written = ::write(file, text.data(), text.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) break;
      text.remove_prefix(static_cast<std::size_t>(written));
    }
    if (!text.empty()) fail();
    if (::close(file) != 0 && error_.empty()) fail();
    return error_.empty();
  }

  std::string path_;
  std::string temporary_;
  std::string error_;
};

// What make would take for something else.
std::string escaped(std::string_view path) {
  std::string result;
  for (const char c : path) {
    if (c == ' ' || c == '#' || c == '\\') result += '\\';
    if (c == '$') result += '$';
    result += c;
  }
  return result;
}

}  // namespace

std::string write_files(const std::string& folder, const std::vector<emit::OutputFile>& files) {
  std::vector<TemporaryFile> written;
  for (const emit::OutputFile& file : files) {
    const bool is_path = file.name.find('/') != std::string::npos;
    const std::filesystem::path path = std::filesystem::path(is_path ? "" : folder) / file.name;
    written.emplace_back(path.string(), file.text);
    if (!written.back().error().empty()) return written.back().error();
  }
  for (TemporaryFile& file : written)
    if (!file.commit()) return file.error();
  return {};
}

emit::OutputFile dependency_file(const std::string& name, const std::string& folder,
                                 const std::vector<emit::OutputFile>& outputs, std::vector<std::string> inputs) {
  std::string text;
  for (const emit::OutputFile& one : outputs)
    text += escaped((std::filesystem::path(folder) / one.name).lexically_normal().string()) + " ";
  text.back() = ':';
  std::sort(inputs.begin() + 1, inputs.end());
  inputs.erase(std::unique(inputs.begin(), inputs.end()), inputs.end());
  for (const std::string& one : inputs) text += " \\\n  " + escaped(one);
  const bool is_path = name.find('/') != std::string::npos;
  return {is_path ? name : "./" + name, text + "\n"};
}

}  // namespace onc::compiler
