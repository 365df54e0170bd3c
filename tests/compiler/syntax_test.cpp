// What the grammar takes, and how it goes on after what it does not take.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compiled.h"
#include "expect_diagnostics.h"

namespace {

using onc::compiler::test::Compiled;
using onc::compiler::test::expect_diagnostics;
using testing::HasSubstr;
using testing::Not;

TEST(Syntax, TakesTheExampleOfRfc4506) {
  expect_diagnostics(R"x(
    const MAXUSERNAME = 32;     /* max length of a user name */
    const MAXFILELEN = 65535;   /* max length of a file      */
    const MAXNAMELEN = 255;     /* max length of a file name */
    enum filekind {
       TEXT = 0,       /* ascii data */
       DATA = 1,       /* raw data   */
       EXEC = 2        /* executable */
    };
    union filetype switch (filekind kind) {
    case TEXT:
       void;                           /* no extra information */
    case DATA:
       string creator<MAXNAMELEN>;     /* data creator         */
    case EXEC:
       string interpretor<MAXNAMELEN>; /* program interpretor  */
    };
    struct file {
       string filename<MAXNAMELEN>; /* name of file    */
       filetype type;               /* info about file */
       string owner<MAXUSERNAME>;   /* owner of file   */
       opaque data<MAXFILELEN>;     /* file data       */
    };
  )x");
}

TEST(Syntax, TakesTheExampleOfRfc5531) {
  expect_diagnostics(R"x(
    program PING_PROG {
      version PING_VERS_PINGBACK {
        void PINGPROC_NULL(void) = 0;
        int PINGPROC_PINGBACK(void) = 1;
      } = 2;
      version PING_VERS_ORIG {
        void PINGPROC_NULL(void) = 0;
      } = 1;
    } = 1;
    const PING_VERS = 2;
  )x");
}

TEST(Syntax, TakesAnEmptyFile) { expect_diagnostics(""); }

TEST(Syntax, TakesAFileWithoutFinalNewline) { expect_diagnostics("const A = 1;"); }

TEST(Syntax, TakesCarriageReturnsTabsAndFormFeeds) {
  expect_diagnostics("const A = 1;\r\n\f\ttypedef\tint\tb;\r\n%#include <x>\r\n");
}

TEST(Syntax, TakesBothKindsOfComments) {
  expect_diagnostics("/* a ** / \n b */ const A /**/ = 1; // c /* d\n/***/ const B = 2;");
}

TEST(Syntax, TakesLatin1AndUtf8InComments) { expect_diagnostics("/* gr\xfc\xdf */ const A = 1; // \xc3\xbc\n"); }

TEST(Syntax, TakesEveryPrimitiveOfTheRfcAndOfTheWild) {
  expect_diagnostics(R"x(
    struct all {
      int a; unsigned int b; unsigned c; hyper d; unsigned hyper e; float f; double g; quadruple h; bool i;
      char j; unsigned char k; short l; unsigned short m; long n; unsigned long o; long long p; unsigned long long q;
      short int r; long int s; unsigned short int t; unsigned long int u; hyper int v; unsigned hyper int w;
      u_int x; u_long y; u_short z; u_char aa; longlong_t ab; u_longlong_t ac; bool_t ad; int8_t ae; uint8_t af;
      int16_t ag; uint16_t ah; int32_t ai; uint32_t aj; int64_t ak; uint64_t al; u_int32_t am; u_quad_t an;
    };
  )x");
}

TEST(Syntax, LetsAFileDefineNamesOfTheWildItself) {
  expect_diagnostics("typedef int int32_t; typedef unsigned hyper uint64_t; struct s { int32_t a; uint64_t b; };");
}

TEST(Syntax, TakesTagsBeforeTypeNames) {
  expect_diagnostics(
      "struct a { enum b c; struct d *e; union f g; }; enum b { H }; struct d { int i; };"
      "union f switch (int j) { default: void; };");
}

TEST(Syntax, TakesProgramAndVersionAsMemberNames) { expect_diagnostics("struct a { int program; int version; };"); }

TEST(Syntax, TakesEnumeratorsWithoutValuesAndTrailingCommas) { expect_diagnostics("enum a { B, C = 5, D, };"); }

TEST(Syntax, TakesNamedArgumentsAndEmptyArgumentLists) {
  expect_diagnostics(
      "program P { version V { int ADD(int a, hyper b) = 1; void STOP() = 2; int *GET(string, int *) = 3; }"
      " = 1; } = 1;");
}

TEST(Syntax, TakesCaseLabelsOfAllKinds) {
  expect_diagnostics(R"x(
    union a switch (int b) { default: int c; case 'x': case -1: case 0x1f: case 017: case '\n': void; };
    union d switch (unsigned e) { case 4294967295: void; };
    union f switch (bool g) { case TRUE: int h; case FALSE: void; };
    union i switch (int j) { case 1: default: int k; };
  )x");
}

TEST(Syntax, TakesInlineTypes) {
  expect_diagnostics(R"x(
    struct a { struct { int b; enum { C, D } d; } e; union switch (int f) { case 1: struct { int g; } h; } i<3>; };
    typedef struct { int j; } k;
    typedef enum { L } m;
  )x");
}

TEST(Syntax, TakesArithmeticWhereverANumberMayStand) {
  expect_diagnostics(R"x(
    const A = (1 << 4) | 3;
    const B = -A * 2 + ~0;
    enum c { D = A % 4, E = 0x10 ^ 1 };
    struct f { opaque g[A / 2 - 1]; string h<A + E>; };
  )x");
}

TEST(Syntax, TakesTextConstants) { expect_diagnostics("const MODULUS = \"d4a0\";"); }

TEST(Syntax, TakesTypedefsThatRepeatATag) { expect_diagnostics("struct a { int b; }; typedef struct a a;"); }

TEST(Syntax, TakesPercentLinesAnywhere) {
  expect_diagnostics("%#include <a.h>\n%/* it's */\nstruct a {\n  %#define X \\\n  Y }\n int b;\n%}\n};\n%%done");
}

TEST(Syntax, ReportsAMissingSemicolonAtTheEndOfItsLine) {
  expect_diagnostics(R"x(
    struct a {
      int b                        // error: expected ';' after 'b'
      int c;
    }                              // error: expected ';' after '}'
    typedef a d                    // error: expected ';' after 'd'
    typedef d e;
    struct f { e g; };
  )x");
}

TEST(Syntax, GoesOnAfterEachBrokenMember) {
  expect_diagnostics(R"x(
    struct a {
      int 5;                       // error: expected '*' or a name before '5'
      int b;
      int c[];                     // error: unexpected ']'
      = int d;                     // error: unexpected '='
    };
    enum e {
      F = ,                        // error: unexpected ','
      G,
      7,                           // error: expected '}' or a name before '7'
      H
    };
    struct i { a j; };
    struct k { int l };            // error: expected ';' after 'l'
    struct m { int n; } o;         // error: expected ';' before 'o'
    struct p { m q; };
  )x");
}

TEST(Syntax, SkipsWhatItCannotUnderstandOnce) {
  expect_diagnostics(R"x(
    strct a {                      // error: unexpected 'strct'
      int b;
      struct c { int d; } e;
    };
    } ;                            // error: unexpected '}'
    const f 5;                     // error: expected '=' before '5'
    union g (int h) { case 1: int i; };  // error: expected 'switch' before '('
    program j { version k { int L() 1; } = 1; } = 1;  // error: expected '=' before '1'
    const m = 5;
  )x");
}

