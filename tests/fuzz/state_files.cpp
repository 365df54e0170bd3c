// Any bytes in the files where portmapd and rpcbind keep what is registered: what is read of them is sound, and is the
// same when it is written and read again. The first byte picks the file.

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "registry/journal.h"
#include "registry/warm_start.h"
#include "require.h"

namespace {

using onc::fuzz::require;
using Entries = std::vector<onc::Registered>;
namespace fs = std::filesystem;

// Of this process.
class Folder {
 public:
  Folder() { fs::create_directories(path_), fs::permissions(path_, fs::perms::owner_all); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path_); }
  [[nodiscard]] const std::string& path() const { return path_; }
  void put(const char* name, std::string_view bytes) const {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen((path_ + "/" + name).c_str(), "w"),
                                                               std::fclose);
    require(file && std::fwrite(bytes.data(), 1, bytes.size(), file.get()) == bytes.size());
  }
  void clear() const {
    for (const char* name : {"journal", "rpcbind.xdr", "portmap.xdr"}) fs::remove(path_ + "/" + name);
  }

 private:
  std::string path_ = fs::temp_directory_path() / ("oncrpc-fuzz-state-" + std::to_string(::getpid()));
};

void expect_sound(const Entries& entries) {
  for (const onc::Registered& entry : entries)
    require(onc::parse_universal_address(entry.netid, entry.address).has_value());
}

onc::Registry table_of(const Entries& entries) {
  onc::Registry table;
  for (const onc::Registered& entry : entries) require(table.add(entry));
  return table;
}

constexpr std::uint32_t hidden = 0;

Entries without_hidden(Entries entries) {
  std::erase_if(entries, [](const onc::Registered& entry) { return entry.id.program == hidden; });
  return entries;
}

bool in_order(const onc::Registered& a, const onc::Registered& b) {
  return std::tuple(a.id.program, a.id.version, a.netid.text()) <
         std::tuple(b.id.program, b.id.version, b.netid.text());
}

void check_journal(const Folder& folder) {
  const auto journal = onc::Journal::open(folder.path()).value();
  const Entries read = journal->read();
  expect_sound(read);
  onc::Registry table = table_of(read);
  journal->follow(table, hidden);
  require(!journal->failing() && journal->read() == without_hidden(read));
  table.observe(nullptr);
}

// Owners that are no uids are unknown, and stay so.
void check_warm_start(const Folder& folder) {
  Entries read = onc::read_warm_start(folder.path());
  expect_sound(read);
  require(onc::write_warm_start(folder.path(), table_of(read), hidden).has_value());
  Entries again = onc::read_warm_start(folder.path());
  read = without_hidden(read);
  std::ranges::sort(read, in_order);
  std::ranges::sort(again, in_order);
  require(again == read);
}

void check_line(std::string_view line) {
  const auto read = onc::parse_journal_line(line);
  if (!read) return;
  const auto again = onc::parse_journal_line(onc::journal_line(read->entry, read->added));
  require(again && again->added == read->added && again->entry == read->entry);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Folder folder;
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  folder.clear();
  switch (data[0] % 4) {
    case 0: folder.put("journal", text), check_journal(folder); break;
    case 1: folder.put("rpcbind.xdr", text), check_warm_start(folder); break;
    case 2: folder.put("portmap.xdr", text), check_warm_start(folder); break;
    default: check_line(text); break;
  }
  return 0;
}
