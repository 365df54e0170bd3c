// What files use beyond the RFCs: names of others, and words of other compilers.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compiled.h"
#include "expect_diagnostics.h"

namespace {

using onc::compiler::test::Compiled;
using onc::compiler::test::expect_diagnostics;
using testing::HasSubstr;
using testing::Not;

TEST(Externs, AreTakenAsDeclaredInHeadersWithAWarning) {
  expect_diagnostics(R"x(
%#include "internal.h"
    struct a {
      theirs b;                 // warning: 'theirs' is not declared here, so a header of a '%' line is taken to do it
      theirs *c;
      // warning: 'THEIR_LENGTH' is not declared here, so a header of a '%' line is taken to do it
      opaque d[THEIR_LENGTH];
      string e<THEIR_LENGTH>;
    };
  )x");
  const Compiled compiled("%#include \"internal.h\"\nstruct a { theirs b; theirs c<>; opaque d[LENGTH]; };");
  EXPECT_THAT(compiled.header(), HasSubstr("::theirs b{};"));
  EXPECT_THAT(compiled.header(), HasSubstr("std::array<std::byte, LENGTH> d{};"));
  EXPECT_THAT(compiled.codecs(), HasSubstr("encode(out, value.b)"));
  EXPECT_THAT(compiled.messages(), HasSubstr("hint: --extern-type theirs=cpp::Type:header.h says so"));
}

TEST(Externs, AreUnknownInFilesWithoutSuchALine) {
  expect_diagnostics("%#define A 1\nstruct a { theirs b; }; // error: unknown type 'theirs'");
}

TEST(Externs, AreDeclaredOnTheCommandLine) {
  const Compiled compiled("struct a { theirs b; ours c; far d; };",
                          {.extern_types = {"theirs=them::Type:them/type.h", "ours=::Ours", "far=x::y:<far.h>"}});
  EXPECT_EQ(compiled.messages(), "");
  EXPECT_THAT(compiled.header(), HasSubstr("#include \"them/type.h\"\n#include <far.h>\n"));
  EXPECT_THAT(compiled.header(), HasSubstr("them::Type b{};"));
  EXPECT_THAT(compiled.header(), HasSubstr("::Ours c{};"));
}

TEST(Externs, AreLookedUpInTheInterfaceThatAHeaderIsMadeOf) {
  const Compiled compiled("%#include <dir/other.h>\nstruct a { kind b; name c<MOST>; thing *d; opaque e[KIND_B]; };",
                          {.path = "in/test.x"},
                          {{"in/other.x",
                            "enum kind { KIND_A, KIND_B }; typedef string name<9>; const MOST = 4;"
                            "union thing switch (kind k) { case KIND_A: void; };"}});
  EXPECT_EQ(compiled.messages(), "");
  EXPECT_THAT(compiled.header(), HasSubstr("#include \"other.h\""));
  EXPECT_THAT(compiled.header(), HasSubstr("::other::kind b{};"));
  EXPECT_THAT(compiled.header(), HasSubstr("std::vector<::other::name> c{};"));
  EXPECT_THAT(compiled.codecs(), HasSubstr("out.array(value.c, 4, ::other::encode_name)"));
  EXPECT_THAT(compiled.header(), HasSubstr("std::array<std::byte, 1> e{};"));
}

TEST(Dialects, KnowTheNumbersOfProceduresByName) {
  expect_diagnostics(
      "const A = GET; const B = V * 2; program P { version V { int GET(void) = 7; } = 3; } = 9;"
      "typedef opaque c[P];");
  expect_diagnostics(
      "const A = GET; // error: the value of 'A' depends on itself\n"
      "program P { version V { int GET(void) = A; } = 3; } = 9; // note: through 'GET'");
}

TEST(Dialects, TakeNamespaces) {
  expect_diagnostics(R"x(
    namespace a {
    const A = 1;
    namespace b { struct s { int c; }; }
    struct t { b::s d; a::b::s e; opaque f[a::A]; };
    };
    namespace g::h { enum i { J }; union k switch (i l) { case g::h::J: a::t m; }; }
    struct namespace_user { int namespace; int package; int import; int pragma; int prefix; };
  )x");
  EXPECT_THAT(Compiled("namespace a { namespace b { const C = 1; } }").header(), HasSubstr("\nnamespace a::b {\n"));
  EXPECT_THAT(Compiled("namespace a { const B = 1; }\nnamespace c { const D = 1; }").header(),
              AllOf(HasSubstr("\nnamespace a {\n"), HasSubstr("\nnamespace c {\n")));
  expect_diagnostics("const A = 1;\nnamespace b {  // error: '{' is not closed\nconst C = 2;");
  expect_diagnostics("namespace { }  // error: expected 'namespace name {'");
  expect_diagnostics("namespace a { const B = 1; } } // error: unexpected '}'");
}

TEST(Dialects, LookNamesUpFromTheInnermostNamespaceOutwards) {
  const Compiled compiled(R"x(
    typedef int t;
    namespace a {
      typedef hyper t;
      enum e { ONE = 1 };
      namespace b { typedef string t<>; struct inner { t own; a::t up; ::t top; }; }
      struct outer { t own; b::t down; ::a::b::t absolute; };
    }
    namespace c {
      enum e { ONE = 11, TWO = 12 };
      union u switch (e which) { case ONE: a::b::t x; case e::TWO: void; };
      union v switch (a::e which) { case ::a::ONE: a::b::t x; };
    }
  )x");
  EXPECT_THAT(compiled.header(), HasSubstr("\n  t own{};\n  ::a::t up = 0;\n  ::test::t top = 0;"));
  EXPECT_THAT(compiled.header(), HasSubstr("t own = 0;\n  ::a::b::t down{};\n  ::a::b::t absolute{};"));
  EXPECT_THAT(compiled.header(), HasSubstr("/// Null unless which() is e::ONE."));
  EXPECT_THAT(compiled.header(), HasSubstr("/// Null unless which() is ::a::e::ONE."));
}

TEST(Dialects, LetNamespacesHaveTheSameNames) {
  expect_diagnostics(R"x(
    namespace a { struct s { int x; }; const C = 1; } // note: first declared here
    namespace b { struct s { int x; }; const C = 2; }
    namespace a {
    struct s { int y; }; // error: 's' is declared twice
    }
    const C = 3;
    namespace c { typedef b::nosuch t; } // error: unknown type 'nosuch'
  )x");
}

TEST(Dialects, ShareOneNamespaceWhereCppCannotHaveTheirs) {
  const Compiled compiled("namespace class { struct s { int a; }; } namespace std { struct s { int b; }; }");
  EXPECT_THAT(compiled.header(), AllOf(HasSubstr("\nnamespace test {\n"), HasSubstr("//   s -> s_\n"),
                                       HasSubstr("\nstruct s {"), HasSubstr("\nstruct s_ {")));
}

TEST(Dialects, PutNamespacesIntoTheOneAskedFor) {
  const std::string text = "const A = 1; namespace b { const C = 2; } namespace d { const E = 3; }";
  EXPECT_THAT(Compiled(text, {.cpp_namespace = "x::y"}).header(),
              AllOf(HasSubstr("\nnamespace x::y {\n"), HasSubstr("\nnamespace x::y::b {\n"),
                    HasSubstr("\nnamespace x::y::d {\n")));
}

TEST(Dialects, IgnoreStatementsOfGoAndLinux) {
  expect_diagnostics(R"x(
    package "example.org/protocol";
    pragma header nlm3; pragma big_endian cookie;
    typedef unsigned hyper cookie;
    program P { version package { cookie import(void) = 1; } = 1; } = 1;
  )x");
}

TEST(Dialects, TakeNamespacesForTheRestOfTheFile) {
  EXPECT_THAT(Compiled("namespace A:B;\nstruct s { int c; };").header(), HasSubstr("\nnamespace A::B {\n"));
  EXPECT_THAT(Compiled("namespace A::B;\nstruct s { int c; };").header(), HasSubstr("\nnamespace A::B {\n"));
  expect_diagnostics("namespace A:B { }  // error: expected 'namespace name {'");
  expect_diagnostics("namespace A:4;  // error: expected 'namespace name {'");
  expect_diagnostics("namespace A { namespace B; }  // error: expected 'namespace name {'");
}

TEST(Dialects, NameTheOneOfRiverExplorerOnce) {
  expect_diagnostics(
      "class A { // error: classes are of RiverExplorer's dialect of XDR, which is not supported\n"
      "public:\n int b;\n};\nclass C { };\noops");
  expect_diagnostics("struct class_user { int class; }; typedef int class;");
}

TEST(Dialects, NameTheOneOfRxgenOnce) {
  const std::string message =
      " // error: this is an interface for rxgen, the compiler of OpenAFS's Rx, which is another RPC system\n";
  expect_diagnostics("package RXAFS_" + message + "statindex 7\nprefix S\nFoo(IN int a, OUT int b) = 130;");
  expect_diagnostics("struct a { int b; };\nstatindex 10;" + message + "oops");
  expect_diagnostics("FetchData(IN int a, OUT int b) split = 130;" + message);
  expect_diagnostics("customized struct a { int b; };" + message);
}

}  // namespace