TEST(Syntax, RejectsWhatHasNoName) {
  expect_diagnostics(R"x(
    struct a {
      int;                         // error: expected '*' or a name before ';'
      a *;                         // error: expected a name before ';'
    };
    union b switch (int) {         // error: expected '*' or a name before ')'
      case 1: int c;
    };
    union d switch (int e) {
      case 1: int;                 // error: expected '*' or a name before ';'
    };
    typedef int;                   // error: expected '*' or a name before ';'
    typedef Arr int[2];            // error: expected '*' or a name before 'int'
  )x");
}

TEST(Syntax, GoesOnAfterParenthesesLeftOpen) {
  expect_diagnostics(R"x(
    program p {
      version v {
        int A(int = 1;             // error: expected ')' or ',' before '='
        int B(int) = 2             // error: expected ';' after '2'
        nosuch C(int) = 3;         // error: unknown type 'nosuch'
        int D(int = (4;            // error: expected ')' or ',' before '='
      } = 1                        // error: expected ';' after '1'
    } = 0x20000000;
    struct a { opaque b[4; };      // error: expected ']' before ';'
    const c = 0;                   // note: first declared here
    const c = 1;                   // error: 'c' is declared twice
  )x");
}

TEST(Syntax, NoticesAMissingBraceAtTheNextDefinition) {
  expect_diagnostics(R"x(
struct a {                         // note: '{' is not closed
  int b;
struct c {                         // error: expected '}' before 'struct'
  int d;
};
enum e {                           // note: '{' is not closed
  F = 1
const G = 2;                       // error: expected '}' before 'const'
union h switch (int i) {           // note: '{' is not closed
  case 1: int j;
typedef a k;                       // error: expected '}' before 'typedef'
program l {
  version m {                      // note: '{' is not closed
    int N(void) = 1;
struct o {                         // error: expected '}' before 'struct'
  k p;
  c q[G];
  e r;
  h s;
  nosuch t;                        // error: unknown type 'nosuch'
};
)x");
}

TEST(Syntax, ReportsTheEndOfAnUnfinishedFileOnce) {
  expect_diagnostics("struct a { int b; // note: '{' is not closed // error: unexpected end of file");
  expect_diagnostics("const A = 5 // error: expected ';' after '5'\n\n");
  expect_diagnostics(
      "program p { version v { int A(int // note: '(' is not closed // error: expected ')' or ',' before end of file");
}

TEST(Syntax, NamesTheWordThatBeginsNoDefinition) {
  const std::string words = "hint: a definition begins with const, typedef, enum, struct, union or program";
  const Compiled compiled("record X { int a; };");
  EXPECT_THAT(compiled.messages(), HasSubstr("error: unexpected 'record'\n"));
  EXPECT_THAT(compiled.messages(), HasSubstr(words));
  EXPECT_THAT(Compiled("X Y;").messages(), HasSubstr(words));
  EXPECT_THAT(Compiled("strcut X { int a; };").messages(), HasSubstr("hint: did you mean 'struct'?"));
  EXPECT_THAT(Compiled("struct a { int b c; };").messages(), Not(HasSubstr("hint")));
}

TEST(Syntax, PointsAtCommentsWithinComments) {
  for (const char* text :
       {"enum e { /* A, /* x */ B */ C };", "/* struct a { /* x */ int b; }; */ const D = 1;",
        "const A = /* 1 /* one */ + 2 */ 3;", "enum e { A = 1,\n/* B = 2, /* x */\n C = 3 /* y */\n*/\n D = 4 };"})
    EXPECT_THAT(Compiled(text).messages(), HasSubstr("note: '/*' within a comment, which ends at the first '*/'\n"));
  expect_diagnostics(R"x(
    /* a comment with /* in it */
    const A = 1;
    enum e {
      // note: '/*' within a comment, which ends at the first '*/' // error: expected '}' or ',' before '*'
      /* B, /* x */ C */
      D };
    const E 1; /* other */         // error: expected '=' before '1'
    /* a /* b */ const F 1;        // error: expected '=' before '1'
    /* c */
  )x");
}

TEST(Syntax, ReportsTokensThatAreNone) {
  expect_diagnostics(R"x(
    const A = 09;                  // error: '09' is not an octal number
    const B = 0xfg;                // error: '0xfg' is not a hexadecimal number
    const C = 12ab;                // error: '12ab' is not a decimal number
    const D = 99999999999999999999;  // error: this number needs more than 64 bits
    const E @ = 1;                 // error: stray '@'
    const F = 'ab';                // error: a character literal holds one character
  )x");
}

TEST(Recovery, TellsThatPointersInArraysNeedATypedef) {
  expect_diagnostics(R"x(
    struct a {
      a *b<>;        // error: an array of pointers needs a name for the pointer
      opaque *c<4>;  // error: an array of pointers needs a name for the pointer
      int d;
    };
  )x");
}

TEST(Syntax, SaysOnceThatANumberIsMissing) {
  expect_diagnostics(R"x(
    program A { version V { int F(void) = 1; } = 1; };  // error: expected '=' before ';'
    const B = 1;
    program C {
      version V { int F(void) = 1; };                   // error: expected '=' before ';'
      version W { int F(void) = 1; } 2;                 // error: expected '=' before '2'
      version X { int F(void) = 1; } = 3;
      version Y { int F(void) = 1; }
      version Z { int F(void) = 1; } = 4;               // error: expected '=' before 'version'
    } = 2;
    program D { version V { int F(void) = 1; } = 1; }
    struct s { int a; };                                // error: expected '=' before 'struct'
    program E { version V { int F(void) = 1; } = 1; } = ;  // error: unexpected ';'
    enum e { Q };
    struct t { nosuch a; };                             // error: unknown type 'nosuch'
  )x");
  EXPECT_THAT(Compiled("program A { version V { int F(void) = 1; } = 1; }").messages(),
              HasSubstr("expected '=' before end of file"));
}

TEST(Syntax, SaysOnceWhatIsWrongWithALiteral) {
  expect_diagnostics(R"x(
    const A = "unterminated;    // error: this string has no closing quote
    const B = "a;b";
    const C = "a\";             // error: this string has no closing quote
    const D = '';               // error: a character literal holds one character
    // error: a character literal holds one character // error: a character literal holds one character
    const E = 'ab' + '\x41';
    const F = 'a;               // error: this character has no closing quote
    // error: a character literal holds one character // error: this character has no closing quote
    enum g { H = '', I = 2, J = 'abc };
    union k switch (int l) { case 1: int m; case 'n: int o; };  // error: this character has no closing quote
    typedef int p[''];          // error: a character literal holds one character
    struct s { nosuch a; };     // error: unknown type 'nosuch'
  )x");
}

TEST(Syntax, TakesAByteOrderMark) {
  const std::string mark = "\xef\xbb\xbf";
  expect_diagnostics(mark + "#include \"other.x\"\nconst A = B;", {}, {{"other.x", mark + "const B = 1;"}});
  EXPECT_THAT(Compiled(mark + "nosuch").messages(),
              HasSubstr("test.x:1:1: error: unexpected 'nosuch'\n    1 | nosuch"));
  EXPECT_THAT(Compiled("const A = 1;\n" + mark).messages(), HasSubstr("letters beyond ASCII"));
}

TEST(Syntax, SaysThatAKeywordIsNoName) {
  for (const char* text : {"struct s { int bool; };", "enum e { bool };", "struct bool { int a; };", "const bool = 1;"})
    EXPECT_THAT(Compiled(text).messages(), HasSubstr("hint: 'bool' is a keyword, which cannot be a name"));
  EXPECT_THAT(Compiled("struct s { int\n bool b; };").messages(), Not(HasSubstr("keyword")));
  EXPECT_THAT(Compiled("struct s { int 5; };").messages(), Not(HasSubstr("keyword")));
}

TEST(Syntax, SaysWhatIsMissingBehindAnExpression) {
  expect_diagnostics(R"x(
    union u switch (int k) { case 1 int b; };  // error: expected ':' before 'int'
    struct s { int a[5; };                     // error: expected ']' before ';'
    struct t { int a<5]; };                    // error: expected '>' before ']'
    enum e { A = 1 B };                        // error: expected '}' or ',' before 'B'
  )x");
}

}  // namespace
