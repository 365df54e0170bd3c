// Directives, macros and '%' lines.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compiled.h"
#include "expect_diagnostics.h"

namespace {

using onc::compiler::test::Compiled;
using onc::compiler::test::expect_diagnostics;
using onc::compiler::test::Files;
using testing::HasSubstr;
using testing::Not;

onc::compiler::WarningOptions without(std::string_view name) {
  onc::compiler::WarningOptions options;
  EXPECT_TRUE(options.apply(fmt::format("no-{}", name)));
  return options;
}

TEST(Preprocessor, TakesBranchesByTheirConditions) {
  expect_diagnostics(R"x(
#define VERSION 3
#if VERSION > 2 && !defined(OLD)
struct a { int b; };
#elif VERSION == 2
syntax error
#else
another one
#endif
#ifdef OLD
  #if 1
    nested /* with a comment
#endif
    that hides a directive */
  #endif
#else
typedef a c;
#endif
#ifndef OLD
typedef c d;
# endif /* OLD */
#undef VERSION
#ifdef VERSION
no
#endif
  )x");
}

TEST(Preprocessor, ComputesConditionsAsCDoes) {
  for (const char* condition : {"1",
                                "-1",
                                "2 * 3 + 4 == 10",
                                "(1 + 2) * 3 == 9",
                                "1 << 4 == 16",
                                "0x10 == 16 && 010 == 8",
                                "~0 == -1",
                                "7 % 4 == 3",
                                "5 / 2 == 2",
                                "1 ? 1 : 0",
                                "defined A",
                                "defined ( A ) || 0",
                                "A == 12",
                                "!B",
                                "'a' == 97",
                                "(6 & 3) == 2 && (6 | 1) == 7 && (6 ^ 2) == 4",
                                "3 >= 3 && 3 <= 3 && 2 != 3 && -8 >> 1 == -4",
                                "10L == 10u",
                                "F(2) == 5",
                                "nosuch == 0",
                                "0 || 1 && 1",
                                "- -1 == 1"})
    expect_diagnostics(std::string("#define A 12\n#define F(x) x + 3\n#if ") + condition +
                       "\n#else\nwrong\n#endif\nconst OK = 1;");
}

TEST(Preprocessor, ReplacesConstantsAndTypeNames) {
  const Compiled compiled(R"x(
#define SIZE (4 * UNIT)   /* bytes */
#define UNIT 2
#define NUMBER unsigned \
  hyper
#define TWICE(x) ((x) * 2)
#define ADD(a, b) a + b
#define NONE() 9
typedef opaque block[SIZE];
struct a { NUMBER b; opaque c<TWICE(ADD(1, UNIT))>; opaque d[NONE()]; };
const SIZED = SIZE % 5; /* SIZE */
const TEXT = "SIZE";
  )x");
  EXPECT_EQ(compiled.messages(), "");
  EXPECT_THAT(compiled.header(), HasSubstr("std::array<std::byte, 8>"));
  EXPECT_THAT(compiled.header(), HasSubstr("std::uint64_t b = 0;"));
  EXPECT_THAT(compiled.codecs(), HasSubstr("onc::xdr::Bounded{value.c, 6}"));
  EXPECT_THAT(compiled.header(), HasSubstr("std::array<std::byte, 9> d"));
  EXPECT_THAT(compiled.header(), HasSubstr("SIZED = 3;"));
  EXPECT_THAT(compiled.header(), HasSubstr("\"SIZE\""));
}

TEST(Preprocessor, PointsIntoTheFileThatWasWritten) {
  EXPECT_EQ(Compiled("#ifdef A\n\n#endif\n#define B nosuch\nstruct c {\n  int d; B e;\n};\n").messages(),
            "test.x:6:10: error: unknown type 'nosuch'\n"
            "    6 |   int d; B e;\n"
            "      |          ^\n");
}

TEST(Preprocessor, KnowsMacrosOfTheCommandLine) {
  expect_diagnostics(
      "#if defined(A) && B == 3 && !defined(C)\nconst D = B;\n#else\nwrong\n#endif",
      {.path = {}, .cpp_namespace = {}, .preprocessor = {.macros = {"A", "B=3", "C"}, .undefined = {"C"}}});
}

TEST(Preprocessor, PredefinesNoWordsOfTheHost) {
  expect_diagnostics("struct a { int linux; int unix; int i386; int __linux__; };\n#ifdef linux\nwrong\n#endif");
}

TEST(Preprocessor, IncludesFilesBesideTheIncludingOneAndOfFolders) {
  const Compiled compiled("#include \"part.x\"\n#include <far.x>\nstruct a { b c; d e; f g; };",
                          {.path = "dir/test.x", .cpp_namespace = {}, .preprocessor = {.include_folders = {"inc"}}},
                          {{"dir/part.x", "typedef int b; /* no line end */"},
                           {"inc/far.x",
                            "#ifndef FAR\n#define FAR\n#include \"far.x\"\n#include \"near.x\"\n"
                            "typedef int d;\n#endif"},
                           {"inc/near.x", "typedef int f;"}});
  EXPECT_EQ(compiled.messages(), "");
}

TEST(Preprocessor, NamesTheFilesAroundAFindingInAnIncludedOne) {
  const Compiled compiled("\n#include \"b.x\"\n", {},
                          {{"b.x", "#include \"c.x\"\n"}, {"c.x", "struct d { nosuch e; };"}});
  EXPECT_EQ(compiled.messages(),
            "c.x:1:12: error: unknown type 'nosuch'\n"
            "    1 | struct d { nosuch e; };\n"
            "      |            ^~~~~~\n"
            "b.x:1:1: note: included from here\n"
            "    1 | #include \"c.x\"\n"
            "      | ^~~~~~~~~~~~~~\n"
            "test.x:2:1: note: included from here\n"
            "    2 | #include \"b.x\"\n"
            "      | ^~~~~~~~~~~~~~\n");
}

TEST(Preprocessor, ReportsMissingFilesAndNothingThatFollowsFromThem) {
  const Compiled compiled("#include <rpc/types.h>\nstruct a { whatever b; };");
  EXPECT_EQ(compiled.messages(),
            "test.x:1:1: error: cannot find 'rpc/types.h'\n"
            "    1 | #include <rpc/types.h>\n"
            "      | ^~~~~~~~~~~~~~~~~~~~~~\n"
            "      | hint: a header for the generated code is named on a line that begins with '%'\n");
  EXPECT_THAT(Compiled("#include \"b.x\"\n").messages(), HasSubstr("hint: -I adds a folder to search"));
}

TEST(Preprocessor, ReportsDirectivesThatAreWrong) {
  expect_diagnostics("#if 1  // error: this condition has no #endif");
  expect_diagnostics("const A = 1;\n#endif // error: #endif without #if");
  expect_diagnostics("#if 1\n#else\n#else  // error: #else after #else\n#endif");
  expect_diagnostics("#if 1 + // error: a condition ends unexpectedly\n#endif");
  expect_diagnostics("#if (1  // error: expected ')' in a condition\n#endif");
  expect_diagnostics("#if 1 / 0  // error: division by zero in a condition\n#endif");
  expect_diagnostics("#if 1 @ // error: unexpected '@' in a condition\n#endif");
  expect_diagnostics("#if 12z  // error: '12z' is no number\n#endif");
  expect_diagnostics("#if nosuch(1)  // error: 'nosuch' is no macro that takes arguments\n#endif");
  expect_diagnostics("#if  // error: this condition has no expression\n#endif");
  expect_diagnostics("#ifdef  // error: #ifdef needs a name\n#endif");
  expect_diagnostics("#define 5  // error: #define needs a name");
  expect_diagnostics("#define A(5) 1 // error: the parameters of macro 'A' are no list of names");
  expect_diagnostics("#define A(x) x\nconst B = A(1, 2); // error: macro 'A' takes 1 argument, not 2");
  expect_diagnostics(
      "#define A(x) x\nconst B = A(1;  // error: the arguments of macro 'A' do not end within 65536 characters");
  expect_diagnostics(
      "#define A(x) x\nconst B = A(1;  // error: the arguments of macro 'A' do not end within 65536 characters\n%// "
      "2)");
  expect_diagnostics("#define A(x) #y\nconst B = A(1);  // error: '#' needs a parameter of the macro behind it");
  expect_diagnostics("#define A ## x  // error: '##' joins what stands on both sides of it");
  expect_diagnostics("#include nothing // error: #include needs \"file\" or <file>");
  expect_diagnostics("#error too old  // error: #error too old");
  expect_diagnostics("#inclde <a>  // error: unknown directive '#inclde'");
  EXPECT_THAT(Compiled("#inclde <a>").messages(), HasSubstr("did you mean '#include'?"));
}

TEST(Preprocessor, ReportsConditionsThatAreWrong) {
  const auto messages = [](const std::string& condition) {
    return Compiled("#if " + condition + "\n#endif\nconst A = 1;").messages();
  };
  EXPECT_THAT(messages("1 ? 2"), HasSubstr("error: expected ':' in a condition"));
  EXPECT_THAT(messages("defined(1)"), HasSubstr("error: expected a name after 'defined'"));
  EXPECT_THAT(messages(std::string(300, '(') + "1" + std::string(300, ')')),
              HasSubstr("error: this condition is nested too deep"));
  EXPECT_THAT(messages(std::string(300, '!') + "1"), HasSubstr("error: this condition is nested too deep"));
}

TEST(Preprocessor, LimitsHowDeepFilesIncludeOneAnother) {
  Files files;
  for (int depth = 0; depth < 100; ++depth)
    files[fmt::format("f{}.x", depth)] = fmt::format("#include \"f{}.x\"\n", depth + 1);
  files["f100.x"] = "const A = 1;";
  EXPECT_THAT(Compiled("#include \"f0.x\"\n", {}, files).messages(),
              HasSubstr("error: files include one another more than 64 deep"));
}

TEST(Preprocessor, GoesOnAfterWhatIsWrong) {
  expect_diagnostics(R"x(const Z = 1;            // error: this comment has no end
#define ONE(x) x
#define 5               // error: #define needs a name
#define BAD(5) 1        // error: the parameters of macro 'BAD' are no list of names
#inclde "a"             // error: unknown directive '#inclde'
#include "missing.x"    // error: cannot find 'missing.x'
#include nothing        // error: #include needs "file" or <file>
#include "open.x"
#error once             // error: #error once
#if 1 +                 // error: a condition ends unexpectedly
const A = 1;
#elif nosuch(1)         // error: 'nosuch' is no macro that takes arguments
#else
const A = 2;
#else                   // error: #else after #else
const A = 3;
#endif
#ifdef                  // error: #ifdef needs a name
#endif
#endif                  // error: #endif without #if
const B = ONE(1, 2);    // error: macro 'ONE' takes 1 argument, not 2
const C = ONE(1;        // error: the arguments of macro 'ONE' do not end within 65536 characters
const D = A + MISSING;
struct a { nosuch b; int c; int c; };  // error: member 'c' is declared twice // note: first declared here
struct b { int 5; };    // error: expected '*' or a name before '5'
#if 1                   // error: this condition has no #endif
  )x",
                     {}, {{"open.x", "const E = 1; /* without end"}});
}

TEST(Preprocessor, ReportsAsManyErrorsAsThereAre) {
  std::string text;
  for (int i = 0; i < 20; ++i) text += fmt::format("#if {} +\n#endif\n#bad{}\nconst A{} 1;\n", i, i, i);
  EXPECT_EQ(Compiled(text).diagnostics.error_count(), 60);
}

TEST(Preprocessor, TakesArgumentsThatEndOnLaterLines) {
  const Compiled compiled(
      "#define M(a, b) int a; hyper b;\n#define N(x) x\n"
      "struct s { M(one /* ) */,\n two // (\n) opaque c<N\n(4\n + 1)>; };\nstruct t { nosuch u; };");
  EXPECT_THAT(compiled.messages(), HasSubstr("test.x:8:12: error: unknown type 'nosuch'"));
  EXPECT_EQ(compiled.diagnostics.error_count(), 1);
}

TEST(Preprocessor, JoinsAndQuotesInMacrosAsCDoes) {
  const Compiled compiled(R"x(
#define VALUE 3
#define JOIN(a, b) a ## b
#define JOIN_VALUES(a, b) JOIN(a, b)
#define TEXT(a) #a
#define PREFIXED(name) const pre_##name##_##name = VALUE; const pre_ ## name = 2
#define PLAIN in ## t
#define NOTHING() no ## thing
#define ASSIGN(name) const name = # name
const JOIN(A, 1) = JOIN(1, 2);
const JOIN(VALUE, _B) = JOIN_VALUES(VALUE, 4);
const D = TEXT( a   VALUE /* , */ +  1 );
PREFIXED(x);
struct s { PLAIN NOTHING(); };
ASSIGN(VALUED);
const E = JOIN(, 5);
  )x");
  EXPECT_EQ(compiled.messages(), "");
  for (const char* line : {" A1 = 12;", " VALUE_B = 34;", " D = \"a VALUE + 1\";", " pre_x_x = 3;", " pre_x = 2;",
                           "std::int32_t nothing =", " VALUED = \"VALUED\";", " E = 5;"})
    EXPECT_THAT(compiled.header(), HasSubstr(line));
}

TEST(Preprocessor, JoinsAnEmptyOperandToNothing) {
  const Compiled compiled(R"x(
#define E(x, y) int x##y;
#define F(x, y, z) int f x ## y##z;
#define G(x,y) int b_##x##y;
#define H(x,y) int#x##y;
struct s { E(, a) E(b, ) E(, c) E(d, e) F(,,) G(, g) };
  )x");
  EXPECT_EQ(compiled.messages(), "");
  for (const char* line : {"std::int32_t a =", "std::int32_t b =", "std::int32_t c =", "std::int32_t de =",
                           "std::int32_t f =", "std::int32_t b_g ="})
    EXPECT_THAT(compiled.header(), HasSubstr(line));
}

TEST(Preprocessor, IgnoresPragmasAndLineMarks) {
  expect_diagnostics("# 1 \"test.x\"\n#line 7\n#\n#pragma ident \"x\" // warning: #pragma ident \"x\" is ignored\n");
}

TEST(Preprocessor, SendsPercentLinesToTheOutputsThatSeeThem) {
  const Compiled compiled(R"x(
%// everyone
#ifdef RPC_HDR
%// header
#endif
#if defined(RPC_XDR) || RPC_CLNT
%// xdr and client
#elif RPC_SVC
%// service
#else
%// header and table
#endif
#ifndef RPC_HDR
%// all sources
#endif
#ifdef RPC_TBL
%// table
#endif
  )x");
  EXPECT_EQ(compiled.messages(), "");
  EXPECT_THAT(compiled.header(), HasSubstr("// everyone\n// header\n// header and table\n"));
  EXPECT_THAT(compiled.header(), Not(HasSubstr("sources")));
  EXPECT_THAT(compiled.codecs(), HasSubstr("\n// xdr and client\n// all sources\n"));
  EXPECT_THAT(compiled.codecs(), Not(HasSubstr("everyone")));
  EXPECT_THAT(compiled.file("_clnt.cpp"), HasSubstr("\n// xdr and client\n// all sources\n"));
  EXPECT_THAT(compiled.file("_svc.cpp"), HasSubstr("\n// service\n// all sources\n"));
  EXPECT_THAT(compiled.file("_svc.cpp"), Not(HasSubstr("table")));
}

TEST(Preprocessor, KnowsTypesOfOneModeInAllAndTakesEachOnce) {
  expect_diagnostics(R"x(
#ifdef RPC_HDR
struct a { int b; };
#else
struct a { hyper b; };  // warning: this is left out, since an earlier branch has definitions, but RPC_XDR sees it
#endif
#ifdef RPC_XDR
% // a line decides nothing
#else
struct c { a d; };
#endif
#if !defined(RPC_HDR)
struct e { c f; };
#endif
struct g { a h; c i; e j; };
  )x");
}

TEST(Preprocessor, LeavesOutMembersThatAreNotOnTheWire) {
  const std::string text = R"x(
#ifdef RPC_HDR
#define OPEN {
#endif
    struct node {
      string name<>;
#ifdef RPC_HDR
      // ours
      int lock;  // warning: this is left out, since RPC_XDR does not see it: it is not on the wire
      node *next;
#elif defined(RPC_XDR)
      hyper wire;
#endif
      struct {
        enum { A
#ifdef RPC_HDR
          , B
#endif
        } kind;
      } inner;
    };
    union choice switch (enum { C, F, G } tag) {
      case 0: int first;
#ifndef RPC_XDR
      case 1: int second;  // warning: this is left out, since RPC_XDR does not see it: it is not on the wire
#else
      case 2: int third;
#endif
    };
    enum version { D
#ifdef RPC_HDR
      , E
#endif
    };
    struct version_user {
      int d;
#ifdef RPC_SVC
      int service;  // warning: this is left out, since RPC_XDR does not see it: it is not on the wire
#endif
    };
#ifdef RPC_HDR
    struct helper {
#ifdef RPC_HDR
      int kept;
#endif
    };
#endif
  )x";
  expect_diagnostics(text);
  expect_diagnostics("struct a { int b;\n#ifdef RPC_HDR\nint c;\n#endif\n};", {}, {}, without("header-only"));
  const Compiled compiled(text);
  for (const char* there : {"std::int64_t wire", "  B = 1", "third()", "  E = 1", "std::int32_t kept"})
    EXPECT_THAT(compiled.header(), HasSubstr(there));
  for (const char* gone : {" lock", "vector", "next", "second", "service ="})
    EXPECT_THAT(compiled.header(), Not(HasSubstr(gone)));
}

