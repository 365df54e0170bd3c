// Servers that say what they like of their versions.

#include "oncinfo/check_versions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "raw_server.h"

namespace onc::oncinfo {
namespace {

using namespace std::chrono_literals;

constexpr std::uint32_t highest = 0xffffffffU;

// An accepted reply with PROG_MISMATCH.
test::RawServer::Answer mismatch(std::uint32_t low, std::uint32_t high) {
  return [low, high](std::uint32_t xid, const test::Sender& send) { send({xid, 1, 0, 0, 0, 2, low, high}, true); };
}

VersionReport check(const test::RawServer& server, std::optional<std::uint32_t> version = {}, Duration time = 5s) {
  return check_versions({.time = time}, {.program = 7, .version = version, .address = server.address()});
}

TEST(CheckVersions, AsksEachVersionThatTheServerNames) {
  const test::RawServer server(mismatch(2, 4));
  const VersionReport report = check(server);
  ASSERT_EQ(report.versions.size(), 3U);
  EXPECT_EQ(report.versions[0].version, 2U);
  EXPECT_EQ(report.versions[2].version, 4U);
  EXPECT_EQ(report.versions[2].error->code, Errc::version_mismatch);
}

TEST(CheckVersions, AsksAThousandOfFourBillion) {
  const test::RawServer server(mismatch(0, highest));
  EXPECT_EQ(check(server).versions.size(), 1000U);
}

TEST(CheckVersions, EndsAtTheHighestNumber) {
  const test::RawServer server(mismatch(highest - 1, highest));
  EXPECT_EQ(check(server).versions.size(), 2U);
}

TEST(CheckVersions, TakesNonsenseForARefusal) {
  const test::RawServer server(mismatch(5, 2));
  const VersionReport report = check(server);
  ASSERT_EQ(report.versions.size(), 1U);
  EXPECT_EQ(report.versions[0].version, 0U);
  EXPECT_TRUE(report.versions[0].error);
}

TEST(CheckVersions, BelievesAServerThatAnswersToAll) {
  const test::RawServer server([](std::uint32_t xid, const test::Sender& send) { send({xid, 1, 0, 0, 0, 0}, true); });
  const VersionReport report = check(server);
  EXPECT_EQ(versions_text(7, report),
            "program 7 version 0 ready and waiting\nprogram 7 version 4294967295 ready and waiting\n");
}

TEST(CheckVersions, DoesNotWaitForSilence) {
  const test::RawServer server([](std::uint32_t /*xid*/, const test::Sender& /*send*/) {});
  const VersionReport report = check(server, 3, 100ms);
  ASSERT_EQ(report.versions.size(), 1U);
  EXPECT_EQ(report.versions[0].error->code, Errc::timed_out);
}

TEST(CheckVersions, GivesUpAtTheFirstVersionThatIsSilent) {
  int calls = 0;
  const test::RawServer server([&calls](std::uint32_t xid, const test::Sender& send) {
    if (++calls < 3) send({xid, 1, 0, 0, 0, 2, 1, 100}, true);
  });
  EXPECT_EQ(check(server, {}, 100ms).versions.size(), 2U);
}

}  // namespace
}  // namespace onc::oncinfo
