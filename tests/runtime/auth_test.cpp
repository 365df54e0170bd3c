#include <unistd.h>

#include <gtest/gtest.h>

#include <onc/credential.h>

#include "auth/sys.h"
#include "support/hex.h"

namespace onc {
namespace {

TEST(AuthSys, OfThisProcessSaysWhoItIs) {
  const AuthSys claim = AuthSys::current();
  EXPECT_EQ(claim.uid, ::geteuid());
  EXPECT_EQ(claim.gid, ::getegid());
  EXPECT_FALSE(claim.machine_name.empty());
  EXPECT_LE(claim.gids.size(), 16U);
}

TEST(AuthSys, IsEncodedAsRfc5531Says) {
  const Credential credential(AuthSys{.stamp = 1, .machine_name = "abc", .uid = 2, .gid = 3, .gids = {4, 5}});
  const auto body = credential.auth()->credential();
  ASSERT_TRUE(body);
  EXPECT_EQ(body->flavor, AuthFlavor::sys);
  EXPECT_EQ(test::to_hex(body->body), "00000001 00000003 61626300 00000002 00000003 00000002 00000004 00000005");
}

TEST(AuthSys, BeyondItsBoundsIsAnError) {
  EXPECT_FALSE(Credential(AuthSys{.gids = std::vector<std::uint32_t>(17)}).auth()->credential());
  EXPECT_FALSE(Credential(AuthSys{.machine_name = std::string(256, 'x')}).auth()->credential());
  EXPECT_TRUE(Credential(AuthSys{.machine_name = std::string(255, 'x'), .gids = std::vector<std::uint32_t>(16)})
                  .auth()
                  ->credential());
}

TEST(AuthNone, IsACredentialWithoutAuth) { EXPECT_EQ(Credential().auth(), nullptr); }

}  // namespace
}  // namespace onc