TEST(Preprocessor, FollowsTheBodiesThatMacrosOpen) {
  const Compiled compiled(
      "#define OPEN struct s {\n#define CLOSE }\nOPEN\nint a;\n#ifdef RPC_HDR\nint b;\n#endif\nCLOSE;\n"
      "#ifdef RPC_HDR\nconst C = 1;\n#endif\n");
  EXPECT_THAT(compiled.header(), Not(HasSubstr("t b")));
  EXPECT_THAT(compiled.header(), HasSubstr("C = 1"));
}

TEST(Preprocessor, LeavesPercentLinesAlone) {
  const Compiled compiled(
      "#define int hyper\n#define A(x) x\n  %/* int it's A(1 */\n%#if nosuch \\\n%  || 1\n%#endif\nstruct a {\n%// "
      "b\nbool c;\n};");
  EXPECT_EQ(compiled.messages(), "");
  EXPECT_THAT(compiled.header(), HasSubstr("/* int it's A(1 */\n#if nosuch \\\n  || 1\n#endif\n// b\n"));
}

TEST(Preprocessor, LeavesOutWhatIsCForTheOutputOfRpcgen) {
  const Compiled compiled(
      "%#include <rpc/rpc.h>\n%#pragma ident \"1.2\"\n%// stays\n#ifdef RPC_HDR\n%extern bool_t xdr_a(XDR *, a *);\n"
      "%#define RUBBISH\n#endif\nstruct a { int b; };");
  EXPECT_THAT(compiled.header(), HasSubstr("// stays"));
  EXPECT_THAT(compiled.header(), Not(HasSubstr("rpc/rpc.h")));
  EXPECT_THAT(compiled.header(), Not(HasSubstr("ident")));
  EXPECT_THAT(compiled.header(), Not(HasSubstr("xdr_a")));
  EXPECT_THAT(compiled.header(), Not(HasSubstr("RUBBISH")));
  EXPECT_THAT(compiled.header(), HasSubstr("// Left out: '%' lines that are C for rpcgen's output."));
  EXPECT_THAT(Compiled("#if RPC_HDR\n%#include \"own.h\"\n%inline a::b c();\n#endif\nstruct b { int i; };").header(),
              HasSubstr("#if __has_include(\"own.h\")\n#include \"own.h\"\n#endif\ninline a::b c();\n"));
}

