// How findings look, and that hostile input costs a bounded amount.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compiled.h"
#include "expect_diagnostics.h"
#include "support/small_stack.h"

namespace {

using onc::compiler::test::Compiled;
using onc::compiler::test::expect_diagnostics;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST(Rendering, ShowsPlaceLineCaretCounterpartAndHint) {
  EXPECT_EQ(Compiled("typedef string dirpath<10>;\n\tstruct dirpath { int a; };\n").messages(),
            "test.x:2:9: error: 'dirpath' is declared twice\n"
            "    2 | \tstruct dirpath { int a; };\n"
            "      | \t       ^~~~~~~\n"
            "test.x:1:16: note: first declared here\n"
            "    1 | typedef string dirpath<10>;\n"
            "      |                ^~~~~~~\n");
  EXPECT_EQ(Compiled("struct mountlist { int a; };\nstruct b { mountlst c; };").messages(),
            "test.x:2:12: error: unknown type 'mountlst'\n"
            "    2 | struct b { mountlst c; };\n"
            "      |            ^~~~~~~~\n"
            "      | hint: did you mean 'mountlist'?\n");
}

TEST(Rendering, SuggestsKeywordsForMisspeltOnes) {
  EXPECT_THAT(Compiled("sturct a { int b; };").messages(), HasSubstr("hint: did you mean 'struct'?"));
  EXPECT_THAT(Compiled("const SIZE_MAX_ = 1; typedef opaque a<SIZE_MXA_>;").messages(),
              HasSubstr("hint: did you mean 'SIZE_MAX_'?"));
  EXPECT_THAT(Compiled("completelydifferent a;").messages(), Not(HasSubstr("did you mean")));
}

TEST(Rendering, SortsFindingsByPlace) {
  const std::string messages = Compiled("struct a { nosuch b; };\nconst C = ;\nstruct d { int e; int e; };").messages();
  EXPECT_LT(messages.find(":2:"), messages.find(":3:"));
}

TEST(Rendering, ShowsAnExcerptOfAVeryLongLine) {
  const std::string messages = Compiled(std::string(5000, ' ') + "const A = ;" + std::string(5000, ' ')).messages();
  EXPECT_THAT(messages, HasSubstr("test.x:1:5011: error"));
  EXPECT_THAT(messages, HasSubstr("const A = ;"));
  EXPECT_LT(messages.size(), 500u);
}

TEST(Rendering, ReplacesControlCharactersOfTheSource) {
  EXPECT_THAT(Compiled("const A\x1b[31m = 1;").messages(), Not(HasSubstr("\x1b")));
}

TEST(Rendering, NamesAFileThatCannotBeRead) {
  onc::compiler::test::MemoryBackend nothing;
  onc::compiler::SourceManager sources(nothing);
  onc::compiler::Diagnostics diagnostics;
  EXPECT_TRUE(onc::compiler::compile({.path = "gone.x"}, sources, diagnostics).empty());
  EXPECT_EQ(render(diagnostics, sources), "idlc: error: cannot read 'gone.x': No such file or directory\n");
}

TEST(Rendering, WritesJsonForEditors) {
  const Compiled twice("const A = 1;\nconst A = 2;");
  EXPECT_EQ(
      render_json(twice.diagnostics, twice.sources),
      "[{\"file\": \"test.x\", \"line\": 2, \"column\": 7, \"end_line\": 2, \"end_column\": 8, "
      "\"severity\": \"error\", \"message\": \"'A' is declared twice\", \"notes\": [{\"file\": \"test.x\", "
      "\"line\": 1, \"column\": 7, \"end_line\": 1, \"end_column\": 8, \"message\": \"first declared here\"}]}]\n");
  const Compiled unknown("struct mount { int a; }; struct b { mont c; };");
  EXPECT_THAT(render_json(unknown.diagnostics, unknown.sources), HasSubstr("\"hint\": \"did you mean 'mount'?\""));
  const Compiled pragma("#pragma \"\\\xe4\xc3\xb6");
  EXPECT_THAT(render_json(pragma.diagnostics, pragma.sources),
              HasSubstr("\"#pragma \\\"\\\\\\u00e4\xc3\xb6 is ignored\", \"warning\": \"unknown-pragma\""));
  const Compiled empty("");
  EXPECT_EQ(render_json(empty.diagnostics, empty.sources), "[]\n");
}

TEST(Rendering, ColoursSeveritiesOnly) {
  EXPECT_EQ(onc::compiler::coloured("a.x:1:2: error: b: error: c\n    1 | : error: \na.x:1:2: note: d\n"),
            "a.x:1:2: \x1b[1;31merror:\x1b[0m b: error: c\n    1 | : error: \na.x:1:2: \x1b[1;36mnote:\x1b[0m d\n");
}

TEST(Hostile, NestingIsLimited) {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += "struct{";
  const Compiled braces("struct a {" + text);
  EXPECT_THAT(braces.messages(), HasSubstr("brackets are nested more than 64 deep"));
  EXPECT_EQ(braces.diagnostics.error_count(), 1u);
  const Compiled parentheses("const A = " + std::string(100'000, '(') + "1");
  EXPECT_THAT(parentheses.messages(), HasSubstr("brackets are nested more than 64 deep"));
  EXPECT_EQ(parentheses.diagnostics.error_count(), 1u);
  EXPECT_TRUE(Compiled(std::string(100'000, '}')).diagnostics.has_errors());
}

TEST(Hostile, ExpressionsAreLimited) {
  std::string sum = "1";
  for (int i = 0; i < 30'000; ++i) sum += "+1";
  EXPECT_THAT(Compiled("const A = " + sum + ";").messages(), HasSubstr("an expression of more than 512 terms"));
  EXPECT_THAT(Compiled("const A = " + std::string(30'000, '-') + "1;").messages(), HasSubstr("an expression of more"));
}

TEST(Hostile, ErrorsAreLimited) {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += "nonsense;\n";
  const Compiled compiled(text);
  EXPECT_EQ(compiled.diagnostics.error_count(), onc::compiler::Diagnostics::max_errors);
  EXPECT_THAT(compiled.messages(), EndsWith("idlc: error: too many errors, stopped after 200\n"));
}

TEST(Hostile, NamesOfAMegabyteAreRejectedInFewWords) {
  const Compiled compiled("typedef int " + std::string(1u << 20, 'a') + ";");
  EXPECT_THAT(compiled.messages(), HasSubstr("this name is 1048576 characters long; at most 255 are supported"));
  EXPECT_LT(compiled.messages().size(), 1000u);
}

TEST(Hostile, NulBytesAreStrayCharacters) {
  EXPECT_THAT(Compiled(std::string("const A\0 = 1;", 13)).messages(), HasSubstr("stray control character 0x00"));
  EXPECT_EQ(Compiled(std::string("/* \0 */ const A = 1;", 20)).messages(), "");
}

// Found by fuzzing: recovery went back into a closed body, and its second brace closed a body that was none.
TEST(Hostile, BracesThatCloseABodyTwiceAreReported) {
  expect_diagnostics(
      "program M{};}} // error: a program needs at least one version // error: expected '=' before ';' "
      "// error: unexpected '}'");
}

TEST(Hostile, UnterminatedCommentsAreReportedWhereTheyBegin) {
  const Compiled compiled("const A = 1;\n/* struct b {\n" + std::string(100'000, '*'));
  EXPECT_THAT(compiled.messages(), StartsWith("test.x:2:1: error: this comment has no end\n"));
  EXPECT_EQ(compiled.diagnostics.error_count(), 1u);
}

TEST(Hostile, UnterminatedLiteralsAreReported) {
  EXPECT_THAT(Compiled("const A = \"abc;\n").messages(), HasSubstr("this string has no closing quote"));
  EXPECT_THAT(Compiled("const A = 'a;\n").messages(), HasSubstr("this character has no closing quote"));
}

TEST(Hostile, LettersBeyondAsciiOutsideOfCommentsAreReportedOncePerWord) {
  const Compiled compiled("const gr\xc3\xb6\xc3\x9f = 1;");
  EXPECT_THAT(compiled.messages(), HasSubstr("letters beyond ASCII are allowed in comments only"));
}

TEST(Hostile, LongChainsOfDefinitionsAreNoRecursion) {
  std::string text = "const C0 = 1;\n";
  for (int i = 1; i < 5'000; ++i) {
    const std::string self = std::to_string(i), next = std::to_string(i + 1);
    text += "struct s" + self + " { s" + next + " a; };\n";
    text += "typedef t" + next + " t" + self + ";\n";
    text += "const D" + self + " = D" + next + ";\n";
  }
  text += "struct s5000 { s1 *b; t1 c[D1]; };\ntypedef int t5000;\nconst D5000 = 7;\n";
  onc::test::on_small_stack(
      [&] {
        const Compiled compiled(text);
        EXPECT_EQ(compiled.messages(), "");
        EXPECT_THAT(compiled.header(), HasSubstr("inline constexpr std::uint32_t D1 = 7;"));
      },
      std::size_t{1} << 20);
}

TEST(Diagnostics, TellEachOfManyMistakesOnce) {
  expect_diagnostics(R"x(
    const A = 1;                       // note: first declared here
    const A = 2;                       // error: 'A' is declared twice
    const B = NOSUCH;                  // error: unknown constant 'NOSUCH'
    const C = 1 / 0;                   // error: division by zero
    typedef string name<-1>;           // error: bound -1 is not between 0 and 4294967295
    typedef opaque big[4294967296];    // error: size 4294967296 is not between 0 and 4294967295
    enum color {
      RED = 1,                         // note: first declared here
      BLUE = 99999999999,              // error: enum value 99999999999 does not fit 32 bits and a sign
      RED = 4                          // error: 'RED' is declared twice
    };
    struct s {
      int a;                           // note: first declared here
      int a;                           // error: member 'a' is declared twice
      nosuch b;                        // error: unknown type 'nosuch'
    };
    struct loop { loop inner; };       // error: 'loop' contains itself, so no value of it ever ends
    union u switch (color c) {
      case RED: int x;                 // note: first used here
      case RED: int y;                 // error: case RED of union 'u' appears twice
    };
    union v switch (float f) { case 1: int x; };  // error: a discriminant is an int, an unsigned int, a bool or an enum
    struct t {
      void v;                          // error: a struct member cannot be void
      string q[5];                     // error: a string has no fixed length
      opaque o;                        // error: opaque data needs a length
    };
    struct missing { int a };          // error: expected ';' after 'a'
    struct x { int *y z; };            // error: expected ';' before 'z'
    typedef Arr int[2];                // error: expected '*' or a name before 'int'
    struct 9lives { int a; };          // error: '9lives' is not a decimal number
    struct e { };                      // error: a struct needs at least one member
    program P {
      version V {
        int F(int) = 1;                // note: first given to 'F'
        void G(int) = 1;               // error: procedure number 1 is given twice in version 'V'
      } = 5000000000;                  // error: a version number is between 0 and 4294967295
    } = 1;
  )x");
}

TEST(Hostile, FilesBeyondTheLimitAreRejected) {
  const Compiled compiled(std::string(onc::compiler::SourceManager::max_text + 1, ' '));
  EXPECT_EQ(compiled.messages(), "idlc: error: cannot read 'test.x': too large\n");
}

}  // namespace
