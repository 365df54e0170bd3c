// Output files appear together or not at all.
#include "output.h"

#include <fcntl.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include <gtest/gtest.h>

namespace {

int renames_until_failure = -1;  // none fails while it is negative

}  // namespace

// Stands in front of the C library's, so that a rename can fail that nothing foretold.
extern "C" int rename(const char* from, const char* to) noexcept {
  if (renames_until_failure >= 0 && renames_until_failure-- == 0) {
    errno = EIO;
    return -1;
  }
  return ::renameat(AT_FDCWD, from, AT_FDCWD, to);
}

namespace {

using Texts = std::map<std::string, std::string>;

class OutputFiles : public testing::Test {
 protected:
  OutputFiles() : folder_(std::filesystem::path(testing::TempDir()) / "idlc_output_test") {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directory(folder_);
  }
  ~OutputFiles() override {
    renames_until_failure = -1;
    std::filesystem::remove_all(folder_);
  }

  std::string write() const {
    return onc::compiler::write_files(folder_.string(), {{"a.h", "new a"}, {"b.cpp", "new b"}, {"c.cpp", "new c"}});
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

}  // namespace
