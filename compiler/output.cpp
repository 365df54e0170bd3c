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

// What a symbolic link leads to is written, not the link.
std::string behind_links(std::string path) {
  std::error_code error;
  if (!std::filesystem::is_symlink(path, error)) return path;
  const std::filesystem::path target = std::filesystem::canonical(path, error);
  return error ? path : target.string();
}

// A device, a pipe or the like, which no file can stand in for.
bool is_special(const std::string& path) {
  struct stat found {};
  return ::stat(path.c_str(), &found) == 0 && !S_ISREG(found.st_mode) && !S_ISDIR(found.st_mode);
}

// A file under a temporary name, removed unless it is given its own.
class OutputFile {
 public:
  // `text` must outlive the file.
  OutputFile(std::string path, std::string_view text, Existing existing)
      : existing_(existing),
        path_(existing == Existing::stay ? std::move(path) : behind_links(std::move(path))),
        temporary_(fmt::format("{}.{}.tmp", path_, ::getpid())),
        old_(fmt::format("{}.{}.old", path_, ::getpid())),
        text_(text),
        special_(existing == Existing::go && is_special(path_)) {
    if (special_) return;
    const int file = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    owns_temporary_ = file >= 0;
    write_to(file);
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
    if (existing_ == Existing::stay) return ::lstat(path_.c_str(), &found) != 0 || refuse();
    if (::stat(path_.c_str(), &found) != 0) return true;
    if (S_ISDIR(found.st_mode)) return fail(EISDIR);
    if (::access(path_.c_str(), W_OK) != 0) return fail(errno);
    if (special_) return true;
    if (::chmod(temporary_.c_str(), found.st_mode & 07777) != 0) return fail(errno);
    replaces_ = true;
    keeps_old_ = ::link(path_.c_str(), old_.c_str()) == 0;
    return true;
  }
  bool commit() {
    if (special_) return write_to(::open(path_.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY));
    if (!rename()) return errno == EEXIST && existing_ == Existing::stay ? refuse() : fail(errno);
    owns_temporary_ = false;
    return true;
  }
  // After commit(). A file system without links has nothing to go back to.
  void undo() {
    if (special_) return;
    if (keeps_old_)
      keeps_old_ = std::rename(old_.c_str(), path_.c_str()) != 0;
    else if (!replaces_)
      ::unlink(path_.c_str());
  }

 private:
  // A file may have appeared since prepare(), which file systems that know of no such renaming cannot tell.
  bool rename() {
    if (existing_ == Existing::stay) {
      if (::renameat2(AT_FDCWD, temporary_.c_str(), AT_FDCWD, path_.c_str(), RENAME_NOREPLACE) == 0) return true;
      if (errno != EINVAL && errno != ENOSYS) return false;
    }
    return std::rename(temporary_.c_str(), path_.c_str()) == 0;
  }
  bool refuse() {
    error_ = fmt::format("'{}' is there already and is not overwritten; move it away, or name another folder with -o",
                         path_);
    return false;
  }
  bool fail(int reason) {
    error_ = fmt::format("cannot write '{}': {}", path_, std::strerror(reason));
    return false;
  }
  // Closes the file, which may be none.
  bool write_to(int file) {
    if (file < 0) return fail(errno);
    std::string_view rest = text_;
    while (!rest.empty()) {
      const ssize_t written = ::write(file, rest.data(), rest.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) break;
      rest.remove_prefix(static_cast<std::size_t>(written));
    }
    if (!rest.empty()) fail(errno);
    if (::close(file) != 0 && error_.empty()) fail(errno);
    return error_.empty();
  }

  Existing existing_;
  std::string path_;
  std::string temporary_;
  std::string old_;
  std::string_view text_;
  bool special_;
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

std::string path_of(const std::string& folder, const emit::OutputFile& file) {
  const bool is_path = file.name.find('/') != std::string::npos;
  return (std::filesystem::path(is_path ? "" : folder) / file.name).string();
}

bool is_same_file(const std::string& left, const std::string& right) {
  struct stat a {};
  struct stat b {};
  return ::stat(left.c_str(), &a) == 0 && ::stat(right.c_str(), &b) == 0 && a.st_dev == b.st_dev &&
         a.st_ino == b.st_ino;
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

std::string overwritten_input(const std::string& folder, const std::vector<emit::OutputFile>& files,
                              const std::vector<std::string>& inputs) {
  for (const emit::OutputFile& file : files) {
    const std::string path = path_of(folder, file);
    for (const std::string& input : inputs) {
      if (!is_same_file(path, input)) continue;
      return path == input
                 ? fmt::format("'{}' is an input and is not overwritten; name another file", path)
                 : fmt::format("'{}' is the input '{}' and is not overwritten; name another file", path, input);
    }
  }
  return {};
}

std::string write_files(const std::string& folder, const std::vector<emit::OutputFile>& files, Existing existing) {
  OutputFiles written;
  for (const emit::OutputFile& file : files) {
    written.emplace_back(path_of(folder, file), file.text, existing);
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
