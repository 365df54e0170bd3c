#include "registry/registry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace onc {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr Netid tcp{Transport::tcp, AF_INET};
constexpr Netid udp{Transport::udp, AF_INET};
constexpr Netid tcp6{Transport::tcp, AF_INET6};
constexpr Owner ann{.uid = 501};
constexpr Owner bob{.uid = 502};

Registered entry(std::uint32_t version, const Netid& netid, const char* address, const Owner& owner = ann) {
  return {.id = {100, version}, .netid = netid, .address = address, .owner = owner};
}

TEST(Registry, HasOneHolderForEachPlace) {
  Registry registry;
  EXPECT_TRUE(registry.add(entry(1, tcp, "0.0.0.0.15.160")));
  EXPECT_TRUE(registry.add(entry(1, udp, "0.0.0.0.15.160")));
  EXPECT_FALSE(registry.add(entry(1, tcp, "0.0.0.0.1.1")));
  EXPECT_EQ(registry.find({100, 1}, tcp)->address, "0.0.0.0.15.160");
  EXPECT_EQ(registry.find({100, 1}, tcp6), nullptr);
  EXPECT_EQ(registry.find({101, 1}, tcp), nullptr);
  EXPECT_THAT(registry.all(), ElementsAre(entry(1, tcp, "0.0.0.0.15.160"), entry(1, udp, "0.0.0.0.15.160")));
}

TEST(Registry, NamesTheYoungestOtherVersionWhenTheOneAskedForIsMissing) {
  Registry registry;
  registry.add(entry(1, tcp, "0.0.0.0.1.1"));
  registry.add(entry(3, tcp, "0.0.0.0.3.3"));
  registry.add(entry(4, udp, "0.0.0.0.4.4"));
  EXPECT_EQ(registry.find_or_other_version({100, 2}, tcp)->id.version, 3U);
  EXPECT_EQ(registry.find_or_other_version({100, 1}, tcp)->id.version, 1U);
  EXPECT_TRUE(registry.remove({100, 3}, tcp));
  EXPECT_EQ(registry.find_or_other_version({100, 2}, tcp)->id.version, 1U);
  EXPECT_TRUE(registry.remove({100, 1}, tcp));
  EXPECT_EQ(registry.find_or_other_version({100, 2}, tcp), nullptr);
  EXPECT_FALSE(registry.remove({100, 1}, tcp));
}

TEST(Registry, CountsWhatEachOwnerHas) {
  Registry registry;
  registry.add(entry(1, tcp, "0.0.0.0.1.1"));
  registry.add(entry(2, tcp, "0.0.0.0.1.1"));
  EXPECT_EQ(registry.count_of(ann), 2U);
  EXPECT_EQ(registry.count_of(bob), 0U);
  EXPECT_FALSE(registry.is_held_by_others(100, ann));
  EXPECT_TRUE(registry.is_held_by_others(100, bob));
  EXPECT_TRUE(registry.is_held_by_others(100, nobody_known));
  EXPECT_FALSE(registry.is_held_by_others(101, bob));
  registry.remove({100, 1}, tcp);
  registry.remove({100, 2}, tcp);
  EXPECT_EQ(registry.count_of(ann), 0U);
  EXPECT_FALSE(registry.is_held_by_others(100, bob));
}

TEST(Registry, ListsAVersionsPlaces) {
  Registry registry;
  registry.add(entry(1, udp, "0.0.0.0.1.1"));
  registry.add(entry(1, tcp6, "::.1.1"));
  registry.add(entry(1, tcp, "0.0.0.0.1.1"));
  std::vector<std::string_view> netids;
  for (const Registered* one : registry.find_all({100, 1})) netids.push_back(one->netid.text());
  EXPECT_THAT(netids, ElementsAre("tcp", "udp", "tcp6"));
  EXPECT_THAT(registry.find_all({100, 2}), IsEmpty());
}

class Changes final : public RegistryObserver {
 public:
  void added(const Registered& entry) override { seen.push_back("+" + entry.address); }
  void removed(const Registered& entry) override { seen.push_back("-" + entry.address); }
  std::vector<std::string> seen;
};

TEST(Registry, TellsOfChanges) {
  Registry registry;
  Changes changes;
  registry.observe(&changes);
  registry.add(entry(1, tcp, "0.0.0.0.1.1"));
  registry.add(entry(1, tcp, "0.0.0.0.2.2"));
  registry.remove({100, 1}, tcp);
  EXPECT_THAT(changes.seen, ElementsAre("+0.0.0.0.1.1", "-0.0.0.0.1.1"));
}

TEST(Owners, AreWrittenAsRpcbindDoes) {
  EXPECT_EQ(superuser.text(), "superuser");
  EXPECT_EQ(ann.text(), "501");
  EXPECT_EQ(nobody_known.text(), "unknown");
  EXPECT_FALSE(nobody_known.is_superuser());
}

}  // namespace
}  // namespace onc
