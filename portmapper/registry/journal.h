// Keeps a registry in a file, so that registrations outlive the process: each change is a line at the file's end,
// written by one system call and without waiting for a disk. When there are many more lines than registrations, the
// file is written anew beside the old one and takes its place.
//
//   + 100003 3 tcp 0 0.0.0.0.8.1        program, version, netid, owner's uid ("?": unknown), address
//   - 100003 3 tcp
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <onc/result.h>

#include "registry/registry.h"

namespace onc {

class Journal final : public RegistryObserver {
 public:
  /// When that of the folder was last written; the beginning of time where there is none, or an empty one.
  static std::filesystem::file_time_type last_written(const std::string& folder);
  /// In `folder`, which is made if it is not there (mode 0700). Nothing but plain files of this process' own user is
  /// read or written, and links are not followed. Errors: system, invalid_argument.
  static Result<std::unique_ptr<Journal>> open(const std::string& folder);
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;
  ~Journal();

  /// No other process, and no other object, can claim the folder while this one lives: of two that write there each
  /// would lose what the other keeps. Errors: invalid_argument, system.
  Result<void> claim();
  /// What stands in the file, in its order. A last line without end, as a crash or a full disk leaves it, is no part of
  /// it. If another is damaged, or the disk gives only a part, the file is kept as journal.unread.
  [[nodiscard]] std::vector<Registered> read() const;
  /// From now on changes of `registry`, which outlives this object, are written; what it has now is the file's content.
  /// Entries of `hidden` program are left out.
  void follow(Registry& registry, std::uint32_t hidden);

  void added(const Registered& entry) override;
  void removed(const Registered& entry) override;

  /// `tell` hears when reading fails or writing begins to, with the errno, of EBADMSG for damaged lines, and of 0 when
  /// it works again.
  void on_trouble(std::function<void(int)> tell) { tell_ = std::move(tell); }
  /// Whether the last change could not be written. The file then still has all before it; each further change tries to
  /// write everything anew.
  [[nodiscard]] bool failing() const noexcept { return failing_; }
  /// The errno of the last failure.
  [[nodiscard]] int last_errno() const noexcept { return last_errno_; }

 private:
  Journal(std::string folder, int folder_descriptor) noexcept
      : folder_(std::move(folder)), folder_descriptor_(folder_descriptor) {}

  void note(const Registered& entry, bool added);
  void append(const std::string& line);
  bool rewrite();
  bool write_all(int file, std::string_view text);
  bool note_failure();
  void set_aside(int error) const;
  [[nodiscard]] int open_file(const char* name, int flags) const;

  std::string folder_;
  int folder_descriptor_;
  int file_ = -1;
  const Registry* registry_ = nullptr;
  std::uint32_t hidden_ = 0;
  std::size_t lines_ = 0;
  bool failing_ = false;
  int last_errno_ = 0;
  std::function<void(int)> tell_{};
};

/// A line without its end; nothing if it is none.
struct JournalLine {
  bool added = false;
  Registered entry{};  ///< of a removal without address and owner
};
std::optional<JournalLine> parse_journal_line(std::string_view line);
std::string journal_line(const Registered& entry, bool added);

}  // namespace onc
