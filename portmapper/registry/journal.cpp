#include "registry/journal.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <memory>
#include <new>
#include <utility>

#include <onc/error.h>

namespace onc {

namespace {

constexpr const char* file_name = "journal";
constexpr const char* new_name = "journal.new";
constexpr const char* unread_name = "journal.unread";
constexpr off_t largest_file = off_t{256} << 20;
// Lines that a rewriting leaves behind before the next one is worth it.
constexpr std::size_t least_lines = 1024;

template <class Number>
bool take_number(std::string_view& text, Number& number) {
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{}) return false;
  text.remove_prefix(static_cast<std::size_t>(stop - text.data()));
  return true;
}

bool take_blank(std::string_view& text) {
  if (!text.starts_with(' ')) return false;
  text.remove_prefix(1);
  return true;
}

std::string_view take_word(std::string_view& text) {
  const std::string_view word = text.substr(0, text.find(' '));
  text.remove_prefix(word.size());
  return word;
}

bool take_owner(std::string_view& text, Owner& owner) {
  if (text.starts_with("? ")) return text.remove_prefix(1), true;
  return take_number(text, owner.uid.emplace());
}

bool is_own_file(const struct stat& status) noexcept {
  return S_ISREG(status.st_mode) && (status.st_uid == ::geteuid() || status.st_uid == 0);
}

// False with errno set when there is more that cannot be read.
bool read_all(int file, std::string& text) {
  std::array<char, 65536> room;
  for (;;) {
    const ssize_t got = ::read(file, room.data(), room.size());
    if (got == 0) return true;
    if (got > 0) text.append(room.data(), static_cast<std::size_t>(got));
    if (got < 0 && errno != EINTR) return false;
  }
}

}  // namespace

// --- lines

std::string journal_line(const Registered& entry, bool added) {
  std::string line = added ? "+ " : "- ";
  line += std::to_string(entry.id.program) + ' ' + std::to_string(entry.id.version) + ' ';
  line += entry.netid.text();
  if (!added) return line;
  return line + ' ' + (entry.owner.uid ? std::to_string(*entry.owner.uid) : "?") + ' ' + entry.address;
}

std::optional<JournalLine> parse_journal_line(std::string_view line) {
  JournalLine read{.added = line.starts_with("+ ")};
  if (!read.added && !line.starts_with("- ")) return std::nullopt;
  line.remove_prefix(2);
  Registered& entry = read.entry;
  if (!take_number(line, entry.id.program) || !take_blank(line)) return std::nullopt;
  if (!take_number(line, entry.id.version) || !take_blank(line)) return std::nullopt;
  const auto netid = parse_netid(take_word(line));
  if (!netid) return std::nullopt;
  entry.netid = *netid;
  if (!read.added) return line.empty() ? std::optional(read) : std::nullopt;
  if (!take_blank(line) || !take_owner(line, entry.owner) || !take_blank(line)) return std::nullopt;
  if (!parse_universal_address(*netid, line)) return std::nullopt;
  entry.address = line;
  return read;
}

// --- the file

std::filesystem::file_time_type Journal::last_written(const std::string& folder) {
  const std::string path = folder + "/" + file_name;
  std::error_code none;
  if (std::filesystem::file_size(path, none) == 0 || none) return std::filesystem::file_time_type::min();
  const auto written = std::filesystem::last_write_time(path, none);
  return none ? std::filesystem::file_time_type::min() : written;
}

Result<std::unique_ptr<Journal>> Journal::open(const std::string& folder) {
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
    return system_error(Errc::system, "making the state folder " + folder, errno);
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (descriptor < 0) return system_error(Errc::system, "opening the state folder " + folder, errno);
  std::unique_ptr<Journal> journal(new Journal(folder, descriptor));
  struct stat status {};
  const bool own = ::fstat(descriptor, &status) == 0 && (status.st_uid == ::geteuid() || status.st_uid == 0);
  if (!own || (status.st_mode & (S_IWGRP | S_IWOTH)) != 0)
    return Error(Errc::invalid_argument,
                 "the state folder " + folder + " is another user's, or others may write there");
  return journal;
}

