// Names that files use without declaring them, because C, its RPC library or rpcgen has them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compiled.h"
#include "expect_diagnostics.h"

namespace {

using onc::compiler::test::Compiled;
using onc::compiler::test::expect_diagnostics;
using testing::HasSubstr;
using testing::Not;

TEST(Truth, HasNamesInBothCases) {
  expect_diagnostics("union u switch (bool b) { case true: int c; case false: void; }; const A = true + TRUE;");
  expect_diagnostics(
      "union u switch (bool b) { case true: int c; case TRUE: void; };"
      "// note: first used here // error: case TRUE of union 'u' appears twice");
}

TEST(Truth, IsWhatTheFileDeclares) {
  const Compiled compiled(
      "enum truth { FALSE = 0, TRUE = 1 };\n"
      "union u switch (truth t) { case FALSE: void; case TRUE: int a; };");
  EXPECT_EQ(compiled.messages(), "");
  EXPECT_THAT(compiled.header(), HasSubstr("enum class truth : std::int32_t {\n  FALSE_ = 0,\n  TRUE_ = 1,\n};"));
  EXPECT_THAT(compiled.codecs(), HasSubstr("case truth::FALSE_:"));
  expect_diagnostics("enum truth { FALSE, TRUE }; const TRUE = 1;");
  expect_diagnostics(
      "enum yes { no, true = 7 }; union u switch (int i) { case true: int c; case 7: void; };"
      "// note: first used here // error: case 7 of union 'u' appears twice");
}

TEST(PosixTypes, AreAsWideAsWhenFilesWereWrittenForThem) {
  const Compiled compiled(
      "%#include <sys/types.h>\nstruct a { dev_t b; ino_t c; uid_t d; gid_t e; mode_t f; nlink_t g; pid_t h; };");
  EXPECT_EQ(compiled.messages(), "");
  for (const char* member : {"std::uint32_t b", "std::uint32_t c", "std::uint32_t d", "std::uint32_t e",
                             "std::uint32_t f", "std::uint32_t g", "std::int32_t h"})
    EXPECT_THAT(compiled.header(), HasSubstr(member));
  EXPECT_THAT(compiled.header(), HasSubstr("xdr_size(const a&) noexcept { return 28; }"));
}

TEST(PosixTypes, AreWhatTheFileSays) {
  const Compiled compiled(
      "%#define xdr_dev_t xdr_u_longlong_t\n%#define xdr_other_t xdr_dev_t\n%#define xdr_size_t xdr_u_int\n"
      "typedef hyper ino_t; struct a { dev_t b; other_t c; size_t d; ino_t e; uid_t f; };",
      {.extern_types = {"uid_t=them::Uid:them.h"}});
  EXPECT_EQ(compiled.messages(), "");
  for (const char* member : {"std::uint64_t b", "std::uint64_t c", "std::uint32_t d", "ino_t e", "them::Uid f"})
    EXPECT_THAT(compiled.header(), HasSubstr(member));
}

TEST(PosixTypes, AreNotGuessedWhereImplementationsDiffer) {
  expect_diagnostics(
      "%#include <sys/types.h>\n"
      "struct a { size_t b; size_t c; };  "
      "// error: 'size_t' has four bytes in some implementations and eight in others");
  EXPECT_THAT(Compiled("struct a { off_t b; };").messages(),
              HasSubstr("hint: %#define xdr_off_t xdr_u_int, or a typedef of off_t, says how many it has here"));
}

TEST(LibraryTypes, AreKnownUnlessDeclared) {
  const Compiled compiled(
      "%#include <rpc/key_prot.h>\n"
      "struct a { netnamestr b; keybuf c; authsys_parms d; int32 e; uint32 f; int64 g; uint64 h; };");
  EXPECT_EQ(compiled.messages(), "");
  EXPECT_THAT(compiled.header(), HasSubstr("using keybuf = std::array<std::byte, 48>;"));
  EXPECT_THAT(compiled.header(), HasSubstr("using netnamestr = std::string;"));
  EXPECT_THAT(compiled.codecs(), HasSubstr("out.string(value, 255)"));
  EXPECT_THAT(compiled.codecs(), HasSubstr(".field(\"gids\", out.array(value.gids, 16))"));
  EXPECT_THAT(compiled.header(), HasSubstr("std::uint64_t h"));
  EXPECT_THAT(Compiled("typedef hyper uint32; struct a { uint32 b; };").header(),
              HasSubstr("using uint32 = std::int64_t;"));
}

TEST(LibraryConstants, AreKnownByValue) {
  const Compiled compiled(
      "%#include <rpc/auth.h>\n"
      "union u switch (int f) { case RPCSEC_GSS: int a; case AUTH_SYS: opaque b<MAX_AUTH_BYTES>; };"
      "enum e { NONE = AUTH_NONE, DH = AUTH_DES, GONE = ENOENT };");
  EXPECT_EQ(compiled.messages(), "");
  EXPECT_THAT(compiled.codecs(), HasSubstr("case 6:"));
  EXPECT_THAT(compiled.header(), HasSubstr("DH = 3,\n  GONE = 2,"));
  expect_diagnostics(
      "const AUTH_SYS = 9; union u switch (int f) { case AUTH_SYS: int a; case 9: void; };"
      "// note: first used here // error: case 9 of union 'u' appears twice");
}

TEST(HeaderConstants, AreNeededByValueInLabelsAndEnums) {
  expect_diagnostics(
      "%#include <errno.h>\n"
      "union u switch (int f) { case EAGAIN: void; };  // error: unknown constant 'EAGAIN'\n"
      "enum e { A = ENOTSUP };  // error: unknown constant 'ENOTSUP'");
  EXPECT_THAT(
      Compiled("%#include <errno.h>\nconst A = EAGAIN;").messages(),
      HasSubstr("hint: headers of '%' lines are not read; const EAGAIN = ...; or -D EAGAIN=... gives its value"));
}

}  // namespace
