#include "registry/registry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace onc {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

MappedPort entry(std::uint32_t version, Protocol protocol, std::uint16_t port, std::string owner = "unknown") {
  return {.id = {100, version}, .protocol = protocol, .port = port, .owner = std::move(owner)};
}

TEST(Registry, FindsWhatWasEntered) {
  Registry registry;
  EXPECT_TRUE(registry.set(entry(1, Protocol::tcp, 4000)));
  EXPECT_TRUE(registry.set(entry(1, Protocol::udp, 5000)));
  EXPECT_EQ(registry.port({100, 1}, Protocol::tcp), 4000);
  EXPECT_EQ(registry.port({100, 1}, Protocol::udp), 5000);
  EXPECT_EQ(registry.port({101, 1}, Protocol::tcp), std::nullopt);
  EXPECT_THAT(registry.all(), ElementsAre(entry(1, Protocol::tcp, 4000), entry(1, Protocol::udp, 5000)));
}

TEST(Registry, KeepsTheFirstRegistrationOfAPlace) {
  Registry registry;
  EXPECT_TRUE(registry.set(entry(1, Protocol::tcp, 4000, "501")));
  EXPECT_TRUE(registry.set(entry(1, Protocol::tcp, 4000, "502")));
  EXPECT_FALSE(registry.set(entry(1, Protocol::tcp, 4001, "501")));
  EXPECT_THAT(registry.all(), ElementsAre(entry(1, Protocol::tcp, 4000, "501")));
}

TEST(Registry, NamesAnotherVersionWhenTheOneAskedForIsMissing) {
  Registry registry;
  registry.set(entry(1, Protocol::tcp, 4001));
  registry.set(entry(3, Protocol::tcp, 4003));
  EXPECT_EQ(registry.port({100, 2}, Protocol::tcp), 4003);
  registry.unset({100, 3}, "unknown");
  EXPECT_EQ(registry.port({100, 2}, Protocol::tcp), 4001);
  EXPECT_EQ(registry.port({100, 2}, Protocol::udp), std::nullopt);
  registry.unset({100, 1}, "unknown");
  EXPECT_EQ(registry.port({100, 2}, Protocol::tcp), std::nullopt);
}

TEST(Registry, RemovesAVersionOverAllProtocols) {
  Registry registry;
  registry.set(entry(1, Protocol::tcp, 4000));
  registry.set(entry(1, Protocol::udp, 5000));
  registry.set(entry(2, Protocol::tcp, 4000));
  EXPECT_TRUE(registry.unset({100, 1}, "unknown"));
  EXPECT_TRUE(registry.unset({100, 1}, "unknown"));
  EXPECT_THAT(registry.all(), ElementsAre(entry(2, Protocol::tcp, 4000)));
}

TEST(Registry, LetsOnlyTheOwnerAndTheSuperuserRemove) {
  Registry registry;
  registry.set(entry(1, Protocol::tcp, 4000, "501"));
  registry.set(entry(1, Protocol::udp, 5000, "502"));
  EXPECT_FALSE(registry.unset({100, 1}, "501"));
  EXPECT_THAT(registry.all(), ElementsAre(entry(1, Protocol::udp, 5000, "502")));
  EXPECT_FALSE(registry.unset({100, 1}, "unknown"));
  EXPECT_TRUE(registry.unset({100, 1}, superuser));
  EXPECT_THAT(registry.all(), IsEmpty());
}

}  // namespace
}  // namespace onc
