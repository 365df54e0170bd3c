// What is kept of a registry outlives every way in which its writing can end.

#include "registry/journal.h"

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "registry/warm_start.h"

namespace onc {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr Netid tcp{Transport::tcp, AF_INET};
constexpr Netid local{Transport::local, AF_UNIX};

Registered entry(std::uint32_t version, const Netid& netid = tcp, const char* address = "0.0.0.0.15.160",
                 const Owner& owner = {.uid = 501}) {
  return {.id = {100, version}, .netid = netid, .address = address, .owner = owner};
}

class JournalTest : public testing::Test {
 protected:
  JournalTest() { fs::remove_all(folder); }
  ~JournalTest() override { fs::remove_all(folder); }

  [[nodiscard]] std::vector<Registered> kept() const { return Journal::open(folder).value()->read(); }
  [[nodiscard]] std::string content() const {
    std::ifstream file(folder + "/journal");
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
  }
  void write(const std::string& text) const {
    fs::create_directory(folder);
    std::ofstream(folder + "/journal") << text;
  }

  const std::string folder = testing::TempDir() + "journal-" + std::to_string(::getpid());
  Registry registry;
};

TEST_F(JournalTest, KeepsEachChange) {
  const auto journal = Journal::open(folder).value();
  EXPECT_THAT(journal->read(), IsEmpty());
  registry.add(entry(1));
  journal->follow(registry, 100000);
  registry.add(entry(2, local, "/run/a socket"));
  registry.add(entry(3, tcp, "0.0.0.0.1.1", nobody_known));
  registry.add({.id = {100000, 2}, .netid = tcp, .address = "0.0.0.0.0.111", .owner = superuser});
  EXPECT_THAT(kept(),
              ElementsAre(entry(1), entry(2, local, "/run/a socket"), entry(3, tcp, "0.0.0.0.1.1", nobody_known)));
  registry.remove({100, 1}, tcp);
  EXPECT_THAT(kept(), SizeIs(2));
  EXPECT_EQ(fs::status(folder).permissions(), fs::perms::owner_all);
  EXPECT_EQ(fs::status(folder + "/journal").permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(JournalTest, IsWrittenAnewWhenItHasGrown) {
  const auto journal = Journal::open(folder).value();
  journal->follow(registry, 0);
  registry.add(entry(1));
  for (int i = 0; i < 5000; ++i) {
    registry.add(entry(2));
    registry.remove({100, 2}, tcp);
  }
  EXPECT_LT(content().size(), 200'000U);
  EXPECT_THAT(kept(), ElementsAre(entry(1)));
}

// As if the process, or the disk, had ended at each byte.
TEST_F(JournalTest, IsReadUpToWhereItIsCut) {
  const std::string whole =
      journal_line(entry(1), true) + "\n" + journal_line(entry(2), true) + "\n" + journal_line(entry(1), false) + "\n";
  for (std::size_t size = 0; size <= whole.size(); ++size) {
    write(whole.substr(0, size));
    const std::size_t lines =
        static_cast<std::size_t>(std::count(whole.begin(), whole.begin() + static_cast<long>(size), '\n'));
    EXPECT_THAT(kept(), SizeIs(lines == 3 ? 1 : lines)) << size;
  }
}

TEST_F(JournalTest, TakesNothingThatIsNoLineOfIts) {
  for (const char* line : {"", "+", "+ 1 1 tcp 0", "+ 1 1 tcp 0 nonsense", "+ 1 1 nonsense 0 0.0.0.0.1.1",
                           "+ -1 1 tcp 0 0.0.0.0.1.1", "+ 4294967296 1 tcp 0 0.0.0.0.1.1", "+ 1 1 tcp x 0.0.0.0.1.1",
                           "- 1 1 tcp 0", "* 1 1 tcp", "+ 1  1 tcp 0 0.0.0.0.1.1", "+ 1 1 tcp 0 0.0.0.0.1.1 "}) {
    EXPECT_FALSE(parse_journal_line(line)) << line;
    write(std::string(line) + "\n" + journal_line(entry(1), true) + "\n");
    EXPECT_THAT(kept(), ElementsAre(entry(1))) << line;
    EXPECT_TRUE(fs::exists(folder + "/journal.unread")) << line;  // for who wants to know what it was
  }
  EXPECT_TRUE(parse_journal_line("+ 1 1 tcp ? 0.0.0.0.1.1"));
  EXPECT_TRUE(parse_journal_line("- 1 1 tcp"));
}

TEST_F(JournalTest, FollowsNoLinksAndTakesNothingButPlainFiles) {
  fs::create_directory(folder);
  const std::string elsewhere = folder + ".elsewhere";
  std::ofstream(elsewhere) << journal_line(entry(1), true) << "\n";
  fs::create_symlink(elsewhere, folder + "/journal");
  EXPECT_THAT(kept(), IsEmpty());
  const auto journal = Journal::open(folder).value();
  std::vector<int> told;
  journal->on_trouble([&](int error) { told.push_back(error); });
  EXPECT_THAT(journal->read(), IsEmpty());
  EXPECT_THAT(told, ElementsAre(ELOOP));
  journal->follow(registry, 0);
  registry.add(entry(2));
  EXPECT_FALSE(fs::is_symlink(folder + "/journal"));
  std::ifstream untouched(elsewhere);
  std::string line;
  std::getline(untouched, line);
  EXPECT_EQ(line, journal_line(entry(1), true));
  fs::remove(elsewhere);
}

TEST_F(JournalTest, RefusesAFolderThatOthersMayWriteTo) {
  fs::create_directory(folder);
  fs::permissions(folder, fs::perms::all);
  EXPECT_EQ(Journal::open(folder).error().code, Errc::invalid_argument);
  EXPECT_EQ(Journal::open("/no/such/folder").error().system_errno(), ENOENT);
}

TEST_F(JournalTest, HasOneWriter) {
  auto first = Journal::open(folder).value();
  ASSERT_TRUE(first->claim());
  const auto second = Journal::open(folder).value();
  EXPECT_EQ(second->claim().error().code, Errc::invalid_argument);
  first.reset();
  EXPECT_TRUE(second->claim());
}

// The limit of a file's size stands for the end of the disk.
TEST_F(JournalTest, KeepsWhatItHasWhenTheDiskIsFull) {
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const auto journal = Journal::open(folder).value();
  journal->follow(registry, 0);
  std::vector<int> told;
  journal->on_trouble([&](int error) { told.push_back(error); });
  for (std::uint32_t version = 1; version <= 10; ++version) registry.add(entry(version));
  rlimit full = before;
  full.rlim_cur = content().size() + 10;
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &full), 0);
  registry.add(entry(11));
  EXPECT_TRUE(journal->failing());
  EXPECT_EQ(journal->last_errno(), EFBIG);
  registry.add(entry(12));
  EXPECT_THAT(kept(), SizeIs(10));
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
  registry.add(entry(13));
  EXPECT_FALSE(journal->failing());
  EXPECT_THAT(told, ElementsAre(EFBIG, 0));
  EXPECT_THAT(kept(), SizeIs(13));
}

TEST_F(JournalTest, HasRpcbindsOwnFilesToo) {
  fs::create_directory(folder);
  EXPECT_THAT(read_warm_start(folder), IsEmpty());
  registry.add(entry(1, tcp, "0.0.0.0.15.160", superuser));
  registry.add(entry(2, local, "/run/socket"));
  registry.add({.id = {100000, 2}, .netid = tcp, .address = "0.0.0.0.0.111", .owner = superuser});
  ASSERT_TRUE(write_warm_start(folder, registry, 100000));
  EXPECT_THAT(read_warm_start(folder),
              ElementsAre(entry(1, tcp, "0.0.0.0.15.160", superuser), entry(2, local, "/run/socket")));
  EXPECT_EQ(fs::file_size(folder + "/portmap.xdr"), 24U);
  fs::resize_file(folder + "/rpcbind.xdr", 30);  // only portmap.xdr is whole
  EXPECT_THAT(read_warm_start(folder), SizeIs(1));
  fs::resize_file(folder + "/portmap.xdr", 3);
  EXPECT_THAT(read_warm_start(folder), IsEmpty());
}

// So what has been unregistered does not come back with a file that portmapd has already read.
TEST_F(JournalTest, IsBelievedMoreThanOlderFilesOfRpcbinds) {
  EXPECT_EQ(Journal::last_written(folder), fs::file_time_type::min());
  fs::create_directory(folder);
  registry.add(entry(1, tcp, "0.0.0.0.15.160", superuser));
  ASSERT_TRUE(write_warm_start(folder, registry, 100000));
  const auto written = fs::last_write_time(folder + "/rpcbind.xdr");
  EXPECT_THAT(read_warm_start(folder, written - std::chrono::seconds(1)), SizeIs(1));
  fs::last_write_time(folder + "/portmap.xdr", written);
  EXPECT_THAT(read_warm_start(folder, written), IsEmpty());
}

// T-pm-6, of rpcbind's files: links, lengths that nothing stands behind, and lists without end.
TEST_F(JournalTest, BelievesNothingOfRpcbindsFiles) {
  fs::create_directory(folder);
  const std::string elsewhere = folder + ".elsewhere";
  const auto put = [](const std::string& path, const std::string& bytes) { std::ofstream(path) << bytes; };
  const std::string one = std::string("\0\0\0\1\0\0\0\7\0\0\0\1\0\0\0\6\0\0\1\1", 20);
  put(elsewhere, one + std::string(4, 0));
  fs::create_symlink(elsewhere, folder + "/portmap.xdr");
  EXPECT_THAT(read_warm_start(folder), IsEmpty());
  fs::remove(folder + "/portmap.xdr");
  fs::rename(elsewhere, folder + "/portmap.xdr");
  EXPECT_THAT(read_warm_start(folder), SizeIs(1));
  put(folder + "/portmap.xdr", one);  // there is no end
  EXPECT_THAT(read_warm_start(folder), IsEmpty());
  std::string many;
  for (int i = 0; i < 200'000; ++i) many += one;
  put(folder + "/portmap.xdr", many + std::string(4, 0));
  EXPECT_THAT(read_warm_start(folder), SizeIs(1));  // all of them the same
  put(folder + "/rpcbind.xdr", std::string("\0\0\0\1\0\0\0\7\0\0\0\1\xff\xff\xff\xf0tcp", 19));
  EXPECT_THAT(read_warm_start(folder), SizeIs(1));
}

// T-pm-6: more lines than any host has programs.
TEST_F(JournalTest, TakesManyMoreLinesThanThereArePrograms) {
  std::string text;
  for (std::uint32_t i = 0; i < 100'000; ++i) text += journal_line(entry(i % 1000), i % 3 != 2) + '\n';
  write(text);
  EXPECT_THAT(kept(), testing::Not(IsEmpty()));
}

}  // namespace
}  // namespace onc
