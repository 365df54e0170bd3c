#include "output.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <deque>
#include <filesystem>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace onc::compiler {
namespace {

// A file under a temporary name, removed unless it is given its own.
class OutputFile {
 public:
  OutputFile(std::string path, std::string_view text)
      : path_(std::move(path)),
        temporary_(fmt::format("{}.{}.tmp", path_, ::getpid())),
        old_(fmt::format("{}.{}.old", path_, ::getpid())) {
    write(text);
  }
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;
  ~OutputFile() {
    if (owns_temporary_) ::unlink(temporary_.c_str());
    if (keeps_old_) ::unlink(old_.c_str());
  }

  const std::string& error() const { return error_; }

  // Whether nothing stands in the way of the file's own name. Keeps the file that has it now, and its permissions.
  bool prepare() {
    struct stat found {};
    if (::stat(path_.c_str(), &found) != 0) return true;
    if (S_ISDIR(found.st_mode)) return fail(EISDIR);
    if (::access(path_.c_str(), W_OK) != 0) return fail(errno);
    if (::chmod(temporary_.c_str(), found.st_mode & 07777) != 0) return fail(errno);
    replaces_ = true;
    keeps_old_ = ::link(path_.c_str(), old_.c_str()) == 0;
    return true;
  }
  bool commit() {
    if (std::rename(temporary_.c_str(), path_.c_str()) != 0) return fail(errno);
    owns_temporary_ = false;
    return true;
  }
  // After commit(). A file system without links has nothing to go back to.
  void undo() {
    if (keeps_old_)
      keeps_old_ = std::rename(old_.c_str(), path_.c_str()) != 0;
    else if (!replaces_)
      ::unlink(path_.c_str());
  }

 private:
  bool fail(int reason) {
    error_ = fmt::format("cannot write '{}': {}", path_, std::strerror(reason));
    return false;
  }
  void write(std::string_view text) {
    const int file = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    owns_temporary_ = file >= 0;
    if (!owns_temporary_) return void(fail(errno));
    while (!text.empty()) {
      const ssize_t written = ::write(file, text.data(), text.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) break;
      text.remove_prefix(static_cast<std::size_t>(written));
    }
    if (!text.empty()) fail(errno);
    if (::close(file) != 0 && error_.empty()) fail(errno);
  }

  std::string path_;
  std::string temporary_;
  std::string old_;
  std::string error_;
  bool owns_temporary_ = false;
  bool replaces_ = false;
  bool keeps_old_ = false;
};

using OutputFiles = std::deque<OutputFile>;

std::string commit(OutputFiles& files) {
  for (OutputFile& file : files)
    if (!file.prepare()) return file.error();
  for (std::size_t at = 0; at < files.size(); ++at) {
    if (files[at].commit()) continue;
    for (std::size_t done = 0; done < at; ++done) files[done].undo();
    return files[at].error();
  }
  return {};
}

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
  OutputFiles written;
  for (const emit::OutputFile& file : files) {
    const bool is_path = file.name.find('/') != std::string::npos;
    const std::filesystem::path path = std::filesystem::path(is_path ? "" : folder) / file.name;
    written.emplace_back(path.string(), file.text);
    if (!written.back().error().empty()) return written.back().error();
  }
  return commit(written);
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