TEST(Preprocessor, TakesNumbersThatPercentLinesDefine) {
  const Compiled compiled("%#define LENGTH (1 << 5) /* 32 */\n%#define MORE LENGTH+1\ntypedef opaque a<MORE>;");
  EXPECT_EQ(compiled.messages(), "");
  EXPECT_THAT(compiled.codecs(), HasSubstr("out.opaque(value, 33)"));
  expect_diagnostics("%#define A sizeof(int)\ntypedef opaque a<A>; // error: unknown constant 'A'");
}

TEST(Preprocessor, KnowsTheTypesOfTheRpcLibrary) {
  expect_diagnostics(
      "struct a { netobj b; des_block c; rpcprog_t d; netobj *e; string f<MAXNETNAMELEN>; netobj g<3>; };");
  expect_diagnostics("typedef int netobj; struct a { netobj b; };");
}

TEST(HostilePreprocessing, BombsAreLimited) {
  std::string bomb = "#define A0 1+1\n";
  std::string empty = "#define A0()\n";
  for (int i = 1; i < 60; ++i) {
    bomb += fmt::format("#define A{} A{} A{}\n", i, i - 1, i - 1);
    empty += fmt::format("#define A{0}() A{1}()A{1}()\n", i, i - 1);
  }
  EXPECT_THAT(Compiled(bomb + "const B = A59;").messages(), HasSubstr("a macro expands to more than 65536 characters"));
  EXPECT_THAT(Compiled(empty + "A59()").messages(), HasSubstr("macros are used too often"));
  std::string chain;
  for (int i = 0; i < 10'000; ++i) chain += fmt::format("#define C{} C{}\n", i, i + 1);
  EXPECT_THAT(Compiled(chain + "const B = C0;").messages(), HasSubstr("macros are nested more than 100 deep"));
  std::string nested;
  for (int i = 0; i < 5'000; ++i) nested += "F(";
  nested.insert(0, "#define F(x) x\nconst B = ");
  EXPECT_THAT(Compiled(nested + std::string(5'000, ')')).messages(), HasSubstr("macros are nested more than 100 deep"));
  EXPECT_THAT(Compiled(nested + std::string(70'000, ' ')).messages(), HasSubstr("do not end within 65536 characters"));
  EXPECT_THAT(Compiled("#if " + std::string(60'000, '(') + "\n#endif").messages(), HasSubstr("nested too deep"));
  EXPECT_THAT(Compiled("#if " + std::string(60'000, '!') + "1\n#endif").messages(), HasSubstr("nested too deep"));
}

TEST(HostilePreprocessing, SelfReferenceIsNoLoop) {
  expect_diagnostics("#define A A\n#define B C\n#define C B\nconst A = 1; const B = A;");
}

TEST(HostilePreprocessing, IncludeCyclesAreReportedOnce) {
  const Compiled compiled("#include \"b.x\"\nstruct c { int d; };", {}, {{"b.x", "#include \"test.x\"\n"}});
  EXPECT_THAT(compiled.messages(), HasSubstr("error: 'test.x' includes itself"));
  EXPECT_EQ(compiled.diagnostics.error_count(), 1u);
}

TEST(HostilePreprocessing, IncludeTreesAreLimited) {
  Files files;
  for (int i = 0; i < 30; ++i) {
    const std::string next = fmt::format("#include \"f{}.x\"\n", i + 1);
    files[fmt::format("f{}.x", i)] = next + next;
  }
  files["f30.x"] = "";
  EXPECT_THAT(Compiled("#include \"f0.x\"\n", {}, files).messages(), HasSubstr("more than 1000 files are included"));
}

TEST(HostilePreprocessing, DirectivesWithoutEndAreTaken) {
  expect_diagnostics("#define A \\");
  expect_diagnostics("#define A 1 /* no end");
  expect_diagnostics("#");
  EXPECT_THAT(Compiled("#define A 1\nconst B = A; /* no end").messages(), HasSubstr("this comment has no end"));
}

}  // namespace