Result<void> Journal::claim() {
  if (::flock(folder_descriptor_, LOCK_EX | LOCK_NB) == 0) return {};
  if (errno != EWOULDBLOCK) return system_error(Errc::system, "locking the state folder " + folder_, errno);
  return Error(Errc::invalid_argument, "another portmapper keeps its registrations in " + folder_);
}

Journal::~Journal() {
  if (file_ >= 0) ::close(file_);
  ::close(folder_descriptor_);
}

int Journal::open_file(const char* name, int flags) const {
  const int file = ::openat(folder_descriptor_, name, flags | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600);
  struct stat status {};
  if (file < 0 || (::fstat(file, &status) == 0 && is_own_file(status) && status.st_size <= largest_file)) return file;
  ::close(file);
  errno = EINVAL;
  return -1;
}

namespace {

// False: a line is none. Those behind it count. What follows the last end of a line was being written.
bool replay(std::string_view text, Registry& entries) {
  bool whole = true;
  for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
    const auto line = parse_journal_line(text.substr(0, end));
    text.remove_prefix(end + 1);
    if (!line) {
      whole = false;
    } else if (line->added) {
      entries.add(line->entry);
    } else {
      entries.remove(line->entry.id, line->entry.netid);
    }
  }
  return whole;
}

}  // namespace

std::vector<Registered> Journal::read() const {
  Registry entries;
  const int file = open_file(file_name, O_RDONLY);
  if (file < 0) {
    if (errno != ENOENT && tell_) tell_(errno);
    return {};
  }
  std::string text;
  if (!read_all(file, text)) set_aside(errno);
  ::close(file);
  if (!replay(text, entries)) set_aside(EBADMSG);
  return {entries.all().begin(), entries.all().end()};
}

// What cannot be read now is not to be replaced by what could.
void Journal::set_aside(int error) const {
  ::renameat(folder_descriptor_, file_name, folder_descriptor_, unread_name);
  if (tell_) tell_(error);
}

void Journal::follow(Registry& registry, std::uint32_t hidden) {
  registry_ = &registry;
  hidden_ = hidden;
  registry.observe(this);
  rewrite();
}

void Journal::added(const Registered& entry) { note(entry, true); }

void Journal::removed(const Registered& entry) { note(entry, false); }

// A line that there is no memory for is like one that there is no disk for: the next change writes everything.
void Journal::note(const Registered& entry, bool added) {
  if (entry.id.program == hidden_) return;
  try {
    append(journal_line(entry, added) + '\n');
  } catch (const std::bad_alloc&) {
    errno = ENOMEM;
    note_failure();
  }
}

void Journal::append(const std::string& line) {
  const bool many = lines_ > least_lines + 2 * registry_->size();
  if (failing_ || many) {
    rewrite();
    return;
  }
  if (write_all(file_, line)) ++lines_;
}

// A line that is written in part would hide those behind it.
bool Journal::write_all(int file, std::string_view text) {
  const off_t begin = ::lseek(file, 0, SEEK_END);
  for (std::string_view rest = text; !rest.empty();) {
    const ssize_t put = ::write(file, rest.data(), rest.size());
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) {
      note_failure();
      static_cast<void>(::ftruncate(file, begin));
      return false;
    }
    rest.remove_prefix(static_cast<std::size_t>(put));
  }
  return true;
}

bool Journal::note_failure() {
  last_errno_ = errno;
  if (!std::exchange(failing_, true) && tell_) tell_(last_errno_);
  return false;
}

// The old file stays until the new one is whole.
bool Journal::rewrite() {
  ::unlinkat(folder_descriptor_, new_name, 0);
  const int file = open_file(new_name, O_RDWR | O_CREAT | O_EXCL | O_APPEND);
  if (file < 0) return note_failure();
  std::string text;
  std::size_t lines = 0;
  for (const Registered& entry : registry_->all()) {
    if (entry.id.program == hidden_) continue;
    text += journal_line(entry, true) + '\n';
    ++lines;
  }
  if (!write_all(file, text) || ::renameat(folder_descriptor_, new_name, folder_descriptor_, file_name) != 0) {
    note_failure();
    ::close(file);
    ::unlinkat(folder_descriptor_, new_name, 0);
    return false;
  }
  if (file_ >= 0) ::close(std::exchange(file_, -1));
  file_ = file;
  lines_ = lines;
  if (std::exchange(failing_, false) && tell_) tell_(0);
  return true;
}

}  // namespace onc
