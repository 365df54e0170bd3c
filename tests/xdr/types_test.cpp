#include <string>
#include <utility>

#include <gtest/gtest.h>

#include <onc/xdr/types.h>

namespace onc::xdr {
namespace {

TEST(Boxed, CopiesAndComparesWhatItHolds) {
  Boxed<std::string> first(std::string("value"));
  Boxed<std::string> second = first;
  EXPECT_TRUE(first == second);
  *second = "other";
  EXPECT_FALSE(first == second);
  EXPECT_EQ(*first, "value");
  second.reset();
  EXPECT_FALSE(first == second);
  EXPECT_TRUE(Boxed<std::string>() == second);
}

TEST(Boxed, SurvivesAssignmentToItself) {
  Boxed<std::string> value(std::string("value"));
  const Boxed<std::string>& same = value;
  value = same;
  EXPECT_EQ(*value, "value");
}

TEST(Boxed, IsEmptyAfterItWasMovedFrom) {
  Boxed<std::string> first(std::string("value"));
  const Boxed<std::string> second = std::move(first);
  EXPECT_FALSE(first.has_value());  // NOLINT(bugprone-use-after-move): that is the promise
  EXPECT_EQ(second->size(), 5U);
}

// Types that hold arrays of each other, each incomplete where the other is a member.
struct Folder;
struct Entry {
  std::string name{};
  Vector<Folder> folders{};
  friend bool operator==(const Entry&, const Entry&) = default;
};
struct Folder {
  std::vector<Entry> entries{};
  friend bool operator==(const Folder&, const Folder&) = default;
};

TEST(Vector, HoldsATypeThatIsCompletedLater) {
  Entry entry{.name = "a"};
  entry.folders.push_back(Folder{.entries = {Entry{.name = "b"}}});
  const Entry copy = entry;
  EXPECT_EQ(copy, entry);
  EXPECT_EQ(copy.folders.front().entries.front().name, "b");
}

}  // namespace
}  // namespace onc::xdr
