// Output files appear together or not at all.
#include "output.h"

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string>

#include <gtest/gtest.h>

namespace {

int renames_until_failure = -1;  // none fails while it is negative
int exclusive_failure = 0;       // the errno with which those that replace nothing fail, if it is not 0

}  // namespace

// Stands in front of the C library's, so that a rename can fail that nothing foretold.
extern "C" int rename(const char* from, const char* to) noexcept {
  if (renames_until_failure >= 0 && renames_until_failure-- == 0) {
    errno = EIO;
    return -1;
  }
  return ::renameat(AT_FDCWD, from, AT_FDCWD, to);
}
extern "C" int renameat2(int from_folder, const char* from, int to_folder, const char* to, unsigned flags) noexcept {
  if (exclusive_failure != 0 && (renames_until_failure < 0 || renames_until_failure-- == 0)) {
    errno = exclusive_failure;
    return -1;
  }
  return static_cast<int>(::syscall(SYS_renameat2, from_folder, from, to_folder, to, flags));
}

namespace {

using Texts = std::map<std::string, std::string>;

class OutputFiles : public testing::Test {
 protected:
  // A folder of its own: tests run side by side.
  OutputFiles() {
    std::string name = testing::TempDir() + "idlc_output_test_XXXXXX";
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make a folder");
    folder_ = name;
  }
  ~OutputFiles() override {
    renames_until_failure = -1;
    exclusive_failure = 0;
    std::filesystem::remove_all(folder_);
  }

  using Existing = onc::compiler::Existing;
  std::string write(Existing existing = Existing::go) const {
    return onc::compiler::write_files(folder_.string(), {{"a.h", "new a"}, {"b.cpp", "new b"}, {"c.cpp", "new c"}},
                                      existing);
  }
  void put(const std::string& name, const std::string& text) const { std::ofstream(folder_ / name) << text; }
  Texts found() const {
    Texts result;
    for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
      std::ifstream file;
      if (!entry.is_directory()) file.open(entry.path());
      result[entry.path().filename().string()] = std::string(std::istreambuf_iterator<char>(file), {});
    }
    return result;
  }

  std::filesystem::path folder_;
};

TEST_F(OutputFiles, ReplaceWhatWasThere) {
  put("b.cpp", "old b");
  EXPECT_EQ(write(), "");
  EXPECT_EQ(found(), (Texts{{"a.h", "new a"}, {"b.cpp", "new b"}, {"c.cpp", "new c"}}));
}

TEST_F(OutputFiles, KeepThePermissionsOfWhatTheyReplace) {
  using std::filesystem::perms;
  put("a.h", "old a");
  std::filesystem::permissions(folder_ / "a.h", perms::owner_read | perms::owner_write | perms::group_read);
  EXPECT_EQ(write(), "");
  EXPECT_EQ(std::filesystem::status(folder_ / "a.h").permissions(),
            perms::owner_read | perms::owner_write | perms::group_read);
}

TEST_F(OutputFiles, AreNotTouchedWhenAFolderStandsInTheWay) {
  put("a.h", "old a");
  std::filesystem::create_directory(folder_ / "c.cpp");
  EXPECT_EQ(write(), "cannot write '" + (folder_ / "c.cpp").string() + "': Is a directory");
  EXPECT_EQ(found(), (Texts{{"a.h", "old a"}, {"c.cpp", ""}}));
}

TEST_F(OutputFiles, BecomeWhatTheyWereWhenARenameFails) {
  put("a.h", "old a");
  renames_until_failure = 2;
  EXPECT_EQ(write(), "cannot write '" + (folder_ / "c.cpp").string() + "': Input/output error");
  EXPECT_EQ(found(), (Texts{{"a.h", "old a"}}));
}

TEST_F(OutputFiles, StayAsTheyAreWhereThatIsWanted) {
  put("b.cpp", "old b");
  EXPECT_NE(write(Existing::stay).find("b.cpp' is there already and is not overwritten"), std::string::npos);
  EXPECT_EQ(found(), (Texts{{"b.cpp", "old b"}}));
}

TEST_F(OutputFiles, AreNewWhereNothingIsToBeReplaced) {
  EXPECT_EQ(write(Existing::stay), "");
  EXPECT_EQ(found(), (Texts{{"a.h", "new a"}, {"b.cpp", "new b"}, {"c.cpp", "new c"}}));
}

TEST_F(OutputFiles, AreNotReplacedEvenIfTheyAppearAtTheLastMoment) {
  renames_until_failure = 1;
  exclusive_failure = EEXIST;
  EXPECT_NE(write(Existing::stay).find("b.cpp' is there already"), std::string::npos);
  EXPECT_EQ(found(), Texts{});
}

TEST_F(OutputFiles, AppearWhereFileSystemsCannotTellWhatTheyReplace) {
  exclusive_failure = EINVAL;
  EXPECT_EQ(write(Existing::stay), "");
  EXPECT_EQ(found(), (Texts{{"a.h", "new a"}, {"b.cpp", "new b"}, {"c.cpp", "new c"}}));
}

}  // namespace
