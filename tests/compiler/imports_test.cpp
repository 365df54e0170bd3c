// Types of other interface files.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compiled.h"
#include "expect_diagnostics.h"

namespace {

using onc::compiler::test::Compiled;
using onc::compiler::test::Files;
using testing::HasSubstr;
using testing::Not;

TEST(Imports, KeepWhatTypesMean) {
  const Compiled compiled(
      "%#include \"ta.h\"\n"
      "struct s { word a; status b; node *c; node d; nodes e; tree f; };"
      "union u switch (status v) { case BUSY: word w; default: void; };",
      {},
      {{"ta.x",
        "typedef unsigned int word; enum state { IDLE, BUSY }; typedef state status;"
        "struct node { int i; node *next; }; typedef node *nodes; struct tree { tree children<>; };"}});
  EXPECT_EQ(compiled.messages(), "");
  for (const char* member : {"::ta::word a = 0;", "::ta::status b{};", "std::vector<::ta::node> c{};",
                             "std::vector<::ta::node> d{};", "::ta::nodes e{};", "::ta::tree f{};"})
    EXPECT_THAT(compiled.header(), HasSubstr(member));
  EXPECT_THAT(compiled.codecs(), HasSubstr("out.fields(\"a b\", value.a, value.b)"));
  EXPECT_THAT(compiled.codecs(), HasSubstr("out.list(value.c)"));
  EXPECT_THAT(compiled.codecs(), HasSubstr("out.chain(value.d)"));
  EXPECT_THAT(compiled.codecs(), HasSubstr("::ta::encode_nodes(out, value.e)"));
  EXPECT_THAT(compiled.codecs(), HasSubstr("case ::ta::state::BUSY:"));
  EXPECT_THAT(compiled.header(), Not(HasSubstr("struct node")));
}

TEST(Imports, AreReadWithWhatTheyImport) {
  const Compiled compiled("%#include \"ta.h\"\nstruct s { inner a; outer b; };", {},
                          {{"ta.x", "%#include \"tb.h\"\nstruct outer { inner i; };"},
                           {"tb.x", "%#include \"ta.h\"\n%#include \"test.h\"\nstruct inner { int i; };"}});
  EXPECT_EQ(compiled.messages(), "");
  EXPECT_THAT(compiled.header(), HasSubstr("#include \"ta.h\"\n#include \"tb.h\"\n"));
  EXPECT_THAT(compiled.header(), HasSubstr("::tb::inner a{};\n  ::ta::outer b{};"));
  EXPECT_THAT(compiled.header(), HasSubstr("xdr_size(const s&) noexcept { return 8; }"));
}

TEST(Imports, InACircleAreNoFaultIfOnlyOneNeedsTheOther) {
  const Compiled needed("import \"ta.x\";\nstruct mine { int i; };", {},
                        {{"ta.x", "import \"test.x\";\nstruct theirs { mine m; };"}});
  EXPECT_EQ(needed.messages(), "");
  EXPECT_THAT(needed.header(), Not(HasSubstr("ta.h")));
  const Compiled needing("import \"ta.x\";\nstruct mine { theirs t; };", {},
                         {{"ta.x", "import \"test.x\";\nstruct theirs { int i; };"}});
  EXPECT_EQ(needing.messages(), "");
  EXPECT_THAT(needing.header(), HasSubstr("::ta::theirs t{};"));
}

TEST(Imports, InACircleAreReadAfterWhatTheyNeed) {
  const Compiled compiled("import \"ta.x\";\nstruct s { last l; };", {},
                          {{"ta.x", "import \"tb.x\";\nconst MOST = 3; struct first { int i; };"},
                           {"tb.x", "import \"tc.x\";\nimport \"ta.x\";\nstruct middle { first f[MOST]; };"},
                           {"tc.x", "import \"tb.x\";\nstruct last { middle m; };"}});
  EXPECT_EQ(compiled.messages(), "");
  EXPECT_THAT(compiled.header(), HasSubstr("::tc::last l{};"));
  EXPECT_THAT(compiled.header(), HasSubstr("xdr_size(const s&) noexcept { return 12; }"));
}

TEST(Imports, ThatAreReadAgainDoNotRepeatTheirWarnings) {
  const Compiled compiled("import \"ta.x\";\nstruct s { a i; };", {},
                          {{"ta.x", "import \"tb.x\";\nstruct a { int i; };"},
                           {"tb.x", "import \"nosuch.x\";\nimport \"ta.x\";\nstruct b { a i; };"}});
  EXPECT_EQ(compiled.messages(),
            "tb.x:1:8: warning: cannot find 'nosuch.x' [-Wimport]\n"
            "    1 | import \"nosuch.x\";\n"
            "      |        ^~~~~~~~~~\n"
            "      | hint: -I adds a folder to search\n");
}

TEST(Imports, ThatNeedEachOtherAreAnErrorWithTheWholeCircle) {
  const Compiled two("import \"ta.x\";\nstruct a { int i; }; struct b { c i; };", {},
                     {{"ta.x", "import \"test.x\";\nstruct c { int i; }; struct d { a i; };"}});
  EXPECT_EQ(two.messages(),
            "test.x:2:33: error: files need each other, so none can be compiled first: 'test.x' takes 'c' from 'ta.x', "
            "'ta.x' takes 'a' from 'test.x'\n"
            "    2 | struct a { int i; }; struct b { c i; };\n"
            "      |                                 ^\n"
            "      | hint: move what they share to another file, which each of them imports\n");
  const Compiled three("%#include \"ta.h\"\nstruct a { b i; };", {},
                       {{"ta.x", "%#include \"tb.h\"\nstruct b { int i[N]; };"},
                        {"tb.x", "%#include \"test.h\"\nconst N = 2; typedef a *c;"}});
  EXPECT_THAT(three.messages(), HasSubstr("first: 'test.x' takes 'b' from 'ta.x', 'ta.x' takes 'N' from 'tb.x', "
                                          "'tb.x' takes 'a' from 'test.x'"));
}

TEST(Imports, ThatNeedEachOtherAreReportedOnceByOthers) {
  const Compiled compiled("%#include \"ta.h\"\nstruct s { a i; };", {},
                          {{"ta.x", "import \"tb.x\";\nstruct a { int i; }; struct b { c i; };"},
                           {"tb.x", "import \"ta.x\";\nstruct c { int i; }; struct d { a i; };"}});
  EXPECT_THAT(compiled.messages(), HasSubstr("warning: 'ta.x' has errors"));
  EXPECT_THAT(compiled.messages(), HasSubstr("note: the first one: files need each other"));
  EXPECT_THAT(compiled.messages(), Not(HasSubstr("'tb.x' has errors")));
}

TEST(Imports, GiveWayToTheFilesOwnNames) {
  const Compiled compiled(
      "%#include \"ta.h\"\ntypedef hyper word; const MOST = 2; struct s { word a; opaque b[MOST]; };", {},
      {{"ta.x", "typedef int word; const MOST = 7;"}});
  EXPECT_EQ(compiled.messages(), "");
  EXPECT_THAT(compiled.header(), HasSubstr("word a = 0;\n  std::array<std::byte, MOST> b{};"));
  EXPECT_THAT(compiled.header(), HasSubstr("using word = std::int64_t;"));
}

TEST(Imports, AreFoundByTheirRelativePath) {
  const Files files{{"root/rpcsvc/ta.x", "struct far { int i; };"}, {"ns/tb.x", "struct near { int i; };"}};
  const Compiled compiled("%#include <rpcsvc/ta.h>\n%#include \"ns/tb.h\"\nstruct s { far a; near b; };",
                          {.preprocessor = {.include_folders = {"root"}}}, files);
  EXPECT_EQ(compiled.messages(), "");
  EXPECT_THAT(compiled.header(), HasSubstr("::ta::far a{};\n  ::tb::near b{};"));
}

TEST(Imports, MayLieElsewhereThanTheirLineSays) {
  const Compiled compiled("%#include \"ns/tb.h\"\n%#include \"ns/c.h\"\nstruct s { near b; };", {},
                          {{"ns/tb.x", "struct near { int i; };"}});
  EXPECT_THAT(compiled.header(), HasSubstr("#if __has_include(\"ns/tb.h\")\n#include \"ns/tb.h\"\n#endif\n"));
  EXPECT_THAT(compiled.header(), HasSubstr("\n#include \"ns/c.h\"\n"));
}

TEST(Imports, KeepTheirNamesInASharedNamespace) {
  const Compiled compiled("%#include \"ta.h\"\nnamespace both { enum mine { OK, BAD }; struct s { theirs t; }; }", {},
                          {{"ta.x", "namespace both { enum theirs { OK = 1 }; }"}});
  EXPECT_EQ(compiled.messages(), "");
  EXPECT_THAT(compiled.header(), HasSubstr("  OK_ = 0,\n  BAD = 1,"));
  EXPECT_THAT(compiled.header(), HasSubstr("theirs t = theirs::OK;"));
}

TEST(Imports, AreNamedByStatements) {
  const Compiled compiled("import \"pkg/ta.x\";\nstruct s { far a; };", {.path = "in/test.x"},
                          {{"in/pkg/ta.x", "struct far { int i; };"}});
  EXPECT_EQ(compiled.messages(), "");
  EXPECT_THAT(compiled.header(), HasSubstr("#include \"ta.h\""));
  const Compiled missing("import \"pkg/ta.x\";\nstruct s { int a; };");
  EXPECT_THAT(missing.messages(), HasSubstr("warning: cannot find 'pkg/ta.x' [-Wimport]"));
  EXPECT_FALSE(missing.files.empty());
}

TEST(Imports, AreNamedByHeadersWithoutAPercentSign) {
  const Compiled compiled("#include \"ta.h\"\nstruct s { far a; };", {}, {{"ta.x", "struct far { int i; };"}});
  EXPECT_EQ(compiled.messages(), "");
  EXPECT_THAT(compiled.header(), HasSubstr("#include \"ta.h\""));
  EXPECT_THAT(compiled.header(), HasSubstr("::ta::far a{};"));
  EXPECT_THAT(Compiled("#include \"test.h\"\nstruct s { int a; };").messages(), HasSubstr("cannot find 'test.h'"));
}

TEST(Imports, AreInterfacesEvenWhereTheIncludeSaysSo) {
  const Compiled compiled("%#include <ta.x>\nstruct s { far a; };", {}, {{"ta.x", "struct far { int i; };"}});
  EXPECT_EQ(compiled.messages(), "");
  EXPECT_THAT(compiled.header(), Not(HasSubstr("ta.x>")));
}

TEST(Imports, WithErrorsAreReportedOnce) {
  const Compiled compiled("%#include \"ta.h\"\nstruct s { far a; near b; };", {},
                          {{"ta.x", "struct far { nosuch i; };\nstruct near { nosuch i; };"}});
  EXPECT_THAT(compiled.messages(),
              HasSubstr("test.x:1:1: warning: 'ta.x' has errors, so what it declares is not known here [-Wimport]"));
  EXPECT_THAT(compiled.messages(), HasSubstr("ta.x:1:14: note: the first one: unknown type 'nosuch'"));
  EXPECT_THAT(compiled.messages(), Not(HasSubstr("a header of a '%' line")));
}

TEST(Imports, AreReadOnceAndNotTooDeep) {
  Files chain;
  for (int at = 0; at < 100; ++at)
    chain.emplace(fmt::format("t{}.x", at), fmt::format("%#include \"t{}.h\"\nstruct s{} {{ int i; }};", at + 1, at));
  const Compiled compiled("%#include \"t0.h\"\nstruct s { s0 a; s63 b; };", {}, chain);
  EXPECT_THAT(compiled.messages(), HasSubstr("warning: 't64.x' is not read: 1000 files, 64 deep, are the limit"));
  EXPECT_THAT(compiled.header(), HasSubstr("::t63::s63 b{};"));
}

TEST(Imports, DoNotRepeatTheWarningsOfTheOtherFile) {
  onc::compiler::WarningOptions all;
  all.apply("all");
  const Compiled compiled("%#include \"ta.h\"\nstruct s { far a; };", {},
                          {{"ta.x", "typedef string far<>; enum e { A = 0xffffffff };"}}, all);
  EXPECT_EQ(compiled.messages(), "");
}

TEST(Imports, OfHeadersAreNoDiscriminants) {
  const Compiled compiled("%#include \"theirs.h\"\nunion u switch (kind k) { case 1: int i; };");
  EXPECT_THAT(
      compiled.messages(),
      HasSubstr("error: 'kind' cannot be a discriminant: it is declared elsewhere, so its values are not known"));
}

TEST(Externs, OfTheFilesOwnLinesAreCalledThat) {
  const Compiled compiled("%struct theirs {\n%  int i;\n%};\nstruct s { theirs a; };");
  EXPECT_THAT(compiled.messages(),
              HasSubstr("warning: 'theirs' is C++ of a '%' line, which needs encode and decode for it, too"));
  EXPECT_THAT(compiled.header(), HasSubstr("::theirs a{};"));
  EXPECT_EQ(
      Compiled("%typedef struct { int i; } theirs;\nstruct s { theirs a; };", {.extern_types = {"theirs=::theirs"}})
          .messages(),
      "");
}

}  // namespace
